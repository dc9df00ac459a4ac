"""The page before a town that is shut: its password, or the code from the sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kursplaner.ui.keys.code_card import CodeCard
from kursplaner.ui.keys.parts import CARD, IconLine
from kursplaner.ui.keys.password_card import PasswordCard, Standing
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Text
from kursplaner.ui.widgets.pages.focus_ring import FocusRing
from kursplaner.ui.widgets.texts import IconLabel, KeyHint

WIDE = 580
NOBODY = (
    "Die Datei ist verschlüsselt. Ohne Passwort oder Zettel kann sie niemand lesen, auch wir nicht."
)


class UnlockPage(QWidget):
    """Two cards side by side, beneath each other where the window is narrow.

    Signals:
        demo_wanted, other_wanted: another town.
    """

    demo_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, standing: Standing, *, others: bool = True) -> None:
        """Build it; without `others` the town is open behind it, and stays."""
        super().__init__()
        self.setProperty("ground", "background")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.password = PasswordCard(standing)
        self.code = CodeCard()
        column = self._scrolled()
        column.addLayout(self._head(others=others))
        column.addStretch(1)
        row = self._cards = QHBoxLayout()
        row.setSpacing(theme().px(16))
        row.addStretch(1)
        for card in (self.password, self.code):
            card.setFixedWidth(theme().px(CARD))
            row.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        row.addStretch(1)
        column.addLayout(row)
        self._nobody = IconLine("shield-check", NOBODY)
        column.addLayout(_centred(self._nobody))
        column.addStretch(1)
        column.addLayout(_centred(KeyHint("Strg L"), Text("sperrt jederzeit", "note", "second")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(2 * CARD + 64)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._cards.setDirection(way)
        self._nobody.setFixedWidth(theme().px(CARD if narrow else WIDE))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._ring.watch_window)
        self.password.field.setFocus()

    def _scrolled(self) -> QVBoxLayout:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("ground", "background")
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._ring = FocusRing(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(*[theme().px(32), theme().px(16)] * 2)
        column.setSpacing(theme().px(16))
        return column

    def _head(self, *, others: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addWidget(IconLabel("calendar-check", "accent", 22))
        row.addWidget(Text("Kursplaner", "town"))
        row.addStretch(1)
        if others:
            demo = Button("Spielstadt öffnen", "quiet", "play")
            demo.clicked.connect(self.demo_wanted)
            other = Button("Andere Stadt", icon="folder-open")
            other.clicked.connect(self.other_wanted)
            row.addWidget(demo)
            row.addWidget(other)
        return row


def _centred(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme().px(8))
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
