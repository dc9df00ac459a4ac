"""Standing wishes to ride of one person, the stops of addresses, and the rides still to come."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import RideStatus
from kursplaner.domain.kinds.counting import (
    ENROLMENTS_IN_LINE,
    ENROLMENTS_WITH_STAY,
    LESSONS_TAKING_PLACE,
)
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.pick_ups import Homes, PickUp, homes_from
from kursplaner.domain.rides.rides import Ride, RideDemand, RideLesson, RideSeat, Stop
from kursplaner.store.queries.names import stop_name
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class WishRow:
    """A standing wish to ride that has not ended, of an enrolment that may still ride."""

    demand_id: int
    course_id: int
    enrolled: bool
    pick_up: PickUp


@dataclass(frozen=True, slots=True)
class LessonAhead:
    """A lesson that takes place."""

    id: int
    course_id: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class RideAhead:
    """A planned ride that has not begun; `lessons` are the lessons it serves."""

    id: int
    direction: str
    vehicle_id: int | None
    driver_id: int | None
    starts: int
    ends: int
    metres: int
    locked: bool
    lessons: tuple[int, ...]


def homes_of(db: Db, person_ids: Collection[int]) -> dict[int, Homes]:
    """Return the stops of people's addresses; whoever has no address is left out."""
    found: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
    query = select(PersonAddress.person_id, PersonAddress.valid_from, PersonAddress.stop_id)
    for key, day, stop in db.execute(query.where(PersonAddress.person_id.in_(list(person_ids)))):
        found[key].append((day, stop))
    return {key: homes_from(rows) for key, rows in found.items()}


def boarding(
    db: Db, wishes: Iterable[tuple[int, int, int, date | None]], day: date
) -> dict[int, int | None]:
    """Return where people board on a day, by key; None: the address has no stop any more.

    A wish is given as (key, stop, person, first day of the enrolment).
    """
    rows = list(wishes)
    homes = homes_of(db, {person for _, _, person, _ in rows})
    return {
        key: PickUp(stop, since, homes.get(person, Homes())).on(day)
        for key, stop, person, since in rows
    }


def stop_names(db: Db, ids: Collection[int]) -> dict[int, str]:
    """Return the names of some stops with their place, also of stops that have ended."""
    query = select(Stop.id, Stop.name, Stop.municipality).where(Stop.id.in_(list(ids)))
    return {key: stop_name(name, place) for key, name, place in db.execute(query)}


def wishes_of(db: Db, person_id: int, homes: Homes, today: date) -> list[WishRow]:
    """Return the wishes to ride of a person, oldest first; those waiting or asking included."""
    columns = (RideDemand.id, RideDemand.stop_id, Enrolment.course_id, Enrolment.status)
    query = (
        select(*columns, Enrolment.joined_on, Enrolment.asked_on)
        .join(Enrolment, Enrolment.id == RideDemand.enrolment_id)
        .where(
            Enrolment.person_id == person_id,
            Enrolment.status.in_((*ENROLMENTS_WITH_STAY, *ENROLMENTS_IN_LINE)),
            Enrolment.left_on.is_(None) | (Enrolment.left_on >= today),
            RideDemand.ended_on.is_(None) | (RideDemand.ended_on >= today),
        )
        .order_by(RideDemand.id)
    )
    rows: list[Any] = list(db.execute(query))
    return [
        WishRow(key, course, status in ENROLMENTS_WITH_STAY, PickUp(stop, joined or asked, homes))
        for key, stop, course, status, joined, asked in rows
    ]


def lessons_ahead(db: Db, course_ids: Collection[int], from_minute: int) -> list[LessonAhead]:
    """Return the lessons of some courses that take place from a minute on, in order."""
    query = select(Lesson.id, Lesson.course_id, Lesson.starts, Lesson.ends).where(
        Lesson.course_id.in_(list(course_ids)),
        Lesson.starts >= from_minute,
        Lesson.status.in_(LESSONS_TAKING_PLACE),
    )
    return [LessonAhead(*row) for row in db.execute(query.order_by(Lesson.starts, Lesson.id))]


def lessons_served(db: Db, ride_ids: Collection[int]) -> dict[int, LessonAhead]:
    """Return the lessons some rides bring people to, or take them from, that take place."""
    query = (
        select(Lesson.id, Lesson.course_id, Lesson.starts, Lesson.ends)
        .join(RideLesson, RideLesson.lesson_id == Lesson.id)
        .where(
            RideLesson.ride_id.in_(list(ride_ids)),
            Lesson.status.in_(LESSONS_TAKING_PLACE),
        )
    )
    return {row[0]: LessonAhead(*row) for row in db.execute(query)}


def rides_with(db: Db, person_id: int, after_minute: int) -> list[int]:
    """Return the planned rides that begin after a minute in which somebody has a seat."""
    query = (
        select(Ride.id)
        .join(RideSeat, RideSeat.ride_id == Ride.id)
        .where(
            RideSeat.person_id == person_id,
            Ride.starts > after_minute,
            Ride.status == RideStatus.PLANNED.value,
        )
    )
    return sorted(set(db.scalars(query)))


def rides_ahead(db: Db, lesson_ids: Collection[int], after_minute: int) -> dict[int, RideAhead]:
    """Return the planned rides to or from some lessons that begin after a minute, by id."""
    wanted = select(RideLesson.ride_id).where(RideLesson.lesson_id.in_(list(lesson_ids)))
    columns = (Ride.id, Ride.direction, Ride.vehicle_id, Ride.driver_id, Ride.starts, Ride.ends)
    query = select(*columns, Ride.metres, Ride.locked).where(
        Ride.id.in_(wanted),
        Ride.starts > after_minute,
        Ride.status == RideStatus.PLANNED.value,
    )
    rows: list[Any] = list(db.execute(query.order_by(Ride.starts, Ride.id)))
    served: dict[int, list[int]] = defaultdict(list)
    links = select(RideLesson.ride_id, RideLesson.lesson_id)
    for ride_id, lesson_id in db.execute(
        links.where(RideLesson.ride_id.in_([row[0] for row in rows])).order_by(RideLesson.id)
    ):
        served[ride_id].append(lesson_id)
    found: list[list[Any]] = [[*row, tuple(served[row[0]])] for row in rows]
    return {values[0]: RideAhead(*values) for values in found}
