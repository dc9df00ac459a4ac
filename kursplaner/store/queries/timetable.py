"""What laying out a timetable asks: the lessons to place, their courses, who shares courses."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from kursplaner.basics import clock
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, LessonPerson
from kursplaner.domain.kinds import EnrolmentStatus, LessonRole, LessonStatus
from kursplaner.domain.people import NeverTogether, Person
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.domain.rooms import Room, Site
from kursplaner.store.queries.attendance import held
from kursplaner.store.queries.conflicts.scopes import LESSON
from kursplaner.store.queries.names import name_column
from kursplaner.store.session import Db

BATCH = 900
_COURSE = Course.__table__
_ENROLMENT = Enrolment.__table__
_CHILD = EnrolmentChild.__table__
_DEMAND = RideDemand.__table__
_LESSON_PERSON = LessonPerson.__table__
_PERSON = Person.__table__
_NEVER = NeverTogether.__table__
_ROOM = Room.__table__
_SITE = Site.__table__
_WANTED: Any = bindparam("wanted", expanding=True)
_ENROLLED = EnrolmentStatus.ENROLLED.value


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    """A lesson that may still be moved; absolute minutes."""

    id: int
    course_id: int
    starts: int
    ends: int
    room_id: int | None
    pinned: bool


@dataclass(frozen=True, slots=True)
class PlacedCourse:
    """What a course asks of its places; `people` are enrolled, `needs` what some of them wrote.

    Attributes:
        land: that of its site, or empty.
        wheelchair: somebody rides in one.
    """

    id: int
    number: str
    title: str
    kind: str
    level: str
    site_id: int | None
    land: str
    pause_in_school_holidays: bool
    childcare: bool
    shuttle: bool
    accessible: bool
    equipment: frozenset[str]
    people: int = 0
    wheelchair: bool = False
    needs: tuple[str, ...] = field(default=())


def lessons_to_place(db: Db, starts: int, ends: int) -> list[PlannedLesson]:
    """Return the planned lessons without attendance that begin in [starts, ends), by time."""
    now = clock.minute()
    columns = (LESSON.c.id, LESSON.c.course_id, LESSON.c.starts, LESSON.c.ends)
    query = (
        select(*columns, LESSON.c.room_id, LESSON.c.pinned)
        .where(
            LESSON.c.starts >= starts,
            LESSON.c.starts < ends,
            held.status(now) == LessonStatus.PLANNED.value,
            ~held.recorded(now),
        )
        .order_by(LESSON.c.starts, LESSON.c.id)
    )
    return [PlannedLesson(*row) for row in db.execute(query)]


def placed_courses(db: Db, course_ids: Collection[int]) -> dict[int, PlacedCourse]:
    """Return what some courses ask of their places, by id."""
    wanted = {"wanted": list(course_ids)}
    people: dict[int, int] = {row[0]: row[1] for row in db.execute(_HEADS, wanted)}
    wheels = set(db.execute(_WHEELS, wanted).scalars())
    needs: dict[int, list[str]] = defaultdict(list)
    for course_id, words in db.execute(_NEEDS, wanted):
        needs[course_id].append(words)
    rows: Sequence[Any] = db.execute(_COURSES, wanted).all()
    return {
        row[0]: PlacedCourse(
            id=row[0],
            number=row[1],
            title=row[2],
            kind=row[3],
            level=row[4],
            site_id=row[5],
            land=row[6] or "",
            pause_in_school_holidays=row[7],
            childcare=row[8],
            shuttle=row[9],
            accessible=row[10],
            equipment=frozenset(row[11].split()),
            people=people.get(row[0], 0),
            wheelchair=row[0] in wheels,
            needs=tuple(needs.get(row[0], ())),
        )
        for row in rows
    }


_COURSES = (
    select(
        *(_COURSE.c.id, _COURSE.c.number, _COURSE.c.title, _COURSE.c.course_type, _COURSE.c.level),
        *(_COURSE.c.site_id, _SITE.c.land, _COURSE.c.pause_in_school_holidays),
        *(_COURSE.c.childcare, _COURSE.c.shuttle, _COURSE.c.needs_accessible),
        _COURSE.c.needs_equipment,
    )
    .select_from(_COURSE.outerjoin(_SITE, _SITE.c.id == _COURSE.c.site_id))
    .where(_COURSE.c.id.in_(_WANTED))
)
_HEADS = (
    select(_ENROLMENT.c.course_id, func.count())
    .where(
        _ENROLMENT.c.course_id.in_(_WANTED),
        _ENROLMENT.c.status == _ENROLLED,
        _ENROLMENT.c.only_planned_lessons.is_(False),
    )
    .group_by(_ENROLMENT.c.course_id)
)
_WHEELS = (
    select(_ENROLMENT.c.course_id)
    .select_from(_ENROLMENT.join(_DEMAND, _DEMAND.c.enrolment_id == _ENROLMENT.c.id))
    .where(
        _ENROLMENT.c.course_id.in_(_WANTED),
        _ENROLMENT.c.status == _ENROLLED,
        _DEMAND.c.wheelchair,
        _DEMAND.c.ended_on.is_(None),
    )
)
_NEEDS = (
    select(_ENROLMENT.c.course_id, _PERSON.c.needs)
    .select_from(_ENROLMENT.join(_PERSON, _PERSON.c.id == _ENROLMENT.c.person_id))
    .where(
        _ENROLMENT.c.course_id.in_(_WANTED), _ENROLMENT.c.status == _ENROLLED, _PERSON.c.needs != ""
    )
)


def teachers_of(db: Db, lesson_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Return who teaches some lessons."""
    query = select(_LESSON_PERSON.c.lesson_id, _LESSON_PERSON.c.person_id).where(
        _LESSON_PERSON.c.lesson_id.in_(_WANTED),
        _LESSON_PERSON.c.role == LessonRole.TEACHER.value,
    )
    found: dict[int, list[int]] = defaultdict(list)
    for first in range(0, len(lesson_ids), BATCH):
        for lesson, person in db.execute(query, {"wanted": lesson_ids[first : first + BATCH]}):
            found[lesson].append(person)
    return {lesson: tuple(sorted(people)) for lesson, people in found.items()}


def people_in_several(db: Db, course_ids: Collection[int], on: date) -> dict[int, frozenset[int]]:
    """Return the courses of everybody who is in two or more: participants, children cared for.

    Who comes to planned dates only is left out.
    """
    staying = (
        _ENROLMENT.c.course_id.in_(_WANTED),
        _ENROLMENT.c.status == _ENROLLED,
        _ENROLMENT.c.only_planned_lessons.is_(False),
        _ENROLMENT.c.left_on.is_(None) | (_ENROLMENT.c.left_on >= on),
    )
    adults = select(_ENROLMENT.c.person_id, _ENROLMENT.c.course_id).where(*staying)
    children = (
        select(_CHILD.c.child_id, _ENROLMENT.c.course_id)
        .select_from(_CHILD.join(_ENROLMENT, _ENROLMENT.c.id == _CHILD.c.enrolment_id))
        .where(_CHILD.c.childcare, *staying)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for query in (adults, children):
        for person, course in db.execute(query, {"wanted": list(course_ids)}):
            found[person].add(course)
    return {person: frozenset(many) for person, many in found.items() if len(many) > 1}


def who_must_not_come(db: Db, course_ids: Collection[int], on: date) -> dict[int, frozenset[int]]:
    """Return by course whom somebody who takes part in it must never meet."""
    partners: dict[int, set[int]] = defaultdict(set)
    for first, second in db.execute(select(_NEVER.c.first_id, _NEVER.c.second_id)):
        partners[first].add(second)
        partners[second].add(first)
    if not partners:
        return {}
    query = select(_ENROLMENT.c.person_id, _ENROLMENT.c.course_id).where(
        _ENROLMENT.c.course_id.in_(_WANTED),
        _ENROLMENT.c.status == _ENROLLED,
        _ENROLMENT.c.left_on.is_(None) | (_ENROLMENT.c.left_on >= on),
        _ENROLMENT.c.person_id.in_(list(partners)),
    )
    found: dict[int, set[int]] = defaultdict(set)
    for person, course in db.execute(query, {"wanted": list(course_ids)}):
        found[course] |= partners[person]
    return {course: frozenset(people) for course, people in found.items()}


def names_of_resources(db: Db, resource_ids: Collection[int]) -> dict[int, str]:
    """Return the names of rooms and people."""
    wanted = {"wanted": list(resource_ids)}
    rooms = select(_ROOM.c.id, _ROOM.c.name).where(_ROOM.c.id.in_(_WANTED))
    people = select(Person.id, name_column()).where(Person.id.in_(_WANTED))
    found = {row[0]: row[1] for row in db.execute(rooms, wanted)}
    return found | {row[0]: row[1] for row in db.execute(people, wanted)}
