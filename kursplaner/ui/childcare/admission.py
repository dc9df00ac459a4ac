"""Admission at the door in one line: a child nobody registered, or one that is known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kursplaner.desk.wording.childcare import over_text
from kursplaner.desk.wording.people.people import age_text
from kursplaner.desk.wording.words import days, names
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.childcare import admission
from kursplaner.planning.people.duplicates import ONE_NAME, KnownPeople, known_children
from kursplaner.planning.people.families import PersonDraft
from kursplaner.store.queries.childcare import SlotRow
from kursplaner.store.queries.people.people import PersonRow, people_by_id, people_rows
from kursplaner.store.queries.people.searching import CHILD
from kursplaner.store.session import Db
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import (
    ChipRow,
    Choice,
    ChoiceField,
    Field,
    TextField,
    beside,
)

MOST_KNOWN = 3
LATER = "Was Sie nicht wissen, bleibt leer und kommt in die Wiedervorlage."


class AdmissionDialog(FormDialog):
    """First name, age, allergies, phone, who collects; over the ratio it asks for a reason."""

    def __init__(
        self,
        context: AppContext,
        slots: Sequence[SlotRow],
        slot_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, "Kind ohne Anmeldung aufnehmen", parent, width=860)
        self._known: dict[str, PersonRow] = {}
        self._children: KnownPeople | None = None
        self._plan: admission.DoorPlan | None = None
        self.place_id = 0
        self.name = TextField(name="Vorname")
        self.age = TextField(name="Alter in Jahren", hint="Jahre")
        self.allergies = TextField(name="Allergien", hint="keine")
        self.phone = TextField(name="Telefon")
        self.collector = TextField(name="Wer holt ab?", hint="Name")
        self.ask_reason("Begründung", "Warum trotzdem?")
        choices = [Choice(str(slot.id), _slot_text(slot)) for slot in slots]
        self.slot = ChoiceField(choices, str(slot_id), name="Betreuung")
        self.known = ChipRow([], name="Schon bekannt")
        self._lay_out(len(slots) > 1)
        self.name.textChanged.connect(self._find_known)
        self.known.changed.connect(self._one_known)
        typed = [field.textChanged for field in (self.name, self.age, self.anyway)]
        changed = (*typed, self.slot.chosen)
        self.blames = {"age_unlikely": self.age}
        self.begin("Aufnehmen", "user-plus", self._admit, self._look, changed, self.name)

    def _admit(self) -> None:
        """Take the child in and close."""
        plan = self._plan
        if plan is None:
            return

        def work(db: Db) -> int:
            return admission.admit(db, plan, self.accept_reason)

        rest = "" if plan.draft.child_id else "; was fehlt, steht in der Wiedervorlage"
        done = self.act(ActKind.CHILD_ADMITTED, work, f"{self._shown_name()} aufgenommen{rest}")
        self.place_id = done.value if done is not None else 0

    def _lay_out(self, choose_slot: bool) -> None:
        if choose_slot:
            self.body.addWidget(Field("Betreuung", self.slot))
        parts = (
            ("Vorname", self.name, 4),
            ("Alter", self.age, 2),
            ("Allergien", self.allergies, 4),
            ("Telefon", self.phone, 4),
            ("Wer holt ab?", self.collector, 4),
        )
        self.body.addLayout(beside(*parts, spacing=8))
        self.body.addWidget(self.known)

    def _find_known(self, text: str) -> None:
        """Offer children of that name, in any spelling, who are known already."""
        bare = text.strip()
        found: list[PersonRow] = []
        if len(bare) > 1:
            with self._context.workspace.read() as db:
                found = people_rows(db, bare, role=CHILD, limit=MOST_KNOWN)
                if self._children is None:
                    self._children = known_children(db)
                like = self._children.like(PersonDraft(bare), least=ONE_NAME)
                keys = [person.id for person in found]
                keys += [likeness.person_id for likeness in like]
                found = people_by_id(db, list(dict.fromkeys(keys))[:MOST_KNOWN])
        self._known = {str(person.id): person for person in found}
        self.known.show_choices(
            [Choice(key, self._label(person)) for key, person in self._known.items()]
        )
        self.known.setVisible(bool(found))

    def _label(self, person: PersonRow) -> str:
        name = names.shown(person.name, hidden=self._context.names_hidden)
        age = age_text(person.birth_date, self._context.today())
        return f"{name}, {age}" if age else name

    def _one_known(self, chosen: object) -> None:
        keys = sorted(chosen) if isinstance(chosen, frozenset) else []
        self.known.choose(*keys[-1:])
        for field in (self.age, self.allergies):
            field.setEnabled(not keys)
        self.propose()

    def _draft(self) -> admission.DoorDraft:
        chosen = next(iter(self.known.chosen_keys()), "")
        age = self.age.text().strip()
        return admission.DoorDraft(
            first_name=self.name.text(),
            age=int(age) if age.isdigit() else None,
            allergies=self.allergies.text() if self.allergies.text().strip() else None,
            phone=self.phone.text(),
            collector=self.collector.text(),
            child_id=int(chosen) if chosen else None,
        )

    def _look(self) -> Outlook:
        """Find out whether the child fits; without a name nothing can be said yet."""
        self._plan = None
        self.known.setVisible(bool(self._known))
        self.adjustSize()
        draft = self._draft()
        if not draft.first_name.strip() and draft.child_id is None:
            return Outlook(LATER, ready=False, tone="second")
        with self._context.workspace.read() as db:
            self._plan = admission.propose_admission(db, int(self.slot.current() or 0), draft)
        over = self._plan.over
        if over is None:
            return Outlook("Es ist ein Platz frei.", tone="good")
        return Outlook(
            f"{over_text(over.facts)} Aufnehmen geht nur mit Begründung.",
            ready=bool(self.accept_reason),
            tone="warning",
            asks_reason=True,
        )

    def _shown_name(self) -> str:
        name = self.name.text().strip()
        return f"{name[:1]}." if self._context.names_hidden else name


def _slot_text(slot: SlotRow) -> str:
    when = days.times(slot.starts, slot.ends)
    return " · ".join(part for part in (when, slot.room or "", ", ".join(slot.courses)) if part)
