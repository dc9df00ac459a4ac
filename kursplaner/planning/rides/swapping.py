"""Two drivers, vehicles or tours in each other's place: what changes, what speaks against it.

Halts, passengers and their times stay; who and what drives them changes, and with a vehicle that
stands elsewhere the empty ways. They are locked then, so that planning the day does not put them
back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import Span, day_of, minute_at, minute_of
from kursplaner.domain.conflicts.obstacles import Against, Obstacle, soft
from kursplaner.domain.kinds import OccupationSource, RideStatus, Role, Severity
from kursplaner.domain.kinds.counting import (
    RIDES_TAKING_PLACE,
    SEATS_KNOWN_BEFOREHAND,
    SEATS_RIDING,
)
from kursplaner.domain.rides.loads import Load
from kursplaner.domain.rides.rides import Ride, RideSeat, check_planned
from kursplaner.planning.absences.drivers import follow_drivers
from kursplaner.planning.absences.effects import settle
from kursplaner.planning.choices.free_times import load_free_times
from kursplaner.planning.choices.vehicles import against_load
from kursplaner.planning.choices.workers import WorkNeeds, without_profile, worker_choices
from kursplaner.planning.rides.empty_ways import EmptyWays, UnderWay
from kursplaner.planning.rides.moving_parties import MUST
from kursplaner.planning.rides.other_vehicle import expiring
from kursplaner.planning.rides.plan import Pair
from kursplaner.planning.rides.tours import TourRules, tour_rules
from kursplaner.store.queries.choices import VehicleFacts, WorkerFacts, vehicles_in_use, workers
from kursplaner.store.queries.labels import labels
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.rides.ride_facts import seats_of_rides
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import RIDE, reoccupy

HARD = MUST | {Obstacle.CHILD_SEATS}


class Swap(StrEnum):
    """What takes each other's place: two people or two vehicles all day, or two tours."""

    DRIVERS = "drivers"
    VEHICLES = "vehicles"
    TOURS = "tours"


@dataclass(frozen=True, slots=True)
class SwapWish:
    """Two drivers or vehicles on a day, or two rides (`day` says nothing then)."""

    what: Swap
    first_id: int
    second_id: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class SwappedRide:
    """One ride before and after.

    Attributes:
        starts, ends: when it is under way then; `was` when it was.
        metres: how far it is then.
        before, after: the vehicle and the driver.
    """

    id: int
    direction: str
    starts: int
    ends: int
    before: Pair
    after: Pair
    against: tuple[Against, ...] = ()
    was: tuple[int, int] = (0, 0)
    metres: int = 0

    @property
    def empty_way(self) -> tuple[int, int] | None:
        """When it sets off, or is back, before and now, where the empty way is another one."""
        pairs = ((self.was[0], self.starts), (self.was[1], self.ends))
        return next((pair for pair in pairs if pair[0] != pair[1]), None)

    @property
    def blocked(self) -> bool:
        """Tell whether a hard rule stands against it."""
        return any(against.severity == Severity.HARD for against in self.against)


@dataclass(frozen=True, slots=True)
class RideSwap:
    """All rides that change, in order of time.

    Attributes:
        staying: how many rides of the day have begun, or are recorded, and stay as they are.
        names: of people, vehicles and rides, by (noun, id).
    """

    wish: SwapWish
    rides: tuple[SwappedRide, ...]
    staying: int = 0
    names: Mapping[tuple[str, int], str] = field(
        default_factory=lambda: MappingProxyType({}), compare=False
    )

    @property
    def blocked(self) -> bool:
        """Tell whether something hard stands against it."""
        return any(ride.blocked for ride in self.rides)


def propose(db: Db, wish: SwapWish) -> RideSwap:
    """Return what would change and what speaks against it; writes nothing.

    Raises:
        Refused: "not_found", "nothing_to_swap" where both are the same or neither has a ride to
            come, "ride_closed", "ride_called_off", "ride_begun".
    """
    if wish.first_id == wish.second_id:
        raise Refused("nothing_to_swap")
    rides, staying = _of_tours(db, wish) if wish.what is Swap.TOURS else _of_day(db, wish)
    pairs = [(ride, _after(ride, wish, rides)) for ride in rides]
    pairs = [(ride, after) for ride, after in pairs if after != (ride.vehicle_id, ride.driver_id)]
    if not pairs:
        raise Refused("nothing_to_swap")
    ways = EmptyWays(db, [ride for ride, _ in pairs])
    laid = [(ride, after, ways.of(ride, after[0])) for ride, after in pairs]
    judge = _Judge(db, laid)
    found = tuple(
        SwappedRide(
            ride.id,
            ride.direction,
            way.starts,
            way.ends,
            (ride.vehicle_id, ride.driver_id),
            after,
            tuple(judge.against(ride, after, way.span)),
            (ride.starts, ride.ends),
            way.metres,
        )
        for ride, after, way in laid
    )
    return RideSwap(wish, found, staying, _names(db, wish, found))


def apply(db: Db, swap: RideSwap) -> None:
    """Store the swap; where a ride drives again, seats an absence took out of it come back.

    Raises:
        Refused: as `propose`, "overtaken" when a ride has changed since.
        HardConflict: a driver or vehicle cannot be had, or lacks what the passengers need.
    """
    fresh = propose(db, swap.wish)
    if fresh.rides != swap.rides:
        raise Refused("overtaken", noun="ride", id=swap.rides[0].id)
    if fresh.blocked:
        raise HardConflict(["occupied"])
    keys = [ride.id for ride in fresh.rides]
    rows = by_ids(db, Ride, keys)
    for ride in fresh.rides:
        row = rows[ride.id]
        row.vehicle_id, row.driver_id = ride.after
        row.starts, row.ends, row.metres = ride.starts, ride.ends, ride.metres
        row.locked = True
    reoccupy(db, {RIDE: keys})
    follow_drivers(db, keys)
    settle(db)


def _of_tours(db: Db, wish: SwapWish) -> tuple[list[Ride], int]:
    found = by_ids(db, Ride, [wish.first_id, wish.second_id])
    for key in (wish.first_id, wish.second_id):
        if key not in found:
            raise Refused("not_found", noun="ride", id=key)
        check_planned(found[key])
    recorded = _recorded(db, found)
    if any(_begun(ride) or ride.id in recorded for ride in found.values()):
        raise Refused("ride_begun")
    return sorted(found.values(), key=_in_time), 0


def _of_day(db: Db, wish: SwapWish) -> tuple[list[Ride], int]:
    """Return the rides of both that can still change, and how many cannot."""
    column = "driver_id" if wish.what is Swap.DRIVERS else "vehicle_id"
    of = {column: [wish.first_id, wish.second_id], "status": list(RIDES_TAKING_PLACE)}
    day = minute_of(wish.day or clock.today())
    rides = [ride for ride in find(db, Ride, **of) if day <= ride.starts < day + 1440]
    recorded = _recorded(db, [ride.id for ride in rides])
    open_ = [
        ride
        for ride in rides
        if ride.status == RideStatus.PLANNED.value and not _begun(ride) and ride.id not in recorded
    ]
    return sorted(open_, key=_in_time), len(rides) - len(open_)


def _begun(ride: Ride) -> bool:
    return ride.starts <= minute_at(clock.now())


def _recorded(db: Db, ride_ids: Iterable[int]) -> set[int]:
    seats = find(db, RideSeat, ride_id=list(ride_ids))
    return {seat.ride_id for seat in seats if seat.result not in SEATS_KNOWN_BEFOREHAND}


def _in_time(ride: Ride) -> tuple[int, int]:
    return ride.starts, ride.id


def _after(ride: Ride, wish: SwapWish, rides: Iterable[Ride]) -> Pair:
    """Return vehicle and driver of a ride when the swap is done."""
    if wish.what is Swap.TOURS:
        other = next(other for other in rides if other is not ride)
        return other.vehicle_id, other.driver_id
    other_of = {wish.first_id: wish.second_id, wish.second_id: wish.first_id}
    if wish.what is Swap.DRIVERS:
        return ride.vehicle_id, other_of.get(ride.driver_id or 0, ride.driver_id)
    return other_of.get(ride.vehicle_id or 0, ride.vehicle_id), ride.driver_id


class _Judge:
    """Knows what drivers and vehicles do besides the rides that are swapped."""

    def __init__(self, db: Db, laid: Sequence[tuple[Ride, Pair, UnderWay]]) -> None:
        rides = [ride for ride, _, _ in laid]
        day = day_of(rides[0].starts)
        self._rules: TourRules = tour_rules(settings_of(db))
        self._fleet: dict[int, VehicleFacts] = {row.id: row for row in vehicles_in_use(db, day)}
        drivers = workers(db, [Role.DRIVER.value], day)
        self._drivers: dict[int, WorkerFacts] = {row.id: row for row in drivers}
        self._needs = WorkNeeds(
            OccupationSource.RIDE, credentials=self._rules.driver_credentials, role=Role.DRIVER
        )
        keys = {key for _, pair, _ in laid for key in pair if key is not None}
        own = [(RIDE, ride.id) for ride in rides]
        starts = min(way.starts for _, _, way in laid)
        ends = max(way.ends for _, _, way in laid)
        self._times = load_free_times(db, keys, starts, ends, own)
        self._seats = seats_of_rides(db, [ride.id for ride in rides])
        self._names = person_names(db, keys)

    def against(self, ride: Ride, after: Pair, span: Span) -> list[Against]:
        """Return what speaks against a ride afterwards; what it takes is taken for the next."""
        vehicle, driver = after
        found: list[Against] = []
        if vehicle is not None and vehicle != ride.vehicle_id:
            found += self._of_vehicle(vehicle, ride, span)
        if driver is not None and driver != ride.driver_id:
            found += self._of_driver(driver, span)
        elif driver is None:
            found.append(soft(Obstacle.NO_DRIVER))
        for key in after:
            if key is not None:
                self._times.take(key, span.starts, span.ends, RIDE)
        return found

    def _of_vehicle(self, key: int, ride: Ride, span: Span) -> list[Against]:
        vehicle = self._fleet.get(key)
        if vehicle is None:
            raise Refused("not_found", noun="vehicle", id=key)
        wanted = [seat for seat in self._seats.get(ride.id, ()) if seat.result in SEATS_RIDING]
        lacks = against_load(vehicle.capacity(self._rules.most_passengers), Load.of(wanted), HARD)
        papers = expiring(vehicle, [span], self._rules)
        return [*self._times.against(key, [span])[0], *lacks, *papers]

    def _of_driver(self, key: int, span: Span) -> tuple[Against, ...]:
        known = self._drivers.get(key)
        facts = known or without_profile(key, self._names.get(key, ""), self._needs)
        return worker_choices([facts], self._needs, [span], self._times)[0].against


def _names(db: Db, wish: SwapWish, rides: Iterable[SwappedRide]) -> Mapping[tuple[str, int], str]:
    pairs = [pair for ride in rides for pair in (ride.before, ride.after)]
    people = {driver for _, driver in pairs if driver is not None}
    vehicles = {vehicle for vehicle, _ in pairs if vehicle is not None}
    people |= {wish.first_id, wish.second_id} if wish.what is Swap.DRIVERS else set()
    vehicles |= {wish.first_id, wish.second_id} if wish.what is Swap.VEHICLES else set()
    wanted = {("vehicle", key) for key in vehicles} | {("ride", ride.id) for ride in rides}
    found = dict(labels(db, wanted))
    found |= {("person", key): name for key, name in person_names(db, people).items()}
    return MappingProxyType(found)
