"""Seats in rides to come that do not lead where their passengers board, and what is amiss.

Whoever changes a stop or a height has the rides planned then follow. A ride that comes back, was
moved or copied may still tell of earlier; here is seen which seats do.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of, minute_at
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import RideStatus, SeatKind, SeatResult
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.domain.rides.pick_ups import Homes
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.domain.rides.seating import seat_kind, seat_rules
from kursplaner.store.queries.rides.pick_ups import homes_of
from kursplaner.store.queries.rides.ride_facts import (
    Demand,
    demands_of_course,
    halts_of_rides,
    riders,
    seats_of_rides,
)
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

STOP, HALT, SEAT = "stop", "halt", "seat"
"""At another stop than wished; the ride does not halt there; on a seat of another kind."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A seat of which something is amiss: `why` is "stop", "halt" or "seat".

    Attributes:
        person_id: who sits there; of_person_id: whose enrolment or address says where.
    """

    ride_id: int
    person_id: int
    of_person_id: int
    enrolment_id: int | None
    why: str


def follows_home(homes: Homes, day: date, stop_id: int | None) -> bool:
    """Tell whether a seat without a standing wish was at the stop of an address of before."""
    before = {stop for first, stop in homes.rows if first <= day}
    return homes.stated_on(day) and homes.on(day) != stop_id and stop_id in before


def strays(db: Db, ride_ids: Collection[int]) -> tuple[Stray, ...]:
    """Return the seats of which something is amiss, in those of some rides still to come."""
    rides = _to_come(db, ride_ids)
    if not rides:
        return ()
    found = _Strays(db, rides)
    return tuple(stray for ride in rides.values() for stray in found.of_ride(ride))


def _to_come(db: Db, ride_ids: Collection[int]) -> dict[int, Ride]:
    now, planned = minute_at(clock.now()), RideStatus.PLANNED.value
    rides = by_ids(db, Ride, ride_ids)
    return {key: row for key, row in rides.items() if row.starts > now and row.status == planned}


class _Strays:
    """What must be known of some rides, loaded once."""

    def __init__(self, db: Db, rides: Mapping[int, Ride]) -> None:
        self._db = db
        self._seats, halts = seats_of_rides(db, rides), halts_of_rides(db, rides)
        self._halts = {key: {row.stop_id for row in rows} for key, rows in halts.items()}
        self._lessons = _lessons(db, rides)
        seats = [seat for many in self._seats.values() for seat in many]
        keys = {seat.enrolment_id for seat in seats if seat.enrolment_id is not None}
        self._enrolments = by_ids(db, Enrolment, keys)
        self._demands = _demands(
            db, {enrolment.course_id for enrolment in self._enrolments.values()}
        )
        self._people = riders(db, {seat.person_id for seat in seats}, clock.today())
        self._homes = homes_of(db, {seat.person_id for seat in seats})
        self._rules = seat_rules(settings_of(db))

    def of_ride(self, ride: Ride) -> Iterator[Stray]:
        for seat in self._seats.get(ride.id, ()):
            enrolment = self._enrolments.get(seat.enrolment_id or 0)
            owner = enrolment.person_id if enrolment is not None else seat.person_id
            for why in self._amiss(ride, seat, enrolment):
                yield Stray(ride.id, seat.person_id, owner, seat.enrolment_id, why)

    def _amiss(self, ride: Ride, seat: RideSeat, enrolment: Enrolment | None) -> Iterator[str]:
        if self._elsewhere(ride, seat, enrolment):
            yield STOP
        wanted = seat.result == SeatResult.OPEN.value
        if wanted and seat.stop_id and seat.stop_id not in self._halts.get(ride.id, ()):
            yield HALT
        who = self._people[seat.person_id]
        along = enrolment is not None and enrolment.person_id != seat.person_id
        kind = seat_kind(who.born, who.height_cm, day_of(ride.starts), self._rules, child=along)
        if seat.kind not in {kind.value, SeatKind.WHEELCHAIR.value}:
            yield SEAT

    def _elsewhere(self, ride: Ride, seat: RideSeat, enrolment: Enrolment | None) -> bool:
        demand = self._demands.get((seat.enrolment_id or 0, ride.direction))
        lesson = self._lesson(ride, enrolment)
        if demand is not None:
            day = day_of(lesson.starts if lesson is not None else ride.starts)
            comes = lesson is not None and demand.comes(lesson.id, day)
            usual = comes and day not in demand.exceptions  # another stop for one day stays
            return usual and demand.stop_on(day) != seat.stop_id
        if lesson is None or (enrolment is not None and enrolment.person_id != seat.person_id):
            return False
        homes = self._homes.get(seat.person_id, Homes())
        return follows_home(homes, day_of(lesson.starts), seat.stop_id)

    def _lesson(self, ride: Ride, enrolment: Enrolment | None) -> Lesson | None:
        """Return the lesson of the enrolment's course; without one any that the ride serves."""
        served: Sequence[Lesson] = self._lessons.get(ride.id, ())
        course = enrolment.course_id if enrolment is not None else None
        own = (lesson for lesson in served if lesson.course_id == course)
        return next(own, next(iter(served), None))


def _lessons(db: Db, ride_ids: Collection[int]) -> dict[int, list[Lesson]]:
    links = find(db, RideLesson, ride_id=list(ride_ids))
    rows = by_ids(db, Lesson, {link.lesson_id for link in links})
    found: dict[int, list[Lesson]] = {}
    for link in links:
        lesson = rows[link.lesson_id]
        if lesson.status in LESSONS_TAKING_PLACE:
            found.setdefault(link.ride_id, []).append(lesson)
    return found


def _demands(db: Db, course_ids: Collection[int]) -> dict[tuple[int, str], Demand]:
    today = clock.today()
    return {
        (demand.enrolment_id, demand.direction): demand
        for course in sorted(course_ids)
        for demand in demands_of_course(db, course, today)
    }
