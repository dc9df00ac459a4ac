"""Rides of a day in the shell: shown whole, then stored in one act."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict
from kursplaner.cli.rides import answers
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.cli.stops import stop_id_of
from kursplaner.desk import ride_changes
from kursplaner.desk.wording import ride_changes as wording
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind, CancelReason, Direction
from kursplaner.planning.rides import nobody_drives, other_stop, other_vehicle, swapping
from kursplaner.planning.rides.nobody_drives import Offer, Offers
from kursplaner.planning.rides.other_stop import BOTH, StopWish
from kursplaner.planning.rides.swapping import Swap, SwapWish
from kursplaner.store.queries.rides.rides import RideRow, rides_by_id
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

WAYS = {
    "both": BOTH,
    "out": frozenset((Direction.OUT,)),
    "back": frozenset((Direction.BACK,)),
}


@dataclass(frozen=True, slots=True)
class Driven:
    """How a ride is to be driven; nothing of it: only show who could."""

    driver: int | None = None
    vehicle: int | None = None
    taxi: bool = False
    call_off: CancelReason | None = None
    nobody: bool = False
    from_here_on: bool = False

    @property
    def count(self) -> int:
        """How many of the three ways are asked for."""
        return sum(
            (bool(self.driver or self.vehicle or self.nobody), self.taxi, self.call_off is not None)
        )


def swap_rides(
    file: Path,
    what: Swap,
    pair: tuple[int, int],
    day: date | None,
    *,
    dry_run: bool,
    as_json: bool = False,
) -> None:
    """Swap two drivers or vehicles on a day, or two tours."""
    with town(file) as workspace:
        with workspace.read() as db:
            plan = swapping.propose(db, SwapWish(what, *pair, day or clock.today()))
            lines = ride_changes.of_swap(db, plan)
        if not as_json:
            _say(lines)
        if plan.blocked:
            raise HardConflict(["occupied"])
        subjects = [("ride", ride.id) for ride in plan.rides]
        if not dry_run:
            with workspace.change(ActKind.RIDES_SWAPPED, subjects) as db:
                swapping.apply(db, plan)
    answer = answers.swap_answer(plan, lines, stored=output.kept())
    _end(f"{wording.swapped(plan)}.", answer, dry_run=dry_run, as_json=as_json)


def stop_elsewhere(
    file: Path,
    person: int,
    stop: str,
    direction: str,
    day: date | None,
    *,
    dry_run: bool,
    as_json: bool = False,
) -> None:
    """Let somebody board elsewhere on one day."""
    on = day or clock.today()
    with town(file) as workspace:
        with workspace.read() as db:
            stop_id = None if stop.strip() == "-" else stop_id_of(db, stop)
            plan = other_stop.propose(db, StopWish(person, on, stop_id, WAYS[direction]))
            lines = ride_changes.of_stop(db, plan)
        if not as_json:
            _say(lines)
        if plan.blocked or not dry_run:
            with workspace.change(ActKind.RIDE_CHANGED, [("person", person)]) as db:
                other_stop.apply(db, plan)
    answer = answers.stop_answer(plan, lines, on, stored=output.kept())
    _end("Haltepunkt für diesen Tag geändert.", answer, dry_run=dry_run, as_json=as_json)


def drive_otherwise(
    file: Path, key: int, asked: Driven, *, dry_run: bool, as_json: bool = False
) -> None:
    """Show who could drive a ride, or let it be driven as asked for."""
    with town(file) as workspace:
        with workspace.read() as db:
            found = nobody_drives.offers(db, key)
            ride = rides_by_id(db, [key])[key]
            people = ride_changes.people(db, found.passengers)
        if not asked.count:
            answer = answers.drive_answer(key, found, [], stored=False)
            output.say_json(answer) if as_json else _show_offers(ride, found)
            return
        work, lines, told, blocked = _way_out(workspace, key, asked, ride, people)
        if not as_json:
            _say(lines)
        if blocked:
            raise HardConflict(["occupied"])
        if not dry_run:
            with workspace.change(ActKind.RIDE_CHANGED, [("ride", key)]) as db:
                work(db)
    answer = answers.drive_answer(key, found, lines, stored=output.kept())
    _end(told, answer, dry_run=dry_run, as_json=as_json)


def _way_out(
    workspace: Workspace, key: int, asked: Driven, ride: RideRow, people: Sequence[str]
) -> tuple[Callable[[Db], object], list[str], str, bool]:
    """Return what stores it, what it does in lines, the notice, and whether something is hard."""
    if asked.taxi:
        told = "Ein Taxi fährt; bestellen Sie es bitte selbst."
        return lambda db: nobody_drives.order_taxi(db, key), wording.taxi_order(ride), told, False
    reason = asked.call_off
    if reason is not None:
        lines = [wording.without_ride(people)]
        return lambda db: nobody_drives.call_off(db, key, reason), lines, "Fahrt abgesagt.", False
    driver = None if asked.nobody else asked.driver or ride.driver_id
    pair = (asked.vehicle or ride.vehicle_id, driver)
    with workspace.read() as db:
        swap = nobody_drives.with_pair(db, key, *pair)
        if asked.from_here_on:
            swap = other_vehicle.propose(db, key, *pair, from_here_on=True)
    lines = []
    for choice in (swap.vehicle, swap.driver):
        if choice is not None:
            lines += [choice.name, *wording.against_lines(choice.against)]
    if asked.from_here_on:
        rides = counted(len(swap.ride_ids), "ride")
        lines = [f"{rides} betroffen; gesperrte und abgeschlossene bleiben.", *lines]
        told = f"{rides} geändert."
        return lambda db: other_vehicle.apply(db, swap, by_hand=True), lines, told, swap.blocked
    return lambda db: nobody_drives.take(db, key, *pair), lines, "Fahrt zugeteilt.", swap.blocked


def _end(told: str, answer: dict[str, Any], *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        output.say_json(answer)
    else:
        output.done(told, dry_run=dry_run)


def _show_offers(ride: RideRow, found: Offers) -> None:
    output.say(wording.tour_name(ride))
    offers = [*((o, False) for o in found.drivers), *((o, True) for o in found.vehicles)]
    for offer, other in offers:
        output.say(f"{wording.offer_name(offer, other_vehicle=other, hidden=False)}: {_ids(offer)}")
    if not offers:
        output.say("Niemand ist zu dieser Zeit mit einem passenden Fahrzeug frei.")
    output.say("Sonst: --taxi oder --call-off.")


def _ids(offer: Offer) -> str:
    note = wording.offer_note(offer)
    return f"{note} (--vehicle {offer.vehicle.id} --driver {offer.driver.id})"


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        output.say(line)
