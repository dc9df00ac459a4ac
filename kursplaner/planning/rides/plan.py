"""What tours are made of: the wishes that go in, the rides that come out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from kursplaner.basics.places import Distance, Point
from kursplaner.basics.spans import day_of
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.kinds import Direction
from kursplaner.planning.rides.tours import Party, Seat, Tour, TourRules
from kursplaner.store.queries.choices import VehicleFacts, WorkerFacts
from kursplaner.store.queries.rides.ride_facts import StopFacts

Pair = tuple[int | None, int | None]
"""A vehicle and its driver."""
NOWHERE: Mapping[date, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RideFacts:
    """Everything tours are laid from."""

    stops: Mapping[int, StopFacts]
    by_hand: Mapping[tuple[int, int], Distance]
    vehicles: tuple[VehicleFacts, ...]
    drivers: tuple[WorkerFacts, ...]
    rules: TourRules


@dataclass(frozen=True, slots=True)
class RideLesson:
    """A lesson to ride to; `key` is its id, or its position in a plan."""

    key: int
    starts: int
    ends: int

    @property
    def day(self) -> date:
        """The day of the lesson."""
        return day_of(self.starts)


@dataclass(frozen=True, slots=True)
class Rider:
    """A party that wants to ride in one direction.

    Attributes:
        keys: the lessons it comes to; None: all of them.
        elsewhere: days on which it boards at another stop.
    """

    party: Party
    direction: Direction
    keys: frozenset[int] | None = None
    elsewhere: Mapping[date, int] = field(default_factory=lambda: NOWHERE)

    def rides_to(self, lesson: RideLesson) -> bool:
        """Tell whether it wants to ride that day."""
        return self.keys is None or lesson.key in self.keys

    def party_on(self, day: date) -> Party:
        """Return the party as it boards on a day."""
        stop = self.elsewhere.get(day)
        if stop is None:
            return self.party
        return Party(tuple(replace(seat, stop_id=stop) for seat in self.party.seats))


@dataclass(frozen=True, slots=True)
class KeptRide:
    """A ride as it was before: what and who drives it, and the ids of those who sit in it."""

    vehicle_id: int | None = None
    driver_id: int | None = None
    people: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class RideWish:
    """Lessons at one site and who wants to ride; wished or usual vehicle and driver.

    Attributes:
        kept: the rides there are, by lesson and direction. A ride keeps its vehicle and driver
            where they are free and have room for whoever comes along in addition: what somebody
            chose "from here on" is not put back when rides are laid anew from an earlier day.
    """

    lessons: tuple[RideLesson, ...]
    riders: tuple[Rider, ...] = ()
    site: Point | None = None
    with_childcare: bool = False
    vehicle_id: int | None = None
    driver_id: int | None = None
    kept: Mapping[tuple[int, Direction], Sequence[KeptRide]] = field(
        default_factory=lambda: MappingProxyType({})
    )


@dataclass(frozen=True, slots=True)
class PlannedHalt:
    """A halt at a stop (None: the site) at an absolute minute."""

    stop_id: int | None
    at: int


@dataclass(frozen=True, slots=True)
class PlannedRide:
    """One ride to or from one lesson.

    Attributes:
        lesson: the key of the lesson.
        tour: the position of its standing tour in the plan.
        vehicle_id, driver_id: None where nobody is free that day.
        substitute: vehicle or driver is not the standing one.
    """

    direction: Direction
    lesson: int
    tour: int
    starts: int
    ends: int
    metres: int
    vehicle_id: int | None
    driver_id: int | None
    halts: tuple[PlannedHalt, ...]
    seats: tuple[Seat, ...] = ()
    substitute: bool = False

    @property
    def day(self) -> date:
        """The day on which it sets off."""
        return day_of(self.starts)


@dataclass(frozen=True, slots=True)
class StandingTour:
    """A tour with its usual vehicle and driver."""

    tour: Tour
    vehicle_id: int | None
    driver_id: int | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A party that could not be taken.

    Attributes:
        reason: "seats", "wheelchair", "pram", a seat kind, "no_stop" or "no_vehicle".
    """

    people: tuple[int, ...]
    direction: Direction
    reason: str


@dataclass(frozen=True, slots=True)
class RidePlan:
    """All rides of a series.

    Attributes:
        tours: the standing tours, one per direction and vehicle.
        vehicles, drivers: all choices, best first (judged on the way out).
        reserved: nobody rides yet; vehicle and driver are kept free for later enrolments.
    """

    rides: tuple[PlannedRide, ...] = ()
    tours: tuple[StandingTour, ...] = ()
    vehicles: tuple[Choice, ...] = ()
    drivers: tuple[Choice, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    reserved: bool = False

    @property
    def without_vehicle(self) -> tuple[PlannedRide, ...]:
        """Rides for which no vehicle is free that day."""
        return tuple(ride for ride in self.rides if ride.vehicle_id is None)

    @property
    def without_driver(self) -> tuple[PlannedRide, ...]:
        """Rides for which no driver is free that day."""
        return tuple(ride for ride in self.rides if ride.driver_id is None)
