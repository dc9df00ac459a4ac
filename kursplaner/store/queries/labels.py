"""Titles and names of records, for those that show conflicts."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Select, bindparam, select

from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import ResourceKind
from kursplaner.domain.organisations import Organisation
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import Ride, RideLesson, Stop, Vehicle
from kursplaner.domain.rooms import Room, RoomBooking
from kursplaner.store.session import Db

BATCH = 900

_COURSE = Course.__table__
_LESSON = Lesson.__table__
_PERSON = Person.__table__
_ROOM = Room.__table__
_VEHICLE = Vehicle.__table__
_BOOKING = RoomBooking.__table__
_STOP = Stop.__table__
_GRANT = Grant.__table__
_ORGANISATION = Organisation.__table__
_SLOT = ChildcareSlot.__table__
_RIDE = Ride.__table__
_SLOT_LESSON = ChildcareSlotLesson.__table__
_RIDE_LESSON = RideLesson.__table__
_WANTED: Any = bindparam("wanted", expanding=True)


def _of_lessons_by(link: Any, key: Any) -> Select[Any]:  # noqa: ANN401 (core table and column)
    joined = link.join(_LESSON, link.c.lesson_id == _LESSON.c.id).join(_COURSE)
    return select(key, _COURSE.c.title).select_from(joined).where(key.in_(_WANTED))


_QUERIES: Mapping[str, Select[Any]] = {
    "course": select(_COURSE.c.id, _COURSE.c.title).where(_COURSE.c.id.in_(_WANTED)),
    "lesson": select(_LESSON.c.id, _COURSE.c.title)
    .select_from(_LESSON.join(_COURSE))
    .where(_LESSON.c.id.in_(_WANTED)),
    ResourceKind.PERSON.value: select(
        _PERSON.c.id, _PERSON.c.given_name, _PERSON.c.family_name
    ).where(_PERSON.c.id.in_(_WANTED)),
    ResourceKind.ROOM.value: select(_ROOM.c.id, _ROOM.c.name).where(_ROOM.c.id.in_(_WANTED)),
    ResourceKind.VEHICLE.value: select(_VEHICLE.c.id, _VEHICLE.c.name).where(
        _VEHICLE.c.id.in_(_WANTED)
    ),
    "booking": select(_BOOKING.c.id, _BOOKING.c.title).where(_BOOKING.c.id.in_(_WANTED)),
    "stop": select(_STOP.c.id, _STOP.c.name).where(_STOP.c.id.in_(_WANTED)),
    "grant": select(_GRANT.c.id, _GRANT.c.reference).where(_GRANT.c.id.in_(_WANTED)),
    "organisation": select(_ORGANISATION.c.id, _ORGANISATION.c.name).where(
        _ORGANISATION.c.id.in_(_WANTED)
    ),
    "childcare": _of_lessons_by(_SLOT_LESSON, _SLOT_LESSON.c.slot_id),
    "ride": _of_lessons_by(_RIDE_LESSON, _RIDE_LESSON.c.ride_id),
}


_BEGINS: Mapping[str, Select[Any]] = {
    "lesson": select(_LESSON.c.id, _LESSON.c.starts).where(_LESSON.c.id.in_(_WANTED)),
    "childcare": select(_SLOT.c.id, _SLOT.c.starts).where(_SLOT.c.id.in_(_WANTED)),
    "ride": select(_RIDE.c.id, _RIDE.c.starts).where(_RIDE.c.id.in_(_WANTED)),
    "booking": select(_BOOKING.c.id, _BOOKING.c.starts).where(_BOOKING.c.id.in_(_WANTED)),
}


def beginnings(db: Db, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """Return in which absolute minute each (noun, id) begins; what has no time is left out."""
    found: dict[tuple[str, int], int] = {}
    for noun, keys in _by_noun(wanted).items():
        for first in range(0, len(keys) if noun in _BEGINS else 0, BATCH):
            rows = db.execute(_BEGINS[noun], {"wanted": keys[first : first + BATCH]})
            found |= {(noun, key): starts for key, starts in rows}
    return found


def labels(db: Db, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Return the title or name of each (noun, id); slots and rides take their course's title."""
    found: dict[tuple[str, int], str] = {}
    for noun, keys in _by_noun(wanted).items():
        query = _QUERIES.get(noun)
        if query is not None:
            found.update(_labels_of(db, noun, query, keys))
    return found


def _by_noun(wanted: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, set[int]] = {}
    for noun, key in wanted:
        found.setdefault(noun, set()).add(key)
    return {noun: sorted(keys) for noun, keys in found.items()}


def _labels_of(
    db: Db, noun: str, query: Select[Any], keys: Collection[int]
) -> dict[tuple[str, int], str]:
    ordered = list(keys)
    found: dict[tuple[str, int], str] = {}
    for first in range(0, len(ordered), BATCH):
        for key, *words in db.execute(query, {"wanted": ordered[first : first + BATCH]}):
            found[noun, key] = " ".join(word for word in words if word)
    return found


def course_numbers(db: Db, lesson_ids: Collection[int]) -> list[str]:
    """Return the numbers of the courses of some lessons, each once, in order."""
    query = (
        select(_COURSE.c.number)
        .select_from(_LESSON.join(_COURSE))
        .where(_LESSON.c.id.in_(_WANTED))
        .distinct()
        .order_by(_COURSE.c.number)
    )
    return list(db.execute(query, {"wanted": list(lesson_ids)}).scalars()) if lesson_ids else []
