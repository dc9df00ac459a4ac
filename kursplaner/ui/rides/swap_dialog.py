"""Two drivers, vehicles or tours of a day take each other's place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.desk import ride_changes
from kursplaner.desk.ride_board import RideBoard
from kursplaner.desk.wording import ride_changes as wording
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind, RideStatus, Role
from kursplaner.planning.rides import swapping
from kursplaner.planning.rides.swapping import RideSwap, Swap, SwapWish
from kursplaner.store.queries.choices import workers
from kursplaner.store.queries.rides.rides import RideRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.rides.content import shown
from kursplaner.ui.widgets import Choice, ChoiceField, Segmented

LINES_HEIGHT = 220


class SwapDialog(FormDialog):
    """Asks who or what swaps, shows every ride of both, and stores it in one act."""

    def __init__(
        self, context: AppContext, board: RideBoard, ride: RideRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Fahrten tauschen", parent, width=600, height=LINES_HEIGHT)
        self._board, self._ride = board, ride
        self._swap: RideSwap | None = None
        kinds = [
            Choice(Swap.DRIVERS.value, "Fahrer:innen"),
            Choice(Swap.VEHICLES.value, "Fahrzeuge"),
            Choice(Swap.TOURS.value, "Zwei Touren"),
        ]
        self.what = Segmented(kinds, self._usual().value, name="Was wird getauscht?")
        self.first = ChoiceField([], name="Wer oder was")
        self.second = ChoiceField([], name="Tauscht mit")
        self.body.addWidget(self.what)
        self.add_line(("Wer oder was", self.first, 1), ("Tauscht mit", self.second, 1))
        self._fill()
        self.what.chosen.connect(self._fill)
        changed = (self.what.chosen, self.first.chosen, self.second.chosen)
        self.begin("Tauschen", "repeat-2", self._store, self._look, changed, self.second)

    def _usual(self) -> Swap:
        return Swap.DRIVERS if self._ride.driver_id is not None else Swap.TOURS

    def _wish(self) -> SwapWish | None:
        first, second = self.first.current(), self.second.current()
        if not first or not second:
            return None
        what = Swap(self.what.current())
        return SwapWish(what, int(first), int(second), self._board.day)

    def _fill(self, _what: object = None) -> None:
        """Offer both sides: of this ride first, then somebody who drives on the day as well."""
        what = Swap(self.what.current())
        found, own = self._sides(what)
        others = [choice for choice in found if choice.key != own]
        self.first.show_choices(found, own or (found[0].key if found else ""))
        self.second.show_choices(found, others[0].key if others else "")

    def _sides(self, what: Swap) -> tuple[list[Choice], str]:
        if what is Swap.TOURS:
            coming = [ride for ride in self._board.rides if ride.status == RideStatus.PLANNED]
            found = [Choice(str(ride.id), _tour(ride)) for ride in coming]
            return _like_first(found, self._same_way()), str(self._ride.id)
        if what is Swap.VEHICLES:
            ids = [(vehicle.id, vehicle.name) for vehicle in self._board.vehicles]
            counts = [(ride.vehicle_id) for ride in self._board.rides]
            return _counted(ids, counts), str(self._ride.vehicle_id or "")
        with self._context.workspace.read() as db:
            drivers = workers(db, [Role.DRIVER.value], self._board.day)
        hidden = self._context.names_hidden
        known = {driver.id: shown(driver.name, hidden=hidden) for driver in drivers}
        known |= {
            ride.driver_id: shown(ride.driver or "", hidden=hidden)
            for ride in self._board.rides
            if ride.driver_id is not None
        }
        counts = [ride.driver_id for ride in self._board.rides]
        return _counted(list(known.items()), counts), str(self._ride.driver_id or "")

    def _same_way(self) -> list[str]:
        """Return the tours of the same group as this ride, which are swapped most."""
        group = self._board.group_of(self._ride.id)
        return [str(key) for key in sorted(group.ride_ids)] if group is not None else []

    def _look(self) -> Outlook:
        self._swap = None
        wish = self._wish()
        if wish is None:
            return Outlook("Bitte wählen Sie beide Seiten.", ready=False)
        with self._context.workspace.read() as db:
            swap = swapping.propose(db, wish)
            lines = ride_changes.of_swap(db, swap, hidden=self._context.names_hidden)
        self._swap = None if swap.blocked else swap
        return Outlook("\n".join(lines), ready=not swap.blocked)

    def _store(self) -> None:
        swap = self._swap
        if swap is not None:
            self.act(
                ActKind.RIDES_SWAPPED,
                lambda db: swapping.apply(db, swap),
                wording.swapped(swap, hidden=self._context.names_hidden),
                [("ride", ride.id) for ride in swap.rides],
            )


def _tour(ride: RideRow) -> str:
    return f"{wording.tour_name(ride)} ({ride.vehicle or 'ohne Fahrzeug'})"


def _counted(found: list[tuple[int, str]], rides: list[int | None]) -> list[Choice]:
    """Return names with their rides of the day, those who drive most first."""
    order = sorted(found, key=lambda each: -rides.count(each[0]))
    return [
        Choice(str(key), f"{name} ({counted(rides.count(key), 'ride')})") for key, name in order
    ]


def _like_first(found: list[Choice], first: list[str]) -> list[Choice]:
    return sorted(found, key=lambda choice: choice.key not in first)
