"""One room, person or vehicle in place of another in many records at once."""

from collections.abc import Sequence

from kursplaner.basics.errors import Refused
from kursplaner.domain.base import Resource
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.kinds import ResourceKind
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.lessons.changing import store_at_once
from kursplaner.planning.lessons.exchanging import ExchangeWish
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE, reoccupy

ROOM = ResourceKind.ROOM.value
VEHICLE = ResourceKind.VEHICLE.value


def substitute(
    db: Db, source: str, record_ids: Sequence[int], goes: int, comes: int | None
) -> None:
    """Let `comes` (None: nobody) take the place of `goes` in lessons, childcare slots or rides.

    Raises:
        Refused: "not_found", "not_used_there", or as `ExchangeWish` for lessons.
        HardConflict: `comes` is taken at one of these times.
    """
    kind = by_id(db, Resource, goes).kind
    if comes is not None and by_id(db, Resource, comes).kind != kind:
        raise Refused("not_found", noun=kind, id=goes)
    if source == LESSON:
        store_at_once(db, ExchangeWish(tuple(record_ids), goes, comes))
    elif source == CHILDCARE:
        _slots(db, record_ids, kind, goes, comes)
    else:
        _rides(db, record_ids, kind, goes, comes)


def _slots(db: Db, ids: Sequence[int], kind: str, goes: int, comes: int | None) -> None:
    carers = find(db, ChildcareSlotCarer, slot_id=list(ids))
    for slot in by_ids(db, ChildcareSlot, ids).values():
        if kind == ROOM:
            _check(slot.room_id == goes, goes)
            slot.room_id = comes
        else:
            _exchange(db, [row for row in carers if row.slot_id == slot.id], goes, comes)
        slot.version += 1
    if kind != ROOM:
        for place in find(db, ChildcarePlace, slot_id=list(ids), carer_id=goes):
            place.carer_id = comes
    reoccupy(db, {CHILDCARE: ids})


def _rides(db: Db, ids: Sequence[int], kind: str, goes: int, comes: int | None) -> None:
    for ride in by_ids(db, Ride, ids).values():
        if kind == VEHICLE:
            _check(ride.vehicle_id == goes, goes)
            ride.vehicle_id = comes
        else:
            _check(ride.driver_id == goes, goes)
            ride.driver_id = comes
    reoccupy(db, {RIDE: ids})


def _exchange(db: Db, here: Sequence[ChildcareSlotCarer], goes: int, comes: int | None) -> None:
    """Let somebody work in place of another; who is there already only sees the other go."""
    mine = [row for row in here if row.person_id == goes]
    _check(bool(mine), goes)
    if comes is None or any(row.person_id == comes for row in here):
        db.delete(mine[0])
    else:
        mine[0].person_id = comes


def _check(there: bool, resource_id: int) -> None:  # noqa: FBT001 (what was just compared)
    if not there:
        raise Refused("not_used_there", id=resource_id)
