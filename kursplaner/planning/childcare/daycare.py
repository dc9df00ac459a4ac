"""The day at the childcare: bringing, collecting, assigning, excusing; one act a child."""

from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import name_words
from kursplaner.basics.spans import day_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.kinds import PlaceStatus
from kursplaner.planning.childcare.child_sharing import Sharing, shared
from kursplaner.store.queries.childcare import childcare_slot
from kursplaner.store.queries.conflicts.never_together import never_together
from kursplaner.store.queries.people.child_cards import CollectorCard, collector_cards
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


def bring(db: Db, place_id: int, at: int, by: str = "") -> None:
    """Note that a child was brought (absolute minute); a child that left may come back.

    Raises:
        Refused: "not_found", "day_differs", "child_is_here", "day_to_come".
    """
    place, slot = _place(db, place_id)
    _same_day(slot, at)
    _not_to_come(slot)
    if place.status == PlaceStatus.BROUGHT.value:
        raise Refused("child_is_here")
    if place.status == PlaceStatus.EXCUSED.value:
        place.remark = ""
    place.status = PlaceStatus.BROUGHT.value
    place.brought_at = at
    place.brought_by = by.strip()
    place.collected_at = None
    place.collected_by = ""


def correct_bringing(db: Db, place_id: int, at: int, by: str) -> None:
    """Note another time, or who brought the child, after it was noted.

    Raises:
        Refused: "not_found", "day_differs", "not_brought", "collected_before_brought".
    """
    place, slot = _place(db, place_id)
    _same_day(slot, at)
    if place.brought_at is None:
        raise Refused("not_brought")
    if place.collected_at is not None and place.collected_at < at:
        raise Refused("collected_before_brought")
    place.brought_at = at
    place.brought_by = by.strip()


def collect(db: Db, place_id: int, at: int, by: str, reason: str = "") -> None:
    """Note that a child was collected; this works however full the group is.

    Somebody who must not collect, or whom nobody named, needs a reason; it stays as a remark.

    Raises:
        Refused: "not_found", "day_differs", "collector_missing", "collector_forbidden",
            "collector_unknown", "collected_before_brought", "child_is_gone", "day_to_come".
    """
    place, slot = _place(db, place_id)
    _same_day(slot, at)
    _not_to_come(slot)
    if place.status == PlaceStatus.COLLECTED.value:
        raise Refused("child_is_gone")
    name = by.strip()
    if not name:
        raise Refused("collector_missing")
    if place.brought_at is not None and at < place.brought_at:
        raise Refused("collected_before_brought")
    word = objection(collector_cards(db, place.child_id, day_of(slot.starts)), name)
    if word and not reason.strip():
        raise Refused(word, name=name)
    place.status = PlaceStatus.COLLECTED.value
    place.collected_at = at
    place.collected_by = name
    if word:
        place.remark = reason.strip()


def objection(cards: tuple[CollectorCard, ...], name: str) -> str:
    """Return why somebody may not simply collect: "collector_forbidden", "collector_unknown"."""
    same = [card for card in cards if name_words(card.name) == name_words(name)]
    if any(card.forbidden for card in same):
        return "collector_forbidden"
    return "" if any(card.allowed for card in same) else "collector_unknown"


def excuse(db: Db, place_id: int, reason: str) -> None:
    """Note that a child does not come today; its place is free for another.

    Raises:
        Refused: "not_found", "reason_missing", "child_is_here", "child_is_gone".
    """
    place, _ = _place(db, place_id)
    if not reason.strip():
        raise Refused("reason_missing")
    if place.status == PlaceStatus.BROUGHT.value:
        raise Refused("child_is_here")
    if place.status == PlaceStatus.COLLECTED.value:
        raise Refused("child_is_gone")
    place.status = PlaceStatus.EXCUSED.value
    place.remark = reason.strip()


def expect(db: Db, place_id: int) -> None:
    """Note that an excused child comes after all.

    Raises:
        Refused: "not_found", "child_is_here", "child_is_gone".
    """
    place, _ = _place(db, place_id)
    if place.status == PlaceStatus.BROUGHT.value:
        raise Refused("child_is_here")
    if place.status == PlaceStatus.COLLECTED.value:
        raise Refused("child_is_gone")
    place.status = PlaceStatus.PLANNED.value
    place.remark = ""


def assign(db: Db, place_id: int, carer_id: int | None) -> None:
    """Give a child to a carer of its slot, or to none.

    Raises:
        Refused: "not_found", "carer_not_here".
    """
    place, slot = _place(db, place_id)
    here = find(db, ChildcareSlotCarer, slot_id=slot.id)
    if carer_id is not None and all(carer.person_id != carer_id for carer in here):
        raise Refused("carer_not_here")
    place.carer_id = carer_id


def sharing(db: Db, slot_id: int) -> Sharing:
    """Return to whom the children of a slot without a carer would go."""
    slot = childcare_slot(db, slot_id)
    return shared(slot, settings_of(db), never_together(db)) if slot else Sharing()


def spread(db: Db, slot_id: int) -> Sharing:
    """Give the children without a carer to those of the slot, as far as the ratio allows.

    Raises:
        Refused: "not_found", "carer_not_here" where the slot has no carer.
    """
    by_id(db, ChildcareSlot, slot_id)
    if not find(db, ChildcareSlotCarer, slot_id=slot_id):
        raise Refused("carer_not_here")
    found = sharing(db, slot_id)
    for key, place in by_ids(db, ChildcarePlace, found.carers).items():
        place.carer_id = found.carers[key]
    return found


def _place(db: Db, place_id: int) -> tuple[ChildcarePlace, ChildcareSlot]:
    place = by_id(db, ChildcarePlace, place_id)
    return place, by_id(db, ChildcareSlot, place.slot_id)


def _same_day(slot: ChildcareSlot, at: int) -> None:
    day: date = day_of(slot.starts)
    if day_of(at) != day:
        raise Refused("day_differs", day=day)


def _not_to_come(slot: ChildcareSlot) -> None:
    day = day_of(slot.starts)
    if day > clock.today():
        raise Refused("day_to_come", day=day)
