"""Rooms, their sites, and other bookings of them, as forms store them."""

from dataclasses import dataclass, replace

from kursplaner.basics import place_names
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, pair_id, severity_of
from kursplaner.domain.kinds import ConflictKind, RoomPurpose
from kursplaner.domain.rooms import Room, RoomBooking, RoomEquipment, Site
from kursplaner.planning.conflicts.finding import named
from kursplaner.store import records
from kursplaner.store.occupations import Claim, Overlap, overlaps
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import BOOKING, reoccupy

MOST_PEOPLE = 5000


@dataclass(frozen=True, slots=True)
class SiteForm:
    """A building; `id` is None for a new one."""

    name: str
    street: str = ""
    postcode: str = ""
    municipality: str = ""
    land: str = "SN"
    id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class RoomForm:
    """A room; `id` is None for a new one."""

    name: str
    site_id: int
    capacity: int = 0
    purpose: str = RoomPurpose.TEACHING.value
    accessible: bool = False
    beside_id: int | None = None
    equipment: frozenset[str] = frozenset()
    note: str = ""
    id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class BookingPlan:
    """Another use of a room in [starts, ends), with what stands against it."""

    room_id: int
    starts: int
    ends: int
    title: str
    conflicts: tuple[Conflict, ...] = ()


def store_site(db: Db, form: SiteForm) -> int:
    """Store a site and return its id; a new one lies in the middle of its place, if that is known.

    Raises:
        Refused: "name_missing", "overtaken".
    """
    values = {
        "name": _name(form.name),
        "street": form.street.strip(),
        "postcode": form.postcode.strip(),
        "municipality": form.municipality.strip(),
        "land": form.land,
    }
    if form.id is not None:
        return records.save(db, Site, form.id, form.version, **values).id
    found = place_names.called(form.municipality, form.land) if form.municipality else ()
    latitude, longitude = found[0].point if len(found) == 1 else (None, None)
    site = Site(**values, latitude=latitude, longitude=longitude)
    db.add(site)
    db.flush()
    return site.id


def store_room(db: Db, form: RoomForm) -> int:
    """Store a room with its equipment and return its id.

    Raises:
        Refused: "name_missing", "capacity_out_of_range", "overtaken".
    """
    if not 0 <= form.capacity <= MOST_PEOPLE:
        raise Refused("capacity_out_of_range", value=form.capacity, least=0, most=MOST_PEOPLE)
    values: dict[str, object] = {
        "name": _name(form.name),
        "site_id": form.site_id,
        "capacity": form.capacity,
        "purpose": form.purpose,
        "accessible": form.accessible,
        "beside_id": form.beside_id,
        "note": form.note.strip(),
    }
    if form.id is None:
        room = Room(**values)
        db.add(room)
        db.flush()
    else:
        room = records.save(db, Room, form.id, form.version, **values)
    _keep_equipment(db, room.id, form.equipment)
    return room.id


def _keep_equipment(db: Db, room_id: int, wanted: frozenset[str]) -> None:
    present = {
        equipment.kind: equipment for equipment in records.find(db, RoomEquipment, room_id=room_id)
    }
    for kind in sorted(present.keys() - wanted):
        db.delete(present[kind])
    db.add_all(
        [RoomEquipment(room_id=room_id, kind=kind) for kind in sorted(wanted - set(present))]
    )


def _name(text: str) -> str:
    bare = text.strip()
    if not bare:
        raise Refused("name_missing")
    return bare


def propose_booking(db: Db, room_id: int, starts: int, ends: int, title: str) -> BookingPlan:
    """Return a booking by somebody else with what the room is taken by; nothing is stored.

    Raises:
        Refused: "end_before_start", "title_missing".
    """
    if ends <= starts:
        raise Refused("end_before_start")
    if not title.strip():
        raise Refused("title_missing")
    plan = BookingPlan(room_id, starts, ends, title.strip())
    claim = Claim(room_id, starts, ends, BOOKING, 0)
    found = [_clash(overlap) for overlap in overlaps(db, [claim])]
    return replace(plan, conflicts=tuple(named(db, found)))


def _clash(overlap: Overlap) -> Conflict:
    kind = ConflictKind.ROOM
    other = f"{overlap.other_source}:{overlap.other_id}"
    subjects = (
        Subject("room", overlap.resource_id),
        Subject(overlap.other_source, overlap.other_id),
    )
    key = pair_id(kind, overlap.resource_id, "booking:0", other)
    day = day_of(overlap.starts)
    return Conflict(key, kind, severity_of(kind), day, overlap.starts, overlap.ends, subjects, {})


def apply_booking(db: Db, plan: BookingPlan) -> int:
    """Store the booking; it occupies the room.

    Raises:
        HardConflict: the room is taken by now.
    """
    again = propose_booking(db, plan.room_id, plan.starts, plan.ends, plan.title)
    if again.conflicts:
        raise HardConflict(again.conflicts)
    booking = RoomBooking(
        room_id=plan.room_id, starts=plan.starts, ends=plan.ends, title=plan.title
    )
    db.add(booking)
    db.flush()
    reoccupy(db, {BOOKING: [booking.id]})
    return booking.id


def cancel_booking(db: Db, booking_id: int) -> None:
    """Give the room back; the booking stays as cancelled.

    Raises:
        Refused: kind "not_found".
    """
    booking = records.by_id(db, RoomBooking, booking_id)
    booking.cancelled = True
    reoccupy(db, {BOOKING: [booking_id]})
