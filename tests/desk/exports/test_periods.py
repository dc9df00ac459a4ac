from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.desk.exports.periods import LENGTHS, ONE_DAY, last_whole


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("month", date(2027, 2, 1), date(2027, 2, 28)),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31)),
        ("half_year", date(2026, 7, 1), date(2026, 12, 31)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_what_was_over_on_2_march(kind: str, first: date, last: date) -> None:
    assert last_whole(kind, date(2027, 3, 2)) == (first, last)


@given(st.sampled_from(sorted(LENGTHS)), st.dates(date(1990, 1, 1), date(2190, 1, 1)))
def test_it_is_over_whole_and_the_next_one_is_not(kind: str, day: date) -> None:
    first, last = last_whole(kind, day)
    assert last < day
    assert first.day == (last + ONE_DAY).day == 1
    length = (last + ONE_DAY).year * 12 + (last + ONE_DAY).month - first.year * 12 - first.month
    assert length == LENGTHS[kind]
    assert last_whole(kind, last + ONE_DAY) == (first, last)
    assert last_whole(kind, last)[1] < first
