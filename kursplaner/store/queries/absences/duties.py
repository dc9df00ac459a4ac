"""Who is on duty in lessons, childcare and rides, and what was called off with a lesson."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.rides.rides import Ride, RideLesson
from kursplaner.store.queries.absences.absences import RIDE_OFF, Record
from kursplaner.store.session import Db

SLOT: Any = (
    ChildcareSlot.id,
    ChildcareSlot.starts,
    ChildcareSlot.ends,
    ChildcareSlot.cancel_reason,
)
RIDE: Any = (Ride.id, Ride.starts, Ride.ends, RIDE_OFF)


def at_work(db: Db, records: Collection[tuple[str, int]]) -> list[tuple[str, int, int]]:
    """Return who works in some lessons, slots and rides, as (source, id, person)."""
    wanted: dict[str, list[int]] = {"lesson": [], "childcare": [], "ride": []}
    for source, key in records:
        wanted[source].append(key)
    teach, care = LessonPerson, ChildcareSlotCarer
    queries: dict[str, Any] = {
        "lesson": select(teach.lesson_id, teach.person_id).where(
            teach.lesson_id.in_(wanted["lesson"])
        ),
        "childcare": select(care.slot_id, care.person_id).where(
            care.slot_id.in_(wanted["childcare"])
        ),
        "ride": select(Ride.id, Ride.driver_id).where(
            Ride.id.in_(wanted["ride"]), Ride.driver_id.is_not(None)
        ),
    }
    return [
        (source, key, person)
        for source, query in queries.items()
        for key, person in db.execute(query)
    ]


def called_off_with(db: Db, lesson_ids: Collection[int]) -> list[tuple[int, Record]]:
    """Return the cancelled childcare slots and rides that serve some lessons, with the lesson."""
    keys = list(lesson_ids)
    slots = (
        select(ChildcareSlotLesson.lesson_id, *SLOT)
        .join(ChildcareSlot, ChildcareSlot.id == ChildcareSlotLesson.slot_id)
        .where(ChildcareSlotLesson.lesson_id.in_(keys), ChildcareSlot.cancel_reason.is_not(None))
    )
    rides = (
        select(RideLesson.lesson_id, *RIDE)
        .join(Ride, Ride.id == RideLesson.ride_id)
        .where(RideLesson.lesson_id.in_(keys), RIDE_OFF.is_not(None))
    )
    return [
        (row[0], Record(source, *row[1:]))
        for source, query in (("childcare", slots), ("ride", rides))
        for row in db.execute(query)
    ]
