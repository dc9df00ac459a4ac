from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics import places
from kursplaner.basics.places import Point

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
