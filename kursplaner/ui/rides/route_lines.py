"""The halts of a ride under each other on one line, with who gets on or off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import PASSENGER, Elide, IconLabel, Pill, Text
from kursplaner.ui.widgets.map.values import Shape, draw_marker

LEFT, MIDDLE = 30, 11


@dataclass(frozen=True, slots=True)
class RiderLine:
    """A passenger, or what she brings, under a halt; `person_id` 0: stays where it is."""

    icon: str
    text: str
    note: str = ""
    tone: str = ""
    person_id: int = 0


@dataclass(frozen=True, slots=True)
class HaltLine:
    """A halt; `number` 0 is the place of the course."""

    name: str
    time: str
    number: int
    riders: tuple[RiderLine, ...] = ()


class RouteLines(QWidget):
    """All halts in order; passengers can be dragged to another vehicle.

    Signals:
        move_wanted(int): a person who is to ride in another vehicle (Enter, menu).
    """

    move_wanted = Signal(int)

    def __init__(
        self, halts: Sequence[HaltLine], colour: int, shape: Shape, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(4), 0, theme().px(4))
        column.setSpacing(0)
        last = len(halts) - 1
        for at, halt in enumerate(halts):
            line = _Halt(halt, colour, shape, first=at == 0, last=at == last)
            for rider in line.riders:
                rider.move_wanted.connect(self.move_wanted)
            column.addWidget(line)
        self.setAccessibleName("Halte: " + ", ".join(f"{halt.time} {halt.name}" for halt in halts))


class _Halt(QWidget):
    """One halt with its marker."""

    def __init__(
        self, halt: HaltLine, colour: int, shape: Shape, *, first: bool, last: bool
    ) -> None:
        super().__init__()
        self._halt, self._colour, self._shape = halt, colour, shape
        self._first, self._last = first, last
        column = QVBoxLayout(self)
        below = theme().px(4 if last else 12)
        column.setContentsMargins(theme().px(LEFT), 0, 0, below)
        column.setSpacing(theme().px(4))
        column.addLayout(_line(Elide(halt.name, "strong"), Text(halt.time, "strong")))
        self.riders = [_Rider(rider) for rider in halt.riders]
        for rider in self.riders:
            column.addWidget(rider)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        edge, x, y = look.course_pair(self._colour).edge, look.px(MIDDLE), look.px(10)
        painter.setPen(QPen(edge, look.px(2)))
        top = y if self._first else 0
        bottom = y if self._last else self.height()
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        at = QPointF(x, y)
        if self._halt.number:
            draw_marker(painter, at, look.px(10), self._shape, edge)
            box = QRectF(x - look.px(12), y - look.px(12), look.px(24), look.px(24))
            painting.text(
                painter,
                box,
                str(self._halt.number),
                look.font(12, 600),
                look.c("surface"),
                Qt.AlignmentFlag.AlignHCenter,
            )
        else:
            draw_marker(painter, at, look.px(10), "circle", look.c("text"))
            side = look.px(12)
            surface = look.c("surface")
            icons.draw(painter, "graduation-cap", surface, x - side / 2, y - side / 2, side)


class _Rider(QWidget):
    """One passenger: dragged to the board, or by Enter and the menu, into another vehicle."""

    move_wanted = Signal(int)

    def __init__(self, rider: RiderLine) -> None:
        super().__init__()
        self._person, self._grip = rider.person_id, QPoint()
        plain = Text(rider.note, "note", "second")
        note = Pill(rider.note, rider.tone) if rider.tone else plain  # type: ignore[arg-type]
        self.setLayout(_line(IconLabel(rider.icon, "second", 15), Elide(rider.text), note))
        self.setAccessibleName(", ".join(part for part in (rider.text, rider.note) if part))
        if self._person:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.setToolTip("Auf ein anderes Fahrzeug ziehen, oder Eingabetaste")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        way = event.position().toPoint() - self._grip
        if not self._person or way.manhattanLength() < QApplication.startDragDistance():
            return
        data = QMimeData()
        data.setData(PASSENGER, QByteArray(str(self._person).encode()))
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.setHotSpot(self._grip)
        drag.exec(Qt.DropAction.MoveAction)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        del event
        self._wish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._wish()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._person:
            menu = QMenu(self)
            menu.addAction("In anderes Fahrzeug …").triggered.connect(self._wish)
            menu.popup(event.globalPos())

    def _wish(self) -> None:
        if self._person:
            self.move_wanted.emit(self._person)


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme().px(8))
    for widget in widgets:
        line.addWidget(widget, 1 if isinstance(widget, Elide) else 0)
    return line
