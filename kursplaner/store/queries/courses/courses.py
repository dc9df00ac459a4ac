"""Courses as rows of a list, and one course whole."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.courses import (
    Course,
    Enrolment,
    EnrolmentChild,
    Lesson,
    LessonPattern,
    SkippedDate,
)
from kursplaner.domain.kinds import CourseStatus, EnrolmentStatus
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.domain.people import Person
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.store.queries.absences.answers import answers, pairs
from kursplaner.store.queries.funding.course_grants import CourseGrants, grants_of_courses
from kursplaner.store.queries.lessons.lessons import (
    LessonRow,
    Number,
    lessons_of_course,
    units_of,
)
from kursplaner.store.queries.names import name_column
from kursplaner.store.search_text import pattern
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course in a list; `units` are those of lessons not cancelled."""

    id: int
    number: str
    title: str
    course_type: str
    level: str
    status: str
    colour: int
    first_day: date
    last_day: date | None
    units: Number
    required_units: int
    lessons: int
    lessons_past: int
    capacity: int
    enrolled: int
    waiting: int
    childcare: bool
    shuttle: bool


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """A person in a course."""

    id: int
    person_id: int
    name: str
    gender: str
    status: str
    joined_on: date | None
    left_on: date | None
    reason: str | None
    waiting_position: int | None
    way: str
    childcare_wanted: bool
    children: int
    reason_note: str = ""
    only_planned: bool = False


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A date of the series without a lesson."""

    day: date
    reason: str
    name: str


@dataclass(frozen=True, slots=True)
class CourseDetail:
    """One course whole."""

    row: CourseRow
    version: int
    unit_minutes: int
    note: str
    grants: CourseGrants
    predecessor_id: int | None
    pause_in_school_holidays: bool
    pattern: tuple[CourseTime, ...]
    lessons: tuple[LessonRow, ...]
    people: tuple[EnrolmentRow, ...]
    skipped: tuple[SkippedRow, ...]
    language: str = ""

    @property
    def grant_id(self) -> int | None:
        """The grant that pays today."""
        return self.grants.on(clock.today())


def _standing() -> ColumnElement[bool]:
    return Lesson.status.in_(LESSONS_TAKING_PLACE)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _lesson_sums(now: int) -> Subquery:
    return (
        select(
            Lesson.course_id.label("course_id"),
            func.max(Lesson.starts).label("last"),
            func.min(Lesson.starts).label("first"),
            func.sum(Lesson.teaching_minutes).label("minutes"),
            func.count().label("lessons"),
            _count(Lesson.ends <= now).label("past"),
        )
        .where(_standing())
        .group_by(Lesson.course_id)
        .subquery()
    )


def _people_sums() -> Subquery:
    return (
        select(
            Enrolment.course_id.label("course_id"),
            _count(Enrolment.status == EnrolmentStatus.ENROLLED).label("enrolled"),
            _count(Enrolment.status == EnrolmentStatus.WAITING).label("waiting"),
        )
        .group_by(Enrolment.course_id)
        .subquery()
    )


def _status(now: int, lessons: Subquery) -> ColumnElement[str]:
    """Return where a course stands; one that ended on a day is over from the next one on.

    So is one whose last lesson was on a day before, for whoever looks: it takes lessons all the
    same, and runs again with the next one.
    """
    over = or_(Course.ended_on < day_of(now), lessons.c.last < minute_of(day_of(now)))
    ended = and_(Course.status == CourseStatus.ACTIVE.value, over)
    return case((ended, CourseStatus.ENDED.value), else_=Course.status)


def _rows(now: int, status: str | None = None) -> Select[Any]:
    lessons, people = _lesson_sums(now), _people_sums()
    query = (
        select(
            Course.id,
            Course.number,
            Course.title,
            Course.course_type,
            Course.level,
            _status(now, lessons),
            Course.colour,
            Course.first_day,
            lessons.c.first,
            lessons.c.last,
            func.coalesce(lessons.c.minutes, 0),
            Course.unit_minutes,
            Course.required_units,
            func.coalesce(lessons.c.lessons, 0),
            func.coalesce(lessons.c.past, 0),
            Course.capacity,
            func.coalesce(people.c.enrolled, 0),
            func.coalesce(people.c.waiting, 0),
            Course.childcare,
            Course.shuttle,
        )
        .outerjoin(lessons, lessons.c.course_id == Course.id)
        .outerjoin(people, people.c.course_id == Course.id)
    )
    return query if status is None else query.where(_status(now, lessons) == status)


def _course_row(row: Sequence[Any]) -> CourseRow:
    values = list(row)
    first, last, minutes, unit_minutes = values[8:12]
    shown_first = day_of(first) if isinstance(first, int) else values[7]
    last_day = day_of(last) if isinstance(last, int) else None
    units = units_of(int(str(minutes)), int(str(unit_minutes)))
    whole = (*values[:7], shown_first, last_day, units, *values[12:])
    return answers(CourseRow, [whole])[0]


def course_rows(db: Db, now: int, search: str = "", status: str | None = None) -> list[CourseRow]:
    """Return courses by number, found by number, title or level; `now` parts past lessons."""
    query = _rows(now, status).order_by(Course.number)
    for words in pattern(search):
        query = query.where(Course.search_text.like(words, escape="\\"))
    return [_course_row(tuple(row)) for row in db.execute(query)]


def course_colours(db: Db) -> dict[str, int]:
    """Return the colour of each course by its title."""
    return pairs(db.execute(select(Course.title, Course.colour)))


def course_numbers(db: Db, ids: Collection[int]) -> dict[int, str]:
    """Return the numbers of some courses by id."""
    return pairs(db.execute(select(Course.id, Course.number).where(Course.id.in_(list(ids)))))


def any_course(db: Db) -> bool:
    """Tell whether there is a course at all."""
    return db.scalar(select(Course.id).limit(1)) is not None


def course_id_of(db: Db, number: str) -> int:
    """Return the id of the course with this number.

    Raises:
        Refused: kind "course_unknown" with the number.
    """
    found = db.scalars(select(Course.id).where(Course.number == number)).first()
    if found is None:
        raise Refused("course_unknown", number=number)
    return found


def course_detail(db: Db, course_id: int, now: int) -> CourseDetail:
    """Return one course whole.

    Raises:
        Refused: kind "not_found".
    """
    found = db.execute(_rows(now).where(Course.id == course_id)).first()
    course = db.get(Course, course_id)
    if found is None or course is None:
        raise Refused("not_found", noun="course", id=course_id)
    return CourseDetail(
        _course_row(tuple(found)),
        course.version,
        course.unit_minutes,
        course.note,
        grants_of_courses(db, [course_id])[course_id],
        course.predecessor_id,
        course.pause_in_school_holidays,
        _pattern(db, course_id),
        tuple(lessons_of_course(db, course_id)),
        tuple(enrolment_rows(db, course_id)),
        _skipped(db, course_id),
        course.language,
    )


def _pattern(db: Db, course_id: int) -> tuple[CourseTime, ...]:
    """Return the times that hold for good; those of a Ramadan or a summer are left out."""
    query = (
        select(
            *(LessonPattern.weekday, LessonPattern.starts, LessonPattern.ends),
            *(LessonPattern.pause_minutes, LessonPattern.valid_until),
        )
        .where(LessonPattern.course_id == course_id)
        .order_by(LessonPattern.weekday, LessonPattern.starts)
    )
    rows = list(db.execute(query))
    lasting = [row for row in rows if row[4] is None]
    return tuple(CourseTime(*row[:4]) for row in lasting or rows)


def _skipped(db: Db, course_id: int) -> tuple[SkippedRow, ...]:
    query = select(SkippedDate.day, SkippedDate.reason, SkippedDate.name)
    wanted = query.where(SkippedDate.course_id == course_id).order_by(SkippedDate.day)
    return tuple(SkippedRow(*row) for row in db.execute(wanted))


def enrolment_rows(db: Db, course_id: int) -> list[EnrolmentRow]:
    """Return everybody in a course by name, also those who waited, left or were refused."""
    children = (
        select(func.count())
        .where(EnrolmentChild.enrolment_id == Enrolment.id)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    query = (
        select(
            Enrolment.id,
            Person.id,
            name_column(),
            Person.gender,
            Enrolment.status,
            Enrolment.joined_on,
            Enrolment.left_on,
            Enrolment.reason,
            Enrolment.waiting_position,
            Enrolment.way,
            Enrolment.childcare_wanted,
            children,
            Enrolment.reason_note,
            Enrolment.only_planned_lessons,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.course_id == course_id)
        .order_by(Person.search_text, Enrolment.id)
    )
    return answers(EnrolmentRow, db.execute(query))
