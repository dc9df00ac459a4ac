"""Closures, ends, weekly availability and days off, beside what uses the resources."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select

from kursplaner.basics.spans import DAY_MINUTES, EPOCH, Span
from kursplaner.domain.base import Resource
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import AvailabilityKind, ClosureReason
from kursplaner.domain.people import Availability, Closure
from kursplaner.domain.rooms import Room, Site
from kursplaner.domain.town import ClosingDay
from kursplaner.domain.weekly_times import WeeklyTime, valid_on
from kursplaner.store.queries.conflicts.ended import ended_and_used, ended_of, retired
from kursplaner.store.queries.conflicts.scopes import (
    LAST_MINUTE,
    LESSON,
    OCCUPATION,
    Scope,
    lessons_in,
    touching,
    uses_in,
)
from kursplaner.store.session import Db

_RESOURCE = Resource.__table__
_CLOSURE = Closure.__table__
_AVAILABILITY = Availability.__table__
_CLOSING = ClosingDay.__table__
_COURSE = Course.__table__
_ROOM = Room.__table__
_SITE = Site.__table__


@dataclass(frozen=True, slots=True)
class Use:
    """A record that wants a resource in [starts, ends)."""

    resource_id: int
    resource_kind: str
    starts: int
    ends: int
    source: str
    source_id: int


@dataclass(frozen=True, slots=True)
class ClosedTime:
    """A closure of a resource; one that ended is closed for ever, with the id 0."""

    id: int
    resource_id: int
    starts: int
    ends: int
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class ResourceTime(WeeklyTime):
    """A weekly time at which a resource may be used, may not, or would like to be."""

    resource_id: int
    kind: str
    valid_from: date | None
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        """Tell whether it says something about a day."""
        return self.weekday == day.weekday() and valid_on(self, day)


@dataclass(frozen=True, slots=True)
class ClosingDays:
    """Closing days of the town, or of one site."""

    id: int
    first_day: date
    last_day: date
    name: str
    site_id: int | None


@dataclass(frozen=True, slots=True)
class LessonPlace:
    """Where a lesson takes place; `land` is its site's, or empty."""

    lesson_id: int
    course_id: int
    starts: int
    ends: int
    site_id: int | None
    land: str


_USE_COLUMNS = (
    OCCUPATION.c.resource_id,
    _RESOURCE.c.kind,
    OCCUPATION.c.starts,
    OCCUPATION.c.ends,
    OCCUPATION.c.source,
    OCCUPATION.c.source_id,
)
_USES = OCCUPATION.join(_RESOURCE, _RESOURCE.c.id == OCCUPATION.c.resource_id)


@cache
def _closed_uses(*, whole: bool, some: bool) -> Select[Any]:
    joined = _CLOSURE.join(
        OCCUPATION,
        (OCCUPATION.c.resource_id == _CLOSURE.c.resource_id)
        & OCCUPATION.c.active.in_([True, False])
        & touching(OCCUPATION, _CLOSURE),
    ).join(_RESOURCE, _RESOURCE.c.id == OCCUPATION.c.resource_id)
    query = (
        select(
            *_USE_COLUMNS,
            _CLOSURE.c.id,
            _CLOSURE.c.resource_id,
            _CLOSURE.c.starts,
            _CLOSURE.c.ends,
            _CLOSURE.c.reason,
            _CLOSURE.c.note,
        )
        .select_from(joined)
        .where(uses_in(whole=whole))
    )
    wanted = _CLOSURE.c.resource_id.in_(bindparam("resources", expanding=True))
    return query.where(wanted) if some else query


def closed_uses(db: Db, scope: Scope) -> list[tuple[Use, ClosedTime]]:
    """Return what uses a resource while it is closed or after it ended."""
    some = bool(scope.resources)
    values = {**scope.parameters, "resources": list(scope.resources)}
    rows = db.execute(_closed_uses(whole=scope.whole, some=some), values)
    found = [(Use(*row[:6]), ClosedTime(*row[6:])) for row in rows]
    return [*found, *_ended_uses(db, scope)]


_USES_FROM = (
    select(*_USE_COLUMNS)
    .select_from(_USES)
    .where(
        uses_in(whole=True),
        OCCUPATION.c.resource_id.in_(bindparam("resources", expanding=True)),
        OCCUPATION.c.active.in_([True, False]),
    )
)


def _ended_uses(db: Db, scope: Scope) -> list[tuple[Use, ClosedTime]]:
    gone = retired(db)
    if scope.whole:
        starts, some = int(scope.parameters["scope_starts"]), set(scope.resources)
        ends = ended_of(db, some) if some else ended_and_used(db, starts)
        people = {key for key, _ in gone if not some or key in some}
        values = {**scope.parameters, "resources": sorted(people.union(ends))}
        uses = [Use(*row) for row in db.execute(_USES_FROM, values)] if values["resources"] else []
    else:
        uses = uses_of(db, scope)
        ends = ended_of(db, {use.resource_id for use in uses})
    over = [(use, _over(use, ends, gone)) for use in uses]
    return [(use, _end(use.resource_id, minute)) for use, minute in over if use.ends > minute]


def _over(use: Use, ends: Mapping[int, int], gone: Mapping[tuple[int, str], int]) -> int:
    """Return the minute from which a resource is not there for such a use."""
    alone = ends.get(use.resource_id, LAST_MINUTE)
    return min(alone, gone.get((use.resource_id, use.source), LAST_MINUTE))


def _end(resource_id: int, minute: int) -> ClosedTime:
    return ClosedTime(0, resource_id, minute, LAST_MINUTE, ClosureReason.ENDED.value, "")


_CLOSURES = select(
    _CLOSURE.c.id,
    _CLOSURE.c.resource_id,
    _CLOSURE.c.starts,
    _CLOSURE.c.ends,
    _CLOSURE.c.reason,
    _CLOSURE.c.note,
).where(
    _CLOSURE.c.resource_id.in_(bindparam("resources", expanding=True)),
    _CLOSURE.c.starts < bindparam("ends"),
    _CLOSURE.c.ends > bindparam("starts"),
)


def closures_of(db: Db, resource_ids: Collection[int], span: Span) -> list[ClosedTime]:
    """Return the closures of some resources that meet a span, and their end."""
    values = {"resources": list(resource_ids), "starts": span.starts, "ends": span.ends}
    found = [ClosedTime(*row) for row in db.execute(_CLOSURES, values)]
    over = ended_of(db, resource_ids)
    return [*found, *(_end(key, minute) for key, minute in over.items() if minute < span.ends)]


_WEEKLY = select(
    _AVAILABILITY.c.weekday,
    _AVAILABILITY.c.starts,
    _AVAILABILITY.c.ends,
    _AVAILABILITY.c.resource_id,
    _AVAILABILITY.c.kind,
    _AVAILABILITY.c.valid_from,
    _AVAILABILITY.c.valid_until,
)
_WEEKLY_OF = _WEEKLY.where(_AVAILABILITY.c.resource_id.in_(bindparam("resources", expanding=True)))


def weekly_times(db: Db, resource_ids: Collection[int] | None = None) -> list[ResourceTime]:
    """Return the weekly times of some resources, or of all."""
    if resource_ids is None:
        return [ResourceTime(*row) for row in db.execute(_WEEKLY)]
    rows = db.execute(_WEEKLY_OF, {"resources": list(resource_ids)})
    return [ResourceTime(*row) for row in rows]


@cache
def _uses_of(*, whole: bool) -> Select[Any]:
    query = select(*_USE_COLUMNS).select_from(_USES).where(uses_in(whole=whole))
    wanted = OCCUPATION.c.resource_id.in_(bindparam("resources", expanding=True))
    return query.where(wanted, ~_plainly_open()) if whole else query


def _plainly_open() -> ColumnElement[bool]:
    """Whether a use lies inside a weekly time without dates, and nothing bars its resource.

    The database answers this for nearly all uses, so that few are left to be judged one by one.
    Days count from a Saturday (spans.EPOCH), weekdays from Monday: hence the five.
    """
    minute = OCCUPATION.c.starts % DAY_MINUTES
    weekday = (OCCUPATION.c.starts // DAY_MINUTES + EPOCH.weekday()) % 7
    own, other = _AVAILABILITY.alias(), _AVAILABILITY.alias()
    inside = exists().where(
        own.c.resource_id == OCCUPATION.c.resource_id,
        own.c.kind.in_([AvailabilityKind.AVAILABLE.value, AvailabilityKind.IF_NEEDED.value]),
        own.c.weekday == weekday,
        own.c.starts <= minute,
        own.c.ends >= minute + OCCUPATION.c.ends - OCCUPATION.c.starts,
        own.c.valid_from.is_(None),
        own.c.valid_until.is_(None),
    )
    barred = exists().where(
        other.c.resource_id == OCCUPATION.c.resource_id,
        other.c.kind == AvailabilityKind.UNAVAILABLE.value,
    )
    return inside & ~barred


def uses_of(db: Db, scope: Scope, resource_ids: Collection[int] = ()) -> list[Use]:
    """Return what uses some resources and may lie outside their weekly times.

    Of a scope of lessons: all it uses.

    A use split by an accepted overlap comes in its parts.
    """
    if scope.whole and not resource_ids:
        return []
    values = {**scope.parameters, "resources": list(resource_ids)}
    return [Use(*row) for row in db.execute(_uses_of(whole=scope.whole), values)]


@cache
def _places(*, whole: bool) -> Select[Any]:
    site = func.coalesce(_ROOM.c.site_id, _COURSE.c.site_id)
    joined = (
        LESSON.join(_COURSE, _COURSE.c.id == LESSON.c.course_id)
        .outerjoin(_ROOM, _ROOM.c.id == LESSON.c.room_id)
        .outerjoin(_SITE, _SITE.c.id == site)
    )
    query = select(
        LESSON.c.id,
        LESSON.c.course_id,
        LESSON.c.starts,
        LESSON.c.ends,
        site,
        func.coalesce(_SITE.c.land, ""),
    ).select_from(joined)
    query = query.where(lessons_in(whole=whole))
    if whole:
        numbers: Any = bindparam("days", expanding=True)
        query = query.where((LESSON.c.starts - LESSON.c.starts % 1440).in_(numbers))
    return query


def lessons_on(db: Db, scope: Scope, midnights: Sequence[int]) -> list[LessonPlace]:
    """Return the lessons on some days (first minutes); of a scope of lessons: all of them."""
    values = dict(scope.parameters)
    if not scope.whole:
        return [LessonPlace(*row) for row in db.execute(_places(whole=False), values)]
    found: list[LessonPlace] = []
    for first in range(0, len(midnights), 900):
        values["days"] = list(midnights[first : first + 900])
        found += [LessonPlace(*row) for row in db.execute(_places(whole=True), values)]
    return found


_CLOSING_DAYS = select(
    _CLOSING.c.id, _CLOSING.c.first_day, _CLOSING.c.last_day, _CLOSING.c.name, _CLOSING.c.site_id
).where(_CLOSING.c.first_day <= bindparam("last"), _CLOSING.c.last_day >= bindparam("first"))


def closing_days(db: Db, first: date, last: date) -> list[ClosingDays]:
    """Return the closing days that touch a stretch of days."""
    values = {"first": first, "last": last}
    return [ClosingDays(*row) for row in db.execute(_CLOSING_DAYS, values)]


_SITES = select(_SITE.c.id, _SITE.c.land)
_COURSE_SITES = select(_COURSE.c.id, _COURSE.c.site_id).where(
    _COURSE.c.id.in_(bindparam("courses", expanding=True))
)
_ROOM_SITES = select(_ROOM.c.id, _ROOM.c.site_id).where(
    _ROOM.c.id.in_(bindparam("rooms", expanding=True))
)


def sites_of(
    db: Db, course_ids: Collection[int], room_ids: Collection[int]
) -> tuple[dict[int, int | None], dict[int, int], dict[int, str]]:
    """Return the sites of courses, the sites of rooms, and the Land of each site."""
    courses = db.execute(_COURSE_SITES, {"courses": list(course_ids)})
    rooms = db.execute(_ROOM_SITES, {"rooms": list(room_ids)})
    return (
        {row[0]: row[1] for row in courses},
        {row[0]: row[1] for row in rooms},
        {row[0]: row[1] for row in db.execute(_SITES)},
    )


def lands(db: Db) -> frozenset[str]:
    """Return the Länder in which sites lie."""
    return frozenset(db.execute(select(_SITE.c.land).distinct()).scalars())


def site_of_lesson(db: Db, lesson_id: int) -> tuple[int | None, str]:
    """Return the site of a lesson (its room's, else its course's) and its Land, or empty."""
    row = db.execute(_places(whole=False), {"lessons": [lesson_id]}).first()
    return (None, "") if row is None else (row[4], row[5])
