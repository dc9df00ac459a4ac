"""Places by their name, offline: Germany, and its neighbours across the Czech and Polish border.

The list (resources/places, drawn from GeoNames by packaging/make_places.py) has places of 500
people and more; its points are the middle of the place.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kursplaner.basics import resources
from kursplaner.basics.folding import fold
from kursplaner.basics.places import Point, metres_between

NEIGHBOURS = ("CZ", "PL")
"""In place of a Land; every other code is one of Germany."""
SHORTEST_WORD = 3
NAME, OTHER, WORD = 0, 1, 2
"""What a key of the index is: a place's name, another name of it, a later word of its name."""
REACHES = (30_000, 150_000, 900_000)
"""How far around a point places are looked for, in microdegrees of latitude."""
METRES_PER_MICRO = 0.111195
"""One microdegree of latitude."""
Box = tuple[int, int, int, int]
"""South, west, north and east of a stretch of the map, in microdegrees."""
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A town or village; `land` is the Land, "CZ" or "PL", `people` how many live there."""

    name: str
    land: str
    point: Point
    people: int
    others: tuple[str, ...] = ()

    def metres_from(self, near: Point | None) -> int | None:
        """Return how far it is as the crow flies, None without a point."""
        return None if near is None else metres_between(near, self.point)


def suggested(text: str, near: Point | None = None, most: int = 8) -> tuple[NamedPlace, ...]:
    """Return places whose name, or a word of it, begins so; with that very name first.

    Among equals the nearest stand first, without a point the largest.
    """
    wanted = _wanted(text)
    if not wanted:
        return ()
    keys, rows = _index()
    found: dict[int, int] = {}
    at = bisect_left(keys, (wanted, -1, -1))
    while at < len(keys) and keys[at][0].startswith(wanted):
        key, place, rank = keys[at]
        whole = (0 if rank <= OTHER else 1) if key == wanted else 1 + rank
        found[place] = min(found.get(place, 9), whole)
        at += 1
    ordered = sorted(found, key=lambda place: (found[place], *_order(rows[place], near)))
    return tuple(rows[place] for place in ordered[:most])


def called(text: str, land: str = "") -> tuple[NamedPlace, ...]:
    """Return the places of exactly that name, however it is capitalised; `land` leaves out others.

    "Adorf/Vogtl." is Adorf, unless a place is called so.
    """
    wanted = _wanted(text)
    keys, rows = _index()
    low = bisect_left(keys, (wanted, -1, -1))
    high = bisect_left(keys, (wanted + _LAST, -1, -1))
    found = {place for key, place, rank in keys[low:high] if key == wanted and rank <= OTHER}
    return tuple(rows[place] for place in sorted(found) if land in ("", rows[place].land))


def within(box: Box) -> tuple[NamedPlace, ...]:
    """Return the places in a stretch of the map, the largest first."""
    south, west, north, east = box
    latitudes, rows = _by_latitude()
    found = rows[bisect_left(latitudes, south) : bisect_right(latitudes, north)]
    inside = (place for place in found if west <= place.point[1] <= east)
    return tuple(sorted(inside, key=lambda place: (-place.people, place.name)))


def nearest(point: Point) -> NamedPlace | None:
    """Return the place whose middle is nearest, None where there is none for 100 km."""
    for reach in REACHES:
        latitude, longitude = point
        wide = 2 * reach
        box = (latitude - reach, longitude - wide, latitude + reach, longitude + wide)
        found = min(within(box), key=lambda place: metres_between(point, place.point), default=None)
        if found is not None and metres_between(point, found.point) <= reach * METRES_PER_MICRO:
            return found
    return None


def _wanted(text: str) -> str:
    """Return the text as names are compared; what follows "/" or "(" counts if a place has it."""
    whole = fold(text).strip(" -")
    keys, _ = _index()
    at = bisect_left(keys, (whole, -1, -1))
    if whole and at < len(keys) and keys[at][0].startswith(whole):
        return whole
    return fold(text.partition("/")[0].partition("(")[0]).strip(" -")


def _order(place: NamedPlace, near: Point | None) -> tuple[int, str]:
    metres = place.metres_from(near)
    return (-place.people if metres is None else metres, place.name)


@lru_cache(maxsize=1)
def _index() -> tuple[Sequence[tuple[str, int, int]], Sequence[NamedPlace]]:
    """Return sorted keys with the place each leads to, and the places.

    The rank of a key is NAME, OTHER or WORD.
    """
    rows: list[NamedPlace] = []
    keys: list[tuple[str, int, int]] = []
    text = resources.path("places/places.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, land, latitude, longitude, people, others = line.split("\t")
        more = tuple(other for other in others.split(";") if other)
        place = NamedPlace(name, land, (int(latitude), int(longitude)), int(people), more)
        number, folded = len(rows), fold(name)
        rows.append(place)
        keys.append((folded, number, NAME))
        keys += [(fold(other), number, OTHER) for other in more]
        words = folded.split()
        keys += [
            (" ".join(words[at:]), number, WORD)
            for at in range(1, len(words))
            if len(words[at]) >= SHORTEST_WORD
        ]
    return sorted(keys), rows


@lru_cache(maxsize=1)
def _by_latitude() -> tuple[Sequence[int], Sequence[NamedPlace]]:
    rows = sorted(_index()[1], key=lambda place: place.point)
    return [place.point[0] for place in rows], rows
