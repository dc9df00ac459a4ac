"""Where the chain of a family breaks: brought, lesson, collected, and the same ride both ways."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, or_, select

from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.kinds import Direction, Role, SeatKind, SlotStatus
from kursplaner.domain.kinds.counting import (
    LESSONS_TAKING_PLACE,
    PLACES_TAKEN,
    RIDES_TAKING_PLACE,
    SEATS_RIDING,
)
from kursplaner.domain.people import Person, Profile
from kursplaner.domain.rides.rides import Ride, RideLesson
from kursplaner.store.queries.conflicts.child_clashes import (
    ALONG,
    ENROLMENT,
    GUARDIANSHIP,
    PLACE,
    SEAT,
    children,
    is_child,
    site_times,
)
from kursplaner.store.queries.conflicts.scopes import (
    LESSON,
    RIDE,
    SLOT,
    Scope,
    rides_in,
    slots_in,
    touching,
)
from kursplaner.store.session import Db

_SLOT_LESSON = ChildcareSlotLesson.__table__
_RIDE_LESSON = RideLesson.__table__
_PERSON = Person.__table__
_PROFILE = Profile.__table__
OUT, BACK = Direction.OUT.value, Direction.BACK.value


@dataclass(frozen=True, slots=True)
class Handover:
    """A childcare slot that opens or closes too close to a lesson it serves."""

    slot_id: int
    slot_starts: int
    slot_ends: int
    lesson_id: int
    lesson_starts: int
    lesson_ends: int


@dataclass(frozen=True, slots=True)
class LeftChild:
    """A child without a seat to or from a lesson although its adult rides."""

    child_id: int
    adult_id: int
    ride_id: int
    starts: int
    ends: int
    direction: str
    lesson_id: int


@dataclass(frozen=True, slots=True)
class ChildSeat:
    """A child in a ride, what it sits on, and what decides about the right seat."""

    child_id: int
    ride_id: int
    starts: int
    ends: int
    kind: str
    born: date | None
    height_cm: int | None


@dataclass(frozen=True, slots=True)
class CloseRide:
    """A ride with children that is at the site `at`, too close to a lesson's start or end."""

    ride_id: int
    starts: int
    ends: int
    direction: str
    at: int
    lesson_id: int
    lesson_starts: int
    lesson_ends: int


@cache
def _handovers(*, late: bool, whole: bool) -> Select[Any]:
    """Slots that open late (or close early) with no other care in the room for the time between."""
    other = ChildcareSlot.__table__.alias("other")
    minutes: Any = bindparam("minutes")
    brought, collected = LESSON.c.starts - minutes, LESSON.c.ends + minutes
    wrong = SLOT.c.starts > brought if late else SLOT.c.ends < collected
    bridged = (
        (other.c.starts <= brought, other.c.ends >= SLOT.c.starts)
        if late
        else (other.c.ends >= collected, other.c.starts <= SLOT.c.ends)
    )
    someone = exists().where(
        other.c.room_id == SLOT.c.room_id,
        other.c.id != SLOT.c.id,
        other.c.status == SlotStatus.PLANNED.value,
        *bridged,
    )
    child = exists().where(
        PLACE.c.slot_id == SLOT.c.id,
        PLACE.c.status.in_(PLACES_TAKEN),
        ENROLMENT.c.id == PLACE.c.enrolment_id,
        ENROLMENT.c.course_id == LESSON.c.course_id,
    )
    joined = SLOT.join(_SLOT_LESSON, _SLOT_LESSON.c.slot_id == SLOT.c.id)
    joined = joined.join(LESSON, LESSON.c.id == _SLOT_LESSON.c.lesson_id)
    columns = (SLOT.c.id, SLOT.c.starts, SLOT.c.ends, LESSON.c.id, LESSON.c.starts, LESSON.c.ends)
    return (
        select(*columns)
        .select_from(joined)
        .where(
            slots_in(whole=whole),
            LESSON.c.status.in_(LESSONS_TAKING_PLACE),
            touching(LESSON, SLOT),
            wrong,
            child,
            ~someone,
        )
    )


def opens_late(db: Db, scope: Scope, minutes: int) -> list[Handover]:
    """Return the slots that open less than `minutes` before a lesson whose families use them."""
    values = {**scope.parameters, "minutes": minutes}
    return [Handover(*row) for row in db.execute(_handovers(late=True, whole=scope.whole), values)]


def closes_early(db: Db, scope: Scope, minutes: int) -> list[Handover]:
    """Return the slots that close less than `minutes` after a lesson whose families use them."""
    values = {**scope.parameters, "minutes": minutes}
    return [Handover(*row) for row in db.execute(_handovers(late=False, whole=scope.whole), values)]


def _left_behind() -> tuple[Any, ...]:
    """Return that a child has no seat on the way, and comes along (or has no childcare)."""
    seat, ride, served = SEAT.alias("its"), Ride.__table__.alias("by"), _RIDE_LESSON.alias("to")
    same_ride = exists().where(
        seat.c.ride_id == RIDE.c.id,
        seat.c.person_id == ALONG.c.child_id,
    )
    rides_too = exists().where(
        seat.c.person_id == ALONG.c.child_id,
        ride.c.id == seat.c.ride_id,
        ride.c.direction == RIDE.c.direction,
        ride.c.status.in_(RIDES_TAKING_PLACE),
        served.c.ride_id == ride.c.id,
        served.c.lesson_id == _RIDE_LESSON.c.lesson_id,
    )
    comes = exists().where(
        PLACE.c.child_id == ALONG.c.child_id,
        PLACE.c.status.in_(PLACES_TAKEN),
        SLOT.c.id == PLACE.c.slot_id,
        SLOT.c.status == SlotStatus.PLANNED.value,
        _SLOT_LESSON.c.slot_id == SLOT.c.id,
        _SLOT_LESSON.c.lesson_id == _RIDE_LESSON.c.lesson_id,
    )
    return (~same_ride, ~rides_too, or_(~ALONG.c.childcare, comes))


@cache
def _left_children(*, whole: bool) -> Select[Any]:
    joined = (
        ALONG.join(ENROLMENT, ENROLMENT.c.id == ALONG.c.enrolment_id)
        .join(
            SEAT,
            (SEAT.c.enrolment_id == ENROLMENT.c.id) & (SEAT.c.person_id == ENROLMENT.c.person_id),
        )
        .join(RIDE, RIDE.c.id == SEAT.c.ride_id)
        .join(_RIDE_LESSON, _RIDE_LESSON.c.ride_id == RIDE.c.id)
        .join(
            LESSON,
            (LESSON.c.id == _RIDE_LESSON.c.lesson_id)
            & (LESSON.c.course_id == ENROLMENT.c.course_id),
        )
    )
    columns = (ALONG.c.child_id, ENROLMENT.c.person_id, RIDE.c.id, RIDE.c.starts, RIDE.c.ends)
    return (
        select(*columns, RIDE.c.direction, LESSON.c.id)
        .select_from(joined)
        .where(
            rides_in(whole=whole),
            LESSON.c.status.in_(LESSONS_TAKING_PLACE),
            ALONG.c.rides,
            SEAT.c.result.in_(SEATS_RIDING),
            *_left_behind(),
        )
    )


def left_children(db: Db, scope: Scope) -> list[LeftChild]:
    """Return the children that want to ride, come to the childcare and have no seat.

    Their adult rides to or from the same lesson. A child without a place in the childcare that
    day (ill, excused) stays at home, and a seat given up is nobody's fault.
    """
    rows = db.execute(_left_children(whole=scope.whole), dict(scope.parameters))
    return [LeftChild(*row) for row in rows]


@cache
def _child_seats(*, whole: bool) -> Select[Any]:
    joined = RIDE.join(SEAT, SEAT.c.ride_id == RIDE.c.id)
    joined = joined.join(_PERSON, _PERSON.c.id == SEAT.c.person_id)
    columns = (SEAT.c.person_id, RIDE.c.id, RIDE.c.starts, RIDE.c.ends, SEAT.c.kind)
    return (
        select(*columns, _PERSON.c.birth_date, _PERSON.c.height_cm)
        .select_from(joined)
        .where(
            rides_in(whole=whole),
            SEAT.c.person_id.in_(children()) if whole else is_child(SEAT.c.person_id),
            SEAT.c.result.in_(SEATS_RIDING),
            SEAT.c.wheelchair.is_(False),
            SEAT.c.kind != SeatKind.WHEELCHAIR.value,
        )
    )


def child_seats(db: Db, scope: Scope) -> list[ChildSeat]:
    """Return the children in the rides of the scope that sit in no wheelchair."""
    rows = db.execute(_child_seats(whole=scope.whole), dict(scope.parameters))
    return [ChildSeat(*row) for row in rows]


@cache
def _alone(*, whole: bool) -> Select[Any]:
    adult = SEAT.alias("adult")
    guardian = exists().where(
        adult.c.ride_id == RIDE.c.id,
        adult.c.result.in_(SEATS_RIDING),
        GUARDIANSHIP.c.child_id == SEAT.c.person_id,
        or_(
            GUARDIANSHIP.c.adult_id == adult.c.person_id,
            GUARDIANSHIP.c.adult_id == RIDE.c.driver_id,
        ),
    )
    enrolled = exists().where(
        ENROLMENT.c.id == SEAT.c.enrolment_id,
        ENROLMENT.c.person_id != SEAT.c.person_id,
        adult.c.ride_id == RIDE.c.id,
        adult.c.result.in_(SEATS_RIDING),
        adult.c.person_id == ENROLMENT.c.person_id,
    )
    carer = exists().where(
        adult.c.ride_id == RIDE.c.id,
        adult.c.result.in_(SEATS_RIDING),
        _PROFILE.c.person_id == adult.c.person_id,
        _PROFILE.c.role == Role.CARER.value,
    )
    return _child_seats(whole=whole).where(~enrolled, ~guardian, ~carer)


def children_alone(db: Db, scope: Scope) -> list[ChildSeat]:
    """Return the children in rides without a guardian, their enrolled adult or a carer."""
    rows = db.execute(_alone(whole=scope.whole), dict(scope.parameters))
    return [ChildSeat(*row) for row in rows]


@cache
def _close_rides(*, whole: bool) -> Select[Any]:
    """Rides that may be at the site too late or too early: their own end or start is."""
    out = (RIDE.c.direction == OUT) & (RIDE.c.ends > LESSON.c.starts - bindparam("before"))
    back = (RIDE.c.direction == BACK) & (RIDE.c.starts < LESSON.c.ends + bindparam("after"))
    child = exists().where(
        SEAT.c.ride_id == RIDE.c.id,
        SEAT.c.result.in_(SEATS_RIDING),
        ENROLMENT.c.id == SEAT.c.enrolment_id,
        ENROLMENT.c.course_id == LESSON.c.course_id,
        SEAT.c.person_id.in_(children()),
    )
    joined = RIDE.join(_RIDE_LESSON, _RIDE_LESSON.c.ride_id == RIDE.c.id)
    joined = joined.join(LESSON, LESSON.c.id == _RIDE_LESSON.c.lesson_id)
    columns = (RIDE.c.id, RIDE.c.starts, RIDE.c.ends, RIDE.c.direction)
    return (
        select(*columns, LESSON.c.id, LESSON.c.starts, LESSON.c.ends)
        .select_from(joined)
        .where(
            rides_in(whole=whole), LESSON.c.status.in_(LESSONS_TAKING_PLACE), or_(out, back), child
        )
    )


def close_rides(db: Db, scope: Scope, before: int, after: int) -> list[CloseRide]:
    """Return rides with children that leave less than `before` or `after` minutes at the site."""
    values = {**scope.parameters, "before": before, "after": after}
    rows: list[Any] = list(db.execute(_close_rides(whole=scope.whole), values))
    at = site_times(db, {row[0] for row in rows})
    found = [CloseRide(*(*row[:4], at[row[0]], *row[4:])) for row in rows if row[0] in at]
    return [ride for ride in found if _too_close(ride, before, after)]


def _too_close(ride: CloseRide, before: int, after: int) -> bool:
    if ride.direction == OUT:
        return ride.at > ride.lesson_starts - before
    return ride.at < ride.lesson_ends + after
