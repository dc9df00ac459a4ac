from datetime import date, timedelta

import pytest

from kursplaner.planning.privacy.blurring import blurred


@pytest.mark.parametrize(
    ("day", "other"),
    [
        ((2000, 5, 17), (2000, 5, 1)),
        ((2000, 5, 1), (2000, 5, 2)),
        ((2000, 5, 28), (2000, 5, 1)),
        ((2000, 5, 29), (2000, 5, 30)),
        ((2000, 5, 31), (2000, 5, 29)),
        ((2000, 2, 29), (2000, 2, 1)),
    ],
)
def test_a_day_becomes_another_of_its_month(
    day: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    assert blurred(date(*day)) == date(*other)


def test_no_day_stays_and_none_leaves_its_month() -> None:
    for count in range(366):
        day = date(2000, 1, 1) + timedelta(count)
        assert blurred(day) != day
        assert (blurred(day).year, blurred(day).month) == (day.year, day.month)
