"""Vehicles along the time of a day: tours as blocks, the free time between, courses on top."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.times.ratio_strip import paint_folds
from kursplaner.ui.widgets.times.time_axis import TimeAxis, clock, clock_span
from kursplaner.ui.widgets.times.timeline import Bar

HEAD, COURSES, LANE, NAMES, BLOCK = 27, 28, 70, 144, 68
PASSENGER = "application/x-kursplaner-passenger"
"""What a dragged passenger is; its data is a number as text."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """An icon with a few words in a block, e.g. seats 6/8."""

    icon: str
    text: str
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class BoardBlock:
    """A tour; `back` turns its arrow to the way home."""

    key: Hashable
    starts: int
    ends: int
    title: str
    lines: tuple[BoardLine, ...] = ()
    colour: int = 0
    back: bool = False


@dataclass(frozen=True, slots=True)
class BoardLane:
    """A vehicle with its tours."""

    key: Hashable
    title: str
    subtitle: str = ""
    blocks: tuple[BoardBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardContent:
    """The whole board; `segments` are the stretches of minutes shown."""

    lanes: tuple[BoardLane, ...] = ()
    heads: tuple[Bar, ...] = ()
    segments: tuple[tuple[int, int], ...] = ((420, 1260),)


class TimeBoard(QWidget):
    """The board; arrows walk, Enter opens, a block can be dragged to another vehicle.

    Signals:
        selected(object), activated(object): key of a tour.
        dropped(object, object): key of a tour and of the vehicle it was dragged to.
        passenger_dropped(int, object): a passenger's number and the vehicle's key.
    """

    selected = Signal(object)
    activated = Signal(object)
    dropped = Signal(object, object)
    passenger_dropped = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = BoardContent()
        self._current: Hashable | None = None
        self._drag: tuple[BoardBlock, Hashable, QPointF] | None = None
        self._over: Hashable | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setAccessibleName("Fahrzeuge über den Tag")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_content(self, content: BoardContent) -> None:
        """Show another day."""
        self._content = content
        self.setAccessibleDescription(
            ". ".join(
                f"{lane.title}: " + (", ".join(_spoken(block) for block in lane.blocks) or "frei")
                for lane in content.lanes
            )
        )
        self.updateGeometry()
        self.update()

    def choose(self, key: Hashable | None) -> None:
        """Mark a tour without a signal."""
        self._current = key
        self.update()

    def block_rects(self) -> list[tuple[BoardLane, BoardBlock, QRectF]]:
        """Every tour with its place."""
        look, axis, found = theme(), self._axis(), []
        for row, lane in enumerate(self._content.lanes):
            top = look.px(HEAD + COURSES) + row * look.px(LANE) + look.px(6)
            for block in lane.blocks:
                left = axis.x(block.starts)
                width = max(look.px(BLOCK), axis.x(block.ends) - left)
                found.append((lane, block, QRectF(left, top, width, look.px(LANE - 12))))
        return found

    def sizeHint(self) -> QSize:
        rows = max(1, len(self._content.lanes))
        return QSize(theme().px(640), theme().px(HEAD + COURSES) + rows * theme().px(LANE))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(420), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look, axis = theme(), self._axis()
        painting.frame(painter, QRectF(self.rect()), look.px(10), look.c("surface"), look.c("line"))
        self._paint_hours(painter, axis)
        for row, lane in enumerate(self._content.lanes):
            self._paint_lane(painter, axis, row, lane)
        paint_folds(painter, axis, self.height())
        for _, block, box in self.block_rects():
            self._paint_block(painter, block, box)

    def _paint_hours(self, painter: QPainter, axis: TimeAxis) -> None:
        look = theme()
        for x, minute in axis.ticks(60, look.px(44)):
            box = QRectF(x - look.px(24), 0, look.px(48), look.px(HEAD))
            painting.text(
                painter,
                box,
                clock(minute),
                look.font(11),
                look.c("text2"),
                Qt.AlignmentFlag.AlignHCenter,
            )
            painting.vertical(painter, round(x), look.px(HEAD), self.height() - 1, look.c("faint"))
        painting.horizontal(painter, 1, self.width() - 1, look.px(HEAD), look.c("faint"))
        area = QRectF(look.px(12), look.px(HEAD), look.px(NAMES - 16), look.px(COURSES))
        painting.text(painter, area, "Kurse", look.font(13, 500), look.c("text"))
        for bar in self._content.heads:
            box = QRectF(
                axis.x(bar.starts),
                look.px(HEAD + 4),
                axis.x(bar.ends) - axis.x(bar.starts),
                look.px(COURSES - 8),
            )
            painting.frame(painter, box, look.px(5), look.c("shade"), look.c("line"))
            painting.text(
                painter,
                box.adjusted(look.px(9), 0, -4, 0),
                bar.text,
                look.font(11, 500),
                look.c("text2"),
            )

    def _paint_lane(self, painter: QPainter, axis: TimeAxis, row: int, lane: BoardLane) -> None:
        look = theme()
        top = look.px(HEAD + COURSES) + row * look.px(LANE)
        painting.horizontal(painter, 1, self.width() - 1, top, look.c("faint"))
        if self._over is not None and self._over == lane.key:
            painter.fillRect(
                QRectF(2, top + 1, self.width() - 4, look.px(LANE) - 1), look.c("accent_weak")
            )
        middle = top + look.px(LANE) / 2
        name = QRectF(look.px(12), middle - look.px(18), look.px(NAMES - 16), look.px(18))
        painting.text(painter, name, lane.title, look.font(13, 500), look.c("text"))
        painting.text(
            painter, name.translated(0, look.px(18)), lane.subtitle, look.font(12), look.c("text2")
        )
        blocks = sorted(lane.blocks, key=lambda block: block.starts)
        for before, after in pairwise(blocks):
            self._paint_gap(painter, axis, before, after, middle)

    def _paint_gap(
        self, painter: QPainter, axis: TimeAxis, before: BoardBlock, after: BoardBlock, y: float
    ) -> None:
        look = theme()
        same = any(starts <= before.ends and after.starts <= ends for starts, ends in axis.segments)
        left = max(axis.x(before.ends), axis.x(before.starts) + look.px(BLOCK)) + look.px(8)
        right = axis.x(after.starts) - look.px(8)
        hours, minutes = divmod(after.starts - before.ends, 60)
        words = f"frei {hours} h {minutes:02}" if hours else f"frei {minutes} min"
        font = look.font(11)
        width = painting.metrics(font).horizontalAdvance(words) + look.px(12)
        if not same or right - left < width:
            return
        painter.setPen(QPen(look.c("line"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        box = QRectF((left + right - width) / 2, y - look.px(9), width, look.px(18))
        painter.fillRect(box, look.c("surface"))
        painting.text(painter, box, words, font, look.c("text3"), Qt.AlignmentFlag.AlignHCenter)

    def _paint_block(self, painter: QPainter, block: BoardBlock, box: QRectF) -> None:
        look = theme()
        if block.key == self._current:
            painting.frame(
                painter,
                box.adjusted(-2, -2, 2, 2),
                look.px(8),
                look.c("surface"),
                look.c("accent"),
                2,
            )
        pair = look.course_pair(block.colour)
        painting.block(painter, box, pair.fill, pair.edge, look.px(6))
        left, top = box.left() + look.px(10), box.top() + look.px(4)
        font, side = look.font(12, 600), look.px(12)
        wanted = painting.metrics(font).horizontalAdvance(block.title) + 1
        beside = wanted + look.px(4) + side <= box.right() - look.px(4) - left
        room = box.right() - look.px(3) - left
        line = QRectF(left, top, min(wanted, room), look.px(17))
        painting.text(painter, line, block.title, font, look.c("text"))
        # Where the name needs the whole line, the arrow stands at the right end of the next one.
        x = line.right() + look.px(4) if beside else box.right() - look.px(4) - side
        y = line.center().y() - side / 2 + (0 if beside else look.px(17))
        way = "arrow-left" if block.back else "arrow-right"
        icons.draw(painter, way, look.c("text2"), x, y, side)
        self._paint_lines(painter, block, box)

    @staticmethod
    def _paint_lines(painter: QPainter, block: BoardBlock, box: QRectF) -> None:
        look = theme()
        left, top = box.left() + look.px(10), box.top() + look.px(4)
        for row, each in enumerate(block.lines[:2], 1):
            y = top + row * look.px(17)
            icons.draw(
                painter,
                each.icon,
                look.c(each.tone if each.tone != "text" else "text2"),
                left,
                y + look.px(2),
                look.px(13),
            )
            words = QRectF(left + look.px(17), y, box.right() - left - look.px(20), look.px(17))
            painting.text(
                painter,
                words,
                each.text,
                look.font(12, 600 if each.tone != "text" else 400),
                look.c(each.tone),
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for lane, block, box in self.block_rects():
            if box.contains(event.position()):
                self._current = block.key
                self._drag = (block, lane.key, event.position())
                self.update()
                self.selected.emit(block.key)
                return

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            return
        if (event.position() - self._drag[2]).manhattanLength() > 8:
            self._over = self._lane_at(event.position().y())
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        drag, over = self._drag, self._over
        self._drag = self._over = None
        self.unsetCursor()
        self.update()
        if drag is not None and over is not None and over != drag[1]:
            self.dropped.emit(drag[0].key, over)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        for _, block, box in self.block_rects():
            if box.contains(event.position()):
                self.activated.emit(block.key)
                return

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(PASSENGER):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._over = self._lane_at(event.position().y())
        event.setAccepted(self._over is not None)
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        del event
        self._over = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        lane, self._over = self._lane_at(event.position().y()), None
        self.update()
        number = bytes(event.mimeData().data(PASSENGER).data()).decode()
        if lane is not None and number.isdigit():
            event.acceptProposedAction()
            self.passenger_dropped.emit(int(number), lane)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
        }.get(Qt.Key(event.key()))
        keys = [block.key for _, block, _ in self.block_rects()]
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._current in keys:
            self.activated.emit(self._current)
        elif step is not None and keys:
            at = (keys.index(self._current) + step) % len(keys) if self._current in keys else 0
            self.choose(keys[at])
            self.selected.emit(keys[at])
        else:
            super().keyPressEvent(event)

    def _lane_at(self, y: float) -> Hashable | None:
        row = int((y - theme().px(HEAD + COURSES)) // theme().px(LANE))
        lanes = self._content.lanes
        return lanes[row].key if 0 <= row < len(lanes) else None

    def _axis(self) -> TimeAxis:
        return TimeAxis(
            theme().px(NAMES), self.width() - theme().px(12), self._content.segments, theme().px(38)
        )


def _spoken(block: BoardBlock) -> str:
    way = "zurück" if block.back else "hin"
    lines = ", ".join(line.text for line in block.lines)
    return f"{clock_span(block.starts, block.ends)} {block.title} {way} {lines}"
