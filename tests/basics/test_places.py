from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics import places
from kursplaner.basics.places import Distance, Point, Roads, bearing, beyond

ADORF = (50_320_000, 12_260_000)
OELSNITZ = (50_415_000, 12_173_000)
points = st.tuples(
    st.integers(min_value=-90_000_000, max_value=90_000_000),
    st.integers(min_value=-180_000_000, max_value=180_000_000),
)


def test_adorf_to_oelsnitz_is_twelve_kilometres() -> None:
    assert 12_000 < places.metres_between(ADORF, OELSNITZ) < 12_600
    by_road = places.metres_between(ADORF, OELSNITZ, 130)
    assert abs(by_road - places.metres_between(ADORF, OELSNITZ) * 1.3) < 1


@given(points, points)
def test_distance_is_symmetric_and_bounded(start: Point, end: Point) -> None:
    metres = places.metres_between(start, end)
    assert metres == places.metres_between(end, start)
    assert 0 <= metres <= 20_015_200
    assert places.metres_between(start, start) == 0


def test_driving_time_is_rounded_up() -> None:
    assert places.drive_minutes(0, 45) == 0
    assert places.drive_minutes(1, 45) == 1
    assert places.drive_minutes(15_000, 45) == 20
    assert places.drive_minutes(15_001, 45) == 21


class Place(NamedTuple):
    """A stop or a site."""

    latitude: int | None
    longitude: int | None


def test_a_place_is_known_when_both_of_its_numbers_are() -> None:
    assert places.point_of(Place(0, 0)) == (0, 0)
    for unknown in (None, Place(None, 12), Place(50, None), Place(None, None)):
        assert places.point_of(unknown) is None


def test_a_way_is_set_by_hand_between_two_stops_or_estimated() -> None:
    by_hand = {(1, 2): Distance(7_000, 9), (2, 1): Distance(8_000, 3), (3, 1): Distance(1, 1)}
    roads = Roads(by_hand, 130, 45)
    both = (ADORF, OELSNITZ)
    assert roads.way((1, 2), both) == roads.way((1, 2), (None, None)) == Distance(7_000, 9)
    assert roads.way((2, 1), both) == Distance(8_000, 3)
    assert roads.way((1, 3), both) == roads.way((3, 1), both) == Distance(1, 1)
    metres = places.metres_between(ADORF, OELSNITZ, 130)
    estimated = Distance(metres, places.drive_minutes(metres, 45))
    assert roads.estimated(*both) == estimated
    for stops in ((2, 3), (1, None), (None, 2), (None, None)):
        assert roads.way(stops, both) == estimated
        assert roads.way(stops, (ADORF, None)) is None
        assert roads.way(stops, (None, OELSNITZ)) is None
    assert roads.way((4, None), (ADORF, ADORF)) == Distance(0, 0)


def test_a_way_takes_as_long_as_its_metres() -> None:
    assert Distance.driven(15_000, 45) == Distance(15_000, 20)
    assert Distance.driven(15_001, 45) == Distance(15_001, 21)


@pytest.mark.parametrize("direction", range(0, 360, 15))
def test_a_way_and_its_direction_belong_together(direction: int) -> None:
    start = (50_320_000, 12_260_000)
    found = bearing(start, beyond(start, 5_000, direction))
    assert min((found - direction) % 360, (direction - found) % 360) <= 1
