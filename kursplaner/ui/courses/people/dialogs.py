"""Boxes about the people of a course: find somebody to enrol, and let somebody leave."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kursplaner.desk.wording.people.people import role_words
from kursplaner.desk.wording.waiting import short_names
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.kinds import choices
from kursplaner.domain.kinds import ActKind, LeaveReason
from kursplaner.planning.enrolments import leaving
from kursplaner.planning.enrolments.leaving import LeavePlan
from kursplaner.store.queries.courses.courses import EnrolmentRow
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.people.people import people_rows
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.people import moving_up
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import (
    Button,
    Cell,
    Choice,
    ChoiceField,
    Column,
    DateField,
    Dialog,
    EmptyState,
    Field,
    FixedRows,
    ListRow,
    ListTable,
    SearchField,
    Text,
    TextField,
)

MOST_FOUND = 60
THERE = "schon im Kurs"
COLUMNS = (
    Column("name", "Name", 240, stretch=True, sortable=False),
    Column("place", "Ort", 130, sortable=False),
    Column("roles", "Rollen", 150, sortable=False),
)


class PersonPicker(Dialog):
    """Finds a person by any spelling or phone number; whoever is not there is put down anew.

    Signals:
        picked(int): id of a person. new_wanted: nobody of the list.
    """

    picked = Signal(int)
    new_wanted = Signal()

    def __init__(self, context: AppContext, taken: frozenset[int], parent: QWidget | None) -> None:
        super().__init__("Anmelden: Wer?", parent, width=600)
        self._context, self._taken = context, taken
        self.search = SearchField("Name oder Telefon")
        self.search.searched.connect(self.look_for)
        self.body.addWidget(self.search)
        empty = EmptyState("Niemand gefunden.", hint="„Neue Familie“ legt die Personen an.")
        source = FixedRows(COLUMNS, ())
        self.list = ListTable("Gefundene Personen", COLUMNS, source, empty=empty, tools=False)
        self.keep_high(self.list, 300)
        self.list.activated.connect(self._pick)
        self.list.selected.connect(self._selected)
        self.search.left_downwards.connect(self._down)
        self.body.addWidget(self.list, 1)
        new = self.add_button(Button("Neue Familie", icon="user-plus"))
        new.clicked.connect(self._new)
        self.take = self.add_button(Button("Weiter", "primary"))
        self.take.clicked.connect(lambda: self._pick(self.list.current_key()))
        self.take.setDefault(True)
        self.take.setEnabled(False)
        self.look_for("")
        self.search.setFocus()

    def look_for(self, text: str) -> None:
        """Show who fits; who is in the course already is shown so, and cannot be taken."""
        hidden = self._context.names_hidden
        with self._context.workspace.read() as db:
            rows = people_rows(db, text, limit=MOST_FOUND)
        shown = [
            ListRow(
                row.id,
                (
                    names.shown(row.name, hidden=hidden),
                    row.municipality,
                    Cell(THERE, pill="good") if self._there(row.id) else role_words(row.roles),
                ),
            )
            for row in sorted(rows, key=lambda row: self._there(row.id))
            if text or not self._there(row.id)
        ]
        self.list.use(FixedRows(COLUMNS, shown))
        if text and shown:
            self.list.choose(shown[0].key)
            self._selected(shown[0].key)

    def _there(self, person_id: object) -> bool:
        return person_id in self._taken

    def _down(self) -> None:
        self.list.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _selected(self, key: object) -> None:
        self.take.setEnabled(key is not None and not self._there(key))

    def _pick(self, key: object) -> None:
        if isinstance(key, int) and not self._there(key):
            self.accept()
            self.picked.emit(key)

    def _new(self) -> None:
        self.accept()
        self.new_wanted.emit()


class LeaveDialog(FormDialog):
    """Last day and reason; beneath stands what becomes free, and who could move up."""

    def __init__(
        self, context: AppContext, course_id: int, row: EnrolmentRow, parent: QWidget | None
    ) -> None:
        super().__init__(context, "Abmelden", parent)
        self._course, self._row = course_id, row
        self._plan: LeavePlan | None = None
        who = names.shown(row.name, hidden=context.names_hidden)
        self.body.addWidget(Text(who, "plain", "second"))
        self.day = DateField(context.today(), name="Letzter Tag")
        reasons = [Choice(key.value, text) for key, text in choices(LeaveReason)]
        self.reason = ChoiceField(reasons, LeaveReason.MOVED.value, name="Grund")
        self.note = TextField(name="Bemerkung")
        self.add_line(("Letzter Tag", self.day, 1), ("Grund", self.reason, 1))
        self.body.addWidget(Field("Bemerkung", self.note))
        changed = (self.day.changed, self.reason.chosen)
        self.begin("Abmelden", "user-minus", self._leave, self._look, changed)

    def _look(self) -> Outlook:
        """Find out what becomes free."""
        day, self._plan = self.day.value(), None
        if day is None:
            return Outlook("Bitte geben Sie den letzten Tag an.", ready=False)
        with self._context.workspace.read() as db:
            reason, note = LeaveReason(self.reason.current()), self.note.text().strip()
            self._plan = leaving.propose_leave(
                db, self._course, self._row.person_id, day, reason, note
            )
            movers = [plan.draft.person_id for plan in self._plan.moving_up]
            known = person_names(db, set(movers))
        hidden = self._context.names_hidden
        who = short_names([known[key] for key in movers], hidden=hidden)
        return Outlook(_freed(self._plan, who))

    def _leave(self) -> None:
        """Store it; whoever of the waiting list fits then is offered to move up."""
        plan = self._plan
        if plan is None:
            return
        subjects = [("course", self._course), ("person", self._row.person_id)]
        if self.act(
            ActKind.LEFT_COURSE, lambda db: leaving.apply_leave(db, plan), subjects=subjects
        ):
            who = names.shown(self._row.name, hidden=self._context.names_hidden)
            moving_up.tell(self._context, f"{who} abgemeldet", self._course)


def _freed(plan: LeavePlan, movers: list[str]) -> str:
    parts = []
    if plan.place_ids:
        parts.append(f"{counted(len(plan.place_ids), 'place')} in der Betreuung")
    if plan.seat_ids:
        parts.append(f"{counted(len(plan.seat_ids), 'seat')} im Fahrdienst")
    lines = [f"Frei werden danach der Kursplatz{_and(parts)}."]
    if movers:
        lines.append(f"Nachrücken {'kann' if len(movers) == 1 else 'können'} {listed(movers)}.")
    return "\n".join(lines)


def _and(parts: list[str]) -> str:
    return f" und {listed(parts)}" if len(parts) == 1 else "".join(f", {part}" for part in parts)
