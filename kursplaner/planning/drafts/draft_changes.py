"""One change of the plan as plain data: offered as a fix, kept in a draft, made by a timetable."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.kinds import CancelReason
from kursplaner.planning.childcare import slot_changes
from kursplaner.planning.drafts.substitutions import substitute
from kursplaner.planning.lessons import cancelling
from kursplaner.planning.lessons.changing import store_at_once
from kursplaner.planning.lessons.moving_together import LessonMove, RearrangeWish
from kursplaner.planning.rides import other_vehicle
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class Rearrange:
    """Lessons move together, each to its place; one lesson with a new room or teacher, too."""

    moves: tuple[LessonMove, ...]


@dataclass(frozen=True, slots=True)
class CancelLessons:
    """Lessons of one course are cancelled, on request made up at the end; `reason` as stored."""

    lesson_ids: tuple[int, ...]
    reason: str
    make_up: bool = False


@dataclass(frozen=True, slots=True)
class ChangeCarer:
    """Another carer in a childcare slot: `goes` None adds one, `comes` None takes one out."""

    slot_id: int
    comes: int | None
    goes: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeSlotRoom:
    """Another room for a childcare slot."""

    slot_id: int
    room_id: int | None


@dataclass(frozen=True, slots=True)
class ChangeSlotTimes:
    """A childcare slot opens or closes at other minutes."""

    slot_id: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class SplitSlot:
    """Some children go to a second childcare slot at the same time, with its own room and carer."""

    slot_id: int
    room_id: int
    carer_id: int
    child_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangeRide:
    """Another vehicle or driver for a ride."""

    ride_id: int
    vehicle_id: int | None
    driver_id: int | None


@dataclass(frozen=True, slots=True)
class Substitute:
    """One room, person or vehicle (None: nobody) in place of another in several records."""

    source: str
    record_ids: tuple[int, ...]
    goes: int
    comes: int | None


DraftChange = (
    Rearrange
    | CancelLessons
    | ChangeCarer
    | ChangeSlotRoom
    | ChangeSlotTimes
    | SplitSlot
    | ChangeRide
    | Substitute
)
_KINDS: dict[str, type[DraftChange]] = {
    "rearrange": Rearrange,
    "cancel": CancelLessons,
    "carer": ChangeCarer,
    "slot_room": ChangeSlotRoom,
    "slot_times": ChangeSlotTimes,
    "split_slot": SplitSlot,
    "ride": ChangeRide,
    "substitute": Substitute,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def run(db: Db, change: DraftChange) -> None:
    """Make one change, checked.

    Raises:
        Refused, HardConflict: the change cannot be made as things stand.
    """
    match change:
        case Rearrange(moves):
            store_at_once(db, RearrangeWish(moves))
        case CancelLessons(lesson_ids, reason, make_up):
            why = CancelReason(reason)
            cancelling.cancel(db, lesson_ids, why, make_up=make_up)
        case ChangeCarer(slot_id, comes, goes):
            slot_changes.change_carer(db, slot_id, comes, goes)
        case ChangeSlotRoom(slot_id, room_id):
            slot_changes.change_room(db, slot_id, room_id)
        case ChangeSlotTimes(slot_id, starts, ends):
            slot_changes.change_times(db, slot_id, starts, ends)
        case SplitSlot(slot_id, room_id, carer_id, child_ids):
            slot_changes.split(db, slot_id, room_id, carer_id, child_ids)
        case ChangeRide(ride_id, vehicle_id, driver_id):
            swap = other_vehicle.propose(db, ride_id, vehicle_id, driver_id)
            if swap.blocked:
                raise HardConflict(["occupied"])
            other_vehicle.apply(db, swap)
        case Substitute(source, record_ids, gone, come):
            substitute(db, source, record_ids, gone, come)


def written(change: DraftChange) -> tuple[str, str]:
    """Return kind and content (JSON) of a change, as a draft keeps them."""
    return _NAMES[type(change)], json.dumps(asdict(change), separators=(",", ":"))


_PEOPLE = frozenset({"comes", "goes", "carer_id", "driver_id", "child_ids"})


def renamed(change: DraftChange, gone: int, kept: int) -> DraftChange:
    """Return a change in which a person, room or vehicle is known by another number."""

    def renamed_in(values: dict[str, Any]) -> dict[str, Any]:
        for name in _PEOPLE & values.keys():
            value = values[name]
            if isinstance(value, list | tuple):
                once = dict.fromkeys(kept if key == gone else key for key in value)
                values[name] = tuple(once)
            elif value == gone:
                values[name] = kept
        return values

    kind, values = _NAMES[type(change)], renamed_in(asdict(change))
    values["moves"] = [renamed_in(move) for move in values["moves"]] if "moves" in values else []
    if not isinstance(change, Rearrange):
        del values["moves"]
    return read(kind, json.dumps(values))


def read(kind: str, content: str) -> DraftChange:
    """Return the change that was written.

    Raises:
        Refused: "step_unreadable" when it is none.
    """
    try:
        values: dict[str, Any] = json.loads(content)
        if kind == "rearrange":
            return Rearrange(tuple(LessonMove(**move) for move in values["moves"]))
        plain = {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}
        make: Callable[..., DraftChange] = _KINDS[kind]
        return make(**plain)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused("step_unreadable", step=kind) from error
