"""Admission at the door in one line: a child nobody registered, or one that is known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording.childcare import over_text
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.people import age_text
from kursplaner.desk.wording.words import days, names
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.childcare import admission
from kursplaner.store.queries.childcare import SlotRow
from kursplaner.store.queries.people.people import CHILD, PersonRow, people_rows
from kursplaner.store.workspace import concerning
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    ChipRow,
    Choice,
    ChoiceField,
    Dialog,
    Field,
    PrimaryButton,
    Text,
    TextField,
)

MOST_KNOWN = 3


class AdmissionDialog(Dialog):
    """First name, age, allergies, phone, who collects; over the ratio it asks for a reason."""

    def __init__(
        self,
        context: AppContext,
        slots: Sequence[SlotRow],
        slot_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Kind ohne Anmeldung aufnehmen", parent, width=860)
        self._context = context
        self._known: dict[str, PersonRow] = {}
        self._plan: admission.DoorPlan | None = None
        self.place_id = 0
        self.name = TextField(name="Vorname")
        self.age = TextField(name="Alter in Jahren", hint="Jahre")
        self.allergies = TextField(name="Allergien", hint="keine")
        self.phone = TextField(name="Telefon")
        self.collector = TextField(name="Wer holt ab?", hint="Name")
        self.reason = TextField(name="Begründung", hint="Warum trotzdem?")
        choices = [Choice(str(slot.id), _slot_text(slot)) for slot in slots]
        self.slot = ChoiceField(choices, str(slot_id), name="Betreuung")
        self.known = ChipRow([], name="Schon bekannt")
        self._lay_out(len(slots) > 1)
        self.add_button(Button("Abbrechen"), rejects=True)
        self.store_button = self.add_button(PrimaryButton("Aufnehmen", "user-plus"))
        self.store_button.setDefault(True)
        self._connect()
        self._look()
        self.name.setFocus()

    def store(self) -> None:
        """Take the child in and close."""
        self._look()
        if self._plan is None:
            return
        plan = self._plan
        try:
            with self._context.workspace.change(ActKind.CHILD_ADMITTED) as db:
                self.place_id = admission.admit(db, plan, self.reason.text())
                if plan.draft.child_id:
                    concerning(db, "person", plan.draft.child_id)
        except KursplanerError as error:
            self._say(sentence(error), "bad")
            return
        self.accept()
        rest = "" if plan.draft.child_id else "; was fehlt, steht in der Wiedervorlage"
        self._context.notice(f"{self._shown_name()} aufgenommen{rest}", undo=True)

    def _lay_out(self, choose_slot: bool) -> None:
        if choose_slot:
            self.body.addWidget(Field("Betreuung", self.slot))
        line = QHBoxLayout()
        line.setSpacing(theme().px(8))
        for label, field, share in (
            ("Vorname", self.name, 4),
            ("Alter", self.age, 2),
            ("Allergien", self.allergies, 4),
            ("Telefon", self.phone, 4),
            ("Wer holt ab?", self.collector, 4),
        ):
            line.addWidget(Field(label, field), share)
        self.body.addLayout(line)
        self.body.addWidget(self.known)
        self._message = Text("", "plain", "second", wrap=True)
        self.body.addWidget(self._message)
        self._reason = Field("Begründung", self.reason)
        self.body.addWidget(self._reason)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._find_known)
        for field in (self.name, self.age, self.reason):
            field.textChanged.connect(self._look)
        self.slot.chosen.connect(self._look)
        self.known.changed.connect(self._one_known)
        self.store_button.clicked.connect(self.store)

    def _find_known(self, text: str) -> None:
        """Offer children of that name who are known already: nothing is typed twice."""
        bare = text.strip()
        found: list[PersonRow] = []
        if len(bare) > 1:
            with self._context.workspace.read() as db:
                found = people_rows(db, bare, role=CHILD, limit=MOST_KNOWN)
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
        self._look()

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

    def _look(self, _changed: object = None) -> None:
        """Show whether the child fits; without a name nothing can be said yet."""
        self._plan = None
        draft = self._draft()
        if not draft.first_name.strip() and draft.child_id is None:
            self._say("Was Sie nicht wissen, bleibt leer und kommt in die Wiedervorlage.", "second")
            self._ready(over=False, ready=False)
            return
        try:
            with self._context.workspace.read() as db:
                plan = admission.propose_admission(db, int(self.slot.current() or 0), draft)
        except KursplanerError as error:
            self._say(sentence(error), "bad")
            self._ready(over=False, ready=False)
            return
        self._plan = plan
        over = plan.over is not None
        if plan.over is not None:
            self._say(f"{over_text(plan.over.facts)} Aufnehmen geht nur mit Begründung.", "warning")
        else:
            self._say("Es ist ein Platz frei.", "good")
        self._ready(over=over, ready=not over or bool(self.reason.text().strip()))

    def _say(self, text: str, tone: str) -> None:
        self._message.set_tone(tone)  # type: ignore[arg-type]
        self._message.show_text(text)

    def _ready(self, *, over: bool, ready: bool) -> None:
        self._reason.setVisible(over)
        self.store_button.setEnabled(ready)
        self.known.setVisible(bool(self._known))
        self.adjustSize()

    def _shown_name(self) -> str:
        name = self.name.text().strip()
        return f"{name[:1]}." if self._context.names_hidden else name


def _slot_text(slot: SlotRow) -> str:
    when = days.times(slot.starts, slot.ends)
    return " · ".join(part for part in (when, slot.room or "", ", ".join(slot.courses)) if part)
