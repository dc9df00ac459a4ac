"""The day as lanes over the hours, as on Heute."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.times.time_axis import TimeAxis, clock, clock_span

HEAD = 37
LANE = 40
NAMES = 110
NOTHING_FITS = "…"


@dataclass(frozen=True, slots=True)
class Bar:
    """Something with a beginning and an end on one day, in minutes of the day."""

    key: Hashable
    starts: int
    ends: int
    text: str
    colour: int = 0
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A room, a carer's room or a vehicle with its bars."""

    title: str
    bars: tuple[Bar, ...] = ()


class Timeline(QWidget):
    """Lanes of a day in a card; arrows walk from bar to bar, Enter opens.

    Signals:
        selected(object), activated(object): key of a bar.
    """

    selected = Signal(object)
    activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes: tuple[Lane, ...] = ()
        self._now: int | None = None
        self._range = (450, 1230)
        self._current: Hashable | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Der Tag")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(
        self,
        lanes: Sequence[Lane],
        now: int | None = None,
        first: int = 450,
        last: int = 1230,
    ) -> None:
        """Show lanes between two minutes of the day; wider where a bar sticks out."""
        self._lanes = tuple(lanes)
        bars = [bar for lane in lanes for bar in lane.bars]
        first = min([first, *(bar.starts // 30 * 30 for bar in bars)])
        last = max([last, *(-(-bar.ends // 30) * 30 for bar in bars)])
        self._range = (first, last)
        self._now = now
        self.setAccessibleDescription(self._summary())
        self.updateGeometry()
        self.update()

    def bar_rects(self) -> list[tuple[Bar, QRectF]]:
        """Every bar with its place, for tests and tool tips."""
        axis = self._axis()
        found = []
        for row, lane in enumerate(self._lanes):
            top = theme().px(HEAD) + row * theme().px(LANE) + theme().px(7)
            for bar in lane.bars:
                left = axis.x(bar.starts)
                width = max(theme().px(8), axis.x(bar.ends) - left)
                found.append((bar, QRectF(left, top, width, theme().px(28))))
        return found

    def sizeHint(self) -> QSize:
        rows = max(1, len(self._lanes))
        return QSize(theme().px(640), theme().px(HEAD) + rows * theme().px(LANE))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(400), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = theme()
        painting.frame(painter, QRectF(self.rect()), look.px(10), look.c("surface"), look.c("line"))
        axis = self._axis()
        taken = self._now_label(axis)
        for x, minute in axis.ticks(60, look.px(48)):
            area = QRectF(x, 0, look.px(48), look.px(HEAD) - look.px(4))
            if taken is not None and x < taken.right() and taken.left() - look.px(36) < x:
                continue
            painting.text(painter, area, clock(minute), look.font(11), look.c("text3"))
        for row, lane in enumerate(self._lanes):
            self._paint_lane(painter, row, lane)
        for bar, box in self.bar_rects():
            self._paint_bar(painter, bar, box)
        self._paint_now(painter, axis)

    def _paint_lane(self, painter: QPainter, row: int, lane: Lane) -> None:
        look = theme()
        top = look.px(HEAD) + row * look.px(LANE)
        painting.horizontal(painter, 1, self.width() - 1, top, look.c("faint"))
        area = QRectF(look.px(12), top, look.px(NAMES - 4), look.px(LANE))
        painting.text(painter, area, lane.title, look.font(13, 500), look.c("text2"))

    def _paint_bar(self, painter: QPainter, bar: Bar, box: QRectF) -> None:
        look = theme()
        pair = look.course_pair(bar.colour)
        painting.block(painter, box, pair.fill, pair.edge, look.px(6))
        words = box.adjusted(look.px(11), 0, -look.px(4), 0)
        font = look.font(12, 500)
        if painting.elided(font, bar.text, words.width() + 0.5) != NOTHING_FITS:
            painting.text(painter, words, bar.text, font, look.c("text"))
        if bar.key == self._current:
            painting.frame(
                painter, box.adjusted(-1, -1, 1, 1), look.px(7), None, look.c("accent"), 2
            )

    def _paint_now(self, painter: QPainter, axis: TimeAxis) -> None:
        area = self._now_label(axis)
        if area is None or self._now is None:
            return
        look = theme()
        x = axis.x(self._now)
        painter.fillRect(QRectF(round(x) - 1, 1, 2, self.height() - 2), look.c("accent"))
        painting.text(painter, area, clock(self._now), look.font(11, 600), look.c("accent"))

    def _now_label(self, axis: TimeAxis) -> QRectF | None:
        """Where the present time is written: beside its line, in the row of the hours."""
        if self._now is None or not self._range[0] <= self._now <= self._range[1]:
            return None
        look = theme()
        x = axis.x(self._now)
        width = painting.metrics(look.font(11, 600)).horizontalAdvance(clock(self._now)) + 2
        area = QRectF(x + look.px(6), 0, width, look.px(HEAD) - look.px(4))
        if area.right() > self.width() - look.px(8):
            area.moveRight(x - look.px(6))
        return area

    def mousePressEvent(self, event: QMouseEvent) -> None:
        bar = self._bar_at(event.position())
        self._current = bar.key if bar else None
        self.update()
        if bar:
            self.selected.emit(bar.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        bar = self._bar_at(event.position())
        if bar:
            self.activated.emit(bar.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }.get(Qt.Key(event.key()))
        bars = sorted((bar for lane in self._lanes for bar in lane.bars), key=lambda b: b.starts)
        if step is not None and bars:
            at = next((n for n, bar in enumerate(bars) if bar.key == self._current), None)
            at = (0 if step > 0 else -1) if at is None else (at + step) % len(bars)
            self._current = bars[at].key
            self.update()
            self.selected.emit(self._current)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._current is not None:
            self.activated.emit(self._current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            bar = self._bar_at(QPointF(event.pos()))
            words = f"{clock_span(bar.starts, bar.ends)} {bar.tip or bar.text}" if bar else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _axis(self) -> TimeAxis:
        look = theme()
        left = look.px(NAMES)
        return TimeAxis(left, self.width() - look.px(24), (self._range,))

    def _bar_at(self, point: QPointF) -> Bar | None:
        return next((bar for bar, box in self.bar_rects() if box.contains(point)), None)

    def _summary(self) -> str:
        parts = []
        for lane in self._lanes:
            bars = ", ".join(f"{clock_span(b.starts, b.ends)} {b.text}" for b in lane.bars)
            parts.append(f"{lane.title}: {bars or 'frei'}")
        return ". ".join(parts)
