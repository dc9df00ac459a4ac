"""The dates on which somebody works: lessons, childcare, rides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import Course, Lesson, LessonPerson
from kursplaner.domain.kinds import LessonStatus, OccupationSource, RideStatus, SlotStatus
from kursplaner.domain.rides.rides import Ride, RideLesson, RideStop, Stop, Vehicle
from kursplaner.domain.rooms import Room, Site
from kursplaner.store.queries.lessons.lessons import batches
from kursplaner.store.queries.names import stop_name
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class WorkDate:
    """One date of a person who works; absolute minutes.

    Attributes:
        source: an OccupationSource: lesson, childcare or ride.
        title: of the course it serves, with its number; of a ride the vehicle is `room`.
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


def work_dates(db: Db, person_id: int) -> list[WorkDate]:
    """Return all dates on which a person works, cancelled ones too, in order of time."""
    found = [*_lessons(db, person_id), *_slots(db, person_id), *_rides(db, person_id)]
    return sorted(found, key=lambda work: (work.starts, work.source, work.id))


def _lessons(db: Db, person_id: int) -> list[WorkDate]:
    query = (
        select(
            Lesson.id,
            Lesson.starts,
            Lesson.ends,
            Course.title,
            Course.number,
            func.coalesce(Room.name, ""),
            func.coalesce(Site.name, ""),
            func.coalesce(Site.street, ""),
            Lesson.status == LessonStatus.CANCELLED,
            Lesson.version,
        )
        .join(LessonPerson, LessonPerson.lesson_id == Lesson.id)
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(Room, Room.id == Lesson.room_id)
        .outerjoin(Site, Site.id == Room.site_id)
        .where(LessonPerson.person_id == person_id)
    )
    return [WorkDate(OccupationSource.LESSON.value, *row) for row in db.execute(query)]


def _slots(db: Db, person_id: int) -> list[WorkDate]:
    query = (
        select(
            ChildcareSlot.id,
            func.coalesce(ChildcareSlotCarer.starts, ChildcareSlot.starts),
            func.coalesce(ChildcareSlotCarer.ends, ChildcareSlot.ends),
            func.min(Course.title),
            func.min(Course.number),
            func.coalesce(Room.name, ""),
            func.coalesce(Site.name, ""),
            func.coalesce(Site.street, ""),
            ChildcareSlot.status == SlotStatus.CANCELLED,
            ChildcareSlot.version,
        )
        .join(ChildcareSlotCarer, ChildcareSlotCarer.slot_id == ChildcareSlot.id)
        .join(ChildcareSlotLesson, ChildcareSlotLesson.slot_id == ChildcareSlot.id)
        .join(Lesson, Lesson.id == ChildcareSlotLesson.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(Room, Room.id == ChildcareSlot.room_id)
        .outerjoin(Site, Site.id == Room.site_id)
        .where(ChildcareSlotCarer.person_id == person_id)
        .group_by(ChildcareSlot.id)
    )
    return [WorkDate(OccupationSource.CHILDCARE.value, *row) for row in db.execute(query)]


def _rides(db: Db, person_id: int) -> list[WorkDate]:
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
        .where(Ride.driver_id == person_id)
        .group_by(Ride.id)
    )
    return [WorkDate(OccupationSource.RIDE.value, *row) for row in db.execute(query)]


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
