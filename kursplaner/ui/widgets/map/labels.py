"""Puts names beside places on the map so that they cover neither each other nor a route."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.map.values import MapPlace

LINE, NOTE = 18, 15


class MapLabels:
    """Remembers what is taken while one map is drawn.

    Args:
        inside: where labels may stand.
        taken: rectangles they must not cover.
        lines: routes they had better not cover.

    Attributes:
        crowded: many places lie close together: names are written smaller.
        sparing: a name without room is left out, where the map can be drawn nearer.
    """

    def __init__(self, inside: QRectF, taken: list[QRectF], lines: Sequence[QLineF]) -> None:
        self._inside = inside
        self._taken = taken
        self._lines = lines
        self.crowded = self.sparing = False

    def write(self, painter: QPainter, place: MapPlace, at: QPointF, gap: float) -> None:
        """Write name and notes of a place at the best of eight spots around it."""
        look = theme()
        size = 12 if self.crowded else 14 if place.centre else 13
        name_font = look.font(size, 600 if place.centre else 500)
        notes = [pair for pair in ((place.note, "text2"), (place.problem, "bad")) if pair[0]]
        widths = [painting.metrics(name_font).horizontalAdvance(place.name)]
        widths += [painting.metrics(look.font(11)).horizontalAdvance(note) for note, _ in notes]
        width, height = max(widths) + 2, look.px(LINE) + len(notes) * look.px(NOTE)
        box = min(self._spots(at, gap, width, height), key=self._price)
        if self.sparing and any(box.intersects(other) for other in self._taken):
            return
        self._taken.append(box)
        align = _side(box, at)
        ground = QColor(look.c("surface"))
        ground.setAlpha(200)
        painter.fillRect(box.adjusted(-2, 1, 2, -1), ground)
        line = QRectF(box.left(), box.top(), width, look.px(LINE))
        painting.text(painter, line, place.name, name_font, look.c("text"), align)
        for row, (note, tone) in enumerate(notes):
            top = line.bottom() + row * look.px(NOTE) - 2
            below = QRectF(box.left(), top, width, look.px(NOTE))
            painting.text(painter, below, note, look.font(11), look.c(tone), align)

    def _price(self, spot: QRectF) -> float:
        price = 0.0 if self._inside.contains(spot) else 100.0
        price += sum(20 for other in self._taken if spot.intersects(other))
        return price + sum(5 for line in self._lines if crosses(line, spot))

    @staticmethod
    def _spots(at: QPointF, gap: float, width: float, height: float) -> list[QRectF]:
        middle, up = at.y() - theme().px(LINE) / 2, at.y() - height - gap / 3
        down = at.y() + gap / 3
        right, left = at.x() + gap, at.x() - gap - width
        centre = at.x() - width / 2
        corners = (
            (right, middle),
            (left, middle),
            (right, up),
            (left, up),
            (right, down),
            (left, down),
            (centre, at.y() + gap * 0.75),
            (centre, at.y() - height - gap * 0.75),
        )
        return [QRectF(x, y, width, height) for x, y in corners]


def crosses(line: QLineF, box: QRectF) -> bool:
    """Whether a line runs through a box (cut off side by side, Liang and Barsky)."""
    from_t, to_t = 0.0, 1.0
    sides = (
        (-line.dx(), line.x1() - box.left()),
        (line.dx(), box.right() - line.x1()),
        (-line.dy(), line.y1() - box.top()),
        (line.dy(), box.bottom() - line.y1()),
    )
    for slope, distance in sides:
        if slope == 0:
            if distance < 0:
                return False
        elif slope < 0:
            from_t = max(from_t, distance / slope)
        else:
            to_t = min(to_t, distance / slope)
    return from_t <= to_t


def _side(box: QRectF, at: QPointF) -> Qt.AlignmentFlag:
    if box.right() < at.x():
        return Qt.AlignmentFlag.AlignRight
    if box.left() < at.x():
        return Qt.AlignmentFlag.AlignHCenter
    return Qt.AlignmentFlag.AlignLeft
