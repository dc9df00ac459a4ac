"""Somebody or something is missing: who, when, why, and what that touches; then its page opens."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from kursplaner.basics.spans import day_of
from kursplaner.desk.wording.absences import MISSING, touching_text
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import listed
from kursplaner.desk.wording.words.days import short_day, times
from kursplaner.desk.wording.words.kinds import said, word
from kursplaner.domain.absences import stored_villages
from kursplaner.domain.kinds import AbsenceKind, ClosureReason, OccupationSource, Role
from kursplaner.planning.absences import reporting
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.store.queries.absences.calls import municipalities
from kursplaner.store.queries.choices import workers
from kursplaner.store.queries.people.people import people_rows
from kursplaner.store.queries.people.searching import PARTICIPANT
from kursplaner.store.queries.rides.rides import vehicle_rows
from kursplaner.ui.absences.acts import report
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Card,
    ChipRow,
    Choice,
    ChoiceField,
    DateField,
    Field,
    Row,
    RowList,
    Segmented,
    Text,
)
from kursplaner.ui.widgets.scrolling import Area, show_in

REASONS = {
    AbsenceKind.PERSON: (ClosureReason.ILL, ClosureReason.HOLIDAY, ClosureReason.AWAY),
    AbsenceKind.VEHICLE: (ClosureReason.REPAIR,),
    AbsenceKind.VILLAGE: (ClosureReason.WEATHER, ClosureReason.STRIKE, ClosureReason.CLOSED),
    AbsenceKind.DAY: (ClosureReason.WEATHER, ClosureReason.STRIKE, ClosureReason.CLOSED),
}
KINDS = (
    Choice(AbsenceKind.PERSON.value, "Person"),
    Choice(AbsenceKind.VEHICLE.value, "Fahrzeug"),
    Choice(AbsenceKind.VILLAGE.value, "Ort"),
    Choice(AbsenceKind.DAY.value, "Ganzer Tag"),
)
ROLES = (Role.TEACHER, Role.CARER, Role.DRIVER, Role.INTERPRETER, Role.SPEAKER)
ICONS = {"lesson": "graduation-cap", "childcare": "baby", "ride": "bus"}
SHOWN, SHOWN_BENEATH_VILLAGES = 6, 2
NOBODY = Choice("", "Bitte wählen")


class AbsenceDialog(FormDialog):
    """Reports an absence; the list beneath shows at once what it touches."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "Ausfall melden", parent, width=560)
        self._draft: AbsenceDraft | None = None
        self._names: dict[str, str] = {}
        self.kind = Segmented(KINDS, AbsenceKind.PERSON.value, name="Was fällt aus?", stretch=True)
        self.person = ChoiceField([NOBODY], name="Person")
        self.more = ChipRow([], name="Auch aus")
        self.first = DateField(context.today(), name="Erster Tag")
        self.last = DateField(context.today(), name="Letzter Tag")
        self.reason = ChoiceField([], name="Grund")
        self._lay_out()
        self.kind.chosen.connect(self.show_kind)
        self.first.changed.connect(self._first_changed)
        self._offer(AbsenceKind.PERSON)
        self.person.chosen.connect(self._offer_more)
        changed = (self.person.chosen, self.more.changed, self.reason.chosen, self.last.changed)
        self.begin("Ausfall melden", "user-x", self._report, self._look, changed)

    def show_kind(self, key: str) -> None:
        """Offer what can be missing in this way, and why."""
        self.kind.choose(key)
        self._offer(AbsenceKind(key))
        self.propose()

    def _offer(self, kind: AbsenceKind) -> None:
        self._who.setVisible(kind is not AbsenceKind.DAY)
        self.person.show_choices([NOBODY, *self._choices(kind)])
        self._offer_more()
        reasons = (*REASONS[kind], ClosureReason.OTHER)
        self.reason.show_choices([Choice(reason.value, word(reason)) for reason in reasons])
        self.reason.choose(reasons[0].value)

    def _offer_more(self, _chosen: object = None) -> None:
        """Offer the other villages beside the one that is chosen; those chosen before stay."""
        village = self.kind.current() == AbsenceKind.VILLAGE and bool(self.person.current())
        others = [name for name in self._names if name != self.person.current()]
        kept = sorted(self.more.chosen_keys() & set(others)) if village else []
        self.more.show_choices([Choice(name, name) for name in others] if village else [], kept)
        self._more.setVisible(village and bool(others))

    def _look(self) -> Outlook:
        """Find out what the absence would touch, and list it."""
        self._rows.clear()
        self._area.hide()
        self._title.show_text("")
        draft = self._draft = self._read()
        if draft is None:
            self._title.show_text("Bitte wählen Sie, wer oder was ausfällt, und den Tag.")
            return Outlook("", ready=False)
        with self._context.workspace.read() as db:
            self._show(reporting.propose(db, draft))
        return Outlook("")

    def _report(self) -> None:
        """Store the absence and open its page with stand-ins and calls."""
        draft = self._draft
        if draft is None:
            return
        name = self._names.get(self.person.current(), "")
        who = names.initials(name) if self._context.names_hidden else names.short(name)
        if draft.kind is not AbsenceKind.PERSON:
            who = listed(draft.villages) or name or "Ganzer Tag"
        if report(self._context, draft, who, self.refuse) is not None:
            self.accept()

    def _read(self) -> AbsenceDraft | None:
        first, last = self.first.value(), self.last.value() or self.first.value()
        kind, key = AbsenceKind(self.kind.current()), self.person.current()
        if first is None or last is None or not self.reason.current():
            return None
        if not key and kind is not AbsenceKind.DAY:
            return None
        reason = ClosureReason(self.reason.current())
        numbered = kind in (AbsenceKind.PERSON, AbsenceKind.VEHICLE)
        return AbsenceDraft(
            kind,
            first,
            last,
            reason,
            int(key) if numbered else None,
            self._villages(key) if kind is AbsenceKind.VILLAGE else "",
            MISSING[reason] if kind is AbsenceKind.PERSON else word(reason),
        )

    def _villages(self, first: str) -> str:
        also = self.more.chosen_keys()
        return stored_villages([first, *(name for name in self._names if name in also)])

    def _choices(self, kind: AbsenceKind) -> list[Choice]:
        with self._context.workspace.read() as db:
            if kind is AbsenceKind.VEHICLE:
                found = [(str(vehicle.id), vehicle.name) for vehicle in vehicle_rows(db)]
            elif kind is AbsenceKind.VILLAGE:
                found = [(name, name) for name in municipalities(db)]
            else:
                found = []
        self._names = dict(found)
        return (
            self._people()
            if kind is AbsenceKind.PERSON
            else [Choice(*resource) for resource in found]
        )

    def _people(self) -> list[Choice]:
        """Return those who work here, then those who take part."""
        today, hidden = self._context.today(), self._context.names_hidden
        with self._context.workspace.read() as db:
            found = workers(db, [role.value for role in ROLES], today)
            others = people_rows(db, role=PARTICIPANT)
        roles: dict[str, list[str]] = {}
        for worker in found:
            self._names[str(worker.id)] = worker.name
            roles.setdefault(str(worker.id), []).append(said(Role, worker.role))
        for person in others:
            self._names.setdefault(str(person.id), person.name)
            roles.setdefault(str(person.id), ["Teilnehmende"])
        return [
            Choice(key, f"{names.shown(self._names[key], hidden=hidden)} · {', '.join(said_)}")
            for key, said_ in roles.items()
        ]

    def _lay_out(self) -> None:
        self.body.addWidget(self.kind)
        self._who = Field("Wer oder was fällt aus?", self.person)
        self.body.addWidget(self._who)
        self._more = Field("Auch aus", self.more)
        self._more.hide()
        self.body.addWidget(self._more)
        self.add_line(
            ("Von", self.first, 1),
            ("Bis einschließlich", self.last, 1),
            ("Grund", self.reason, 1),
        )
        self._title = Text("", "head")
        self.body.addWidget(self._title)
        card = Card(margin=0, spacing=0)
        self._rows = RowList(top_line=False)
        card.body.addWidget(self._rows)
        self._area = Area(0)
        self._area.setProperty("ground", "background")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        show_in(self._area, card)
        self.body.addWidget(self._area, 1)

    def _first_changed(self) -> None:
        first, last = self.first.value(), self.last.value()
        if first is not None and (last is None or last < first):
            self.last.set_value(first)
        self.propose()

    def _show(self, plan: reporting.AbsencePlan) -> None:
        self._area.setVisible(bool(plan.touched))
        self._title.show_text(touching_text(plan))
        most = SHOWN_BENEATH_VILLAGES if self._more.isVisibleTo(self) else SHOWN
        for touched in plan.touched[:most]:
            when = f"{short_day(day_of(touched.starts))}, {times(touched.starts, touched.ends)}"
            what = said(OccupationSource, touched.source)
            icon = ICONS.get(touched.source, "calendar")
            self._rows.add(Row(touched.title or what, f"{what}, {when}", icon=icon))
        rest = len(plan.touched) - most
        if rest > 0:
            self._rows.add(Row(f"und {rest} weitere"))
        QTimer.singleShot(0, self, self._fit_rows)  # they tell their height once laid out

    def _fit_rows(self) -> None:
        """Let the list be as high as its rows; where the screen is low it scrolls by itself."""
        self._area.height_wanted = self._rows.sizeHint().height() * 100 // theme().scale + 4
        self._area.updateGeometry()
        self._grow()
