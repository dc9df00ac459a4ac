"""The canvas of the week calendar: a list view with its own layout, scrolling and painting."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QScrollBar, QWidget

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.calendar.geometry import CalendarGeometry, Measures
from kursplaner.ui.widgets.calendar.layers import Geometry, paint_columns, paint_rows
from kursplaner.ui.widgets.calendar.painting import CalendarPainter
from kursplaner.ui.widgets.calendar.row_geometry import RowGeometry
from kursplaner.ui.widgets.calendar.row_painting import RowPainter
from kursplaner.ui.widgets.calendar.values import (
    CalendarBlock,
    CalendarContent,
    CalendarModel,
    Ghost,
    Index,
    Verdict,
)

FREE = Verdict("free")
FOLDING = "Minus klappt das Haus des gewählten Termins zu, Plus klappt es auf."


class CalendarView(QListView):
    """Shows blocks and a ghost; what mouse and keys do is added by `WeekCalendar`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks = CalendarModel(self)
        self._content = CalendarContent(())
        self._geometry: Geometry = CalendarGeometry(self._content, 100, 100, _measures())
        self._painters: dict[bool, CalendarPainter] = {}
        self._buffer: QPixmap | None = None
        self._ghost: Ghost | None = None
        self._fixed_ghost = False
        self._bars = (_Bar(self.verticalScrollBar(), self), _Bar(self.horizontalScrollBar(), self))
        self.setModel(self._blocks)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoScroll(False)
        self.viewport().setMouseTracking(True)
        theme().changed.connect(self._theme_changed)

    def show_content(self, content: CalendarContent) -> None:
        """Show other days or blocks; keeps the chosen block where it still is."""
        key = self.current_key()
        self._content = content
        folds = any(lane.group is not None for lane in content.lanes)
        self.setAccessibleDescription(FOLDING if content.across and folds else "")
        self._ghost, self._fixed_ghost = None, False
        self._blocks.show(content.blocks, content.lanes)
        self._lay_out()
        if key is not None:
            self.choose(key)

    def choose(self, key: Hashable) -> None:
        """Make a block current and bring it into view, without opening it."""
        row = self._blocks.row_of(key)
        if row >= 0 and key != self.current_key():
            self.setCurrentIndex(self._blocks.index(row))

    def current_key(self) -> Hashable | None:
        """Key of the current block."""
        block = self.current_block()
        return block.key if block is not None else None

    def current_block(self) -> CalendarBlock | None:
        """The current block: of a lesson in several lanes the one that was taken hold of."""
        row = self.currentIndex().row()
        return self._blocks.blocks[row] if 0 <= row < len(self._blocks.blocks) else None

    def show_ghost(
        self, key: Hashable, day: date, starts: int, lane: str = "", text: str = "hierher"
    ) -> None:
        """Show where a block is proposed to go, beside what stands there, until `clear_ghost`."""
        row = self._blocks.row_of(key)
        if row < 0:
            return
        block = self._blocks.blocks[row]
        length = block.ends - block.starts
        self._ghost = Ghost(block, day, starts, starts + length, lane or block.lane, FREE, text)
        self._fixed_ghost = True
        self._lay_out()

    def clear_ghost(self) -> None:
        """Take the dashed place away."""
        if self._fixed_ghost:
            self._ghost, self._fixed_ghost = None, False
            self._lay_out()
        else:
            self._set_ghost(None)

    def ghost(self) -> Ghost | None:
        """The dashed place shown now."""
        return self._ghost

    def geometry_now(self) -> CalendarGeometry:
        """Where everything lies while days are columns, for tests."""
        if not isinstance(self._geometry, CalendarGeometry):
            raise TypeError("lanes are rows now")
        return self._geometry

    def rows_now(self) -> RowGeometry:
        """Where everything lies while lanes are rows, for tests."""
        if not isinstance(self._geometry, RowGeometry):
            raise TypeError("days are columns now")
        return self._geometry

    def paint_now(self) -> QPixmap:
        """Everything drawn anew, as after a change of content; for measuring."""
        self._buffer = None
        return self._full_paint()

    # --- layout -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        view = self.viewport().size()
        size = (view.width(), view.height())
        if self._content.across:
            measures = _measures(rows=True)
            rows = self._geometry = RowGeometry(self._content, *size, measures)
            draw = self._tools()
            if isinstance(draw, RowPainter):
                rows.place(self._placed(), draw.least)
        else:
            columns = self._geometry = CalendarGeometry(self._content, *size, _measures())
            columns.place(self._placed())
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, round(self._geometry.width) - view.width()))
        across.setPageStep(view.width())
        down.setRange(0, max(0, round(self._geometry.height) - view.height()))
        down.setPageStep(view.height())
        across.setSingleStep(theme().px(24))
        down.setSingleStep(theme().px(24))
        self._place_bars()
        self._forget()

    def _placed(self) -> tuple[CalendarBlock, ...]:
        """The blocks, and after them a proposed place as if it were one."""
        ghost = self._ghost
        if ghost is None or not self._fixed_ghost:
            return self._blocks.blocks
        stand_in = CalendarBlock(
            ("ghost",), ghost.day, ghost.starts, ghost.ends, "", lane=ghost.lane
        )
        return (*self._blocks.blocks, stand_in)

    def _place_bars(self) -> None:
        view, thick, head = self.viewport().size(), theme().px(10), round(self._geometry.head)
        down, across = self._bars
        down.setGeometry(view.width() - thick - 2, head + 2, thick, view.height() - head - 8)
        across.setGeometry(
            self._geometry.measures.gutter,
            view.height() - thick - 2,
            view.width() - self._geometry.measures.gutter - 8,
            thick,
        )
        down.follow()
        across.follow()

    def _forget(self) -> None:
        self._buffer = None
        self.viewport().update()

    def _theme_changed(self) -> None:
        self._painters.clear()
        self._lay_out()

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def updateGeometries(self) -> None:
        """Scroll ranges are set by `_lay_out`; the base class would reset them."""

    def doItemsLayout(self) -> None:
        if hasattr(self, "_geometry"):
            self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_geometry"):
            self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        del dx, dy
        self._forget()

    def visualRect(self, index: Index) -> QRect:
        rects = getattr(self, "_geometry", None)
        if rects is None or not index.isValid() or index.row() >= len(rects.rects):
            return QRect()
        rect: QRectF = rects.rects[index.row()]
        return rect.translated(-self._offset()).toAlignedRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        if not hasattr(self, "_geometry"):
            return QModelIndex()
        if point.y() < self._geometry.head or point.x() < self._geometry.measures.gutter:
            return QModelIndex()
        spot = QPointF(point) + self._offset()
        rects = self._geometry.rects
        for row in range(len(self._blocks.blocks) - 1, -1, -1):
            if rects[row].contains(spot):
                return self._blocks.index(row)
        return QModelIndex()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        del hint
        if not index.isValid() or index.row() >= len(self._geometry.rects):
            return
        rect = self._geometry.rects[index.row()]
        view = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        left, top = self._geometry.measures.gutter, self._geometry.head
        if rect.top() - top < down.value():
            down.setValue(round(rect.top() - top - 8))
        elif rect.bottom() > down.value() + view.height():
            down.setValue(round(min(rect.bottom() + 8 - view.height(), rect.top() - top)))
        if rect.left() - left < across.value():
            across.setValue(round(rect.left() - left))
        elif rect.right() > across.value() + view.width():
            across.setValue(round(rect.right() - view.width()))

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        rects = getattr(self, "_geometry", None)
        return rects is None or index.row() >= len(rects.rects) or rects.rects[index.row()].isNull()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        selection = QItemSelection(index, index) if index.isValid() else QItemSelection()
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region = region.united(QRegion(self.visualRect(index)))
        return region

    def sizeHint(self) -> QSize:
        return QSize(theme().px(720), theme().px(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(240))

    # --- painting ---------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._buffer is None:
            self._buffer = self._full_paint()
        painter = QPainter(self.viewport())
        area = event.rect()
        ratio = self._buffer.devicePixelRatio()
        source = QRectF(
            area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio
        )
        painter.drawPixmap(QRectF(area), self._buffer, source)
        draw = self._tools()
        row = self.currentIndex().row()
        painter.save()
        painter.setClipRect(
            QRectF(self._geometry.measures.gutter, self._geometry.head, self.width(), self.height())
        )
        painter.translate(-self._offset())
        if 0 <= row < len(self._geometry.rects) and not self._geometry.rects[row].isNull():
            draw.block(painter, self._geometry.rects[row], self._blocks.blocks[row], selected=True)
        if self._ghost is not None:
            rect = self._ghost_rect(self._ghost)
            draw.ghost(painter, self._ghost, rect, self._geometry.width)
        painter.restore()
        if not self._content.days:
            return
        look = theme()
        painting.frame(painter, QRectF(self.viewport().rect()), look.px(10), None, look.c("line"))

    def _full_paint(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = self.viewport().size()
        buffer = QPixmap(
            QSize(max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio)))
        )
        buffer.setDevicePixelRatio(ratio)
        buffer.fill(theme().c("background"))
        painter = QPainter(buffer)
        look, offset, draw, geometry = theme(), self._offset(), self._tools(), self._geometry
        painting.frame(painter, QRectF(self.viewport().rect()), look.px(10), look.c("surface"))
        painter.translate(-offset)
        view = (offset, QSizeF(size))
        if isinstance(geometry, CalendarGeometry):
            paint_columns(painter, draw, geometry, self._blocks.blocks, view)
        elif isinstance(draw, RowPainter):
            paint_rows(painter, draw, geometry, self._blocks.blocks, view)
        painter.end()
        return buffer

    def _tools(self) -> CalendarPainter:
        across = self._content.across
        if across not in self._painters:
            self._painters[across] = RowPainter() if across else CalendarPainter()
        return self._painters[across]

    def _ghost_rect(self, ghost: Ghost) -> QRectF:
        if self._fixed_ghost and len(self._geometry.rects) > len(self._blocks.blocks):
            return self._geometry.rects[-1]
        rect = self._geometry.lane_rect(ghost.day, ghost.lane, ghost.starts, ghost.ends)
        gap = self._geometry.measures.gap
        return rect.adjusted(gap, 0, -gap, -1)

    def _set_ghost(self, ghost: Ghost | None) -> None:
        for each in (self._ghost, ghost):
            if each is not None:
                rect = self._ghost_rect(each)
                area = self._tools().ghost_area(rect, each, self._geometry.width)
                self.viewport().update(area.translated(-self._offset()).toAlignedRect())
        self._ghost = ghost


class _Bar(QScrollBar):
    """A scroll bar that lies over the calendar, inside its frame; follows the hidden one."""

    def __init__(self, hidden: QScrollBar, parent: QWidget) -> None:
        super().__init__(hidden.orientation(), parent)
        self._hidden = hidden
        hidden.valueChanged.connect(self.setValue)
        self.valueChanged.connect(hidden.setValue)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def follow(self) -> None:
        """Take over range and place."""
        self.setRange(self._hidden.minimum(), self._hidden.maximum())
        self.setPageStep(self._hidden.pageStep())
        self.setSingleStep(self._hidden.singleStep())
        self.setValue(self._hidden.value())
        self.setVisible(self._hidden.maximum() > 0)


def _measures(*, rows: bool = False) -> Measures:
    px = theme().px
    gutter = px(126) if rows else px(52)
    return Measures(
        *(gutter, px(44), px(46), px(110), px(76), 0, max(2, px(2))),
        *(px(54), px(48), px(4)),
    )
