"""Draws the week calendar: canvas, hours, shades, blocks and the dashed ghost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QStaticText

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.calendar.geometry import CalendarGeometry
from kursplaner.ui.widgets.calendar.values import CANCELLED, CalendarBlock, Ghost
from kursplaner.ui.widgets.times.time_axis import clock, clock_span
from kursplaner.ui.widgets.written import WEEKDAYS

_LIMIT = 20_000
# 24 MB of drawn blocks are kept at most.
_MOST_PIXELS = 6_000_000
# A block narrower or lower than this has no room for words.
_TINY, _LOW = 18, 11


class CalendarPainter:
    """Keeps laid-out texts between paints; make a new one after a theme change."""

    def __init__(self) -> None:
        look = theme()
        self._look = look
        self._title = look.font(12, 600)
        self._line = look.font(12)
        self._line_height = look.px(16)
        self._measure = painting.metrics(self._title)
        self._plain = painting.metrics(self._line)
        self._text = look.c("text")
        self._indent, self._above = look.px(11), look.px(4)
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self._pixels = 0
        self._texts: dict[tuple[str, int, bool], QStaticText] = {}
        self._wrapped: dict[tuple[str, int, int, bool], tuple[str, ...]] = {}

    def canvas(self, painter: QPainter, area: QRectF, geometry: CalendarGeometry) -> None:
        """Ground, hour lines, day lines and shades."""
        look = self._look
        content = geometry.content
        painter.fillRect(area, look.c("surface"))
        for shade in content.shades:
            box = geometry.lane_rect(shade.day, shade.lane, shade.starts, shade.ends)
            if box.isEmpty() or not box.intersects(area):
                continue
            if shade.kind == "holiday":
                painter.fillRect(box, look.c("shade"))
            painting.hatched(
                painter,
                box,
                look.c("hatch" if shade.kind == "closed" else "faint"),
                look.px(18),
                look.px(6),
            )
            if shade.text:
                words = QRectF(
                    box.left() + look.px(8),
                    box.top() + look.px(4),
                    box.width() - look.px(12),
                    look.px(18),
                )
                painting.text(painter, words, shade.text, look.font(11), look.c("text3"))
        faint = look.c("faint")
        for hour in range(content.first_hour, content.last_hour + 1):
            y = geometry.y(hour * 60)
            painting.horizontal(painter, geometry.measures.gutter, geometry.width, y, faint)
        for at in range(len(content.days)):
            painting.vertical(
                painter, geometry.day_left(at), area.top(), area.bottom(), look.c("line")
            )
            for lane in range(1, len(content.lanes)):
                painting.vertical(
                    painter,
                    geometry.day_left(at) + lane * geometry.lane_width,
                    geometry.head,
                    area.bottom(),
                    faint,
                )

    def hours(self, painter: QPainter, geometry: CalendarGeometry, scrolled: float) -> None:
        """The column of hours; `scrolled` shifts it sideways with the view."""
        look = self._look
        gutter = geometry.measures.gutter
        painter.fillRect(QRectF(scrolled, 0, gutter - 1, geometry.height), look.c("surface"))
        content = geometry.content
        for hour in range(content.first_hour, content.last_hour):
            y = geometry.y(hour * 60)
            box = QRectF(scrolled, y - look.px(8), gutter - look.px(8), look.px(16))
            painting.text(
                painter,
                box,
                clock(hour * 60),
                look.font(11),
                look.c("text2"),
                Qt.AlignmentFlag.AlignRight,
            )
        painting.vertical(
            painter, scrolled + gutter, geometry.head, geometry.height, look.c("line")
        )

    def head(self, painter: QPainter, geometry: CalendarGeometry, top: float, left: float) -> None:
        """The row of days (and lanes), kept in place at `top`."""
        look = self._look
        content = geometry.content
        height = geometry.measures.head
        gutter = geometry.measures.gutter
        painter.fillRect(
            QRectF(left, top, geometry.width, geometry.head - look.px(9)), look.c("surface")
        )
        painter.fillRect(
            QRectF(left + gutter, top, geometry.width, geometry.head), look.c("surface")
        )
        for at, day in enumerate(content.days):
            x = geometry.day_left(at)
            painting.vertical(painter, x, top, top + geometry.head, look.c("line"))
            today = day == content.today
            name = WEEKDAYS[day.weekday()]
            strong, plain = look.font(13, 600), look.font()
            width = painting.metrics(strong).horizontalAdvance(name)
            y = top - height * 0.14
            box = QRectF(x + look.px(11), y, width + 2, height)
            painting.text(painter, box, name, strong, look.c("accent" if today else "text"))
            rest = QRectF(box.right() + look.px(3), y, geometry.day_width - look.px(24), height)
            painting.text(
                painter, rest, f"{day:%d.%m.}", plain, look.c("accent" if today else "text2")
            )
            self._lane_names(painter, geometry, x, top + height)
        painting.horizontal(
            painter, left + gutter, geometry.width, top + geometry.head - 1, look.c("line")
        )

    def _lane_names(
        self, painter: QPainter, geometry: CalendarGeometry, x: float, top: float
    ) -> None:
        look = self._look
        lanes = geometry.content.lanes
        if len(lanes) < 2:
            return
        for at, lane in enumerate(lanes):
            left = x + at * geometry.lane_width
            box = QRectF(
                left + look.px(6),
                top - look.px(8),
                geometry.lane_width - look.px(8),
                geometry.measures.head,
            )
            painting.text(painter, box, lane.title, look.font(11, 500), look.c("text2"))

    def blocks(
        self,
        painter: QPainter,
        area: QRectF,
        rects: Sequence[QRectF],
        blocks: Sequence[CalendarBlock],
    ) -> None:
        """All blocks that touch `area`; those too small for words are drawn in one go."""
        tiny: dict[int, list[QRectF]] = {}
        for rect, block in zip(rects, blocks, strict=False):
            if not rect.intersects(area):
                continue
            if rect.width() < _TINY or rect.height() < _LOW:
                tiny.setdefault(block.colour % 6, []).append(rect)
            else:
                self.block(painter, rect, block, selected=False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for colour, places in tiny.items():
            pair = self._look.course_pair(colour)
            painter.setBrush(pair.fill)
            painter.drawRects(places)
            painter.setBrush(pair.edge)
            painter.drawRects(
                [QRectF(r.left(), r.top(), min(2.0, r.width() / 3), r.height()) for r in places]
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)

    def block(
        self, painter: QPainter, rect: QRectF, block: CalendarBlock, *, selected: bool
    ) -> None:
        """One block with as much of its text as fits."""
        look = self._look
        if selected:
            grown = rect.adjusted(-1.5, -1.5, 1.5, 1.5)
            painting.frame(painter, grown, look.px(7), look.c("surface"), look.c("accent"), 2)
            rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        ratio = painter.device().devicePixelRatioF()
        x, y = round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio
        painter.drawPixmap(QPointF(x, y), self._picture(rect, block, ratio))

    def _picture(self, rect: QRectF, block: CalendarBlock, ratio: float) -> QPixmap:
        """The drawn block, kept while size and words stay the same."""
        width, height = round(rect.width() * ratio), round(rect.height() * ratio)
        key = (
            block.title, block.lines, block.starts, block.ends, block.colour, block.childcare,
            block.rides, bool(block.conflict), block.hard, block.cancelled, block.mark,
            block.grouped, width, height,
        )  # fmt: skip
        found = self._pictures.get(key)
        if found is None:
            self._pixels += width * height
            if self._pixels > _MOST_PIXELS:
                self._pictures.clear()
                self._pixels = width * height
            found = QPixmap(max(1, width), max(1, height))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            inner = QPainter(found)
            self._draw(inner, QRectF(0, 0, width / ratio, height / ratio), block)
            inner.end()
            self._pictures[key] = found
        return found

    def _draw(self, painter: QPainter, rect: QRectF, block: CalendarBlock) -> None:
        look = self._look
        pair = look.course_pair(block.colour)
        radius = look.px(6) if rect.height() > 16 else 3
        if block.cancelled:
            dash = Qt.PenStyle.CustomDashLine
            painting.frame(painter, rect, radius, look.c("surface"), pair.edge, 1, dash)
        else:
            painting.block(painter, rect, pair.fill, pair.edge, radius)
        room = rect.width() - self._indent - 4
        if room < self._indent:
            return
        if block.conflict:
            side = look.px(14)
            x, y = rect.right() - side - look.px(3), rect.top() + look.px(4)
            icons.draw(painter, "triangle-alert", look.c(trouble_tone(block)), x, y, side)
        self._words(painter, block, rect, room)

    def _words(self, painter: QPainter, block: CalendarBlock, rect: QRectF, room: float) -> None:
        left, step, height = rect.left() + self._indent, self._line_height, rect.height()
        lines = max(1, int((height - 4) // step))
        y = rect.top() + (self._above if height >= 24 else max(0.0, (height - step) / 2))
        painter.setPen(self._text)
        painter.setFont(self._title)
        free = room - self._look.px(14) if block.conflict else room
        for words in self._head(block, free, 2 if lines > 3 else 1):
            painter.drawStaticText(QPointF(left, y), self._static(words, strong=True))
            if block.cancelled:
                wide = self._measure.horizontalAdvance(words)
                painter.drawLine(QPointF(left, y + step / 2), QPointF(left + wide, y + step / 2))
            y += step
            lines -= 1
        if lines > 0:
            painter.setFont(self._line)
            self._details(painter, block, QRectF(left, y, room, rect.bottom() - y), lines)

    def _head(self, block: CalendarBlock, room: float, most: int) -> Sequence[str]:
        """Return the title, or where it would be cut the number of the course, in one or two."""
        lines = self._lines(block.title, room, most, strong=True)
        if not block.number or not lines or not lines[-1].endswith("…"):
            return lines
        if self._measure.horizontalAdvance(block.mark) <= room:
            return (block.mark,)
        first, dash, last = block.mark.rpartition("-")
        halves = (f"{first}{dash}", last)
        fits = all(self._measure.horizontalAdvance(half) <= room for half in halves)
        return halves if dash and most > 1 and fits else lines

    def _details(self, painter: QPainter, block: CalendarBlock, box: QRectF, lines: int) -> None:
        counts = 1 if block.childcare or block.rides else 0
        if lines < 1:
            return
        first = [CANCELLED] if block.cancelled else []
        words = " · ".join([*first, clock_span(block.starts, block.ends), *block.lines])
        most = max(1, lines - counts)
        y = box.top()
        for line in self._lines(words, box.width(), min(most, 4), strong=False):
            painter.drawStaticText(QPointF(box.left(), y), self._static(line, strong=False))
            y += self._line_height
            lines -= 1
        if counts and lines > 0:
            self._counts(painter, block, box.left(), y + self._look.px(2), box.right())

    def _counts(
        self, painter: QPainter, block: CalendarBlock, x: float, y: float, right: float
    ) -> None:
        look = self._look
        colour = look.c("text2")
        painter.setPen(colour)
        side = look.px(13)
        for icon, words in (("baby", block.childcare), ("bus", block.rides)):
            if not words:
                continue
            width = self._plain.horizontalAdvance(words)
            if x + side + look.px(3) + width > right + 2:
                return
            icons.draw(painter, icon, colour, x, y + look.px(1), side)
            painter.drawStaticText(
                QPointF(x + side + look.px(3), y - 1), self._static(words, strong=False)
            )
            x += side + width + look.px(13)

    def ghost_area(self, rect: QRectF, ghost: Ghost, width: float) -> QRectF:
        """What is to be painted anew where a ghost comes or goes on a canvas of that width."""
        del ghost, width
        return rect.adjusted(-4, -4, 4, 4)

    def ghost(self, painter: QPainter, ghost: Ghost, rect: QRectF, width: float) -> None:
        """The dashed place where a block would stand, with the verdict in words."""
        del width
        look = self._look
        tone = VERDICT_TONES[ghost.verdict.state]
        painting.frame(
            painter,
            rect,
            look.px(6),
            look.c("surface"),
            look.c(tone),
            2,
            Qt.PenStyle.CustomDashLine,
        )
        box = rect.adjusted(look.px(10), look.px(6), -look.px(6), -look.px(4))
        painter.save()
        painter.setClipRect(rect)
        y = box.top()
        painter.setPen(look.c("text"))
        painter.setFont(self._title)
        for line in self._lines(ghost.block.title, box.width(), 2, strong=True):
            painter.drawStaticText(QPointF(box.left(), y), self._static(line, strong=True))
            y += self._line_height
        painter.setFont(self._line)
        words = f"{clock_span(ghost.starts, ghost.ends)} · {ghost.text or VERDICTS[tone]}"
        for line in self._lines(words, box.width(), 3, strong=False):
            painter.drawStaticText(QPointF(box.left(), y), self._static(line, strong=False))
            y += self._line_height
        if ghost.verdict.reason:
            painter.setPen(look.c(tone if tone != "accent" else "text2"))
            for line in self._lines(ghost.verdict.reason, box.width(), 4, strong=False):
                painter.drawStaticText(QPointF(box.left(), y), self._static(line, strong=False))
                y += self._line_height
        painter.restore()

    def _lines(self, words: str, width: float, most: int, *, strong: bool) -> tuple[str, ...]:
        key = (words, int(width), most, strong)
        found = self._wrapped.get(key)
        if found is None:
            if len(self._wrapped) > _LIMIT:
                self._wrapped.clear()
            font = self._title if strong else self._line
            found = tuple(painting.wrapped(font, words, width, most))
            self._wrapped[key] = found
        return found

    def _static(self, words: str, *, strong: bool) -> QStaticText:
        key = (words, 0, strong)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) > _LIMIT:
                self._texts.clear()
            found = QStaticText(words)
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            found.prepare(font=self._title if strong else self._line)
            self._texts[key] = found
        return found


def trouble_tone(block: CalendarBlock) -> str:
    """Return the colour of its mark: a conflict is red, a hint is not."""
    return "bad" if block.hard else "warning"


VERDICT_TONES = {"free": "accent", "soft": "warning", "taken": "bad"}
VERDICTS = {"accent": "frei", "warning": "besser nicht", "bad": "belegt"}
