"""How a cell of a list is painted: text, strong name, icon, pill, the faint line beneath."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.lists.model import Cell, Index, ListModel
from kursplaner.ui.widgets.texts import pill_colours

_TONES = {"text": "text", "second": "text2", "third": "text3"}


class CellPainter(QStyledItemDelegate):
    """Paints a cell: text, strong name, icon or pill, faint line beneath."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.c("accent_weak"))
            if index.column() == 0:
                painter.fillRect(
                    QRectF(box.left(), box.top(), look.px(3), box.height()), look.c("accent")
                )
        painting.horizontal(painter, box.left(), box.right() + 1, box.bottom() - 1, look.c("faint"))
        model = index.model()
        row = model.row(index.row()) if isinstance(model, ListModel) else None
        if row is None or not isinstance(model, ListModel) or index.column() >= len(row.cells):
            return
        cell = row.cells[index.column()]
        if isinstance(cell, str):
            cell = Cell(cell, strong=index.column() == 0)
        inner = box.adjusted(look.px(8), 0, -look.px(8), 0)
        if index.column() == 0:
            inner.setLeft(box.left() + look.px(16))
        if cell.pill is not None and cell.text:
            _paint_pill(painter, inner, cell)
        else:
            _paint_text(painter, inner, cell, right=model.columns[index.column()].right)


def _paint_text(painter: QPainter, box: QRectF, cell: Cell, *, right: bool) -> None:
    look = theme()
    colour = look.c(_TONES.get(cell.tone, cell.tone))
    if cell.icon:
        side = look.px(16)
        icons.draw(
            painter, cell.icon, colour, box.left(), box.top() + (box.height() - side) / 2, side
        )
        box = box.adjusted(side + look.px(6), 0, 0, 0)
    align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painting.text(
        painter,
        box,
        cell.text,
        look.font(13, 500 if cell.strong else 400),
        colour,
        align | Qt.AlignmentFlag.AlignAbsolute,
    )


def _paint_pill(painter: QPainter, box: QRectF, cell: Cell) -> None:
    look = theme()
    ground, colour = pill_colours(cell.pill or "neutral")
    font = look.font(12, 500)
    width = painting.metrics(font).horizontalAdvance(cell.text) + look.px(16)
    extra = look.px(18) if cell.icon else 0
    height = look.px(20)
    area = QRectF(
        box.left(), box.top() + (box.height() - height) / 2, min(width + extra, box.width()), height
    )
    painting.frame(painter, area, height / 2, look.c(ground))
    if cell.icon:
        side = look.px(14)
        icons.draw(
            painter,
            cell.icon,
            look.c(colour),
            area.left() + look.px(7),
            area.top() + (height - side) / 2,
            side,
        )
    words = area.adjusted(look.px(8) + extra, 0, -look.px(6), 0)
    painting.text(painter, words, cell.text, font, look.c(colour))
