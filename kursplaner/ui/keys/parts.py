"""Pieces of the two cards for unlocking: a head with a round icon, a line, a row with its end."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Card, Divider, Elide, Text
from kursplaner.ui.widgets.texts import IconLabel, Tone

CARD = 448
ROUND = 48


class RoundIcon(QWidget):
    """An icon on a round, tinted ground."""

    def __init__(self, icon: str, ground: str, tone: str) -> None:
        super().__init__()
        self._icon, self._ground, self._tone = icon, ground, tone

    def sizeHint(self) -> QSize:
        return QSize(theme().px(ROUND), theme().px(ROUND))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, look = QPainter(self), theme()
        side, inner = look.px(ROUND), look.px(22)
        painting.frame(painter, QRectF(0, 0, side, side), side / 2, look.c(self._ground))
        at = (side - inner) / 2
        icons.draw(painter, self._icon, look.c(self._tone), at, at, inner)


class IconLine(QWidget):
    """An icon and a sentence beside it, both in one colour where it matters."""

    def __init__(self, icon: str, text: str, tone: Tone = "second") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        self._icon = IconLabel(icon, tone, 16)
        self._text = Text(text, "note", tone, wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def show_line(self, icon: str, text: str, tone: Tone) -> None:
        """Show another sentence."""
        self._icon.show_icon(icon, tone)
        self._text.set_tone(tone)
        self._text.show_text(text)

    def plain(self) -> str:
        """The sentence."""
        return self._text.plain()


def key_card(head: tuple[str, str, str], title: str, subtitle: str) -> tuple[Card, Elide]:
    """Return a card with a round icon (icon, ground, tone), title and line, and its title."""
    card = Card(margin=32, spacing=14)
    card.setAccessibleName(title)
    side = theme().px(32)
    card.body.setContentsMargins(side, theme().px(32), side, theme().px(28))
    row = QHBoxLayout()
    row.setSpacing(theme().px(16))
    row.addWidget(RoundIcon(*head), 0, Qt.AlignmentFlag.AlignTop)
    lines = QVBoxLayout()
    lines.setSpacing(0)
    name = Elide(title, "big")
    lines.addWidget(name)
    lines.addWidget(Elide(subtitle, "plain", "second"))
    row.addLayout(lines, 1)
    card.body.addLayout(row)
    return card, name


def fact_row(icon: str, text: str, end: str | Button, tone: Tone = "second") -> QWidget:
    """Return a line above, then an icon, what it is about, and its value or a link at the end."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Divider())
    row = QHBoxLayout()
    row.setContentsMargins(0, theme().px(10), 0, theme().px(10))
    row.setSpacing(theme().px(12))
    row.addWidget(IconLabel(icon, tone, 16))
    row.addWidget(Text(text))
    if isinstance(end, Button):
        row.addStretch(1)
        row.addWidget(end)
    else:
        value = Elide(end, "plain", "second")
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(value, 1)
    column.addLayout(row)
    return box
