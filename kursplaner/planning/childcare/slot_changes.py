"""Changes of one childcare slot: another carer, another room, and a second slot beside it."""

from collections.abc import Collection

from kursplaner.basics.errors import Refused
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.kinds import SlotStatus
from kursplaner.domain.people import Person
from kursplaner.domain.rooms import Room
from kursplaner.planning.absences.effects import settle
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, reoccupy


def change_carer(db: Db, slot_id: int, comes: int | None, goes: int | None) -> None:
    """Let somebody work in a slot, in place of whoever goes and at the same hours.

    Raises:
        Refused: "not_found", "slot_cancelled", "carer_not_there".
        HardConflict: she is taken at that time.
    """
    slot = _planned(db, slot_id)
    there = {row.person_id: row for row in find(db, ChildcareSlotCarer, slot_id=slot_id)}
    leaving = there.get(goes) if goes is not None else None
    if goes is not None and leaving is None:
        raise Refused("carer_not_there", id=goes)
    if comes is not None and comes not in there:
        by_id(db, Person, comes)
        own = (leaving.starts, leaving.ends) if leaving else (None, None)
        db.add(ChildcareSlotCarer(slot_id=slot_id, person_id=comes, starts=own[0], ends=own[1]))
    if leaving is not None:
        for place in find(db, ChildcarePlace, slot_id=slot_id, carer_id=goes):
            place.carer_id = comes
        db.delete(leaving)
    slot.version += 1
    reoccupy(db, {CHILDCARE: [slot.id]})
    settle(db)


def change_room(db: Db, slot_id: int, room_id: int | None) -> None:
    """Hold a slot in another room (None: without one).

    Raises:
        Refused: "not_found", "slot_cancelled".
        HardConflict: the room is taken at that time.
    """
    slot = _planned(db, slot_id)
    if room_id is not None:
        by_id(db, Room, room_id)
    slot.room_id = room_id
    reoccupy(db, {CHILDCARE: [slot.id]})


def change_times(db: Db, slot_id: int, starts: int, ends: int) -> None:
    """Open or close a slot at other minutes; carers with times of their own keep them.

    Raises:
        Refused: "not_found", "slot_cancelled", "end_before_start".
        HardConflict: the room or a carer is taken then.
    """
    slot = _planned(db, slot_id)
    if ends <= starts:
        raise Refused("end_before_start", starts=starts, ends=ends)
    slot.starts, slot.ends = starts, ends
    reoccupy(db, {CHILDCARE: [slot.id]})


def split(db: Db, slot_id: int, room_id: int, carer_id: int, child_ids: Collection[int]) -> int:
    """Open a second slot at the same time for some of the children; returns its id.

    Raises:
        Refused: "not_found", "slot_cancelled", "child_not_there".
        HardConflict: room or carer is taken at that time.
    """
    slot = _planned(db, slot_id)
    by_id(db, Room, room_id)
    by_id(db, Person, carer_id)
    places = {row.child_id: row for row in find(db, ChildcarePlace, slot_id=slot_id)}
    for child in child_ids:
        if child not in places:
            raise Refused("child_not_there", id=child)
    second = ChildcareSlot(room_id=room_id, starts=slot.starts, ends=slot.ends)
    db.add(second)
    db.flush()
    for link in find(db, ChildcareSlotLesson, slot_id=slot_id):
        db.add(ChildcareSlotLesson(slot_id=second.id, lesson_id=link.lesson_id))
    db.add(ChildcareSlotCarer(slot_id=second.id, person_id=carer_id, starts=None, ends=None))
    for child in child_ids:
        places[child].slot_id, places[child].carer_id = second.id, carer_id
    slot.version += 1
    reoccupy(db, {CHILDCARE: [second.id]})
    return second.id


def _planned(db: Db, slot_id: int) -> ChildcareSlot:
    slot = by_id(db, ChildcareSlot, slot_id)
    if slot.status != SlotStatus.PLANNED.value:
        raise Refused("slot_cancelled", id=slot_id)
    return slot
