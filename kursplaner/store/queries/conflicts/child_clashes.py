"""Where a child is wanted at two places at once, or cared for without an adult in a lesson."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, case, exists, func, or_, select

from kursplaner.basics.spans import Span, overlap
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Enrolment, EnrolmentChild, Lesson
from kursplaner.domain.kinds import Direction, SlotStatus
from kursplaner.domain.kinds.counting import (
    ENROLMENTS_WITH_STAY,
    LESSONS_TAKING_PLACE,
    PLACES_TAKEN,
    RIDES_TAKING_PLACE,
    SEATS_RIDING,
)
from kursplaner.domain.people import Guardianship
from kursplaner.domain.rides.rides import Ride, RideSeat, RideStop
from kursplaner.store.queries.conflicts.limits import Stay
from kursplaner.store.queries.conflicts.participants import LessonTime, stay_columns
from kursplaner.store.queries.conflicts.scopes import (
    LESSON,
    RIDE,
    SLOT,
    Scope,
    lessons_in,
    running,
    slots_in,
    touching,
)
from kursplaner.store.session import Db

BATCH = 900
PLACE = ChildcarePlace.__table__
SEAT = RideSeat.__table__
ENROLMENT = Enrolment.__table__
GUARDIANSHIP = Guardianship.__table__
ALONG = EnrolmentChild.__table__
_SLOT_LESSON = ChildcareSlotLesson.__table__
_STOP = RideStop.__table__


class TimeOf(NamedTuple):
    """When a record takes place."""

    id: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class TwoTimes:
    """A child in two records of one kind whose times overlap."""

    child_id: int
    record: TimeOf
    other: TimeOf


@dataclass(frozen=True, slots=True)
class LessonInCare:
    """A lesson of a child that is in a childcare slot at the time."""

    stay: Stay
    lesson: LessonTime
    slot: TimeOf


@dataclass(frozen=True, slots=True)
class PlaceOfAdult:
    """A child's place that hangs on an adult's stay, and the adult's lesson then (None: none)."""

    child_id: int
    slot_id: int
    starts: int
    ends: int
    stay: Stay
    lesson_id: int | None
    lesson_starts: int | None


def children() -> Any:  # noqa: ANN401 (union)
    """Return everybody who is somebody's child or comes along with an enrolled adult."""
    return select(GUARDIANSHIP.c.child_id).union(select(ALONG.c.child_id))


def is_child(person: Any) -> Any:  # noqa: ANN401 (core column and condition)
    """Tell the same of a few people, looked up one by one."""
    return or_(*(exists().where(table.c.child_id == person) for table in (GUARDIANSHIP, ALONG)))


@cache
def _later_slots() -> Select[Any]:
    """Slots that begin while a child still is in an earlier one, by one sweep."""
    until = func.max(SLOT.c.ends).over(
        partition_by=PLACE.c.child_id, order_by=(SLOT.c.starts, SLOT.c.id), rows=(None, -1)
    )
    inner = (
        select(SLOT.c.id, SLOT.c.starts, until.label("until"))
        .select_from(SLOT.join(PLACE, PLACE.c.slot_id == SLOT.c.id))
        .where(
            running(SLOT),
            SLOT.c.status == SlotStatus.PLANNED.value,
            PLACE.c.status.in_(PLACES_TAKEN),
        )
        .subquery()
    )
    return select(inner.c.id).where(inner.c.starts < inner.c.until).distinct()


@cache
def _in_two_slots() -> Select[Any]:
    other, place = ChildcareSlot.__table__.alias("other"), PLACE.alias("place")
    joined = (
        SLOT.join(PLACE, PLACE.c.slot_id == SLOT.c.id)
        .join(place, (place.c.child_id == PLACE.c.child_id) & (place.c.slot_id != SLOT.c.id))
        .join(other, (other.c.id == place.c.slot_id) & touching(other, SLOT))
    )
    times = (SLOT.c.id, SLOT.c.starts, SLOT.c.ends, other.c.id, other.c.starts, other.c.ends)
    return (
        select(PLACE.c.child_id, *times)
        .select_from(joined)
        .where(
            slots_in(whole=False),
            other.c.status == SlotStatus.PLANNED.value,
            PLACE.c.status.in_(PLACES_TAKEN),
            place.c.status.in_(PLACES_TAKEN),
        )
    )


def in_two_slots(db: Db, scope: Scope) -> list[TwoTimes]:
    """Return the children with places in two childcare slots that overlap."""
    slots: Any = scope.parameters.get("slots", ())
    if scope.whole:
        slots = list(db.execute(_later_slots(), dict(scope.parameters)).scalars())
    return _two_times(db, _in_two_slots(), "slots", slots)


def _two_times(db: Db, query: Select[Any], name: str, ids: Collection[int]) -> list[TwoTimes]:
    wanted, found = sorted(ids), []
    for first in range(0, len(wanted), BATCH):
        for child, *times in db.execute(query, {name: wanted[first : first + BATCH]}):
            found.append(TwoTimes(child, *sorted((TimeOf(*times[:3]), TimeOf(*times[3:])))))
    return list(dict.fromkeys(found))


@cache
def _later_rides() -> Select[Any]:
    until = func.max(RIDE.c.ends).over(
        partition_by=SEAT.c.person_id, order_by=(RIDE.c.starts, RIDE.c.id), rows=(None, -1)
    )
    inner = (
        select(RIDE.c.id, RIDE.c.starts, until.label("until"))
        .select_from(RIDE.join(SEAT, SEAT.c.ride_id == RIDE.c.id))
        .where(
            running(RIDE),
            RIDE.c.status.in_(RIDES_TAKING_PLACE),
            SEAT.c.result.in_(SEATS_RIDING),
            SEAT.c.person_id.in_(children()),
        )
        .subquery()
    )
    return select(inner.c.id).where(inner.c.starts < inner.c.until).distinct()


@cache
def _in_two_rides() -> Select[Any]:
    other, seat = Ride.__table__.alias("other"), SEAT.alias("seat")
    joined = (
        RIDE.join(SEAT, SEAT.c.ride_id == RIDE.c.id)
        .join(seat, (seat.c.person_id == SEAT.c.person_id) & (seat.c.ride_id != RIDE.c.id))
        .join(other, (other.c.id == seat.c.ride_id) & touching(other, RIDE))
    )
    times = (RIDE.c.id, RIDE.c.starts, RIDE.c.ends, other.c.id, other.c.starts, other.c.ends)
    return (
        select(SEAT.c.person_id, *times)
        .select_from(joined)
        .where(
            RIDE.c.id.in_(bindparam("rides", expanding=True)),
            RIDE.c.status.in_(RIDES_TAKING_PLACE),
            other.c.status.in_(RIDES_TAKING_PLACE),
            is_child(SEAT.c.person_id),
            SEAT.c.result.in_(SEATS_RIDING),
            seat.c.result.in_(SEATS_RIDING),
        )
    )


def in_two_rides(db: Db, scope: Scope) -> list[TwoTimes]:
    """Return the children in two rides that overlap while both have the child on board."""
    rides: Any = scope.parameters.get("rides", ())
    if scope.whole:
        rides = list(db.execute(_later_rides(), dict(scope.parameters)).scalars())
    found = _two_times(db, _in_two_rides(), "rides", rides)
    seats = {(key, two.child_id) for two in found for key in (two.record.id, two.other.id)}
    board = aboard(db, {ride for ride, _ in seats})
    exact = [
        TwoTimes(two.child_id, *(_on_board(ride, two, board) for ride in (two.record, two.other)))
        for two in found
    ]
    return [two for two in exact if overlap(two.record, two.other)]


def _on_board(ride: TimeOf, two: TwoTimes, board: Mapping[tuple[int, int], Span]) -> TimeOf:
    there = board.get((ride.id, two.child_id))
    return TimeOf(ride.id, there.starts, there.ends) if there else ride


@cache
def _halts() -> Select[Any]:
    return select(_STOP.c.ride_id, _STOP.c.stop_id, _STOP.c.site_id, _STOP.c.at).where(
        _STOP.c.ride_id.in_(bindparam("rides", expanding=True))
    )


_SEATS = (
    select(SEAT.c.ride_id, SEAT.c.person_id, SEAT.c.stop_id, RIDE.c.direction)
    .select_from(SEAT.join(RIDE, RIDE.c.id == SEAT.c.ride_id))
    .where(SEAT.c.ride_id.in_(bindparam("rides", expanding=True)))
)


def aboard(db: Db, ride_ids: Collection[int]) -> dict[tuple[int, int], Span]:
    """Return from when to when each (ride, passenger) is on board, where the halts tell it."""
    wanted, found = sorted(ride_ids), {}
    for first in range(0, len(wanted), BATCH):
        values = {"rides": wanted[first : first + BATCH]}
        at: dict[tuple[int, int | None], int] = {
            (ride, None if site is not None else stop): minute
            for ride, stop, site, minute in db.execute(_halts(), values)
        }
        for ride, person, stop, direction in db.execute(_SEATS, values):
            ends = (at.get((ride, stop)), at.get((ride, None)))
            start, end = ends if direction == Direction.OUT.value else ends[::-1]
            if stop is not None and start is not None and end is not None and start < end:
                found[ride, person] = Span(start, end)
    return found


def site_times(db: Db, ride_ids: Collection[int]) -> dict[int, int]:
    """Return the minute at which each ride is at its site."""
    wanted = sorted(ride_ids)
    found: dict[int, int] = {}
    for first in range(0, len(wanted), BATCH):
        rows: list[Any] = list(db.execute(_halts(), {"rides": wanted[first : first + BATCH]}))
        found |= {ride: at for ride, _, site, at in rows if site is not None}
    return found


@cache
def _lessons_in_care(by: str) -> Select[Any]:
    lesson = Lesson.__table__
    joined = (
        ENROLMENT.join(lesson, lesson.c.course_id == ENROLMENT.c.course_id)
        .join(PLACE, PLACE.c.child_id == ENROLMENT.c.person_id)
        .join(SLOT, (SLOT.c.id == PLACE.c.slot_id) & touching(SLOT, lesson))
    )
    conditions = {
        "enrolment": (ENROLMENT.c.id.in_(bindparam("enrolments", expanding=True)), running(lesson)),
        "lesson": (lessons_in(whole=False),),
        "slot": (slots_in(whole=False),),
    }
    return (
        select(
            *stay_columns(ENROLMENT),
            *(lesson.c.id, lesson.c.course_id, lesson.c.starts, lesson.c.ends),
            *(SLOT.c.id, SLOT.c.starts, SLOT.c.ends),
        )
        .select_from(joined)
        .where(
            *conditions[by],
            ENROLMENT.c.status.in_(ENROLMENTS_WITH_STAY),
            lesson.c.status.in_(LESSONS_TAKING_PLACE),
            PLACE.c.status.in_(PLACES_TAKEN),
            SLOT.c.status == SlotStatus.PLANNED.value,
        )
    )


_CHILDREN_ENROLLED = select(ENROLMENT.c.id).where(
    ENROLMENT.c.status.in_(ENROLMENTS_WITH_STAY),
    exists().where(PLACE.c.child_id == ENROLMENT.c.person_id),
)


def lessons_in_care(db: Db, scope: Scope) -> list[LessonInCare]:
    """Return the lessons of children (homework help) at which they have a childcare place, too."""
    rows: list[Any] = []
    if scope.whole:
        enrolments = list(db.execute(_CHILDREN_ENROLLED).scalars())
        for first in range(0, len(enrolments), BATCH):
            values = {**scope.parameters, "enrolments": enrolments[first : first + BATCH]}
            rows += db.execute(_lessons_in_care("enrolment"), values)
    else:
        for by in ("lesson", "slot"):
            rows += db.execute(_lessons_in_care(by), dict(scope.parameters))
    return [LessonInCare(Stay(*row[:7]), LessonTime(*row[7:11]), TimeOf(*row[11:])) for row in rows]


@cache
def _places_by_adult(*, whole: bool) -> Select[Any]:
    """First and last slot of each stay that places hang on, and how many have no lesson then."""
    lesson = exists().where(
        LESSON.c.course_id == ENROLMENT.c.course_id,
        LESSON.c.id == _SLOT_LESSON.c.lesson_id,
        _SLOT_LESSON.c.slot_id == SLOT.c.id,
        LESSON.c.status.in_(LESSONS_TAKING_PLACE),
        touching(LESSON, SLOT),
    )
    return (
        select(
            ENROLMENT.c.id,
            ENROLMENT.c.status,
            ENROLMENT.c.joined_on,
            ENROLMENT.c.left_on,
            ENROLMENT.c.only_planned_lessons,
            func.min(SLOT.c.starts),
            func.max(SLOT.c.starts),
            func.min(case((lesson, 1), else_=0)),
        )
        .select_from(
            SLOT.join(PLACE, PLACE.c.slot_id == SLOT.c.id).join(
                ENROLMENT, ENROLMENT.c.id == PLACE.c.enrolment_id
            )
        )
        .where(slots_in(whole=whole), PLACE.c.status.in_(PLACES_TAKEN))
        .group_by(ENROLMENT.c.id)
    )


@dataclass(frozen=True, slots=True)
class PlacesOfAdult:
    """When an adult's stay has childcare places; `served` is 1 if always beside a lesson."""

    enrolment_id: int
    status: str
    joined_on: date | None
    left_on: date | None
    only_planned_lessons: bool
    first: int
    last: int
    served: int


def places_by_adult(db: Db, scope: Scope) -> list[PlacesOfAdult]:
    """Return the stays that childcare places of the scope hang on."""
    rows = db.execute(_places_by_adult(whole=scope.whole), dict(scope.parameters))
    return [PlacesOfAdult(*row) for row in rows]


@cache
def _places_of(*, whole: bool) -> Select[Any]:
    lesson = (
        select(_SLOT_LESSON.c.slot_id, LESSON.c.id, LESSON.c.course_id, LESSON.c.starts)
        .select_from(_SLOT_LESSON.join(LESSON, LESSON.c.id == _SLOT_LESSON.c.lesson_id))
        .where(LESSON.c.status.in_(LESSONS_TAKING_PLACE))
        .add_columns(LESSON.c.ends)
        .subquery()
    )
    joined = (
        SLOT.join(PLACE, PLACE.c.slot_id == SLOT.c.id)
        .join(ENROLMENT, ENROLMENT.c.id == PLACE.c.enrolment_id)
        .outerjoin(
            lesson,
            (lesson.c.slot_id == SLOT.c.id)
            & (lesson.c.course_id == ENROLMENT.c.course_id)
            & touching(lesson, SLOT),
        )
    )
    columns = (PLACE.c.child_id, SLOT.c.id, SLOT.c.starts, SLOT.c.ends)
    return (
        select(*columns, *stay_columns(ENROLMENT), lesson.c.id, lesson.c.starts)
        .select_from(joined)
        .where(
            slots_in(whole=whole),
            PLACE.c.status.in_(PLACES_TAKEN),
            PLACE.c.enrolment_id.in_(bindparam("enrolments", expanding=True)),
        )
    )


def places_of(db: Db, scope: Scope, enrolment_ids: Collection[int]) -> list[PlaceOfAdult]:
    """Return the childcare places of some stays in the scope, one row for each lesson served."""
    wanted, found = sorted(enrolment_ids), []
    for first in range(0, len(wanted), BATCH):
        values = {**scope.parameters, "enrolments": wanted[first : first + BATCH]}
        rows: list[Any] = list(db.execute(_places_of(whole=scope.whole), values))
        found += [
            PlaceOfAdult(row[0], row[1], row[2], row[3], Stay(*row[4:11]), row[11], row[12])
            for row in rows
        ]
    return found
