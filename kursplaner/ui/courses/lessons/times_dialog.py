"""Other times for some weeks, with the units counted anew before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.courses import changes
from kursplaner.desk.courses.changes import Preview, weekly_of
from kursplaner.desk.wording.changes.of_courses import changed_from
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.other_times import NewTime, TimesWish
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.change_dialog import ChangeDialog, WeeklyFields
from kursplaner.ui.widgets import DateField, Field, Row, Switch


class TimesDialog(ChangeDialog):
    """Asks for the days and the new hours; says what moves and what is missing then."""

    def __init__(
        self, context: AppContext, course: CourseDetail, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, course, "Andere Zeiten", parent)
        self._plan: LessonPlan[TimesWish] | None = None
        self.first = DateField(None, name="Erster Tag")
        self.last = DateField(None, name="Letzter Tag")
        self.add_line(Field("Vom", self.first), Field("bis zum", self.last))
        self.weekly = WeeklyFields(weekly_of(course.lessons, minute_at(clock.now())))
        self.add_field(self.weekly)
        self.at_end = Switch("Was fehlt, am Ende unterrichten")
        self.add_field(Row("Was fehlt, am Ende unterrichten", tool=self.at_end, margin=0))
        self.first.changed.connect(self.propose)
        self.last.changed.connect(self.propose)
        self.at_end.toggled.connect(self.propose)
        for fields in self.weekly.times:
            for field in fields:
                field.changed.connect(self.propose)
        self.propose()
        self.first.setFocus()

    def look(self) -> Preview | str:
        """Find out what the other times would do."""
        first, last = self.first.value(), self.last.value()
        self._plan = None
        if first is None or last is None:
            return "Bitte geben Sie den ersten und den letzten Tag an, dann die neuen Uhrzeiten."
        if self.weekly.weekly() is None:
            return "Bitte geben Sie Beginn und Ende an."
        times = self.weekly.changed()
        if not times:
            return "Bitte geben Sie die neuen Uhrzeiten an."
        new = tuple(
            NewTime(lesson_time.weekday, lesson_time.starts, lesson_time.ends)
            for lesson_time in self._of_their_days()
        )
        wish = TimesWish(
            self._course.row.id,
            first,
            last,
            new,
            at_end=self.at_end.isChecked(),
        )
        with self._context.workspace.rehearse() as db:
            self._plan = changing.propose(db, wish, self.accept_reason or "")
            return changes.of_times(db, self._plan)

    def _of_their_days(self) -> list[NewTime]:
        """Return all times of the weekdays on which one changed, in their order."""
        weekdays = {lesson_time.weekday for lesson_time in self.weekly.changed()}
        return [
            NewTime(lesson_time.weekday, lesson_time.starts, lesson_time.ends)
            for lesson_time in self.weekly.weekly() or ()
            if lesson_time.weekday in weekdays
        ]

    def change(self) -> str:
        """Store the other times."""
        plan, row = self._plan, self._course.row
        if plan is None:
            return ""
        with self._context.workspace.change(ActKind.TIMES_CHANGED, [("course", row.id)]) as db:
            changing.apply(db, plan)
        count = counted(len(plan.moved.lessons), "lesson")
        return f"{row.title}: {count} zu anderen Zeiten, {changed_from(plan)}"
