"""Who wants to ride on a day and has no seat."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, select

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Course, Enrolment, Lesson, PlannedLesson
from kursplaner.domain.kinds import DemandException, EnrolmentStatus
from kursplaner.domain.kinds.counting import (
    DATES_NOT_RIDDEN,
    LESSONS_TAKING_PLACE,
    RIDES_TAKING_PLACE,
)
from kursplaner.domain.rides.rides import (
    Ride,
    RideDemand,
    RideDemandException,
    RideLesson,
    RideSeat,
)
from kursplaner.store.queries.absences.answers import pairs
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.rides.pick_ups import boarding, stop_names
from kursplaner.store.session import Db

Names = Mapping[Any, str]


@dataclass(frozen=True, slots=True)
class Unserved:
    """A ride demand on a day that no seat serves."""

    demand_id: int
    enrolment_id: int
    person_id: int
    name: str
    direction: str
    stop: str
    course: str
    lesson_id: int


def unserved(db: Db, day: date) -> list[Unserved]:
    """Return the demands of a day without a seat in a ride of their direction."""
    starts = minute_of(day)
    skipped = select(RideDemandException.demand_id).where(
        RideDemandException.day == day, RideDemandException.kind.in_(DATES_NOT_RIDDEN)
    )
    query = (
        select(RideDemand, Enrolment, Lesson.id, Course.title)
        .join(Enrolment, Enrolment.id == RideDemand.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Lesson, Lesson.course_id == Course.id)
        .where(
            Lesson.starts >= starts,
            Lesson.starts < starts + 1440,
            Lesson.status.in_(LESSONS_TAKING_PLACE),
            Enrolment.status == EnrolmentStatus.ENROLLED,
            RideDemand.ended_on.is_(None),
            RideDemand.id.not_in(skipped),
            Enrolment.only_planned_lessons.is_(False)
            | exists().where(
                PlannedLesson.enrolment_id == Enrolment.id, PlannedLesson.lesson_id == Lesson.id
            ),
        )
    )
    rows = db.execute(query).all()
    seated = _seated(db, {row[2] for row in rows})
    names = person_names(db, {row[1].person_id for row in rows})
    boards = boarding(db, ((d.id, d.stop_id, e.person_id, e.joined_on) for d, e, *_ in rows), day)
    boards |= _elsewhere(db, boards, day)
    stops: Names = stop_names(db, {stop for stop in boards.values() if stop is not None})
    return [
        Unserved(
            demand.id,
            enrolment.id,
            enrolment.person_id,
            names.get(enrolment.person_id, ""),
            demand.direction,
            stops.get(boards[demand.id], ""),
            title,
            lesson_id,
        )
        for demand, enrolment, lesson_id, title in rows
        if (lesson_id, demand.direction, enrolment.id) not in seated and _here(enrolment, day)
    ]


def _elsewhere(db: Db, demand_ids: Collection[int], day: date) -> dict[int, int | None]:
    """Return the stops of wishes that differ on this day."""
    query = select(RideDemandException.demand_id, RideDemandException.stop_id).where(
        RideDemandException.demand_id.in_(list(demand_ids)),
        RideDemandException.day == day,
        RideDemandException.kind == DemandException.OTHER_STOP.value,
    )
    return pairs(db.execute(query))


def _here(enrolment: Enrolment, day: date) -> bool:
    joined = enrolment.joined_on is None or enrolment.joined_on <= day
    return joined and (enrolment.left_on is None or enrolment.left_on >= day)


def _seated(db: Db, lesson_ids: set[int]) -> set[tuple[int, str, int | None]]:
    query = (
        select(RideLesson.lesson_id, Ride.direction, RideSeat.enrolment_id)
        .join(Ride, Ride.id == RideLesson.ride_id)
        .join(RideSeat, RideSeat.ride_id == Ride.id)
        .where(RideLesson.lesson_id.in_(lesson_ids), Ride.status.in_(RIDES_TAKING_PLACE))
    )
    return {(lesson, way, enrolment) for lesson, way, enrolment in db.execute(query)}
