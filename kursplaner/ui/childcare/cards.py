"""One child as a card: state, language, until when; it can be dragged to another carer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Card, Elide, IconLabel, Pill, Text
from kursplaner.ui.widgets.texts import Tone

MIME = "application/x-kursplaner-place"


@dataclass(frozen=True, slots=True)
class ChildWords:
    """What a child's card says; `tone` is that of its state."""

    place_id: int
    name: str
    age: str
    icon: str
    tone: Tone
    state: str
    detail: str
    languages: str = ""
    until: str = ""
    weight: str = ""
    health: bool = False
    expected: bool = False
    gone: bool = False


class ChildCard(Card):
    """The card.

    Signals:
        chosen(int), opened(int): id of the place; a click, a double click or Enter.
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, words: ChildWords, parent: QWidget | None = None) -> None:
        tone = "shade" if words.gone else "empty" if words.expected else "surface"
        super().__init__(margin=10, spacing=3, tone=tone, parent=parent)
        self.place_id = words.place_id
        self._grip: QPoint | None = None
        self.body.addLayout(self._first_line(words))
        self.body.addLayout(self._second_line(words))
        if not words.gone:
            self.body.addLayout(self._third_line(words))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        health = "Gesundheitsangabe hinterlegt" if words.health else ""
        parts = (words.name, words.age, words.state, words.detail, words.languages, health)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), super().minimumSizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position().toPoint()
        self.chosen.emit(self.place_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = QApplication.startDragDistance()
        if self._grip is None or (event.position().toPoint() - self._grip).manhattanLength() < far:
            return
        data = QMimeData()
        data.setData(MIME, QByteArray(str(self.place_id).encode()))
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.setHotSpot(self._grip)
        self._grip = None
        drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        del event
        self.opened.emit(self.place_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.chosen.emit(self.place_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.place_id)
        elif event.key() == Qt.Key.Key_Space:
            self.chosen.emit(self.place_id)
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _first_line(words: ChildWords) -> QHBoxLayout:
        line = _line()
        line.addWidget(Elide(words.name, "head", "second" if words.gone else "text"))
        line.addWidget(Text(words.age, "plain", "second"))
        if words.weight:
            line.addWidget(Pill(words.weight))
        line.addStretch(1)
        if words.health:
            name = "Gesundheitsangabe hinterlegt"
            line.addWidget(IconLabel("shield-alert", "warning", 16, name))
        return line

    @staticmethod
    def _second_line(words: ChildWords) -> QHBoxLayout:
        line = _line()
        line.addWidget(IconLabel(words.icon, words.tone, 15))
        kind = "plain" if words.gone else "strong"
        line.addWidget(Text(words.state, kind, words.tone))  # type: ignore[arg-type]
        line.addWidget(Elide(words.detail, "plain", "second"))
        line.addStretch(1)
        return line

    @staticmethod
    def _third_line(words: ChildWords) -> QHBoxLayout:
        line = _line()
        line.addWidget(IconLabel("languages", "third", 15))
        line.addWidget(Elide(words.languages or "Sprache nicht bekannt", "plain", "second"))
        line.addStretch(1)
        line.addWidget(Text(words.until, "plain", "second"))
        return line


def _line() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme().px(6))
    return line
