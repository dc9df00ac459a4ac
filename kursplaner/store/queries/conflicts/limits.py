"""How many people, children and passengers there are, beside how many there may be."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, case, extract, func, or_, select

from kursplaner.basics.spans import DAY_MINUTES, EPOCH
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotCarer
from kursplaner.domain.courses import Course, Enrolment, PlannedLesson
from kursplaner.domain.kinds import EnrolmentStatus, SeatKind
from kursplaner.domain.kinds.counting import (
    ENROLMENTS_WITH_STAY,
    PLACES_TAKEN,
    SEATS_RIDING,
    Statuses,
)
from kursplaner.domain.people import Person
from kursplaner.domain.rides.loads import CHILD_SEATS, SEATS, WHEELCHAIR, Lack
from kursplaner.domain.rides.rides import RideSeat, Vehicle, VehicleSeat
from kursplaner.domain.rooms import Room
from kursplaner.store.queries.conflicts.scopes import (
    LESSON,
    RIDE,
    SLOT,
    Scope,
    lessons_in,
    rides_in,
    slots_in,
)
from kursplaner.store.session import Db

_COURSE = Course.__table__
_ENROLMENT = Enrolment.__table__
_PLANNED = PlannedLesson.__table__
_ROOM = Room.__table__
_PERSON = Person.__table__
_PLACE = ChildcarePlace.__table__
_CARER = ChildcareSlotCarer.__table__
_SEAT = RideSeat.__table__
_VEHICLE = Vehicle.__table__
_STOCK = VehicleSeat.__table__


@dataclass(frozen=True, slots=True)
class RoomUse:
    """A lesson in a room of limited size; `most` is the largest number it could mean."""

    lesson_id: int
    course_id: int
    starts: int
    ends: int
    room_id: int
    capacity: int
    most: int


@dataclass(frozen=True, slots=True)
class Stay:
    """An enrolment that counts in its course, and the lessons planned if it is not all."""

    enrolment_id: int
    course_id: int
    person_id: int
    status: str
    joined_on: date | None
    left_on: date | None
    only_planned_lessons: bool


@dataclass(frozen=True, slots=True)
class FullCourse:
    """A course with more people enrolled than its capacity."""

    course_id: int
    capacity: int
    enrolled: int


@dataclass(frozen=True, slots=True)
class SlotChild:
    """A child with a place in a slot."""

    slot_id: int
    child_id: int
    birth_date: date | None
    over_limit_reason: str


@dataclass(frozen=True, slots=True)
class SlotCarer:
    """A carer in a slot; absolute minutes."""

    slot_id: int
    person_id: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class SlotTime:
    """A childcare slot."""

    slot_id: int
    starts: int
    ends: int
    room_id: int | None


@dataclass(frozen=True, slots=True)
class OverfullRide:
    """A ride with what its vehicle lacks for it."""

    ride_id: int
    vehicle_id: int
    starts: int
    ends: int
    lack: Lack


def _enrolled() -> Any:  # noqa: ANN401 (subquery)
    return (
        select(_ENROLMENT.c.course_id, func.count().label("most"))
        .where(_ENROLMENT.c.status.in_(ENROLMENTS_WITH_STAY))
        .group_by(_ENROLMENT.c.course_id)
        .subquery()
    )


@cache
def _crowded(*, whole: bool) -> Select[Any]:
    most = (
        select(func.count())
        .select_from(_ENROLMENT)
        .where(
            _ENROLMENT.c.course_id == LESSON.c.course_id,
            _ENROLMENT.c.status.in_(ENROLMENTS_WITH_STAY),
        )
        .correlate(LESSON)
        .scalar_subquery()
    )
    count: Any = most
    source: Any = LESSON.join(_ROOM, _ROOM.c.id == LESSON.c.room_id)
    if whole:
        heads = _enrolled()
        source = source.join(heads, heads.c.course_id == LESSON.c.course_id)
        count = heads.c.most
    columns = (LESSON.c.id, LESSON.c.course_id, LESSON.c.starts, LESSON.c.ends)
    return (
        select(*columns, _ROOM.c.id, _ROOM.c.capacity, count)
        .select_from(source)
        .where(lessons_in(whole=whole), _ROOM.c.capacity > 0, count > _ROOM.c.capacity)
    )


def crowded_lessons(db: Db, scope: Scope) -> list[RoomUse]:
    """Return the lessons whose course has ever had more people than the room holds."""
    rows = db.execute(_crowded(whole=scope.whole), dict(scope.parameters))
    return [RoomUse(*row) for row in rows]


_STAYS = select(
    _ENROLMENT.c.id,
    _ENROLMENT.c.course_id,
    _ENROLMENT.c.person_id,
    _ENROLMENT.c.status,
    _ENROLMENT.c.joined_on,
    _ENROLMENT.c.left_on,
    _ENROLMENT.c.only_planned_lessons,
).where(
    _ENROLMENT.c.course_id.in_(bindparam("courses", expanding=True)),
    _ENROLMENT.c.status.in_(ENROLMENTS_WITH_STAY),
)


def stays(db: Db, course_ids: Collection[int]) -> list[Stay]:
    """Return who is, was or will be in some courses."""
    wanted = list(course_ids)
    found: list[Stay] = []
    for first in range(0, len(wanted), 900):
        found += [
            Stay(*row) for row in db.execute(_STAYS, {"courses": wanted[first : first + 900]})
        ]
    return found


_PLANNED_OF = select(_PLANNED.c.enrolment_id, _PLANNED.c.lesson_id).where(
    _PLANNED.c.enrolment_id.in_(bindparam("enrolments", expanding=True))
)


def planned_lessons(db: Db, enrolment_ids: Collection[int]) -> dict[int, set[int]]:
    """Return the lessons planned for people who do not come to all of them."""
    found: dict[int, set[int]] = {}
    if enrolment_ids:
        for enrolment, lesson in db.execute(_PLANNED_OF, {"enrolments": list(enrolment_ids)}):
            found.setdefault(enrolment, set()).add(lesson)
    return found


@cache
def _full_courses(*, whole: bool) -> Select[Any]:
    in_scope = select(LESSON.c.course_id).where(lessons_in(whole=whole))
    people = select(_ENROLMENT.c.course_id, func.count().label("enrolled")).where(
        _ENROLMENT.c.status == EnrolmentStatus.ENROLLED.value,
        _ENROLMENT.c.only_planned_lessons.is_(False),
    )
    if not whole:
        people = people.where(_ENROLMENT.c.course_id.in_(in_scope))
    heads = people.group_by(_ENROLMENT.c.course_id).subquery()
    return (
        select(_COURSE.c.id, _COURSE.c.capacity, heads.c.enrolled)
        .select_from(_COURSE.join(heads, heads.c.course_id == _COURSE.c.id))
        .where(heads.c.enrolled > _COURSE.c.capacity, _COURSE.c.id.in_(in_scope))
    )


def full_courses(db: Db, scope: Scope) -> list[FullCourse]:
    """Return the courses of the scope with more people enrolled than they may have."""
    rows = db.execute(_full_courses(whole=scope.whole), dict(scope.parameters))
    return [FullCourse(*row) for row in rows]


@cache
def _crowded_slots(*, whole: bool) -> Select[Any]:
    slots = select(SLOT.c.id).where(slots_in(whole=whole))
    # Young until the New Year after the birthday: never too few, and no dates in SQL.
    years = extract("year", _PERSON.c.birth_date) + bindparam("young_years") + 1 - EPOCH.year
    young = SLOT.c.starts < (years * 365 + years / 4 + 1) * DAY_MINUTES
    weight = case((young, bindparam("young_tenths")), else_=10)
    places = (
        select(_PLACE.c.slot_id, func.sum(weight).label("tenths"))
        .select_from(
            SLOT.join(_PLACE, _PLACE.c.slot_id == SLOT.c.id).join(
                _PERSON, _PERSON.c.id == _PLACE.c.child_id
            )
        )
        .where(slots_in(whole=whole), _PLACE.c.status.in_(PLACES_TAKEN))
        .group_by(_PLACE.c.slot_id)
        .subquery()
    )
    carers = (
        select(_CARER.c.slot_id, func.sum(case((_CARER.c.starts.is_(None), 1), else_=0)).label("n"))
        .group_by(_CARER.c.slot_id)
        .where(_CARER.c.slot_id.in_(slots))
        .subquery()
    )
    enough: Any = bindparam("tenths_per_carer") * func.coalesce(carers.c.n, 0)
    return (
        select(SLOT.c.id, SLOT.c.starts, SLOT.c.ends, SLOT.c.room_id)
        .select_from(
            SLOT.join(places, places.c.slot_id == SLOT.c.id).outerjoin(
                carers, carers.c.slot_id == SLOT.c.id
            )
        )
        .where(places.c.tenths > enough)
    )


def perhaps_crowded_slots(
    db: Db, scope: Scope, tenths_per_carer: int, young_tenths: int, young_years: int
) -> list[SlotTime]:
    """Return the slots that may be over the ratio: ages are taken by the year only."""
    values = {
        **scope.parameters,
        "tenths_per_carer": tenths_per_carer,
        "young_tenths": young_tenths,
        "young_years": young_years,
    }
    return [SlotTime(*row) for row in db.execute(_crowded_slots(whole=scope.whole), values)]


_WANTED_SLOTS: Any = bindparam("slots", expanding=True)
_CHILDREN = (
    select(_PLACE.c.slot_id, _PLACE.c.child_id, _PERSON.c.birth_date, _PLACE.c.over_limit_reason)
    .select_from(_PLACE.join(_PERSON, _PERSON.c.id == _PLACE.c.child_id))
    .where(
        _PLACE.c.slot_id.in_(_WANTED_SLOTS),
        or_(
            _PLACE.c.status.in_(bindparam("counted", expanding=True)),
            _PLACE.c.id.in_(bindparam("back", expanding=True)),
        ),
    )
)
_CARERS = (
    select(
        _CARER.c.slot_id,
        _CARER.c.person_id,
        func.coalesce(_CARER.c.starts, SLOT.c.starts),
        func.coalesce(_CARER.c.ends, SLOT.c.ends),
    )
    .select_from(_CARER.join(SLOT, SLOT.c.id == _CARER.c.slot_id))
    .where(_CARER.c.slot_id.in_(_WANTED_SLOTS))
)


def slot_children(
    db: Db,
    slot_ids: Collection[int],
    back: Collection[int] = (),
    counted: Statuses = PLACES_TAKEN,
) -> dict[int, list[SlotChild]]:
    """Return the children whose place counts in each slot, and those of the places `back` (ids)."""
    found: dict[int, list[SlotChild]] = {}
    wanted = list(slot_ids)
    for first in range(0, len(wanted), 900):
        some = wanted[first : first + 900]
        values = {"slots": some, "back": list(back), "counted": list(counted)}
        for row in db.execute(_CHILDREN, values):
            found.setdefault(row[0], []).append(SlotChild(*row))
    return found


def slot_carers(db: Db, slot_ids: Collection[int]) -> dict[int, list[SlotCarer]]:
    """Return the carers of each slot with their times."""
    found: dict[int, list[SlotCarer]] = {}
    wanted = list(slot_ids)
    for first in range(0, len(wanted), 900):
        for row in db.execute(_CARERS, {"slots": wanted[first : first + 900]}):
            found.setdefault(row[0], []).append(SlotCarer(*row))
    return found


_SEATS = tuple(kind.value for kind in CHILD_SEATS)


def _counted(condition: Any) -> Any:  # noqa: ANN401 (condition, expression)
    return func.sum(case((condition, 1), else_=0))


def _stock() -> Any:  # noqa: ANN401 (subquery)
    """One row a vehicle with its child seats by kind."""
    counts = (
        func.max(case((_STOCK.c.kind == kind, _STOCK.c.count), else_=0)).label(f"stock_{kind}")
        for kind in _SEATS
    )
    return select(_STOCK.c.vehicle_id, *counts).group_by(_STOCK.c.vehicle_id).subquery()


@cache
def _loads(*, whole: bool) -> Select[Any]:
    """Rides over any limit, with what is wanted and present of each kind, by one pass."""
    most: Any = bindparam("most")
    stock, belted = _stock(), _VEHICLE.c.seats - 1
    chairs = _counted(_SEAT.c.wheelchair | (_SEAT.c.kind == SeatKind.WHEELCHAIR.value))
    people = func.count()
    wanted = [people, chairs, *(_counted(_SEAT.c.kind == kind) for kind in _SEATS)]
    there = [func.coalesce(func.max(stock.c[f"stock_{kind}"]), 0) for kind in _SEATS]
    limit = case((belted < most, belted), else_=most)
    present = [func.max(limit), func.max(_VEHICLE.c.wheelchair_places), *there]
    joined = (
        RIDE.join(_SEAT, _SEAT.c.ride_id == RIDE.c.id)
        .join(_VEHICLE, _VEHICLE.c.id == RIDE.c.vehicle_id)
        .outerjoin(stock, stock.c.vehicle_id == RIDE.c.vehicle_id)
    )
    full = or_(people > most, people - chairs > func.max(belted))
    over = (need > other for need, other in zip(wanted[1:], present[1:], strict=True))
    return (
        select(RIDE.c.id, RIDE.c.vehicle_id, RIDE.c.starts, RIDE.c.ends, full, *wanted, *present)
        .select_from(joined)
        .where(rides_in(whole=whole), _SEAT.c.result.in_(SEATS_RIDING))
        .group_by(RIDE.c.id, RIDE.c.vehicle_id, RIDE.c.starts, RIDE.c.ends)
        .having(or_(full, *over))
    )


def overfull_rides(db: Db, scope: Scope, most_passengers: int) -> list[OverfullRide]:
    """Return rides with more passengers ("seats"), wheelchairs or child seats than fit."""
    values = {**scope.parameters, "most": most_passengers}
    rows: list[Any] = list(db.execute(_loads(whole=scope.whole), values))
    return [load for row in rows for load in _over(row)]


def _over(row: Any) -> Iterator[OverfullRide]:  # noqa: ANN401 (database row)
    kinds = (SEATS, WHEELCHAIR, *_SEATS)
    wanted, present = row[5 : 5 + len(kinds)], row[5 + len(kinds) :]
    for kind, need, other in zip(kinds, wanted, present, strict=True):
        if row[4] if kind == SEATS else need > other:
            yield OverfullRide(row[0], row[1], row[2], row[3], Lack(kind, need, other))
