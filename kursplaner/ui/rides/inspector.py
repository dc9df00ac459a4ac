"""One ride at the right: seats, driver, halts with passengers, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import clock_text, minute_at, minute_of_day
from kursplaner.desk.ride_board import RideBoard
from kursplaner.desk.wording.childcare import short_age
from kursplaner.desk.wording.rides import margin_text, place_name, tour_title
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import kilometres, number
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import Direction, RideStatus, SeatKind, SeatResult
from kursplaner.domain.kinds.counting import SEATS_RIDING
from kursplaner.planning.rides.day import (
    RuleKind,
    arrival_state,
    boarding,
    margin,
    riding,
    seats_used,
)
from kursplaner.store.queries.people.people import people_by_id
from kursplaner.store.queries.rides.rides import Halt, Passenger, RideRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.rides.content import SHAPES, colour_of, shown
from kursplaner.ui.rides.route_lines import HaltLine, RiderLine, RouteLines
from kursplaner.ui.rides.ways_out import WaysOut
from kursplaner.ui.widgets import (
    Button,
    Inspector,
    Pill,
    PrimaryButton,
    Row,
    Text,
)
from kursplaner.ui.widgets.texts import PillTone

SEAT_ICONS = {
    SeatKind.NONE: "user",
    SeatKind.INFANT_CARRIER: "baby",
    SeatKind.WHEELCHAIR: "accessibility",
}


class RideButtons(Protocol):
    """What the buttons do."""

    def print_sheet(self, ride: RideRow) -> None:
        """The driver's sheet."""

    def lock(self, ride: RideRow) -> None:
        """Keep it as it is, or let it go."""

    def call_list(self, ride: RideRow) -> None:
        """Who to call, in order of the halts."""

    def change(self, ride: RideRow) -> None:
        """Another vehicle or driver."""

    def move_passenger(self, ride: RideRow, person_id: int) -> None:
        """Somebody into another vehicle."""

    def enter_result(self, ride: RideRow) -> None:
        """Who was aboard."""

    def swap(self, ride: RideRow) -> None:
        """Two drivers, vehicles or tours in each other's place."""

    def other_stop(self, ride: RideRow, person_id: int) -> None:
        """Somebody boards elsewhere on this day."""


class RideView:
    """Fills the inspector for one ride after the other."""

    def __init__(self, context: AppContext, inspector: Inspector, buttons: RideButtons) -> None:
        self._context, self._inspector, self._do = context, inspector, buttons
        self.ways_out = WaysOut(context, inspector, inspector.window())

    def show(self, board: RideBoard, ride: RideRow) -> None:
        """Show one ride of the day."""
        self._begin(board, ride)
        self._pills(board, ride)
        self._driver(board, ride)
        if board.there[ride.id].nobody_drives and _can_move(ride):
            self.ways_out.show(ride)
        self._route(board, ride)
        self._buttons(ride)
        self._afterwards(ride)
        self._inspector.finish()

    @property
    def _hidden(self) -> bool:
        return self._context.names_hidden

    def _begin(self, board: RideBoard, ride: RideRow) -> None:
        same = (ride.vehicle_id, ride.by_taxi)
        own = [row.id for row in board.rides if (row.vehicle_id, row.by_taxi) == same]
        vehicle = "Taxi" if ride.by_taxi else ride.vehicle or "Ohne Fahrzeug"
        over = f"{vehicle} · Tour {own.index(ride.id) + 1} von {len(own)}"
        title = f"{tour_title(ride)}, {said(Direction, ride.direction)}"
        at = minute_of_day(ride.lesson_starts[0]) if ride.lesson_starts else None
        lesson = f" {clock_text(at)}" if at is not None else ""
        way = "zu" if ride.direction == Direction.OUT else "von"
        to = f" · {way} {', '.join(ride.courses)}{lesson}" if ride.courses else ""
        when = f"{days.short_day(board.day)} {days.times(ride.starts, ride.ends)}"
        self._inspector.begin(over, title, f"{when}{to}")

    def _pills(self, board: RideBoard, ride: RideRow) -> None:
        people = len(riding(ride))
        tone: PillTone = "bad" if ride.seats and people > ride.seats else "good"
        seats = f"{people} von {ride.seats}" if ride.seats else str(people)
        pills = [Pill(seats, tone, "user")]
        stock = board.stock(ride.vehicle_id)
        for kind, used in sorted(seats_used(ride).items()):
            there = stock.get(kind, 0)
            full = "bad" if used > there else "warning" if used == there else "good"
            text = f"{said(SeatKind, kind)} {used} von {there}"
            pills.append(Pill(text, full, "armchair"))  # type: ignore[arg-type]
        pills.append(Pill(kilometres(round(ride.metres, -3))))
        if ride.locked:
            pills.append(Pill("gesperrt", icon="lock"))
        if board.there[ride.id].vehicle_id != ride.vehicle_id:
            pills.append(Pill("Fahrzeug nicht da", "bad", "bus"))
        if ride.status == RideStatus.DONE:
            pills.append(Pill("abgeschlossen", "good", "check"))
        if ride.status == RideStatus.CANCELLED:
            pills.append(Pill("fällt aus", "bad", "ban"))
        self._inspector.add(_wrapped(pills))

    def _driver(self, board: RideBoard, ride: RideRow) -> None:
        self._inspector.divider()
        if ride.by_taxi:
            row = Row("Ein Taxi fährt", icon="bus", tool=Pill("bestellt", "good"), margin=0)
        elif ride.driver is None or ride.driver_id is None:
            pill = Pill("fehlt", "bad")
            row = Row("Noch ohne Fahrer:in", icon="user-x", tool=pill, margin=0)
        else:
            with self._context.workspace.read() as db:
                found = people_by_id(db, [ride.driver_id])
            phone = "" if self._hidden or not found else found[0].phone
            name = f"{shown(ride.driver, hidden=self._hidden)} fährt"
            away = board.there[ride.id].driver_id is None
            state = Pill("nicht da", "bad") if away else _credentials(board, ride.driver)
            row = Row(name, phone, icon="user", tool=state, margin=0)
        self._inspector.add(row)
        self._inspector.divider()

    def _route(self, board: RideBoard, ride: RideRow) -> None:
        group = board.group_of(ride.id)
        order = sorted(group.ride_ids) if group else [ride.id]
        shape = SHAPES[order.index(ride.id) % len(SHAPES)]
        lines, count = [], 0
        for halt in ride.halts:
            count += not halt.is_site
            riders = self._arrival(ride) if halt.is_site else self._riders(board, ride, halt)
            place = place_name(halt.name, halt.municipality if not halt.is_site else "")
            time = clock_text(minute_of_day(halt.at))
            lines.append(HaltLine(place, time, 0 if halt.is_site else count, riders))
        route = RouteLines(lines, colour_of(board, ride.vehicle_id), shape)
        route.move_wanted.connect(lambda person: self._do.move_passenger(ride, person))
        self._inspector.add(route)

    def _riders(self, board: RideBoard, ride: RideRow, halt: Halt) -> tuple[RiderLine, ...]:
        found: list[RiderLine] = []
        for passenger in boarding(ride, halt):
            line = self._rider(board, passenger)
            found.append(replace(line, person_id=passenger.person_id if _can_move(ride) else 0))
            if passenger.pram:
                found.append(RiderLine("luggage", "Kinderwagen", "Kofferraum"))
        return tuple(found)

    def _rider(self, board: RideBoard, passenger: Passenger) -> RiderLine:
        name = shown(passenger.name, hidden=self._hidden)
        kind = SeatKind.WHEELCHAIR if passenger.wheelchair else SeatKind(passenger.kind)
        icon = SEAT_ICONS.get(kind, "armchair")
        if passenger.result not in SEATS_RIDING:
            return RiderLine(icon, name, said(SeatResult, passenger.result), "warning")
        if kind is not SeatKind.NONE:
            age = short_age(passenger.birth_date, board.day) if passenger.with_person else ""
            text = f"{name}, {age}" if age else name
            return RiderLine(icon, text, said(SeatKind, kind))
        return RiderLine(icon, name, "" if self._hidden else passenger.phone)

    def _arrival(self, ride: RideRow) -> tuple[RiderLine, ...]:
        minutes, state = margin(ride), arrival_state(ride, self._context.workspace.settings)
        if minutes is None or not state:
            return ()
        words = "passt" if state == "good" else "passt nicht"
        return (RiderLine("clock", margin_text(minutes, ride.direction), words, state),)

    def _buttons(self, ride: RideRow) -> None:
        self._inspector.space(4)
        sheet = PrimaryButton("Fahrtenblatt drucken", "printer")
        sheet.clicked.connect(lambda: self._do.print_sheet(ride))
        self._inspector.add(sheet)
        self._inspector.space(4)
        row, line = _pair()
        locked = ride.locked
        lock = Button("Sperre lösen" if locked else "Tour sperren",
                      icon="lock-open" if locked else "lock")  # fmt: skip
        lock.clicked.connect(lambda: self._do.lock(ride))
        calls = Button("Anrufliste", icon="phone")
        calls.clicked.connect(lambda: self._do.call_list(ride))
        for button in (lock, calls):
            line.addWidget(button, 1)
        self._inspector.add(row)
        if ride.status == RideStatus.PLANNED:
            self._inspector.space(4)
            change = Button("Fahrzeug oder Fahrer:in ändern", icon="pen-line")
            change.clicked.connect(lambda: self._do.change(ride))
            self._inspector.add(change)
        if _can_move(ride):
            self._inspector.space(4)
            swap = Button("Mit anderen tauschen", icon="repeat-2")
            swap.clicked.connect(lambda: self._do.swap(ride))
            self._inspector.add(swap)
            self._for_passengers(ride)

    def _for_passengers(self, ride: RideRow) -> None:
        if not ride.passengers:
            return
        self._inspector.space(4)
        row, line = _pair()
        for text, icon, do in (
            ("Umsetzen", "users", self._do.move_passenger),
            ("Anderer Halt", "map-pin", self._do.other_stop),
        ):
            button = Button(text, icon=icon, name=f"Fahrgast: {text}")
            button.clicked.connect(
                lambda _=False, b=button, act=do: self._choose_passenger(ride, b, act)
            )
            line.addWidget(button, 1)
        self._inspector.add(row)

    def _choose_passenger(
        self, ride: RideRow, button: Button, do: Callable[[RideRow, int], None]
    ) -> None:
        """Ask whom it is about; children go along with their adult."""
        menu = QMenu(button)
        for passenger in ride.passengers:
            if not passenger.with_person:
                entry = menu.addAction(f"{shown(passenger.name, hidden=self._hidden)} …")
                key = passenger.person_id
                entry.triggered.connect(lambda _=False, who=key: do(ride, who))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _afterwards(self, ride: RideRow) -> None:
        self._inspector.section("Nach der Fahrt")
        done = ride.status == RideStatus.DONE
        if ride.odometer_start_km is not None and ride.odometer_end_km is not None:
            driven = ride.odometer_end_km - ride.odometer_start_km
            ends = f"{number(ride.odometer_start_km)}–{number(ride.odometer_end_km)}"
            text = f"Gefahren {number(driven)} km ({ends})"
        else:
            text = "Wer war an Bord, Kilometer Anfang und Ende"
        self._inspector.add(Text(text, "plain", "second", wrap=True))
        self._inspector.space(4)
        button = Button("Ergebnis ändern" if done else "Ergebnis eintragen", icon="pen-line")
        button.clicked.connect(lambda: self._do.enter_result(ride))
        self._inspector.add(button)


def _can_move(ride: RideRow) -> bool:
    """Tell whether passengers can still change the vehicle: before it sets off."""
    return ride.status == RideStatus.PLANNED and ride.starts > minute_at(clock.now())


def _credentials(board: RideBoard, driver: str) -> Pill | None:
    """Return the state of a driver's credentials on the day; None where none are asked for."""
    if not any(rule.kind is RuleKind.DRIVER_CREDENTIAL for rule in board.rules):
        return None
    for rule in board.rules:
        if rule.kind is RuleKind.DRIVER_CREDENTIAL and rule.facts.get("name") == driver:
            if rule.state == "bad":
                return Pill("Nachweis fehlt", "bad")
            return Pill("bald fällig", "warning")
    return Pill("Nachweise gültig", "good")


def _pair() -> tuple[QWidget, QHBoxLayout]:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme().px(8))
    return row, line


def _wrapped(pills: list[Pill]) -> QWidget:
    """Pills in lines no wider than the inspector."""
    box = QWidget()
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, theme().px(8))
    grid.setSpacing(theme().px(6))
    room, used, row, line = theme().px(270), 0, 0, _pair()
    for pill in pills:
        width = pill.sizeHint().width() + theme().px(6)
        if used and used + width > room:
            line[1].addStretch(1)
            grid.addWidget(line[0], row, 0, Qt.AlignmentFlag.AlignLeft)
            row, used, line = row + 1, 0, _pair()
        line[1].addWidget(pill)
        used += width
    line[1].addStretch(1)
    grid.addWidget(line[0], row, 0, Qt.AlignmentFlag.AlignLeft)
    return box
