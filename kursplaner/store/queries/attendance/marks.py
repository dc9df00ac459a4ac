"""Attendance marks with the stays they belong to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from kursplaner.basics import clock
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.attendance.rules import once_a_lesson
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds.counting import ENROLMENTS_WITH_STAY
from kursplaner.store.queries.attendance import held
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class MarkedStay:
    """One mark of one person in one lesson that was held; times of the day in minutes."""

    lesson_id: int
    course_id: int
    enrolment_id: int
    person_id: int
    starts: int
    ends: int
    teaching_minutes: int
    mark: str
    came_at: int | None
    left_at: int | None


@dataclass(frozen=True, slots=True)
class StayOfPerson:
    """A stay of a person in a course."""

    enrolment_id: int
    person_id: int
    status: str
    joined_on: date | None
    left_on: date | None
    only_planned_lessons: bool


def marks_of(db: Db, course_ids: Collection[int], starts: int, ends: int) -> list[MarkedStay]:
    """Return the marks of some courses in lessons that begin in [starts, ends) and were held.

    One a person and lesson.
    """
    query = (
        select(
            *(Lesson.id, Lesson.course_id, AttendanceMark.enrolment_id, Enrolment.person_id),
            *(Lesson.starts, Lesson.ends, Lesson.teaching_minutes),
            *(AttendanceMark.mark, AttendanceMark.came_at, AttendanceMark.left_at),
        )
        .join(AttendanceMark, AttendanceMark.lesson_id == Lesson.id)
        .join(Enrolment, Enrolment.id == AttendanceMark.enrolment_id)
        .where(
            Lesson.course_id.in_(list(course_ids)),
            Lesson.starts >= starts,
            Lesson.starts < ends,
            held.held(clock.minute()),
        )
        .order_by(Lesson.starts, AttendanceMark.enrolment_id)
    )
    rows: list[Any] = list(db.execute(query))
    return list(once_a_lesson(MarkedStay(*row) for row in rows).values())


def stays_of_course(db: Db, course_id: int) -> list[StayOfPerson]:
    """Return who is or was in a course, the newest stay of a person last."""
    query = select(
        *(Enrolment.id, Enrolment.person_id, Enrolment.status),
        *(Enrolment.joined_on, Enrolment.left_on, Enrolment.only_planned_lessons),
    ).where(Enrolment.course_id == course_id, Enrolment.status.in_(ENROLMENTS_WITH_STAY))
    return [StayOfPerson(*row) for row in db.execute(query.order_by(Enrolment.id))]
