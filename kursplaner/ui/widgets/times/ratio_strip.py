"""Childcare over the day: how many children for how many carers, per half hour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.times.time_axis import TimeAxis, clock, clock_span
from kursplaner.ui.widgets.times.timeline import Bar

HEAD, EVENTS, CELLS, SHIFT, NAMES = 27, 33, 55, 25, 128
_STATES = {
    "good": ("good", "check"),
    "full": ("warning", "circle-minus"),
    "over": ("bad", "triangle-alert"),
}


@dataclass(frozen=True, slots=True)
class RatioCell:
    """One half hour: children there, children allowed, and what that means.

    `words` stands instead of the two numbers, e.g. "8,5/10" where small children count more.
    """

    starts: int
    ends: int
    taken: int
    allowed: int
    state: Literal["good", "full", "over"] = "good"
    note: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class ShiftTime:
    """When a carer is there, or is missing."""

    starts: int
    ends: int
    text: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """A carer with the times of the day."""

    title: str
    times: tuple[ShiftTime, ...] = ()


@dataclass(frozen=True, slots=True)
class RatioContent:
    """The day of childcare; `segments` are the stretches of minutes shown."""

    events: tuple[Bar, ...] = ()
    cells: tuple[RatioCell, ...] = ()
    shifts: tuple[Shift, ...] = ()
    now: int | None = None
    segments: tuple[tuple[int, int], ...] = ((480, 1080),)


def folded(
    spans: Iterable[tuple[int, int]], margin: int = 15, idle: int = 90
) -> tuple[tuple[int, int], ...]:
    """Segments for an axis: the busy stretches, folding every idle one longer than `idle`."""
    found: list[list[int]] = []
    for starts, ends in sorted(spans):
        low, high = (starts - margin) // 15 * 15, -(-(ends + margin) // 15) * 15
        if found and low - found[-1][1] <= idle:
            found[-1][1] = max(found[-1][1], high)
        else:
            found.append([low, high])
    return tuple((low, high) for low, high in found) or ((480, 1080),)


class RatioStrip(QWidget):
    """Ratio cells with icon, number and words; shifts beneath so that red explains itself.

    Signals:
        selected(int): beginning of a cell in minutes of the day.
    """

    selected = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = RatioContent()
        self._current: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Betreuungsschlüssel")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_content(self, content: RatioContent) -> None:
        """Show another day."""
        self._content = content
        self.setAccessibleDescription(
            ". ".join(
                f"{clock_span(c.starts, c.ends)}:"
                f" {c.words.replace('/', ' von ') or f'{c.taken} von {c.allowed}'}, {c.note}"
                for c in content.cells
            )
        )
        self.updateGeometry()
        self.update()

    def cell_rect(self, cell: RatioCell) -> QRectF:
        """The place of a half hour."""
        axis = self._axis()
        left, right = axis.x(cell.starts), axis.x(cell.ends)
        top = theme().px(HEAD + EVENTS + 4)
        return QRectF(left + 1, top, right - left - 2, theme().px(CELLS - 8))

    def sizeHint(self) -> QSize:
        rows = len(self._content.shifts)
        height = HEAD + EVENTS + CELLS + (SHIFT * rows + 4 if rows else 0)
        return QSize(theme().px(640), theme().px(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(400), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = theme()
        painting.frame(painter, QRectF(self.rect()), look.px(10), look.c("surface"), look.c("line"))
        axis = self._axis()
        paint_folds(painter, axis, self.height())
        self._paint_head(painter, axis)
        for bar in self._content.events:
            box = QRectF(
                axis.x(bar.starts),
                look.px(HEAD + 3),
                axis.x(bar.ends) - axis.x(bar.starts),
                look.px(EVENTS - 6),
            )
            pair = look.course_pair(bar.colour or 0)
            painting.block(painter, box, pair.fill, pair.edge, look.px(6))
            painting.text(
                painter,
                box.adjusted(look.px(11), 0, -4, 0),
                bar.text,
                look.font(12, 500),
                look.c("text"),
            )
        for cell in self._content.cells:
            self._paint_cell(painter, cell)
        for row, shift in enumerate(self._content.shifts):
            self._paint_shift(painter, axis, row, shift)

    def _paint_head(self, painter: QPainter, axis: TimeAxis) -> None:
        look = theme()
        names = look.font(13, 500)
        for top, height, words in ((HEAD, EVENTS, "Zeiten"), (HEAD + EVENTS, CELLS, "Schlüssel")):
            box = QRectF(look.px(16), look.px(top), look.px(NAMES - 20), look.px(height))
            painting.text(painter, box, words, names, look.c("text2"))
            painting.horizontal(painter, 1, self.width() - 1, look.px(top), look.c("faint"))
        if self._content.shifts:
            painting.horizontal(
                painter, 1, self.width() - 1, look.px(HEAD + EVENTS + CELLS), look.c("faint")
            )
        now = self._content.now
        right = 0.0
        for x, minute in axis.ticks(30, look.px(50)):
            is_now = now is not None and minute <= now < minute + 30
            words = f"jetzt {clock(now)}" if is_now and now is not None else clock(minute)
            font = look.font(11, 600 if is_now else 400)
            width = painting.metrics(font).horizontalAdvance(words) + 2
            if x < right or x + width > self.width() - 4:
                continue
            painting.text(
                painter,
                QRectF(x + 2, 0, width, look.px(HEAD)),
                words,
                font,
                look.c("accent" if is_now else "text2"),
            )
            right = x + width

    def _paint_cell(self, painter: QPainter, cell: RatioCell) -> None:
        look = theme()
        tone, icon = _STATES[cell.state]
        box = self.cell_rect(cell)
        rounded = painting.snapped(painter, box)
        path = QPainterPath()
        path.addRoundedRect(rounded, look.px(6), look.px(6))
        painter.fillPath(path, look.c(f"{tone}_weak"))
        painter.save()
        painter.setClipRect(QRectF(rounded.left(), rounded.top(), rounded.width(), look.px(3)))
        painter.fillPath(path, look.c(tone))
        painter.restore()
        upper = QRectF(box.left(), box.top() + look.px(5), box.width(), look.px(20))
        words = cell.words or f"{cell.taken}/{cell.allowed}"
        font = look.font(14, 600)
        width = painting.metrics(font).horizontalAdvance(words)
        side = look.px(13)
        if width + side + look.px(9) > box.width():
            font, side = look.font(12, 600), look.px(11)
            width = painting.metrics(font).horizontalAdvance(words)
        left = upper.center().x() - (width + side + look.px(5)) / 2
        icons.draw(painter, icon, look.c(tone), left, upper.center().y() - side / 2, side)
        painting.text(
            painter,
            QRectF(left + side + look.px(5), upper.top(), width + 2, upper.height()),
            words,
            font,
            look.c("text"),
        )
        lower = QRectF(box.left(), upper.bottom() - 2, box.width(), look.px(18))
        painting.text(
            painter,
            lower,
            cell.note,
            look.font(11, 500),
            look.c(tone),
            Qt.AlignmentFlag.AlignHCenter,
        )
        now = self._content.now
        chosen = cell.starts == self._current
        if chosen or (self._current is None and now is not None and cell.starts <= now < cell.ends):
            painting.frame(
                painter, box.adjusted(-1, -1, 1, 1), look.px(7), None, look.c("accent"), 2
            )

    def _paint_shift(self, painter: QPainter, axis: TimeAxis, row: int, shift: Shift) -> None:
        look = theme()
        top = look.px(HEAD + EVENTS + CELLS + 2) + row * look.px(SHIFT)
        painting.text(
            painter,
            QRectF(look.px(16), top, look.px(NAMES - 20), look.px(SHIFT)),
            shift.title,
            look.font(13, 500),
            look.c("text2"),
        )
        for span in shift.times:
            left, right = axis.x(span.starts), axis.x(span.ends)
            box = QRectF(left, top + look.px(4), right - left, look.px(SHIFT - 9))
            words = span.text or clock_span(span.starts, span.ends)
            if span.missing:
                painting.frame(
                    painter,
                    box,
                    look.px(5),
                    look.c("surface"),
                    look.c("bad"),
                    1,
                    Qt.PenStyle.CustomDashLine,
                )
                painting.text(
                    painter, box, words, look.font(11), look.c("bad"), Qt.AlignmentFlag.AlignHCenter
                )
            else:
                painting.frame(painter, box, look.px(5), look.c("shade"), look.c("line"))
                painting.text(
                    painter,
                    box.adjusted(look.px(9), 0, -4, 0),
                    words,
                    look.font(11),
                    look.c("text2"),
                )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = QPointF(event.position())
        for cell in self._content.cells:
            if self.cell_rect(cell).contains(point):
                self._choose(cell.starts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        starts = [cell.starts for cell in self._content.cells]
        if step is None or not starts:
            super().keyPressEvent(event)
            return
        at = starts.index(self._current) + step if self._current in starts else 0
        self._choose(starts[max(0, min(len(starts) - 1, at))])

    def _choose(self, starts: int) -> None:
        self._current = starts
        self.update()
        self.selected.emit(starts)

    def _axis(self) -> TimeAxis:
        return TimeAxis(
            theme().px(NAMES), self.width() - theme().px(8), self._content.segments, theme().px(38)
        )


def paint_folds(painter: QPainter, axis: TimeAxis, height: float) -> None:
    """The hatched columns of folded hours, with the sign that they are folded."""
    look = theme()
    for left, right in axis.folds():
        box = QRectF(left, 1, right - left, height - 2)
        painting.hatched(painter, box, look.c("shade"), look.px(18), look.px(6))
        painting.vertical(painter, left, 1, height - 1, look.c("line"))
        painting.vertical(painter, right, 1, height - 1, look.c("line"))
        side = look.px(22)
        sign = QRectF(box.center().x() - side / 2, height / 2 - side / 2, side, side)
        painting.frame(painter, sign, look.px(5), look.c("surface"), look.c("line"))
        inner = look.px(14)
        icons.draw(
            painter,
            "unfold-horizontal",
            look.c("text2"),
            sign.center().x() - inner / 2,
            sign.center().y() - inner / 2,
            inner,
        )
