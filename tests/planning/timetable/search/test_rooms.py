"""Rooms for given times: each tick's cheapest assignment, and few rooms for a course."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.problem import Place, RoomOption, Wish, WishKind
from kursplaner.planning.timetable.search.rooms import cheapest, rooms_given
from tests.planning.timetable.small_weeks import event, week

BOTH = (RoomOption(101), RoomOption(102))


@given(st.integers(1, 4), st.integers(0, 2), st.data())
def test_the_assignment_is_the_cheapest(rows: int, more: int, data: st.DataObject) -> None:
    columns = rows + more
    line = st.lists(st.integers(0, 20), min_size=columns, max_size=columns)
    costs = data.draw(st.lists(line, min_size=rows, max_size=rows))
    found = cheapest(costs)
    sums = [
        sum(costs[row][column] for row, column in enumerate(way))
        for way in permutations(range(columns), rows)
    ]
    assert len(set(found)) == rows
    assert sum(costs[row][column] for row, column in enumerate(found)) == min(sums)


def test_a_course_keeps_its_room() -> None:
    lessons = [event(key, key % 2, rooms=BOTH) for key in range(4)]
    wishes = (
        Wish(1, WishKind.FEW_ROOMS, events=(0, 2)),
        Wish(2, WishKind.FEW_ROOMS, events=(1, 3)),
    )
    problem = week(*lessons, wishes=wishes)
    found = rooms_given(problem, {0: Place(0), 1: Place(0), 2: Place(4), 3: Place(4)})
    assert score(problem, found).total == 0


def test_what_finds_no_room_is_missing() -> None:
    problem = week(event(1, 1), event(2, 2))
    found = rooms_given(problem, {1: Place(0), 2: Place(0)})
    assert len(found) == 1
    assert not score(problem, found).breaches
