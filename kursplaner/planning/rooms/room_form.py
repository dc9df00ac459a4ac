"""Rooms and their sites, as forms store them."""

from dataclasses import dataclass

from kursplaner.basics import clock, place_names
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import LAST_DAY, Span, day_of, minute_at, minute_of
from kursplaner.domain.kinds import RoomPurpose
from kursplaner.domain.rooms import Room, RoomEquipment, Site
from kursplaner.store import records
from kursplaner.store.occupations import busy
from kursplaner.store.session import Db

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


def room_form(db: Db, room_id: int) -> RoomForm:
    """Return a room as its form shows it.

    Raises:
        Refused: "not_found".
    """
    room = records.by_id(db, Room, room_id)
    equipment = {row.kind for row in records.find(db, RoomEquipment, room_id=room_id)}
    return RoomForm(
        name=room.name,
        site_id=room.site_id,
        capacity=room.capacity,
        purpose=room.purpose,
        accessible=room.accessible,
        beside_id=room.beside_id,
        equipment=frozenset(equipment),
        note=room.note,
        id=room.id,
        version=room.version,
    )


def end_room(db: Db, room_id: int, version: int) -> None:
    """Give a room up from today on; what was in it keeps it.

    Raises:
        Refused: "not_found", "overtaken"; "room_still_planned" where something is still to come.
    """
    now = minute_at(clock.now())
    coming = busy(db, [room_id], Span(now, minute_of(LAST_DAY)))
    if coming:
        last = day_of(max(use.starts for use in coming))
        raise Refused("room_still_planned", count=len(coming), day=last)
    records.save(db, Room, room_id, version, ended_on=clock.today())


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
