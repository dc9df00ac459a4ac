"""When a child was brought and by whom, noted at the door or put right later."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from kursplaner.basics.spans import minute_of, minute_of_day
from kursplaner.desk.wording.words import days, names
from kursplaner.domain.kinds import ActKind, PlaceStatus
from kursplaner.planning.childcare import daycare
from kursplaner.store.queries.childcare import SlotChild
from kursplaner.store.queries.people.child_cards import CollectorCard
from kursplaner.ui.childcare.content import shown
from kursplaner.ui.childcare.door_dialogs import NO_TIME, SOMEBODY_ELSE, collector_label
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.widgets import (
    Choice,
    ChoiceField,
    Field,
    TextField,
    TimeField,
)

NOBODY = ""


class BroughtDialog(FormDialog):
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
        super().__init__(context, f"{who} wird gebracht", parent, width=440)
        self._child, self._day = child, at[0]
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
        self.add_line(("Gebracht von", self.who, 3), ("Uhrzeit", self.time, 1))
        self._other = Field("Name", self.other)
        self.body.addWidget(self._other)
        self.begin("Gebracht eintragen", "log-in", self._bring)
        self._look()

    def _bring(self) -> None:
        """Store time and person and close."""
        minute = self.time.value()
        if minute is None:
            self.complain(NO_TIME, self.time)
            return
        chosen, hidden = self.who.current(), self._context.names_hidden
        by = self.other.text().strip() if chosen == SOMEBODY_ELSE else chosen
        at = minute_of(self._day, minute)
        store = daycare.correct_bringing if self._correcting else daycare.bring
        told = names.initials(by) if hidden else by
        from_whom = f" von {told}" if told else ""
        self.act(
            ActKind.CHILD_BROUGHT,
            lambda db: store(db, self._child.place_id, at, by),
            f"{shown(self._child.name, hidden=hidden)} gebracht um {days.clock(at)}{from_whom}",
            [("person", self._child.child_id)],
        )

    def _look(self, _changed: object = None) -> None:
        self._other.setVisible(self.who.current() == SOMEBODY_ELSE)
        self.adjustSize()
