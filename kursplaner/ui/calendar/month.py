"""The month: every day with its lessons in a line each, holidays named; keys as in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kursplaner.basics.spans import clock_text
from kursplaner.desk.wording.words import days
from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import CalendarBlock
from kursplaner.ui.widgets.calendar.painting import trouble_tone

WEEK = 7
HEAD, LINE, TOP = 36, 19, 26
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_Down: WEEK,
}


@dataclass(frozen=True, slots=True)
class MonthContent:
    """Whole weeks of days with their blocks and the names of holidays."""

    days: tuple[date, ...] = ()
    month: int = 1
    blocks: tuple[CalendarBlock, ...] = ()
    holidays: Mapping[date, str] | None = None
    today: date | None = None


class MonthView(QWidget):
    """Weeks in rows; a click selects a lesson or a day, Enter or a double click opens the day.

    Signals:
        block_selected(object): key or None. day_activated(object): a date.
    """

    block_selected = Signal(object)
    block_activated = Signal(object)
    day_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = MonthContent()
        self._by_day: dict[date, list[CalendarBlock]] = {}
        self._current: date | None = None
        self._key: object = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Monat")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_content(self, content: MonthContent) -> None:
        """Show another month."""
        self._content = content
        self._by_day = {}
        for block in sorted(content.blocks, key=lambda block: (block.starts, block.title)):
            self._by_day.setdefault(block.day, []).append(block)
        if self._current not in content.days:
            self._current = content.today if content.today in content.days else None
        self._describe()
        self.update()

    def day_rect(self, day: date) -> QRectF:
        """The place of a day, empty when it is not shown."""
        if day not in self._content.days:
            return QRectF()
        row, column = divmod((day - self._content.days[0]).days, WEEK)
        head, width = theme().px(HEAD), self.width() / WEEK
        height = (self.height() - head) / max(1, len(self._content.days) // WEEK)
        return QRectF(column * width, head + row * height, width, height)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(720), theme().px(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(480), theme().px(280))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, look = QPainter(self), theme()
        painting.frame(painter, QRectF(self.rect()), look.px(10), look.c("surface"))
        for day in self._content.days:
            self._paint_day(painter, day)
        self._paint_head(painter)
        painting.frame(painter, QRectF(self.rect()), look.px(10), None, look.c("line"))

    def _paint_head(self, painter: QPainter) -> None:
        look, width = theme(), self.width() / WEEK
        for at in range(WEEK):
            box = QRectF(at * width + look.px(10), 0, width, look.px(HEAD))
            colour = look.c("text" if at < WEEK - 2 else "text2")
            painting.text(painter, box, days.weekday(at), look.font(13, 600), colour)
        painting.horizontal(painter, 1, self.width() - 1, look.px(HEAD), look.c("line"))

    def _paint_day(self, painter: QPainter, day: date) -> None:
        look, box = theme(), self.day_rect(day)
        holiday = (self._content.holidays or {}).get(day, "")
        inner = box.adjusted(1, 1, -1, -1)
        if holiday:
            painter.fillRect(inner, look.c("shade"))
        if day.weekday():
            painting.vertical(painter, box.left(), box.top(), box.bottom(), look.c("faint"))
        painting.horizontal(painter, box.left(), box.right(), box.top(), look.c("line"))
        own = day.month == self._content.month
        today = day == self._content.today
        colour = look.c("accent" if today else "text" if own else "text3")
        number = box.adjusted(look.px(10), look.px(5), -look.px(8), 0)
        number.setHeight(look.px(18))
        words = f"{day.day}." if own else f"{day.day}.{day.month}."
        painting.text(painter, number, words, look.font(12, 600 if today else 500), colour)
        if holiday:
            number.setLeft(number.left() + look.px(34))
            right = Qt.AlignmentFlag.AlignRight
            painting.text(painter, number, holiday, look.font(11), look.c("text2"), right)
        self._paint_blocks(painter, day, box)
        if day == self._current and self.hasFocus():
            painting.frame(painter, inner, look.px(6), None, look.c("accent"), 2)

    def _paint_blocks(self, painter: QPainter, day: date, box: QRectF) -> None:
        look = theme()
        blocks = self._by_day.get(day, [])
        room = self._room(box)
        shown = blocks if len(blocks) <= room else blocks[: max(0, room - 1)]
        for at, block in enumerate(shown):
            self._paint_block(painter, self._line(box, at), block)
        if len(shown) < len(blocks):
            rest = f"+ {len(blocks) - len(shown)} weitere"
            line = self._line(box, len(shown)).adjusted(look.px(8), 0, 0, 0)
            painting.text(painter, line, rest, look.font(11), look.c("text2"))

    def _paint_block(self, painter: QPainter, box: QRectF, block: CalendarBlock) -> None:
        look = theme()
        pair = look.course_pair(block.colour)
        painting.block(painter, box, pair.fill, pair.edge, look.px(4))
        if block.key == self._key:
            painting.frame(painter, box, look.px(4), None, look.c("accent"), 2)
        inner = box.adjusted(look.px(8), 0, -look.px(4), 0)
        if block.conflict:
            side = look.px(12)
            y = box.center().y() - side / 2
            tone = look.c(trouble_tone(block))
            icons.draw(painter, "triangle-alert", tone, inner.right() - side, y, side)
            inner.setRight(inner.right() - side - 2)
        font, at = look.font(11), clock_text(block.starts)
        words = f"{at} {block.title}"
        if painting.metrics(font).horizontalAdvance(words) > inner.width():
            words = f"{at} {block.mark}"
        painting.text(painter, inner, words, font, look.c("text"))

    def _line(self, box: QRectF, at: int) -> QRectF:
        look = theme()
        top = box.top() + look.px(TOP) + at * look.px(LINE)
        return QRectF(
            box.left() + look.px(4), top, box.width() - look.px(8), look.px(LINE) - look.px(2)
        )

    def _room(self, box: QRectF) -> int:
        look = theme()
        return max(0, int((box.height() - look.px(TOP) - 2) // look.px(LINE)))

    def _hit(self, point: QPointF) -> tuple[date | None, CalendarBlock | None]:
        for day in self._content.days:
            box = self.day_rect(day)
            if not box.contains(point):
                continue
            blocks: Sequence[CalendarBlock] = self._by_day.get(day, [])
            for at, block in enumerate(blocks[: self._room(box)]):
                if self._line(box, at).contains(point):
                    return day, block
            return day, None
        return None, None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day, block = self._hit(event.position())
        if day is not None:
            self._go(day, block)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day, block = self._hit(event.position())
        if block is not None:
            self.block_activated.emit(block.key)
        elif day is not None:
            self.day_activated.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self._content.days:
            start = self._current or self._content.days[0] - timedelta(days=step)
            wanted = start + timedelta(days=step)
            if wanted in self._content.days:
                self._go(wanted, next(iter(self._by_day.get(wanted, [])), None))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._current is not None:
            self.day_activated.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _go(self, day: date, block: CalendarBlock | None) -> None:
        self._current, self._key = day, block.key if block is not None else None
        self._describe()
        self.update()
        self.block_selected.emit(self._key)

    def _describe(self) -> None:
        day = self._current
        if day is None:
            self.setAccessibleDescription("")
            return
        parts = [days.full_day(day), (self._content.holidays or {}).get(day, "")]
        parts += [f"{clock_text(b.starts)} {b.title}" for b in self._by_day.get(day, [])]
        self.setAccessibleDescription(", ".join(part for part in parts if part))
