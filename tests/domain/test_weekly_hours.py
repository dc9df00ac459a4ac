"""When somebody may be used: hours that touch, barred ones, exceptions, midnight, validity."""

from datetime import date, timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.weekly_hours import (
    allowed,
    joined,
    limits,
    only_if_needed,
    open_hours,
    outside,
)
from kursplaner.store.queries.conflicts.closed_times import ResourceTime

TUESDAY = date(2027, 3, 2)


def hours(kind: str, starts: int, ends: int, **values: object) -> ResourceTime:
    usual = {"weekday": 1, "resource_id": 4, "valid_from": None, "valid_until": None}
    given = {"kind": kind, "starts": starts, "ends": ends}
    return ResourceTime(**{**usual, **given, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([], [(0, 1440)]),
        ([(0, 1440)], []),
        ([(540, 600)], [(0, 540), (600, 1440)]),
        ([(700, 800), (540, 600)], [(0, 540), (600, 700), (800, 1440)]),
        ([(540, 700), (560, 600), (700, 720)], [(0, 540), (720, 1440)]),
        ([(0, 1)], [(1, 1440)]),
        ([(1439, 1440)], [(0, 1439)]),
    ],
)
def test_the_rest_of_a_day(spans: list[tuple[int, int]], left: list[tuple[int, int]]) -> None:
    assert list(outside(spans)) == left


@pytest.mark.parametrize(
    ("times", "open_then"),
    [
        ([], ((0, 1440),)),
        ([("available", 540, 600), ("if_needed", 600, 690)], ((540, 690),)),
        ([("available", 540, 599), ("if_needed", 600, 690)], ((540, 599), (600, 690))),
        ([("unavailable", 540, 600)], ((0, 540), (600, 1440))),
        ([("available", 500, 700), ("unavailable", 540, 600)], ((500, 540), (600, 700))),
        ([("available", 500, 700), ("unavailable", 500, 700)], ()),
        ([("unavailable", 0, 1440), ("extra", 540, 600)], ((540, 600),)),
        ([("extra", 540, 600)], ((0, 1440),)),
        ([("available", 500, 540), ("extra", 540, 600)], ((500, 600),)),
        ([("wish", 540, 600)], ((0, 1440),)),
    ],
)
def test_open_hours_of_a_day(
    times: list[tuple[str, int, int]], open_then: tuple[tuple[int, int], ...]
) -> None:
    lines = [hours(*time) for time in times]
    assert open_hours(lines, TUESDAY) == open_then
    midnight = minute_of(TUESDAY)
    for starts, ends in open_then:
        assert allowed(lines, midnight + starts, midnight + ends)
        if starts:
            assert not allowed(lines, midnight + starts - 1, midnight + ends)
        if ends < 1440:
            assert not allowed(lines, midnight + starts, midnight + ends + 1)


def test_hours_of_another_weekday_close_this_one_while_they_hold() -> None:
    line = hours("available", 540, 600, weekday=2, valid_from=TUESDAY, valid_until=TUESDAY)
    assert open_hours([line], TUESDAY) == ()
    assert limits([line], TUESDAY)
    for day in (TUESDAY - timedelta(1), TUESDAY + timedelta(1)):
        assert limits([line], day) is False
        assert open_hours([line], day) == ((0, 1440),)


def test_a_use_over_midnight_needs_both_days() -> None:
    evening, night = hours("available", 1200, 1440), hours("available", 0, 60, weekday=2)
    starts = minute_of(TUESDAY, 1380)
    assert allowed([evening, night], starts, starts + 120)
    assert not allowed([evening, night], starts, starts + 121)
    assert not allowed([evening], starts, starts + 61)
    assert allowed([evening], starts, starts + 60)


@pytest.mark.parametrize(
    ("starts", "ends", "reserve"),
    [(540, 600, False), (540, 601, True), (600, 660, True), (660, 720, False), (599, 600, False)],
)
def test_hours_for_need_only(starts: int, ends: int, reserve: bool) -> None:  # noqa: FBT001 (a case)
    lines = [hours("available", 540, 600), hours("if_needed", 600, 660)]
    lines.append(hours("available", 660, 720))
    midnight = minute_of(TUESDAY)
    assert only_if_needed(lines, midnight + starts, midnight + ends) is reserve
    lines.append(hours("extra", 600, 660))
    assert not only_if_needed(lines, midnight + starts, midnight + ends)


def test_stretches_that_touch_are_one() -> None:
    assert joined([(5, 9), (1, 3), (3, 4), (8, 12)]) == ((1, 4), (5, 12))
