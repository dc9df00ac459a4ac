"""Strg+Z and Strg+Y across the whole program: the workspace undoes, this says what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from kursplaner.basics.errors import KursplanerError
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

    def undo(self) -> None:
        """Take back the last act; it is called as long as all it made is there."""
        act = self._workspace.undo_summary
        title = self._titles([act])[0] if act is not None else ""
        done = self._played(playing.undo)
        if done is not None:
            told = act_words.undone(title) if done else "Es gibt nichts zurückzunehmen."
            self.told.emit(told, False)

    def redo(self) -> None:
        """Do the last undone act again."""
        act = self._workspace.redo_summary
        done = self._played(playing.redo)
        if done is not None:
            title = self._titles([act])[0] if act is not None else ""
            told = act_words.redone(title) if done else "Es gibt nichts zu wiederholen."
            self.told.emit(told, False)

    def recent(self, limit: int = 10) -> list[str]:
        """Titles of the last acts, newest first."""
        acts = self._workspace.history(limit)
        titles = zip(acts, self._titles(acts), strict=True)
        return [f"{title}{' (zurückgenommen)' if act.undone else ''}" for act, title in titles]

    def _played(self, step: Callable[[Workspace], ActSummary | None]) -> bool | None:
        """Play a step; False where there is none, None where it was refused."""
        try:
            return step(self._workspace) is not None
        except KursplanerError as error:
            self.refused.emit(error)
            return None
