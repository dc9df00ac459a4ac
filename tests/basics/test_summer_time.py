from datetime import date

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.basics.summer_time import exists, jumps_on


@pytest.mark.parametrize(
    ("day", "jumps"),
    [
        (date(2027, 3, 28), True),
        (date(2027, 3, 27), False),
        (date(2027, 3, 29), False),
        (date(2027, 3, 21), False),
        (date(2027, 4, 25), False),
        (date(2027, 2, 28), False),
        (date(2029, 3, 25), True),
        (date(2024, 3, 24), False),
        (date(2024, 3, 31), True),
    ],
)
def test_the_clock_jumps_on_the_last_sunday_of_march(day: date, jumps: bool) -> None:  # noqa: FBT001
    assert jumps_on(day) is jumps


def test_two_to_three_is_never_shown_that_night() -> None:
    night, other = minute_of(date(2027, 3, 28)), minute_of(date(2027, 3, 21))
    minutes = (0, 119, 120, 179, 180, 1439)
    assert [exists(night + minute) for minute in minutes] == [True, True, False, False, True, True]
    assert all(exists(other + minute) for minute in minutes)
