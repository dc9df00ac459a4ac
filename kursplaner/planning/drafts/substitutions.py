"""One room, person or vehicle in place of another in many records at once."""

from collections.abc import Collection, Sequence

from kursplaner.basics.errors import Refused
from kursplaner.domain.base import Resource
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import OccupationSource, ResourceKind
from kursplaner.domain.rides.rides import Ride
from kursplaner.store.occupations import Claim, occupy, release
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db

LESSON = OccupationSource.LESSON.value
CHILDCARE = OccupationSource.CHILDCARE.value
RIDE = OccupationSource.RIDE.value
ROOM = ResourceKind.ROOM.value
VEHICLE = ResourceKind.VEHICLE.value


def substitute(db: Db, source: str, record_ids: Sequence[int], goes: int, comes: int) -> None:
    """Let `comes` take the place of `goes` in lessons, childcare slots or rides.

    Raises:
        Refused: "not_found", "not_used_there".
        HardConflict: `comes` is taken at one of these times.
    """
    kind = by_id(db, Resource, comes).kind
    if kind != by_id(db, Resource, goes).kind:
        raise Refused("not_found", noun=kind, id=goes)
    if source == LESSON:
        _lessons(db, record_ids, kind, goes, comes)
    elif source == CHILDCARE:
        _slots(db, record_ids, kind, goes, comes)
    else:
        _rides(db, record_ids, kind, goes, comes)


def _lessons(db: Db, ids: Sequence[int], kind: str, goes: int, comes: int) -> None:
    lessons = by_ids(db, Lesson, ids)
    people = find(db, LessonPerson, lesson_id=list(ids))
    for lesson in lessons.values():
        here = [row for row in people if row.lesson_id == lesson.id]
        if kind == ROOM:
            _check(lesson.room_id == goes, goes)
            lesson.room_id = comes
        else:
            _exchange(db, here, goes, comes)
        lesson.version += 1
    db.flush()
    release(db, LESSON, list(lessons))
    claims: list[Claim] = []
    people = find(db, LessonPerson, lesson_id=list(ids))
    for lesson in lessons.values():
        workers = [row.person_id for row in people if row.lesson_id == lesson.id]
        claims += _claims((lesson.room_id, *workers), lesson.starts, lesson.ends, LESSON, lesson.id)
    occupy(db, claims)


def _slots(db: Db, ids: Sequence[int], kind: str, goes: int, comes: int) -> None:
    slots = by_ids(db, ChildcareSlot, ids)
    carers = find(db, ChildcareSlotCarer, slot_id=list(ids))
    for slot in slots.values():
        here = [row for row in carers if row.slot_id == slot.id]
        if kind == ROOM:
            _check(slot.room_id == goes, goes)
            slot.room_id = comes
        else:
            _exchange(db, here, goes, comes)
        slot.version += 1
    if kind != ROOM:
        for place in find(db, ChildcarePlace, slot_id=list(ids), carer_id=goes):
            place.carer_id = comes
    db.flush()
    release(db, CHILDCARE, list(slots))
    claims: list[Claim] = []
    for row in find(db, ChildcareSlotCarer, slot_id=list(ids)):
        slot = slots[row.slot_id]
        span = (row.starts or slot.starts, row.ends or slot.ends)
        claims += _claims((row.person_id,), *span, CHILDCARE, slot.id)
    for slot in slots.values():
        claims += _claims((slot.room_id,), slot.starts, slot.ends, CHILDCARE, slot.id)
    occupy(db, claims)


def _rides(db: Db, ids: Sequence[int], kind: str, goes: int, comes: int) -> None:
    rides = by_ids(db, Ride, ids)
    claims: list[Claim] = []
    for ride in rides.values():
        if kind == VEHICLE:
            _check(ride.vehicle_id == goes, goes)
            ride.vehicle_id = comes
        else:
            _check(ride.driver_id == goes, goes)
            ride.driver_id = comes
        claims += _claims((ride.vehicle_id, ride.driver_id), ride.starts, ride.ends, RIDE, ride.id)
    db.flush()
    release(db, RIDE, list(rides))
    occupy(db, claims)


def _exchange(
    db: Db, here: Sequence[LessonPerson | ChildcareSlotCarer], goes: int, comes: int
) -> None:
    """Let somebody work in place of another; who is there already only sees the other go."""
    mine = [row for row in here if row.person_id == goes]
    _check(bool(mine), goes)
    if any(row.person_id == comes for row in here):
        db.delete(mine[0])
    else:
        mine[0].person_id = comes


def _check(there: bool, resource_id: int) -> None:  # noqa: FBT001 (what was just compared)
    if not there:
        raise Refused("not_used_there", id=resource_id)


def _claims(
    resources: Collection[int | None], starts: int, ends: int, source: str, key: int
) -> list[Claim]:
    return [
        Claim(resource, starts, ends, source, key) for resource in resources if resource is not None
    ]
