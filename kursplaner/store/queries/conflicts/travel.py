"""Where people work one after the other: the places they leave and must reach in time."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select, union_all

from kursplaner.basics.places import Point, point_of
from kursplaner.domain.base import Resource
from kursplaner.domain.childcare import ChildcareSlotCarer
from kursplaner.domain.courses import Course, LessonPerson
from kursplaner.domain.kinds import Direction, OccupationSource, ResourceKind
from kursplaner.domain.occupations import LONGEST_MINUTES
from kursplaner.domain.rides.rides import RideStop, Stop, Vehicle
from kursplaner.domain.rooms import Room, Site
from kursplaner.store.queries.conflicts.scopes import (
    LESSON,
    OCCUPATION,
    RIDE,
    SLOT,
    Scope,
    lessons_in,
    rides_in,
    slots_in,
    uses_in,
)
from kursplaner.store.session import Db

BATCH = 900
_ROOM = Room.__table__
_COURSE = Course.__table__
_VEHICLE = Vehicle.__table__
_HALT = RideStop.__table__
_STAFF = LessonPerson.__table__
_CARER = ChildcareSlotCarer.__table__
_RESOURCE = Resource.__table__
LESSON_SOURCE = OccupationSource.LESSON.value
CHILDCARE_SOURCE = OccupationSource.CHILDCARE.value
RIDE_SOURCE = OccupationSource.RIDE.value

Place = tuple[str, int]
"""A place where somebody is: ("site", id) or ("stop", id)."""
Record = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody does in [starts, ends)."""

    source: str
    source_id: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Change:
    """Two works of one person, the second right after the first."""

    person_id: int
    before: Work
    after: Work


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a work begins and where it ends; None where that is not known."""

    first: Place | None
    last: Place | None


def points(db: Db) -> dict[Place, Point]:
    """Return the sites and stops whose place is known, with it (microdegrees)."""
    found: dict[Place, Point] = {}
    for noun, table in (("site", Site.__table__), ("stop", Stop.__table__)):
        for row in db.execute(select(table.c.id, table.c.latitude, table.c.longitude)):
            point = point_of(row)
            if point is not None:
                found[noun, row.id] = point
    return found


_SITE = func.coalesce(_ROOM.c.site_id, _COURSE.c.site_id)


@cache
def _workplaces() -> Any:  # noqa: ANN401 (union)
    taught = (
        select(_STAFF.c.person_id, _SITE)
        .select_from(
            LESSON.join(_STAFF, _STAFF.c.lesson_id == LESSON.c.id)
            .join(_COURSE, _COURSE.c.id == LESSON.c.course_id)
            .outerjoin(_ROOM, _ROOM.c.id == LESSON.c.room_id)
        )
        .where(lessons_in(whole=True))
        .distinct()
    )
    cared = (
        select(_CARER.c.person_id, _ROOM.c.site_id)
        .select_from(
            SLOT.join(_CARER, _CARER.c.slot_id == SLOT.c.id).join(
                _ROOM, _ROOM.c.id == SLOT.c.room_id
            )
        )
        .where(slots_in(whole=True))
        .distinct()
    )
    return union_all(taught, cared)


@cache
def _drivers() -> Select[Any]:
    known = exists().where(_HALT.c.ride_id == RIDE.c.id)
    return select(RIDE.c.driver_id).where(rides_in(whole=True), known).distinct()


_AT_WORK = (
    select(OCCUPATION.c.resource_id, func.min(OCCUPATION.c.starts), func.max(OCCUPATION.c.ends))
    .select_from(OCCUPATION.join(_RESOURCE, _RESOURCE.c.id == OCCUPATION.c.resource_id))
    .where(uses_in(whole=False), _RESOURCE.c.kind == ResourceKind.PERSON.value)
    .group_by(OCCUPATION.c.resource_id)
)


def _movers(db: Db, scope: Scope) -> set[int]:
    """Return who works at two sites in the stretch, or drives."""
    sites: dict[int, set[int]] = defaultdict(set)
    for person, site in db.execute(_workplaces(), dict(scope.parameters)):
        if site is not None:
            sites[person].add(site)
    drivers = set(db.execute(_drivers(), dict(scope.parameters)).scalars())
    return {person for person, own in sites.items() if len(own) > 1} | (drivers - {None})


@cache
def _changes() -> Select[Any]:
    o = OCCUPATION
    order: Any = {"partition_by": o.c.resource_id, "order_by": (o.c.starts, o.c.id)}
    own = (o.c.source, o.c.source_id, o.c.starts, o.c.ends)
    inner = (
        select(o.c.resource_id, o.c.id, o.c.ends, *_next(order))
        .where(
            o.c.resource_id.in_(bindparam("people", expanding=True)),
            o.c.active.in_([True]),
            o.c.starts > bindparam("first"),
            o.c.starts < bindparam("last"),
        )
        .subquery()
    )
    after = o.alias("after")
    gap = inner.c.next_starts - inner.c.ends
    return (
        select(
            inner.c.resource_id,
            *own,
            *(after.c.source, after.c.source_id, after.c.starts, after.c.ends),
        )
        .select_from(inner.join(o, o.c.id == inner.c.id).join(after, after.c.id == inner.c.next_id))
        .where(gap >= 0, gap < bindparam("most"))
    )


def _next(order: Any) -> tuple[Any, ...]:  # noqa: ANN401 (window)
    return (
        func.lead(OCCUPATION.c.id).over(**order).label("next_id"),
        func.lead(OCCUPATION.c.starts).over(**order).label("next_starts"),
    )


def changes(db: Db, scope: Scope, most_minutes: int) -> list[Change]:
    """Return works of people with less than `most_minutes` before the next.

    For a stretch the next one begins in it; else one of both is in the scope.
    """
    if scope.whole:
        people = _movers(db, scope)
        first, last = (int(scope.parameters[key]) for key in ("scope_starts", "scope_ends"))
        return [
            change
            for change in _found(db, people, first, last, most_minutes)
            if change.after.starts >= first
        ]
    rows = db.execute(_AT_WORK, dict(scope.parameters)).all()
    if not rows:
        return []
    first, last = min(row[1] for row in rows), max(row[2] for row in rows) + most_minutes
    found = _found(db, {row[0] for row in rows}, first, last, most_minutes)
    mine = _records(scope)
    return [change for change in found if mine & {_record(change.before), _record(change.after)}]


def _found(db: Db, people: Collection[int], first: int, last: int, most: int) -> list[Change]:
    wanted, found = sorted(people), []
    values: dict[str, Any] = {"first": first - LONGEST_MINUTES, "last": last, "most": most}
    for start in range(0, len(wanted), BATCH):
        values["people"] = wanted[start : start + BATCH]
        rows: list[Any] = list(db.execute(_changes(), values))
        found += [Change(row[0], Work(*row[1:5]), Work(*row[5:])) for row in rows]
    return found


def _record(work: Work) -> Record:
    return work.source, work.source_id


def _records(scope: Scope) -> set[Record]:
    names = ((LESSON_SOURCE, "lessons"), (CHILDCARE_SOURCE, "slots"), (RIDE_SOURCE, "rides"))
    return {(source, key) for source, name in names for key in scope.parameters[name]}


_IDS: Any = bindparam("ids", expanding=True)
_LESSON_SITES = (
    select(LESSON.c.id, _SITE)
    .select_from(
        LESSON.join(_COURSE, _COURSE.c.id == LESSON.c.course_id).outerjoin(
            _ROOM, _ROOM.c.id == LESSON.c.room_id
        )
    )
    .where(LESSON.c.id.in_(_IDS))
)
_SLOT_SITES = (
    select(SLOT.c.id, _ROOM.c.site_id)
    .select_from(SLOT.join(_ROOM, _ROOM.c.id == SLOT.c.room_id))
    .where(SLOT.c.id.in_(_IDS))
)
_RIDES = (
    select(RIDE.c.id, RIDE.c.direction, _VEHICLE.c.depot_stop_id)
    .select_from(RIDE.outerjoin(_VEHICLE, _VEHICLE.c.id == RIDE.c.vehicle_id))
    .where(RIDE.c.id.in_(_IDS))
)
_HALTS = (
    select(_HALT.c.ride_id, _HALT.c.stop_id, _HALT.c.site_id)
    .where(_HALT.c.ride_id.in_(_IDS))
    .order_by(_HALT.c.ride_id, _HALT.c.position)
)


def ends_of(db: Db, records: Collection[Record]) -> dict[Record, Ends]:
    """Return where lessons, childcare slots and rides begin and end."""
    by_source: dict[str, list[int]] = defaultdict(list)
    for source, key in sorted(records):
        by_source[source].append(key)
    found: dict[Record, Ends] = {}
    for source, query in ((LESSON_SOURCE, _LESSON_SITES), (CHILDCARE_SOURCE, _SLOT_SITES)):
        for key, site in _rows(db, query, by_source[source]):
            place = None if site is None else ("site", site)
            found[source, key] = Ends(place, place)
    halts: dict[int, list[Place]] = defaultdict(list)
    for ride, stop, site in _rows(db, _HALTS, by_source[RIDE_SOURCE]):
        halts[ride].append(("site", site) if stop is None else ("stop", stop))
    for ride, direction, depot in _rows(db, _RIDES, by_source[RIDE_SOURCE]):
        found[RIDE_SOURCE, ride] = _ends_of_ride(halts[ride], direction, depot)
    return found


def _rows(db: Db, query: Select[Any], ids: list[int]) -> list[Any]:
    found: list[Any] = []
    for first in range(0, len(ids), BATCH):
        found += db.execute(query, {"ids": ids[first : first + BATCH]})
    return found


def _ends_of_ride(halts: list[Place], direction: str, depot: int | None) -> Ends:
    """Return where a ride sets off and where its vehicle is free again.

    A ride without passengers yet keeps the vehicle free for a stop not known: only its site is.
    """
    home = None if depot is None else ("stop", depot)
    out = direction == Direction.OUT.value
    first, last = (halts[0], halts[-1]) if halts else (None, None)
    if out:
        away = home or (first if len(halts) > 1 else None)
        return Ends(away, last)
    return Ends(first, home or (last if len(halts) > 1 else None))
