"""Versions of a week: put in, in between, for some days, taken out again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES
from kursplaner.domain.weekly_hours import open_hours
from kursplaner.planning.availability.weeks import (
    Painted,
    Version,
    WeekWish,
    checked,
    version_on,
    versions,
    wished_within,
    with_week,
)
from kursplaner.store.queries.conflicts.closed_times import ResourceTime

DAY, LATER, LAST = date(2027, 9, 20), date(2027, 10, 4), date(2027, 10, 17)
ONE_DAY = timedelta(days=1)
EARLY, LATE = Painted(0, 480, 840), Painted(0, 840, 960, "if_needed")


def row(kind: str, starts: int, ends: int, **values: object) -> ResourceTime:
    usual = {"weekday": 0, "resource_id": 4, "valid_from": None, "valid_until": None}
    given = {"kind": kind, "starts": starts, "ends": ends}
    return ResourceTime(**{**usual, **given, **values})  # type: ignore[arg-type]


def test_without_entries_somebody_is_always_there() -> None:
    assert versions([]) == (Version(None, None, (), limited=False),)
    assert versions([row("extra", 0, 60)]) == versions([])


WISH = Painted(0, 480, 600, "wish")


def test_a_wish_lies_in_open_hours_and_is_read_back() -> None:
    rest = Painted(0, 600, 840)
    rows = with_week([], 4, WeekWish(DAY, hours=(WISH, rest)))
    assert [(r.kind, r.starts, r.ends) for r in rows] == [
        ("available", 480, 840),
        ("wish", 480, 600),
    ]
    assert open_hours(rows, DAY) == ((480, 840),)
    assert version_on(rows, DAY).hours == (WISH, rest)
    again = with_week(rows, 4, WeekWish(LATER, hours=(EARLY,)))
    assert version_on(again, LATER).hours == (EARLY,)
    assert version_on(again, LATER - ONE_DAY).hours == (WISH, rest)
    assert version_on(again, DAY - ONE_DAY).limited is False


def test_a_wish_alone_leaves_all_other_hours_open() -> None:
    found = version_on([row("wish", 0, 60)], DAY)
    assert found.limited
    assert found.hours[:2] == (Painted(0, 0, 60, "wish"), Painted(0, 60, DAY_MINUTES))
    assert found.hours[2] == Painted(1, 0, DAY_MINUTES)
    barred = version_on([row("wish", 0, 60), row("unavailable", 30, 90)], DAY)
    assert barred.hours[:2] == (Painted(0, 0, 30, "wish"), Painted(0, 90, DAY_MINUTES))


def test_wishes_typed_alone_keep_the_hours_that_hold() -> None:
    rows = with_week([], 4, WeekWish(DAY, hours=(EARLY, LATE)))
    assert wished_within(rows, DAY, None, [WISH]) == (WISH, Painted(0, 600, 840), LATE)
    again = with_week(rows, 4, WeekWish(DAY, hours=wished_within(rows, DAY, None, [WISH])))
    other = Painted(0, 700, 840, "wish")
    assert wished_within(again, DAY, None, [other]) == (Painted(0, 480, 700), other, LATE)
    assert wished_within([], DAY, None, [WISH])[:2] == (Painted(0, 0, 480), WISH)
    assert wished_within(rows, DAY, [LATE], [WISH]) == (WISH, LATE)


def test_a_first_week_holds_from_its_day_on() -> None:
    rows = with_week([], 4, WeekWish(DAY, hours=(LATE, EARLY)))
    before, since = versions(rows)
    assert (before.last, before.limited) == (DAY - ONE_DAY, False)
    assert (since.first, since.last, since.hours) == (DAY, None, (EARLY, LATE))
    assert version_on(rows, DAY - ONE_DAY) == before
    assert version_on(rows, DAY) == since
    assert open_hours(rows, DAY) == ((480, 960),)
    assert open_hours(rows, DAY - ONE_DAY) == ((0, DAY_MINUTES),)


def test_a_week_in_between_leaves_the_later_one_as_it_is() -> None:
    rows = with_week([row("available", 540, 600)], 4, WeekWish(LATER, hours=(EARLY,)))
    rows = with_week(rows, 4, WeekWish(DAY, hours=(LATE,)))
    found = versions(rows)
    assert [(each.first, each.last) for each in found] == [
        (None, DAY - ONE_DAY),
        (DAY, LATER - ONE_DAY),
        (LATER, None),
    ]
    assert [each.hours for each in found] == [(Painted(0, 540, 600),), (LATE,), (EARLY,)]
    again = with_week(rows, 4, WeekWish(DAY, hours=(EARLY,)))
    assert [each.first for each in versions(again)] == [None, DAY]


def test_a_week_for_some_days_gives_back_what_was_there() -> None:
    rows = with_week([row("available", 540, 600)], 4, WeekWish(DAY, LAST, (EARLY,)))
    assert [(each.first, each.last) for each in versions(rows)] == [
        (None, DAY - ONE_DAY),
        (DAY, LAST),
        (LAST + ONE_DAY, None),
    ]
    assert version_on(rows, LAST + ONE_DAY).hours == (Painted(0, 540, 600),)
    with pytest.raises(Refused, match="period_backwards"):
        with_week(rows, 4, WeekWish(DAY, DAY - ONE_DAY))


def test_an_empty_week_is_never_and_none_is_always() -> None:
    rows = with_week([], 4, WeekWish(DAY, hours=()))
    assert version_on(rows, DAY) == Version(DAY, None, (), limited=True)
    assert [open_hours(rows, DAY + number * ONE_DAY) for number in range(7)] == [()] * 7
    free = with_week(rows, 4, WeekWish(LATER, hours=None))
    assert version_on(free, LATER) == Version(LATER, None, (), limited=False)
    assert version_on(free, LATER - ONE_DAY).limited


def test_old_barred_hours_are_shown_as_what_they_leave() -> None:
    barred = version_on([row("unavailable", 540, 600)], DAY)
    assert barred.hours[:2] == (Painted(0, 0, 540), Painted(0, 600, DAY_MINUTES))
    assert barred.limited
    both = [row("available", 480, 700), row("if_needed", 600, 900), row("unavailable", 500, 540)]
    assert version_on(both, DAY).hours == (
        Painted(0, 480, 500),
        Painted(0, 540, 700),
        Painted(0, 700, 900, "if_needed"),
    )


def test_hours_are_joined_where_they_touch_and_refused_where_kinds_overlap() -> None:
    halves = [Painted(0, 600, 660), Painted(0, 540, 600), Painted(1, 0, 1440)]
    assert checked(halves) == (Painted(0, 540, 660), Painted(1, 0, 1440))
    assert checked([EARLY, LATE]) == (EARLY, LATE)
    for wrong, kind in (
        (Painted(0, 839, 960, "if_needed"), "pattern_overlaps"),
        (Painted(0, 960, 840), "end_before_start"),
        (Painted(0, 840, 840), "end_before_start"),
        (Painted(0, 840, 1441), "end_before_start"),
        (Painted(7, 840, 900), "weekday_unknown"),
    ):
        with pytest.raises(Refused, match=kind):
            checked([EARLY, wrong])


days = st.integers(0, 40).map(lambda number: DAY + timedelta(days=number))
hours = st.sampled_from([None, (), (EARLY,), (EARLY, LATE), (Painted(3, 600, 700),)])
weeks = st.builds(
    lambda first, length, hours: WeekWish(
        first, None if length is None else first + timedelta(days=length), hours
    ),
    days,
    st.none() | st.integers(0, 20),
    hours,
)


@given(st.lists(weeks, max_size=5), weeks)
def test_a_week_changes_its_own_days_alone(before: list[WeekWish], wish: WeekWish) -> None:
    rows: tuple[ResourceTime, ...] = (row("wish", 0, 60),)
    for each in before:
        rows = with_week(rows, 4, each)
    last = wish.last_day(rows)
    after = with_week(rows, 4, wish)
    for number in range(-3, 70):
        day = DAY + timedelta(days=number)
        if day < wish.first or (last is not None and day > last):
            assert open_hours(after, day) == open_hours(rows, day)
        else:
            version = version_on(after, day)
            assert version.limited is (wish.hours is not None)
            assert version.hours == tuple(sorted(wish.hours or ()))
    assert len({(v.hours, v.limited, v.first) for v in versions(after)}) == len(versions(after))
