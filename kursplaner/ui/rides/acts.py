"""What is done with a day's rides: each act is told in the quiet bar, and undoable."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.ride_board import RideBoard
from kursplaner.desk.wording.rides import left_fix, tour_title
from kursplaner.domain.kinds import ActKind, SheetKind
from kursplaner.planning.rides import day_plan, other_vehicle
from kursplaner.planning.rides.day_plan import DayPlan, LeftBehind
from kursplaner.store.queries.rides.rides import RideRow
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.rides.call_list import CallListDialog
from kursplaner.ui.rides.change_dialog import ChangeDialog
from kursplaner.ui.rides.content import shown
from kursplaner.ui.rides.day_stop_dialog import DayStopDialog
from kursplaner.ui.rides.fleet_dialog import FleetDialog
from kursplaner.ui.rides.move_dialog import MoveDialog
from kursplaner.ui.rides.plan_dialog import PlanDialog
from kursplaner.ui.rides.result_dialog import ResultDialog
from kursplaner.ui.rides.swap_dialog import SwapDialog
from kursplaner.ui.rides.vehicle_dialog import VehicleDialog
from kursplaner.ui.tasks import Progress


class RideActs:
    """The acts of the page, which gives it the board as it was read last."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        self._context, self._parent = context, parent
        self.board = RideBoard(context.today())
        self._planning = False

    def plan_day(self) -> None:
        """Lay the day anew, off the window's thread, and show what would change."""
        if self._planning:
            return
        self._planning, day, workspace = True, self.board.day, self._context.workspace

        def work(progress: Progress) -> DayPlan:
            progress.step(0, 1)
            with workspace.read() as db:
                return day_plan.propose_day(db, day)

        def done(plan: DayPlan) -> None:
            PlanDialog(self._context, plan, self._parent).open()

        task = self._context.run("Touren werden geplant", work, done)
        task.ended.connect(self._planned)

    def _planned(self) -> None:
        self._planning = False

    def print_sheet(self, ride: RideRow) -> None:
        """Open the print centre with the driver's sheets of the day."""
        kind = SheetKind.DRIVER.value
        self._context.go("printing", kind=kind, day=self.board.day, ride_id=ride.id)

    def lock(self, ride: RideRow) -> None:
        """Keep a ride as it is, or let it go."""
        locked = not ride.locked
        what = "ist gesperrt und bleibt, wie sie ist" if locked else "ist nicht mehr gesperrt"
        act(
            self._context,
            ActKind.RIDE_CHANGED,
            lambda db: other_vehicle.lock(db, ride.id, ride.version, locked=locked),
            f"Tour {tour_title(ride)} {what}",
            [("ride", ride.id)],
        )

    def change(self, ride: RideRow, vehicle_id: int | None = None) -> None:
        """Ask for another vehicle or driver."""
        ChangeDialog(self._context, ride, vehicle_id, self._parent).open()

    def move_passenger(self, ride: RideRow, person_id: int, vehicle_id: int | None = None) -> None:
        """Show to which vehicles somebody could go, with what speaks against each."""
        try:
            dialog = MoveDialog(self._context, ride, person_id, vehicle_id, self._parent)
        except KursplanerError as error:
            self._context.problem(error)
            return
        dialog.open()

    def swap(self, ride: RideRow) -> None:
        """Ask which drivers, vehicles or tours take each other's place."""
        SwapDialog(self._context, self.board, ride, self._parent).open()

    def other_stop(self, ride: RideRow, person_id: int) -> None:
        """Ask where somebody boards on this day alone."""
        name = next((p.name for p in ride.passengers if p.person_id == person_id), "")
        person = (person_id, shown(name, hidden=self._context.names_hidden))
        day = self.board.day
        DayStopDialog(self._context, day, person, ride.direction, self._parent).open()

    def call_list(self, ride: RideRow) -> None:
        """Show whom to call."""
        CallListDialog(ride, self._parent, hidden=self._context.names_hidden).open()

    def enter_result(self, ride: RideRow) -> None:
        """Ask who was aboard."""
        ResultDialog(self._context, ride, self._parent).open()

    def show_fleet(self, tab: str = "vehicles") -> None:
        """Show vehicles and stops."""
        FleetDialog(self._context, tab, self._parent).open()

    def new_vehicle(self) -> None:
        """Open the form of a new vehicle."""
        VehicleDialog(self._context, None, self._parent).open()

    def help(self, left: object) -> None:
        """Do what helps somebody who was left out."""
        if not isinstance(left, LeftBehind):
            return
        way_out = left_fix(left)[2]
        if way_out == "fleet":
            self.show_fleet()
        elif way_out == "person":
            self._context.go("people", person_id=left.person_id)
        elif way_out == "plan":
            name = shown(left.name, hidden=self._context.names_hidden)
            act(
                self._context,
                ActKind.RIDES_PLANNED,
                lambda db: day_plan.take_along(db, self.board.day, left),
                f"{name} fährt jetzt mit",
                [("course", left.course_id)],
            )
