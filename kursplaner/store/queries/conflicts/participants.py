"""Who is in two lessons at once, or at work during a lesson of an own course."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select

from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import OccupationSource
from kursplaner.domain.kinds.counting import ENROLMENTS_WITH_STAY, LESSONS_TAKING_PLACE
from kursplaner.store.queries.conflicts.limits import Stay
from kursplaner.store.queries.conflicts.scopes import (
    LESSON,
    OCCUPATION,
    Scope,
    lessons_in,
    running,
    touching,
    uses_in,
)
from kursplaner.store.session import Db

BATCH = 900
_ENROLMENT = Enrolment.__table__
_STAY_COLUMNS = 7


@dataclass(frozen=True, slots=True)
class LessonTime:
    """A lesson that takes place."""

    id: int
    course_id: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class WorkBeside:
    """Work of somebody (a lesson taught, childcare, a ride) while an own lesson takes place."""

    stay: Stay
    lesson: LessonTime
    source: str
    source_id: int
    starts: int
    ends: int


def stay_columns(table: Any) -> tuple[Any, ...]:  # noqa: ANN401 (table or alias)
    """Return the columns of a `Stay`, in its order."""
    columns = (table.c.id, table.c.course_id, table.c.person_id, table.c.status)
    return (*columns, table.c.joined_on, table.c.left_on, table.c.only_planned_lessons)


@cache
def _pairs(*, whole: bool) -> Select[Any]:
    """Pairs of stays of one person in two courses that have lessons in the same period."""
    own, other = _ENROLMENT.alias("one"), _ENROLMENT.alias("other")
    query = select(*stay_columns(own), *stay_columns(other)).where(
        own.c.status.in_(ENROLMENTS_WITH_STAY), other.c.status.in_(ENROLMENTS_WITH_STAY)
    )
    joined: Any = own.join(other, other.c.person_id == own.c.person_id)
    if not whole:
        courses = select(LESSON.c.course_id).where(lessons_in(whole=False))
        return query.select_from(joined).where(
            own.c.course_id.in_(courses), other.c.course_id != own.c.course_id
        )
    periods = (
        select(
            LESSON.c.course_id,
            func.min(LESSON.c.starts).label("starts"),
            func.max(LESSON.c.ends).label("ends"),
        )
        .where(running(LESSON), LESSON.c.status.in_(LESSONS_TAKING_PLACE))
        .group_by(LESSON.c.course_id)
        .cte("periods")
    )
    mine, its = periods.alias("mine"), periods.alias("its")
    joined = joined.join(mine, mine.c.course_id == own.c.course_id)
    joined = joined.join(its, its.c.course_id == other.c.course_id)
    return query.select_from(joined).where(
        own.c.course_id < other.c.course_id,
        mine.c.starts < its.c.ends,
        its.c.starts < mine.c.ends,
    )


def stays_in_two(db: Db, scope: Scope) -> list[tuple[Stay, Stay]]:
    """Return the stays of one person in two courses of about the same time, each pair once.

    For some lessons the first stay is the one in their course.
    """
    rows: list[Any] = list(db.execute(_pairs(whole=scope.whole), dict(scope.parameters)))
    return [(Stay(*row[:_STAY_COLUMNS]), Stay(*row[_STAY_COLUMNS:])) for row in rows]


_TIMES = (LESSON.c.id, LESSON.c.course_id, LESSON.c.starts, LESSON.c.ends)
_OF_COURSES = (
    select(*_TIMES)
    .where(
        LESSON.c.course_id.in_(bindparam("courses", expanding=True)),
        LESSON.c.status.in_(LESSONS_TAKING_PLACE),
        running(LESSON),
    )
    .order_by(LESSON.c.starts, LESSON.c.id)
)


def lessons_beside(
    db: Db, scope: Scope, course_ids: Collection[int]
) -> dict[int, list[LessonTime]]:
    """Return the lessons of some courses that touch the stretch, or the time of the lessons."""
    values = dict(scope.parameters) if scope.whole else _around(db, scope)
    wanted = sorted(course_ids)
    found: dict[int, list[LessonTime]] = {}
    for first in range(0, len(wanted), BATCH):
        values["courses"] = wanted[first : first + BATCH]
        for row in db.execute(_OF_COURSES, values):
            found.setdefault(row[1], []).append(LessonTime(*row))
    return found


_PERIOD = select(func.min(LESSON.c.starts), func.max(LESSON.c.ends)).where(lessons_in(whole=False))


def _around(db: Db, scope: Scope) -> dict[str, Any]:
    starts, ends = db.execute(_PERIOD, dict(scope.parameters)).one()
    return {"scope_starts": starts or 0, "scope_ends": ends or 0}


def _busy(person: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(
        OCCUPATION.c.resource_id == person, OCCUPATION.c.active.in_([True, False])
    )


_WORKERS = select(_ENROLMENT.c.id).where(
    _ENROLMENT.c.status.in_(ENROLMENTS_WITH_STAY), _busy(_ENROLMENT.c.person_id)
)


@cache
def _work(*, by: str) -> Select[Any]:
    """Work beside lessons: of some enrolments, of the lessons of the scope, or in its work."""
    lesson, work = Lesson.__table__, OCCUPATION
    same = and_(work.c.source == OccupationSource.LESSON.value, work.c.source_id == lesson.c.id)
    conditions = {
        "enrolment": and_(
            _ENROLMENT.c.id.in_(bindparam("enrolments", expanding=True)), running(lesson)
        ),
        "lesson": lessons_in(whole=False),
        "work": uses_in(whole=False),
    }
    joined = _ENROLMENT.join(lesson, lesson.c.course_id == _ENROLMENT.c.course_id).join(
        work,
        (work.c.resource_id == _ENROLMENT.c.person_id)
        & work.c.active.in_([True, False])
        & touching(work, lesson),
    )
    columns = (work.c.source, work.c.source_id, work.c.starts, work.c.ends)
    return (
        select(*stay_columns(_ENROLMENT), *_TIMES, *columns)
        .select_from(joined)
        .where(
            conditions[by],
            _ENROLMENT.c.status.in_(ENROLMENTS_WITH_STAY),
            lesson.c.status.in_(LESSONS_TAKING_PLACE),
            ~same,
        )
    )


def work_beside_lessons(db: Db, scope: Scope) -> list[WorkBeside]:
    """Return where an enrolled person works while a lesson of the course takes place."""
    if scope.whole:
        enrolments = list(db.execute(_WORKERS).scalars())
        rows: list[Any] = []
        for first in range(0, len(enrolments), BATCH):
            values = {**scope.parameters, "enrolments": enrolments[first : first + BATCH]}
            rows += db.execute(_work(by="enrolment"), values)
    else:
        rows = [
            row
            for by in ("lesson", "work")
            for row in db.execute(_work(by=by), dict(scope.parameters))
        ]
    middle = _STAY_COLUMNS + len(_TIMES)
    return [
        WorkBeside(
            Stay(*row[:_STAY_COLUMNS]), LessonTime(*row[_STAY_COLUMNS:middle]), *row[middle:]
        )
        for row in rows
    ]
