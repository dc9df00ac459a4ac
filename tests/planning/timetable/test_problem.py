from dataclasses import replace

import pytest

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.problem import (
    PARKED_COST,
    Along,
    Busy,
    Grid,
    Place,
    Score,
    Wish,
    WishKind,
    occupations,
)
from tests.planning.timetable.small_weeks import event, week

GRID = Grid(days=2, periods=3)
ODD, EVEN = frozenset({1, 3}), frozenset({2})


def test_ticks_lie_on_their_days() -> None:
    assert GRID.ticks == 6
    assert [GRID.day(tick) for tick in range(6)] == [0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("length", "starts"),
    [(1, [0, 1, 2, 3, 4, 5]), (2, [0, 1, 3, 4]), (3, [0, 3]), (4, [])],
)
def test_an_event_stays_within_its_day(length: int, starts: list[int]) -> None:
    assert [tick for tick in range(-3, 9) if GRID.fits(tick, length)] == starts


def test_everything_is_found_by_its_id() -> None:
    wish = Wish(9, WishKind.STAY)
    problem = week(event(1, 1), event(2, 1), wishes=(wish,))
    assert problem.event == {1: problem.events[0], 2: problem.events[1]}
    assert problem.resource[201] is problem.resources[2]
    assert problem.wish == {9: wish}


def test_a_way_is_as_long_in_both_directions() -> None:
    problem = replace(week(), travel={(1, 2): 3})
    ways = [problem.travel_between(*sites) for sites in ((1, 2), (2, 1), (1, 3), (1, 1))]
    assert ways == [3, 3, 0, 0]


def test_events_of_no_common_week_share_no_class() -> None:
    plain = week(event(1, 1), event(2, 1))
    assert plain.classes == (frozenset({1, 2}),)
    assert (plain.classes_of(plain.events[0]), plain.classes_in(ODD)) == ((0,), (0,))
    shut = {101: (Busy(0, 1, ConflictKind.ROOM, frozenset({3})),)}
    lessons = [event(1, 1, weeks=ODD), event(2, 1, weeks=EVEN), event(3, 1)]
    apart = week(*lessons)
    assert set(apart.classes) == {frozenset({1, 3}), frozenset({2, 3})}
    numbers = [apart.classes_of(each) for each in lessons]
    assert numbers[2] == (0, 1)
    assert {*numbers[0], *numbers[1]} == {0, 1}
    assert apart.classes_in(EVEN) == numbers[1]
    assert apart.classes_in(frozenset()) == (0, 1)
    closed = week(*lessons, busy=shut)
    assert closed.classes_in(frozenset({3})) == closed.classes_of(lessons[0])
    own = replace(lessons[0], closed=(Busy(0, 1, ConflictKind.ROOM, frozenset({1})),))
    assert week(own, *lessons[1:]).classes_in(frozenset({3})) == ()


def test_all_that_an_event_uses() -> None:
    company = (Along(202, -2, 1), Along(102, 3, 4))
    lesson = event(1, 1, length=2, needs=(301,), care_before=2, care_after=1, along=company)
    assert list(occupations(lesson, Place(3, 101, 201, 302))) == [
        *((101, 3, 5), (201, 3, 5), (301, 3, 5), (302, 1, 6), (202, 1, 4), (102, 6, 7)),
    ]
    assert list(occupations(lesson, Place(1, carer=302))) == [
        *((301, 1, 3), (302, 0, 4), (202, 0, 2), (102, 4, 5)),
    ]


def test_a_total_counts_what_is_parked() -> None:
    found = Score(7, 2, (), (3, 4), (), ())
    assert found.total == 7 + 2 * PARKED_COST
