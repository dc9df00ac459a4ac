from datetime import date, timedelta

import pytest

from kursplaner.domain.attendance.rules import (
    announces,
    count_as,
    may_be_marked,
    minutes_present,
)
from kursplaner.domain.kinds import Mark

JOINED, LEFT = date(2027, 3, 2), date(2027, 3, 9)
NIGHT = timedelta(days=1)
NINE, HALF_PAST_ELEVEN = 540, 690


@pytest.mark.parametrize("mark", list(Mark))
def test_each_mark_counts_as_itself_however_it_is_written(mark: Mark) -> None:
    assert count_as(mark.value) is mark
    assert count_as(f" {mark.value.lower()} ") is mark


@pytest.mark.parametrize("sign", ["", "?", "XX", "krank", "0"])
def test_any_other_sign_is_an_unexcused_absence(sign: str) -> None:
    assert count_as(sign) is Mark.UNEXCUSED
    assert not announces(sign)


def test_only_what_is_known_beforehand_announces_an_absence() -> None:
    announced = {mark for mark in Mark if announces(mark.value)}
    assert announced == {Mark.EXCUSED, Mark.CHANGED, Mark.INTERNSHIP}
    assert announces("e ")


@pytest.mark.parametrize(
    ("day", "may"),
    [(JOINED - NIGHT, False), (JOINED, True), (LEFT, True), (LEFT + NIGHT, False)],
)
def test_a_stay_has_its_first_and_its_last_day(day: date, may: bool) -> None:  # noqa: FBT001
    assert may_be_marked(day, JOINED, LEFT) is may
    assert may_be_marked(day, None, LEFT) is (day <= LEFT)
    assert may_be_marked(day, JOINED, None) is (day >= JOINED)
    assert may_be_marked(day, None, None)


@pytest.mark.parametrize(
    ("came_at", "left_at", "minutes"),
    [
        (None, None, 135),
        (NINE, HALF_PAST_ELEVEN, 135),
        (NINE - 20, HALF_PAST_ELEVEN + 20, 135),
        (NINE + 75, None, 67),
        (None, NINE + 75, 67),
        (NINE + 30, NINE + 60, 27),
        (NINE + 1, None, 134),
        (HALF_PAST_ELEVEN, None, 0),
        (None, NINE, 0),
        (HALF_PAST_ELEVEN + 10, None, 0),
        (NINE + 60, NINE + 30, 0),
    ],
)
def test_the_pause_is_taken_off_in_proportion(
    came_at: int | None, left_at: int | None, minutes: int
) -> None:
    assert minutes_present(NINE, HALF_PAST_ELEVEN, 135, came_at, left_at) == minutes


def test_in_a_lesson_without_a_pause_every_minute_counts_and_none_before_or_after() -> None:
    assert [minutes_present(0, 10, 10, came, None) for came in (9, 10, 11)] == [1, 0, 0]
