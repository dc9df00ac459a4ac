"""The attendance grid: people × dates, one key per mark, painted in one go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.date_fields import TimeField
from kursplaner.ui.widgets.grid.painting import CellPainter, GridHead
from kursplaner.ui.widgets.grid.values import GridCell, GridContent, GridModel, Index
from kursplaner.ui.widgets.texts import Text

ROW, HEAD, NAME, DATE, SHARE = 31, 42, 240, 58, 72
_KEYS = {
    Qt.Key.Key_X: "X",
    Qt.Key.Key_E: "E",
    Qt.Key.Key_U: "U",
    Qt.Key.Key_W: "W",
    Qt.Key.Key_P: "P",
    Qt.Key.Key_Space: "X",
    Qt.Key.Key_Delete: "",
    Qt.Key.Key_Backspace: "",
}


class AttendanceGrid(QTableView):
    """People in rows, dates in columns; marks by single keys.

    Keys: X E U W P, space (X), Entf (none), A (all present), K (came or left), arrows.

    Signals:
        mark_wanted(int, int, str): row, column and mark the user gave; shown already.
        times_wanted(int, int, object, object): row, column, came, left in minutes or None.
        all_present_wanted(int): the column to fill.
        cell_selected(int, int): the current cell. person_activated(object): key of a person.
        newcomer_wanted(str): a name typed into the line beneath.
    """

    mark_wanted = Signal(int, int, str)
    times_wanted = Signal(int, int, object, object)
    all_present_wanted = Signal(int)
    cell_selected = Signal(int, int)
    person_activated = Signal(object)
    newcomer_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, newcomers: bool = True) -> None:
        super().__init__(parent)
        self._grid = GridModel(self)
        self.setModel(self._grid)
        self.setAccessibleName("Anwesenheit")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(GridHead(self._grid, self))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._line = QLineEdit(self.viewport())
        self._line.setProperty("k", "inline")
        self._line.setPlaceholderText("+ Neue Person eintragen")
        self._line.setAccessibleName("Neue Person eintragen")
        self._line.returnPressed.connect(self._newcomer)
        self._line.setVisible(newcomers)
        self._newcomers = newcomers
        self._layout_columns()

    def show_content(self, content: GridContent) -> None:
        """Show another course or period; keeps the current cell where it still exists."""
        at = self.current_cell()
        self._grid.show(content)
        self._layout_columns()
        if at is not None and at[0] < len(content.people) and at[1] < len(content.dates):
            self.choose(*at)
        self._place_line()

    def set_cell(self, row: int, column: int, cell: GridCell) -> None:
        """Show another mark; only this cell is painted."""
        self._grid.put(row, column, cell)

    def set_sums(self, sums: Sequence[str], shares: Sequence[str], total: str) -> None:
        """Show other sums and shares."""
        self._grid.put_sums(sums, shares, total)

    def choose(self, row: int, column: int) -> None:
        """Make a cell current."""
        self.setCurrentIndex(self._grid.index(row, column + 1))

    def current_cell(self) -> tuple[int, int] | None:
        """Row and column (without the name) of the current cell."""
        index = self.currentIndex()
        column = index.column() - 1
        if not index.isValid() or index.row() >= len(self._grid.people):
            return None
        return (index.row(), column) if 0 <= column < len(self._grid.dates) else None

    def mark(self, mark: str) -> None:
        """Give the current cell a mark and go down, as its key does; stay where it was refused."""
        at = self.current_cell()
        if at is None or not self._grid.markable(*at):
            return
        self._grid.put(*at, GridCell(mark))
        self.mark_wanted.emit(*at, mark)
        kept = self._grid.cell(*at).mark == mark
        if kept and at[0] + 1 < len(self._grid.people):
            self.choose(at[0] + 1, at[1])

    def open_times(self) -> _Times | None:
        """Open the two fields for coming late and leaving early at the current cell."""
        at = self.current_cell()
        if at is None or not self._grid.markable(*at):
            return None
        cell = self._grid.cell(*at)
        popup = _Times(cell, self)
        popup.given.connect(self._take_times)
        box = self.visualRect(self.currentIndex())
        popup.move(self.viewport().mapToGlobal(QPoint(box.left(), box.bottom() + 2)))
        popup.show()
        popup.came.setFocus()
        return popup

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        at = self.current_cell()
        if at is not None:
            self.cell_selected.emit(*at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        at = self.current_cell()
        if plain and key in _KEYS and at is not None:
            self.mark(_KEYS[key])
        elif plain and key == Qt.Key.Key_A and at is not None:
            self.all_present_wanted.emit(at[1])
        elif plain and key == Qt.Key.Key_K and at is not None:
            self.open_times()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and at is not None:
            self.person_activated.emit(self._grid.people[at[0]].key)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are marks here, not a search."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.row() < len(self._grid.people):
            self.person_activated.emit(self._grid.people[index.row()].key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout_columns()
        self._place_line()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()
            self.horizontalHeader().viewport().update()
        self._place_line()

    def sizeHint(self) -> QSize:
        rows = self._grid.rowCount() + (1 if self._newcomers else 0)
        return QSize(theme().px(640), theme().px(HEAD) + rows * theme().px(ROW) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(360), theme().px(HEAD) + 4 * theme().px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        look = theme()
        area = event.rect()
        painter.fillRect(area, look.c("surface"))
        model = self._grid
        first = max(0, self.rowAt(area.top()))
        last = self.rowAt(area.bottom())
        last = model.rowCount() - 1 if last < 0 else last
        left = max(0, self.columnAt(area.left()))
        right = self.columnAt(area.right())
        right = model.columnCount() - 1 if right < 0 else right
        tools = CellPainter()
        for row in range(first, last + 1):
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            for column in range(left, right + 1):
                box = QRect(
                    self.columnViewportPosition(column), top, self.columnWidth(column), height
                )
                tools.paint(painter, box, model, row, column)
        self._paint_current(painter)
        if left > 0 or self.columnViewportPosition(0) < 0:
            for row in range(first, last + 1):
                top, height = self.rowViewportPosition(row), self.rowHeight(row)
                box = QRect(0, top, self.columnWidth(0), height)
                painter.fillRect(box, look.c("surface"))
                tools.paint(painter, box, model, row, 0)

    def indexAt(self, point: QPoint) -> QModelIndex:
        if point.x() < self.columnWidth(0):
            row = self.rowAt(point.y())
            return self._grid.index(row, 0) if row >= 0 else QModelIndex()
        return super().indexAt(point)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        hidden = self.columnWidth(0) - self.visualRect(index).left()
        if index.column() > 0 and hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def _paint_current(self, painter: QPainter) -> None:
        at = self.current_cell()
        if at is None:
            return
        # Wholly within its cell: Qt paints only the cells anew between which the cursor moves.
        box = QRectF(self.visualRect(self.currentIndex()))
        colour = theme().c("accent" if self.hasFocus() else "text3")
        painting.frame(painter, box, 0, None, colour, 2)

    def _layout_columns(self) -> None:
        look = theme()
        self.verticalHeader().setDefaultSectionSize(look.px(ROW))
        self.horizontalHeader().setFixedHeight(look.px(HEAD))
        dates = len(self._grid.dates)
        free = self.viewport().width() - look.px(SHARE) - dates * look.px(DATE)
        self.setColumnWidth(0, max(look.px(180), min(look.px(NAME), free)))
        for at in range(1, dates + 1):
            self.setColumnWidth(at, look.px(DATE))
        rest = self.viewport().width() - self.columnWidth(0) - dates * look.px(DATE)
        self.setColumnWidth(dates + 1, max(look.px(SHARE), rest))

    def _place_line(self) -> None:
        if not self._newcomers:
            return
        count = self._grid.rowCount()
        top = self.rowViewportPosition(count - 1) + self.rowHeight(count - 1) if count else 0
        self._line.setGeometry(theme().px(4), top + 2, theme().px(NAME - 12), theme().px(30))
        room = self._line.geometry().bottom() + 4
        bar = self.verticalScrollBar()
        if room - self.viewport().height() > 0 and bar.maximum() == bar.value() and bar.maximum():
            bar.setMaximum(bar.maximum() + theme().px(34))

    def _newcomer(self) -> None:
        name = self._line.text().strip()
        if name:
            self._line.clear()
            self.newcomer_wanted.emit(name)

    def _take_times(self, came: object, left: object) -> None:
        at = self.current_cell()
        if at is None:
            return
        self._grid.put(
            *at,
            GridCell(
                "X",
                came if isinstance(came, int) else None,
                left if isinstance(left, int) else None,
            ),
        )
        self.times_wanted.emit(*at, came, left)
        self.setFocus()


class _Times(QFrame):
    """Two small fields: came at, left at."""

    given = Signal(object, object)

    def __init__(self, cell: GridCell, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(12), theme().px(10), theme().px(12), theme().px(12))
        self.came = TimeField(cell.came, name="kommt", step=5)
        self.left = TimeField(cell.left, name="geht", step=5)
        for label, each in (("kommt", self.came), ("geht", self.left)):
            column = QVBoxLayout()
            column.addWidget(Text(label, "note", "second"))
            each.setFixedWidth(theme().px(88))
            each.returnPressed.connect(self._give)
            column.addWidget(each)
            row.addLayout(column)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().c("surface"))
        painting.frame(painter, QRectF(self.rect()), 0, None, theme().c("line"))

    def _give(self) -> None:
        self.given.emit(self.came.value(), self.left.value())
        self.close()
