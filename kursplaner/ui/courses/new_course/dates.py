"""The dates of a planned course: strip, months, and what falls away."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kursplaner.desk.courses import plan_board
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.days import short_day
from kursplaner.domain.holidays import DaysOff, Holiday
from kursplaner.domain.kinds import SkipReason
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.ui.courses.new_course.services import narrow
from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    DayMark,
    Divider,
    Elide,
    IconButton,
    MiniMonths,
    MonthLegend,
    MonthStrip,
    StripHolidays,
    Text,
)

MONTHS_SHOWN = 3
SCHOOL = SkipReason.SCHOOL_HOLIDAY
WIDTH_OF_SKIPPED = 224
WIDTH_WHEN_NARROW = 192
MONTH_GAP = 16
LEGEND_LEAST = 800


class PlanDates(Card):
    """What days the course takes; a click takes a day in or leaves it out.

    Signals:
        taken_in(object), left_out(object): a day.
    """

    taken_in = Signal(object)
    left_out = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, spacing=0, parent=parent)
        self.setAccessibleName("Termine")
        self.body.setContentsMargins(0, 0, 0, 0)
        self._plan: CoursePlan | None = None
        self._marks: dict[date, DayMark] = {}
        self._first_month = 0
        self._shown: tuple[tuple[int, int], ...] = ()
        self._size, self._period = Text("", "head"), Elide("", "plain", "second")
        self.strip = MonthStrip()
        self.months = MiniMonths()
        self.months.day_clicked.connect(self._day_clicked)
        self.take_in_buttons: dict[date, Button] = {}
        self._lay_out()

    def show_plan(self, plan: CoursePlan, off: DaysOff, hints: frozenset[date]) -> None:
        """Show a plan; `hints` are days with something to know."""
        self._plan = plan
        size, period = plan_board.headline(plan)
        self._size.show_text(size)
        self._period.show_text(period)
        first = plan.first_day.replace(day=1)
        last = max(plan.term_end, plan.last_day + timedelta(days=21))
        spans = off.between(first, last)
        self._marks = _marks(plan, spans, hints)
        shown = [
            StripHolidays(holiday.first_day, holiday.last_day, _short(holiday))
            for holiday in spans
            if holiday.days > 1
        ]
        self.strip.show_plan(
            first, last, self._marks, shown, plan.last_day, plan_board.reserve_text(plan)
        )
        self.fit()
        self._show_months()
        self._show_skipped(plan)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        side = theme().px(16)
        head.setContentsMargins(side, theme().px(10), side, theme().px(10))
        head.setSpacing(theme().px(8))
        head.addWidget(self._size)
        head.addWidget(self._period)
        head.addStretch(1)
        self._legend = MonthLegend()
        head.addWidget(self._legend)
        self.body.addLayout(head)
        self.body.addWidget(Divider())
        strip = QHBoxLayout()
        strip.setContentsMargins(theme().px(12), theme().px(10), side, theme().px(10))
        strip.addWidget(self.strip)
        self.body.addLayout(strip)
        self.body.addWidget(Divider())
        row = QHBoxLayout()
        row.setContentsMargins(theme().px(10), theme().px(12), theme().px(8), theme().px(8))
        row.setSpacing(theme().px(8))
        row.addLayout(self._month_column(), 1)
        row.addWidget(_Upright())
        row.addWidget(self._skipped_column())
        self.body.addLayout(row)

    def _month_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.months, 0, Qt.AlignmentFlag.AlignTop)
        self._steps = QWidget()
        steps = QHBoxLayout(self._steps)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(theme().px(4))
        self._back = IconButton("chevron-left", "Frühere Monate")
        self._forth = IconButton("chevron-right", "Spätere Monate")
        self._back.clicked.connect(lambda: self._step(-1))
        self._forth.clicked.connect(lambda: self._step(1))
        self._months_text = Text("", "note", "second")
        for widget in (self._back, self._months_text, self._forth):
            steps.addWidget(widget)
        steps.addStretch(1)
        column.addWidget(self._steps)
        column.addStretch(1)
        return column

    def _skipped_column(self) -> QWidget:
        self._skipped_area = QScrollArea()
        self._skipped_area.setWidgetResizable(True)
        self._skipped_area.setProperty("ground", "surface")
        self._skipped_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._skipped_area.setFixedWidth(self._skipped_width())
        self._skipped_area.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self._skipped_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._skipped_area

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._legend.setVisible(self.width() >= theme().px(LEGEND_LEAST))
        if self._plan is not None and self._across() != len(self._shown):
            self._show_months()

    def fit(self) -> None:
        """Take the width the window leaves."""
        self._skipped_area.setFixedWidth(self._skipped_width())

    def _skipped_width(self) -> int:
        return theme().px(WIDTH_WHEN_NARROW if narrow(self) else WIDTH_OF_SKIPPED)

    def _across(self) -> int:
        """How many months stand side by side: at most three, so that they keep one row."""
        inside = self.width() - self._skipped_width() - theme().px(44)
        month_width = theme().px(29) * 7 + theme().px(MONTH_GAP)
        return max(1, min(MONTHS_SHOWN, (inside + theme().px(MONTH_GAP)) // month_width))

    def _step(self, by: int) -> None:
        self._first_month += by * self._across()
        self._show_months()

    def _show_months(self) -> None:
        if self._plan is None:
            return
        dates = [lesson.day for lesson in self._plan.lessons]
        months = plan_board.months_of([*dates, *(skipped.day for skipped in self._plan.skipped)])
        across = self._across()
        most = max(0, len(months) - across)
        self._first_month = max(0, min(self._first_month, most))
        counts = Counter((day.year, day.month) for day in dates)
        shown = months[self._first_month : self._first_month + across]
        self._shown = tuple(shown)
        texts = {month: counted(count, "lesson") for month, count in counts.items()}
        self.months.show_plan(shown, self._marks, texts)
        self._steps.setVisible(len(months) > across)
        self._back.setEnabled(self._first_month > 0)
        self._forth.setEnabled(self._first_month < most)
        last = self._first_month + len(shown)
        self._months_text.show_text(f"Monat {self._first_month + 1} bis {last} von {len(months)}")

    def _show_skipped(self, plan: CoursePlan) -> None:
        inside = QWidget()
        inside.setProperty("ground", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme().px(4), 0, theme().px(8), 0)
        column.setSpacing(theme().px(2))
        self.take_in_buttons = {}
        count = len(plan.skipped)
        title = f"Fällt weg: {counted(count, 'lesson')}" if count else "Kein Termin fällt weg"
        column.addWidget(Text(title, "head"))
        for group in plan_board.skipped_groups(plan):
            column.addWidget(Elide(group.title, "note", "second"))
            for day in group.days:
                column.addWidget(self._skipped_day(day))
        column.addStretch(1)
        self._skipped_area.setWidget(inside)

    def _skipped_day(self, day: date) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        label = Text(short_day(day), "plain", "second")
        font = label.font()
        font.setStrikeOut(True)
        label.setFont(font)
        row.addWidget(label)
        row.addStretch(1)
        button = Button("aufnehmen", "link", "plus", name=f"{short_day(day)} aufnehmen")
        button.clicked.connect(lambda: self.taken_in.emit(day))
        self.take_in_buttons[day] = button
        row.addWidget(button)
        return line

    def _day_clicked(self, day: object) -> None:
        if self._plan is None or not isinstance(day, date):
            return
        if any(lesson.day == day for lesson in self._plan.lessons):
            self.left_out.emit(day)
        elif any(skipped.day == day for skipped in self._plan.skipped):
            self.taken_in.emit(day)


class _Upright(QWidget):
    """A line from top to bottom."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painting.vertical(QPainter(self), 0, 0, self.height(), theme().c("faint"))


def _marks(
    plan: CoursePlan, spans: tuple[Holiday, ...], hints: frozenset[date]
) -> dict[date, DayMark]:
    marks: dict[date, DayMark] = {}
    order = sorted(spans, key=lambda holiday: holiday.reason is not SCHOOL)
    for span in order:
        state = "vacation" if span.reason is SCHOOL else "holiday"
        if span.reason is SkipReason.CLOSING_DAY:
            state = "closed"
        for step in range(span.days):
            day = span.first_day + timedelta(days=step)
            marks[day] = DayMark(state, span.name)  # type: ignore[arg-type]
    for skipped in plan.skipped:
        public = skipped.reason in {SkipReason.PUBLIC_HOLIDAY, SkipReason.CLOSING_DAY}
        if not public:
            marks[skipped.day] = DayMark("skipped", f"fällt weg: {skipped.name}".rstrip(": "))
    for lesson in plan.lessons:
        state = "hint" if lesson.day in hints else "term"
        marks[lesson.day] = DayMark(state)  # type: ignore[arg-type]
    return marks


def _short(holiday: Holiday) -> str:
    """Return "Winter" for "Winterferien", "Ostern" for the long names of spring."""
    name = holiday.name
    for long, short in (
        ("Oster", "Ostern"),
        ("Pfingst", "Pfingsten"),
        ("Himmelfahrt", "Pfingsten"),
    ):
        if name.startswith(long):
            return short
    return name if name.startswith("Sommer") else name.removesuffix("ferien")
