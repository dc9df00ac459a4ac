"""A board against the checker, which counts the whole timetable anew each time."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.checker import score, units
from kursplaner.planning.timetable.problem import (
    PARKED_COST,
    Along,
    Busy,
    Event,
    Place,
    Placements,
    Problem,
    RoomOption,
    Wish,
    WishKind,
)
from kursplaner.planning.timetable.search.board import Board, idle, lonely, touches
from tests.planning.timetable.small_weeks import GRID, event, places, week, weeks

MASK = st.integers(0, 255)
ALONE = Wish(1, WishKind.TIMES)


@st.composite
def laid(draw: st.DrawFn) -> tuple[Problem, Placements]:
    """A random problem with care, company, weeks and ways, and some of it laid without a fault."""
    problem = draw(weeks(hard=False))
    events = tuple(_more(draw, each) for each in problem.events)
    problem = replace(problem, events=events)
    board: Placements = {}
    for each in problem.events:
        if draw(st.booleans()):
            fitting = [p for p in places(each) if fits(problem, {**board, each.id: p})]
            if fitting:
                board[each.id] = draw(st.sampled_from(fitting))
    return problem, board


def _more(draw: st.DrawFn, each: Event) -> Event:
    """Give an event weeks and company; company stays within the event's day."""
    in_weeks = frozenset(draw(st.sampled_from(((), (), (1,), (2,), (1, 2)))))
    along = draw(st.sampled_from((None, None, Along(102, -1, 1), Along(202, 0, 2))))
    rooms = {option.room for option in each.rooms}
    each = replace(each, weeks=in_weeks, teachers=each.teachers[:1])
    if along is None or along.resource in rooms:
        return each
    first, after = -along.starts, GRID.periods + 1 - along.ends
    starts = tuple(at for at in each.starts if first <= at % GRID.periods < after)
    return replace(each, starts=starts, along=(along,))


def fits(problem: Problem, placements: Placements) -> bool:
    """Tell whether a timetable breaks no rule, whatever is wished."""
    return not score(replace(problem, wishes=()), placements).breaches


def every(each: Event) -> Iterator[Place]:
    """Yield the places of an event that it allows itself."""
    yield from (place for place in places(each) if each.rooms or place.room is None)


@settings(max_examples=50, deadline=None)
@given(drawn=laid())
def test_openings_are_the_places_that_break_nothing(drawn: tuple[Problem, Placements]) -> None:
    problem, placements = drawn
    board = Board(problem, placements)
    for each in problem.events:
        if each.id in placements:
            continue
        fitting = {p for p in every(each) if fits(problem, {**placements, each.id: p})}
        assert set(board.openings(each.id)) == fitting
        alone = {p for p in every(each) if fits(problem, {each.id: p})}
        assert set(board.conceivable(each.id)) == alone


@settings(max_examples=50, deadline=None)
@given(drawn=laid())
def test_who_is_in_the_way_is_who_has_to_go(drawn: tuple[Problem, Placements]) -> None:
    problem, placements = drawn
    board = Board(problem, placements)
    for each in problem.events:
        if each.id in placements:
            continue
        for place in board.conceivable(each.id):
            needed = {
                key
                for key in placements
                if not fits(problem, {key: placements[key], each.id: place})
            }
            assert board.blockers(each.id, place) == needed


@settings(max_examples=50, deadline=None)
@given(drawn=laid())
def test_who_is_taken_off_leaves_no_trace(drawn: tuple[Problem, Placements]) -> None:
    problem, placements = drawn
    board, empty = Board(problem, placements), Board(problem)
    for key, place in placements.items():
        assert key in board.users(place.room) if place.room is not None else True
        assert board.take(key) == place
    assert board.places == {}
    for each in problem.events:
        assert list(board.openings(each.id)) == list(empty.openings(each.id))
    assert all(not board.users(each.id) for each in problem.resources)


EVERYBODY = (1, 2, 3, 4)
EXACT = (
    Wish(1, WishKind.STAY, 1, events=EVERYBODY),
    Wish(2, WishKind.TIMES, 3, events=EVERYBODY, ticks=frozenset({0, 4})),
    Wish(3, WishKind.TIMES, 7, events=EVERYBODY, ticks=frozenset({1, 3}), resource=101),
    Wish(4, WishKind.FEW_ROOMS, 19, events=EVERYBODY),
    Wish(5, WishKind.SAME_TIME, 41, events=EVERYBODY),
    Wish(6, WishKind.SAME_TIME, 83, events=EVERYBODY, cycle=2),
    *(
        Wish(10 * at + step, kind, step * 1000**at, resource=resource)
        for at, kind in enumerate((WishKind.CONNECTED, WishKind.COMPACT), 1)
        for step, resource in ((1, 301), (5, 201), (25, 102))
    ),
)


@settings(max_examples=40, deadline=None)
@given(drawn=laid())
def test_a_place_adds_what_the_checker_counts_more(drawn: tuple[Problem, Placements]) -> None:
    problem, placements = drawn
    events = tuple(replace(each, weeks=frozenset(), along=()) for each in problem.events)
    there = {each.id for each in events}
    wishes = tuple(
        replace(each, events=tuple(key for key in each.events if key in there)) for each in EXACT
    )
    problem = replace(problem, events=events, wishes=wishes, travel={})
    placements = {key: place for key, place in placements.items() if key != max(there)}
    assume(fits(problem, placements))
    board, before = Board(problem, placements), score(problem, placements).cost
    for each in problem.events:
        for place in () if each.id in placements else board.openings(each.id):
            after = score(problem, {**placements, each.id: place}).cost
            assert board.cost_of(each.id, place) == after - before


def test_who_needs_no_room_uses_none_of_a_course() -> None:
    wish = Wish(1, WishKind.FEW_ROOMS, 5, events=(1, 2, 3))
    lessons = [event(1, 1), event(2, 1, rooms=()), event(3, 1, rooms=(RoomOption(102),))]
    board = Board(week(*lessons, wishes=(wish,)), {2: Place(0)})
    assert board.cost_of(1, Place(1, 101)) == 0
    board.put(1, Place(1, 101))
    assert board.cost_of(3, Place(2, 102)) == 5
    board.take(2)
    assert board.cost_of(2, Place(2)) == 0


def spread(limit: int) -> Wish:
    return Wish(1, WishKind.SPREAD, 2, events=(1, 2, 3), limit=limit)


@pytest.mark.parametrize(
    ("limit", "start", "costs"), [(0, 1, 2), (0, 3, 0), (3, 1, 2), (2, 1, 2), (1, 1, 0)]
)
def test_a_second_lesson_on_a_day_costs_while_days_are_wanted(
    limit: int, start: int, costs: int
) -> None:
    problem = week(*(event(key, 1) for key in (1, 2, 3)), wishes=(spread(limit),))
    board = Board(problem, {1: Place(0, 101)})
    assert board.cost_of(2, Place(start, 101)) == costs
    board.put(2, Place(1, 101))
    assert board.cost_of(3, Place(2, 101)) == (2 if limit in {0, 3} else 0)


@pytest.mark.parametrize(
    ("limit", "start", "costs"), [(1, 0, 0), (1, 1, 5), (1, 2, 0), (2, 1, 0), (0, 5, 0), (1, 3, 0)]
)
def test_a_further_wave_costs_where_the_vehicles_are_away(
    limit: int, start: int, costs: int
) -> None:
    wish = Wish(1, WishKind.WAVES, 5, events=(1, 2), limit=limit, cycle=2)
    rooms = (RoomOption(101), RoomOption(102))
    problem = week(event(1, 1), event(2, 2, rooms=rooms), wishes=(wish,))
    board = Board(problem, {1: Place(0, 101)})
    expected = 5 if limit == 0 else costs
    assert board.cost_of(2, Place(start, 102)) == expected


def test_a_hard_wish_weighs_as_much_as_a_parked_event() -> None:
    times = Wish(1, WishKind.TIMES, 1, hard=True, events=(1,), ticks=frozenset({0}))
    day = Wish(2, WishKind.COMPACT, 1, hard=True, resource=101)
    rooms = (RoomOption(101, 7),)
    board = Board(week(event(1, 1, rooms=rooms), wishes=(times, day)))
    assert board.cost_of(1, Place(0, 101)) == 2 * PARKED_COST + 7
    assert board.cost_of(1, Place(1, 101)) == PARKED_COST + 7


@given(mask=MASK)
def test_idle_and_lonely_ticks_of_a_day(mask: int) -> None:
    used = [at for at in range(8) if mask >> at & 1]
    assert idle(mask) == (used[-1] - used[0] + 1 - len(used) if used else 0)
    assert lonely(mask) == sum(not {at - 1, at + 1} & set(used) for at in used)


@pytest.mark.parametrize(
    ("start", "resource", "touched"),
    [
        (0, None, False),
        (1, None, True),
        (2, None, True),
        (3, None, False),
        (4, None, False),
        (4, 301, True),
        (3, 301, True),
        (5, 301, False),
        (0, 301, False),
        (2, 101, True),
    ],
)
def test_undesired_times_are_touched_by_whom_the_wish_is_about(
    start: int,
    resource: int | None,
    touched: bool,  # noqa: FBT001
) -> None:
    lesson = event(1, 1, length=2, carers=(301,), care_before=2)
    wish = replace(ALONE, events=(1,), ticks=frozenset({2}), resource=resource)
    place = Place(start, 101, None, 301)
    assert touches(wish, lesson, place) is touched
    assert units(week(lesson, wishes=(wish,)), wish, {1: place}) == int(touched)


def test_carers_are_there_before_and_after() -> None:
    busy = {301: (Busy(4, 5, ConflictKind.AVAILABILITY),)}
    lesson = event(1, 1, carers=(301,), care_before=1, care_after=1)
    board = Board(week(lesson, busy=busy))
    assert {place.start for place in board.openings(1)} == {0, 1, 2}
