"""Vehicles and stops of the shuttle: two lists, each row opens its form."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from kursplaner.desk.wording.people.people import credential_state
from kursplaner.desk.wording.rides import place_name
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import CredentialKind
from kursplaner.planning.rides.stops import point_text
from kursplaner.planning.rides.vehicles import STOCKED, VEHICLE_CREDENTIALS
from kursplaner.store.queries.rides.rides import StopRow, VehicleRow, stop_rows, vehicle_rows
from kursplaner.store.queries.rides.vehicles import credentials_by_resource
from kursplaner.ui.conflicts.acts import failing_card
from kursplaner.ui.context import AppContext
from kursplaner.ui.rides.stop_dialog import StopDialog
from kursplaner.ui.rides.vehicle_dialog import VehicleDialog
from kursplaner.ui.widgets import (
    Button,
    Card,
    Choice,
    Dialog,
    EmptyState,
    Pill,
    PrimaryButton,
    Row,
    RowList,
    Segmented,
    scrolled,
)

VEHICLES, STOPS = "vehicles", "stops"
SHORT = {CredentialKind.INSPECTION: "HU", CredentialKind.INSURANCE: "Versicherung"}
TABS = (Choice(VEHICLES, "Fahrzeuge", "bus"), Choice(STOPS, "Haltepunkte", "map-pin"))


class FleetDialog(Dialog):
    """Both lists; a click opens the form, "Neu" an empty one."""

    def __init__(
        self, context: AppContext, tab: str = VEHICLES, parent: QWidget | None = None
    ) -> None:
        super().__init__("Fahrzeuge und Haltepunkte", parent, width=640)
        self._context = context
        self.rows: list[Row] = []
        self.tabs = Segmented(TABS, tab, name="Liste")
        self.tabs.chosen.connect(self.refresh)
        self.body.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self.failing: Card | None = None
        self._pages = QStackedWidget()
        self.body.addWidget(self._pages, 1)
        self.new_button = self.add_button(Button("Neu", icon="plus"))
        self.new_button.clicked.connect(lambda: self.edit(None))
        self.add_button(PrimaryButton("Schließen"), accepts=True)
        self.refresh()

    def refresh(self, _tab: str = "") -> None:
        """Read the open list again."""
        stops = self.tabs.current() == STOPS
        self.new_button.show_text("Neuer Haltepunkt" if stops else "Neues Fahrzeug")
        self.rows = []
        page = self._stops() if stops else self._vehicles()
        old = self._pages.currentWidget()
        if old is not None:
            self._pages.removeWidget(old)
            old.deleteLater()
        self._pages.addWidget(page)

    def edit(self, key: int | None) -> None:
        """Open the form of a vehicle or stop, or an empty one."""
        if self.tabs.current() == STOPS:
            stop = StopDialog(self._context, key, self)
            stop.accepted.connect(self.refresh)
            stop.open()
            return
        vehicle = VehicleDialog(self._context, key, self)
        vehicle.accepted.connect(self.refresh)
        vehicle.stored.connect(lambda: self._show_failing(vehicle.failing))
        vehicle.open()

    def _show_failing(self, failing: tuple[Conflict, ...]) -> None:
        """Show what the stored vehicle can no longer do, above the list."""
        if self.failing is not None:
            self.failing.hide()
            self.failing.deleteLater()
        self.failing = failing_card(self._context, failing) if failing else None
        if self.failing is not None:
            self.body.insertWidget(1, self.failing)

    def _vehicles(self) -> QWidget:
        with self._context.workspace.read() as db:
            found = vehicle_rows(db)
            credentials = credentials_by_resource(db, {vehicle.id for vehicle in found})
        if not found:
            return self._empty("Hier stehen die Fahrzeuge mit Sitzen und Nachweisen.", "bus")
        rows = []
        for vehicle in found:
            known = credentials.get(vehicle.id, {})
            title = " · ".join(part for part in (vehicle.name, vehicle.plate) if part)
            row = Row(title, self._vehicle_line(vehicle), icon="bus", tool=self._credential(known))
            row.clicked.connect(lambda key=vehicle.id: self.edit(key))
            rows.append(row)
        return self._list(rows)

    def _stops(self) -> QWidget:
        with self._context.workspace.read() as db:
            found = stop_rows(db)
        if not found:
            return self._empty("Hier stehen die Haltepunkte mit ihrer Lage.", "map-pin")
        rows = []
        for stop in found:
            row = self._stop(stop)
            row.clicked.connect(lambda key=stop.id: self.edit(key))
            rows.append(row)
        return self._list(rows)

    def _list(self, rows: list[Row]) -> QWidget:
        self.rows = [row.make_clickable() for row in rows]
        card = Card(margin=0, spacing=0)
        lines = RowList(top_line=False)
        for row in self.rows:
            row.activated.connect(row.clicked)
            lines.add(row)
        card.body.addWidget(lines)
        return scrolled(card, height=340)

    def _empty(self, sentence: str, icon: str) -> QWidget:
        state = EmptyState(sentence, self.new_button.text(), icon)
        self.keep_high(state, 340)
        state.wanted.connect(lambda: self.edit(None))
        return state

    def _vehicle_line(self, vehicle: VehicleRow) -> str:
        stock = dict(vehicle.child_seats)
        seats = [f"{word(kind)} {stock[kind]}" for kind in STOCKED if stock.get(kind)]
        return " · ".join([f"{vehicle.seats - 1} Plätze", *seats])

    def _credential(self, known: dict[str, date | None]) -> Pill:
        """The credential that runs out first."""
        warn = self._context.workspace.settings.number("papers.warn_days")
        missing = [kind for kind in VEHICLE_CREDENTIALS if kind.value not in known]
        if missing:
            return Pill(f"{SHORT[missing[0]]} fehlt", "bad")
        dated = {k: v for k, v in known.items() if v is not None and k in SHORT}
        if not dated:
            return Pill("ohne Ablauf")
        kind = min(dated, key=lambda credential: dated[credential])
        text, tone = credential_state(dated[kind], self._context.today(), warn)
        return Pill(f"{SHORT[CredentialKind(kind)]} {text}", tone)  # type: ignore[arg-type]

    def _stop(self, stop: StopRow) -> Row:
        point = point_text(stop.latitude, stop.longitude)
        pill = None if point else Pill("ohne Lage", "warning")
        name = place_name(stop.name, stop.municipality)
        return Row(name, point or "noch nicht auf der Karte", icon="map-pin", tool=pill)
