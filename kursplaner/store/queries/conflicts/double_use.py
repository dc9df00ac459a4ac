"""Where a resource or a course is used twice at once."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, case, func, select

from kursplaner.domain.base import Resource
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.store.queries.conflicts.scopes import (
    LESSON,
    OCCUPATION,
    Scope,
    lessons_in,
    touching,
    uses_in,
)
from kursplaner.store.session import Db

_RESOURCE = Resource.__table__


@dataclass(frozen=True, slots=True)
class DoubleUse:
    """Two records that want one resource in [starts, ends); accepted with a reason."""

    resource_id: int
    resource_kind: str
    source: str
    source_id: int
    other_source: str
    other_id: int
    starts: int
    ends: int
    reason: str


@dataclass(frozen=True, slots=True)
class CourseOverlap:
    """Two lessons of one course that overlap in [starts, ends)."""

    course_id: int
    first_id: int
    second_id: int
    starts: int
    ends: int


@cache
def _double_uses(*, whole: bool) -> Select[Any]:
    own = OCCUPATION.alias("one")
    other = OCCUPATION.alias("other")
    accepted: Any = own.c.active.is_(False)
    if not whole:
        accepted = accepted | other.c.active.is_(False)
    joined = own.join(
        other,
        (other.c.resource_id == own.c.resource_id)
        & other.c.active.in_([True, False])
        & touching(other, own)
        & (other.c.id != own.c.id),
    ).join(_RESOURCE, _RESOURCE.c.id == own.c.resource_id)
    return (
        select(
            own.c.resource_id,
            _RESOURCE.c.kind,
            own.c.source,
            own.c.source_id,
            other.c.source,
            other.c.source_id,
            own.c.starts,
            own.c.ends,
            other.c.starts,
            other.c.ends,
            case((own.c.active, other.c.accepted_reason), else_=own.c.accepted_reason),
        )
        .select_from(joined)
        .where(accepted, uses_in(whole=whole, table=own))
    )


def double_uses(db: Db, scope: Scope) -> list[DoubleUse]:
    """Return the accepted overlaps; what is not accepted the database never let in."""
    rows = db.execute(_double_uses(whole=scope.whole), dict(scope.parameters))
    return [
        DoubleUse(resource, kind, source, key, other, other_key, max(a, c), min(b, d), reason)
        for resource, kind, source, key, other, other_key, a, b, c, d, reason in rows
        if (source, key) != (other, other_key)
    ]


@cache
def _overlaps_of_some() -> Select[Any]:
    own = LESSON
    other = Lesson.__table__.alias("other")
    joined = own.join(
        other,
        (other.c.course_id == own.c.course_id)
        & (other.c.id != own.c.id)
        & (other.c.starts < own.c.ends)
        & (other.c.ends > own.c.starts),
    )
    columns = (own.c.course_id, own.c.id, other.c.id, own.c.starts, own.c.ends)
    return (
        select(*columns, other.c.starts, other.c.ends)
        .select_from(joined)
        .where(lessons_in(whole=False, table=own), other.c.status.in_(LESSONS_TAKING_PLACE))
    )


@cache
def _late_comers() -> Select[Any]:
    """Lessons that begin before an earlier one of their course has ended, by one sweep."""
    until = func.max(LESSON.c.ends).over(
        partition_by=LESSON.c.course_id, order_by=(LESSON.c.starts, LESSON.c.id), rows=(None, -1)
    )
    inner = (
        select(LESSON.c.id, LESSON.c.starts, until.label("until"))
        .where(lessons_in(whole=True))
        .subquery()
    )
    return select(inner.c.id).where(inner.c.starts < inner.c.until)


def course_overlaps(db: Db, scope: Scope) -> list[CourseOverlap]:
    """Return the lessons of one course that overlap each other, each pair once."""
    parameters = dict(scope.parameters)
    if scope.whole:
        parameters = {"lessons": list(db.execute(_late_comers(), parameters).scalars())}
    if not parameters["lessons"]:
        return []
    pairs = {
        (course, *sorted((lesson, other))): (max(a, c), min(b, d))
        for course, lesson, other, a, b, c, d in db.execute(_overlaps_of_some(), parameters)
    }
    return [
        CourseOverlap(course, first, second, *span)
        for (course, first, second), span in pairs.items()
    ]
