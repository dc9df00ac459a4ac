"""The people of a course: enrolled, waiting in order, left; enrolling, leaving, moving up."""

from __future__ import annotations

from datetime import date

from kursplaner.basics import clock
from kursplaner.desk.wording.changes.of_enrolments import dates_text
from kursplaner.desk.wording.conflicts import sentences as conflict_words
from kursplaner.desk.wording.course_lines import enrolment_state
from kursplaner.desk.wording.people.people import age_text
from kursplaner.desk.wording.waiting import short_names, waiting_for
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import ActKind, EnrolmentStatus, LeaveReason, Way
from kursplaner.domain.kinds.counting import (
    ENROLMENTS_ENDED,
    ENROLMENTS_IN_LINE,
    ENROLMENTS_NOT_LEFT,
)
from kursplaner.exchange.lists.content import Kind
from kursplaner.planning.enrolments import moving_up, waiting_list
from kursplaner.planning.enrolments.moving_up import Chance, wants
from kursplaner.planning.enrolments.stays import whole_stays
from kursplaner.planning.enrolments.waiting_list import WaitingEntry
from kursplaner.store.queries.conflicts.limits import planned_lessons
from kursplaner.store.queries.courses.courses import CourseDetail, EnrolmentRow
from kursplaner.store.queries.courses.enrolments import ComingLesson, coming_lessons
from kursplaner.store.queries.people.people import family_of
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.lessons.panel import LessonAct, act_grid
from kursplaner.ui.courses.people.change_dialog import EnrolmentDialog
from kursplaner.ui.courses.people.dates_dialog import DatesDialog
from kursplaner.ui.courses.people.dialogs import LeaveDialog, PersonPicker
from kursplaner.ui.courses.people.moving_up import MoveUpDialog, move_up_all
from kursplaner.ui.courses.people.refuse_dialog import RefuseDialog
from kursplaner.ui.courses.people.waiting_card import WaitingCard
from kursplaner.ui.courses.tabs import CourseTab, Host, add_facts, note
from kursplaner.ui.list_output import ListOutput
from kursplaner.ui.people.family_dialog import FamilyDialog
from kursplaner.ui.widgets import (
    Cell,
    Choice,
    Column,
    Dialog,
    EmptyState,
    FixedRows,
    Inspector,
    ListRow,
    ListTable,
    Row,
    RowList,
    Segmented,
)

MOST_LACKS = 3
COLUMNS = (
    Column("name", "Name", 220, stretch=True),
    Column("state", "Stand", 230),
    Column("since", "Seit", 104, sortable=False, kind=Kind.DAY),
    Column("until", "Bis", 104, sortable=False, kind=Kind.DAY),
    Column("dates", "Termine", 112, sortable=False),
    Column("way", "Weg", 130, sortable=False),
    Column("children", "Kinder", 72, right=True, sortable=False, kind=Kind.INT),
    Column("childcare", "Betreuung", 92, sortable=False),
)
FILTERS = (
    Choice("in", "Im Kurs"),
    Choice("waiting", "Warteliste"),
    Choice("gone", "Ehemalige"),
)
STATES = {
    "in": ENROLMENTS_NOT_LEFT,
    "waiting": ENROLMENTS_IN_LINE,
    "gone": ENROLMENTS_ENDED,
}


class PeopleTab(CourseTab):
    """Lists people; the inspector has what can be done with the one selected."""

    def __init__(self, context: AppContext, host: Host) -> None:
        super().__init__(context, host)
        self.dialog: Dialog | None = None
        self._waiting: dict[int, WaitingEntry] = {}
        self._chance: Chance | None = None
        self._coming: list[ComingLesson] = []
        self._planned: dict[int, set[int]] = {}
        empty = EmptyState(
            "Hier stehen die Menschen des Kurses.",
            "Anmelden",
            "users",
            hint="Kursplatz, Betreuung und Fahrt werden zusammen geprüft.",
        )
        empty.wanted.connect(self.enrol)
        self.list = ListTable("Personen des Kurses", COLUMNS, FixedRows(COLUMNS, ()), empty=empty)
        ListOutput(context, self.list, "Personen des Kurses")
        self.filter = Segmented(FILTERS, "in", name="Wer")
        self.filter.chosen.connect(self._show_rows)
        self.list.filters.addWidget(self.filter)
        self.list.selected.connect(self._selected)
        self.list.activated.connect(self._open_person)
        self.waiting_card = WaitingCard()
        self.waiting_card.move_up_wanted.connect(self.move_up_all)
        self.waiting_card.hide()
        self.column.addWidget(self.waiting_card)
        self.column.addWidget(self.list, 1)

    def show_course(self, course: CourseDetail) -> None:
        """List everybody, the waiting list with what each lacks."""
        super().show_course(course)
        self._waiting, self._chance = {}, None
        self._read_dates(course)
        if any(enrolment.status == EnrolmentStatus.WAITING for enrolment in course.people):
            with self.context.workspace.read() as db:
                self._chance = chance = moving_up.chance(db, course.row.id, self.context.today())
            self._waiting = {
                waiting.enrolment_id: waiting for waiting in (*chance.fitting, *chance.staying)
            }
            known = {enrolment.person_id: enrolment.name for enrolment in course.people}
            fitting = [known[waiting.person_id] for waiting in chance.fitting]
            people = short_names(fitting, hidden=self.context.names_hidden)
            later = chance.day > max(self.context.today(), course.row.first_day)
            self.waiting_card.show_chance(chance, people, later=later)
        counts = {
            key: sum(1 for enrolment in whole_stays(course.people) if enrolment.status in states)
            for key, states in STATES.items()
        }
        for choice in FILTERS:
            count = counts[choice.key]
            self.filter.button(choice.key).setText(
                f"{choice.text} {count}" if count else choice.text
            )
        self._show_rows()

    def _read_dates(self, course: CourseDetail) -> None:
        some = [enrolment.id for enrolment in course.people if enrolment.only_planned]
        with self.context.workspace.read() as db:
            self._coming = coming_lessons(db, course.row.id, clock.minute())
            self._planned = planned_lessons(db, some)

    def inspect(self) -> None:
        """Show the person selected."""
        self._selected(self.list.current_key())

    def show_waiting(self) -> None:
        """Show the waiting list."""
        self.filter.choose("waiting")
        self._show_rows()

    def _show_rows(self, _key: str = "") -> None:
        people = whole_stays(self.course.people) if self.course is not None else ()
        wanted = STATES[self.filter.current()]
        shown = [enrolment for enrolment in people if enrolment.status in wanted]
        if self.filter.current() == "waiting":
            shown.sort(key=lambda enrolment: (enrolment.waiting_position or 0, enrolment.id))
        self.list.use(FixedRows(COLUMNS, [self._row(enrolment) for enrolment in shown]))
        waits = self.filter.current() == "waiting" and self._chance is not None
        self.waiting_card.setVisible(waits)

    def _row(self, row: EnrolmentRow) -> ListRow:
        words, tone = enrolment_state(row.status)
        entry = self._waiting.get(row.id)
        if entry is not None:
            waits = f"{entry.position}. {waiting_for(wants(entry.plan))}"
            words, tone = ("kann nachrücken", "good") if entry.plan.fits else (waits, "warning")
        elif row.status in STATES["gone"] and row.reason:
            words = f"{words}: {said(LeaveReason, row.reason)}"
        return ListRow(
            row.id,
            (
                Cell(self._name(row), strong=True),
                Cell(words, pill=tone),  # type: ignore[arg-type]
                _day(row.joined_on),
                _day(row.left_on),
                self._dates(row),
                said(Way, row.way),
                str(row.children) if row.children else "",
                "ja" if row.childcare_wanted else "",
            ),
        )

    def _dates(self, row: EnrolmentRow) -> str:
        """Return to which of the dates to come somebody comes."""
        only = self._planned.get(row.id, set()) if row.only_planned else None
        there = row.status in (*STATES["in"], *STATES["waiting"])
        return dates_text(self._coming, only) if there else ""

    def _name(self, row: EnrolmentRow) -> str:
        return names.shown(row.name, hidden=self.context.names_hidden)

    def _current(self) -> EnrolmentRow | None:
        key = self.list.current_key()
        people = self.course.people if self.course is not None else ()
        return next((enrolment for enrolment in people if enrolment.id == key), None)

    def _selected(self, _key: object) -> None:
        inspector, row = self.host.inspector, self._current()
        if inspector is None or not self.isVisible():
            return
        if row is None:
            self.host.show_facts()
            return
        words, _tone = enrolment_state(row.status)
        inspector.begin("Person", self._name(row), words)
        add_facts(
            inspector,
            [
                ("Im Kurs seit", days.full_day(row.joined_on) if row.joined_on else ""),
                ("Letzter Tag", days.full_day(row.left_on) if row.left_on else ""),
                ("Grund", said(LeaveReason, row.reason)),
                ("Übergangen" if row.id in self._waiting else "Dazu", row.reason_note),
                ("Weg", said(Way, row.way)),
            ],
        )
        self._add_family(inspector, row)
        entry = self._waiting.get(row.id)
        if entry is not None:
            self._add_lacks(inspector, entry)
        inspector.space(12)
        inspector.add(act_grid(self._acts(row)))
        inspector.finish()
        self.host.open_inspector()

    def _add_lacks(self, inspector: Inspector, entry: WaitingEntry) -> None:
        hidden = self.context.names_hidden
        hard = [conflict for conflict in entry.plan.lacks if conflict.hard]
        hints = [conflict for conflict in entry.plan.lacks if not conflict.hard]
        for title, some in (("Es fehlt", hard), ("Hinweis", hints)):
            if some:
                inspector.section(title, small=True)
            told = dict.fromkeys(conflict_words.shown(lack, hidden=hidden) for lack in some)
            for line in [*told][:MOST_LACKS]:
                inspector.add(note(line))
            if len(told) > MOST_LACKS:
                inspector.add(note(f"und an {len(told) - MOST_LACKS} weiteren Stellen"))

    def _add_family(self, inspector: Inspector, row: EnrolmentRow) -> None:
        with self.context.workspace.read() as db:
            family = [child for child in family_of(db, row.person_id) if child.is_child]
        if not family:
            return
        inspector.section("Familie", small=True)
        rows, today = RowList(top_line=False), self.context.today()
        for child in family:
            shown = names.shown(child.name, hidden=self.context.names_hidden)
            rows.add(Row(shown, age_text(child.birth_date, today), icon="baby", margin=0))
        inspector.add(rows)

    def _acts(self, row: EnrolmentRow) -> list[LessonAct]:
        acts = [
            LessonAct("Person öffnen", "user", lambda: self._open_person(row.id)),
            LessonAct("Ändern …", "pencil-line", self.change, tip="Die Anmeldung ändern"),
        ]
        if row.status == EnrolmentStatus.ENROLLED:
            acts.append(LessonAct("Termine wählen", "calendar-check", self.choose_dates))
            acts.append(LessonAct("Abmelden", "user-minus", self.leave))
        elif row.status in STATES["waiting"]:
            waits = row.id in self._waiting
            acts.append(LessonAct("Aufrücken", "user-check", self.move_up, enabled=waits))
            acts.append(LessonAct("Absagen", "user-x", self.refuse))
        else:
            acts.append(LessonAct("Wieder anmelden", "user-plus", self.enrol_again))
        return acts

    # --- acts -----------------------------------------------------------------------------------

    def enrol(self) -> None:
        """Find somebody, or put down a new family."""
        if self.course is None:
            return
        there = (*STATES["in"], *STATES["waiting"])
        taken = frozenset(
            enrolment.person_id for enrolment in self.course.people if enrolment.status in there
        )
        picker = PersonPicker(self.context, taken, self)
        picker.picked.connect(self._enrol_family)
        picker.new_wanted.connect(self._enrol_family)
        self._open(picker)

    def enrol_again(self) -> None:
        """Take somebody in who was here before."""
        row = self._current()
        if row is not None:
            self._enrol_family(row.person_id)

    def change(self) -> None:
        """Ask what shall be otherwise about the enrolment."""
        row = self._current()
        if row is not None and self.course is not None:
            self._open(EnrolmentDialog(self.context, self.course.row.id, row, self))

    def choose_dates(self) -> None:
        """Ask for the dates somebody comes to."""
        row = self._current()
        if row is not None and self.course is not None:
            self._open(DatesDialog(self.context, self.course.row.id, row, self))

    def leave(self) -> None:
        """Ask for last day and reason."""
        row = self._current()
        if row is not None and self.course is not None:
            self._open(LeaveDialog(self.context, self.course.row.id, row, self))

    def move_up(self) -> None:
        """Enrol somebody from the waiting list; where it is full or not her turn, ask why."""
        row = self._current()
        entry = self._waiting.get(row.id) if row is not None else None
        if row is None or entry is None or self.course is None:
            return
        if not entry.plan.fits:
            day, course = entry.plan.draft.from_day, self.course.row.id
            self._open(MoveUpDialog(self.context, course, row, day, self))
            return
        subjects = [("course", self.course.row.id), ("person", row.person_id)]
        act(
            self.context,
            ActKind.MOVED_UP,
            lambda db: waiting_list.move_up(db, row.id, entry.plan.draft.from_day),
            f"{self._name(row)} ist nachgerückt",
            subjects,
        )

    def move_up_all(self) -> None:
        """Enrol all of the waiting list who fit together, in its order, as one act."""
        if self._chance is not None and self._chance.fitting:
            move_up_all(self.context, self._chance)

    def refuse(self) -> None:
        """Ask why somebody is refused; reason and day are kept as unmet demand."""
        row = self._current()
        if row is not None and self.course is not None:
            entry = self._waiting.get(row.id)
            lacks = wants(entry.plan) if entry is not None else ()
            self._open(RefuseDialog(self.context, self.course.row.id, row, lacks, self))

    def _enrol_family(self, person_id: int | None = None) -> None:
        if self.course is not None:
            course_id = self.course.row.id
            self._open(FamilyDialog(self.context, person_id, self, course_id=course_id))

    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _open_person(self, key: object) -> None:
        row = self._current()
        if row is not None and row.id == key:
            self.context.go("people", person_id=row.person_id)


def _day(day: date | None) -> Cell:
    return Cell(days.short_day(day), value=day) if day is not None else Cell("")
