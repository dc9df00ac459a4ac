"""Somebody who works here is missing: who, when, why, and what that touches."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.desk.wording import names
from kursplaner.desk.wording.counts import counted
from kursplaner.desk.wording.days import short_day, times
from kursplaner.desk.wording.errors import sentence
from kursplaner.desk.wording.words import said, word
from kursplaner.domain.kinds import ActKind, ClosureReason, OccupationSource, Role
from kursplaner.planning import closures
from kursplaner.store.queries.choices import workers
from kursplaner.store.session import Db
from kursplaner.ui.context import AppContext
from kursplaner.ui.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    Choice,
    ChoiceField,
    DateField,
    Dialog,
    Field,
    Row,
    RowList,
    Text,
)

REASONS = (ClosureReason.ILL, ClosureReason.HOLIDAY, ClosureReason.AWAY, ClosureReason.OTHER)
ROLES = (Role.TEACHER, Role.CARER, Role.DRIVER, Role.INTERPRETER, Role.SPEAKER)
ICONS = {"lesson": "graduation-cap", "childcare": "baby", "ride": "bus"}
SHOWN = 8


class AbsenceDialog(Dialog):
    """Reports an absence; the list beneath shows at once what needs somebody else."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Ausfall melden", parent, width=560)
        self._context = context
        self._plan: closures.ClosurePlan | None = None
        self._names: dict[int, str] = {}
        self.person = ChoiceField(self._people(), name="Person")
        self.first = DateField(context.today(), name="Erster Tag")
        self.last = DateField(context.today(), name="Letzter Tag")
        reasons = [Choice(one.value, word(one)) for one in REASONS]
        self.reason = ChoiceField(reasons, ClosureReason.ILL.value, name="Grund")
        self._lay_out()
        self.add_button(Button("Abbrechen"), rejects=True)
        self.report = self.add_button(Button("Ausfall melden", "primary", "user-x"))
        self.report.setDefault(True)
        self.report.clicked.connect(self.store)
        for signal in (self.person.chosen, self.reason.chosen):
            signal.connect(self.propose)
        self.first.changed.connect(self._first_changed)
        self.last.changed.connect(self.propose)
        self.propose()

    def propose(self, _changed: object = None) -> None:
        """Show what the absence would touch."""
        first, last = self.first.value(), self.last.value() or self.first.value()
        self._plan = None
        self._rows.clear()
        if first is None or last is None or not self.person.current():
            self._complain("Bitte wählen Sie Person und Tag.")
            return
        try:
            with self._context.workspace.read() as db:
                self._plan = self._planned(db, minute_of(first), minute_of(last, 1440))
        except KursplanerError as error:
            self._complain(sentence(error))
            return
        self._show(self._plan)

    def store(self) -> None:
        """Store the absence; what it touches stays on the list of things to do."""
        plan = self._plan
        if plan is None:
            return
        subjects = [("person", plan.resource_id)]
        try:
            with self._context.workspace.change(ActKind.CLOSURE_ADDED, subjects) as db:
                closures.apply(db, plan)
        except KursplanerError as error:
            self._context.problem(error)
            return
        self.accept()
        who = names.short(self._names[plan.resource_id])
        if self._context.names_hidden:
            who = names.initials(self._names[plan.resource_id])
        self._context.notice(f"Ausfall von {who} gemeldet: {_touching(plan)}", undo=True)

    def _planned(self, db: Db, starts: int, ends: int) -> closures.ClosurePlan:
        reason = ClosureReason(self.reason.current())
        return closures.propose(db, int(self.person.current()), starts, ends, reason)

    def _people(self) -> list[Choice]:
        today, hidden = self._context.today(), self._context.names_hidden
        with self._context.workspace.read() as db:
            found = workers(db, [one.value for one in ROLES], today)
        roles: dict[int, list[str]] = {}
        for one in found:
            self._names[one.id] = one.name
            roles.setdefault(one.id, []).append(said(Role, one.role))
        nobody = Choice("", "Bitte wählen")
        return [nobody] + [
            Choice(str(key), f"{names.shown(self._names[key], hidden=hidden)} · {', '.join(said_)}")
            for key, said_ in roles.items()
        ]

    def _lay_out(self) -> None:
        self.body.addWidget(Field("Wer fällt aus?", self.person))
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        row.addWidget(Field("Von", self.first), 1)
        row.addWidget(Field("Bis einschließlich", self.last), 1)
        row.addWidget(Field("Grund", self.reason), 1)
        self.body.addLayout(row)
        self._title = Text("", "head")
        self.body.addWidget(self._title)
        card = Card(margin=0, spacing=0)
        card.body.setContentsMargins(0, 0, 0, 0)
        self._rows = RowList(top_line=False)
        card.body.addWidget(self._rows)
        self._card = card
        self.body.addWidget(card)

    def _first_changed(self) -> None:
        first, last = self.first.value(), self.last.value()
        if first is not None and (last is None or last < first):
            self.last.set_value(first)
        self.propose()

    def _complain(self, text: str) -> None:
        self._title.show_text(text)
        self._card.hide()
        self.report.setEnabled(False)

    def _show(self, plan: closures.ClosurePlan) -> None:
        self.report.setEnabled(True)
        self._card.setVisible(bool(plan.touched))
        self._title.show_text(_touching(plan))
        for one in plan.touched[:SHOWN]:
            when = f"{short_day(day_of(one.starts))}, {times(one.starts, one.ends)}"
            what = said(OccupationSource, one.source)
            icon = ICONS.get(one.source, "calendar")
            self._rows.add(Row(one.title or what, f"{what}, {when}", icon=icon))
        rest = len(plan.touched) - SHOWN
        if rest > 0:
            self._rows.add(Row(f"und {rest} weitere"))
        self.adjustSize()


def _touching(plan: closures.ClosurePlan) -> str:
    count = len({(one.source, one.id) for one in plan.touched})
    if not count:
        return "Davon ist nichts betroffen."
    sources = {one.source for one in plan.touched}
    noun = {"lesson": "lesson", "childcare": "slot", "ride": "ride"}
    key = noun.get(next(iter(sources)), "lesson") if len(sources) == 1 else "lesson"
    return f"{counted(count, key)} {'braucht' if count == 1 else 'brauchen'} Ersatz"
