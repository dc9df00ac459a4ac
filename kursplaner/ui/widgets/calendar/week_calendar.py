"""The week calendar: what mouse and keyboard do to its blocks."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.calendar.row_geometry import RowGeometry
from kursplaner.ui.widgets.calendar.values import (
    CalendarBlock,
    CalendarContent,
    Ghost,
    Index,
    Judge,
    JudgeMaker,
)
from kursplaner.ui.widgets.calendar.view import FREE, CalendarView

_EDGE = 6
_ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}


@dataclass(slots=True)
class _Drag:
    """What the mouse is doing with a block."""

    block: CalendarBlock
    grip_minutes: int
    stretch: bool
    start: QPoint
    judge: Judge | None = None
    begun: bool = False


class WeekCalendar(CalendarView):
    """Days side by side, lanes within days, blocks that can be dragged and stretched.

    Signals:
        block_selected(object): key or None. block_activated(object): double click or Enter.
        block_dropped(object, object, int, str): key, day, minute, lane of a moved block.
        block_copied(object, object, int, str): the same with Strg held.
        block_stretched(object, int, int): key, new beginning and end.
        place_activated(object, int, str): day, minute, lane of a double click on free ground.
        group_toggled(object): a group of lanes is to be folded, or unfolded.
    """

    block_selected = Signal(object)
    block_activated = Signal(object)
    block_dropped = Signal(object, object, int, str)
    block_copied = Signal(object, object, int, str)
    block_stretched = Signal(object, int, int)
    place_activated = Signal(object, int, str)
    group_toggled = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drag: _Drag | None = None
        self._make_judge: JudgeMaker | None = None
        self.step = 15
        self.setAccessibleName("Kalender")

    def show_content(self, content: CalendarContent) -> None:
        """Show other days or blocks; ends a drag that is under way."""
        self._drag = None
        super().show_content(content)

    def set_judge(self, make: JudgeMaker | None) -> None:
        """`make(block)` is called once when a drag starts; its answer judges every place."""
        self._make_judge = make

    # --- mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        index = self.indexAt(point)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        group = self._group_at(point)
        if group is not None:
            self.group_toggled.emit(group)
            return
        if not index.isValid():
            self.setCurrentIndex(QModelIndex())
            return
        self.setCurrentIndex(index)
        block = self._blocks.blocks[index.row()]
        spot = self._spot(point, 1)
        if block.movable and spot is not None:
            at_its_end = self._at_its_end(index, point)
            self._drag = _Drag(block, spot[1] - block.starts, at_its_end, point)

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
        movable = index.isValid() and self._blocks.blocks[index.row()].movable
        if movable and self._at_its_end(index, point):
            self.viewport().setCursor(self._stretching())
        elif self._group_at(point) is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().unsetCursor()

    def _at_its_end(self, index: QModelIndex, point: QPoint) -> bool:
        """Tell whether a point of a block is where its end is taken hold of."""
        rect = self.visualRect(index)
        left = rect.right() - point.x() if self._content.across else rect.bottom() - point.y()
        return left <= theme().px(_EDGE)

    def _stretching(self) -> Qt.CursorShape:
        across = self._content.across
        return Qt.CursorShape.SizeHorCursor if across else Qt.CursorShape.SizeVerCursor

    def _group_at(self, point: QPoint) -> Hashable | None:
        """Return the group whose name is under a point of the column of lanes."""
        geometry = self._geometry
        inside = point.x() < geometry.measures.gutter and point.y() > geometry.head
        if not isinstance(geometry, RowGeometry) or not inside:
            return None
        lane = geometry.lane_at(point.y() + self._offset().y())
        return lane.group if lane is not None else None

    def _begin_drag(self, drag: _Drag) -> None:
        drag.begun = True
        if self._make_judge is not None:
            drag.judge = self._make_judge(drag.block)
        shape = self._stretching() if drag.stretch else Qt.CursorShape.ClosedHandCursor
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
            day,
            starts,
            ends,
            lane,
        ):
            return
        verdict = drag.judge(day, starts, lane) if drag.judge is not None else FREE
        self._set_ghost(Ghost(drag.block, day, starts, ends, lane, verdict))

    def _drop(self, drag: _Drag, ghost: Ghost, *, copied: bool) -> None:
        block = drag.block
        same = (ghost.day, ghost.starts, ghost.ends, ghost.lane) == (
            block.day,
            block.starts,
            block.ends,
            block.lane,
        )
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

    # --- keyboard ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        row = self.currentIndex().row()
        if key == Qt.Key.Key_Escape and (self._drag is not None or self._ghost is not None):
            self._drag = None
            self.viewport().unsetCursor()
            self.clear_ghost()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row >= 0:
            self.block_activated.emit(self._blocks.blocks[row].key)
        elif key in _ARROWS and event.modifiers() & Qt.KeyboardModifier.AltModifier and row >= 0:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move_by_key(self._blocks.blocks[row], key, shifted=shifted)
        elif key in _ARROWS:
            self._walk(key)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Minus} and row >= 0:
            self._fold(self._blocks.blocks[row], unfold=key == Qt.Key.Key_Plus)
        else:
            super().keyPressEvent(event)

    def _move_by_key(self, block: CalendarBlock, key: Qt.Key, *, shifted: bool) -> None:
        if not block.movable:
            return
        if shifted:
            self._move_to_lane(block, 1 if key in {Qt.Key.Key_Down, Qt.Key.Key_Right} else -1)
            return
        minutes = {Qt.Key.Key_Up: -self.step, Qt.Key.Key_Down: self.step}.get(key, 0)
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        day, at, lane = block.day, block.starts, block.lane
        if self._ghost is not None and self._ghost.block.key == block.key:
            day, at, lane = self._ghost.day, self._ghost.starts, self._ghost.lane
        starts = at + minutes
        if 0 <= starts <= 24 * 60 - (block.ends - block.starts):
            self.block_dropped.emit(block.key, day + timedelta(days=days), starts, lane)

    def _move_to_lane(self, block: CalendarBlock, step: int) -> None:
        """Offer the next lane that is not folded: another room, somebody else."""
        lanes = [lane.key for lane in self._content.lanes if not lane.folded]
        day, at, lane = block.day, block.starts, block.lane
        if self._ghost is not None and self._ghost.block.key == block.key:
            day, at, lane = self._ghost.day, self._ghost.starts, self._ghost.lane
        if lane in lanes and 0 <= lanes.index(lane) + step < len(lanes):
            self.block_dropped.emit(block.key, day, at, lanes[lanes.index(lane) + step])

    def _fold(self, block: CalendarBlock, *, unfold: bool) -> None:
        """Fold the group that a block stands in away, or unfold it."""
        found = [lane for lane in self._content.lanes if lane.key == block.lane]
        lane = found[0] if found else None
        if lane is not None and lane.group is not None and lane.folded == unfold:
            self.group_toggled.emit(lane.group)

    def _walk(self, key: Qt.Key) -> None:
        """Go to the next block up, down, left or right."""
        blocks, rects = self._blocks.blocks, self._geometry.rects
        shown = [row for row in range(len(blocks)) if not rects[row].isNull()]
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
            strict = 40 if sideways is self._content.across else 3
            weight = abs(along) + strict * abs(across)
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
