"""Rooms, their sites, and what uses them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.people import Closure
from kursplaner.domain.rooms import Room, RoomBooking, RoomEquipment, Site
from kursplaner.store.occupations import busy
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One room with its site and what it offers."""

    id: int
    version: int
    name: str
    site_id: int
    site: str
    street: str
    municipality: str
    land: str
    capacity: int
    purpose: str
    accessible: bool
    beside_id: int | None
    equipment: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class RoomUse:
    """A stretch in which a room is taken, closed or booked by others (absolute minutes)."""

    room_id: int
    starts: int
    ends: int
    source: str
    source_id: int
    title: str
    note: str = ""


def room_rows(db: Db, *, ended: bool = False) -> list[RoomRow]:
    """Return the rooms by site and name."""
    query = select(Room, Site).join(Site, Site.id == Room.site_id)
    if not ended:
        query = query.where(Room.ended_on.is_(None))
    equipment: dict[int, list[str]] = {}
    for room_id, kind in db.execute(select(RoomEquipment.room_id, RoomEquipment.kind)):
        equipment.setdefault(room_id, []).append(kind)
    rows = db.execute(query.order_by(Site.name, Room.name)).all()
    return [_row(room, site, tuple(equipment.get(room.id, ()))) for room, site in rows]


def _row(room: Room, site: Site, equipment: tuple[str, ...]) -> RoomRow:
    return RoomRow(
        room.id,
        room.version,
        room.name,
        site.id,
        site.name,
        site.street,
        site.municipality,
        site.land,
        room.capacity,
        room.purpose,
        room.accessible,
        room.beside_id,
        equipment,
        room.note,
    )


def room_uses(db: Db, first: date, last: date, room_id: int | None = None) -> list[RoomUse]:
    """Return what takes rooms from `first` to `last`: lessons, childcare, bookings, closures."""
    span = Span(minute_of(first), minute_of(last, 1440))
    ids = [room_id] if room_id is not None else list(db.scalars(select(Room.id)))
    found = [
        RoomUse(use.resource_id, use.starts, use.ends, use.source, use.source_id, "")
        for use in busy(db, ids, span)
    ]
    closure = (Closure.resource_id, Closure.starts, Closure.ends, Closure.id, Closure.reason)
    closures = select(*closure, Closure.note)
    closed = closures.where(
        Closure.resource_id.in_(ids), Closure.starts < span.ends, Closure.ends > span.starts
    )
    found += [RoomUse(*row[:3], "closure", row[3], row[4], row[5]) for row in db.execute(closed)]
    return [_titled(db, use) for use in sorted(found, key=lambda use: (use.room_id, use.starts))]


def _titled(db: Db, use: RoomUse) -> RoomUse:
    if use.source != "booking":
        return use
    booking = db.get(RoomBooking, use.source_id)
    title, note = (booking.title, booking.note) if booking else ("", "")
    return RoomUse(use.room_id, use.starts, use.ends, use.source, use.source_id, title, note)
