"""The week calendar: a list view of blocks with its own geometry, painting and dragging."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from kursplaner.ui import painting
from kursplaner.ui.theme import theme
from kursplaner.ui.widgets.calendar_geometry import CalendarGeometry, Measures
from kursplaner.ui.widgets.calendar_painting import CalendarPainter
from kursplaner.ui.widgets.calendar_values import (
    CalendarBlock,
    CalendarContent,
    CalendarModel,
    Ghost,
    Index,
    Judge,
    JudgeMaker,
    Verdict,
)

_EDGE = 6
_FREE = Verdict("free")


@dataclass(slots=True)
class _Drag:
    """What the mouse is doing with a block."""

    block: CalendarBlock
    grip_minutes: int
    stretch: bool
    start: QPoint
    judge: Judge | None = None
    begun: bool = False


class WeekCalendar(QListView):
    """Days side by side, lanes within days, blocks that can be dragged and stretched.

    Signals:
        block_selected(object): key or None. block_activated(object): double click or Enter.
        block_dropped(object, object, int, str): key, day, minute, lane of a moved block.
        block_copied(object, object, int, str): the same with Strg held.
        block_stretched(object, int, int): key, new beginning and end.
        place_activated(object, int, str): day, minute, lane of a double click on free ground.
    """

    block_selected = Signal(object)
    block_activated = Signal(object)
    block_dropped = Signal(object, object, int, str)
    block_copied = Signal(object, object, int, str)
    block_stretched = Signal(object, int, int)
    place_activated = Signal(object, int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks = CalendarModel(self)
        self._content = CalendarContent(())
        self._geometry = CalendarGeometry(self._content, 100, 100, self._measures())
        self._painter: CalendarPainter | None = None
        self._buffer: QPixmap | None = None
        self._drag: _Drag | None = None
        self._ghost: Ghost | None = None
        self._make_judge: JudgeMaker | None = None
        self.step = 15
        self.setModel(self._blocks)
        self.setAccessibleName("Kalender")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoScroll(False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        theme().changed.connect(self._theme_changed)

    def show_content(self, content: CalendarContent) -> None:
        """Show other days or blocks; keeps the chosen block where it still is."""
        key = self.current_key()
        self._content = content
        self._drag = None
        self._blocks.show(content.blocks)
        self._lay_out()
        if key is not None:
            self.choose(key)

    def set_judge(self, make: JudgeMaker | None) -> None:
        """`make(block)` is called once when a drag starts; its answer judges every place."""
        self._make_judge = make

    def choose(self, key: Hashable) -> None:
        """Make a block current and bring it into view, without opening it."""
        row = self._blocks.row_of(key)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self._blocks.index(row))

    def current_key(self) -> Hashable | None:
        """Key of the current block."""
        row = self.currentIndex().row()
        return self._blocks.blocks[row].key if 0 <= row < len(self._blocks.blocks) else None

    def show_ghost(self, key: Hashable, day: date, starts: int, lane: str = "",
                   text: str = "hierher") -> None:
        """Show where a block is proposed to go, until `clear_ghost`."""
        row = self._blocks.row_of(key)
        if row < 0:
            return
        block = self._blocks.blocks[row]
        length = block.ends - block.starts
        self._set_ghost(Ghost(block, day, starts, starts + length, lane or block.lane, _FREE, text))

    def clear_ghost(self) -> None:
        """Take the dashed place away."""
        self._set_ghost(None)

    def ghost(self) -> Ghost | None:
        """The dashed place shown now."""
        return self._ghost

    def geometry_now(self) -> CalendarGeometry:
        """Where everything lies, for tests."""
        return self._geometry

    # --- layout -----------------------------------------------------------------------------

    def _measures(self) -> Measures:
        px = theme().px
        return Measures(px(52), px(44), px(54), px(110), px(76), 0, max(2, px(2)))

    def _lay_out(self) -> None:
        view = self.viewport().size()
        self._geometry = CalendarGeometry(self._content, view.width(), view.height(),
                                          self._measures())
        self._geometry.place(self._blocks.blocks)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, round(self._geometry.width) - view.width()))
        across.setPageStep(view.width())
        down.setRange(0, max(0, round(self._geometry.height) - view.height()))
        down.setPageStep(view.height())
        across.setSingleStep(theme().px(24))
        down.setSingleStep(theme().px(24))
        self._forget()

    def _forget(self) -> None:
        self._buffer = None
        self.viewport().update()

    def _theme_changed(self) -> None:
        self._painter = None
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
        for row in range(len(rects) - 1, -1, -1):
            if rects[row].contains(spot):
                return self._blocks.index(row)
        return QModelIndex()

    def scrollTo(
        self, index: Index,
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
        source = QRectF(area.x() * ratio, area.y() * ratio, area.width() * ratio,
                        area.height() * ratio)
        painter.drawPixmap(QRectF(area), self._buffer, source)
        draw = self._tools()
        row = self.currentIndex().row()
        painter.save()
        painter.setClipRect(QRectF(self._geometry.measures.gutter, self._geometry.head,
                                   self.width(), self.height()))
        painter.translate(-self._offset())
        if 0 <= row < len(self._geometry.rects) and not self._geometry.rects[row].isNull():
            draw.block(painter, self._geometry.rects[row], self._blocks.blocks[row], selected=True)
        if self._ghost is not None:
            draw.ghost(painter, self._geometry, self._ghost, self._ghost_rect(self._ghost))
        painter.restore()
        if not self._content.days:
            return
        look = theme()
        painting.frame(painter, QRectF(self.viewport().rect()), look.px(10), None, look.c("line"))

    def _full_paint(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = self.viewport().size()
        buffer = QPixmap(QSize(max(1, round(size.width() * ratio)),
                               max(1, round(size.height() * ratio))))
        buffer.setDevicePixelRatio(ratio)
        buffer.fill(theme().c("background"))
        painter = QPainter(buffer)
        look, offset, draw = theme(), self._offset(), self._tools()
        painting.frame(painter, QRectF(self.viewport().rect()), look.px(10), look.c("surface"))
        painter.translate(-offset)
        area = QRectF(offset.x(), offset.y(), size.width(), size.height())
        inner = area.adjusted(1, look.px(8), -1, -look.px(8))
        draw.canvas(painter, inner, self._geometry)
        blocks = self._blocks.blocks
        for row, rect in enumerate(self._geometry.rects):
            if rect.intersects(area):
                draw.block(painter, rect, blocks[row], selected=False)
        gutter = QRectF(offset.x(), offset.y() + look.px(8), 1, size.height() - look.px(16))
        painter.setClipRect(QRectF(gutter.left(), gutter.top(), size.width(), gutter.height()))
        draw.hours(painter, self._geometry, offset.x() + 1)
        painter.setClipRect(QRectF(offset.x() + 1, offset.y() + 1, size.width() - 2,
                                   self._geometry.head))
        draw.head(painter, self._geometry, offset.y() + 1, offset.x() + look.px(8))
        painter.end()
        return buffer

    def _tools(self) -> CalendarPainter:
        if self._painter is None:
            self._painter = CalendarPainter()
        return self._painter

    def _ghost_rect(self, ghost: Ghost) -> QRectF:
        rect = self._geometry.lane_rect(ghost.day, ghost.lane, ghost.starts, ghost.ends)
        gap = self._geometry.measures.gap
        rect = rect.adjusted(gap, 0, -gap, -1)
        neighbours = [
            other for row, other in enumerate(self._geometry.rects)
            if other.intersects(rect) and self._blocks.blocks[row].key != ghost.block.key
        ]
        if neighbours and ghost.verdict.state == "free":
            rect.setWidth(rect.width() / 2 - gap)
        return rect

    # --- mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        index = self.indexAt(point)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not index.isValid():
            self.setCurrentIndex(QModelIndex())
            return
        self.setCurrentIndex(index)
        block = self._blocks.blocks[index.row()]
        spot = self._spot(point, 1)
        if block.movable and spot is not None:
            near_foot = self.visualRect(index).bottom() - point.y() <= theme().px(_EDGE)
            self._drag = _Drag(block, spot[1] - block.starts, near_foot, point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._drag is None:
            self._show_cursor(point)
            return
        moved = (point - self._drag.start).manhattanLength()
        if not self._drag.begun and moved < QApplication.startDragDistance():
            return
        if not self._drag.begun:
            self._begin_drag(self._drag)
        self._drag_to(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, ghost = self._drag, self._ghost
        self._drag = None
        if drag is None or not drag.begun:
            return
        self.viewport().unsetCursor()
        self.clear_ghost()
        if ghost is not None:
            copied = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._drop(drag, ghost, copied=copied)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        self._drag = None
        if index.isValid():
            self.block_activated.emit(self._blocks.blocks[index.row()].key)
            return
        spot = self._spot(point, 30)
        if spot is not None and point.y() > self._geometry.head:
            self.place_activated.emit(*spot)

    def _show_cursor(self, point: QPoint) -> None:
        index = self.indexAt(point)
        near = index.isValid() and self._blocks.blocks[index.row()].movable and (
            self.visualRect(index).bottom() - point.y() <= theme().px(_EDGE))
        if near:
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor)
        else:
            self.viewport().unsetCursor()

    def _begin_drag(self, drag: _Drag) -> None:
        drag.begun = True
        if self._make_judge is not None:
            drag.judge = self._make_judge(drag.block)
        shape = Qt.CursorShape.SizeVerCursor if drag.stretch else Qt.CursorShape.ClosedHandCursor
        self.viewport().setCursor(shape)

    def _drag_to(self, point: QPoint) -> None:
        drag = self._drag
        spot = self._spot(point, 1)
        if drag is None or spot is None:
            return
        day, minute, lane = spot
        block = drag.block
        if drag.stretch:
            ends = max(block.starts + self.step, round(minute / self.step) * self.step)
            self._show_drag(drag, block.day, block.starts, ends, block.lane)
            return
        length = block.ends - block.starts
        starts = round((minute - drag.grip_minutes) / self.step) * self.step
        starts = max(self._content.first_hour * 60, min(starts, 24 * 60 - length))
        lane = lane if len(self._content.lanes) > 1 else block.lane
        self._show_drag(drag, day, starts, starts + length, lane)

    def _show_drag(self, drag: _Drag, day: date, starts: int, ends: int, lane: str) -> None:
        old = self._ghost
        if old is not None and (old.day, old.starts, old.ends, old.lane) == (
            day, starts, ends, lane,
        ):
            return
        verdict = drag.judge(day, starts, lane) if drag.judge is not None else _FREE
        self._set_ghost(Ghost(drag.block, day, starts, ends, lane, verdict))

    def _drop(self, drag: _Drag, ghost: Ghost, *, copied: bool) -> None:
        block = drag.block
        same = (ghost.day, ghost.starts, ghost.ends, ghost.lane) == (
            block.day, block.starts, block.ends, block.lane)
        if same:
            return
        if drag.stretch:
            self.block_stretched.emit(block.key, ghost.starts, ghost.ends)
        elif copied:
            self.block_copied.emit(block.key, ghost.day, ghost.starts, ghost.lane)
        else:
            self.block_dropped.emit(block.key, ghost.day, ghost.starts, ghost.lane)

    def _spot(self, point: QPoint, step: int) -> tuple[date, int, str] | None:
        at = QPointF(point) + self._offset()
        return self._geometry.spot(at.x(), at.y(), step)

    def _set_ghost(self, ghost: Ghost | None) -> None:
        for each in (self._ghost, ghost):
            if each is not None:
                box = self._ghost_rect(each).translated(-self._offset()).toAlignedRect()
                self.viewport().update(box.adjusted(-4, -4, 4, 4))
        self._ghost = ghost

    # --- keyboard ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        row = self.currentIndex().row()
        arrows = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}
        if key == Qt.Key.Key_Escape and (self._drag is not None or self._ghost is not None):
            self._drag = None
            self.viewport().unsetCursor()
            self.clear_ghost()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row >= 0:
            self.block_activated.emit(self._blocks.blocks[row].key)
        elif key in arrows and event.modifiers() & Qt.KeyboardModifier.AltModifier and row >= 0:
            self._move_by_key(self._blocks.blocks[row], key)
        elif key in arrows:
            self._walk(key)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        super().keyboardSearch(search)

    def _move_by_key(self, block: CalendarBlock, key: Qt.Key) -> None:
        if not block.movable:
            return
        minutes = {Qt.Key.Key_Up: -self.step, Qt.Key.Key_Down: self.step}.get(key, 0)
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        day, starts = block.day + timedelta(days=days), block.starts + minutes
        if 0 <= starts <= 24 * 60 - (block.ends - block.starts):
            self.block_dropped.emit(block.key, day, starts, block.lane)

    def _walk(self, key: Qt.Key) -> None:
        """Go to the next block up, down, left or right."""
        blocks, rects = self._blocks.blocks, self._geometry.rects
        shown = [row for row, rect in enumerate(rects) if not rect.isNull()]
        if not shown:
            return
        row = self.currentIndex().row()
        if row not in shown:
            self.setCurrentIndex(self._blocks.index(shown[0]))
            return
        here = rects[row].center()
        sideways = key in {Qt.Key.Key_Left, Qt.Key.Key_Right}
        sign = 1 if key in {Qt.Key.Key_Right, Qt.Key.Key_Down} else -1

        def cost(other: int) -> tuple[float, float]:
            there = rects[other].center()
            along = (there.x() - here.x()) if sideways else (there.y() - here.y())
            across = (there.y() - here.y()) if sideways else (there.x() - here.x())
            weight = abs(along) + 3 * abs(across) if sideways else abs(along) + 40 * abs(across)
            return (weight if along * sign > 1 else float("inf"), abs(across))

        best = min(shown, key=cost)
        if cost(best)[0] != float("inf") and blocks[best] is not blocks[row]:
            self.setCurrentIndex(self._blocks.index(best))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):
            self.viewport().update(self.visualRect(index).adjusted(-4, -4, 4, 4))
        if self._ghost is not None and self._drag is None:
            self.clear_ghost()
        self.scrollTo(current)
        row = current.row()
        valid = 0 <= row < len(self._blocks.blocks)
        self.block_selected.emit(self._blocks.blocks[row].key if valid else None)
