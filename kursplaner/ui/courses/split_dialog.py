"""Some people of a course go on in a new one; who goes is ticked, the rest is proposed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.courses import changes
from kursplaner.desk.courses.changes import Preview, weekly_of
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind, EnrolmentStatus
from kursplaner.planning.courses import splitting
from kursplaner.planning.courses.continuation import next_number
from kursplaner.planning.courses.splitting import SplitPlan, SplitWish
from kursplaner.store.queries.courses.course_facts import numbers_taken
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.store.workspace import concerning
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.change_dialog import ChangeDialog, WeeklyFields
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import DateField, Field, TextField

LIST_HEIGHT = 132


class SplitDialog(ChangeDialog):
    """Asks who goes, from which day, and when the new course is held.

    Attributes:
        created: the id of the new course once it is stored.
    """

    def __init__(
        self, context: AppContext, course: CourseDetail, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, course, "Teilen", parent)
        self._may_accept = False
        self._plan: SplitPlan | None = None
        self.created: int | None = None
        with context.workspace.read() as db:
            chosen = set(splitting.half(db, course.row.id))
            number = next_number(f"{course.row.number}-1", numbers_taken(db))
        self.day = DateField(None, name="Ab")
        self.number = TextField(number, name="Nummer des neuen Kurses")
        self.add_line(Field("Ab", self.day), Field("Nummer des neuen Kurses", self.number))
        self.people = self._list(chosen)
        self.add_field(Field("Wer in den neuen Kurs geht", self.people))
        self.weekly = WeeklyFields(weekly_of(course.lessons, minute_at(clock.now())))
        self.add_field(self.weekly)
        self.day.changed.connect(self.propose)
        self.number.editingFinished.connect(self.propose)
        self.people.itemChanged.connect(self.propose)
        for fields in self.weekly.times:
            for field in fields:
                field.changed.connect(self.propose)
        self.propose()
        self.day.setFocus()

    def _list(self, chosen: set[int]) -> QListWidget:
        people = QListWidget()
        people.setAccessibleName("Wer in den neuen Kurs geht")
        people.setFixedHeight(theme().px(LIST_HEIGHT))
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

    def look(self) -> Preview | str:
        """Find out what the split would do."""
        day, weekly, people = self.day.value(), self.weekly.weekly(), self.chosen()
        self._plan = None
        if day is None:
            return "Bitte geben Sie den ersten Tag des neuen Kurses an."
        if weekly is None:
            return "Bitte geben Sie Beginn und Ende an."
        if not people:
            return "Bitte wählen Sie, wer in den neuen Kurs geht."
        wish = SplitWish(
            self._course.row.id,
            day,
            people,
            number=self.number.text().strip(),
            weekly=weekly if self.weekly.changed() else (),
        )
        with self._context.workspace.rehearse() as db:
            self._plan = splitting.propose(db, wish)
            hidden = self._context.names_hidden
            return changes.of_split(db, self._plan, hidden=hidden)

    def change(self) -> str:
        """Split the course."""
        plan, row = self._plan, self._course.row
        if plan is None:
            return ""
        with self._context.workspace.change(ActKind.COURSE_SPLIT, [("course", row.id)]) as db:
            self.created = splitting.apply(db, plan)
            concerning(db, "course", self.created)
        people = counted(len(plan.person_ids), "person")
        return f"{row.number} geteilt: {people} in {plan.course.draft.number}"
