"""Lessons whose room lacks what the course or somebody in it needs."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, false, or_, select

from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.kinds.counting import ENROLMENTS_WITH_STAY
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.domain.rooms import Room, RoomEquipment
from kursplaner.store.queries.conflicts.limits import Stay
from kursplaner.store.queries.conflicts.scopes import LESSON, Scope, lessons_in
from kursplaner.store.session import Db

_COURSE = Course.__table__
_ENROLMENT = Enrolment.__table__
_PERSON = Person.__table__
_DEMAND = RideDemand.__table__
_ROOM = Room.__table__
_EQUIPMENT = RoomEquipment.__table__


@dataclass(frozen=True, slots=True)
class NeedingStay:
    """The stay of somebody who said what she needs; `wheelchair`: by the wish to ride."""

    stay: Stay
    needs: str
    wheelchair: bool


@dataclass(frozen=True, slots=True)
class StepLesson:
    """A lesson in a room with steps; `wanted`: its course asks for one without."""

    lesson_id: int
    course_id: int
    starts: int
    ends: int
    room_id: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class EquippedLesson:
    """A lesson of a course that needs equipment (kinds with spaces between)."""

    lesson_id: int
    starts: int
    ends: int
    room_id: int
    wanted: str


_CHAIR = exists().where(
    _DEMAND.c.enrolment_id == _ENROLMENT.c.id,
    _DEMAND.c.wheelchair,
    _DEMAND.c.ended_on.is_(None),
)


@cache
def _stays(*, whole: bool) -> Select[Any]:
    columns = (
        *(_ENROLMENT.c.id, _ENROLMENT.c.course_id, _ENROLMENT.c.person_id, _ENROLMENT.c.status),
        *(_ENROLMENT.c.joined_on, _ENROLMENT.c.left_on, _ENROLMENT.c.only_planned_lessons),
    )
    # All wheelchairs at once, or looked up for the people of a few courses.
    riding = select(_DEMAND.c.enrolment_id).where(_DEMAND.c.wheelchair)
    chair = _ENROLMENT.c.id.in_(riding) if whole else _CHAIR
    query = (
        select(*columns, _PERSON.c.needs, _CHAIR.label("chair"))
        .select_from(_ENROLMENT.join(_PERSON, _PERSON.c.id == _ENROLMENT.c.person_id))
        .where(
            _ENROLMENT.c.status.in_(ENROLMENTS_WITH_STAY),
            or_(_PERSON.c.needs != "", chair),
        )
    )
    if whole:
        return query
    courses = select(LESSON.c.course_id).where(lessons_in(whole=False))
    return query.where(_ENROLMENT.c.course_id.in_(courses))


def needing_stays(db: Db, scope: Scope) -> list[NeedingStay]:
    """Return the stays of people with a need, in the courses of the scope (or in all)."""
    rows = db.execute(_stays(whole=scope.whole), dict(scope.parameters))
    return [NeedingStay(Stay(*row[:7]), row[7], bool(row[8])) for row in rows]


@cache
def _with_steps(*, whole: bool) -> Select[Any]:
    columns = (LESSON.c.id, LESSON.c.course_id, LESSON.c.starts, LESSON.c.ends, _ROOM.c.id)
    wanted = select(_COURSE.c.id).where(_COURSE.c.needs_accessible)
    steps = _ROOM.c.accessible == false()
    # All rooms with steps at once, or the room of each of a few lessons.
    there = LESSON.c.room_id.in_(select(_ROOM.c.id).where(steps)) if whole else steps
    some: Any = bindparam("courses", expanding=True)
    return (
        select(*columns, LESSON.c.course_id.in_(wanted))
        .select_from(LESSON.join(_ROOM, _ROOM.c.id == LESSON.c.room_id))
        .where(
            lessons_in(whole=whole),
            there,
            or_(LESSON.c.course_id.in_(some), LESSON.c.course_id.in_(wanted)),
        )
    )


def lessons_with_steps(db: Db, scope: Scope, course_ids: Collection[int]) -> list[StepLesson]:
    """Return the lessons in rooms with steps, of some courses and of those that want none."""
    values = {**scope.parameters, "courses": sorted(course_ids)}
    rows = db.execute(_with_steps(whole=scope.whole), values)
    return [StepLesson(a, b, c, d, e, bool(wanted)) for a, b, c, d, e, wanted in rows]


@cache
def _equipped(*, whole: bool) -> Select[Any]:
    columns = (LESSON.c.id, LESSON.c.starts, LESSON.c.ends, LESSON.c.room_id)
    wanting = select(_COURSE.c.id).where(_COURSE.c.needs_equipment != "")
    return (
        select(*columns, _COURSE.c.needs_equipment)
        .select_from(LESSON.join(_COURSE, _COURSE.c.id == LESSON.c.course_id))
        .where(
            lessons_in(whole=whole),
            LESSON.c.course_id.in_(wanting),
            LESSON.c.room_id.is_not(None),
        )
    )


def lessons_with_equipment(db: Db, scope: Scope) -> list[EquippedLesson]:
    """Return the lessons with a room whose course needs equipment."""
    rows = db.execute(_equipped(whole=scope.whole), dict(scope.parameters))
    return [EquippedLesson(*row) for row in rows]


def equipment_of_rooms(db: Db) -> dict[int, set[str]]:
    """Return the kinds of equipment in each room."""
    found: dict[int, set[str]] = defaultdict(set)
    for room, kind in db.execute(select(_EQUIPMENT.c.room_id, _EQUIPMENT.c.kind)):
        found[room].add(kind)
    return dict(found)
