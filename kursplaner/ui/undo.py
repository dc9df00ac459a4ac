"""Strg+Z and Strg+Y across the whole program: the workspace undoes, this says what happened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording import acts as act_words
from kursplaner.planning.replays import playing
from kursplaner.store.journal.acts import ActSummary
from kursplaner.store.workspace import Workspace

Titles = Callable[[ActSummary], str]


def short_titles(act: ActSummary) -> str:
    """The kind of act in a few words, without names."""
    return act_words.short_title(act.kind)


class Undo(QObject):
    """Takes back and repeats one's own last act.

    Signals:
        told(str, bool): a sentence for the notice bar, and whether undo is offered again.
        refused(object): the error when somebody else changed the same or took the place meanwhile.
    """

    told = Signal(str, bool)
    refused = Signal(object)

    def __init__(
        self, workspace: Workspace, titles: Titles = short_titles, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._titles = titles

    def undo(self) -> None:
        """Take back the last act."""
        self._step(playing.undo, act_words.undone, "Es gibt nichts zurückzunehmen.")

    def redo(self) -> None:
        """Do the last undone act again."""
        self._step(playing.redo, act_words.redone, "Es gibt nichts zu wiederholen.")

    def recent(self, limit: int = 10) -> list[str]:
        """Titles of the last acts, newest first."""
        acts = self._workspace.history(limit)
        return [f"{self._titles(act)}{' (zurückgenommen)' if act.undone else ''}" for act in acts]

    def _step(
        self,
        act: Callable[[Workspace], ActSummary | None],
        words: Callable[[str], str],
        nothing: str,
    ) -> None:
        try:
            done = act(self._workspace)
        except KursplanerError as error:
            self.refused.emit(error)
            return
        self.told.emit(words(self._titles(done)) if done else nothing, False)
