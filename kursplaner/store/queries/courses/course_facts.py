"""What the planning of a new course asks about the courses that are there."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, Lesson, LessonPerson
from kursplaner.domain.kinds.counting import ENROLMENTS_NOT_LEFT, LESSONS_TAKING_PLACE
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.store.queries.rides.pick_ups import boarding
from kursplaner.store.session import Db

NO_WISH = (None, False, False)
"""No stop, no wheelchair, no pram."""


@dataclass(frozen=True, slots=True)
class StayingPerson:
    """Somebody enrolled in a course, with the standing wish to ride and the children."""

    enrolment_id: int
    person_id: int
    stop_id: int | None
    wheelchair: bool
    pram: bool
    children: tuple[tuple[int, bool, bool], ...]


def numbers_taken(db: Db) -> frozenset[str]:
    """Return all course numbers."""
    return frozenset(db.scalars(select(Course.number)))


def courses_counted(db: Db) -> int:
    """Return how many courses there are."""
    return db.execute(select(func.count(Course.id))).scalar_one()


def usual_room(db: Db, course_id: int) -> int | None:
    """Return the room in which most lessons of a course take place."""
    query = (
        select(Lesson.room_id)
        .where(
            Lesson.course_id == course_id,
            Lesson.room_id.is_not(None),
            Lesson.status.in_(LESSONS_TAKING_PLACE),
        )
        .group_by(Lesson.room_id)
        .order_by(func.count().desc(), Lesson.room_id)
    )
    return db.scalars(query).first()


def usual_teacher(db: Db, course_id: int) -> int | None:
    """Return the person who leads most lessons of a course."""
    query = (
        select(LessonPerson.person_id)
        .join(Lesson, Lesson.id == LessonPerson.lesson_id)
        .where(Lesson.course_id == course_id, Lesson.status.in_(LESSONS_TAKING_PLACE))
        .group_by(LessonPerson.person_id)
        .order_by(func.count().desc(), LessonPerson.person_id)
    )
    return db.scalars(query).first()


def end_of_lessons(db: Db, course_id: int) -> int | None:
    """Return when the last lesson of a course ends (absolute minute)."""
    query = select(func.max(Lesson.ends)).where(
        Lesson.course_id == course_id, Lesson.status.in_(LESSONS_TAKING_PLACE)
    )
    return db.scalar(query)


def staying_people(db: Db, course_id: int, on: date) -> tuple[StayingPerson, ...]:
    """Return who is enrolled in a course (or completed it) and has not left, oldest first.

    The stop is where they board on that day, as their addresses say.
    """
    query = (
        select(Enrolment.id, Enrolment.person_id, Enrolment.joined_on)
        .where(Enrolment.course_id == course_id, Enrolment.status.in_(ENROLMENTS_NOT_LEFT))
        .where(Enrolment.left_on.is_(None) | (Enrolment.left_on >= on))
        .order_by(Enrolment.id)
    )
    rows = db.execute(query).all()
    ids = [row[0] for row in rows]
    needs = (RideDemand.stop_id, RideDemand.wheelchair, RideDemand.pram)
    wishes: dict[int, tuple[int | None, bool, bool]] = {
        row[0]: (row[1], row[2], row[3])
        for row in db.execute(
            select(RideDemand.enrolment_id, *needs).where(
                RideDemand.enrolment_id.in_(ids), RideDemand.ended_on.is_(None)
            )
        )
    }
    known = (
        (key, stop, who, since) for key, who, since in rows if (stop := wishes.get(key, NO_WISH)[0])
    )
    for key, stop in boarding(db, known, on).items():
        wishes[key] = (stop, *wishes[key][1:])
    children: dict[int, list[tuple[int, bool, bool]]] = {}
    columns = (EnrolmentChild.child_id, EnrolmentChild.childcare, EnrolmentChild.rides)
    query_children = select(EnrolmentChild.enrolment_id, *columns).where(
        EnrolmentChild.enrolment_id.in_(ids)
    )
    for row in db.execute(query_children.order_by(EnrolmentChild.id)):
        children.setdefault(row[0], []).append((row[1], row[2], row[3]))
    return tuple(
        StayingPerson(
            row[0],
            row[1],
            *wishes.get(row[0], NO_WISH),
            children=tuple(children.get(row[0], ())),
        )
        for row in rows
    )
