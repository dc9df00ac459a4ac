"""What is missing from a plan: rooms, teachers, carers, drivers, childcare and rides."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select

from kursplaner.basics.spans import day_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import Enrolment, EnrolmentChild, LessonPerson, PlannedLesson
from kursplaner.domain.kinds import (
    Direction,
    DrivenBy,
    EnrolmentStatus,
    LessonRole,
    OccupationSource,
    SlotStatus,
)
from kursplaner.domain.kinds.counting import DATES_NOT_RIDDEN, RIDES_TAKING_PLACE
from kursplaner.domain.rides.rides import RideDemand, RideDemandException, RideLesson, RideSeat
from kursplaner.store.queries.conflicts.scopes import (
    LESSON,
    OCCUPATION,
    RIDE,
    SLOT,
    Scope,
    began,
    lessons_in,
    rides_in,
    slots_in,
)
from kursplaner.store.session import Db

_ENROLMENT = Enrolment.__table__
_CHILD = EnrolmentChild.__table__
_TEACHER = LessonPerson.__table__
_CARER = ChildcareSlotCarer.__table__
_PLACE = ChildcarePlace.__table__
_SLOT_LESSON = ChildcareSlotLesson.__table__
_RIDE_LESSON = RideLesson.__table__
_DEMAND = RideDemand.__table__
_SKIP = RideDemandException.__table__
_SEAT = RideSeat.__table__
_PLANNED = PlannedLesson.__table__
WEEK_MINUTES = 7 * 1440
_LEADS = (LessonRole.TEACHER.value, LessonRole.SPEAKER.value)


@dataclass(frozen=True, slots=True)
class Gap:
    """A record that lacks something; the course is 0 where it belongs to none or several."""

    source: str
    source_id: int
    course_id: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class CarerWeek:
    """Minutes of childcare a person has in one week; `starts` is the first of them."""

    person_id: int
    week: int
    minutes: int
    starts: int
    ends: int


def _lesson_gaps(missing: Any, *, whole: bool) -> Select[Any]:  # noqa: ANN401 (condition)
    columns = (LESSON.c.id, LESSON.c.course_id, LESSON.c.starts, LESSON.c.ends)
    return select(*columns).select_from(LESSON).where(lessons_in(whole=whole), missing)


@cache
def _no_room(*, whole: bool) -> Select[Any]:
    return _lesson_gaps(LESSON.c.room_id.is_(None), whole=whole)


@cache
def _no_teacher(*, whole: bool) -> Select[Any]:
    leads = exists().where(_TEACHER.c.lesson_id == LESSON.c.id, _TEACHER.c.role.in_(_LEADS))
    return _lesson_gaps(~leads, whole=whole)


def _of_course(wanted: Select[Any], *, whole: bool) -> Any:  # noqa: ANN401 (condition)
    """Tell that a lesson's course is among some: all at once, or looked up for a few lessons."""
    if whole:
        return LESSON.c.course_id.in_(wanted)
    return wanted.where(_ENROLMENT.c.course_id == LESSON.c.course_id).correlate(LESSON).exists()


@cache
def _no_childcare(*, whole: bool) -> Select[Any]:
    wanted = (
        select(_ENROLMENT.c.course_id)
        .select_from(_ENROLMENT.join(_CHILD, _CHILD.c.enrolment_id == _ENROLMENT.c.id))
        .where(_ENROLMENT.c.status == EnrolmentStatus.ENROLLED.value, _CHILD.c.childcare)
    )
    served = exists().where(
        _SLOT_LESSON.c.lesson_id == LESSON.c.id,
        SLOT.c.id == _SLOT_LESSON.c.slot_id,
        SLOT.c.status == SlotStatus.PLANNED.value,
    )
    return _lesson_gaps(and_(_of_course(wanted, whole=whole), ~served), whole=whole)


@cache
def _no_ride(direction: str, *, whole: bool) -> Select[Any]:
    wishes = (
        _ENROLMENT.c.status == EnrolmentStatus.ENROLLED.value,
        _DEMAND.c.direction == direction,
        _DEMAND.c.ended_on.is_(None),
    )
    demands = _ENROLMENT.join(_DEMAND, _DEMAND.c.enrolment_id == _ENROLMENT.c.id)
    wanted = (
        select(_ENROLMENT.c.course_id)
        .select_from(demands)
        .where(*wishes, _ENROLMENT.c.only_planned_lessons.is_(False))
    )
    planned = (
        select(_PLANNED.c.lesson_id)
        .select_from(demands.join(_PLANNED, _PLANNED.c.enrolment_id == _ENROLMENT.c.id))
        .where(*wishes, _ENROLMENT.c.only_planned_lessons.is_(True))
    )
    served = exists().where(
        _RIDE_LESSON.c.lesson_id == LESSON.c.id,
        RIDE.c.id == _RIDE_LESSON.c.ride_id,
        RIDE.c.direction == direction,
        RIDE.c.status.in_(RIDES_TAKING_PLACE),
    )
    somebody = or_(_of_course(wanted, whole=whole), LESSON.c.id.in_(planned))
    return _lesson_gaps(and_(somebody, ~served), whole=whole)


@dataclass(frozen=True, slots=True)
class SeatGap:
    """A lesson with a ride in which somebody who wants to ride has no seat."""

    lesson_id: int
    course_id: int
    starts: int
    ends: int
    person_id: int
    direction: str


@cache
def _no_seat(*, whole: bool) -> Select[Any]:
    serves = exists().where(
        _RIDE_LESSON.c.lesson_id == LESSON.c.id,
        RIDE.c.id == _RIDE_LESSON.c.ride_id,
        RIDE.c.direction == _DEMAND.c.direction,
        RIDE.c.status.in_(RIDES_TAKING_PLACE),
    )
    seated = serves.where(_SEAT.c.ride_id == RIDE.c.id, _SEAT.c.enrolment_id == _ENROLMENT.c.id)
    planned = exists().where(
        _PLANNED.c.enrolment_id == _ENROLMENT.c.id, _PLANNED.c.lesson_id == LESSON.c.id
    )
    columns = (LESSON.c.id, LESSON.c.course_id, LESSON.c.starts, LESSON.c.ends)
    rides = LESSON.join(_ENROLMENT, _ENROLMENT.c.course_id == LESSON.c.course_id).join(
        _DEMAND, _DEMAND.c.enrolment_id == _ENROLMENT.c.id
    )
    return (
        select(*columns, _ENROLMENT.c.person_id, _DEMAND.c.direction, _DEMAND.c.id)
        .add_columns(_ENROLMENT.c.joined_on, _ENROLMENT.c.left_on)
        .select_from(rides)
        .where(
            lessons_in(whole=whole),
            _ENROLMENT.c.status == EnrolmentStatus.ENROLLED.value,
            _DEMAND.c.ended_on.is_(None),
            or_(_ENROLMENT.c.only_planned_lessons.is_(False), planned),
            serves,
            ~seated,
        )
    )


def people_without_seat(db: Db, scope: Scope) -> list[SeatGap]:
    """Return who wants to ride to or from a lesson with a ride and has no seat in one.

    Days on which somebody does not ride, or is not in the course, are left out.
    """
    rows = [
        (row, day_of(row[2]))
        for row in db.execute(_no_seat(whole=scope.whole), dict(scope.parameters))
    ]
    skips = select(_SKIP.c.demand_id, _SKIP.c.day).where(
        _SKIP.c.demand_id.in_({row[6] for row, _ in rows}),
        _SKIP.c.kind.in_(DATES_NOT_RIDDEN),
    )
    skipped = {(key, day) for key, day in db.execute(skips)} if rows else set()
    return [
        SeatGap(*row[:6])
        for row, day in rows
        if (row[6], day) not in skipped
        and (row[7] is None or row[7] <= day)
        and (row[8] is None or day <= row[8])
    ]


def _gaps(db: Db, query: Select[Any], scope: Scope) -> list[Gap]:
    rows = db.execute(query, dict(scope.parameters))
    return [Gap(OccupationSource.LESSON.value, *row) for row in rows]


def lessons_without_room(db: Db, scope: Scope) -> list[Gap]:
    """Return the lessons without a place."""
    return _gaps(db, _no_room(whole=scope.whole), scope)


def lessons_without_teacher(db: Db, scope: Scope) -> list[Gap]:
    """Return the lessons that neither a teacher nor a speaker leads."""
    return _gaps(db, _no_teacher(whole=scope.whole), scope)


def lessons_without_childcare(db: Db, scope: Scope) -> list[Gap]:
    """Return the lessons without a slot although children of enrolled people want one."""
    return _gaps(db, _no_childcare(whole=scope.whole), scope)


def lessons_without_ride(db: Db, scope: Scope, direction: Direction) -> list[Gap]:
    """Return the lessons without a ride in a direction that enrolled people want."""
    return _gaps(db, _no_ride(direction.value, whole=scope.whole), scope)


@cache
def _no_carer(*, whole: bool) -> Select[Any]:
    carer = exists().where(_CARER.c.slot_id == SLOT.c.id)
    child = exists().where(_PLACE.c.slot_id == SLOT.c.id)
    return select(SLOT.c.id, SLOT.c.starts, SLOT.c.ends).where(slots_in(whole=whole), ~carer, child)


def slots_without_carer(db: Db, scope: Scope) -> list[Gap]:
    """Return the childcare slots with children and without anybody to care for them."""
    rows = db.execute(_no_carer(whole=scope.whole), dict(scope.parameters))
    return [Gap(OccupationSource.CHILDCARE.value, key, 0, a, b) for key, a, b in rows]


@cache
def _no_driver(*, whole: bool) -> Select[Any]:
    missing = or_(RIDE.c.driver_id.is_(None), RIDE.c.vehicle_id.is_(None))
    own = func.coalesce(RIDE.c.cancel_reason, "") != DrivenBy.TAXI.value
    return select(RIDE.c.id, RIDE.c.starts, RIDE.c.ends).where(rides_in(whole=whole), missing, own)


def rides_without_driver(db: Db, scope: Scope) -> list[Gap]:
    """Return the rides without a driver or a vehicle, those of a taxi left out."""
    rows = db.execute(_no_driver(whole=scope.whole), dict(scope.parameters))
    return [Gap(OccupationSource.RIDE.value, key, 0, a, b) for key, a, b in rows]


@cache
def _carer_weeks(*, whole: bool) -> Select[Any]:
    minutes = func.sum(OCCUPATION.c.ends - OCCUPATION.c.starts)
    # Day 0 is a Saturday, so weeks begin on the Mondays with (day + 5) % 7 == 0.
    monday = OCCUPATION.c.starts - (OCCUPATION.c.starts + 5 * 1440) % WEEK_MINUTES
    query = select(
        OCCUPATION.c.resource_id,
        monday,
        minutes,
        func.min(OCCUPATION.c.starts),
        func.max(OCCUPATION.c.ends),
    ).where(
        OCCUPATION.c.source == OccupationSource.CHILDCARE.value,
    )
    if whole:
        return _by_week(query.where(began(OCCUPATION)), monday, minutes)
    wanted = (
        OCCUPATION.c.resource_id.in_(bindparam("people", expanding=True)),
        OCCUPATION.c.active.in_([True, False]),
        OCCUPATION.c.starts >= bindparam("first"),
        OCCUPATION.c.starts < bindparam("last"),
        monday.in_(bindparam("weeks", expanding=True)),
    )
    return _by_week(query.where(*wanted), monday, minutes)


def _by_week(query: Select[Any], monday: Any, minutes: Any) -> Select[Any]:  # noqa: ANN401
    return query.group_by(OCCUPATION.c.resource_id, monday).having(
        minutes > bindparam("most_minutes")
    )


_WORK = (
    select(_CARER.c.person_id, SLOT.c.starts)
    .select_from(_CARER.join(SLOT, SLOT.c.id == _CARER.c.slot_id))
    .where(SLOT.c.id.in_(bindparam("slots", expanding=True)))
)
_CARERS = select(_CARER.c.person_id).distinct()


def long_carer_weeks(db: Db, scope: Scope, most_minutes: int) -> list[CarerWeek]:
    """Return the weeks in which a carer has more minutes of childcare than a permit-free one."""
    values = {**scope.parameters, "most_minutes": most_minutes}
    if scope.whole:
        carers = set(db.execute(_CARERS).scalars())
    else:
        work = db.execute(_WORK, {"slots": scope.parameters["slots"]}).all()
        if not work:
            return []
        carers = {person for person, _ in work}
        weeks = sorted({monday_of(starts) for _, starts in work})
        values |= {"people": sorted(carers), "weeks": weeks}
        values |= {"first": weeks[0], "last": weeks[-1] + WEEK_MINUTES}
    rows = db.execute(_carer_weeks(whole=scope.whole), values)
    return [CarerWeek(*row) for row in rows if row[0] in carers]


def monday_of(minute: int) -> int:
    """Return the first minute of a week."""
    return minute - (minute + 5 * 1440) % WEEK_MINUTES
