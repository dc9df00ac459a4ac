"""What is free in the vehicles of a course, in both directions, for families that ride together."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kursplaner.basics.spans import DAY_MINUTES, Span, day_of, overlap
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind, Direction, OccupationSource, SeatKind
from kursplaner.domain.rides.seating import seat_kind, seat_rules
from kursplaner.planning.enrolments.family_fit import FamilyWish, RideChange, lack
from kursplaner.planning.enrolments.of_the_town import OfTheTown
from kursplaner.planning.rides.tours import (
    Geography,
    Party,
    Seat,
    Tour,
    lay_tour,
)
from kursplaner.store.queries.choices import VehicleFacts
from kursplaner.store.queries.courses import enrolments as queries
from kursplaner.store.queries.courses.enrolments import ComingLesson, ComingRide, SeatTaken
from kursplaner.store.queries.rides.ride_facts import RiderFacts
from kursplaner.store.session import Db

RIDE = OccupationSource.RIDE.value
TIME_AND_SPACE = frozenset({"seats", "ride_locked", "no_time", "no_stop"})
"""What lacks of the vehicle itself, not of its child seats or places for wheelchairs."""


@dataclass
class _Ride:
    """A ride with who sits in it and when it is under way."""

    ride: ComingRide
    vehicle: VehicleFacts
    seats: list[Seat]
    stops: frozenset[int]
    span: Span

    @property
    def parties(self) -> list[Party]:
        """Those who ride together; the seats of one enrolment are one party."""
        groups: dict[tuple[int, int], list[Seat]] = {}
        for seat in self.seats:
            own = (0, seat.enrolment_id) if seat.enrolment_id else (1, seat.person_id)
            groups.setdefault(own, []).append(seat)
        return [Party(tuple(group)) for group in groups.values()]


class FreeSeats:
    """Answers whether families find seats together, one family after another."""

    def __init__(
        self,
        db: Db,
        course: Course,
        lessons: Collection[ComingLesson],
        town: OfTheTown,
        without: frozenset[int],
    ) -> None:
        """Load the rides of the lessons; enrolments in `without` count as gone."""
        self._db = db
        self._course = course
        self._town = town
        self._rules = town.tours
        self._seat_rules = seat_rules(town.settings)
        self._tours: dict[tuple[Direction, tuple[Party, ...], int | None], Tour] = {}
        self._rides: dict[tuple[int, str], list[_Ride]] = {}
        self._all = self._loaded(lessons, without)
        if self._all:
            site = queries.site_point(db, course.id)
            self._geography = Geography(town.stops, town.ways, site, self._rules)

    def _loaded(self, lessons: Collection[ComingLesson], without: frozenset[int]) -> list[_Ride]:
        rows = queries.coming_rides(self._db, [lesson.id for lesson in lessons])
        if not rows:
            return []
        first = min(row.starts for row in rows)
        fleet = self._town.fleet(day_of(first))
        seats: dict[int, list[Seat]] = {}
        for taken in queries.seats_taken(self._db, {row.id for row in rows}):
            if taken.enrolment_id not in without:
                seats.setdefault(taken.ride_id, []).append(seat_of(taken))
        made: dict[int, _Ride] = {}
        for row in rows:
            if row.vehicle_id in fleet:
                sitting, span = seats.get(row.id, []), Span.of(row)
                fresh = _Ride(row, fleet[row.vehicle_id], sitting, row.stops, span)
                ride = made.setdefault(row.id, fresh)
                self._rides.setdefault((row.lesson_id, row.direction), []).append(ride)
        return list(made.values())

    @cached_property
    def _own(self) -> frozenset[int]:
        """The rides of the course, whose times are known better than from the file."""
        return frozenset(ride.ride.id for ride in self._all)

    @cached_property
    def _by_day(self) -> Mapping[int, Sequence[_Ride]]:
        found: dict[int, list[_Ride]] = {}
        for ride in self._all:
            found.setdefault(ride.ride.starts // DAY_MINUTES, []).append(ride)
        return found

    def take(self, wish: FamilyWish, changes: Iterable[RideChange]) -> None:
        """Note that a family was given these seats."""
        rides = {known.ride.id: known for known in self._all}
        for change in changes:
            ride = rides[change.ride_id]
            ride.seats += [replace(seat, enrolment_id=-wish.person_id) for seat in change.seats]
            if change.tour is not None and change.span is not None:
                ride.stops = frozenset(h.stop_id for h in change.tour.halts if h.stop_id)
                ride.span = change.span

    def lacks(
        self,
        wish: FamilyWish,
        lesson: ComingLesson,
        direction: Direction,
        changes: dict[int, RideChange],
        usual: dict[str, int],
        people: Mapping[int, RiderFacts],
        told: Collection[ConflictKind] | None = None,
    ) -> Iterable[Conflict]:
        """Yield what lacks for a family on one way, or note the seats in `changes`.

        That there is no ride is not said again where it was `told`.
        """
        rides = self._rides.get((lesson.id, direction.value), [])
        if not rides and ConflictKind.RIDE_MISSING in (told or ()):
            return
        facts: ConflictFacts = {"direction": direction.value}
        subjects = [Subject("lesson", lesson.id, self._course.title)]
        key = f"{lesson.id}:{direction}"
        if not rides:
            yield lack(ConflictKind.RIDE_MISSING, key, lesson, subjects, facts)
            return
        party = self._party(wish, day_of(lesson.starts), people)
        lacks: list[str] = []
        tried = sorted(rides, key=lambda ride: ride.ride.vehicle_id != usual.get(direction))
        for ride in tried:
            found = self._seated(ride, party)
            if isinstance(found, RideChange):
                changes[ride.ride.id] = found
                usual.setdefault(direction, ride.ride.vehicle_id)
                return
            lacks.append(found)
        facts |= {"lack": lacks[0], "wanted": len(party.seats)}
        room = lacks[0] in TIME_AND_SPACE
        kind = ConflictKind.VEHICLE_CAPACITY if room else ConflictKind.CHILD_SEAT
        vehicle = tried[0].vehicle
        subjects.append(Subject("vehicle", vehicle.id, vehicle.name))
        yield lack(kind, key, lesson, subjects, facts)

    def _party(self, wish: FamilyWish, day: date, people: Mapping[int, RiderFacts]) -> Party:
        stop = wish.stop_id or 0
        seats = [Seat(wish.person_id, stop, wheelchair=wish.wheelchair, pram=wish.pram)]
        for child in wish.children:
            if child.rides:
                known = people.get(child.person_id)
                born, height = (known.born, known.height_cm) if known else (None, None)
                kind = seat_kind(born, height, day, self._seat_rules, child=True)
                seats.append(Seat(child.person_id, stop, kind))
        return Party(tuple(seats))

    def _seated(self, ride: _Ride, party: Party) -> RideChange | str:
        """Return the ride with the party in it, or what lacks."""
        already = {seat.person_id for seat in ride.seats}
        party_seats = tuple(seat for seat in party.seats if seat.person_id not in already)
        if not party_seats:
            return RideChange(ride.ride.id, (), None, ride.ride.zero)
        capacity = ride.vehicle.capacity(self._rules.most_passengers)
        missing = capacity.lack((*ride.seats, *party_seats))
        if missing is not None:
            return missing
        if party.stop_id in ride.stops:
            return RideChange(ride.ride.id, party_seats, None, ride.ride.zero)
        return self._laid_anew(ride, party_seats)

    def _laid_anew(self, ride: _Ride, seats: tuple[Seat, ...]) -> RideChange | str:
        if ride.ride.locked:
            return "ride_locked"
        if seats[0].stop_id not in self._geography.stops:
            return "no_stop"
        direction = Direction(ride.ride.direction)
        parties = [party for party in ride.parties if party.stop_id]
        tour = self._tour(direction, (*parties, Party(seats)), ride.vehicle.depot_stop_id)
        change = RideChange(ride.ride.id, seats, tour, ride.ride.zero)
        return change if self._has_time(ride, change.span or ride.span) else "no_time"

    def _tour(self, direction: Direction, parties: tuple[Party, ...], depot: int | None) -> Tour:
        """Return how a tour is laid; week by week it is the same one."""
        key = (direction, parties, depot)
        if key not in self._tours:
            self._tours[key] = lay_tour(
                direction, parties, self._geography, self._rules, margin=0, depot=depot
            )
        return self._tours[key]

    def _has_time(self, ride: _Ride, span: Span) -> bool:
        """Tell whether vehicle and driver are free for a longer tour."""
        wanted = {ride.ride.vehicle_id, ride.ride.driver_id} - {None}
        day = ride.ride.starts // DAY_MINUTES
        for other in (near for at in (-1, 0, 1) for near in self._by_day.get(day + at, ())):
            shares = wanted & {other.ride.vehicle_id, other.ride.driver_id}
            if other is not ride and shares and overlap(other.span, span):
                return False
        return not any(
            use.source != RIDE or use.source_id not in self._own
            for resource in wanted
            if resource is not None
            for use in self._town.taken(resource, span)
        )


def seat_of(taken: SeatTaken) -> Seat:
    """Return a seat somebody has, as tours reckon with it."""
    return Seat(
        taken.person_id,
        taken.stop_id or 0,
        SeatKind(taken.kind) if taken.kind in set(SeatKind) else SeatKind.NONE,
        taken.enrolment_id,
        taken.wheelchair,
        taken.pram,
    )
