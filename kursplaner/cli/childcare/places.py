"""Which place of a child, or which slot of a day, a command means."""

from dataclasses import dataclass
from datetime import date, datetime

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_at, minute_of
from kursplaner.domain.kinds import PlaceStatus
from kursplaner.store.queries.childcare import SlotChild, SlotRow, childcare_day
from kursplaner.store.session import Db

LAST_MINUTE = 1439


@dataclass(frozen=True, slots=True)
class Place:
    """A child's place with its slot."""

    slot: SlotRow
    child: SlotChild

    def minute(self, at: int | None, *, ends: bool = False) -> int:
        """Return the absolute minute meant: as given, now, or where a slot of another day ends."""
        return minute_meant(self.slot, at, ends=ends)


def minute_meant(slot: SlotRow, at: int | None, *, ends: bool = False) -> int:
    """Return the absolute minute of a time of the slot's day; None: now, else its beginning."""
    day = date_of(slot)
    if at is not None:
        return minute_of(day, at)
    if day == clock.today():
        return minute_at(datetime.combine(day, clock.now().time()))
    return min(slot.ends, minute_of(day, LAST_MINUTE)) if ends else slot.starts


def date_of(slot: SlotRow) -> date:
    """Return the day of a slot."""
    return day_of(slot.starts)


def place_of(db: Db, child_id: int, day: date | None, at: int | None = None) -> Place:
    """Return the place of a child on a day: of several the one of that time, else the next.

    Raises:
        Refused: "child_without_place" (id, day).
    """
    on = day or clock.today()
    found = [
        Place(slot, child)
        for slot in childcare_day(db, on)
        for child in slot.children
        if child.child_id == child_id
    ]
    if not found:
        raise Refused("child_without_place", id=child_id, day=on)
    minute = minute_of(on, at) if at is not None else minute_at(clock.now())
    here = [place for place in found if place.child.status == PlaceStatus.BROUGHT]
    coming = [place for place in found if minute < place.slot.ends]
    return (here or coming or found[-1:])[0]


def slot_of(db: Db, day: date | None, slot_id: int | None) -> SlotRow:
    """Return a slot by its number, else the one that runs or is next, else the last of the day.

    Raises:
        Refused: "not_found", "no_childcare" (day).
    """
    on = day or clock.today()
    found = childcare_day(db, on)
    if slot_id is not None:
        wanted = next((slot for slot in found if slot.id == slot_id), None)
        if wanted is None:
            raise Refused("not_found", noun="childcare_slot", id=slot_id)
        return wanted
    if not found:
        raise Refused("no_childcare", day=on)
    now = minute_at(clock.now())
    return next((slot for slot in found if now < slot.ends), found[-1])
