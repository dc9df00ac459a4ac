"""Planned rides whose passengers board elsewhere: each laid anew around its minute at the site.

A ride keeps its vehicle, its driver, its other passengers and its time at the site, also one that
was locked or given another vehicle for the day; only the way and the times at the stops change.
What is decided here is kept in memory until it is stored, so that it can be shown first.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.places import Point, point_of
from kursplaner.basics.spans import Span, day_of, minute_at, overlap
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import Direction, SeatKind, SeatResult
from kursplaner.domain.kinds.counting import SEATS_KNOWN_BEFOREHAND
from kursplaner.domain.rides.rides import RideSeat, RideStop
from kursplaner.domain.rooms import Site
from kursplaner.planning.choices.free_times import load_free_times
from kursplaner.planning.rides.tours import (
    Geography,
    Party,
    Seat,
    Tour,
    lay_tour,
    tour_rules,
)
from kursplaner.store.queries.choices import VehicleFacts, vehicles_in_use
from kursplaner.store.queries.rides.pick_ups import (
    LessonAhead,
    RideAhead,
    lessons_served,
    rides_ahead,
)
from kursplaner.store.queries.rides.ride_facts import (
    halts_of_rides,
    place_distances,
    seats_of_rides,
    stops_in_use,
)
from kursplaner.store.queries.taken_times import Taken
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

NO_STOP, NO_TIME, TOO_LONG = "no_stop", "no_time", "too_long"


@dataclass(frozen=True, slots=True)
class SeatAhead:
    """A seat in a ride to come; `id` is None for one that is not stored yet.

    `instead_of` is then the id of the one in another ride whose place it takes.
    """

    id: int | None
    seat: Seat
    result: str = SeatResult.OPEN.value
    reason: str = ""
    instead_of: int | None = None

    @property
    def rides(self) -> bool:
        """Tell whether it is still wanted."""
        return self.result == SeatResult.OPEN.value


@dataclass
class RideInHand:
    """A ride as it stands and as it becomes.

    Attributes:
        zero: its minute at the site.
        halts: the minute at each stop as stored.
        tour: the way laid anew, or None while the stored one holds.
    """

    ride: RideAhead
    site_id: int | None
    zero: int
    halts: dict[int, int]
    before: tuple[SeatAhead, ...]
    seats: tuple[SeatAhead, ...]
    tour: Tour | None = None

    @property
    def direction(self) -> Direction:
        """Whether it goes to the lesson or back."""
        return Direction(self.ride.direction)

    @property
    def span(self) -> Span:
        """When vehicle and driver are under way."""
        if self.tour is None:
            return Span.of(self.ride)
        return Span.of(self.tour).moved(self.zero)

    @property
    def changed(self) -> bool:
        """Tell whether anything of it is to be stored."""
        return self.tour is not None or self.seats != self.before

    def minute_at_stop(self, stop_id: int | None) -> int | None:
        """Return when it is at a stop now, as far as it halts there."""
        if self.tour is None:
            return self.halts.get(stop_id or 0)
        found = (halt.minute for halt in self.tour.halts if halt.stop_id == stop_id)
        at = next(found, None)
        return None if at is None or stop_id is None else self.zero + at

    def party(self, enrolment_id: int | None, person_id: int) -> tuple[SeatAhead, ...]:
        """Return somebody's seat with those of the same enrolment: they ride together."""
        own = [seat for seat in self.seats if seat.seat.person_id == person_id]
        if enrolment_id is None:
            return tuple(own)
        return tuple(seat for seat in self.seats if seat.seat.enrolment_id == enrolment_id)


class Reseating:
    """The rides of some lessons, in which passengers are given other stops or seats.

    Attributes:
        rides: those that can be changed, by id: planned, not begun, nobody's ride noted yet.
    """

    def __init__(self, db: Db, lesson_ids: Collection[int]) -> None:
        """Load the rides with all that a way is laid from."""
        self._db = db
        self._now = minute_at(clock.now())
        self._rules = tour_rules(settings_of(db))
        self._stops = stops_in_use(db)
        self._by_hand = place_distances(db, self._rules.kmh)
        self.rides = self._loaded(rides_ahead(db, lesson_ids, self._now))
        self._by_lesson: dict[tuple[int, str], list[RideInHand]] = {}
        for hand in self.rides.values():
            for lesson in hand.ride.lessons:
                self._by_lesson.setdefault((lesson, hand.ride.direction), []).append(hand)
        self._sites = by_ids(
            db, Site, {hand.site_id for hand in self.rides.values() if hand.site_id}
        )
        first = min((hand.ride.starts for hand in self.rides.values()), default=0)
        last = max((hand.ride.ends for hand in self.rides.values()), default=1)
        self._fleet = {vehicle.id: vehicle for vehicle in vehicles_in_use(db, day_of(first))}
        busy = {hand.ride.vehicle_id for hand in self.rides.values()}
        busy |= {hand.ride.driver_id for hand in self.rides.values()}
        own = [("ride", key) for key in self.rides]
        self._times = load_free_times(db, {key for key in busy if key}, first, last, own)

    def rides_of(self, lesson_id: int, direction: str) -> list[RideInHand]:
        """Return the rides of a lesson in a direction that can be changed."""
        return self._by_lesson.get((lesson_id, direction), [])

    def vehicle(self, ride: RideInHand) -> VehicleFacts | None:
        """Return the vehicle of a ride, as long as it is in use."""
        return self._fleet.get(ride.ride.vehicle_id or 0)

    def board(self, ride: RideInHand, party: Sequence[SeatAhead]) -> str:
        """Give those who sit in a ride other stops or seats; returns what stands against it.

        With anything against it the ride stays as it is.
        """
        own = {seat.seat.person_id for seat in party}
        others = tuple(seat for seat in ride.seats if seat.seat.person_id not in own)
        return self._lack(ride, others, party) or self._lay(ride, (*others, *party))

    def fetch(self, ride: RideInHand, party: Sequence[SeatAhead]) -> str:
        """Let those who sit in a ride be fetched again; returns what stands against the way.

        Where it still halts for them nothing of it changes. Seats are not counted here.
        """
        stops = {seat.seat.stop_id for seat in party if seat.seat.stop_id}
        if all(ride.minute_at_stop(stop) is not None for stop in stops):
            self.sit(ride, party)
            return ""
        own = {seat.seat.person_id for seat in party}
        others = tuple(seat for seat in ride.seats if seat.seat.person_id not in own)
        return self._lay(ride, (*others, *party))

    def lack(self, ride: RideInHand, party: Sequence[SeatAhead]) -> str:
        """Return what the vehicle lacks for those who sit in it, or nothing."""
        own = {seat.seat.person_id for seat in party}
        others = (seat for seat in ride.seats if seat.seat.person_id not in own)
        return self._lack(ride, others, party)

    def sit(self, ride: RideInHand, party: Sequence[SeatAhead]) -> None:
        """Give those who sit in a ride other seats; its way stays."""
        new = {seat.seat.person_id: seat for seat in party}
        ride.seats = tuple(new.get(seat.seat.person_id, seat) for seat in ride.seats)

    def free(self, ride: RideInHand, people: Collection[int]) -> None:
        """Free seats; halts at which nobody boards any more fall away, the times stay."""
        ride.seats = tuple(seat for seat in ride.seats if seat.seat.person_id not in people)

    def _lack(
        self, ride: RideInHand, others: Iterable[SeatAhead], party: Sequence[SeatAhead]
    ) -> str:
        """Return what the vehicle lacks for a party; nothing where it sat in it like that."""
        stored = {_need(seat) for seat in ride.before}
        vehicle = self.vehicle(ride)
        riding = tuple(seat.seat for seat in party if seat.rides)
        if vehicle is None or not riding or all(_need(seat) in stored for seat in party):
            return ""
        capacity = vehicle.capacity(self._rules.most_passengers)
        there = (seat.seat for seat in others if seat.rides)
        return capacity.lack((*there, *riding)) or ""

    def _lay(self, ride: RideInHand, seats: tuple[SeatAhead, ...]) -> str:
        if any(seat.seat.stop_id not in self._stops for seat in seats if seat not in ride.before):
            return NO_STOP
        idle = {
            seat for seat in ride.before if not seat.rides and seat.seat.stop_id not in ride.halts
        }
        known = [seat.seat for seat in seats if seat.seat.stop_id and seat not in idle]
        tour = lay_tour(
            ride.direction,
            [Party((seat,)) for seat in known],
            Geography(self._stops, self._by_hand, self._point(ride), self._rules),
            self._rules,
            margin=0,
            depot=self._depot(ride),
        )
        against = self._against(ride, tour)
        if not against:
            ride.tour, ride.seats = tour, seats
        return against

    def _against(self, ride: RideInHand, tour: Tour) -> str:
        span = Span.of(tour).moved(ride.zero)
        was = max((abs(at - ride.zero) for at in ride.halts.values()), default=0)
        if tour.longest_ride > max(self._rules.longest_minutes, was):
            return TOO_LONG
        if span.starts <= self._now or not self._has_time(ride, span):
            return NO_TIME
        return ""

    def _has_time(self, ride: RideInHand, span: Span) -> bool:
        """Tell whether vehicle and driver can make a tour that begins earlier or ends later."""
        if ride.ride.starts <= span.starts and span.ends <= ride.ride.ends:
            return True
        wanted = {ride.ride.vehicle_id, ride.ride.driver_id} - {None}
        for other in self.rides.values():
            shares = wanted & {other.ride.vehicle_id, other.ride.driver_id}
            if other is not ride and shares and overlap(other.span, span):
                return False
        was = Span.of(ride.ride)
        return all(self._met(key, span) in {None, self._met(key, was)} for key in wanted if key)

    def _met(self, resource_id: int, span: Span) -> Taken | None:
        """Return what else takes a resource; what it meets already was accepted."""
        return self._times.taken(resource_id, span.starts, span.ends)

    def _depot(self, ride: RideInHand) -> int | None:
        vehicle = self.vehicle(ride)
        depot = vehicle.depot_stop_id if vehicle else None
        return depot if depot in self._stops else None

    def _point(self, ride: RideInHand) -> Point | None:
        return point_of(self._sites.get(ride.site_id or 0))

    def _loaded(self, rows: dict[int, RideAhead]) -> dict[int, RideInHand]:
        halts, seats = halts_of_rides(self._db, rows), seats_of_rides(self._db, rows)
        served = lessons_served(self._db, rows)
        courses = by_ids(self._db, Course, {lesson.course_id for lesson in served.values()})
        found: dict[int, RideInHand] = {}
        for key, row in rows.items():
            sitting = tuple(_seat_ahead(seat) for seat in seats.get(key, ()))
            if any(seat.result not in SEATS_KNOWN_BEFOREHAND for seat in sitting):
                continue
            lessons = [served[lesson] for lesson in row.lessons if lesson in served]
            care = any(courses[lesson.course_id].childcare for lesson in lessons)
            site = next((halt for halt in halts.get(key, ()) if halt.site_id), None)
            zero = self._zero(row, site, lessons, with_childcare=care)
            at = {halt.stop_id: halt.at for halt in halts.get(key, ()) if halt.stop_id}
            site_id = site.site_id if site else None
            found[key] = RideInHand(row, site_id, zero, at, sitting, sitting)
        return found

    def _zero(
        self,
        ride: RideAhead,
        site: RideStop | None,
        lessons: Sequence[LessonAhead],
        *,
        with_childcare: bool,
    ) -> int:
        """Return the minute at the site: the stored one, unless the rules forbid it."""
        out, rules = ride.direction == Direction.OUT.value, self._rules
        if not lessons:
            return site.at if site else ride.ends if out else ride.starts
        if out:
            begins = min(lesson.starts for lesson in lessons)
            usual = begins - rules.arrive_before(with_childcare=with_childcare)
            allowed = (begins - rules.arrive_max, begins - rules.arrive_min)
        else:
            ended = max(lesson.ends for lesson in lessons)
            usual = ended + rules.leave_after(with_childcare=with_childcare)
            allowed = (ended + rules.leave_min, ended + rules.leave_max)
        kept = site is not None and (ride.locked or allowed[0] <= site.at <= allowed[1])
        return site.at if kept and site else usual


def at_stop(seat: SeatAhead, stop_id: int) -> SeatAhead:
    """Return a seat at another stop."""
    return replace(seat, seat=replace(seat.seat, stop_id=stop_id))


def fetched(seat: SeatAhead) -> SeatAhead:
    """Return a seat that was given up as it is when it is wanted again."""
    return replace(seat, result=SeatResult.OPEN.value, reason="")


def on_seat(seat: SeatAhead, kind: SeatKind) -> SeatAhead:
    """Return a seat of another kind."""
    return replace(seat, seat=replace(seat.seat, kind=kind))


def _need(seat_ahead: SeatAhead) -> tuple[Any, ...]:
    seat = seat_ahead.seat
    return (seat.person_id, seat.kind, seat.wheelchair, seat.pram, seat_ahead.rides)


def _seat_ahead(row: RideSeat) -> SeatAhead:
    kind = SeatKind(row.kind) if row.kind in set(SeatKind) else SeatKind.NONE
    seat = Seat(row.person_id, row.stop_id or 0, kind, row.enrolment_id, row.wheelchair, row.pram)
    return SeatAhead(row.id, seat, row.result, row.result_reason)
