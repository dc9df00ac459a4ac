"""Another vehicle or driver for a ride: each candidate with what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kursplaner.desk.wording.conflicts.obstacles import choice_text
from kursplaner.desk.wording.rides import tour_title
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.conflicts.obstacles import Choice as Candidate
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.rides import other_vehicle
from kursplaner.store.queries.rides.rides import RideRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.rides.content import shown
from kursplaner.ui.widgets import (
    Choice,
    ChoiceField,
    Field,
    Segmented,
)

ONE, ALL = "one", "all"
NOBODY = "0"
STAYS = "Die Fahrt wird gesperrt: Auch wenn der Tag geplant wird, bleibt sie so."


class ChangeDialog(FormDialog):
    """Vehicle and driver for this ride, or for all of its course from here on."""

    def __init__(
        self,
        context: AppContext,
        ride: RideRow,
        vehicle_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = f"{tour_title(ride)}: Fahrzeug und Fahrer:in"
        super().__init__(context, title, parent, width=560)
        self._ride = ride
        self._choices: other_vehicle.RideChoices | None = None
        self._swap: other_vehicle.RideSwap | None = None
        self._wanted = (vehicle_id or ride.vehicle_id, ride.driver_id)
        scope = [Choice(ONE, "Nur diese Fahrt"), Choice(ALL, "Ab hier alle Fahrten des Kurses")]
        self.scope = Segmented(scope, ONE, name="Gilt für")
        self.vehicle = ChoiceField([], name="Fahrzeug")
        self.driver = ChoiceField([], name="Fahrer:in")
        self._vehicle_field = Field("Fahrzeug", self.vehicle)
        self._driver_field = Field("Fahrer:in", self.driver)
        for part in (self.scope, self._vehicle_field, self._driver_field):
            self.body.addWidget(part)
        self.scope.chosen.connect(self._other_scope)
        changed = (self.vehicle.chosen, self.driver.chosen)
        self.begin("Übernehmen", "check", self._change, self._look, changed)

    def _change(self) -> None:
        swap = self._swap
        if swap is not None:
            self.act(
                ActKind.RIDE_CHANGED,
                lambda db: other_vehicle.apply(db, swap, by_hand=True),
                f"{counted(len(swap.ride_ids), 'ride')} geändert: {self._named()}",
                [("ride", self._ride.id)],
            )

    def _other_scope(self, _scope: str) -> None:
        self._choices = None
        self.propose()

    def _read(self) -> other_vehicle.RideChoices:
        """Ask for the candidates of one ride or of all."""
        with self._context.workspace.read() as db:
            every = self.scope.current() == ALL
            found = other_vehicle.choices(db, self._ride.id, from_here_on=every)
        vehicle, driver = self._wanted
        self.vehicle.show_choices(_entries(found.vehicles, "Ohne Fahrzeug"), str(vehicle or NOBODY))
        hidden = self._context.names_hidden
        people = [_short(choice, hidden=hidden) for choice in found.drivers]
        self.driver.show_choices([*people, Choice(NOBODY, "Niemand")], str(driver or NOBODY))
        return found

    def _look(self) -> Outlook:
        """Find out what speaks against what is chosen."""
        self._swap = None
        found = self._choices = self._choices or self._read()
        vehicle, driver = self._wanted = (_id(self.vehicle), _id(self.driver))
        swap = other_vehicle.RideSwap(
            found.ride_ids,
            vehicle,
            driver,
            next((choice for choice in found.vehicles if choice.id == vehicle), None),
            next((choice for choice in found.drivers if choice.id == driver), None),
        )
        _tell(self._vehicle_field, swap.vehicle)
        _tell(self._driver_field, swap.driver)
        self._swap = None if swap.blocked else swap
        self.adjustSize()
        rides = counted(len(found.ride_ids), "ride")
        told = f"{rides} betroffen; gesperrte und abgeschlossene bleiben."
        if self.scope.current() == ONE and vehicle and driver:
            told = STAYS
        return Outlook(told, ready=not swap.blocked, tone="second")

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
