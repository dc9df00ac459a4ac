"""The box before something that cannot be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.ui.theme import theme
from kursplaner.ui.widgets.buttons import Button
from kursplaner.ui.widgets.texts import IconLabel, Text


class Dialog(QDialog):
    """A plain box with a title, a body to fill and buttons at the foot.

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
