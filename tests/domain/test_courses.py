from datetime import date

import pytest

from kursplaner.domain.courses import Course

LAST = date(2027, 3, 18)


@pytest.mark.parametrize(
    ("status", "ended_on", "over"),
    [
        ("active", None, False),
        ("draft", None, False),
        ("active", LAST, False),
        ("active", date(2027, 3, 17), True),
        ("ended", None, True),
        ("cancelled", date(2027, 6, 1), True),
    ],
)
def test_a_course_is_over_from_the_day_after_its_last_one(
    status: str, ended_on: date | None, *, over: bool
) -> None:
    assert Course(status=status, ended_on=ended_on).over(LAST) is over
