"""Real places of the Vogtlandkreis with invented stops, houses and rooms."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

from kursplaner.basics.places import Point
from kursplaner.desk.demo.tables import table
from kursplaner.domain.kinds import Equipment, RoomPurpose


@dataclass(frozen=True, slots=True)
class StopSource:
    """A stop of the shuttle: "Oelsnitz, Busbahnhof"."""

    name: str
    municipality: str
    point: Point


@dataclass(frozen=True, slots=True)
class Place:
    """A town or village.

    Attributes:
        name: as people say it, e.g. "Sohl".
        municipality: the town it belongs to, e.g. "Bad Elster".
        postcode: five digits.
        point: latitude and longitude of its centre in microdegrees.
        near: it lies where the shuttle of Adorf drives.
        weight: how many participants live there, relative to the others.
        approximate: the point was set by hand.
        stops: at least one; the first is in the centre.
    """

    name: str
    municipality: str
    postcode: str
    point: Point
    near: bool
    weight: int
    approximate: bool
    stops: tuple[StopSource, ...]


@dataclass(frozen=True, slots=True)
class RoomSource:
    """A room; `beside` names the room next door in the same house, or is empty."""

    name: str
    capacity: int
    purpose: RoomPurpose
    accessible: bool
    equipment: tuple[Equipment, ...]
    beside: str


@dataclass(frozen=True, slots=True)
class SiteSource:
    """An invented house in a real place."""

    name: str
    street: str
    place: Place
    near: bool
    rooms: tuple[RoomSource, ...]


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Return all places of the county, Adorf first."""
    offsets = table("places")["stops"]
    return tuple(_place(row, offsets) for row in table("places")["place"])


def near_places() -> tuple[Place, ...]:
    """Return the places where the shuttle of Adorf drives."""
    return tuple(place for place in places() if place.near)


def place_named(name: str) -> Place:
    """Return a place by its name.

    Raises:
        KeyError: if it is not in the table.
    """
    found = next((place for place in places() if place.name == name), None)
    if found is None:
        raise KeyError(name)
    return found


@lru_cache(maxsize=1)
def sites() -> tuple[SiteSource, ...]:
    """Return the houses with their rooms; those with `near` are the town's own."""
    return tuple(_site(row) for row in table("sites")["site"])


def any_place(rng: Random, among: tuple[Place, ...]) -> Place:
    """Return one of the places, the large ones more often."""
    return rng.choices(among, [place.weight for place in among])[0]


def any_street(rng: Random) -> str:
    """Return a street with a number, as it might be in any place."""
    return f"{rng.choice(table('sites')['streets'])} {rng.randint(1, 48)}"


def _place(row: dict[str, Any], offsets: dict[str, list[int]]) -> Place:
    latitude, longitude = row["at"]
    stops = tuple(
        StopSource(
            name=f"{row['name']}, {stop}",
            municipality=row["municipality"],
            point=(latitude + offsets[stop][0], longitude + offsets[stop][1]),
        )
        for stop in row["stops"]
    )
    return Place(
        name=row["name"],
        municipality=row["municipality"],
        postcode=row["postcode"],
        point=(latitude, longitude),
        near=bool(row.get("near", 0)),
        weight=row.get("weight", 1),
        approximate=row.get("approximate", False),
        stops=stops,
    )


def _site(row: dict[str, Any]) -> SiteSource:
    return SiteSource(
        name=row["name"],
        street=row["street"],
        place=place_named(row["place"]),
        near=bool(row.get("near", 0)),
        rooms=tuple(_room(room) for room in row["room"]),
    )


def _room(row: dict[str, Any]) -> RoomSource:
    return RoomSource(
        name=row["name"],
        capacity=row["capacity"],
        purpose=RoomPurpose(row.get("purpose", "teaching")),
        accessible=row.get("accessible", False),
        equipment=tuple(Equipment(kind) for kind in row["equipment"]),
        beside=row.get("beside", ""),
    )
