"""Draws the cells and the head of the attendance grid."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.grid.values import GridCell, GridDate, GridModel
from kursplaner.ui.widgets.times.time_axis import clock
from kursplaner.ui.widgets.written import WEEKDAYS

_CELLS = {
    "E": ("warning_weak", "warning"),
    "U": ("bad_weak", "bad"),
    "W": ("shade", "text2"),
    "P": ("accent_weak", "accent"),
}


class CellPainter:
    """Fonts and colours of one paint, fetched once."""

    def __init__(self) -> None:
        look = theme()
        self.name, self.plain, self.strong = look.font(13, 500), look.font(), look.font(13, 600)
        self.small = look.font(10 if look.scale == 100 else 9)
        self.px = look.px
        self.c = look.c

    def paint(self, painter: QPainter, box: QRect, model: GridModel, row: int, column: int) -> None:
        """One cell with the lines at its right and bottom."""
        sums = row == len(model.people)
        if column == 0:
            self._name(painter, box, model, row, sums=sums)
        elif column > len(model.dates):
            words = QRectF(box).adjusted(0, 0, -self.px(8), 0)
            painting.text(
                painter,
                words,
                model.words(row, column),
                self.strong if sums else self.plain,
                self.c("text" if sums else "text2"),
                Qt.AlignmentFlag.AlignRight,
            )
        else:
            self._mark(painter, box, model, row, column, sums=sums)
        faint = self.c("faint")
        painting.horizontal(painter, box.left(), box.right() + 1, box.bottom(), faint)
        if column <= len(model.dates):
            painting.vertical(painter, box.right(), box.top(), box.bottom(), faint)

    def _name(
        self, painter: QPainter, box: QRect, model: GridModel, row: int, *, sums: bool
    ) -> None:
        area = QRectF(box).adjusted(self.px(8), 0, -self.px(8), 0)
        if not sums and model.people[row].children:
            side = self.px(14)
            x = box.right() - self.px(53)
            icons.draw(painter, "baby", self.c("text2"), x, box.center().y() - side / 2, side)
            count = QRectF(x + side + self.px(4), box.top(), self.px(20), box.height())
            painting.text(
                painter, count, str(model.people[row].children), self.plain, self.c("text2")
            )
            area.setRight(x - self.px(6))
        words = model.words(row, 0)
        note = "" if sums else model.people[row].note
        painting.text(painter, area, words, self.strong if sums else self.name, self.c("text"))
        if note:
            used = painting.metrics(self.name).horizontalAdvance(words) + self.px(8)
            painting.text(painter, area.adjusted(used, 0, 0, 0), note, self.small, self.c("accent"))

    def _mark(
        self, painter: QPainter, box: QRect, model: GridModel, row: int, column: int, *, sums: bool
    ) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        words = model.words(row, column)
        if sums:
            painting.text(painter, QRectF(box), words, self.strong, self.c("text"), centre)
            return
        cell = model.cell(row, column - 1)
        colour = self.c("text")
        if cell.shaded:
            painter.fillRect(box, self.c("shade"))
        elif cell.mark in _CELLS:
            ground, tone = _CELLS[cell.mark]
            painter.fillRect(box, self.c(ground))
            colour = self.c(tone)
        times = _times_text(cell)
        area = QRectF(box)
        if times:
            measure = painting.metrics(self.small).horizontalAdvance(times)
            area = area.adjusted(0, self.px(3), -measure + self.px(2), 0)
            spot = QRectF(
                area.center().x() + self.px(5),
                box.top() + self.px(3),
                box.right() - area.center().x(),
                self.px(14),
            )
            painting.text(painter, spot, times, self.small, self.c("text2"))
        painting.text(painter, area, cell.mark, self.name, colour, centre)


def _times_text(cell: GridCell) -> str:
    came = clock(cell.came) if cell.came is not None else ""
    left = f"–{clock(cell.left)}" if cell.left is not None else ""
    return came or left


class GridHead(QHeaderView):
    """Weekday above date, today in the accent colour."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.offset() > 0:
            painter = QPainter(self.viewport())
            self.paintSection(painter, QRect(0, 0, self.sectionSize(0), self.height()), 0)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look = theme()
        painter.save()
        painter.fillRect(rect, look.c("surface"))
        small, box = look.font(11), QRectF(rect)
        if section == 0:
            painting.text(
                painter, box.adjusted(look.px(8), 0, 0, 0), "Name", small, look.c("text2")
            )
        elif section > len(self._grid.dates):
            painting.text(
                painter,
                box.adjusted(0, 0, -look.px(8), 0),
                "Anteil",
                small,
                look.c("text2"),
                Qt.AlignmentFlag.AlignRight,
            )
        else:
            self._paint_date(painter, box, self._grid.dates[section - 1])
        painting.horizontal(painter, rect.left(), rect.right() + 1, rect.bottom(), look.c("line"))
        if section <= len(self._grid.dates):
            painting.vertical(painter, rect.right(), rect.top(), rect.bottom(), look.c("faint"))
        painter.restore()

    @staticmethod
    def _paint_date(painter: QPainter, box: QRectF, at: GridDate) -> None:
        look = theme()
        font = look.font(11, 600 if at.today else 400)
        colour = look.c("accent" if at.today else "text2")
        centre = Qt.AlignmentFlag.AlignHCenter
        half = look.px(14)
        upper = QRectF(box.left(), box.center().y() - half, box.width(), half)
        painting.text(painter, upper, WEEKDAYS[at.day.weekday()], font, colour, centre)
        painting.text(painter, upper.translated(0, half), f"{at.day:%d.%m.}", font, colour, centre)
