"""Rooms for given times: each tick's cheapest assignment, and few rooms for a course."""

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.problem import Busy, Place, RoomOption, Wish, WishKind
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


def test_each_tick_takes_its_cheapest_open_rooms() -> None:
    dear, cheap = RoomOption(101, 3), RoomOption(102, 1)
    barred = RoomOption(102, 0, ConflictKind.EQUIPMENT)
    shut = {102: (Busy(4, 5, ConflictKind.CLOSURE),)}
    lessons = [
        event(1, 1, rooms=(dear, cheap)),
        event(2, 2, rooms=(dear, cheap)),
        event(3, 3, rooms=(dear, barred)),
        event(4, 4, rooms=(dear, cheap)),
        event(5, 5, rooms=()),
        event(6, 6, rooms=(barred,)),
        event(7, 7, rooms=(RoomOption(101, 9), RoomOption(102, 6))),
    ]
    starts = {1: 0, 2: 3, 3: 2, 4: 4, 5: 0, 6: 5, 7: 3}
    times = {key: Place(start, 999, 201) for key, start in starts.items()}
    found = rooms_given(week(*lessons, busy=shut), times)
    rooms = {key: place.room for key, place in found.items()}
    assert rooms in (
        {1: 102, 2: 101, 3: 101, 4: 101, 5: None, 7: 102},
        {1: 102, 2: 102, 3: 101, 4: 101, 5: None, 7: 101},
    )
    assert all(replace(found[key], room=999) == times[key] for key in found)
    assert rooms_given(week(*lessons), {}) == {}


def test_a_pinned_lesson_keeps_its_room() -> None:
    pinned = event(1, 1, rooms=BOTH, pinned=True, current=Place(0, 101))
    other = event(2, 2, rooms=(RoomOption(101), RoomOption(102, 5)))
    found = rooms_given(week(pinned, other), {1: Place(0), 2: Place(0)})
    assert found == {1: Place(0, 101), 2: Place(0, 102)}
    bare = event(1, 1, rooms=BOTH, pinned=True)
    assert rooms_given(week(bare), {1: Place(0)})[1].room in {101, 102}


def test_few_rooms_are_weighed_against_what_a_room_costs() -> None:
    lessons = [event(1, 1), event(2, 1, rooms=(RoomOption(101, 2), RoomOption(102)))]
    times = {1: Place(0), 2: Place(1)}
    for weight, room in ((3, 101), (1, 102)):
        wish = Wish(1, WishKind.FEW_ROOMS, weight, events=(1, 2))
        for seed in range(3):
            found = rooms_given(week(*lessons, wishes=(wish,)), times, seed)
            assert found == {1: Place(0, 101), 2: Place(1, room)}
    other = Wish(1, WishKind.SPREAD, 9, events=(1, 2))
    assert rooms_given(week(*lessons, wishes=(other,)), times)[2].room == 102
