"""Which courses, childcare slots and rides have other limits or guests when some rows change."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import SlotStatus
from kursplaner.domain.kinds.counting import RIDES_TAKING_PLACE
from kursplaner.domain.rooms import Room
from kursplaner.store.journal.triggers import Row
from kursplaner.store.queries.absences.answers import pairs
from kursplaner.store.queries.conflicts.scopes import LESSON, RIDE, SLOT
from kursplaner.store.queries.courses.enrolments import ComingSlot
from kursplaner.store.session import Db

BATCH = 900
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType({"vehicle_seat": ("vehicle_id",)})
_COURSE = Course.__table__
_PLACE = ChildcarePlace.__table__
_ROOM = Room.__table__


@dataclass(frozen=True, slots=True)
class Reached:
    """Ids of what some rows hold places of; `lessons` those whose room may be too small."""

    courses: frozenset[int]
    lessons: frozenset[int]
    slots: frozenset[int]
    rides: frozenset[int]


@dataclass(frozen=True, slots=True)
class RideTime:
    """A ride with a vehicle; absolute minutes."""

    id: int
    vehicle_id: int
    starts: int
    ends: int


def reached_by(db: Db, rows: Iterable[tuple[str, int, Row]], from_minute: int) -> Reached:
    """Return what rows (table, id, values) belong to.

    What hangs on a room, vehicle, child or setting alone counts from a minute on.
    """
    keys: Mapping[str, set[int]] = defaultdict(set)
    for table, key, values in rows:
        keys[table].add(key)
        for column in COLUMNS.get(table, ("course_id", "lesson_id", "slot_id", "ride_id")):
            found = values.get(column)
            if isinstance(found, int):
                keys[column.removesuffix("_id")].add(found)
    everything = bool(keys["setting"])
    in_rooms = _keys(db, _coming(LESSON, from_minute, "room_id", keys["room"]))
    slots = keys["slot"] | keys["childcare_slot"]
    slots |= _keys(db, _coming(SLOT, from_minute, "room_id", keys["room"]))
    slots |= _keys(db, _slots_with(keys["person"], from_minute))
    rides = keys["ride"] | _keys(db, _coming(RIDE, from_minute, "vehicle_id", keys["vehicle"]))
    if everything:
        slots |= _keys(db, [select(SLOT.c.id).where(SLOT.c.starts >= from_minute)])
        rides |= _keys(db, [select(RIDE.c.id).where(RIDE.c.starts >= from_minute)])
    courses = keys["course"] | _keys(
        db,
        [
            select(LESSON.c.course_id).where(LESSON.c.id.in_(some))
            for some in _parts(keys["lesson"])
        ],
    )
    of_courses = _keys(db, _coming(LESSON, from_minute, "course_id", courses))
    lessons = keys["lesson"] | in_rooms | of_courses
    return Reached(*(frozenset(found) for found in (courses, lessons, slots, rides)))


def capacities(db: Db, course_ids: Collection[int]) -> dict[int, int]:
    """Return how many people some courses may have."""
    query = select(_COURSE.c.id, _COURSE.c.capacity).where(_COURSE.c.id.in_(list(course_ids)))
    return pairs(db.execute(query))


def planned_slots(db: Db, slot_ids: Collection[int]) -> list[ComingSlot]:
    """Return the slots that take place, each once (lesson 0); room size 0: not known."""
    size = func.coalesce(_ROOM.c.capacity, 0)
    found: list[ComingSlot] = []
    for some in _parts(slot_ids):
        query = (
            select(SLOT.c.id, SLOT.c.starts, SLOT.c.ends, SLOT.c.room_id, size)
            .select_from(SLOT.outerjoin(_ROOM, _ROOM.c.id == SLOT.c.room_id))
            .where(SLOT.c.id.in_(some), SLOT.c.status == SlotStatus.PLANNED.value)
        )
        found += [ComingSlot(key, 0, *rest) for key, *rest in db.execute(query)]
    return found


def planned_rides(db: Db, ride_ids: Collection[int]) -> list[RideTime]:
    """Return the rides that take place with a vehicle."""
    found: list[RideTime] = []
    for some in _parts(ride_ids):
        query = select(RIDE.c.id, RIDE.c.vehicle_id, RIDE.c.starts, RIDE.c.ends).where(
            RIDE.c.id.in_(some),
            RIDE.c.status.in_(RIDES_TAKING_PLACE),
            RIDE.c.vehicle_id.is_not(None),
        )
        found += [RideTime(*row) for row in db.execute(query)]
    return found


def _coming(table: Any, from_minute: int, column: str, ids: Collection[int]) -> list[Select[Any]]:  # noqa: ANN401 (core table)
    wanted: ColumnElement[bool] = table.c.starts >= from_minute
    return [select(table.c.id).where(wanted, table.c[column].in_(some)) for some in _parts(ids)]


def _slots_with(children: Collection[int], from_minute: int) -> list[Select[Any]]:
    joined = SLOT.join(_PLACE, _PLACE.c.slot_id == SLOT.c.id)
    return [
        select(SLOT.c.id)
        .select_from(joined)
        .where(SLOT.c.starts >= from_minute, _PLACE.c.child_id.in_(some))
        for some in _parts(children)
    ]


def _parts(ids: Collection[int]) -> list[list[int]]:
    ordered = sorted(ids)
    return [ordered[first : first + BATCH] for first in range(0, len(ordered), BATCH)]


def _keys(db: Db, queries: Iterable[Select[Any]]) -> set[int]:
    return {key for query in queries for key in db.scalars(query)}
