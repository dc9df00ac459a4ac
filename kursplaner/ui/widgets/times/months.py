"""The dates of a course: a strip over the half-year and small months with every day's state."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kursplaner.desk.wording.words.counts import counted
from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.written import MONTHS, WEEKDAYS, short_date

DayState = Literal["term", "hint", "vacation", "skipped", "holiday", "closed"]
_WORDS = {
    "term": "Termin",
    "hint": "Termin mit Hinweis",
    "vacation": "Ferien",
    "skipped": "fällt weg",
    "holiday": "Feiertag",
    "closed": "geschlossen",
}
CELL, MONTH_GAP = 29, 16


@dataclass(frozen=True, slots=True)
class DayMark:
    """What a day is in the plan, and why."""

    state: DayState
    text: str = ""


@dataclass(frozen=True, slots=True)
class StripHolidays:
    """Holidays drawn as one box on the strip, both days included."""

    first: date
    last: date
    text: str = ""


class MonthStrip(QWidget):
    """All dates of a course between two days as thin marks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = date(2000, 1, 1)
        self._last = date(2000, 6, 30)
        self._marks: dict[date, DayMark] = {}
        self._holidays: tuple[StripHolidays, ...] = ()
        self._end: date | None = None
        self._reserve = ""
        self.setAccessibleName("Termine im Halbjahr")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_plan(
        self,
        first: date,
        last: date,
        marks: Mapping[date, DayMark],
        holidays: Sequence[StripHolidays] = (),
        end: date | None = None,
        reserve: str = "",
    ) -> None:
        """Show the plan; `end` gets a flag, `reserve` is written in the room after it."""
        self._first, self._last = first, last
        self._marks, self._holidays = dict(marks), tuple(holidays)
        self._end, self._reserve = end, reserve
        terms = sum(1 for mark in marks.values() if mark.state in {"term", "hint"})
        ending = f", Ende {short_date(end, year=True)}" if end else ""
        self.setAccessibleDescription(counted(terms, "lesson") + ending)
        self.update()

    def x_of(self, day: date) -> float:
        """The place of a day."""
        days = max(1, (self._last - self._first).days)
        return 4 + (day - self._first).days * (self.width() - 8) / days

    def sizeHint(self) -> QSize:
        return QSize(theme().px(480), theme().px(56))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = theme()
        self._paint_months(painter)
        top, height = look.px(22), look.px(28)
        for days in self._holidays:
            self._paint_off(painter, days, top, height)
        good, hint = look.course_pair(1).edge, look.c("warning")
        for day, mark in self._marks.items():
            if mark.state in {"term", "hint"}:
                box = QRectF(self.x_of(day), top, look.px(4), height)
                painting.frame(painter, box, 2, good if mark.state == "term" else hint)
        self._paint_end(painter, top, height)

    def _paint_months(self, painter: QPainter) -> None:
        look, day = theme(), self._first.replace(day=1)
        while day <= self._last:
            x, after = self.x_of(max(day, self._first)), (day + timedelta(days=32)).replace(day=1)
            if day > self._first:
                painting.vertical(painter, x - look.px(6), 0, self.height(), look.c("line"))
            area = QRectF(x, 0, self.x_of(after) - x, look.px(18))
            name = MONTHS[day.month - 1][: None if area.width() >= look.px(72) else 3]
            painting.text(painter, area, name, look.font(11), look.c("text2"))
            day = after

    def _paint_off(self, painter: QPainter, days: StripHolidays, top: int, height: int) -> None:
        look = theme()
        left = self.x_of(max(days.first, self._first))
        right = self.x_of(min(days.last + timedelta(days=1), self._last))
        if right <= left:
            return
        box = QRectF(left, top, max(right - left, look.px(6)), height)
        painting.frame(painter, box, look.px(4), look.c("shade"), look.c("line"))
        if box.width() > look.px(32):
            painting.text(
                painter,
                box,
                days.text,
                look.font(11),
                look.c("text2"),
                Qt.AlignmentFlag.AlignHCenter,
            )

    def _paint_end(self, painter: QPainter, top: int, height: int) -> None:
        if self._end is None:
            return
        look = theme()
        left = self.x_of(self._end) + look.px(12)
        box = QRectF(left, top + look.px(4), look.px(44), look.px(20))
        if box.right() > self.width():
            return
        painting.frame(painter, box, look.px(10), look.c("good_weak"))
        painting.text(
            painter, box, "Ende", look.font(12, 500), look.c("good"), Qt.AlignmentFlag.AlignHCenter
        )
        left, right = self._widest_gap(box.right(), self._end)
        room = QRectF(left + look.px(8), top, right - left - look.px(16), height)
        width = painting.metrics(look.font(11)).horizontalAdvance(self._reserve)
        if self._reserve and room.width() > width:
            painting.text(
                painter,
                room,
                self._reserve,
                look.font(11),
                look.c("text2"),
                Qt.AlignmentFlag.AlignHCenter,
            )

    def _widest_gap(self, left: float, end: date) -> tuple[float, float]:
        """The widest free room between the holidays after the end."""
        gaps: list[tuple[float, float]] = []
        for days in sorted((s for s in self._holidays if s.last > end), key=lambda s: s.first):
            gaps.append((left, self.x_of(days.first)))
            left = max(left, self.x_of(days.last + timedelta(days=1)))
        return max((*gaps, (left, float(self.width()))), key=lambda gap: gap[1] - gap[0])


class MiniMonths(QWidget):
    """Small months side by side, wrapping; a click or Enter on a day tells it.

    Signals:
        day_clicked(object): a date.
    """

    day_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: tuple[tuple[int, int], ...] = ()
        self._marks: dict[date, DayMark] = {}
        self._counts: dict[tuple[int, int], str] = {}
        self._current: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Monate")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_plan(
        self,
        months: Sequence[tuple[int, int]],
        marks: Mapping[date, DayMark],
        counts: Mapping[tuple[int, int], str] | None = None,
    ) -> None:
        """Show months (year, month) with the marks of their days and a count each."""
        self._months = tuple(months)
        self._marks = dict(marks)
        self._counts = dict(counts or {})
        listed = [f"{short_date(day)} {_WORDS[mark.state]}" for day, mark in sorted(marks.items())]
        self.setAccessibleDescription(", ".join(listed))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        across = self._across(width)
        rows = -(-len(self._months) // across) if self._months else 1
        return rows * self._month_height()

    def sizeHint(self) -> QSize:
        width = (7 * theme().px(CELL) + theme().px(MONTH_GAP)) * max(1, min(3, len(self._months)))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(7 * theme().px(CELL) + theme().px(MONTH_GAP), self._month_height())

    def day_rect(self, day: date) -> QRectF:
        """The place of a day, empty if its month is not shown."""
        if (day.year, day.month) not in self._months:
            return QRectF()
        corner = self._corner(self._months.index((day.year, day.month)))
        cell = theme().px(CELL)
        first = day.replace(day=1).weekday()
        row, column = divmod(first + day.day - 1, 7)
        return QRectF(
            corner.x() + column * cell, corner.y() + theme().px(42) + row * cell, cell, cell
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        for number, (year, month) in enumerate(self._months):
            self._paint_head(painter, number, year, month)
            for day in range(1, calendar.monthrange(year, month)[1] + 1):
                self._paint_day(painter, date(year, month, day))

    def _paint_head(self, painter: QPainter, number: int, year: int, month: int) -> None:
        look = theme()
        corner = self._corner(number)
        cell = look.px(CELL)
        area = QRectF(corner.x() + look.px(6), corner.y(), 7 * cell - look.px(6), look.px(20))
        painting.text(painter, area, MONTHS[month - 1], look.font(13, 600), look.c("text"))
        painting.text(
            painter,
            area,
            self._counts.get((year, month), ""),
            look.font(12),
            look.c("text2"),
            Qt.AlignmentFlag.AlignRight,
        )
        for at, name in enumerate(WEEKDAYS):
            box = QRectF(corner.x() + at * cell, corner.y() + look.px(22), cell, look.px(18))
            painting.text(
                painter, box, name, look.font(11), look.c("text2"), Qt.AlignmentFlag.AlignHCenter
            )

    def _paint_day(self, painter: QPainter, day: date) -> None:
        look = theme()
        whole = self.day_rect(day)
        box = whole.adjusted(1, 1, -1, -1)
        mark = self._marks.get(day)
        state = mark.state if mark else ""
        weekend = day.weekday() > 4
        colour, weight = look.c("text3" if weekend else "text"), 400
        if state in {"term", "hint"}:
            pair = look.course_pair(1)
            fill = pair.fill if state == "term" else look.c("warning_weak")
            edge = pair.edge if state == "term" else look.c("warning")
            painting.block(painter, box, fill, edge, look.px(5))
            colour, weight = look.c("text" if state == "term" else "warning"), 600
        elif state in {"vacation", "skipped", "closed", "holiday"}:
            painting.frame(painter, box, look.px(4), look.c("shade"))
            colour = look.c("text2")
        if state in {"holiday", "closed"}:
            painting.hatched(painter, box, look.c("line"), 8, 2)
        if state == "skipped":
            painting.frame(
                painter, box, look.px(5), None, look.c("text3"), 1, Qt.PenStyle.CustomDashLine
            )
        font = look.font(12, weight)
        painting.text(painter, whole, str(day.day), font, colour, Qt.AlignmentFlag.AlignHCenter)
        if state == "skipped":
            middle = whole.center()
            painting.horizontal(
                painter, middle.x() - look.px(8), middle.x() + look.px(8), middle.y(), colour
            )
        if day == self._current and self.hasFocus():
            painting.frame(painter, whole, look.px(6), None, look.c("accent"), 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day:
            self._current = day
            self.update()
            self.day_clicked.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }.get(Qt.Key(event.key()))
        if step is not None and self._months:
            start = self._current or date(*self._months[0], 1) - timedelta(days=step)
            wanted = start + timedelta(days=step)
            if (wanted.year, wanted.month) in self._months:
                self._current = wanted
                self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Space} and self._current:
            self.day_clicked.emit(self._current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._day_at(QPointF(event.pos()))
            mark = self._marks.get(day) if day else None
            words = ""
            if day and mark:
                words = f"{short_date(day)}: {mark.text or _WORDS[mark.state]}"
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _day_at(self, point: QPointF) -> date | None:
        for year, month in self._months:
            for day in range(1, calendar.monthrange(year, month)[1] + 1):
                if self.day_rect(date(year, month, day)).contains(point):
                    return date(year, month, day)
        return None

    def _across(self, width: int) -> int:
        month_width = 7 * theme().px(CELL) + theme().px(MONTH_GAP)
        return max(1, (width + theme().px(MONTH_GAP)) // month_width)

    def _month_height(self) -> int:
        return theme().px(42 + 8) + 6 * theme().px(CELL)

    def _corner(self, number: int) -> QPointF:
        row, column = divmod(number, self._across(self.width()))
        month_width = 7 * theme().px(CELL) + theme().px(MONTH_GAP)
        return QPointF(column * month_width, row * self._month_height())


class MonthLegend(QWidget):
    """What the marks of strip and months mean, in words."""

    def __init__(
        self,
        states: Sequence[DayState] = ("term", "hint", "vacation", "skipped", "holiday"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._states = tuple(states)
        self.setAccessibleName(", ".join(self._word(state) for state in states))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme()
        font = painting.metrics(look.font(12))
        width = sum(font.horizontalAdvance(self._word(s)) + look.px(40) for s in self._states)
        return QSize(int(width), look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = theme()
        x = 0.0
        for state in self._states:
            box = QRectF(x, look.px(2), look.px(18), look.px(16))
            if state in {"term", "hint"}:
                pair = look.course_pair(1)
                painting.block(
                    painter,
                    box,
                    pair.fill if state == "term" else look.c("warning_weak"),
                    pair.edge if state == "term" else look.c("warning"),
                    look.px(4),
                )
            else:
                painting.frame(painter, box, look.px(4), look.c("shade"))
            if state in {"holiday", "closed"}:
                painting.hatched(painter, box, look.c("line"), 8, 2)
            if state == "skipped":
                painting.frame(
                    painter, box, look.px(4), None, look.c("text3"), 1, Qt.PenStyle.CustomDashLine
                )
            width = painting.metrics(look.font(12)).horizontalAdvance(self._word(state))
            area = QRectF(x + look.px(24), 0, width + 2, look.px(20))
            painting.text(painter, area, self._word(state), look.font(12), look.c("text2"))
            x += width + look.px(40)

    @staticmethod
    def _word(state: DayState) -> str:
        return "Hinweis" if state == "hint" else _WORDS[state]
