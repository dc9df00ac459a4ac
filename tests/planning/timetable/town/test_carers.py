"""How many carers a series needs, how many there are when, and that no plan needs more."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import minute_of
from kursplaner.domain.people import Availability
from kursplaner.planning.timetable.problem import Event
from kursplaner.planning.timetable.town.carers import carers_at, with_care
from kursplaner.planning.timetable.town.series import Hanging
from kursplaner.planning.timetable.town.week_grid import WeekGrid
from kursplaner.store.queries.lessons.bundles import SlotRow
from tests.planning.small_town import TUESDAY, SmallTown, add_person
from tests.planning.timetable.small_series import WEEKS, lesson, series

GRID = WeekGrid(TUESDAY - timedelta(days=1), 3, 15)
NOON = 12 * 4


def slot(at: int, children: int, carers: int = 0, **values: Any) -> SlotRow:
    there = lesson(at)
    people = tuple((300 + number, None, None) for number in range(carers))
    plain = SlotRow(at, 1, there.starts, there.ends, None, frozenset({at}), people, children)
    return replace(plain, **values)


@pytest.mark.parametrize(
    ("children", "carers", "needed"),
    [(0, 0, 0), (1, 0, 1), (5, 0, 1), (6, 0, 2), (6, 1, 2), (3, 2, 2)],
)
def test_the_ratio_says_how_many_carers_are_needed(children: int, carers: int, needed: int) -> None:
    hangs = Hanging({}, {1: (slot(1, children, carers),)}, {})
    bare = Event(1, 7, 6, ())
    found = with_care(bare, series(1, [lesson(1)]), hangs, WEEKS, Settings({}))
    assert (found.cared_by, found.care_before, found.care_after) == (needed, 0, 0)


def test_the_fullest_day_counts_and_how_long_it_begins_before_and_ends_after() -> None:
    first, second = lesson(1), lesson(2, week=1)
    early = slot(1, 2, starts=first.starts - 30, ends=first.ends + 20)
    late = slot(2, 11, starts=second.starts - 15, ends=second.ends + 45)
    hangs = Hanging({}, {1: (early,), 2: (late,)}, {})
    found = with_care(Event(1, 7, 6, ()), series(1, [first, second]), hangs, WEEKS, Settings({}))
    assert (found.cared_by, found.care_before, found.care_after) == (3, 2, 3)
    fewer = Settings({"childcare.children_per_carer": "12"})
    assert with_care(found, series(1, [first, second]), hangs, WEEKS, fewer).cared_by == 1
    none = with_care(Event(1, 7, 6, ()), series(1, [first]), Hanging({}, {}, {}), WEEKS, fewer)
    assert none == Event(1, 7, 6, ())


def test_how_many_carers_are_there_at_which_time(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_person(db, "Lang", "carer")
        only = {"starts": 0, "ends": 12 * 60, "kind": "available"}
        db.add(Availability(resource_id=other, weekday=0, valid_from=date(2020, 1, 1), **only))
    with town.workspace.read() as db:
        found = carers_at(db, GRID, TUESDAY)
    assert set(found) == {1, 2}
    assert found[2] == frozenset(range(NOON))
    assert found[1] == frozenset(range(NOON, GRID.grid.ticks))
    assert minute_of(TUESDAY)
