"""Which layer lies upon which in a picture of the whole calendar, for both of its layouts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.calendar.geometry import CalendarGeometry
from kursplaner.ui.widgets.calendar.painting import CalendarPainter
from kursplaner.ui.widgets.calendar.row_geometry import RowGeometry
from kursplaner.ui.widgets.calendar.row_painting import RowPainter
from kursplaner.ui.widgets.calendar.values import CalendarBlock

Geometry = CalendarGeometry | RowGeometry


def paint_columns(
    painter: QPainter,
    draw: CalendarPainter,
    geometry: CalendarGeometry,
    blocks: Sequence[CalendarBlock],
    view: tuple[QPointF, QSizeF],
) -> None:
    """Paint days side by side; `view` is where the canvas is scrolled to, and how much is seen."""
    look, (offset, size) = theme(), view
    area = QRectF(offset, size)
    draw.canvas(painter, area.adjusted(1, look.px(8), -1, -look.px(8)), geometry)
    draw.blocks(painter, area, geometry.rects, blocks)
    head = geometry.head - look.px(9)
    painter.setClipRect(
        QRectF(
            offset.x() + 1,
            offset.y() + head,
            size.width() - 2,
            size.height() - head - look.px(8),
        )
    )
    draw.hours(painter, geometry, offset.x() + 1)
    painter.setClipRect(QRectF(offset.x() + 1, offset.y() + 1, size.width() - 2, geometry.head))
    draw.head(painter, geometry, offset.y() + 1, offset.x() + look.px(1))


def paint_rows(
    painter: QPainter,
    draw: RowPainter,
    geometry: RowGeometry,
    blocks: Sequence[CalendarBlock],
    view: tuple[QPointF, QSizeF],
) -> None:
    """Paint lanes beneath each other, their names and the days kept in place."""
    look, (offset, size) = theme(), view
    area = QRectF(offset, size)
    inner = area.adjusted(1, look.px(8), -1, -1)
    painter.setClipRect(inner)
    draw.ground(painter, inner, geometry)
    draw.now(painter, geometry)
    draw.blocks(painter, area, geometry.rects, blocks)
    top = offset.y() + geometry.head
    painter.setClipRect(
        QRectF(offset.x() + 1, top, size.width() - 2, size.height() - geometry.head - look.px(6))
    )
    draw.names(painter, geometry, offset.x() + 1)
    painter.setClipRect(QRectF(offset.x() + 1, offset.y() + 1, size.width() - 2, geometry.head))
    draw.days(painter, geometry, offset.y() + 1, offset.x() + look.px(1))
