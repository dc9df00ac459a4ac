"""The halts of a ride under each other on one line, with who gets on or off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.ui import icons, painting
from kursplaner.ui.theme import theme
from kursplaner.ui.widgets import Elide, IconLabel, Pill, Text
from kursplaner.ui.widgets.map_values import Shape, draw_marker

LEFT, MIDDLE = 30, 11


@dataclass(frozen=True, slots=True)
class RiderLine:
    """A passenger, or what she brings, under a halt."""

    icon: str
    text: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class HaltLine:
    """A halt; `number` 0 is the place of the course."""

    name: str
    time: str
    number: int
    riders: tuple[RiderLine, ...] = ()


class RouteLines(QWidget):
    """All halts in order."""

    def __init__(
        self, halts: Sequence[HaltLine], colour: int, shape: Shape, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(4), 0, theme().px(4))
        column.setSpacing(0)
        last = len(halts) - 1
        for at, halt in enumerate(halts):
            column.addWidget(_Halt(halt, colour, shape, first=at == 0, last=at == last))
        self.setAccessibleName("Halte: " + ", ".join(f"{one.time} {one.name}" for one in halts))


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
        for rider in halt.riders:
            column.addLayout(_rider(rider))

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


def _rider(rider: RiderLine) -> QHBoxLayout:
    plain = Text(rider.note, "note", "second")
    note = Pill(rider.note, rider.tone) if rider.tone else plain  # type: ignore[arg-type]
    return _line(IconLabel(rider.icon, "second", 15), Elide(rider.text), note)


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme().px(8))
    for widget in widgets:
        line.addWidget(widget, 1 if isinstance(widget, Elide) else 0)
    return line
