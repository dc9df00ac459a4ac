"""What is stored of lessons, childcare and rides, as plain values to compare before and after."""

from typing import NamedTuple

from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Lesson, LessonPattern, LessonPerson
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride, RideStop
from kursplaner.store.records import by_id, find
from tests.planning.small_town import SmallTown


class Held(NamedTuple):
    """A lesson: absolute minutes, what is taught, where, and by whom."""

    starts: int
    ends: int
    taught: int
    room: int | None
    people: tuple[int, ...]


def held(town: SmallTown, lesson_id: int) -> Held:
    """Return a lesson as it is stored."""
    with town.workspace.read() as db:
        row = by_id(db, Lesson, lesson_id)
        people = sorted(who.person_id for who in find(db, LessonPerson, lesson_id=lesson_id))
        span = (row.starts, row.ends)
        return Held(*span, row.teaching_minutes, row.room_id, tuple(people))


def all_held(town: SmallTown) -> list[Held]:
    """Return all lessons of the town's first course, in the order in which they were made."""
    return [held(town, key) for key in town.lessons]


def times_of_slot(town: SmallTown, slot_id: int) -> tuple[int, int]:
    """Return when a childcare slot begins and ends."""
    with town.workspace.read() as db:
        slot = by_id(db, ChildcareSlot, slot_id)
        return slot.starts, slot.ends


def own_times(town: SmallTown, slot_id: int) -> dict[int, tuple[int | None, int | None]]:
    """Return the own times of the carers of a slot."""
    with town.workspace.read() as db:
        rows = find(db, ChildcareSlotCarer, slot_id=slot_id)
        return {row.person_id: (row.starts, row.ends) for row in rows}


def times_of_ride(town: SmallTown, ride_id: int) -> tuple[int, int, list[int]]:
    """Return when a ride begins and ends, and when it halts."""
    with town.workspace.read() as db:
        ride = by_id(db, Ride, ride_id)
        halts = sorted(find(db, RideStop, ride_id=ride_id), key=lambda halt: halt.position)
        return ride.starts, ride.ends, [halt.at for halt in halts]


def occupied(town: SmallTown, source: str, key: int) -> set[tuple[int, int, int]]:
    """Return what a lesson, slot or ride occupies, as (resource, start, end)."""
    with town.workspace.read() as db:
        rows = find(db, Occupation, source=source, source_id=key)
        return {(row.resource_id, row.starts, row.ends) for row in rows if row.active}


def template(town: SmallTown) -> list[tuple[object, ...]]:
    """Return the weekly template as (weekday, start, end, pause, from, until), in order."""
    with town.workspace.read() as db:
        rows = find(db, LessonPattern, course_id=town.course)
        found = [
            (row.weekday, row.starts, row.ends, row.pause_minutes, row.valid_from, row.valid_until)
            for row in rows
        ]
    return sorted(found, key=str)
