"""Who is where: expected in lessons, in vehicles, in a childcare that is over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, exists, func, or_, select

from kursplaner.domain.attendance import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Enrolment, Lesson, PlannedLesson
from kursplaner.domain.kinds import EnrolmentStatus, PlaceStatus
from kursplaner.domain.people import Person
from kursplaner.domain.rides import RideSeat
from kursplaner.store.queries.answers import answers
from kursplaner.store.queries.limits import GIVEN_UP
from kursplaner.store.queries.names import name_column
from kursplaner.store.session import Db

IN_COURSE = (EnrolmentStatus.ENROLLED, EnrolmentStatus.LEFT, EnrolmentStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class Expected:
    """One person expected in a lesson; `mark` is None where nothing was entered yet."""

    lesson_id: int
    person_id: int
    name: str
    mark: str | None


def expected_people(db: Db, lesson_ids: Collection[int], day: date) -> list[Expected]:
    """Return who is expected in lessons of one day, by name."""
    ticked = and_(
        AttendanceMark.lesson_id == Lesson.id, AttendanceMark.enrolment_id == Enrolment.id
    )
    planned = exists().where(
        PlannedLesson.enrolment_id == Enrolment.id, PlannedLesson.lesson_id == Lesson.id
    )
    query = (
        select(Lesson.id, Person.id, name_column(), AttendanceMark.mark)
        .join(Enrolment, Enrolment.course_id == Lesson.course_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(AttendanceMark, ticked)
        .where(
            Lesson.id.in_(list(lesson_ids)),
            Enrolment.status.in_(IN_COURSE),
            or_(Enrolment.joined_on.is_(None), Enrolment.joined_on <= day),
            or_(Enrolment.left_on.is_(None), Enrolment.left_on >= day),
            or_(Enrolment.only_planned_lessons.is_(False), planned),
        )
        .order_by(Person.search_text, Person.id)
    )
    return answers(Expected, db.execute(query))


def passengers(db: Db, ride_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return who rides in some rides, by name; seats that were given up are left out."""
    query = (
        select(RideSeat.ride_id, name_column())
        .join(Person, Person.id == RideSeat.person_id)
        .where(RideSeat.ride_id.in_(list(ride_ids)), RideSeat.result.not_in(GIVEN_UP))
        .order_by(Person.search_text, Person.id)
    )
    found: dict[int, list[str]] = {}
    for ride, name in db.execute(query):
        found.setdefault(ride, []).append(name)
    return {ride: tuple(some) for ride, some in found.items()}


@dataclass(frozen=True, slots=True)
class OpenStay:
    """A slot that is over with children who were brought and not collected yet."""

    slot_id: int
    starts: int
    ends: int
    children: int


def open_stays(db: Db, from_minute: int, minute: int) -> list[OpenStay]:
    """Return the slots since a minute that are over at `minute` and still have children."""
    query = (
        select(ChildcareSlot.id, ChildcareSlot.starts, ChildcareSlot.ends, func.count())
        .join(ChildcarePlace, ChildcarePlace.slot_id == ChildcareSlot.id)
        .where(
            ChildcareSlot.starts >= from_minute,
            ChildcareSlot.ends <= minute,
            ChildcarePlace.status == PlaceStatus.BROUGHT,
        )
        .group_by(ChildcareSlot.id)
        .order_by(ChildcareSlot.starts, ChildcareSlot.id)
    )
    return answers(OpenStay, db.execute(query))
