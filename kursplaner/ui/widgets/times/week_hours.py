"""A week painted with hours: dragged over with the mouse, or by arrow keys and digits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.times import week_hours_painting as painting
from kursplaner.ui.widgets.times.time_axis import clock_span
from kursplaner.ui.widgets.times.week_hours_values import (
    BRUSHES,
    DAY_MINUTES,
    DAYS,
    FINE,
    FIRST,
    HEAD,
    LAST,
    SHUT,
    HoursBar,
    HoursBlock,
    Stroke,
    WeekFrame,
    painted,
)

STEP = 30
"""Minutes of one arrow key; with Strg `FINE`."""
HOUR_PIXELS = 46


class WeekHours(QWidget):
    """The hours of a week beneath what is planned in it.

    A drag paints with the brush, over several days at once too. Keys: arrows move a mark, with
    Umschalt they stretch it, with Strg in quarters; 1 to 4 paint it.

    Signals:
        changed(object): the hours after a stroke.
        brush_chosen(str): a digit chose a brush.
    """

    changed = Signal(object)
    brush_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[HoursBar, ...] = ()
        self.blocks: tuple[HoursBlock, ...] = ()
        self.heads: tuple[tuple[str, str], ...] = (("", ""),) * DAYS
        self.labels: dict[str, str] = {}
        self.brush = SHUT
        self.stroke: Stroke | None = None
        self._anchor: tuple[int, int] | None = None
        self._cursor = (0, FIRST)
        self._span = (FIRST, LAST)
        self.setAccessibleName("Woche")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_week(
        self,
        bars: Iterable[HoursBar],
        blocks: Sequence[HoursBlock],
        heads: Sequence[tuple[str, str]],
    ) -> None:
        """Show hours, what is planned, and above each day its name and hours in words."""
        self.bars, self.blocks, self.heads = tuple(sorted(bars)), tuple(blocks), tuple(heads)
        edges = [(b.starts, b.ends) for b in self.bars]
        edges += [(b.starts, b.ends) for b in self.blocks]
        starts = [at for at, _ in edges if at > 0]
        ends = [at for _, at in edges if at < DAY_MINUTES]
        first, last = min([FIRST, *starts]), max([LAST, *ends])
        self._span = (first // 60 * 60, -(-last // 60) * 60)
        told = [f"{name}: {hours}" for name, hours in self.heads]
        self.setAccessibleDescription(". ".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        hours = (self._span[1] - self._span[0]) // 60
        return QSize(theme().px(640), theme().px(HEAD + HOUR_PIXELS * hours + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(420), self.sizeHint().height())

    def frame(self) -> WeekFrame:
        """Return where days and minutes lie now."""
        return WeekFrame(self.width(), self.height(), *self._span)

    def paint_stroke(self, kind: str) -> None:
        """Paint what is marked."""
        if self.stroke is None:
            return
        self.brush = kind
        self.bars = painted(self.bars, self.stroke, kind)
        self.stroke = None
        self.update()
        self.changed.emit(self.bars)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._anchor = self.frame().place_at(event.position())
            self.stroke = None
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._anchor is not None:
            self.stroke = self._between(self._anchor, self.frame().place_at(event.position()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._anchor is None:
            return
        self.stroke = self._between(self._anchor, self.frame().place_at(event.position()))
        self._cursor, self._anchor = self._anchor, None
        if self.stroke is not None:
            self.paint_stroke(self.brush)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
            self._digit(BRUSHES[key.value - Qt.Key.Key_1.value])
        elif key == Qt.Key.Key_Escape and self.stroke is not None:
            self.stroke, self._anchor = None, None
            self.update()
        elif not self._moved(key, event.modifiers()):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, frame = QPainter(self), self.frame()
        painting.ground(painter, frame)
        for bar in self.bars:
            painting.bar(painter, frame, bar, self.labels.get(bar.kind, ""))
        painting.lines(painter, frame)
        for block in self.blocks:
            painting.block(painter, frame, block)
        if self.stroke is not None:
            painting.stroke(painter, frame, self.stroke, self.brush)
        elif self.hasFocus():
            painting.mark(painter, frame, *self._cursor)
        painting.heads(painter, frame, self.heads)

    def _digit(self, kind: str) -> None:
        self.brush = kind
        self.brush_chosen.emit(kind)
        self.paint_stroke(kind)

    def _moved(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key not in steps:
            return False
        days, way = steps[key]
        minutes = way * (FINE if modifiers & Qt.KeyboardModifier.ControlModifier else STEP)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._stretch(days, minutes)
            return True
        self.stroke, self._anchor = None, None
        day, minute = self._cursor
        last = self._span[1] - FINE
        self._cursor = (
            max(0, min(DAYS - 1, day + days)),
            max(self._span[0], min(last, minute + minutes)),
        )
        self._tell_mark()
        return True

    def _stretch(self, days: int, minutes: int) -> None:
        """Make the marked hours longer, shorter, or of more days."""
        stroke = self.stroke
        if stroke is None:
            day, minute = self._cursor
            ends = minute if minutes else min(self._span[1], minute + STEP)
            stroke = Stroke(day, day, minute, ends)
        day, minute = self._cursor
        last_day = stroke.last_day if stroke.first_day == day else stroke.first_day
        edge = stroke.ends if stroke.starts == minute else stroke.starts
        last_day = max(0, min(DAYS - 1, last_day + days))
        edge = max(self._span[0], min(self._span[1], edge + minutes))
        self.stroke = self._between(self._cursor, (last_day, edge))
        self._tell_mark()

    def _tell_mark(self) -> None:
        """Say to screen readers where the mark is."""
        stroke = self.stroke
        day, minute = self._cursor
        name = self.heads[day][0]
        text = clock_span(stroke.starts, stroke.ends) if stroke else clock_span(minute, minute)
        self.setAccessibleDescription(f"{name} {text}")
        self.update()

    def _between(self, anchor: tuple[int, int], end: tuple[int, int]) -> Stroke | None:
        days, minutes = sorted((anchor[0], end[0])), sorted((anchor[1], end[1]))
        return None if minutes[0] == minutes[1] else Stroke(*days, *minutes)
