"""Strg+Z and Strg+Y across the whole program: the workspace undoes, this says what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.history import again_after
from kursplaner.desk.wording import acts as act_words
from kursplaner.planning.replays import playing
from kursplaner.store.journal.acts import ActSummary
from kursplaner.store.workspace import Workspace

Titles = Callable[[Sequence[ActSummary]], list[str]]


class Undo(QObject):
    """Takes back and repeats one's own last act.

    Args:
        workspace: the town.
        titles: what acts are called as far as names may be shown now.

    Signals:
        told(str, bool): a sentence for the notice bar, and whether undo is offered again.
        refused(object): the error when somebody else changed the same or took the place meanwhile.
    """

    told = Signal(str, bool)
    refused = Signal(object)

    def __init__(self, workspace: Workspace, titles: Titles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._titles = titles
        self._backwards = True

    def undo(self, because: str = "") -> None:
        """Take back the last act; it is called as long as all it made is there."""
        self._play(because, backwards=True)

    def redo(self, because: str = "") -> None:
        """Do the last undone act again."""
        self._play(because, backwards=False)

    def again(self, because: str) -> None:
        """Play the step that was refused last, with why closed attendance is corrected."""
        self._play(because, backwards=self._backwards)

    def _play(self, because: str, *, backwards: bool) -> None:
        """Play a step and tell it; of closed attendance also which list is to print again."""
        self._backwards = backwards
        workspace = self._workspace
        act = workspace.undo_summary if backwards else workspace.redo_summary
        if act is None:
            step = "zurückzunehmen" if backwards else "zu wiederholen"
            self.told.emit(f"Es gibt nichts {step}.", False)
            return
        before = self._titles([act])[0] if backwards else ""
        try:
            (playing.undo if backwards else playing.redo)(workspace, because)
        except KursplanerError as error:
            self.refused.emit(error)
            return
        said = act_words.undone(before) if backwards else act_words.redone(self._titles([act])[0])
        again = again_after(workspace, act.id) if because else ""
        self.told.emit(f"{said} {again}".strip(), False)

    def recent(self, limit: int = 10) -> list[str]:
        """Titles of the last acts, newest first."""
        acts = self._workspace.history(limit)
        titles = zip(acts, self._titles(acts), strict=True)
        return [f"{title}{' (zurückgenommen)' if act.undone else ''}" for act, title in titles]
