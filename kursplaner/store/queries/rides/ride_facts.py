"""Stops, distances, and who wants to ride: what tours are laid from."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from kursplaner.basics.places import Distance
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, Lesson, PlannedLesson
from kursplaner.domain.kinds import EnrolmentStatus, LessonStatus, SeatResult
from kursplaner.domain.kinds.counting import (
    DATES_NOT_RIDDEN,
    ENROLMENTS_WITH_STAY,
    RIDES_TAKING_PLACE,
)
from kursplaner.domain.people import Person, PersonAddress
from kursplaner.domain.rides.pick_ups import Homes, PickUp
from kursplaner.domain.rides.rides import (
    PlaceDistance,
    Ride,
    RideDemand,
    RideDemandException,
    RideLesson,
    RideSeat,
    RideStop,
    Stop,
)
from kursplaner.domain.rooms import Room
from kursplaner.store.queries.names import full_name
from kursplaner.store.queries.rides.pick_ups import homes_of
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class StopFacts:
    """A stop with its point (microdegrees, None where not known)."""

    id: int
    name: str
    latitude: int | None
    longitude: int | None


@dataclass(frozen=True, slots=True)
class RiderFacts:
    """Somebody who may ride: what the seat depends on, and the stop of the address."""

    id: int
    name: str
    born: date | None
    height_cm: int | None
    stop_id: int | None


@dataclass(frozen=True, slots=True)
class Demand:
    """A standing wish to ride, with its dated exceptions (day to stop; None: does not ride)."""

    id: int
    enrolment_id: int
    person_id: int
    direction: str
    stop_id: int
    wheelchair: bool
    pram: bool
    first_day: date | None
    last_day: date | None
    children: tuple[int, ...] = ()
    exceptions: Mapping[date, int | None] = field(default_factory=dict)
    only_lessons: frozenset[int] | None = None
    homes: Homes = field(default_factory=Homes)

    @property
    def pick_up(self) -> PickUp:
        """The wish with the stops of the person's addresses."""
        return PickUp(self.stop_id, self.first_day, self.homes)

    def stop_on(self, day: date) -> int | None:
        """Return where the person boards on a day, exceptions aside; None: at no stop any more."""
        return self.pick_up.on(day)

    def comes(self, lesson_id: int, day: date) -> bool:
        """Tell whether the enrolment takes part in a lesson on a day, exceptions aside."""
        if self.first_day is not None and day < self.first_day:
            return False
        if self.last_day is not None and day > self.last_day:
            return False
        return self.only_lessons is None or lesson_id in self.only_lessons


@dataclass(frozen=True, slots=True)
class CourseLesson:
    """A lesson that takes place, and where (site None: nowhere yet)."""

    id: int
    starts: int
    ends: int
    room_id: int | None
    site_id: int | None


@dataclass(frozen=True, slots=True)
class CourseRide:
    """A ride of a course's lesson as it stands.

    Attributes:
        recorded: what became of a passenger is entered.
        shared: it serves lessons of other courses, too.
    """

    id: int
    lesson_id: int
    direction: str
    vehicle_id: int | None
    driver_id: int | None
    starts: int
    ends: int
    status: str
    locked: bool
    passengers: frozenset[int] = frozenset()
    recorded: bool = False
    shared: bool = False


def stops_in_use(db: Db) -> dict[int, StopFacts]:
    """Return the stops that have not ended, by id."""
    query = select(Stop.id, Stop.name, Stop.latitude, Stop.longitude)
    return {row[0]: StopFacts(*row) for row in db.execute(query.where(Stop.ended_on.is_(None)))}


def place_distances(db: Db, kmh: int) -> dict[tuple[int, int], Distance]:
    """Return the ways set by hand, from stop to stop; at `kmh` where only the metres are set."""
    columns = (PlaceDistance.metres, PlaceDistance.minutes)
    query = select(PlaceDistance.from_stop_id, PlaceDistance.to_stop_id, *columns)
    return {
        (start, end): Distance.driven(metres, kmh) if minutes is None else Distance(metres, minutes)
        for start, end, metres, minutes in db.execute(query)
    }


def riders(db: Db, ids: Collection[int], on: date) -> dict[int, RiderFacts]:
    """Return people with the stop of the address that holds on a day."""
    wanted = list(ids)
    addresses = select(PersonAddress.person_id, PersonAddress.stop_id).where(
        PersonAddress.person_id.in_(wanted), PersonAddress.valid_from <= on
    )
    rows = db.execute(addresses.order_by(PersonAddress.valid_from))
    stops: dict[int, int | None] = {row[0]: row[1] for row in rows}
    columns = (Person.given_name, Person.family_name, Person.birth_date, Person.height_cm)
    return {
        key: RiderFacts(key, full_name(family, given), born, height, stops.get(key))
        for key, given, family, born, height in db.execute(
            select(Person.id, *columns).where(Person.id.in_(wanted))
        )
    }


def demands_of_course(db: Db, course_id: int, from_day: date) -> tuple[Demand, ...]:
    """Return the wishes of those enrolled in a course on or after a day, oldest first."""
    rows: Sequence[Any] = db.execute(_demands(course_id, from_day)).all()
    children = _children(db, {row.enrolment_id for row in rows})
    exceptions = _exceptions(db, {row.id for row in rows}, from_day)
    planned = _planned(db, {row.enrolment_id for row in rows if row.only_planned_lessons})
    homes = homes_of(db, {row.person_id for row in rows})
    return tuple(
        Demand(
            id=row.id,
            enrolment_id=row.enrolment_id,
            person_id=row.person_id,
            direction=row.direction,
            stop_id=row.stop_id,
            wheelchair=row.wheelchair,
            pram=row.pram,
            first_day=row.joined_on,
            last_day=_earliest(row.left_on, row.ended_on),
            children=children.get(row.enrolment_id, ()),
            exceptions=exceptions.get(row.id, {}),
            only_lessons=planned.get(row.enrolment_id, frozenset())
            if row.only_planned_lessons
            else None,
            homes=homes.get(row.person_id, Homes()),
        )
        for row in rows
    )


def lessons_of_course(db: Db, course_id: int, from_minute: int) -> tuple[CourseLesson, ...]:
    """Return the lessons of a course that take place from a minute on, in order."""
    query = (
        select(
            Lesson.id,
            Lesson.starts,
            Lesson.ends,
            Lesson.room_id,
            func.coalesce(Room.site_id, Course.site_id),
        )
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(Room, Room.id == Lesson.room_id)
        .where(
            Lesson.course_id == course_id,
            Lesson.starts >= from_minute,
            Lesson.status == LessonStatus.PLANNED.value,
        )
        .order_by(Lesson.starts, Lesson.id)
    )
    return tuple(CourseLesson(*row) for row in db.execute(query))


def rides_of_lessons(db: Db, lesson_ids: Collection[int]) -> tuple[CourseRide, ...]:
    """Return the rides of some lessons that were not cancelled, with who sits in them."""
    wanted = list(lesson_ids)
    columns = (Ride.vehicle_id, Ride.driver_id, Ride.starts, Ride.ends, Ride.status, Ride.locked)
    query = (
        select(Ride.id, RideLesson.lesson_id, Ride.direction, *columns)
        .join(RideLesson, RideLesson.ride_id == Ride.id)
        .where(RideLesson.lesson_id.in_(wanted), Ride.status.in_(RIDES_TAKING_PLACE))
        .order_by(Ride.starts, Ride.id)
    )
    rows = db.execute(query).all()
    people: dict[int, set[int]] = defaultdict(set)
    recorded: set[int] = set()
    seats = select(RideSeat.ride_id, RideSeat.person_id, RideSeat.result)
    for ride_id, person_id, result in db.execute(
        seats.where(RideSeat.ride_id.in_([row[0] for row in rows]))
    ):
        people[ride_id].add(person_id)
        if result != SeatResult.OPEN.value:
            recorded.add(ride_id)
    shared = _shared(db, {row[0] for row in rows})
    return tuple(
        CourseRide(
            *row,
            passengers=frozenset(people.get(row[0], ())),
            recorded=row[0] in recorded,
            shared=row[0] in shared,
        )
        for row in rows
    )


def halts_of_rides(db: Db, ride_ids: Collection[int]) -> dict[int, list[RideStop]]:
    """Return the halts of some rides in order, as records of the running act."""
    found: dict[int, list[RideStop]] = defaultdict(list)
    query = select(RideStop).where(RideStop.ride_id.in_(list(ride_ids)))
    for halt in db.scalars(query.order_by(RideStop.ride_id, RideStop.position)):
        found[halt.ride_id].append(halt)
    return dict(found)


def seats_of_rides(db: Db, ride_ids: Collection[int]) -> dict[int, list[RideSeat]]:
    """Return the seats of some rides, as records of the running act."""
    found: dict[int, list[RideSeat]] = defaultdict(list)
    query = select(RideSeat).where(RideSeat.ride_id.in_(list(ride_ids)))
    for seat in db.scalars(query.order_by(RideSeat.ride_id, RideSeat.id)):
        found[seat.ride_id].append(seat)
    return dict(found)


def _demands(course_id: int, from_day: date) -> Any:  # noqa: ANN401 (eleven columns)
    query = select(
        RideDemand.id,
        RideDemand.enrolment_id,
        Enrolment.person_id,
        RideDemand.direction,
        RideDemand.stop_id,
        RideDemand.wheelchair,
        RideDemand.pram,
        Enrolment.joined_on,
        Enrolment.left_on,
        RideDemand.ended_on,
        Enrolment.only_planned_lessons,
    ).join(Enrolment, Enrolment.id == RideDemand.enrolment_id)
    return query.where(
        Enrolment.course_id == course_id,
        Enrolment.status.in_(ENROLMENTS_WITH_STAY),
        (Enrolment.status == EnrolmentStatus.ENROLLED.value) | (Enrolment.left_on >= from_day),
        RideDemand.ended_on.is_(None) | (RideDemand.ended_on >= from_day),
    ).order_by(RideDemand.id)


def _shared(db: Db, ride_ids: Collection[int]) -> frozenset[int]:
    query = (
        select(RideLesson.ride_id)
        .join(Lesson, Lesson.id == RideLesson.lesson_id)
        .where(RideLesson.ride_id.in_(list(ride_ids)))
        .group_by(RideLesson.ride_id)
        .having(func.count(Lesson.course_id.distinct()) > 1)
    )
    return frozenset(db.scalars(query))


def _children(db: Db, enrolments: Collection[int]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = defaultdict(list)
    query = select(EnrolmentChild.enrolment_id, EnrolmentChild.child_id).where(
        EnrolmentChild.enrolment_id.in_(list(enrolments)), EnrolmentChild.rides
    )
    for enrolment_id, child_id in db.execute(query.order_by(EnrolmentChild.id)):
        found[enrolment_id].append(child_id)
    return {key: tuple(ids) for key, ids in found.items()}


def _exceptions(
    db: Db, demands: Collection[int], from_day: date
) -> dict[int, dict[date, int | None]]:
    found: dict[int, dict[date, int | None]] = defaultdict(dict)
    columns = (RideDemandException.demand_id, RideDemandException.day, RideDemandException.kind)
    query = select(*columns, RideDemandException.stop_id).where(
        RideDemandException.demand_id.in_(list(demands)), RideDemandException.day >= from_day
    )
    for demand_id, day, kind, stop_id in db.execute(query):
        found[demand_id][day] = None if kind in DATES_NOT_RIDDEN else stop_id
    return dict(found)


def _planned(db: Db, enrolments: Collection[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    query = select(PlannedLesson.enrolment_id, PlannedLesson.lesson_id).where(
        PlannedLesson.enrolment_id.in_(list(enrolments))
    )
    for enrolment_id, lesson_id in db.execute(query):
        found[enrolment_id].add(lesson_id)
    return {key: frozenset(ids) for key, ids in found.items()}


def _earliest(first: date | None, other: date | None) -> date | None:
    days = [day for day in (first, other) if day is not None]
    return min(days) if days else None
