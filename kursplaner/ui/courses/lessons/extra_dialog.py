"""One lesson more for a course, by day and time typed in, with what it takes beneath."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import day_of, minute_of, minute_of_day
from kursplaner.desk.wording.changes.consequences import extra_lines
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.desk.wording.errors.sentences import sentence as refusal
from kursplaner.desk.wording.words import days
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, DateField, Dialog, Field, Text, TimeField

MOST_CONFLICTS = 3


class ExtraLessonDialog(Dialog):
    """Adds a lesson that is like another; asks only when, and says what comes with it."""

    def __init__(self, context: AppContext, row: LessonRow, parent: QWidget | None = None) -> None:
        super().__init__("Termin hinzufügen", parent, width=480)
        self._context, self._lesson = context, row
        self._plan: LessonPlan[CopyWish] | None = None
        like = f"wie {days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        self.body.addWidget(Text(f"{row.title}, {like}", "plain", "second", wrap=True))
        self.day = DateField(None, name="Tag")
        self.time = TimeField(minute_of_day(row.starts), name="Beginn")
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        line.addWidget(Field("Tag", self.day), 1)
        line.addWidget(Field("Beginn", self.time), 1)
        self.body.addLayout(line)
        self._says = Text("", wrap=True)
        self.body.addWidget(self._says)
        self.add_button(Button("Abbrechen"), rejects=True)
        self.store_button = self.add_button(Button("Termin hinzufügen", "primary", "plus"))
        self.store_button.setDefault(True)
        self.store_button.clicked.connect(self.store)
        self.day.changed.connect(self.propose)
        self.time.changed.connect(self.propose)
        self.propose()
        self.day.setFocus()

    def propose(self, _changed: object = None) -> None:
        """Show what would come with it."""
        day, at = self.day.value(), self.time.value()
        self._plan, says = None, "Bitte geben Sie Tag und Beginn an."
        if day is not None and at is not None:
            try:
                wish = CopyWish(self._lesson.id, minute_of(day, at))
                with self._context.workspace.rehearse() as db:
                    self._plan = changing.propose(db, wish)
            except KursplanerError as error:
                says = refusal(error)
            else:
                found = [sentence(conflict) for conflict in self._plan.conflicts[:MOST_CONFLICTS]]
                says = "\n".join([*extra_lines(self._plan.added[0]), *found])
        self._says.show_text(says)
        self.store_button.setEnabled(self._plan is not None and not self._plan.hard)

    def store(self) -> None:
        """Add it."""
        self.propose()
        plan, row = self._plan, self._lesson
        if plan is None or plan.hard:
            return
        subjects = [("course", row.course_id)]
        try:
            with self._context.workspace.change(ActKind.LESSON_ADDED, subjects) as db:
                changing.apply(db, plan)
        except KursplanerError as error:
            self._context.problem(error)
            return
        self.accept()
        when = f"{days.short_day(day_of(plan.wish.to))} {days.clock(minute_of_day(plan.wish.to))}"
        self._context.notice(f"{row.title}: Termin am {when} dazu", undo=True)
