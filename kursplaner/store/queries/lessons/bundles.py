"""A lesson with everything that hangs on it: people, childcare slots, rides."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from kursplaner.basics import clock
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.kinds import SlotStatus
from kursplaner.domain.kinds.counting import (
    LESSONS_TAKING_PLACE,
    PLACES_TAKEN,
    RIDES_TAKING_PLACE,
    SEATS_RIDING,
)
from kursplaner.domain.rides.rides import RideLesson, RideSeat
from kursplaner.store.queries.attendance import held
from kursplaner.store.queries.conflicts.scopes import LESSON, RIDE, SLOT
from kursplaner.store.session import Db

BATCH = 900

_PERSON = LessonPerson.__table__
_SLOT_LESSON = ChildcareSlotLesson.__table__
_CARER = ChildcareSlotCarer.__table__
_PLACE = ChildcarePlace.__table__
_RIDE_LESSON = RideLesson.__table__
_SEAT = RideSeat.__table__
_WANTED: Any = bindparam("wanted", expanding=True)
_NOW: Any = bindparam("now")


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson as it is stored.

    `recorded` says that its attendance is entered, as `held.recorded` judges it now.
    """

    id: int
    course_id: int
    version: int
    starts: int
    ends: int
    teaching_minutes: int
    room_id: int | None
    status: str
    recorded: bool


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A childcare slot with the lessons it serves that take place."""

    id: int
    version: int
    starts: int
    ends: int
    room_id: int | None
    lesson_ids: frozenset[int]
    carers: tuple[tuple[int, int | None, int | None], ...]
    children: int


@dataclass(frozen=True, slots=True)
class RideRow:
    """A ride with the lessons it serves that take place."""

    id: int
    version: int
    direction: str
    status: str
    starts: int
    ends: int
    vehicle_id: int | None
    driver_id: int | None
    lesson_ids: frozenset[int]
    passengers: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """What hangs on some lessons; `people` by lesson."""

    people: Mapping[int, tuple[int, ...]]
    slots: tuple[SlotRow, ...]
    rides: tuple[RideRow, ...]


_LESSONS = select(
    LESSON.c.id,
    LESSON.c.course_id,
    LESSON.c.version,
    LESSON.c.starts,
    LESSON.c.ends,
    LESSON.c.teaching_minutes,
    LESSON.c.room_id,
    held.status(_NOW),
    held.recorded(_NOW),
).order_by(LESSON.c.starts, LESSON.c.id)
_BY_COURSE = _LESSONS.where(LESSON.c.course_id == bindparam("course"))
_BY_ID = _LESSONS.where(LESSON.c.id.in_(_WANTED))


def lessons_of_course(db: Db, course_id: int) -> list[LessonRow]:
    """Return all lessons of a course in order of time, cancelled ones too."""
    values = {"course": course_id, "now": clock.minute()}
    return [_lesson(row) for row in db.execute(_BY_COURSE, values)]


def lessons_by_id(db: Db, lesson_ids: Collection[int]) -> list[LessonRow]:
    """Return some lessons in order of time."""
    values = {"wanted": list(lesson_ids), "now": clock.minute()}
    return [_lesson(row) for row in db.execute(_BY_ID, values)]


def _lesson(row: Any) -> LessonRow:  # noqa: ANN401 (database row)
    values: Any = (*row[:8], bool(row[8]))
    return LessonRow(*values)


_PEOPLE = select(_PERSON.c.lesson_id, _PERSON.c.person_id).where(_PERSON.c.lesson_id.in_(_WANTED))
_SLOTS = (
    select(SLOT.c.id, SLOT.c.version, SLOT.c.starts, SLOT.c.ends, SLOT.c.room_id)
    .where(
        SLOT.c.status == bindparam("status"),
        SLOT.c.id.in_(select(_SLOT_LESSON.c.slot_id).where(_SLOT_LESSON.c.lesson_id.in_(_WANTED))),
    )
    .order_by(SLOT.c.id)
)
_RIDES = (
    select(
        *(RIDE.c.id, RIDE.c.version, RIDE.c.direction, RIDE.c.status, RIDE.c.starts, RIDE.c.ends),
        *(RIDE.c.vehicle_id, RIDE.c.driver_id),
    )
    .where(
        RIDE.c.status.in_(bindparam("statuses", expanding=True)),
        RIDE.c.id.in_(select(_RIDE_LESSON.c.ride_id).where(_RIDE_LESSON.c.lesson_id.in_(_WANTED))),
    )
    .order_by(RIDE.c.id)
)


def _served(link: Any, key: Any) -> Select[Any]:  # noqa: ANN401 (core table and column)
    joined = link.join(LESSON, LESSON.c.id == link.c.lesson_id)
    return (
        select(key, LESSON.c.id)
        .select_from(joined)
        .where(key.in_(_WANTED), LESSON.c.status.in_(LESSONS_TAKING_PLACE))
    )


_SERVED_BY_SLOT = _served(_SLOT_LESSON, _SLOT_LESSON.c.slot_id)
_SERVED_BY_RIDE = _served(_RIDE_LESSON, _RIDE_LESSON.c.ride_id)
_CARERS = select(_CARER.c.slot_id, _CARER.c.person_id, _CARER.c.starts, _CARER.c.ends).where(
    _CARER.c.slot_id.in_(_WANTED)
)
_CHILDREN = (
    select(_PLACE.c.slot_id, func.count())
    .where(_PLACE.c.slot_id.in_(_WANTED), _PLACE.c.status.in_(PLACES_TAKEN))
    .group_by(_PLACE.c.slot_id)
)
_PASSENGERS = (
    select(_SEAT.c.ride_id, func.count())
    .where(_SEAT.c.ride_id.in_(_WANTED), _SEAT.c.result.in_(SEATS_RIDING))
    .group_by(_SEAT.c.ride_id)
)


def _grouped(
    db: Db, query: Select[Any], keys: Collection[int], **values: object
) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    ordered = list(keys)
    for first in range(0, len(ordered), BATCH):
        for row in db.execute(query, {"wanted": ordered[first : first + BATCH], **values}):
            found.setdefault(row[0], []).append(tuple(row[1:]))
    return found


def bundle(
    db: Db,
    lesson_ids: Collection[int],
    slot_status: SlotStatus = SlotStatus.PLANNED,
    ride_statuses: Collection[str] = RIDES_TAKING_PLACE,
) -> Bundle:
    """Return what hangs on some lessons: people, slots and rides in the given states."""
    people = _grouped(db, _PEOPLE, lesson_ids)
    return Bundle(
        {lesson: tuple(row[0] for row in rows) for lesson, rows in people.items()},
        _slots(db, lesson_ids, slot_status),
        _rides(db, lesson_ids, ride_statuses),
    )


def _slots(db: Db, lesson_ids: Collection[int], status: SlotStatus) -> tuple[SlotRow, ...]:
    rows = _grouped(db, _SLOTS, lesson_ids, status=status.value)
    if not rows:
        return ()
    served = _grouped(db, _SERVED_BY_SLOT, rows)
    carers = _grouped(db, _CARERS, rows)
    children = _grouped(db, _CHILDREN, rows)
    return tuple(
        _slot(key, row[0], served.get(key, []), carers.get(key, []), children.get(key, [(0,)]))
        for key, row in rows.items()
    )


def _slot(
    key: int,
    row: tuple[Any, ...],
    served: list[tuple[Any, ...]],
    carers: list[tuple[Any, ...]],
    children: list[tuple[Any, ...]],
) -> SlotRow:
    at_work = tuple((carer[0], carer[1], carer[2]) for carer in sorted(carers, key=str))
    lessons = frozenset(lesson[0] for lesson in served)
    values: Any = (key, *row, lessons, at_work, children[0][0])
    return SlotRow(*values)


def _rides(db: Db, lesson_ids: Collection[int], statuses: Collection[str]) -> tuple[RideRow, ...]:
    rows = _grouped(db, _RIDES, lesson_ids, statuses=list(statuses))
    if not rows:
        return ()
    served = _grouped(db, _SERVED_BY_RIDE, rows)
    passengers = _grouped(db, _PASSENGERS, rows)
    return tuple(
        _ride(key, row[0], served.get(key, []), passengers.get(key, [(0,)]))
        for key, row in rows.items()
    )


def _ride(
    key: int,
    row: tuple[Any, ...],
    served: list[tuple[Any, ...]],
    passengers: list[tuple[Any, ...]],
) -> RideRow:
    lessons = frozenset(lesson[0] for lesson in served)
    values: Any = (key, *row, lessons, passengers[0][0])
    return RideRow(*values)
