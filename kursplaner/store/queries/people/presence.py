"""Who is where: expected in lessons and rides, in childcare, in a childcare that is over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from kursplaner.basics.spans import minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Enrolment, EnrolmentChild, Lesson, PlannedLesson
from kursplaner.domain.kinds import (
    Mark,
    PlaceStatus,
)
from kursplaner.domain.kinds.counting import (
    ENROLMENTS_WITH_STAY,
    LESSONS_TAKING_PLACE,
    RIDES_TAKING_PLACE,
    SEATS_RIDING,
)
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.store.queries.absences.answers import answers
from kursplaner.store.queries.names import name_column
from kursplaner.store.session import Db

_TICKED = (AttendanceMark.mark, AttendanceMark.came_at, AttendanceMark.left_at)


@dataclass(frozen=True, slots=True)
class Ticked:
    """What was entered for somebody in a lesson; `mark` is None where nothing was yet.

    Attributes:
        came_at, left_at: minutes of the day, only of those who came later or left early.
    """

    mark: str | None = None
    came_at: int | None = None
    left_at: int | None = None

    def away(self, at: int) -> bool:
        """Tell whether it is known that she is not there at a minute of the day."""
        return self.mark is not None and not self.there(at)

    def there(self, at: int) -> bool:
        """Tell whether it is known that she is there at a minute of the day."""
        came = self.came_at is None or self.came_at <= at
        return self.mark == Mark.PRESENT and came and (self.left_at is None or at < self.left_at)


@dataclass(frozen=True, slots=True)
class Expected:
    """One person expected in a lesson."""

    lesson_id: int
    person_id: int
    name: str
    ticked: Ticked


def expected_people(db: Db, lesson_ids: Collection[int], day: date, at: int) -> list[Expected]:
    """Return who is expected in lessons of one day, by name, each person once per lesson.

    Of somebody who left the course and came back on that day a mark counts that says she is there
    at that minute of the day, else what stands for the last of her stays.
    """
    ticked = and_(
        AttendanceMark.lesson_id == Lesson.id, AttendanceMark.enrolment_id == Enrolment.id
    )
    query = (
        select(Lesson.id, Person.id, name_column(), *_TICKED)
        .join(Enrolment, Enrolment.course_id == Lesson.course_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(AttendanceMark, ticked)
        .where(Lesson.id.in_(list(lesson_ids)), *_stays_on(day))
        .order_by(Person.search_text, Person.id, Enrolment.id)
    )
    found: dict[tuple[int, int], Expected] = {}
    rows: list[Any] = list(db.execute(query))
    for lesson_id, person_id, name, *ticked in rows:
        key = (lesson_id, person_id)
        if key not in found or not found[key].ticked.there(at):
            found[key] = Expected(lesson_id, person_id, name, Ticked(*ticked))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Rider:
    """A seat that is or was taken in a ride of a day, beside a lesson that it serves.

    Attributes:
        lesson_id, starts, ends: the lesson (absolute minutes); None of a ride without lessons.
        child: rides along with the person who is enrolled.
    """

    ticked: Ticked
    ride_id: int
    direction: str
    leaves: int
    arrives: int
    person_id: int
    name: str
    result: str
    child: bool
    lesson_id: int | None
    starts: int | None
    ends: int | None


def riders(db: Db, day: date) -> list[Rider]:
    """Return who rides on a day, by name, once for each of her lessons that the ride serves."""
    own_course = or_(Enrolment.id.is_(None), Enrolment.course_id == Lesson.course_id)
    takes_place = Lesson.status.in_(LESSONS_TAKING_PLACE)
    ticked = and_(
        AttendanceMark.lesson_id == Lesson.id, AttendanceMark.enrolment_id == Enrolment.id
    )
    child = and_(Enrolment.id.is_not(None), Enrolment.person_id != RideSeat.person_id)
    query = (
        select(
            *_TICKED,
            *(Ride.id, Ride.direction, Ride.starts, Ride.ends),
            *(Person.id, name_column(), RideSeat.result, child),
            *(Lesson.id, Lesson.starts, Lesson.ends),
        )
        .join(RideSeat, RideSeat.ride_id == Ride.id)
        .join(Person, Person.id == RideSeat.person_id)
        .outerjoin(Enrolment, Enrolment.id == RideSeat.enrolment_id)
        .outerjoin(RideLesson, RideLesson.ride_id == Ride.id)
        .outerjoin(Lesson, and_(Lesson.id == RideLesson.lesson_id, own_course, takes_place))
        .outerjoin(AttendanceMark, ticked)
        .where(Ride.starts >= minute_of(day), Ride.starts < minute_of(day, 1440))
        .where(Ride.status.in_(RIDES_TAKING_PLACE), RideSeat.result.in_(SEATS_RIDING))
        .order_by(Person.search_text, Person.id, Ride.starts, Lesson.starts)
    )
    rows: list[Any] = list(db.execute(query))
    return [Rider(Ticked(*row[:3]), *row[3:]) for row in rows]


def _stays_on(day: date) -> tuple[ColumnElement[bool], ...]:
    """Return what makes an enrolment expected in a lesson of that day."""
    planned = exists().where(
        PlannedLesson.enrolment_id == Enrolment.id, PlannedLesson.lesson_id == Lesson.id
    )
    return (
        Enrolment.status.in_(ENROLMENTS_WITH_STAY),
        or_(Enrolment.joined_on.is_(None), Enrolment.joined_on <= day),
        or_(Enrolment.left_on.is_(None), Enrolment.left_on >= day),
        or_(Enrolment.only_planned_lessons.is_(False), planned),
    )


@dataclass(frozen=True, slots=True)
class WithoutPlace:
    """A child that comes along to a lesson, without a place in the childcare beside it."""

    slot_id: int
    lesson_id: int
    guardian_id: int
    child_id: int
    name: str


def children_without_place(
    db: Db, slot_ids: Collection[int], lesson_ids: Collection[int], day: date
) -> list[WithoutPlace]:
    """Return whose childcare is wanted but who has no place beside these lessons, by name.

    So it is where a family is enrolled while the lesson runs: places begin with the next one.
    """
    beside, any_beside = ChildcareSlotLesson, aliased(ChildcareSlotLesson)
    has_place = exists().where(
        ChildcarePlace.child_id == EnrolmentChild.child_id,
        ChildcarePlace.slot_id == any_beside.slot_id,
        any_beside.lesson_id == Lesson.id,
    )
    query = (
        select(beside.slot_id, Lesson.id, Enrolment.person_id, Person.id, name_column())
        .join(Lesson, Lesson.id == beside.lesson_id)
        .join(Enrolment, Enrolment.course_id == Lesson.course_id)
        .join(EnrolmentChild, EnrolmentChild.enrolment_id == Enrolment.id)
        .join(Person, Person.id == EnrolmentChild.child_id)
        .where(
            beside.slot_id.in_(list(slot_ids)),
            Lesson.id.in_(list(lesson_ids)),
            EnrolmentChild.childcare,
            ~has_place,
            *_stays_on(day),
        )
        .order_by(Person.search_text, Person.id, beside.slot_id)
    )
    return answers(WithoutPlace, db.execute(query))


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
