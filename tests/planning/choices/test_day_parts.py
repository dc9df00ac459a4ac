from datetime import date

import pytest

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import minute_of
from kursplaner.planning.choices.day_parts import DayParts, day_parts

TUESDAY = date(2027, 3, 2)
NOON, FIVE = 720, 1020


@pytest.mark.parametrize(
    ("at", "part"), [(0, 0), (NOON - 1, 0), (NOON, 1), (FIVE - 1, 1), (FIVE, 2), (1439, 2)]
)
def test_a_day_has_three_parts(at: int, part: int) -> None:
    parts = DayParts(NOON, FIVE)
    assert parts.of(minute_of(TUESDAY, at)) == parts.of(at) == part


def test_the_same_part_of_another_day_is_the_same() -> None:
    parts = DayParts(NOON, FIVE)
    assert parts.same(minute_of(TUESDAY, 540), 540)
    assert not parts.same(minute_of(TUESDAY, 540), NOON)


def test_a_town_sets_its_parts_itself() -> None:
    assert day_parts(Settings({})) == DayParts(NOON, FIVE)
    early = Settings({"timetable.evening_starts": "960"})
    assert day_parts(early) == DayParts(NOON, 960)


def test_an_evening_before_noon_leaves_no_afternoon() -> None:
    assert [DayParts(NOON, 600).of(at) for at in (599, 600, NOON - 1, NOON)] == [0, 0, 0, 2]
