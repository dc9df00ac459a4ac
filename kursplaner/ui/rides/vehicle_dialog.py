"""The form of a vehicle: seats, child seats, usual driver, papers with their last day."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording.conflicts.sentences import saved_sentence
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ActKind, Role
from kursplaner.planning.conflicts.rechecks import Recheck
from kursplaner.planning.people.person_form import PaperLine
from kursplaner.planning.rides.vehicles import (
    STOCKED,
    VEHICLE_PAPERS,
    VehicleForm,
    end_vehicle,
    store_vehicle,
    vehicle_form,
)
from kursplaner.store.queries.choices import workers
from kursplaner.store.queries.rides.rides import stop_rows
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.people.paper_rows import PaperRows
from kursplaner.ui.rides.content import shown
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    Dialog,
    Field,
    NumberField,
    PrimaryButton,
    Text,
    TextField,
)

NOBODY = "0"


class VehicleDialog(Dialog):
    """A vehicle, or a new one.

    Attributes:
        failing: what is planned and does not fit any more since it was stored.
    """

    def __init__(
        self, context: AppContext, vehicle_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Fahrzeug" if vehicle_id else "Neues Fahrzeug", parent, width=560)
        self._context = context
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
        self.stock = {
            kind: NumberField(form.child_seats.get(kind.value, 0), name=word(kind), most=20)
            for kind in STOCKED
        }
        known = {
            kind.value: PaperLine(
                kind.value, form.issued.get(kind.value), form.papers.get(kind.value)
            )
            for kind in VEHICLE_PAPERS
        }
        self.papers = PaperRows(VEHICLE_PAPERS, known, context)
        self._lay_out()
        self._add_buttons()

    def store(self) -> None:
        """Store the form and close."""
        try:
            with self._context.workspace.change(ActKind.VEHICLE_CHANGED) as db:
                check = Recheck(db, [self._form.id] if self._form.id else [])
                store_vehicle(db, self._filled())
                self.failing = check.now_failing()
        except KursplanerError as error:
            self._complain(sentence(error))
            return
        self.accept()
        saved = f"{self.name.text().strip()} gespeichert"
        self._context.notice(saved_sentence(saved, self.failing), undo=True)

    def give_up(self) -> None:
        """End the vehicle today; it stays with its past rides."""
        if self._form.id is None:
            return
        key, version = self._form.id, self._form.version
        try:
            with self._context.workspace.change(ActKind.VEHICLE_CHANGED, [("vehicle", key)]) as db:
                end_vehicle(db, key, version)
        except KursplanerError as error:
            self._complain(sentence(error))
            return
        self.accept()
        self._context.notice(f"{self._form.name} fährt nicht mehr", undo=True)

    def _lay_out(self) -> None:
        self._line(("Bezeichnung", self.name, 3), ("Kennzeichen", self.plate, 2),
                   ("Kilometerstand", self.odometer, 2))  # fmt: skip
        self._line(("Sitze mit Fahrersitz", self.seats, 1), ("Rollstuhlplätze",
                   self.wheelchairs, 1), ("Kinderwagen", self.prams, 1))  # fmt: skip
        self._line(*((word(kind), field, 1) for kind, field in self.stock.items()))
        self._line(("Fährt gewöhnlich", self.driver, 1), ("Steht gewöhnlich", self.depot, 1))
        self.body.addWidget(self.papers)
        self._complaint = Text("", "plain", "bad", wrap=True)
        self._complaint.hide()
        self.body.addWidget(self._complaint)

    def _line(self, *fields: tuple[str, QWidget, int]) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        for label, field, share in fields:
            line.addWidget(Field(label, field), share)
        self.body.addLayout(line)

    def _add_buttons(self) -> None:
        if self._form.id is not None:
            end = Button("Fährt nicht mehr", "danger", "trash-2")
            end.clicked.connect(self.give_up)
            self.foot.insertWidget(0, end)
        self.add_button(Button("Abbrechen"), rejects=True)
        store = self.add_button(PrimaryButton("Speichern", "check"))
        store.setDefault(True)
        store.clicked.connect(self.store)
        self.name.setFocus()

    def _complain(self, text: str) -> None:
        self._complaint.show_text(text)
        self._complaint.show()

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
            child_seats={kind.value: field.value() for kind, field in self.stock.items()},
            papers={kind.value: field.value() for kind, field in self.papers.until.items()},
            issued={kind.value: field.value() for kind, field in self.papers.issued.items()},
            id=self._form.id,
            version=self._form.version,
        )
