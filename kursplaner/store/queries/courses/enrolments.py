"""What an enrolment touches: lessons to come, places in childcare, seats in vehicles."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select

from kursplaner.basics.places import Point, point_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Course, Enrolment, Lesson
from kursplaner.domain.kinds import (
    EnrolmentStatus,
    LessonStatus,
    RideStatus,
    SeatResult,
    SlotStatus,
)
from kursplaner.domain.kinds.counting import PLACES_TAKEN, SEATS_RIDING
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop
from kursplaner.domain.rooms import Room, Site
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class ComingLesson:
    """A lesson still to come."""

    id: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class ComingSlot:
    """A childcare slot beside lessons to come; room size 0 means that no size is known."""

    id: int
    lesson_id: int
    starts: int
    ends: int
    room_id: int | None
    room_size: int


@dataclass(frozen=True, slots=True)
class PlaceTaken:
    """A child's place in a slot."""

    slot_id: int
    child_id: int
    enrolment_id: int | None


@dataclass(frozen=True, slots=True)
class ComingRide:
    """A ride to or from a lesson to come; `zero` is its minute at the site."""

    id: int
    lesson_id: int
    direction: str
    vehicle_id: int
    driver_id: int | None
    starts: int
    ends: int
    locked: bool
    zero: int
    stops: frozenset[int]


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """A passenger's seat."""

    ride_id: int
    person_id: int
    enrolment_id: int | None
    stop_id: int | None
    kind: str
    wheelchair: bool
    pram: bool


@dataclass(frozen=True, slots=True)
class WaitingPerson:
    """Somebody on a waiting list, in its order."""

    enrolment_id: int
    person_id: int
    position: int
    asked_on: date | None


def coming_lessons(
    db: Db, course_id: int, from_minute: int, *, running: bool = False
) -> list[ComingLesson]:
    """Return the planned lessons of a course from a minute on, in order.

    With `running` also one that is being held at that minute.
    """
    values = {"course": course_id, "from_minute": from_minute}
    return [ComingLesson(*row) for row in db.execute(_coming(running=running), values)]


@cache
def _coming(*, running: bool) -> Select[Any]:
    columns: tuple[Any, ...] = (Lesson.id, Lesson.starts, Lesson.ends)
    query = select(*columns).where(
        Lesson.course_id == bindparam("course"),
        (Lesson.ends if running else Lesson.starts + 1) > bindparam("from_minute"),
        Lesson.status == LessonStatus.PLANNED.value,
    )
    return query.order_by(Lesson.starts, Lesson.id)


_ROOM = Room.__table__
_SLOTS = (
    select(
        *(ChildcareSlot.id, ChildcareSlotLesson.lesson_id),
        *(ChildcareSlot.starts, ChildcareSlot.ends, ChildcareSlot.room_id),
        func.coalesce(_ROOM.c.capacity, 0),
    )
    .join(ChildcareSlotLesson, ChildcareSlotLesson.slot_id == ChildcareSlot.id)
    .outerjoin(_ROOM, _ROOM.c.id == ChildcareSlot.room_id)
    .where(
        ChildcareSlotLesson.lesson_id.in_(bindparam("lessons", expanding=True)),
        ChildcareSlot.status == SlotStatus.PLANNED.value,
    )
    .order_by(ChildcareSlot.id)
)
_PLACES = select(
    ChildcarePlace.slot_id, ChildcarePlace.child_id, ChildcarePlace.enrolment_id
).where(
    ChildcarePlace.slot_id.in_(bindparam("slots", expanding=True)),
    ChildcarePlace.status.in_(PLACES_TAKEN),
)
_RIDES = (
    select(Ride.id, RideLesson.lesson_id, Ride.direction, Ride.vehicle_id, Ride.driver_id)
    .add_columns(Ride.starts, Ride.ends, Ride.locked)
    .join(RideLesson, RideLesson.ride_id == Ride.id)
    .where(
        RideLesson.lesson_id.in_(bindparam("lessons", expanding=True)),
        Ride.status == RideStatus.PLANNED.value,
        Ride.vehicle_id.is_not(None),
    )
    .order_by(Ride.id)
)
_HALTS = select(RideStop.ride_id, RideStop.stop_id, RideStop.at).where(
    RideStop.ride_id.in_(bindparam("rides", expanding=True))
)


def coming_slots(db: Db, lesson_ids: Collection[int]) -> list[ComingSlot]:
    """Return the childcare slots beside some lessons, one row for each lesson served."""
    return [ComingSlot(*row) for row in db.execute(_SLOTS, {"lessons": list(lesson_ids)})]


def places_taken(db: Db, slot_ids: Collection[int]) -> list[PlaceTaken]:
    """Return the children with a place in some slots."""
    return [PlaceTaken(*row) for row in db.execute(_PLACES, {"slots": list(slot_ids)})]


def places_given_up(db: Db, slot_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """Return (slot, child) to place id where a place was cancelled or excused."""
    columns = (ChildcarePlace.slot_id, ChildcarePlace.child_id, ChildcarePlace.id)
    query = select(*columns).where(
        ChildcarePlace.slot_id.in_(list(slot_ids)), ChildcarePlace.status.not_in(PLACES_TAKEN)
    )
    return {(slot, child): key for slot, child, key in db.execute(query)}


def coming_rides(db: Db, lesson_ids: Collection[int]) -> list[ComingRide]:
    """Return the planned rides with a vehicle to and from some lessons."""
    rows: list[Any] = list(db.execute(_RIDES, {"lessons": list(lesson_ids)}))
    zeros: dict[int, int] = {}
    stops: dict[int, set[int]] = defaultdict(set)
    halted = {"rides": sorted({row[0] for row in rows})}
    for ride, stop, at in db.execute(_HALTS, halted) if rows else ():
        if stop is None:
            zeros[ride] = at
        else:
            stops[ride].add(stop)
    found: list[Any] = [
        (*row, zeros[row[0]], frozenset(stops[row[0]])) for row in rows if row[0] in zeros
    ]
    return [ComingRide(*values) for values in found]


def seats_taken(db: Db, ride_ids: Collection[int], back: Collection[int] = ()) -> list[SeatTaken]:
    """Return who has a seat in some rides, in the order in which they got it.

    Seats given up count where their ids are in `back`.
    """
    query = (
        select(
            *(RideSeat.ride_id, RideSeat.person_id, RideSeat.enrolment_id, RideSeat.stop_id),
            *(RideSeat.kind, RideSeat.wheelchair, RideSeat.pram),
        )
        .where(
            RideSeat.ride_id.in_(list(ride_ids)),
            or_(RideSeat.result.in_(SEATS_RIDING), RideSeat.id.in_(list(back))),
        )
        .order_by(RideSeat.id)
    )
    return [SeatTaken(*row) for row in db.execute(query)]


def waiting_people(db: Db, course_id: int) -> list[WaitingPerson]:
    """Return the waiting list of a course in its order."""
    position = func.coalesce(Enrolment.waiting_position, Enrolment.id)
    columns = (Enrolment.id, Enrolment.person_id, position, Enrolment.asked_on)
    query = select(*columns).where(
        Enrolment.course_id == course_id, Enrolment.status == EnrolmentStatus.WAITING.value
    )
    return [WaitingPerson(*row) for row in db.execute(query.order_by(position, Enrolment.id))]


def freed_by(db: Db, enrolment_id: int, from_minute: int) -> tuple[list[int], list[int]]:
    """Return the ids of places and seats an enrolment has from a minute on, still untouched."""
    places = (
        select(ChildcarePlace.id)
        .join(ChildcareSlot, ChildcareSlot.id == ChildcarePlace.slot_id)
        .where(
            ChildcarePlace.enrolment_id == enrolment_id,
            ChildcareSlot.starts >= from_minute,
            ChildcarePlace.brought_at.is_(None),
        )
    )
    seats = (
        select(RideSeat.id)
        .join(Ride, Ride.id == RideSeat.ride_id)
        .where(
            RideSeat.enrolment_id == enrolment_id,
            Ride.starts >= from_minute,
            RideSeat.result == SeatResult.OPEN.value,
        )
    )
    return list(db.scalars(places)), list(db.scalars(seats))


def given_up_by(db: Db, enrolment_id: int, from_minute: int) -> list[int]:
    """Return the ids of seats of an enrolment given up beforehand, in rides from a minute on."""
    query = (
        select(RideSeat.id)
        .join(Ride, Ride.id == RideSeat.ride_id)
        .where(
            RideSeat.enrolment_id == enrolment_id,
            Ride.starts >= from_minute,
            RideSeat.result == SeatResult.CANCELLED_IN_TIME.value,
        )
    )
    return list(db.scalars(query))


def site_point(db: Db, course_id: int) -> Point | None:
    """Return where the course takes place, in microdegrees, or None."""
    query = select(Site.latitude, Site.longitude).join(Course, Course.site_id == Site.id)
    return point_of(db.execute(query.where(Course.id == course_id)).first())
