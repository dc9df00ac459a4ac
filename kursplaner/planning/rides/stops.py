"""Stops of the shuttle, as forms store them; a point comes with the name of the place.

Only where the offline list does not know the place, latitude and longitude are typed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kursplaner.basics import clock, place_names
from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.basics.place_names import NamedPlace
from kursplaner.basics.places import Point, point_of
from kursplaner.domain.rides.rides import Stop
from kursplaner.domain.rooms import Site
from kursplaner.store.queries.rides.vehicles import stop_users
from kursplaner.store.records import by_id, find, save
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.workspace import concerning

MICRO = 1_000_000
CLEARLY_NEARER = 2
"""Of two places with one name the nearer is meant if the other is at least so often as far."""
NUMBER = re.compile(r"-?\d{1,3}(?:[.,]\d+)?")
MAP_ADDRESS = re.compile(r"(?:https?:|geo:|www\.)\S+", re.IGNORECASE)
_DEGREE = r"(-?\d{1,3}\.\d+)"
_IN_ADDRESS = tuple(
    re.compile(pattern.replace("#", _DEGREE))
    for pattern in (
        "!3d#!4d#",
        "mlat=#&mlon=#",
        "[?&](?:q|ll|query|destination)=#(?:,|%2C)#",
        "^geo:#,#",
        "@#,#",
        "map=[0-9.]+/#/#",
    )
)
"""Where the addresses of maps keep a point, the marked one before the middle of the map."""


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
        Refused: "name_missing", "stop_taken" where another of that name is in that place,
            "overtaken".
    """
    if not form.name.strip():
        raise Refused("name_missing")
    meant = _called(form.municipality, form.name)
    for stop in find(db, Stop, ended_on=None):
        if stop.id != form.id and _called(stop.municipality, stop.name) == meant:
            raise Refused("stop_taken", name=stop.name)
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


def _called(municipality: str, name: str) -> tuple[str, str]:
    return fold(municipality.strip()), fold(name.strip())


def end_stop(db: Db, stop_id: int, version: int) -> None:
    """Give a stop up from today on; past rides keep it.

    Raises:
        Refused: "not_found", "overtaken", "stop_still_wanted".
    """
    users = stop_users(db, stop_id)
    if users:
        raise Refused("stop_still_wanted", count=users)
    save(db, Stop, stop_id, version, ended_on=clock.today())


def middle_of_town(db: Db) -> Point | None:
    """Return where the town lies: its first house, else its first stop, else by its name."""
    sites, stops = find(db, Site, ended_on=None), find(db, Stop, ended_on=None)
    points = [*map(point_of, sites), *map(point_of, stops)]
    located = next((point for point in points if point is not None), None)
    if located is not None:
        return located
    settings = settings_of(db)
    found = place_names.called(settings.text("town.name"), settings.text("calendar.land"))
    return found[0].point if len(found) == 1 else None


def place_called(db: Db, text: str) -> NamedPlace:
    """Return the place of a name; of several the one that is clearly nearest to the town.

    Raises:
        Refused: "place_unknown", "place_ambiguous" with their number.
    """
    found = place_names.called(text)
    near = middle_of_town(db)
    if near is not None:
        found = tuple(sorted(found, key=lambda place: place.metres_from(near) or 0))
    if not found:
        raise Refused("place_unknown", name=text.strip())
    ways = [place.metres_from(near) for place in found]
    if len(found) == 1 or (
        ways[0] is not None and (ways[1] or 0) >= CLEARLY_NEARER * max(1, ways[0])
    ):
        return found[0]
    raise Refused("place_ambiguous", name=text.strip(), count=len(found))


def parse_point(text: str) -> tuple[int, int] | None:
    """Read "50,4173 12,1664" or "50.4173, 12.1664" as microdegrees; empty: None.

    The address of a map (OpenStreetMap, Google, geo:) is read as the point it names.

    Raises:
        Refused: "point_unreadable".
    """
    if not text.strip():
        return None
    found = _numbers(text.strip())
    if len(found) != 2:
        raise Refused("point_unreadable", text=text.strip())
    latitude, longitude = (float(part.replace(",", ".")) for part in found)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Refused("point_unreadable", text=text.strip())
    return round(latitude * MICRO), round(longitude * MICRO)


def _numbers(text: str) -> Sequence[str]:
    if not MAP_ADDRESS.fullmatch(text):
        return NUMBER.findall(text)
    hits = (pattern.search(text) for pattern in _IN_ADDRESS)
    return next((hit.groups() for hit in hits if hit), ())


def point_text(latitude: int | None, longitude: int | None) -> str:
    """Return "50.41730, 12.16640", or nothing where the point is not known."""
    if latitude is None or longitude is None:
        return ""
    return f"{latitude / MICRO:.5f}, {longitude / MICRO:.5f}"
