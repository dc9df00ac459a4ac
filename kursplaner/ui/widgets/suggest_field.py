"""A line of text that proposes what could be meant, in a list beneath it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.buttons import Choice
from kursplaner.ui.widgets.fields import TextField

MOST = 8
WIDTH = 340


class SuggestField(TextField):
    """Proposes while one types; arrows and Enter or a click choose.

    Signals:
        suggestion_chosen(str): the key of the proposal that was chosen; its text is the caller's.
    """

    suggestion_chosen = Signal(str)

    def __init__(
        self,
        text: str,
        suggest: Callable[[str], Sequence[Choice]],
        *,
        name: str,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, name=name, hint=hint, parent=parent)
        self._suggest = suggest
        self._shown: Sequence[Choice] = ()
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(MOST)
        shown = QListView()
        shown.setAccessibleName(f"Vorschläge: {name}")
        shown.setTextElideMode(Qt.TextElideMode.ElideRight)
        shown.setMinimumWidth(theme().px(WIDTH))
        completer.setPopup(shown)
        shown.setObjectName("suggestions")
        completer.activated[QModelIndex].connect(self._activated)  # type: ignore[index]
        self.setCompleter(completer)
        self.textEdited.connect(self._propose)

    def proposals(self) -> Sequence[Choice]:
        """Return what is proposed now."""
        return self._shown

    def choose(self, key: str) -> None:
        """Take a proposal, as a click on it does."""
        self.suggestion_chosen.emit(key)

    def _propose(self, text: str) -> None:
        self._shown = self._suggest(text)
        self._words.setStringList([choice.text for choice in self._shown])

    def _activated(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._shown):
            self.choose(self._shown[index.row()].key)
