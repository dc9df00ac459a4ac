"""Stops of the shuttle, as forms store them; a point is typed or taken from a stop near by."""

import re
from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.rides.rides import Stop
from kursplaner.store.queries.rides.vehicles import stop_users
from kursplaner.store.records import by_id, save
from kursplaner.store.session import Db
from kursplaner.store.workspace import concerning

MICRO = 1_000_000
NUMBER = re.compile(r"-?\d{1,3}(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class StopForm:
    """A stop (microdegrees); `id` is None for a new one."""

    name: str
    municipality: str = ""
    latitude: int | None = None
    longitude: int | None = None
    note: str = ""
    id: int | None = None
    version: int = 0


def stop_form(db: Db, stop_id: int) -> StopForm:
    """Return a stop as its form shows it.

    Raises:
        Refused: "not_found".
    """
    stop = by_id(db, Stop, stop_id)
    point = (stop.latitude, stop.longitude)
    return StopForm(stop.name, stop.municipality, *point, stop.note, stop.id, stop.version)


def store_stop(db: Db, form: StopForm) -> int:
    """Store a stop and return its id.

    Raises:
        Refused: "name_missing", "point_unreadable", "overtaken".
    """
    if not form.name.strip():
        raise Refused("name_missing")
    values = {
        "name": form.name.strip(),
        "municipality": form.municipality.strip(),
        "latitude": form.latitude,
        "longitude": form.longitude,
        "note": form.note.strip(),
    }
    if form.id is not None:
        concerning(db, "stop", form.id)
        return save(db, Stop, form.id, form.version, **values).id
    stop = Stop(**values)
    db.add(stop)
    db.flush()
    concerning(db, "stop", stop.id)
    return stop.id


def end_stop(db: Db, stop_id: int, version: int) -> None:
    """Give a stop up from today on; past rides keep it.

    Raises:
        Refused: "not_found", "overtaken", "stop_still_wanted".
    """
    users = stop_users(db, stop_id)
    if users:
        raise Refused("stop_still_wanted", count=users)
    save(db, Stop, stop_id, version, ended_on=clock.today())


def parse_point(text: str) -> tuple[int, int] | None:
    """Read "50,4173 12,1664" or "50.4173, 12.1664" as microdegrees; empty: None.

    Raises:
        Refused: "point_unreadable".
    """
    if not text.strip():
        return None
    found = NUMBER.findall(text)
    if len(found) != 2:
        raise Refused("point_unreadable", text=text.strip())
    latitude, longitude = (float(part.replace(",", ".")) for part in found)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Refused("point_unreadable", text=text.strip())
    return round(latitude * MICRO), round(longitude * MICRO)


def point_text(latitude: int | None, longitude: int | None) -> str:
    """Return "50.41730, 12.16640", or nothing where the point is not known."""
    if latitude is None or longitude is None:
        return ""
    return f"{latitude / MICRO:.5f}, {longitude / MICRO:.5f}"
