"""Fahrdienst: the day's tours on the map and along time, its rules, those left out, one ride."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.basics import clock
from kursplaner.basics.folding import fold
from kursplaner.basics.spans import minute_at
from kursplaner.desk.ride_board import RideBoard, RideGroup, read_rides
from kursplaner.desk.wording.words import days
from kursplaner.domain.kinds import SheetKind
from kursplaner.store.queries.rides.rides import vehicle_rows
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.look.theme import theme
from kursplaner.ui.rides.acts import RideActs
from kursplaner.ui.rides.content import NO_VEHICLE, TAXI, board_content, map_content
from kursplaner.ui.rides.day_cards import LeftCard, PlanCard
from kursplaner.ui.rides.inspector import RideView
from kursplaner.ui.widgets import (
    Choice,
    ChoiceField,
    EmptyState,
    IconButton,
    MapView,
    Page,
    PaletteEntry,
    PeriodStepper,
    PrimaryButton,
    Segmented,
    TimeBoard,
)

WHOLE_TITLE = 10
"""Letters of room in which "11:30 zurück" is read whole."""
MOST_SEGMENTS = 4
MAP_HEIGHT = 360
WIDE = 820


class RidesPage(Page):
    """The day of the shuttle."""

    kinds = frozenset({"rides", "people", "courses", "rooms", "settings"})

    def __init__(self, context: AppContext) -> None:
        super().__init__("Fahrdienst", inspector=True)
        self._context = context
        self._day = context.today()
        self._group, self._wide = "", True
        self._ride: int | None = None
        self.board = RideBoard(self._day)
        self.acts = RideActs(context, self)
        self._add_head()
        self._add_body()
        self.view = RideView(context, self.inspector, self.acts) if self.inspector else None
        self.refresh()

    # --- what the window asks -------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the day again."""
        with self._context.workspace.read() as db:
            self.board = read_rides(db, self._day)
        self.acts.board = self.board
        if not any(group.key == self._group for group in self.board.groups):
            self._group = self._usual_group()
        self._show_head()
        self._show_body()
        self._show_ride()
        if self._day == self._context.today():
            self._context.set_badge("rides", len(self.board.left), "nicht eingeplant")

    def show_target(self, **target: object) -> None:
        """Show a day (`day`), a ride (`ride_id`), or a dialog (`plan`, `fleet`)."""
        day, ride_id = target.get("day"), target.get("ride_id")
        if isinstance(day, date):
            self._day = day
        self.refresh()
        if isinstance(ride_id, int):
            self.choose(ride_id)
        if target.get("plan"):
            self.acts.plan_day()
        elif target.get("fleet"):
            self.acts.show_fleet(str(target["fleet"]))

    def print_page(self) -> bool:
        """Go to the print centre with the day's driver's sheets."""
        self._context.go("printing", kind=SheetKind.DRIVER.value, day=self._day)
        return True

    def choose(self, ride_id: object) -> None:
        """Show one ride at the right, on the map and on the board."""
        if not isinstance(ride_id, int):
            return
        self._ride = ride_id
        group = self.board.group_of(ride_id)
        if group is not None and group.key != self._group:
            self._group = group.key
            self._show_head()
            self._show_map()
        self._show_ride()
        self.open_inspector()

    # --- building -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.head.width() >= theme().px(WIDE)
        if wide != self._wide:
            self._wide = wide
            self._show_head()

    def _add_head(self) -> None:
        self.stepper = PeriodStepper("", width=104)
        self.stepper.stepped.connect(self._step)
        self.stepper.today_wanted.connect(self._today)
        self.head.add_beside(self.stepper)
        self._groups = QHBoxLayout()
        self._groups.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._groups)
        self.head.add_tool(holder)
        fleet = IconButton("bus", "Fahrzeuge und Haltepunkte", framed=True)
        fleet.clicked.connect(self._show_fleet)
        self.head.add_tool(fleet)
        self.plan_button = PrimaryButton("Tag planen", "wand-sparkles")
        self.plan_button.clicked.connect(self.acts.plan_day)
        self.head.add_tool(self.plan_button)

    def _add_body(self) -> None:
        self.empty = EmptyState(
            "An diesem Tag fährt niemand.",
            "Tag planen",
            "bus",
            hint="Fahrten entstehen mit einem Kurs, der einen Fahrdienst anbietet.",
        )
        self.empty.wanted.connect(self.acts.plan_day)
        self.first = EmptyState(
            "Hier stehen die Touren des Tages auf Karte und Zeitleiste.",
            "Erstes Fahrzeug eintragen",
            "bus",
            hint="Zuerst braucht der Fahrdienst ein Fahrzeug, danach einen Kurs mit Fahrdienst.",
        )
        self.first.wanted.connect(self.acts.new_vehicle)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.first, 1)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        top = QHBoxLayout()
        top.setSpacing(theme().px(12))
        self.map = MapView()
        self.map.setMinimumHeight(theme().px(MAP_HEIGHT))
        self.map.route_selected.connect(self.choose)
        self.plan = PlanCard()
        top.addWidget(self.map, 7)
        top.addWidget(self.plan, 5)
        column.addLayout(top, 1)
        self.times = TimeBoard()
        self.times.selected.connect(self.choose)
        self.times.activated.connect(self._open)
        self.times.dropped.connect(self._drop)
        self.times.passenger_dropped.connect(self._drop_passenger)
        column.addWidget(self.times)
        self.left = LeftCard()
        self.left.help_wanted.connect(self.acts.help)
        column.addWidget(self.left)
        self.body.addWidget(self._content, 1)

    # --- showing --------------------------------------------------------------------------------

    def _show_head(self) -> None:
        self.stepper.show_text(days.full_day(self._day))
        while self._groups.count():
            item = self._groups.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        groups = self.board.groups
        if not groups:
            return
        choices = [Choice(group.key, group.title) for group in groups]
        if len(groups) > MOST_SEGMENTS or not self._wide:
            choices = [Choice(group.key, _long_title(group)) for group in groups]
            field = ChoiceField(choices, self._group, name="Touren")
            field.setMinimumContentsLength(WHOLE_TITLE)
            field.chosen.connect(self._choose_group)
            self._groups.addWidget(field)
            return
        segments = Segmented(choices, self._group, name="Touren")
        segments.chosen.connect(self._choose_group)
        self._groups.addWidget(segments)

    def _show_fleet(self) -> None:
        self.acts.show_fleet()

    def _show_body(self) -> None:
        there = bool(self.board.rides or self.board.left)
        self.empty.setVisible(not there and bool(self.board.vehicles))
        self.first.setVisible(not there and not self.board.vehicles)
        self.plan_button.setEnabled(bool(self.board.vehicles))
        self._content.setVisible(there)
        if not there:
            return
        hidden = self._context.names_hidden
        self._show_map()
        self.plan.show_day(self.board, hidden=hidden)
        self.times.show_content(board_content(self.board, hidden=hidden))
        self.left.show_day(self.board, hidden=hidden)

    def _show_map(self) -> None:
        group = next((group for group in self.board.groups if group.key == self._group), None)
        self.map.show_content(map_content(self.board, group))

    def _show_ride(self) -> None:
        ride = self.board.ride(self._ride)
        self.times.choose(ride.id if ride else None)
        self.map.choose_route(ride.id if ride else None)
        if self.view is None or self.inspector is None:
            return
        if ride is None:
            self.inspector.show_nothing("Wählen Sie eine Tour aus.")
        else:
            self.view.show(self.board, ride)

    def _usual_group(self) -> str:
        """The group that is next today, the first of another day."""
        groups = self.board.groups
        if not groups:
            return ""
        if self._day != self._context.today():
            return groups[0].key
        now = minute_at(datetime.combine(self._day, clock.now().time()))
        ends = {
            group.key: max(ride.ends for ride in self.board.rides if ride.id in group.ride_ids)
            for group in groups
        }
        return next((group.key for group in groups if ends[group.key] > now), groups[-1].key)

    # --- slots ----------------------------------------------------------------------------------

    def _step(self, step: int) -> None:
        self._day += timedelta(days=step)
        self._ride, self._group = None, ""
        self.refresh()

    def _today(self) -> None:
        self._day = self._context.today()
        self._ride, self._group = None, ""
        self.refresh()

    def _choose_group(self, key: str) -> None:
        self._group = key
        group = next((group for group in self.board.groups if group.key == key), None)
        if group is not None and self._ride not in group.ride_ids:
            self._ride = None
            self._show_ride()
        self._show_map()

    def _open(self, ride_id: object) -> None:
        ride = self.board.ride(ride_id) if isinstance(ride_id, int) else None
        if ride is not None:
            self.acts.enter_result(ride)

    def _drop(self, ride_id: object, vehicle_id: object) -> None:
        """A tour was dragged to another vehicle: show what speaks against it."""
        ride = self.board.ride(ride_id) if isinstance(ride_id, int) else None
        if (
            ride is not None
            and isinstance(vehicle_id, int)
            and vehicle_id not in {NO_VEHICLE, TAXI}
        ):
            self.acts.change(ride, vehicle_id)

    def _drop_passenger(self, person_id: int, vehicle_id: object) -> None:
        """Somebody of the shown tour was dragged to a vehicle: show what speaks against it."""
        ride = self.board.ride(self._ride)
        if ride is None or not isinstance(vehicle_id, int):
            return
        if vehicle_id not in {NO_VEHICLE, TAXI, ride.vehicle_id}:
            self.acts.move_passenger(ride, person_id, vehicle_id)


def _long_title(group: RideGroup) -> str:
    way = "hin" if group.direction == "out" else "zurück"
    return f"{group.at // 60}:{group.at % 60:02} {way}"


def _commands(context: AppContext) -> list[PaletteEntry]:
    def go(**target: object) -> None:
        context.go("rides", **target)

    return [
        PaletteEntry("Tag planen", lambda: go(plan=True), "Fahrdienst", "wand-sparkles"),
        PaletteEntry("Fahrzeuge", lambda: go(fleet="vehicles"), "Sitze, Nachweise", "bus"),
        PaletteEntry("Haltepunkte", lambda: go(fleet="stops"), "Fahrdienst", "map-pin"),
    ]


def _search(context: AppContext, text: str) -> list[PaletteEntry]:
    """Vehicles by name or plate."""
    wanted = fold(text)
    with context.workspace.read() as db:
        found = vehicle_rows(db)
    return [
        PaletteEntry(
            vehicle.name, lambda: context.go("rides", fleet="vehicles"), vehicle.plate, "bus"
        )
        for vehicle in found
        if wanted and wanted in fold(f"{vehicle.name} {vehicle.plate}")
    ]


SPEC = PageSpec("rides", "Fahrdienst", "bus", RidesPage, commands=_commands, search=_search)
