from datetime import date, timedelta

import pytest

from kursplaner.basics.spans import DAY_MINUTES, minute_of
from kursplaner.planning.timetable.town.week_grid import WEEK_MINUTES, WeekGrid, week_grid

MONDAY = date(2027, 3, 1)
START = minute_of(MONDAY)
GRID = WeekGrid(MONDAY, 2, 15)


def test_a_week_begins_on_monday_at_midnight() -> None:
    assert [GRID.week(START + at) for at in (-1, 0, WEEK_MINUTES - 1, WEEK_MINUTES)] == [
        -1,
        0,
        0,
        1,
    ]
    ticks = [GRID.tick(START + at) for at in (0, 14, 15, DAY_MINUTES, WEEK_MINUTES - 1)]
    assert ticks == [0, 0, 1, 96, 671]
    assert GRID.tick(START + WEEK_MINUTES) == 0
    assert GRID.minute(1, 97) == START + WEEK_MINUTES + DAY_MINUTES + 15
    assert (GRID.periods, GRID.grid.days, GRID.grid.periods) == (96, 7, 96)


@pytest.mark.parametrize(("minutes", "ticks"), [(0, 0), (1, 1), (15, 1), (16, 2), (90, 6)])
def test_a_length_takes_every_tick_it_begins(minutes: int, ticks: int) -> None:
    assert GRID.ticks(minutes) == ticks


def test_days_of_a_week() -> None:
    assert GRID.day(0, 0) == MONDAY
    assert GRID.day(1, 6) == MONDAY + timedelta(days=13)


@pytest.mark.parametrize(
    ("starts", "ends", "outward", "inward"),
    [
        (540, 600, [(0, 36, 40)], [(0, 36, 40)]),
        (541, 599, [(0, 36, 40)], [(0, 37, 39)]),
        (541, 554, [(0, 36, 37)], []),
        (1430, 1450, [(0, 95, 96), (0, 96, 97)], []),
        (1425, 1455, [(0, 95, 96), (0, 96, 97)], [(0, 95, 96), (0, 96, 97)]),
        (-30, 15, [(0, 0, 1)], [(0, 0, 1)]),
        (2 * WEEK_MINUTES - 15, 2 * WEEK_MINUTES + 60, [(1, 671, 672)], [(1, 671, 672)]),
        (
            WEEK_MINUTES - 15,
            WEEK_MINUTES + 15,
            [(0, 671, 672), (1, 0, 1)],
            [(0, 671, 672), (1, 0, 1)],
        ),
        (2 * WEEK_MINUTES, 2 * WEEK_MINUTES + 60, [], []),
        (-60, 0, [], []),
    ],
)
def test_a_stretch_is_cut_at_midnight_and_at_the_ends(
    starts: int, ends: int, outward: list[tuple[int, int, int]], inward: list[tuple[int, int, int]]
) -> None:
    span = (START + starts, START + ends)
    assert list(GRID.pieces(*span, inward=False)) == outward
    assert list(GRID.pieces(*span, inward=True)) == inward


@pytest.mark.parametrize(
    ("minutes", "step"),
    [((), 15), ((540, 690), 15), ((540, 695), 5), ((540, 550), 10 // 2), ((541,), 5), ((570,), 15)],
)
def test_the_grid_is_as_fine_as_the_lessons_need(minutes: tuple[int, ...], step: int) -> None:
    whole = [START + 3 * DAY_MINUTES + minute for minute in minutes]
    assert week_grid(MONDAY, MONDAY, whole).step == step


def test_all_weeks_of_a_stretch_are_there() -> None:
    sunday = MONDAY + timedelta(days=6)
    weeks = [week_grid(sunday, sunday + timedelta(days=more), ()) for more in (0, 1, 7, 8)]
    assert [each.monday for each in weeks] == [MONDAY] * 4
    assert [each.weeks for each in weeks] == [1, 2, 2, 3]
