"""The legend of the map: each tour with its marker and way, empty runs, those left out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.map.values import MapContent, MapRoute, draw_marker

_MOST_NAMED = 6
_EMPTY_RUN = "Leerfahrt"
_LINE, _WIDTH = 22, 176
Line = tuple[str, str, MapRoute | None]


def lines(content: MapContent) -> list[Line]:
    """Return words, note and tour of each line."""
    rows: list[Line] = [(route.title, route.note, route) for route in content.routes]
    if len(rows) > _MOST_NAMED:
        rest = len(rows) - _MOST_NAMED + 1
        rows = [*rows[: _MOST_NAMED - 1], (f"und {rest} weitere", "", None)]
    if any(route.start is not None for route in content.routes):
        rows.append((_EMPTY_RUN, "", None))
    if content.left_out:
        rows.append(("nicht eingeplant", str(content.left_out), None))
    return rows


def place(content: MapContent, height: int) -> QRectF:
    """Return where the legend stands on a map of some height; empty without lines."""
    rows, look = len(lines(content)), theme()
    if not rows:
        return QRectF()
    tall = rows * look.px(_LINE) + look.px(14)
    return QRectF(look.px(12), height - tall - look.px(12), look.px(_WIDTH), tall)


def paint(painter: QPainter, content: MapContent, box: QRectF) -> None:
    """Draw the legend into its box."""
    if box.isEmpty():
        return
    look = theme()
    painting.frame(painter, box, look.px(8), look.c("surface"), look.c("line"))
    for row, (title, note, route) in enumerate(lines(content)):
        top = box.top() + look.px(7) + row * look.px(_LINE)
        _mark(painter, (title, note, route), QPointF(box.left() + look.px(19), top + look.px(11)))
        used = look.px(51) + painting.metrics(look.font(12)).horizontalAdvance(note)
        words = QRectF(box.left() + look.px(34), top, box.width() - used, look.px(_LINE))
        painting.text(painter, words, title, look.font(12, 500), look.c("text"))
        painting.text(
            painter,
            QRectF(box.left(), top, box.width() - look.px(11), look.px(_LINE)),
            note,
            look.font(12),
            look.c("text2"),
            Qt.AlignmentFlag.AlignRight,
        )


def _mark(painter: QPainter, line: Line, at: QPointF) -> None:
    title, note, route = line
    look = theme()
    if route is not None:
        edge = look.course_pair(route.colour).edge
        draw_marker(painter, at, look.px(6), route.shape, edge)
    elif note:
        painter.setPen(QPen(look.c("bad"), 1.5, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, look.px(6), look.px(6))
    elif title == _EMPTY_RUN:
        painter.setPen(QPen(look.c("text"), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(at - QPointF(7, 0), at + QPointF(7, 0))
