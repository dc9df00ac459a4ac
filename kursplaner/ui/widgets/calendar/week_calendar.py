"""The week calendar: what mouse and keyboard do to its blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from kursplaner.ui.look.theme import theme
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
    """

    block_selected = Signal(object)
    block_activated = Signal(object)
    block_dropped = Signal(object, object, int, str)
    block_copied = Signal(object, object, int, str)
    block_stretched = Signal(object, int, int)
    place_activated = Signal(object, int, str)

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
        near = (
            index.isValid()
            and self._blocks.blocks[index.row()].movable
            and (self.visualRect(index).bottom() - point.y() <= theme().px(_EDGE))
        )
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
            self._move_by_key(self._blocks.blocks[row], key)
        elif key in _ARROWS:
            self._walk(key)
        else:
            super().keyPressEvent(event)

    def _move_by_key(self, block: CalendarBlock, key: Qt.Key) -> None:
        if not block.movable:
            return
        minutes = {Qt.Key.Key_Up: -self.step, Qt.Key.Key_Down: self.step}.get(key, 0)
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        day, at, lane = block.day, block.starts, block.lane
        if self._ghost is not None and self._ghost.block.key == block.key:
            day, at, lane = self._ghost.day, self._ghost.starts, self._ghost.lane
        starts = at + minutes
        if 0 <= starts <= 24 * 60 - (block.ends - block.starts):
            self.block_dropped.emit(block.key, day + timedelta(days=days), starts, lane)

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
