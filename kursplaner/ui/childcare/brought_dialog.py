"""When a child was brought and by whom, noted at the door or put right later."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError, Refused
from kursplaner.basics.spans import minute_of, minute_of_day
from kursplaner.desk.wording.errors.sentences import refusal
from kursplaner.desk.wording.words import days, names
from kursplaner.domain.kinds import ActKind, PlaceStatus
from kursplaner.planning.childcare import daycare
from kursplaner.store.queries.childcare import SlotChild
from kursplaner.store.queries.people.child_cards import CollectorCard
from kursplaner.ui.childcare.content import shown
from kursplaner.ui.childcare.door_dialogs import collector_label
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    Dialog,
    Field,
    PrimaryButton,
    Text,
    TextField,
    TimeField,
)

NOBODY, SOMEBODY_ELSE = "", "?"


class BroughtDialog(Dialog):
    """Asks for time and person; the known family stands there to choose from."""

    def __init__(
        self,
        context: AppContext,
        child: SlotChild,
        cards: tuple[CollectorCard, ...],
        at: tuple[date, int],
        parent: QWidget | None = None,
    ) -> None:
        who = shown(child.name, hidden=context.names_hidden)
        super().__init__(f"{who} wird gebracht", parent, width=440)
        self._context, self._child, self._day = context, child, at[0]
        known = [card for card in cards if card.allowed]
        hidden = context.names_hidden
        choices = [Choice(NOBODY, "nicht notiert")]
        choices += [
            Choice(names.spoken(card.name), collector_label(card, hidden=hidden)) for card in known
        ]
        choices.append(Choice(SOMEBODY_ELSE, "Jemand anderes …"))
        keys = {choice.key for choice in choices}
        by = child.brought_by
        self.who = ChoiceField(choices, by if by in keys else SOMEBODY_ELSE, name="Gebracht von")
        self.who.chosen.connect(self._look)
        self.other = TextField(by if by not in keys else "", name="Name", hint="Vorname Nachname")
        here = child.status == PlaceStatus.BROUGHT and child.brought_at is not None
        self.time = TimeField(
            minute_of_day(child.brought_at) if here and child.brought_at is not None else at[1],
            name="Uhrzeit",
        )
        self._correcting = here
        self._lay_out()
        self.add_button(Button("Abbrechen"), rejects=True)
        self.store_button = self.add_button(PrimaryButton("Gebracht eintragen", "log-in"))
        self.store_button.setDefault(True)
        self.store_button.clicked.connect(self.store)
        self._look()

    def store(self) -> None:
        """Store time and person and close."""
        minute = self.time.value()
        if minute is None:
            self._complain("Bitte tragen Sie die Uhrzeit ein.")
            return
        chosen = self.who.current()
        by = self.other.text().strip() if chosen == SOMEBODY_ELSE else chosen
        at = minute_of(self._day, minute)
        act = daycare.correct_bringing if self._correcting else daycare.bring
        subjects = [("person", self._child.child_id)]
        try:
            with self._context.workspace.change(ActKind.CHILD_BROUGHT, subjects) as db:
                act(db, self._child.place_id, at, by)
        except Refused as error:
            self._complain(refusal(error.kind, error.facts))
            return
        except KursplanerError as error:
            self._context.problem(error)
            return
        self.accept()
        who = shown(self._child.name, hidden=self._context.names_hidden)
        told = names.initials(by) if self._context.names_hidden else by
        from_whom = f" von {told}" if told else ""
        self._context.notice(f"{who} gebracht um {days.clock(at)}{from_whom}", undo=True)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        line.addWidget(Field("Gebracht von", self.who), 3)
        line.addWidget(Field("Uhrzeit", self.time), 1)
        self.body.addLayout(line)
        self._other = Field("Name", self.other)
        self.body.addWidget(self._other)
        self._complaint = Text("", "plain", "bad", wrap=True)
        self._complaint.hide()
        self.body.addWidget(self._complaint)

    def _complain(self, text: str) -> None:
        self._complaint.show_text(text)
        self._complaint.show()

    def _look(self, _changed: object = None) -> None:
        self._other.setVisible(self.who.current() == SOMEBODY_ELSE)
        self.adjustSize()
