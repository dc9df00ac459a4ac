"""Laying one standing tour: stops in order, times before or after a lesson, seats by kind.

Pure: places, parties and vehicles come in, tours and those left out go back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from kursplaner.basics.places import Distance, Point, Roads, point_of
from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import Direction, SeatKind
from kursplaner.planning.conflicts.missing_credentials import needed_credentials
from kursplaner.store.queries.rides.ride_facts import StopFacts

UNKNOWN_METRES = 10_000
Place = int | None
"""A stop's id, or None for the site of the course."""


@dataclass(frozen=True, slots=True)
class TourRules:
    """Minutes and speeds from the settings; see their sources there."""

    most_passengers: int
    arrive_min: int
    arrive_max: int
    leave_min: int
    leave_max: int
    road_factor: int
    kmh: int
    stop_minutes: int
    wheelchair_minutes: int
    longest_minutes: int
    turnaround_minutes: int
    reserve_minutes: int
    lead_minutes: int
    lag_minutes: int
    driver_credentials: frozenset[str] = frozenset()
    vehicle_credentials: tuple[str, ...] = ()

    def arrive_before(self, *, with_childcare: bool) -> int:
        """Return how long before the lesson a tour arrives: first to the childcare, if any."""
        usual = (self.arrive_min + self.arrive_max) // 2 // 5 * 5
        wanted = self.lead_minutes if with_childcare else usual
        return min(max(wanted, self.arrive_min), self.arrive_max)

    def leave_after(self, *, with_childcare: bool) -> int:
        """Return how long after the lesson a tour leaves: first the children are collected."""
        usual = (self.leave_min + self.leave_max) // 2 // 5 * 5
        wanted = self.lag_minutes if with_childcare else usual
        return min(max(wanted, self.leave_min), self.leave_max)


def tour_rules(settings: Settings) -> TourRules:
    """Return the rules as the town has set them."""
    number = settings.number
    return TourRules(
        most_passengers=number("rides.most_passengers"),
        arrive_min=number("rides.arrive_before_min"),
        arrive_max=number("rides.arrive_before_max"),
        leave_min=number("rides.leave_after_min"),
        leave_max=number("rides.leave_after_max"),
        road_factor=number("rides.road_factor_hundredths"),
        kmh=number("rides.kmh"),
        stop_minutes=number("rides.stop_minutes"),
        wheelchair_minutes=number("rides.wheelchair_minutes"),
        longest_minutes=number("rides.longest_minutes"),
        turnaround_minutes=number("rides.turnaround_minutes"),
        reserve_minutes=number("rides.reserve_minutes"),
        lead_minutes=number("childcare.lead_minutes"),
        lag_minutes=number("childcare.lag_minutes"),
        driver_credentials=needed_credentials(settings, "driver"),
        vehicle_credentials=tuple(sorted(needed_credentials(settings, "vehicle"))),
    )


class Seated(Protocol):
    """Somebody who boards at a stop, planned or stored."""

    @property
    def stop_id(self) -> int | None:
        """Where."""

    @property
    def wheelchair(self) -> bool:
        """Whether in a wheelchair."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One passenger of a tour: who, from or to which stop, on what."""

    person_id: int
    stop_id: int
    kind: SeatKind = SeatKind.NONE
    enrolment_id: int | None = None
    wheelchair: bool = False
    pram: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """People who ride together or not at all: an adult with the children that come along."""

    seats: tuple[Seat, ...]

    @property
    def stop_id(self) -> int:
        """Where they board."""
        return self.seats[0].stop_id

    @property
    def people(self) -> tuple[int, ...]:
        """Their ids, the adult first."""
        return tuple(seat.person_id for seat in self.seats)

    @property
    def wheelchairs(self) -> int:
        """How many sit in a wheelchair."""
        return sum(seat.wheelchair for seat in self.seats)

    @property
    def prams(self) -> int:
        """How many prams come along."""
        return sum(seat.pram for seat in self.seats)


@dataclass(frozen=True, slots=True)
class Halt:
    """A halt of a tour; `minute` counts from the arrival at (out) or leaving of (back) the site."""

    stop_id: int | None
    minute: int


@dataclass(frozen=True, slots=True)
class Tour:
    """A standing tour of one direction, with minutes around its arrival at or leaving of the site.

    Attributes:
        starts: when the vehicle sets off, ends: when it is free again (same zero as the halts).
        margin: minutes between the zero and the lesson.
    """

    direction: Direction
    halts: tuple[Halt, ...]
    seats: tuple[Seat, ...]
    starts: int
    ends: int
    metres: int
    margin: int

    @property
    def longest_ride(self) -> int:
        """The longest time any passenger sits in the vehicle, in minutes."""
        stops = [abs(halt.minute) for halt in self.halts if halt.stop_id is not None]
        return max(stops, default=0)


class Geography:
    """How far and how long it is between the stops and the site of a course."""

    def __init__(
        self,
        stops: Mapping[int, StopFacts],
        by_hand: Mapping[tuple[int, int], Distance],
        site: Point | None,
        rules: TourRules,
    ) -> None:
        """Take the places; a way set by hand goes before the measured one."""
        self.stops = stops
        self._roads = Roads(by_hand, rules.road_factor, rules.kmh)
        self._known: dict[tuple[Place, Place], Distance] = {}
        self._site = site
        self._rules = rules

    def way(self, start: Place, end: Place) -> Distance:
        """Return the way by road; 10 km where a place has no point."""
        if (start, end) not in self._known:
            points = (self._point(start), self._point(end))
            found = Distance(0, 0) if start == end else self._roads.way((start, end), points)
            unknown = Distance.driven(UNKNOWN_METRES, self._rules.kmh)
            self._known[start, end] = found or unknown
        return self._known[start, end]

    def metres(self, start: Place, end: Place) -> int:
        """Return the way in metres."""
        return self.way(start, end).metres

    def minutes(self, start: Place, end: Place) -> int:
        """Return the driving time in whole minutes."""
        return self.way(start, end).minutes

    def empty_way(self, stop: Place, depot: Place) -> Distance:
        """Return the way between a stop and where a vehicle stands; nowhere: none."""
        return Distance(0, 0) if depot is None else self.way(depot, stop)

    @cached_property
    def reserve_minutes(self) -> int:
        """How long an empty tour is reserved: to the farthest stop, at most the longest ride."""
        known = [self.minutes(stop, None) for stop in self.stops if self._point(stop)]
        if not known or self._site is None:
            return self._rules.reserve_minutes
        return max(5, min(max(known), self._rules.longest_minutes))

    def _point(self, place: Place) -> Point | None:
        return self._site if place is None else point_of(self.stops.get(place))


def lay_tour(
    direction: Direction,
    parties: Sequence[Party],
    geography: Geography,
    rules: TourRules,
    *,
    margin: int,
    depot: Place = None,
) -> Tour:
    """Lay the stops of one vehicle on a short way to the site; back it is the same way round.

    Without parties the tour is a reservation: the time a later passenger may need.
    """
    seats = tuple(seat for party in parties for seat in party.seats)
    stops = short_way({seat.stop_id for seat in seats}, geography)
    if not stops:
        return _reservation(direction, geography, rules, margin)
    way = stops if direction is Direction.OUT else stops[::-1]
    waits = {stop: waiting(stop, seats, rules) for stop in stops}
    if direction is Direction.OUT:
        return _way_out(way, seats, waits, geography, rules, margin, depot)
    return _way_back(way, seats, waits, geography, rules, margin, depot)


def short_way(stops: Collection[int], geography: Geography) -> list[int]:
    """Return the stops in an order that makes a short way to the site.

    From farthest first, stretches are turned round as long as that shortens the way (2-opt).
    """
    way: list[Place] = sorted(stops, key=lambda stop: (-geography.metres(stop, None), stop))
    way.append(None)
    while _turned(way, geography):
        pass
    return [stop for stop in way if stop is not None]


def _turned(way: list[Place], geography: Geography) -> bool:
    """Turn the first stretch that shortens the way; the site stays the last place."""
    for first in range(len(way) - 2):
        for last in range(first + 1, len(way) - 1):
            before = geography.metres(way[last], way[last + 1])
            after = geography.metres(way[first], way[last + 1])
            if first:
                before += geography.metres(way[first - 1], way[first])
                after += geography.metres(way[first - 1], way[last])
            if after < before:
                way[first : last + 1] = way[first : last + 1][::-1]
                return True
    return False


def without_passengers(tour: Tour, seats: Sequence[Seat]) -> Tour:
    """Return a standing tour for a day on which only some ride: same times, fewer halts."""
    wanted = {seat.stop_id for seat in seats}
    halts = tuple(h for h in tour.halts if h.stop_id is None or h.stop_id in wanted)
    kept = (tour.starts, tour.ends, tour.metres, tour.margin)
    return Tour(tour.direction, halts, tuple(seats), *kept)


def waiting(stop: Place, seats: Iterable[Seated], rules: TourRules) -> int:
    """Return how many minutes a vehicle stays at a stop: longer where a wheelchair boards."""
    chairs = any(seat.wheelchair for seat in seats if seat.stop_id == stop)
    return rules.stop_minutes + (rules.wheelchair_minutes if chairs else 0)


def _reservation(direction: Direction, geography: Geography, rules: TourRules, margin: int) -> Tour:
    minutes, stay = geography.reserve_minutes, rules.stop_minutes
    out = direction is Direction.OUT
    starts, ends = (-minutes, stay) if out else (-stay, minutes)
    return Tour(direction, (Halt(None, 0),), (), starts, ends, 0, margin)


def _way_out(
    way: Sequence[int],
    seats: tuple[Seat, ...],
    waits: Mapping[int, int],
    geography: Geography,
    rules: TourRules,
    margin: int,
    depot: Place,
) -> Tour:
    halts, minute, metres, ahead = [Halt(None, 0)], 0, 0, None
    for stop in reversed(way):
        minute -= geography.minutes(stop, ahead) + waits[stop]
        metres += geography.metres(stop, ahead)
        halts.append(Halt(stop, minute))
        ahead = stop
    empty = geography.empty_way(way[0], depot)
    starts, metres = minute - empty.minutes, metres + empty.metres
    ends = rules.stop_minutes
    return Tour(Direction.OUT, tuple(halts[::-1]), seats, starts, ends, metres, margin)


def _way_back(
    way: Sequence[int],
    seats: tuple[Seat, ...],
    waits: Mapping[int, int],
    geography: Geography,
    rules: TourRules,
    margin: int,
    depot: Place,
) -> Tour:
    halts, minute, metres, behind, wait = [Halt(None, 0)], 0, 0, None, 0
    for stop in way:
        minute += wait + geography.minutes(behind, stop)
        metres += geography.metres(behind, stop)
        halts.append(Halt(stop, minute))
        behind, wait = stop, waits[stop]
    empty = geography.empty_way(way[-1], depot)
    ends, metres = minute + wait + empty.minutes, metres + empty.metres
    return Tour(Direction.BACK, tuple(halts), seats, -rules.stop_minutes, ends, metres, margin)
