"""Another vehicle or driver for a ride: each candidate with what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording.conflicts.obstacles import choice_text
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.rides import tour_title
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.conflicts.obstacles import Choice as Candidate
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.rides import other_vehicle
from kursplaner.store.queries.rides.rides import RideRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.rides.content import shown
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    Dialog,
    Field,
    PrimaryButton,
    Segmented,
    Text,
)

ONE, ALL = "one", "all"
NOBODY = "0"


class ChangeDialog(Dialog):
    """Vehicle and driver for this ride, or for all of its course from here on."""

    def __init__(
        self,
        context: AppContext,
        ride: RideRow,
        vehicle_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{tour_title(ride)}: Fahrzeug und Fahrer:in", parent, width=560)
        self._context, self._ride = context, ride
        self._swap: other_vehicle.RideSwap | None = None
        self._wanted = (vehicle_id or ride.vehicle_id, ride.driver_id)
        scope = [Choice(ONE, "Nur diese Fahrt"), Choice(ALL, "Ab hier alle Fahrten des Kurses")]
        self.scope = Segmented(scope, ONE, name="Gilt für")
        self.vehicle = ChoiceField([], name="Fahrzeug")
        self.driver = ChoiceField([], name="Fahrer:in")
        self._vehicle_field = Field("Fahrzeug", self.vehicle)
        self._driver_field = Field("Fahrer:in", self.driver)
        self._count = Text("", "plain", "second", wrap=True)
        for part in (self.scope, self._vehicle_field, self._driver_field, self._count):
            self.body.addWidget(part)
        self.add_button(Button("Abbrechen"), rejects=True)
        self.store_button = self.add_button(PrimaryButton("Übernehmen", "check"))
        self.store_button.setDefault(True)
        self.store_button.clicked.connect(self.store)
        self.scope.chosen.connect(self._load)
        self.vehicle.chosen.connect(self._look)
        self.driver.chosen.connect(self._look)
        self._load()

    def store(self) -> None:
        """Store the change and close."""
        if self._swap is None:
            return
        swap, subjects = self._swap, [("ride", self._ride.id)]
        try:
            with self._context.workspace.change(ActKind.RIDE_CHANGED, subjects) as db:
                other_vehicle.apply(db, swap)
        except KursplanerError as error:
            self._complain(sentence(error))
            return
        self.accept()
        count = counted(len(swap.ride_ids), "ride")
        self._context.notice(f"{count} geändert: {self._named()}", undo=True)

    def _load(self, _scope: str = "") -> None:
        """Ask for the candidates of one ride or of all."""
        try:
            with self._context.workspace.read() as db:
                found = other_vehicle.choices(
                    db, self._ride.id, from_here_on=self.scope.current() == ALL
                )
        except KursplanerError as error:
            self._complain(sentence(error))
            return
        self._choices = found
        vehicle, driver = self._wanted
        self.vehicle.show_choices(_entries(found.vehicles, "Ohne Fahrzeug"), str(vehicle or NOBODY))
        hidden = self._context.names_hidden
        people = [_short(choice, hidden=hidden) for choice in found.drivers]
        self.driver.show_choices([*people, Choice(NOBODY, "Niemand")], str(driver or NOBODY))
        self._look()

    def _look(self, _key: str = "") -> None:
        """Say what speaks against what is chosen."""
        vehicle, driver = _id(self.vehicle), _id(self.driver)
        self._wanted = (vehicle, driver)
        found = self._choices
        swap = other_vehicle.RideSwap(
            found.ride_ids,
            vehicle,
            driver,
            next((choice for choice in found.vehicles if choice.id == vehicle), None),
            next((choice for choice in found.drivers if choice.id == driver), None),
        )
        _tell(self._vehicle_field, swap.vehicle)
        _tell(self._driver_field, swap.driver)
        rides = counted(len(found.ride_ids), "ride")
        self._count.set_tone("second")
        self._count.show_text(f"{rides} betroffen; gesperrte und abgeschlossene bleiben.")
        self._swap = None if swap.blocked else swap
        self.store_button.setEnabled(not swap.blocked)
        self.adjustSize()

    def _complain(self, text: str) -> None:
        self._count.set_tone("bad")
        self._count.show_text(text)
        self.store_button.setEnabled(False)

    def _named(self) -> str:
        return f"{self.vehicle.currentText()}, {self.driver.currentText()}"


def _entries(found: Sequence[Candidate], none: str) -> list[Choice]:
    return [*(Choice(str(choice.id), choice.name) for choice in found), Choice(NOBODY, none)]


def _short(candidate: Candidate, *, hidden: bool) -> Choice:
    return Choice(str(candidate.id), shown(candidate.name, hidden=hidden))


def _id(field: ChoiceField) -> int | None:
    return int(field.current() or 0) or None


def _tell(field: Field, chosen: Candidate | None) -> None:
    if chosen is None or not chosen.against:
        field.complain("")
        return
    field.complain(choice_text(chosen))
