"""Draws the week with lanes as rows: houses and rooms at the left, the hours along each day."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from kursplaner.ui.look import icons, painting
from kursplaner.ui.widgets.calendar.painting import (
    VERDICT_TONES,
    VERDICTS,
    CalendarPainter,
    trouble_tone,
)
from kursplaner.ui.widgets.calendar.row_geometry import RowGeometry
from kursplaner.ui.widgets.calendar.values import CANCELLED, CalendarBlock, CalendarLane, Ghost
from kursplaner.ui.widgets.times.time_axis import TimeAxis, clock, clock_span
from kursplaner.ui.widgets.written import WEEKDAYS

_LEAST = 44
_WIDE = 116
"""From here on a block has room for its title and when it ends."""
_DENSE = 30
"""Pixels between two hours that are marked by lines."""


class RowPainter(CalendarPainter):
    """As the calendar's painter; blocks carry their number, which is never cut."""

    def __init__(self) -> None:
        super().__init__()
        look = self._look
        self._title, self._line = look.font(11, 600), look.font(11)
        self._measure, self._plain = painting.metrics(self._title), painting.metrics(self._line)
        self._line_height, self._indent = look.px(14), look.px(7)

    def least(self, block: CalendarBlock) -> float:
        """Return how wide a block must be for its number, broken at its last hyphen."""
        wide = max(self._measure.horizontalAdvance(part) for part in halves(block.mark))
        return max(float(self._look.px(_LEAST)), wide + self._indent + self._look.px(4))

    # --- ground ---------------------------------------------------------------------------------

    def ground(self, painter: QPainter, area: QRectF, geometry: RowGeometry) -> None:
        """Paint days, hours, folds and shades beneath the blocks."""
        look, content = self._look, geometry.content
        painter.fillRect(area, look.c("surface"))
        bottom = min(area.bottom(), geometry.height)
        for at, day in enumerate(content.days):
            if day == content.today and len(content.days) > 1:
                whole = QRectF(
                    geometry.day_left(at), area.top(), geometry.day_width(at), area.height()
                )
                painter.fillRect(whole, look.c("today"))
        for shade in content.shades:
            box = geometry.lane_rect(shade.day, shade.lane, shade.starts, shade.ends)
            if not box.isEmpty() and box.intersects(area):
                stripes = look.c("line" if shade.kind == "closed" else "faint")
                painting.hatched(painter, box, stripes, look.px(14), look.px(4))
                self._shade_words(painter, box, shade.text)
        for at in range(len(content.days)):
            self._hours_of_a_day(painter, geometry, at, (area.top(), bottom))
        groups = {at for at, _ in geometry.group_edges()}
        for at, top in enumerate(geometry.tops[1:], 1):
            tone = "line" if at in groups or at == len(content.lanes) else "faint"
            painting.horizontal(
                painter, geometry.measures.gutter, geometry.width, top, look.c(tone)
            )

    def _hours_of_a_day(
        self, painter: QPainter, geometry: RowGeometry, at: int, span: tuple[float, float]
    ) -> None:
        look, left, axis = self._look, geometry.day_left(at), geometry.axes[at]
        for x, _minute in axis.ticks(60, 12):
            painting.vertical(painter, left + x, *span, look.c("faint"))
        for begins, ends in axis.folds():
            painter.fillRect(
                QRectF(left + begins, span[0], ends - begins, span[1] - span[0]), look.c("faint")
            )
        painting.vertical(painter, left, *span, look.c("line"))

    def _shade_words(self, painter: QPainter, box: QRectF, words: str) -> None:
        """Write why a stretch is shaded upon a ground of its own, so that stripes do not cross."""
        look, font = self._look, self._look.font(11)
        wide = painting.metrics(font).horizontalAdvance(words)
        if not words or wide + look.px(14) > box.width():
            return
        tall = look.px(20)
        label = QRectF(box.left() + look.px(5), box.top() + look.px(4), wide + look.px(10), tall)
        painting.frame(painter, label, look.px(6), look.c("surface"), look.c("line"))
        inner = label.adjusted(look.px(5), 0, 0, 0)
        painting.text(painter, inner, words, font, look.c("text2"))

    def now(self, painter: QPainter, geometry: RowGeometry) -> None:
        """Draw the line of the present minute, above the blocks."""
        x = self._now_x(geometry)
        if x is not None:
            look = self._look
            tall = geometry.height - geometry.head
            painter.fillRect(QRectF(round(x) - 1, geometry.head, 2, tall), look.c("accent"))

    def _now_x(self, geometry: RowGeometry) -> float | None:
        content = geometry.content
        if content.now is None or content.today not in content.days:
            return None
        inside = any(starts <= content.now <= ends for starts, ends in geometry.axes[0].segments)
        return geometry.x(content.days.index(content.today), content.now) if inside else None

    # --- names ----------------------------------------------------------------------------------

    def names(self, painter: QPainter, geometry: RowGeometry, scrolled: float) -> None:
        """Paint the column of lanes; `scrolled` shifts it sideways with the view."""
        look, gutter = self._look, geometry.measures.gutter
        ground = QRectF(scrolled, 0, gutter - 1, geometry.height + look.px(400))
        painter.fillRect(ground, look.c("surface"))
        firsts = {at for at, group in geometry.group_edges() if group is not None}
        for at, lane in enumerate(geometry.content.lanes):
            top = geometry.tops[at]
            box = QRectF(scrolled, top, gutter - look.px(4), geometry.lane_height)
            self._lane(painter, box, lane, heads=at in firsts)
            bottom = at + 1
            first = bottom in {edge for edge, _ in geometry.group_edges()}
            painting.horizontal(
                painter,
                scrolled,
                scrolled + gutter,
                geometry.tops[bottom],
                look.c("line" if first or bottom == len(geometry.content.lanes) else "faint"),
            )
        painting.vertical(painter, scrolled + gutter, 0, geometry.height, look.c("line"))

    def _lane(self, painter: QPainter, box: QRectF, lane: CalendarLane, *, heads: bool) -> None:
        look = self._look
        left, step = box.left() + look.px(8 if lane.group is None else 22), look.px(15)
        room = box.right() - left
        strong = look.font(11, 600)
        lines: list[tuple[str, object, str]] = []
        if heads:
            most = 1 if lane.note else 2
            shown = painting.wrapped(strong, lane.heading, room, most)
            lines += [(words, strong, "text") for words in shown]
        if not lane.folded:
            lines += [(lane.title, look.font(11, 400), "text2")]
        if lane.note:
            lines.append((lane.note, look.font(11, 500), "bad"))
        y = box.top() + (box.height() - step * len(lines)) / 2
        if heads:
            side = look.px(14)
            icon = "chevron-right" if lane.folded else "chevron-down"
            icons.draw(painter, icon, look.c("text2"), box.left() + look.px(5), y, side)
        for words, font, tone in lines:
            line = QRectF(left, y, room, step)
            painting.text(painter, line, words, font, look.c(tone))  # type: ignore[arg-type]
            y += step

    def days(self, painter: QPainter, geometry: RowGeometry, top: float, left: float) -> None:
        """Paint the row of days with their hours, kept in place at `top`."""
        look, content = self._look, geometry.content
        gutter, tall = geometry.measures.gutter, geometry.head
        across = geometry.width + gutter
        painter.fillRect(QRectF(left, top, across, tall - look.px(9)), look.c("surface"))
        painter.fillRect(QRectF(left + gutter, top, across, tall), look.c("surface"))
        for at, day in enumerate(content.days):
            x, today = geometry.day_left(at), day == content.today
            painting.vertical(painter, x, top, top + tall, look.c("line"))
            name, strong = WEEKDAYS[day.weekday()], look.font(13, 600)
            width = painting.metrics(strong).horizontalAdvance(name)
            box = QRectF(x + look.px(8), top + look.px(4), width + 2, look.px(20))
            painting.text(painter, box, name, strong, look.c("accent" if today else "text"))
            rest = QRectF(box.right() + look.px(3), box.top(), look.px(60), look.px(20))
            tone = look.c("accent" if today else "text2")
            painting.text(painter, rest, f"{day:%d.%m.}", look.font(), tone)
            self._clocks(painter, geometry, at, QRectF(x, top + look.px(24), 0, look.px(16)))
        painting.horizontal(painter, left, across, top + tall - 1, look.c("line"))

    def _clocks(self, painter: QPainter, geometry: RowGeometry, at: int, line: QRectF) -> None:
        """Write an hour at each stretch of a day, and the present time where it is that day."""
        look, font = self._look, self._look.font(11)
        measure = painting.metrics(font)
        now = self._now_x(geometry)
        today = now is not None and geometry.content.days[at] == geometry.content.today
        taken, ends = QRectF(), line.left()
        if today and now is not None and geometry.content.now is not None:
            words, strong = clock(geometry.content.now), look.font(11, 600)
            wide = painting.metrics(strong).horizontalAdvance(words) + 2
            taken = QRectF(now - wide / 2, line.top(), wide, line.height())
            painting.text(painter, taken, words, strong, look.c("accent"))
        for x, minute in _hours(geometry.axes[at]):
            words = clock(minute)
            wide = measure.horizontalAdvance(words) + 2
            box = QRectF(line.left() + x - wide / 2, line.top(), wide, line.height())
            box.moveLeft(max(box.left(), line.left() + look.px(4)))
            inside = box.right() <= line.left() + geometry.day_width(at)
            if box.left() < ends or not inside or box.adjusted(-4, 0, 4, 0).intersects(taken):
                continue
            painting.text(painter, box, words, font, look.c("text2"))
            ends = box.right() + look.px(10)

    # --- blocks ---------------------------------------------------------------------------------

    def _draw(self, painter: QPainter, rect: QRectF, block: CalendarBlock) -> None:
        look, pair = self._look, self._look.course_pair(block.colour)
        radius = look.px(6)
        if block.cancelled:
            dash = Qt.PenStyle.CustomDashLine
            painting.frame(painter, rect, radius, look.c("surface"), pair.edge, 1, dash)
        elif block.grouped:
            painting.block(painter, rect, look.c("shade"), look.c("text3"), radius)
        else:
            painting.block(painter, rect, pair.fill, pair.edge, radius)
        if block.hard:
            painting.frame(painter, rect, radius, None, look.c("bad"), 1)
        box = rect.adjusted(self._indent, 0, -look.px(3), 0)
        if box.width() > look.px(110):
            self._wide_words(painter, block, box)
        else:
            self._narrow_words(painter, block, box)

    def _narrow_words(self, painter: QPainter, block: CalendarBlock, box: QRectF) -> None:
        """Write number, beginning and marks; marks are left out before the number is cut."""
        whole = self._measure.horizontalAdvance(block.mark) <= box.width()
        heads = (block.mark,) if whole else halves(block.mark)
        when = clock(block.starts)
        lines = [(head, True) for head in heads] + [(when, False)]
        if block.cancelled and len(lines) < 3:
            lines.append((CANCELLED, False))
        step, marks = self._line_height, self._marks(block)
        lines += self._more(block, box, len(lines) + bool(marks))
        beneath = bool(marks) and (len(lines) + 1) * step <= box.height() - self._look.px(2)
        y = max(0.0, (box.height() - step * (len(lines) + beneath)) / 2)
        for words, strong in lines:
            struck = block.cancelled and words != CANCELLED
            place = QPointF(box.left(), y)
            wide = self._written(painter, words, place, strong=strong, struck=struck)
            last = not strong or words == heads[-1]
            if marks and last and not beneath:
                place.setX(box.left() + wide + self._look.px(4))
                room = box.right() - place.x()
                marks = () if self._paint_marks(painter, marks, place, room) else marks
            y += step
        if beneath:
            self._paint_marks(painter, marks, QPointF(box.left(), y), box.width())

    def _more(self, block: CalendarBlock, box: QRectF, lines: int) -> list[tuple[str, bool]]:
        """Return who teaches or where, while there are lines for it and it is not cut."""
        room = box.height() - self._look.px(4)
        free = 0 if block.cancelled else int(room // self._line_height) - lines
        fits = [w for w in block.lines if self._plain.horizontalAdvance(w) <= box.width()]
        return [(words, False) for words in fits[: max(0, free)]]

    def _wide_words(self, painter: QPainter, block: CalendarBlock, box: QRectF) -> None:
        """Write number and title, the whole time with teacher or room, and counts by the marks."""
        step, marks = self._line_height, self._marks(block)
        y = max(0.0, (box.height() - (3 if marks else 2) * step) / 2)
        wide = self._written(
            painter, block.mark, QPointF(box.left(), y), strong=True, struck=block.cancelled
        )
        if block.title != block.mark:
            rest = QRectF(box.left() + wide + self._look.px(5), y, 0, step)
            rest.setRight(box.right())
            self._fitted(painter, block.title, rest)
        y += step
        first = [CANCELLED] if block.cancelled else []
        words = " · ".join([*first, clock_span(block.starts, block.ends), *block.lines])
        self._fitted(painter, words, QRectF(box.left(), y, box.width(), step))
        y += step
        x, side = box.left(), self._look.px(13)
        for icon, tone, count in marks:
            icons.draw(painter, icon, self._look.c(tone), x, y, side)
            x += side + self._look.px(3)
            if count and x + self._plain.horizontalAdvance(count) <= box.right():
                painter.setPen(self._look.c("text2"))
                x += self._written(painter, count, QPointF(x, y), strong=False)
            x += self._look.px(8)

    def _fitted(self, painter: QPainter, words: str, line: QRectF) -> None:
        shown = self._lines(words, line.width(), 1, strong=False)
        self._written(painter, shown[0] if shown else "", line.topLeft(), strong=False)

    def _written(
        self, painter: QPainter, words: str, at: QPointF, *, strong: bool, struck: bool = False
    ) -> float:
        """Write a few words; returns how wide they are."""
        painter.setPen(self._text)
        painter.setFont(self._title if strong else self._line)
        painter.drawStaticText(at, self._static(words, strong=strong))
        wide = (self._measure if strong else self._plain).horizontalAdvance(words)
        if struck:
            middle = at.y() + self._line_height / 2
            painter.drawLine(QPointF(at.x(), middle), QPointF(at.x() + wide, middle))
        return wide

    def _marks(self, block: CalendarBlock) -> tuple[tuple[str, str, str], ...]:
        """Return icon, colour and count of what a block needs and lacks."""
        found = (
            ("triangle-alert", trouble_tone(block), "", bool(block.conflict)),
            ("baby", "text2", block.childcare, bool(block.childcare)),
            ("bus", "text2", block.rides, bool(block.rides)),
        )
        return tuple((icon, tone, count) for icon, tone, count, there in found if there)

    def _paint_marks(
        self,
        painter: QPainter,
        marks: tuple[tuple[str, str, str], ...],
        at: QPointF,
        room: float,
    ) -> int:
        """Paint as many marks as there is room for; returns how many."""
        side, step = self._look.px(13), self._look.px(15)
        count = min(len(marks), int((room + step - side) // step))
        for number, (icon, tone, _count) in enumerate(marks[: max(0, count)]):
            icons.draw(painter, icon, self._look.c(tone), at.x() + number * step, at.y(), side)
        return max(0, count)

    # --- moving ---------------------------------------------------------------------------------

    def ghost(self, painter: QPainter, ghost: Ghost, rect: QRectF, width: float) -> None:
        """The dashed place, and beside it in words what speaks against it."""
        look, tone = self._look, VERDICT_TONES[ghost.verdict.state]
        dash = Qt.PenStyle.CustomDashLine
        painting.frame(painter, rect, look.px(6), look.c("surface"), look.c(tone), 2, dash)
        box = rect.adjusted(self._indent, 0, -look.px(3), 0)
        step = self._line_height
        heads = halves(ghost.block.mark)
        if self._measure.horizontalAdvance(ghost.block.mark) <= box.width():
            heads = (ghost.block.mark,)
        y = max(box.top(), box.top() + (box.height() - step * (len(heads) + 1)) / 2)
        for words in heads:
            self._written(painter, words, QPointF(box.left(), y), strong=True)
            y += step
        self._written(painter, clock(ghost.starts), QPointF(box.left(), y), strong=False)
        label = self._label(rect, ghost, width)
        painting.frame(painter, label, look.px(6), look.c("surface"), look.c(tone), 1)
        text = look.c("text2" if tone == "accent" else tone)
        painter.setFont(self._line)
        y = label.top() + look.px(3)
        for line in self._said(ghost):
            painter.setPen(text)
            painter.drawStaticText(
                QPointF(label.left() + look.px(8), y), self._static(line, strong=False)
            )
            y += step

    def ghost_area(self, rect: QRectF, ghost: Ghost, width: float) -> QRectF:
        return rect.united(self._label(rect, ghost, width)).adjusted(-4, -4, 4, 4)

    def _said(self, ghost: Ghost) -> tuple[str, ...]:
        words = ghost.text or VERDICTS[VERDICT_TONES[ghost.verdict.state]]
        when = f"{clock_span(ghost.starts, ghost.ends)} · {words}"
        reason = self._lines(ghost.verdict.reason, self._look.px(250), 3, strong=False)
        return (when, *(line for line in reason if line))

    def _label(self, rect: QRectF, ghost: Ghost, width: float) -> QRectF:
        look, lines = self._look, self._said(ghost)
        wide = max(self._plain.horizontalAdvance(line) for line in lines) + look.px(16)
        tall = self._line_height * len(lines) + look.px(6)
        left = rect.right() + look.px(6)
        if left + wide > width:
            left = rect.left() - look.px(6) - wide
        return QRectF(left, rect.top(), wide, tall)


def halves(mark: str) -> tuple[str, ...]:
    """Return a number as it is broken where it is too wide: after its last hyphen."""
    first, dash, last = mark.rpartition("-")
    return (f"{first}{dash}", last) if first and last else (mark,)


def _hours(axis: TimeAxis) -> Iterator[tuple[float, int]]:
    """Give place and minute of the hours that are named: the first whole one of each stretch.

    Where there is room all of them are.
    """
    if axis.per_minute * 60 >= _DENSE:
        yield from axis.ticks(60, _DENSE)
        return
    for starts, _ends in axis.segments:
        minute = -(-starts // 60) * 60
        yield axis.x(minute), minute
