"""Another vehicle or driver for a ride, for it alone or from here on; and locking a ride.

Halts and the times of passengers stay; with a vehicle that stands elsewhere the empty ways do not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from types import MappingProxyType

from kursplaner.basics.errors import HardConflict
from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle, soft
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import OccupationSource, RideStatus, Role
from kursplaner.domain.rides.loads import Load
from kursplaner.domain.rides.rides import Ride, RideLesson, check_planned
from kursplaner.planning.absences.drivers import follow_drivers
from kursplaner.planning.absences.effects import settle
from kursplaner.planning.choices.free_times import FreeTimes, load_free_times
from kursplaner.planning.choices.rooms import weigh
from kursplaner.planning.choices.vehicles import against_load
from kursplaner.planning.choices.workers import WEIGHTS, WorkNeeds, worker_choices
from kursplaner.planning.rides.empty_ways import EmptyWays
from kursplaner.planning.rides.tours import TourRules, tour_rules
from kursplaner.store.queries.choices import VehicleFacts, vehicles_in_use, workers
from kursplaner.store.queries.rides.ride_facts import (
    CourseRide,
    lessons_of_course,
    rides_of_lessons,
    seats_of_rides,
)
from kursplaner.store.records import by_id, by_ids, find, save
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import RIDE, reoccupy

PENALTIES = MappingProxyType(
    {
        **WEIGHTS,
        Obstacle.TOO_FEW_SEATS: 600,
        Obstacle.WHEELCHAIR: 600,
        Obstacle.PRAM: 200,
        Obstacle.CHILD_SEATS: 300,
    }
)


@dataclass(frozen=True, slots=True)
class RideChoices:
    """Which vehicles and drivers the rides could have, best first."""

    ride_ids: tuple[int, ...]
    vehicles: tuple[Choice, ...]
    drivers: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RideSwap:
    """Other vehicle and driver for rides; `vehicle`, `driver` tell what speaks against them."""

    ride_ids: tuple[int, ...]
    vehicle_id: int | None
    driver_id: int | None
    vehicle: Choice | None = None
    driver: Choice | None = None

    @property
    def blocked(self) -> bool:
        """Tell whether one of them cannot be had on every date."""
        return any(
            choice is not None and not _usable(choice) for choice in (self.vehicle, self.driver)
        )


def choices(
    db: Db, ride_id: int, *, from_here_on: bool = False, vehicle_id: int | None = None
) -> RideChoices:
    """Return the candidates for a ride, or for all of its course like it from here on.

    Drivers are judged for the way of the vehicle `vehicle_id`, else of the one it has.

    Raises:
        Refused: "not_found", "ride_closed", "ride_called_off".
    """
    rides = _rides(db, ride_id, from_here_on=from_here_on)
    day, rules, ways = day_of(rides[0].starts), tour_rules(settings_of(db)), EmptyWays(db, rides)
    vehicles, drivers = vehicles_in_use(db, day), workers(db, [Role.DRIVER.value], day)
    ids = {vehicle.id for vehicle in vehicles} | {driver.id for driver in drivers}
    own = [(RIDE, ride.id) for ride in rides]
    spans = {
        key: [ways.of(ride, key).span for ride in rides]
        for key in (vehicle_id, *(vehicle.id for vehicle in vehicles))
    }
    every = [span for found in spans.values() for span in found]
    first, last = min(span.starts for span in every), max(span.ends for span in every)
    times = load_free_times(db, ids, first, last, own)
    wanted = _wanted(db, rides)
    found = [
        vehicle_choice(vehicle, wanted, spans[vehicle.id], times, rules) for vehicle in vehicles
    ]
    usual = frozenset({rides[0].driver_id} - {None})
    needs = WorkNeeds(
        OccupationSource.RIDE,
        credentials=rules.driver_credentials,
        usual_ids=frozenset(key for key in usual if key is not None),
        role=Role.DRIVER,
    )
    return RideChoices(
        tuple(ride.id for ride in rides),
        tuple(sorted(found, key=lambda choice: (choice.penalty, choice.name, choice.id))),
        worker_choices(drivers, needs, spans[vehicle_id], times),
    )


def propose(
    db: Db,
    ride_id: int,
    vehicle_id: int | None,
    driver_id: int | None,
    *,
    from_here_on: bool = False,
) -> RideSwap:
    """Return the change with what speaks against it; writes nothing.

    Raises:
        Refused: "not_found", "ride_closed", "ride_called_off".
    """
    known = choices(db, ride_id, from_here_on=from_here_on, vehicle_id=vehicle_id)
    return RideSwap(
        known.ride_ids,
        vehicle_id,
        driver_id,
        next((vehicle for vehicle in known.vehicles if vehicle.id == vehicle_id), None),
        next((driver for driver in known.drivers if driver.id == driver_id), None),
    )


def apply(db: Db, swap: RideSwap, *, by_hand: bool = False) -> None:
    """Store the change; where a ride drives again, seats an absence took out of it come back.

    A ride of a single date changed `by_hand` is locked where somebody drives it, so that planning
    the day does not put the usual vehicle and driver back.

    Raises:
        HardConflict: vehicle or driver is taken or closed on one of the dates.
    """
    first = swap.ride_ids[0]
    known = _candidates_again(db, swap, first)
    if known.blocked:
        raise HardConflict(["occupied"])
    rides = by_ids(db, Ride, swap.ride_ids).values()
    ways = EmptyWays(db, rides)
    for ride in rides:
        way = ways.of(ride, swap.vehicle_id)
        ride.starts, ride.ends, ride.metres = way.starts, way.ends, way.metres
        if ride.by_taxi and (swap.vehicle_id or swap.driver_id):
            ride.cancel_reason, ride.locked = None, False
        ride.vehicle_id, ride.driver_id = swap.vehicle_id, swap.driver_id
        if by_hand and len(swap.ride_ids) == 1 and swap.vehicle_id and swap.driver_id:
            ride.locked = True
    reoccupy(db, {RIDE: swap.ride_ids})
    follow_drivers(db, swap.ride_ids)
    settle(db)


def lock(db: Db, ride_id: int, version: int, *, locked: bool) -> None:
    """Keep a ride as it is when the day is planned anew, or let it go again.

    Raises:
        Refused: "not_found", "overtaken".
    """
    save(db, Ride, ride_id, version, locked=locked)


def _candidates_again(db: Db, swap: RideSwap, first: int) -> RideSwap:
    every, vehicle = len(swap.ride_ids) > 1, swap.vehicle_id
    known = choices(db, first, from_here_on=every, vehicle_id=vehicle)
    return replace(
        swap,
        vehicle=next(
            (vehicle for vehicle in known.vehicles if vehicle.id == swap.vehicle_id), None
        ),
        driver=next((driver for driver in known.drivers if driver.id == swap.driver_id), None),
    )


def _usable(choice: Choice) -> bool:
    hard = (Obstacle.BUSY, Obstacle.CLOSED)
    return all(against.obstacle not in hard for against in choice.against)


def _rides(db: Db, ride_id: int, *, from_here_on: bool) -> list[Ride]:
    ride = by_id(db, Ride, ride_id)
    check_planned(ride)
    if not from_here_on:
        return [ride]
    ids = set(_like(db, ride)) | {ride.id}
    found = by_ids(db, Ride, sorted(ids))
    return sorted(found.values(), key=lambda ride: (ride.starts, ride.id))


def _like(db: Db, ride: Ride) -> list[int]:
    """Return the rides of the same courses with the same vehicle from this one on."""
    lessons = by_ids(db, Lesson, [link.lesson_id for link in find(db, RideLesson, ride_id=ride.id)])
    found: list[int] = []
    for course_id in sorted({lesson.course_id for lesson in lessons.values()}):
        later = lessons_of_course(db, course_id, min(lesson.starts for lesson in lessons.values()))
        rides = rides_of_lessons(db, [lesson.id for lesson in later])
        found += [other.id for other in rides if _goes_along(other, ride)]
    return found


def _goes_along(other: CourseRide, ride: Ride) -> bool:
    free = not (other.locked or other.recorded) and other.status == RideStatus.PLANNED.value
    return free and other.starts >= ride.starts and other.vehicle_id == ride.vehicle_id


def _wanted(db: Db, rides: Sequence[Ride]) -> Load:
    """Return the most that any of the rides needs."""
    loads = map(Load.of, seats_of_rides(db, [ride.id for ride in rides]).values())
    return reduce(Load.beside, loads, Load.of(()))


def vehicle_choice(
    vehicle: VehicleFacts,
    wanted: Load,
    spans: Sequence[Span],
    times: FreeTimes,
    rules: TourRules,
) -> Choice:
    """Return a vehicle with what speaks against it for a load at some times."""
    dated, free = times.against(vehicle.id, spans)
    capacity = vehicle.capacity(rules.most_passengers)
    against = [*dated, *against_load(capacity, wanted), *expiring(vehicle, spans, rules)]
    penalty = weigh(against, PENALTIES, len(spans))
    facts = MappingProxyType({"seats": capacity.seats, "usual_driver": vehicle.usual_driver_id})
    return Choice(vehicle.id, vehicle.name, free, len(spans), tuple(against), facts, penalty)


def expiring(vehicle: VehicleFacts, spans: Sequence[Span], rules: TourRules) -> list[Against]:
    """Return which credentials of a vehicle run out before some of its rides."""
    found = []
    for kind in rules.vehicle_credentials:
        until = vehicle.credentials.get(kind)
        days: tuple[date, ...] = tuple(s.day for s in spans if until is not None and s.day > until)
        if days:
            found.append(soft(Obstacle.CREDENTIAL_EXPIRES, days, paper=kind, valid_until=until))
    return found
