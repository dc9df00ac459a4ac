"""The form of a vehicle: seats, child seats, usual driver, credentials with their last day."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kursplaner.desk.wording.words.kinds import choices, word
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ActKind, Role, VehicleOwner
from kursplaner.planning.people.person_form import CredentialLine
from kursplaner.planning.rides.vehicles import (
    STOCKED,
    VEHICLE_CREDENTIALS,
    VehicleForm,
    end_vehicle,
    store_vehicle,
    vehicle_form,
)
from kursplaner.store.queries.choices import workers
from kursplaner.store.queries.rides.rides import stop_rows
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.people.credential_rows import CredentialRows
from kursplaner.ui.rides.content import shown
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    NumberField,
    TextField,
)

NOBODY = "0"
OWNERS = [Choice(owner.value, text) for owner, text in choices(VehicleOwner)]


class VehicleDialog(FormDialog):
    """A vehicle, or a new one.

    Attributes:
        failing: what is planned and does not fit any more since it was stored.

    Signals:
        stored: it was stored, and `failing` tells what came of it.
    """

    stored = Signal()

    def __init__(
        self, context: AppContext, vehicle_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Fahrzeug" if vehicle_id else "Neues Fahrzeug", parent, width=620)
        with context.workspace.read() as db:
            form = vehicle_form(db, vehicle_id) if vehicle_id else VehicleForm("")
            drivers = workers(db, [Role.DRIVER.value], context.today())
            stops = stop_rows(db)
        self._form = form
        self.failing: tuple[Conflict, ...] = ()
        hidden = context.names_hidden
        people = [Choice(str(worker.id), shown(worker.name, hidden=hidden)) for worker in drivers]
        depots = [Choice(str(stop.id), stop.name) for stop in stops]
        self.name = TextField(form.name, name="Bezeichnung", hint="z. B. Bus 1")
        self.plate = TextField(form.plate, name="Kennzeichen")
        self.seats = NumberField(form.seats, name="Sitze mit Fahrersitz", least=2, most=80)
        self.wheelchairs = NumberField(form.wheelchair_places, name="Rollstuhlplätze", most=9)
        self.prams = NumberField(form.pram_places, name="Kinderwagen", most=9)
        self.odometer = TextField(
            "" if form.odometer_km is None else str(form.odometer_km), name="Kilometerstand"
        )
        self.driver = ChoiceField(
            [Choice(NOBODY, "niemand fest"), *people],
            str(form.usual_driver_id or NOBODY),
            name="Fährt gewöhnlich",
        )
        self.depot = ChoiceField(
            [Choice(NOBODY, "am Kursort"), *depots],
            str(form.depot_stop_id or NOBODY),
            name="Steht gewöhnlich",
        )
        self.owner = ChoiceField(OWNERS, form.owner.value, name="Gehört")
        self.stock = {
            kind: NumberField(form.child_seats.get(kind.value, 0), name=word(kind), most=20)
            for kind in STOCKED
        }
        self.credentials = CredentialRows(VEHICLE_CREDENTIALS, _credentials_of(form), context)
        self._lay_out()
        self.blames = {"name_missing": self.name, "seats_out_of_range": self.seats}
        if vehicle_id:
            self.add_end("Fährt nicht mehr", self.give_up)
            hours = Button("Verfügbarkeit", icon="calendar-clock")
            hours.clicked.connect(self.show_hours)
            self.foot.insertWidget(1, hours)
        self.begin("Speichern", "check", self._save, focus=self.name)

    def show_hours(self) -> None:
        """Close and show when the vehicle is there."""
        self.reject()
        self._context.go("availability", resource_id=self._form.id)

    def _save(self) -> None:
        known = [self._form.id] if self._form.id else []
        saved = f"{self.name.text().strip()} gespeichert"
        done = self.act(
            ActKind.VEHICLE_CHANGED,
            lambda db: store_vehicle(db, self._filled()),
            saved,
            checks=known,
        )
        if done is not None:
            self.failing = done.failing
            self.stored.emit()

    def give_up(self) -> None:
        """End the vehicle today; it stays with its past rides."""
        key, version = self._form.id, self._form.version
        if key is not None:
            self.act(
                ActKind.VEHICLE_CHANGED,
                lambda db: end_vehicle(db, key, version),
                f"{self._form.name} fährt nicht mehr",
                [("vehicle", key)],
            )

    def _lay_out(self) -> None:
        self.add_line(("Bezeichnung", self.name, 3), ("Kennzeichen", self.plate, 2),
                   ("Kilometerstand", self.odometer, 2))  # fmt: skip
        self.add_line(("Sitze mit Fahrersitz", self.seats, 1), ("Rollstuhlplätze",
                   self.wheelchairs, 1), ("Kinderwagen", self.prams, 1))  # fmt: skip
        self.add_line(*((word(kind), field, 1) for kind, field in self.stock.items()))
        self.add_line(("Fährt gewöhnlich", self.driver, 1), ("Steht gewöhnlich", self.depot, 1),
                   ("Gehört", self.owner, 1))  # fmt: skip
        self.body.addWidget(self.credentials)

    def _filled(self) -> VehicleForm:
        odometer = self.odometer.text().strip().replace(".", "")
        return VehicleForm(
            name=self.name.text(),
            plate=self.plate.text(),
            seats=self.seats.value(),
            wheelchair_places=self.wheelchairs.value(),
            pram_places=self.prams.value(),
            usual_driver_id=int(self.driver.current()) or None,
            depot_stop_id=int(self.depot.current()) or None,
            odometer_km=int(odometer) if odometer.isdigit() else None,
            owner=VehicleOwner(self.owner.current()),
            child_seats={kind.value: field.value() for kind, field in self.stock.items()},
            credentials={
                kind.value: field.value() for kind, field in self.credentials.until.items()
            },
            issued={kind.value: field.value() for kind, field in self.credentials.issued.items()},
            id=self._form.id,
            version=self._form.version,
        )


def _credentials_of(form: VehicleForm) -> dict[str, CredentialLine]:
    kinds = [kind.value for kind in VEHICLE_CREDENTIALS]
    return {
        kind: CredentialLine(kind, form.issued.get(kind), form.credentials.get(kind))
        for kind in kinds
    }
