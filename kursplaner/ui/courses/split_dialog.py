"""Some people of a course go on in a new one; who goes is ticked, the rest is proposed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.courses import changes
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind, EnrolmentStatus
from kursplaner.planning.courses import splitting
from kursplaner.planning.courses.continuation import next_number
from kursplaner.planning.courses.splitting import SplitPlan, SplitWish
from kursplaner.store.queries.courses.course_facts import numbers_taken
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.store.session import Db
from kursplaner.store.workspace import concerning
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.weekly_fields import WeeklyFields
from kursplaner.ui.form_dialog import FormDialog, Later, Outlook
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import DateField, Field, Text, TextField

LIST_HEIGHT = 132


Seen = tuple[SplitPlan, changes.Preview]


class SplitDialog(FormDialog):
    """Asks who goes, from which day, and when the new course is held.

    Attributes:
        created: the id of the new course once it is stored.
    """

    def __init__(
        self, context: AppContext, course: CourseDetail, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Teilen", parent, width=600, height=170)
        self._course = course
        self._plan: SplitPlan | None = None
        self.created: int | None = None
        with context.workspace.read() as db:
            chosen = set(splitting.half(db, course.row.id))
            number = next_number(f"{course.row.number}-1", numbers_taken(db))
        self.day = DateField(None, name="Ab")
        self.number = TextField(number, name="Nummer des neuen Kurses")
        head = f"{course.row.number}, {course.row.title}"
        self.body.addWidget(Text(head, "plain", "second", wrap=True))
        self.add_line(("Ab", self.day, 1), ("Nummer des neuen Kurses", self.number, 1))
        self.people = self._list(chosen)
        self.body.addWidget(Field("Wer in den neuen Kurs geht", self.people))
        self.weekly = WeeklyFields(changes.weekly_of(course.lessons, minute_at(clock.now())))
        self.body.addWidget(self.weekly)
        changed = (
            *(self.day.changed, self.number.editingFinished),
            *(self.people.itemChanged, self.weekly.edited),
        )
        self.begin("Übernehmen", "check", self._split, self._look, changed, self.day)

    def _list(self, chosen: set[int]) -> QListWidget:
        people = QListWidget()
        people.setAccessibleName("Wer in den neuen Kurs geht")
        people.setMaximumHeight(theme().px(LIST_HEIGHT))
        self.keep_high(people, LIST_HEIGHT, least=72)
        for row in self._course.people:
            if row.status != EnrolmentStatus.ENROLLED:
                continue
            item = QListWidgetItem(names.shown(row.name, hidden=self._context.names_hidden))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            going = row.person_id in chosen
            item.setCheckState(Qt.CheckState.Checked if going else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, row.person_id)
            people.addItem(item)
        return people

    def choose(self, person_id: int, *, goes: bool) -> None:
        """Tick or untick somebody."""
        for at in range(self.people.count()):
            item = self.people.item(at)
            if item.data(Qt.ItemDataRole.UserRole) == person_id:
                item.setCheckState(Qt.CheckState.Checked if goes else Qt.CheckState.Unchecked)

    def chosen(self) -> tuple[int, ...]:
        """Return who is ticked."""
        items = (self.people.item(at) for at in range(self.people.count()))
        return tuple(
            int(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def _look(self) -> Outlook | Later[Seen]:
        """Find out what the split would do, off the window's thread."""
        day, weekly, people = self.day.value(), self.weekly.weekly(), self.chosen()
        if day is None:
            return Outlook("Bitte geben Sie den ersten Tag des neuen Kurses an.", ready=False)
        if weekly is None:
            return Outlook("Bitte geben Sie Beginn und Ende an.", ready=False)
        if not people:
            return Outlook("Bitte wählen Sie, wer in den neuen Kurs geht.", ready=False)
        wish = SplitWish(
            self._course.row.id,
            day,
            people,
            number=self.number.text().strip(),
            weekly=weekly if self.weekly.changed() else (),
        )
        workspace, hidden = self._context.workspace, self._context.names_hidden

        def work() -> Seen:
            with workspace.rehearse() as db:
                plan = splitting.propose(db, wish)
                return plan, changes.of_split(db, plan, hidden=hidden)

        return Later((wish, hidden), work, self._seen)

    def _seen(self, found: Seen) -> Outlook:
        self._plan, seen = found
        return self.outlook(seen.lines, seen.conflicts, accepts=False)

    def _split(self) -> None:
        plan, row = self._plan, self._course.row
        if plan is None:
            return

        def work(db: Db) -> int:
            created = splitting.apply(db, plan)
            concerning(db, "course", created)
            return created

        people = counted(len(plan.person_ids), "person")
        told = f"{row.number} geteilt: {people} in {plan.course.draft.number}"
        done = self.act(ActKind.COURSE_SPLIT, work, told, [("course", row.id)])
        self.created = done.value if done is not None else None
