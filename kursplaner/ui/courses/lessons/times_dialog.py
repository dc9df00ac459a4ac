"""Other times for some weeks, with the units counted anew before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.courses import changes
from kursplaner.desk.wording.changes.of_courses import changed_from
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.other_times import NewTime, TimesWish
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.weekly_fields import WeeklyFields
from kursplaner.ui.form_dialog import FormDialog, Later, Outlook
from kursplaner.ui.widgets import DateField, Row, Switch, Text

NO_DAYS = "Bitte geben Sie den ersten und den letzten Tag an, dann die neuen Uhrzeiten."


Seen = tuple[LessonPlan[TimesWish], changes.Preview]


class TimesDialog(FormDialog):
    """Asks for the days and the new hours; says what moves and what is missing then."""

    def __init__(
        self, context: AppContext, course: CourseDetail, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Andere Zeiten", parent, width=600, height=170)
        self._course = course
        self._plan: LessonPlan[TimesWish] | None = None
        self.first = DateField(None, name="Erster Tag")
        self.last = DateField(None, name="Letzter Tag")
        head = f"{course.row.number}, {course.row.title}"
        self.body.addWidget(Text(head, "plain", "second", wrap=True))
        self.add_line(("Vom", self.first, 1), ("bis zum", self.last, 1))
        self.weekly = WeeklyFields(changes.weekly_of(course.lessons, minute_at(clock.now())))
        self.body.addWidget(self.weekly)
        self.at_end = Switch("Was fehlt, am Ende unterrichten")
        self.body.addWidget(Row("Was fehlt, am Ende unterrichten", tool=self.at_end, margin=0))
        changed = (
            *(self.first.changed, self.last.changed),
            *(self.at_end.toggled, self.weekly.edited),
        )
        self.begin("Übernehmen", "check", self._change, self._look, changed, self.first)

    def _look(self) -> Outlook | Later[Seen]:
        """Find out what the other times would do, off the window's thread."""
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            return Outlook(NO_DAYS, ready=False)
        if self.weekly.weekly() is None:
            return Outlook("Bitte geben Sie Beginn und Ende an.", ready=False)
        if not self.weekly.changed():
            return Outlook("Bitte geben Sie die neuen Uhrzeiten an.", ready=False)
        new = tuple(self._of_their_days())
        wish = TimesWish(
            self._course.row.id,
            first,
            last,
            new,
            at_end=self.at_end.isChecked(),
        )
        workspace, reason = self._context.workspace, self.accept_reason

        def work() -> Seen:
            with workspace.rehearse() as db:
                plan = changing.propose(db, wish, reason)
                return plan, changes.of_times(db, plan)

        return Later((wish, reason), work, self._seen)

    def _seen(self, found: Seen) -> Outlook:
        self._plan, seen = found
        return self.outlook(seen.lines, seen.conflicts)

    def _of_their_days(self) -> list[NewTime]:
        """Return all times of the weekdays on which one changed, in their order."""
        weekdays = {lesson_time.weekday for lesson_time in self.weekly.changed()}
        return [
            NewTime(lesson_time.weekday, lesson_time.starts, lesson_time.ends)
            for lesson_time in self.weekly.weekly() or ()
            if lesson_time.weekday in weekdays
        ]

    def _change(self) -> None:
        plan, row = self._plan, self._course.row
        if plan is None:
            return
        count = counted(len(plan.moved.lessons), "lesson")
        self.act(
            ActKind.TIMES_CHANGED,
            lambda db: changing.apply(db, plan),
            f"{row.title}: {count} zu anderen Zeiten, {changed_from(plan)}",
            [("course", row.id)],
        )
