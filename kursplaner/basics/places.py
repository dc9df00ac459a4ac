"""Points on the earth in whole microdegrees, and how far and how long it is between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import Protocol

Point = tuple[int, int]
"""Latitude and longitude in microdegrees (millionths of a degree), north and east positive."""

EARTH_METRES = 6_371_009
"""Mean earth radius (IUGG)."""


class Located(Protocol):
    """A stop or a site: its point in microdegrees, as far as it is known."""

    @property
    def latitude(self) -> int | None:
        """North of the equator."""

    @property
    def longitude(self) -> int | None:
        """East of Greenwich."""


def point_of(place: Located | None) -> Point | None:
    """Return where a place is, or None where that is not known."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return (place.latitude, place.longitude)


def metres_between(start: Point, end: Point, factor_hundredths: int = 100) -> int:
    """Return the great-circle distance times a detour factor, in whole metres.

    Args:
        start: latitude and longitude in microdegrees.
        end: the same.
        factor_hundredths: 100 as the crow flies; the setting `rides.road_factor_hundredths`
            for roads.
    """
    lat_a, lon_a, lat_b, lon_b = (radians(value / 1_000_000) for value in (*start, *end))
    chord = sin((lat_b - lat_a) / 2) ** 2
    chord += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    metres = 2 * EARTH_METRES * asin(sqrt(min(1.0, chord)))
    return round(metres * factor_hundredths / 100)


def beyond(start: Point, metres: int, direction: int) -> Point:
    """Return the point so far away, 0 degrees being north and 90 east."""
    latitude, longitude = start
    radius = EARTH_METRES * radians(1)
    north = metres * cos(radians(direction)) / radius
    east = metres * sin(radians(direction)) / radius / cos(radians(latitude / 1_000_000))
    return (latitude + round(north * 1_000_000), longitude + round(east * 1_000_000))


def bearing(start: Point, end: Point) -> int:
    """Return in which direction a point lies, 0 degrees being north and 90 east."""
    north = radians((end[0] - start[0]) / 1_000_000)
    east = radians((end[1] - start[1]) / 1_000_000) * cos(radians(start[0] / 1_000_000))
    return round(degrees(atan2(east, north))) % 360


def drive_minutes(metres: int, kmh: int) -> int:
    """Return the driving time in whole minutes, rounded up, so that nobody waits in vain."""
    metres_an_hour = kmh * 1000
    return -(-metres * 60 // metres_an_hour)


@dataclass(frozen=True, slots=True)
class Distance:
    """How far it is by road, and how long a vehicle takes for it."""

    metres: int
    minutes: int

    @classmethod
    def driven(cls, metres: int, kmh: int) -> "Distance":
        """Return a way that takes as long as its length says."""
        return cls(metres, drive_minutes(metres, kmh))


@dataclass(frozen=True, slots=True)
class Roads:
    """The ways of a town: set by hand between two stops, in either direction, else estimated.

    Attributes:
        by_hand: from stop to stop, by their ids.
        factor_hundredths: how much longer a road is than the way of a crow.
        kmh: how fast a vehicle is on the whole.
    """

    by_hand: Mapping[tuple[int, int], Distance]
    factor_hundredths: int
    kmh: int

    def estimated(self, start: Point, end: Point) -> Distance:
        """Return the way between two points."""
        return Distance.driven(metres_between(start, end, self.factor_hundredths), self.kmh)

    def way(
        self, stops: tuple[int | None, int | None], points: tuple[Point | None, Point | None]
    ) -> Distance | None:
        """Return the way between two places, or None where it is not set and a point not known.

        Args:
            stops: their ids, None for a site.
            points: where they are.
        """
        start, end = stops
        if start is not None and end is not None:
            found = self.by_hand.get((start, end)) or self.by_hand.get((end, start))
            if found is not None:
                return found
        origin, other = points
        return None if origin is None or other is None else self.estimated(origin, other)
