"""Points on the earth in whole microdegrees, and how far and how long it is between them."""

from math import asin, cos, radians, sin, sqrt

Point = tuple[int, int]
"""Latitude and longitude in microdegrees (millionths of a degree), north and east positive."""

EARTH_METRES = 6_371_009
"""Mean earth radius (IUGG)."""


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


def drive_minutes(metres: int, kmh: int) -> int:
    """Return the driving time in whole minutes, rounded up, so that nobody waits in vain."""
    metres_an_hour = kmh * 1000
    return -(-metres * 60 // metres_an_hour)
