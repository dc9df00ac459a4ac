"""Who is where: expected in lessons, expected in childcare, in a childcare that is over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from kursplaner.domain.attendance import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Enrolment, EnrolmentChild, Lesson, PlannedLesson
from kursplaner.domain.kinds import EnrolmentStatus, Mark, PlaceStatus
from kursplaner.domain.people import Person
from kursplaner.store.queries.answers import answers
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
    """Return who is expected in lessons of one day, by name, each person once per lesson.

    Of somebody who left the course and came back on that day a mark that says she was there
    counts, else what stands for the last of her stays.
    """
    ticked = and_(
        AttendanceMark.lesson_id == Lesson.id, AttendanceMark.enrolment_id == Enrolment.id
    )
    query = (
        select(Lesson.id, Person.id, name_column(), AttendanceMark.mark)
        .join(Enrolment, Enrolment.course_id == Lesson.course_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(AttendanceMark, ticked)
        .where(Lesson.id.in_(list(lesson_ids)), *_stays_on(day))
        .order_by(Person.search_text, Person.id, Enrolment.id)
    )
    found: dict[tuple[int, int], Expected] = {}
    for one in answers(Expected, db.execute(query)):
        key = (one.lesson_id, one.person_id)
        if key not in found or found[key].mark != Mark.PRESENT:
            found[key] = one
    return list(found.values())


def _stays_on(day: date) -> tuple[ColumnElement[bool], ...]:
    """Return what makes an enrolment expected in a lesson of that day."""
    planned = exists().where(
        PlannedLesson.enrolment_id == Enrolment.id, PlannedLesson.lesson_id == Lesson.id
    )
    return (
        Enrolment.status.in_(IN_COURSE),
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
