"""Länder and places as the office says them."""

from kursplaner.basics.place_names import NamedPlace
from kursplaner.basics.places import Point
from kursplaner.desk.wording.words.counts import decimal, number

LANDS = (
    ("BW", "Baden-Württemberg"),
    ("BY", "Bayern"),
    ("BE", "Berlin"),
    ("BB", "Brandenburg"),
    ("HB", "Bremen"),
    ("HH", "Hamburg"),
    ("HE", "Hessen"),
    ("MV", "Mecklenburg-Vorpommern"),
    ("NI", "Niedersachsen"),
    ("NW", "Nordrhein-Westfalen"),
    ("RP", "Rheinland-Pfalz"),
    ("SL", "Saarland"),
    ("SN", "Sachsen"),
    ("ST", "Sachsen-Anhalt"),
    ("SH", "Schleswig-Holstein"),
    ("TH", "Thüringen"),
)
_SIDES = {
    "n": "nördlich",
    "no": "nordöstlich",
    "o": "östlich",
    "so": "südöstlich",
    "s": "südlich",
    "sw": "südwestlich",
    "w": "westlich",
    "nw": "nordwestlich",
}
_NAMES = {**dict(LANDS), "CZ": "Tschechien", "PL": "Polen"}


NOWHERE = "weit von jedem Ort der Ortsliste"


def land_name(code: str) -> str:
    """Return "Sachsen" for SN, "Tschechien" for CZ; an unknown code as it is."""
    return _NAMES.get(code, code)


def place_words(place: NamedPlace, near: Point | None) -> str:
    """Return "Oelsnitz, Sachsen, 12 km entfernt"; without a point near by only the first two."""
    words = f"{place.name}, {land_name(place.land)}"
    metres = place.metres_from(near)
    return words if metres is None else f"{words}, {number(round(metres / 1000))} km entfernt"


def way_words(metres: int, side: str, place: NamedPlace) -> str:
    """Return "4,5 km südlich von Adorf, Sachsen", or "500 m südlich von …"."""
    far = f"{metres} m" if metres < 1000 else f"{decimal(metres / 1000)} km"
    return f"{far} {_SIDES[side]} von {place.name}, {land_name(place.land)}"


def middle_words(place: NamedPlace) -> str:
    """Return "Ortsmitte von Adorf, Sachsen"."""
    return f"Ortsmitte von {place.name}, {land_name(place.land)}"
