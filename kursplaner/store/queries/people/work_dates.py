"""The dates on which somebody works or a room is used: lessons, childcare, rides, bookings.

What is no longer theirs is told as cancelled, so that it also goes from calendars that know it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import Course, Lesson, LessonPerson
from kursplaner.domain.kinds import LessonStatus, OccupationSource, RideStatus, SlotStatus
from kursplaner.domain.rides.rides import Ride, RideLesson, RideStop, Stop, Vehicle
from kursplaner.domain.rooms import Room, RoomBooking, Site
from kursplaner.store.queries.lessons.lessons import batches
from kursplaner.store.queries.names import stop_name
from kursplaner.store.queries.people import former_uses
from kursplaner.store.queries.people.former_uses import FormerUse, Record
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class WorkDate:
    """One date of a person who works, or of a room; absolute minutes.

    Attributes:
        source: an OccupationSource: lesson, childcare, ride or booking.
        title: of the course it serves, with its number; of a ride the vehicle is `room`.
        version: rises with every change of it, and whenever it comes to somebody or goes.
        direction: of a ride, else empty.
    """

    source: str
    id: int
    starts: int
    ends: int
    title: str
    number: str
    room: str
    site: str
    street: str
    cancelled: bool
    version: int
    direction: str = ""


def work_dates(db: Db, person_id: int, since: int | None = None) -> list[WorkDate]:
    """Return all dates on which a person works, cancelled ones too, in order of time.

    What ends after `since` and is no longer hers (somebody else has it, its course was deleted or
    taken back) stands among them as cancelled.
    """
    lessons = select(LessonPerson.lesson_id).where(LessonPerson.person_id == person_id)
    slots = select(ChildcareSlotCarer.slot_id).where(ChildcareSlotCarer.person_id == person_id)
    rides = select(Ride.id).where(Ride.driver_id == person_id)
    found = [
        *_lessons(db, Lesson.id.in_(lessons)),
        *_slots(db, ChildcareSlot.id.in_(slots), person_id),
        *_rides(db, Ride.id.in_(rides)),
    ]
    return _with_former(db, found, since, person_id)


def room_dates(db: Db, room_id: int, since: int | None = None) -> list[WorkDate]:
    """Return all that uses a room, cancelled ones and what has left it too, in order of time."""
    found = [
        *_lessons(db, Lesson.room_id == room_id),
        *_slots(db, ChildcareSlot.room_id == room_id),
        *_bookings(db, RoomBooking.room_id == room_id),
    ]
    return _with_former(db, found, since, room_id)


def all_dates(db: Db, since: int | None = None) -> list[WorkDate]:
    """Return all lessons, childcare times, rides and bookings, with those that are gone."""
    found = [
        *_lessons(db, Lesson.id.is_not(None)),
        *_slots(db, ChildcareSlot.id.is_not(None)),
        *_rides(db, Ride.id.is_not(None)),
        *_bookings(db, RoomBooking.id.is_not(None)),
    ]
    return _with_former(db, found, since)


def dates_of(db: Db, source: str, ids: Sequence[int]) -> list[WorkDate]:
    """Return the dates of some lessons, slots, rides or bookings, by their ids."""
    return _READ[source](db, ids)


def _with_former(
    db: Db, found: Sequence[WorkDate], since: int | None, resource_id: int | None = None
) -> list[WorkDate]:
    uses = former_uses.uses(db, resource_id)
    known = {(date.source, date.id) for date in found}
    gone = {
        record: use
        for record, use in uses.items()
        if record not in known and (since is None or use.ends > since)
    }
    every = [*found, *_former(db, gone)]
    counted = [
        replace(date, version=date.version + use.place)
        if (use := uses.get((date.source, date.id))) is not None
        else date
        for date in every
    ]
    return sorted(counted, key=lambda work: (work.starts, work.source, work.id))


def _former(db: Db, gone: dict[Record, FormerUse]) -> list[WorkDate]:
    """Return what was theirs once, as cancelled, at the time they last had it."""
    ids: dict[str, list[int]] = defaultdict(list)
    for source, key in gone:
        ids[source].append(key)
    live: list[WorkDate] = []
    for source, read in _READ.items():
        for some in batches(ids[source]):
            live += read(db, some)
    rows = {(date.source, date.id): date for date in live}
    titles = former_uses.titles(db, gone.keys() - rows.keys())
    made = []
    for record, use in gone.items():
        title, number, version = titles.get(record, ("", "", 1))
        bare = WorkDate(*record, 0, 0, title, number, "", "", "", True, version)
        date = rows.get(record, bare)
        made.append(replace(date, starts=use.starts, ends=use.ends, cancelled=True))
    return made


def _lessons(db: Db, wanted: ColumnElement[bool]) -> list[WorkDate]:
    query = (
        select(
            Lesson.id,
            Lesson.starts,
            Lesson.ends,
            Course.title,
            Course.number,
            *_PLACE,
            Lesson.status == LessonStatus.CANCELLED,
            Lesson.version,
        )
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(Room, Room.id == Lesson.room_id)
        .outerjoin(Site, Site.id == Room.site_id)
        .where(wanted)
    )
    return _dates(db, OccupationSource.LESSON, query)


def _slots(db: Db, wanted: ColumnElement[bool], person_id: int | None = None) -> list[WorkDate]:
    """Return childcare times; for a carer who stays a part of one that part."""
    carer, slot = ChildcareSlotCarer, ChildcareSlot
    query = (
        select(
            slot.id,
            func.coalesce(func.min(carer.starts), slot.starts),
            func.coalesce(func.min(carer.ends), slot.ends),
            func.min(Course.title),
            func.min(Course.number),
            *_PLACE,
            slot.status == SlotStatus.CANCELLED,
            slot.version,
        )
        .outerjoin(carer, (carer.slot_id == slot.id) & (carer.person_id == (person_id or 0)))
        .join(ChildcareSlotLesson, ChildcareSlotLesson.slot_id == slot.id)
        .join(Lesson, Lesson.id == ChildcareSlotLesson.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(Room, Room.id == slot.room_id)
        .outerjoin(Site, Site.id == Room.site_id)
        .where(wanted)
        .group_by(slot.id)
    )
    return _dates(db, OccupationSource.CHILDCARE, query)


def _rides(db: Db, wanted: ColumnElement[bool]) -> list[WorkDate]:
    nothing: ColumnElement[str] = func.coalesce(None, "")
    query = (
        select(
            Ride.id,
            Ride.starts,
            Ride.ends,
            func.min(Course.title),
            func.min(Course.number),
            func.coalesce(Vehicle.name, ""),
            nothing,
            nothing,
            Ride.status == RideStatus.CANCELLED,
            Ride.version,
            Ride.direction,
        )
        .join(RideLesson, RideLesson.ride_id == Ride.id)
        .join(Lesson, Lesson.id == RideLesson.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(Vehicle, Vehicle.id == Ride.vehicle_id)
        .where(wanted)
        .group_by(Ride.id)
    )
    return _dates(db, OccupationSource.RIDE, query)


def _bookings(db: Db, wanted: ColumnElement[bool]) -> list[WorkDate]:
    booking = RoomBooking
    nothing: ColumnElement[str] = func.coalesce(None, "")
    query = (
        select(
            *(booking.id, booking.starts, booking.ends, booking.title, nothing),
            *_PLACE,
            *(booking.cancelled, booking.version),
        )
        .join(Room, Room.id == booking.room_id)
        .join(Site, Site.id == Room.site_id)
        .where(wanted)
    )
    return _dates(db, OccupationSource.BOOKING, query)


def _dates(db: Db, source: OccupationSource, query: Select[*tuple[Any, ...]]) -> list[WorkDate]:
    return [WorkDate(source.value, *row) for row in db.execute(query)]


_PLACE = (
    func.coalesce(Room.name, ""),
    func.coalesce(Site.name, ""),
    func.coalesce(Site.street, ""),
)
_READ: Mapping[str, Callable[[Db, Sequence[int]], list[WorkDate]]] = MappingProxyType(
    {
        OccupationSource.LESSON.value: lambda db, ids: _lessons(db, Lesson.id.in_(ids)),
        OccupationSource.CHILDCARE.value: lambda db, ids: _slots(db, ChildcareSlot.id.in_(ids)),
        OccupationSource.RIDE.value: lambda db, ids: _rides(db, Ride.id.in_(ids)),
        OccupationSource.BOOKING.value: lambda db, ids: _bookings(db, RoomBooking.id.in_(ids)),
    }
)


def halts_of(db: Db, ride_ids: Iterable[int]) -> dict[int, tuple[tuple[int, str], ...]]:
    """Return the halts of rides in order: absolute minute, and stop with place or site."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for some in batches(ride_ids):
        query = (
            select(RideStop.ride_id, RideStop.at, Stop.municipality, Stop.name, Site.name)
            .outerjoin(Stop, Stop.id == RideStop.stop_id)
            .outerjoin(Site, Site.id == RideStop.site_id)
            .where(RideStop.ride_id.in_(some))
            .order_by(RideStop.ride_id, RideStop.position)
        )
        for ride_id, at, place, stop, site in db.execute(query):
            found[ride_id].append((at, stop_name(stop or "", place or "") or site or ""))
    return {key: tuple(halts) for key, halts in found.items()}
