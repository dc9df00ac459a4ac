"""The day as lanes over the hours, as on Heute."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.times.time_axis import TimeAxis, clock, clock_span

HEAD = 37
LANE = 40
NAMES = 110
COLUMN = 76
"""Width of a figure at the right of a lane."""
NOTHING_FITS = "…"
STATES = {"good": "check", "warning": "circle-minus", "bad": "triangle-alert"}


@dataclass(frozen=True, slots=True)
class Bar:
    """Something with a beginning and an end on one day, in minutes of the day.

    Without a colour it stands for several; `marks` are icons, left out where the text needs the
    room.
    """

    key: Hashable
    starts: int
    ends: int
    text: str
    colour: int | None = 0
    tip: str = ""
    marks: tuple[str, ...] = ()
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A room, a carer's room or a vehicle with its bars; a house has a second line and figures.

    With a `tone` (good, warning, bad) its last figure is a state, said by an icon as well.
    """

    title: str
    bars: tuple[Bar, ...] = ()
    subtitle: str = ""
    figures: tuple[str, ...] = ()
    tone: str = ""


class Timeline(QWidget):
    """Lanes of a day in a card; arrows walk from bar to bar, Enter opens.

    Signals:
        selected(object), activated(object): key of a bar.
    """

    selected = Signal(object)
    activated = Signal(object)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        columns: Sequence[str] = (),
        framed: bool = True,
        names: int = NAMES,
    ) -> None:
        """With `columns` each lane has so many figures at its right, beneath these words."""
        super().__init__(parent)
        self._columns, self._framed, self._names = tuple(columns), framed, names
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
                if self._columns:
                    font = theme().font(11, 500)
                    words = painting.metrics(font).horizontalAdvance(bar.text)
                    width = max(width, words + theme().px(13))
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
        if self._framed:
            whole = QRectF(self.rect())
            painting.frame(painter, whole, look.px(10), look.c("surface"), look.c("line"))
        axis = self._axis()
        taken = self._now_label(axis)
        for x, minute in axis.ticks(60, look.px(48)):
            area = QRectF(x, 0, look.px(48), look.px(HEAD) - look.px(4))
            if self._columns and x + look.px(28) > axis.right:
                continue
            if taken is not None and x < taken.right() and taken.left() - look.px(36) < x:
                continue
            painting.text(painter, area, clock(minute), look.font(11), look.c("text3"))
        for at, words in enumerate(self._columns):
            area = QRectF(self._column_left(at), 0, look.px(COLUMN - 12), look.px(HEAD - 4))
            painting.text(painter, area, words, look.font(11), look.c("text2"), _side(at))
        for row, lane in enumerate(self._lanes):
            self._paint_lane(painter, row, lane)
        if self._columns:
            self._paint_now(painter, axis)
        for bar, box in self.bar_rects():
            self._paint_bar(painter, bar, box)
        if not self._columns:
            self._paint_now(painter, axis)

    def _paint_lane(self, painter: QPainter, row: int, lane: Lane) -> None:
        look = theme()
        top = look.px(HEAD) + row * look.px(LANE)
        painting.horizontal(painter, 1, self.width() - 1, top, look.c("faint"))
        left, room = look.px(12), look.px(self._names - 4)
        tall = look.px(LANE)
        if lane.subtitle:
            upper = QRectF(left, top + look.px(3), room, tall / 2)
            painting.text(painter, upper, lane.title, look.font(13, 500), look.c("text"))
            lower = QRectF(left, top + tall / 2 - look.px(1), room, tall / 2 - look.px(2))
            painting.text(painter, lower, lane.subtitle, look.font(11), look.c("text2"))
        else:
            tone = look.c("text" if lane.figures else "text2")
            area = QRectF(left, top, room, tall)
            painting.text(painter, area, lane.title, look.font(13, 500), tone)
        for at, words in enumerate(lane.figures):
            area = QRectF(self._column_left(at), top, look.px(COLUMN - 12), tall)
            if lane.tone and at == len(lane.figures) - 1:
                self._paint_state(painter, area, words, lane.tone)
            else:
                painting.text(painter, area, words, look.font(13, 500), look.c("text"), _side(at))

    def _paint_state(self, painter: QPainter, area: QRectF, words: str, tone: str) -> None:
        """Paint a figure as a pill with the icon of its state."""
        look, font = theme(), theme().font(12, 500)
        wide = painting.metrics(font).horizontalAdvance(words) + look.px(32)
        tall, side = look.px(20), look.px(14)
        pill = QRectF(area.left() - look.px(4), area.center().y() - tall / 2, wide, tall)
        painting.frame(painter, pill, look.px(10), look.c(f"{tone}_weak"))
        y = pill.center().y() - side / 2
        icons.draw(painter, STATES[tone], look.c(tone), pill.left() + look.px(6), y, side)
        inner = pill.adjusted(look.px(23), 0, 0, 0)
        painting.text(painter, inner, words, font, look.c(tone))

    def _column_left(self, at: int) -> float:
        return self.width() - theme().px(COLUMN * (len(self._columns) - at))

    def _paint_bar(self, painter: QPainter, bar: Bar, box: QRectF) -> None:
        look = theme()
        if bar.colour is None:
            painting.block(painter, box, look.c("shade"), look.c("text3"), look.px(6))
        else:
            pair = look.course_pair(bar.colour)
            painting.block(painter, box, pair.fill, pair.edge, look.px(6))
        if bar.alert:
            painting.frame(painter, box, look.px(6), None, look.c("bad"), 1)
        words = box.adjusted(look.px(8 if self._columns else 11), 0, -look.px(4), 0)
        font = look.font(11 if self._columns else 12, 500)
        if painting.elided(font, bar.text, words.width() + 0.5) != NOTHING_FITS:
            painting.text(painter, words, bar.text, font, look.c("text"))
        x = words.left() + painting.metrics(font).horizontalAdvance(bar.text) + look.px(5)
        side = look.px(13)
        for icon in bar.marks:
            if x + side > words.right():
                break
            tone = "bad" if icon == "triangle-alert" else "text2"
            icons.draw(painter, icon, look.c(tone), x, box.center().y() - side / 2, side)
            x += side + look.px(3)
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
        if area.right() > axis.right + look.px(16):
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
        left = look.px(self._names + (12 if self._columns else 0))
        right = look.px(COLUMN * len(self._columns) or 24)
        return TimeAxis(left, self.width() - right, (self._range,))

    def _bar_at(self, point: QPointF) -> Bar | None:
        return next((bar for bar, box in self.bar_rects() if box.contains(point)), None)

    def _summary(self) -> str:
        parts = []
        for lane in self._lanes:
            bars = ", ".join(f"{clock_span(b.starts, b.ends)} {b.text}" for b in lane.bars)
            pairs = zip(self._columns, lane.figures, strict=False)
            told = "; ".join([bars or "frei", *(f"{name} {words}" for name, words in pairs)])
            title = f"{lane.title}, {lane.subtitle}" if lane.subtitle else lane.title
            parts.append(f"{title}: {told}")
        return ". ".join(parts)


def _side(column: int) -> Qt.AlignmentFlag:
    """Counts stand at the right of their column, states at its left."""
    return Qt.AlignmentFlag.AlignRight if column == 0 else Qt.AlignmentFlag.AlignLeft
