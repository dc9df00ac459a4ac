"""Where a stop lies, as people say it: a point, the address of a map, or a way from a place."""

import re
from dataclasses import dataclass

from kursplaner.basics import place_names
from kursplaner.basics.errors import Refused
from kursplaner.basics.place_names import NamedPlace
from kursplaner.basics.places import Point, bearing, beyond, metres_between
from kursplaner.desk.wording.words.places import NOWHERE, middle_words, way_words
from kursplaner.planning.rides.stops import parse_point, place_called
from kursplaner.store.session import Db

FARTHEST_METRES = 100_000
MIDDLE_METRES = 300
_DEGREES = {"n": 0, "no": 45, "o": 90, "so": 135, "s": 180, "sw": 225, "w": 270, "nw": 315}
_STEMS = {"nord": "n", "nörd": "n", "ost": "o", "öst": "o", "süd": "s", "west": "w"}
_WAY = re.compile(
    r"(?P<far>\d{1,3}(?:[.,]\d+)?)\s*(?P<unit>km|m)\s+(?:im\s+)?"
    r"(?P<side>[a-zöü]+?)(?:lich|en)?\s+(?:von\s+)?(?P<place>\S.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meant:
    """A point; `place` is the one it is told from, with the way from there."""

    point: Point
    place: NamedPlace | None = None
    metres: int = 0
    side: str = ""


def point_meant(db: Db, text: str) -> Meant | None:
    """Read "50,4173 12,1664", a map's address or "4 km südlich von Adorf"; empty: None.

    Raises:
        Refused: "point_unreadable", "place_unknown", "place_ambiguous".
    """
    way = _WAY.fullmatch(text.strip())
    side = _side(way["side"]) if way else None
    if way is None or side is None:
        point = parse_point(text)
        return None if point is None else Meant(point)
    far = float(way["far"].replace(",", "."))
    metres = round(far * (1000 if way["unit"].lower() == "km" else 1))
    if metres > FARTHEST_METRES:
        raise Refused("point_unreadable", text=text.strip())
    place = place_called(db, way["place"])
    return Meant(beyond(place.point, metres, _DEGREES[side]), place, metres, side)


def told_from(point: Point) -> tuple[str, NamedPlace | None]:
    """Return "1,2 km südlich von Adorf, Sachsen", and that place: the nearest there is.

    Up to 300 m from its middle it is "Ortsmitte von Adorf, Sachsen".
    """
    place = place_names.nearest(point)
    if place is None:
        return NOWHERE, None
    metres = metres_between(place.point, point)
    if metres <= MIDDLE_METRES:
        return middle_words(place), place
    steps = round(bearing(place.point, point) / 45) % 8
    side = next(key for key, degrees in _DEGREES.items() if degrees == steps * 45)
    return way_words(round(metres, -2), side, place), place


def _side(word: str) -> str | None:
    """Return "no" for NO, Nordost and nordöst(lich), None for what is no side."""
    found = word.lower()
    for stem, letter in _STEMS.items():
        found = found.replace(stem, letter)
    return found if found in _DEGREES else None
