"""Admission at the door: a child nobody registered comes into today's childcare by one line."""

from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import day_of, minute_at
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import MissingDetail, PlaceStatus, SlotStatus
from kursplaner.domain.kinds.counting import PLACES_IN_CARE
from kursplaner.domain.people import AuthorisedCollector, EmergencyContact, HealthNote, Person
from kursplaner.planning.conflicts.finding import judged
from kursplaner.planning.conflicts.limits import childcare_conflict
from kursplaner.planning.people.families import add_follow_up
from kursplaner.store.queries.conflicts.limits import (
    SlotChild,
    SlotTime,
    slot_carers,
    slot_children,
)
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.workspace import concerning

STILL_TO_ASK = (
    *(MissingDetail.FAMILY_NAME, MissingDetail.BIRTH_DATE),
    *(MissingDetail.GUARDIAN, MissingDetail.CONSENTS),
)
OLDEST_CHILD = 17


@dataclass(frozen=True, slots=True)
class DoorDraft:
    """What is asked at the door; `child_id` for a child that is known, without a place today."""

    first_name: str
    age: int | None = None
    allergies: str | None = None
    phone: str = ""
    collector: str = ""
    child_id: int | None = None


@dataclass(frozen=True, slots=True)
class DoorPlan:
    """Whether the child fits into the slot; `over` is the ratio conflict, or None."""

    slot_id: int
    draft: DoorDraft
    over: Conflict | None


def propose_admission(db: Db, slot_id: int, draft: DoorDraft) -> DoorPlan:
    """Return whether one more child keeps the ratio.

    Raises:
        Refused: "name_missing", "age_unlikely", "slot_cancelled", "already_there".
    """
    slot = by_id(db, ChildcareSlot, slot_id)
    if slot.status == SlotStatus.CANCELLED.value:
        raise Refused("slot_cancelled", id=slot_id)
    if draft.child_id is None and not draft.first_name.strip():
        raise Refused("name_missing")
    if draft.age is not None and not 0 <= draft.age <= OLDEST_CHILD:
        raise Refused("age_unlikely", age=draft.age)
    for place in find(db, ChildcarePlace, slot_id=slot_id, child_id=draft.child_id or 0):
        if place.status in PLACES_IN_CARE:
            raise Refused("already_there", id=draft.child_id)
    born = by_id(db, Person, draft.child_id).birth_date if draft.child_id else None
    born = born or born_about(draft.age, day_of(slot.starts))
    here = slot_children(db, [slot_id], counted=PLACES_IN_CARE).get(slot_id, [])
    there = [*here, SlotChild(slot_id, 0, born, "")]
    time = SlotTime(slot_id, slot.starts, slot.ends, slot.room_id)
    carers = slot_carers(db, [slot_id]).get(slot_id, [])
    over = childcare_conflict(time, there, carers, settings_of(db))
    found = judged(db, [over] if over is not None else [])
    return DoorPlan(slot_id, draft, found[0] if found else None)


def born_about(age: int | None, on: date) -> date | None:
    """Return an uncertain birth date for an age: 1 January of the likely year."""
    return None if age is None else date(on.year - age, 1, 1)


def admit(db: Db, plan: DoorPlan, over_limit_reason: str = "") -> int:
    """Take the child in: she is here from now on, or expected on a day to come.

    Returns the place's id.

    Raises:
        HardConflict: over the ratio without a reason; nothing is stored.
        Refused: as `propose_admission`.
    """
    fresh = propose_admission(db, plan.slot_id, plan.draft)
    if fresh.over is not None and fresh.over.hard and not over_limit_reason.strip():
        raise HardConflict([fresh.over])
    slot = by_id(db, ChildcareSlot, plan.slot_id)
    child = plan.draft.child_id or _new_child(db, plan.draft, day_of(slot.starts))
    concerning(db, "person", child)
    before = find(db, ChildcarePlace, slot_id=slot.id, child_id=child)
    place = before[0] if before else ChildcarePlace(slot_id=slot.id, child_id=child)
    expected = day_of(slot.starts) > clock.today()
    place.status = (PlaceStatus.PLANNED if expected else PlaceStatus.BROUGHT).value
    place.brought_at = None if expected else _brought_at(slot)
    place.brought_by = "" if expected else plan.draft.collector.strip()
    place.collected_at, place.collected_by = None, ""
    place.over_limit_reason = over_limit_reason.strip() if fresh.over is not None else ""
    db.add(place)
    db.flush()
    return place.id


def _brought_at(slot: ChildcareSlot) -> int:
    """Return now, or the beginning of a slot of an earlier day."""
    now = minute_at(clock.now())
    return now if day_of(slot.starts) == day_of(now) else slot.starts


def _new_child(db: Db, draft: DoorDraft, day: date) -> int:
    child = Person(
        family_name=draft.first_name.strip(),
        birth_date=born_about(draft.age, day),
        birth_uncertain=draft.age is not None,
        registered_on=clock.today(),
    )
    db.add(child)
    db.flush()
    if draft.allergies and draft.allergies.strip():
        db.add(HealthNote(person_id=child.id, allergies=draft.allergies.strip()))
    name, phone = draft.collector.strip(), draft.phone.strip()
    if name:
        db.add(AuthorisedCollector(child_id=child.id, name=name, phone=phone))
    if phone:
        contact = EmergencyContact(person_id=child.id, name=name or phone, phone=phone)
        db.add(contact)
    asked = {
        MissingDetail.ALLERGIES: draft.allergies is not None,
        MissingDetail.COLLECTOR: bool(name),
        MissingDetail.PHONE: bool(phone),
    }
    add_follow_up(db, child.id, (*STILL_TO_ASK, *(k for k, known in asked.items() if not known)))
    return child.id
