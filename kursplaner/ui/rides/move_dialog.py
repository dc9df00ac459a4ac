"""A passenger into another vehicle: each vehicle with what speaks against it, one click does it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording.conflicts.obstacles import against_text
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.rides import moving_parties
from kursplaner.planning.rides.moving_parties import MoveTarget, PartyMove
from kursplaner.store.queries.people.people import people_by_id
from kursplaner.store.queries.rides.rides import RideRow
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.rides.content import shown
from kursplaner.ui.widgets import Button, Card, Dialog, Pill, Row, RowList, Text, scrolled
from kursplaner.ui.widgets.buttons import ButtonKind

NOTE = "Gilt nur für diesen Tag. Beide Touren werden gesperrt, damit neues Planen sie so lässt."


MOST_ROWS, HEIGHT = 6, 380


class MoveDialog(Dialog):
    """The vehicles a party could go to; the wanted one comes first.

    Attributes:
        buttons: "Umsetzen" of each vehicle that can be had, by its id.
    """

    def __init__(
        self,
        context: AppContext,
        ride: RideRow,
        person_id: int,
        vehicle_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        hidden = context.names_hidden
        with context.workspace.read() as db:
            move = moving_parties.moves(db, ride.id, person_id)
            ids = [t.planned.driver_id for t in move.targets if t.planned]
            found = people_by_id(db, [key for key in ids if key is not None])
        self._drivers = {person.id: shown(person.name, hidden=hidden) for person in found}
        self._context, self._ride, self._person = context, ride, person_id
        self._who = party_name(ride, move, hidden=hidden)
        self.buttons: dict[int, Button] = {}
        super().__init__(f"{self._who}: in anderes Fahrzeug", parent, width=720)
        self._add_rows(sorted(move.targets, key=lambda target: target.vehicle_id != vehicle_id))
        self._note = Text(NOTE, "plain", "second", wrap=True)
        self.body.addWidget(self._note)
        self.add_button(Button("Abbrechen"), rejects=True)

    def take(self, target: MoveTarget) -> None:
        """Put the party into a vehicle and close."""
        subjects = [("ride", self._ride.id), ("person", self._person)]
        done = act(
            self._context,
            ActKind.RIDE_CHANGED,
            lambda db: moving_parties.move(db, self._ride.id, self._person, target.vehicle_id),
            f"{self._who} fährt jetzt mit {target.vehicle}",
            subjects,
            refused=self._refuse,
        )
        if done is not None:
            self.accept()

    def _refuse(self, error: KursplanerError) -> None:
        self._note.set_tone("bad")
        self._note.show_text(sentence(error, hidden=self._context.names_hidden))

    def _add_rows(self, targets: list[MoveTarget]) -> None:
        if not targets:
            words = "Es gibt kein weiteres Fahrzeug. Legen Sie zuerst eines an."
            self.body.addWidget(Text(words, wrap=True))
            return
        card = Card(margin=0, spacing=0)
        rows = RowList(top_line=False)
        for target in targets:
            rows.add(self._row(target))
        card.body.addWidget(rows)
        self.body.addWidget(scrolled(card, height=HEIGHT) if len(targets) > MOST_ROWS else card, 1)
        if self.buttons:
            first = next(iter(self.buttons.values()))
            first.setDefault(True)
            first.setFocus()

    def _row(self, target: MoveTarget) -> Row:
        line = self._line(target)
        if target.blocked:
            pill = Pill("geht nicht", "bad")
            return Row(target.vehicle, line, icon="bus", tool=pill)
        text = "Trotzdem umsetzen" if target.against else "Umsetzen"
        name = f"{text}: {target.vehicle}"
        kind: ButtonKind = "plain" if self.buttons or target.against else "primary"
        button = Button(text, kind, "repeat-2", name=name)
        button.clicked.connect(lambda: self.take(target))
        self.buttons[target.vehicle_id] = button
        return Row(target.vehicle, line, icon="bus", tool=button, wrap=bool(target.against))

    def _line(self, target: MoveTarget) -> str:
        """Return what would be, and what speaks against it."""
        planned = target.planned
        against = [against_text(replace(obstacle, days=())) for obstacle in target.against]
        if planned is None or target.blocked:
            return _sentence(against)
        driver = self._drivers.get(planned.driver_id or 0, "")
        parts = [
            days.times(planned.starts, planned.ends),
            f"dann {target.people} von {counted(target.seats, 'place', dative=True)}",
            f"{driver} fährt" if driver else "",
        ]
        kind = "eigene Tour" if target.ride_id is None else "zur Tour dazu"
        what = ", ".join(part for part in (kind, *parts) if part)
        return " ".join(_sentence(words) for words in ([what], against) if words)


def party_name(ride: RideRow, move: PartyMove, *, hidden: bool) -> str:
    """Return "Rima H. mit Sami und Nour"."""
    people = [passenger for passenger in ride.passengers if passenger.person_id in move.people]
    adults = [
        shown(passenger.name, hidden=hidden) for passenger in people if not passenger.with_person
    ]
    children = [
        shown(passenger.name, hidden=True)
        if hidden
        else passenger.given_name or passenger.family_name
        for passenger in people
        if passenger.with_person
    ]
    return " mit ".join(part for part in (listed(adults), listed(children)) if part)


def _sentence(parts: list[str]) -> str:
    text = "; ".join(dict.fromkeys(parts)).removesuffix(".")
    return f"{text[:1].upper()}{text[1:]}." if text else ""
