"""The foot of the wizard: what is counted, what is meant so, and the two buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Elide, IconLabel, TextField

ANYWAY = "Trotzdem anlegen, weil …"
NOTE = "Alles lässt sich in einem Schritt zurücknehmen (Strg+Z)."


class PlanFoot(QFrame):
    """What stands beneath a plan.

    Attributes:
        counts: how many lessons, children and rides.
        past: ticked where a course wholly in the past is meant so.
        anyway: why something hard is taken on.
        discard, create_button: the buttons.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.counts = Elide("", "strong")
        self.past = QCheckBox("Ja, er liegt in der Vergangenheit")
        self.past.hide()
        self.anyway = TextField(name="Begründung", hint=ANYWAY)
        self.anyway.hide()
        self.discard = Button("Verwerfen", "quiet")
        self.create_button = Button("Kurs anlegen", "large", "check", tip="Strg+Eingabe")
        self.create_button.setShortcut("Ctrl+Return")
        row = QHBoxLayout(self)
        side = theme().px(24)
        row.setContentsMargins(side, theme().px(12), side, theme().px(12))
        row.setSpacing(theme().px(12))
        row.addWidget(IconLabel("undo-2"))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.counts)
        lines.addWidget(Elide(NOTE, "plain", "second"))
        row.addLayout(lines, 1)
        row.addWidget(self.past)
        row.addWidget(self.anyway, 1)
        row.addWidget(self.discard)
        row.addWidget(self.create_button)
