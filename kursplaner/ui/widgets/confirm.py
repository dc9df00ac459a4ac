"""The box before something that cannot be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.buttons import Button
from kursplaner.ui.widgets.pages.focus_ring import FocusRing
from kursplaner.ui.widgets.pages.veil import Veil, switch_names
from kursplaner.ui.widgets.texts import IconLabel, Text


class Dialog(QDialog):
    """A plain box with a title, a body to fill and buttons at the foot; gone when closed.

    Attributes:
        body: layout for the contents.
        foot: layout of the buttons; `add_button` appends.
    """

    def __init__(self, title: str, parent: QWidget | None = None, *, width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(width))
        column = QVBoxLayout(self)
        side = theme().px(24)
        column.setContentsMargins(side, theme().px(20), side, theme().px(20))
        column.setSpacing(theme().px(16))
        column.addWidget(Text(title, "title"))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme().px(12))
        column.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme().px(8))
        self.foot.addStretch(1)
        column.addLayout(self.foot)
        self._veil = Veil(self)
        self._ring = FocusRing(self)
        QShortcut(QKeySequence("F12"), self, self._switch_names)

    def done(self, result: int) -> None:
        """Close; a box that belongs to a window is not kept."""
        super().done(result)
        if self.parent() is not None:
            self.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ring.watch_window()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._veil.setGeometry(self.rect())

    def _switch_names(self) -> None:
        switch_names(self)

    def add_button(self, button: Button, *, accepts: bool = False, rejects: bool = False) -> Button:
        """Append a button at the foot that may close the box."""
        if accepts:
            button.clicked.connect(self.accept)
            button.setDefault(True)
        if rejects:
            button.clicked.connect(self.reject)
        self.foot.addWidget(button)
        return button


class ConfirmDialog(Dialog):
    """Asks once, with a verb on the button; the safe answer has the focus."""

    def __init__(
        self,
        title: str,
        sentence: str,
        verb: str,
        *,
        danger: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, width=420)
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        if danger:
            row.addWidget(IconLabel("triangle-alert", "bad", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(sentence, wrap=True), 1)
        self.body.addLayout(row)
        safe = self.add_button(Button("Abbrechen"), rejects=True)
        self.add_button(Button(verb, "danger" if danger else "primary"), accepts=True)
        safe.setFocus()

    @classmethod
    def ask(
        cls,
        title: str,
        sentence: str,
        verb: str,
        *,
        danger: bool = True,
        parent: QWidget | None = None,
    ) -> bool:
        """True if the user clicked the verb."""
        return cls(title, sentence, verb, danger=danger, parent=parent).exec() == 1
