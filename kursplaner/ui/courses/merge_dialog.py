"""One course goes up in another: who and what goes along stands there before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.courses import changes
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind, CourseStatus
from kursplaner.planning.courses import merging
from kursplaner.planning.courses.merging import MergePlan, MergeWish
from kursplaner.store.queries.courses.courses import CourseDetail, CourseRow, course_rows
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Later, Outlook
from kursplaner.ui.widgets import Choice, ChoiceField, DateField, Field, NumberField, Text

NONE = Choice("", "Bitte wählen")


Seen = tuple[MergePlan, changes.Preview]


class MergeDialog(FormDialog):
    """Asks which course takes the people on and from which day."""

    def __init__(
        self, context: AppContext, course: CourseDetail, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Zusammenlegen", parent, width=600, height=170)
        self._course = course
        self._plan: MergePlan | None = None
        self._others = {str(row.id): row for row in self._open_courses()}
        choices = [Choice(key, f"{row.number}, {row.title}") for key, row in self._others.items()]
        self.into = ChoiceField([NONE, *choices], "", name="Geht auf in")
        self.day = DateField(None, name="Ab")
        self.places = NumberField(0, name="Plätze dort", least=1, most=500)
        head = f"{course.row.number}, {course.row.title}"
        self.body.addWidget(Text(head, "plain", "second", wrap=True))
        self.body.addWidget(Field("Dieser Kurs geht auf in", self.into))
        self.add_line(("Ab", self.day, 1), ("Plätze dort dann", self.places, 1))
        self.into.chosen.connect(self._into_chosen)
        changed = (self.day.changed, self.places.valueChanged)
        self.begin("Übernehmen", "check", self._merge, self._look, changed, self.into)

    def _open_courses(self) -> list[CourseRow]:
        today = self._context.today()
        with self._context.workspace.read() as db:
            rows = course_rows(db, minute_at(clock.now()))
        return [
            row
            for row in rows
            if row.id != self._course.row.id
            and row.status == CourseStatus.ACTIVE
            and row.last_day is not None
            and row.last_day >= today
        ]

    def _into_chosen(self, key: str) -> None:
        row = self._others.get(key)
        if row is not None and self.places.value() != row.capacity:
            self.places.setValue(row.capacity)
        self.propose()

    def _look(self) -> Outlook | Later[Seen]:
        """Find out what the merge would do, off the window's thread."""
        row, day = self._others.get(self.into.current()), self.day.value()
        if row is None or day is None:
            return Outlook(
                "Bitte wählen Sie den anderen Kurs und den ersten Tag dort.", ready=False
            )
        places = self.places.value()
        wish = MergeWish(
            self._course.row.id,
            row.id,
            day,
            capacity=places if places != row.capacity else None,
            accept=self.accept_reason or None,
        )
        workspace, hidden = self._context.workspace, self._context.names_hidden

        def work() -> Seen:
            with workspace.rehearse() as db:
                plan = merging.propose(db, wish)
                return plan, changes.of_merge(db, plan, hidden=hidden)

        return Later((wish, hidden), work, self._seen)

    def _seen(self, found: Seen) -> Outlook:
        self._plan, seen = found
        return self.outlook(seen.lines, seen.conflicts)

    def _merge(self) -> None:
        plan, row = self._plan, self._course.row
        if plan is None:
            return
        into = self._others[str(plan.wish.into_id)]
        people = counted(len(plan.people), "person")
        self.act(
            ActKind.COURSES_MERGED,
            lambda db: merging.apply(db, plan),
            f"{row.number} geht in {into.number} auf, {people} mit",
            [("course", row.id), ("course", into.id)],
        )
