"""The smallest clash: it excludes itself, and without any one member it does not."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.formula.clash import demands_of, reduced, smallest_clash
from kursplaner.planning.timetable.formula.demands import Clash, Demand, DemandKind, Price
from kursplaner.planning.timetable.problem import (
    Busy,
    Event,
    Place,
    Problem,
    RoomOption,
    Wish,
    WishKind,
)
from tests.planning.timetable.small_weeks import event, possible, week, weeks


@settings(max_examples=15, deadline=None)
@given(weeks(hard=True))
def test_dropping_any_one_makes_the_rest_possible(problem: Problem) -> None:
    clash = smallest_clash(problem, 20, prices=False)
    assert (clash is None) == possible(problem)
    assume(clash is not None)
    assert clash is not None
    assert clash.minimal
    demands = frozenset(clash.demands)
    assert demands <= demands_of(problem)
    assert not possible(reduced(problem, demands))
    for each in demands:
        assert possible(reduced(problem, demands - {each}))


def test_two_courses_for_one_hour() -> None:
    lessons = [event(key, key, starts=(0,)) for key in (1, 2)]
    others = [event(key, key) for key in (3, 4)]
    clash = smallest_clash(week(*lessons, *others))
    assert clash is not None
    assert clash.demands == (Demand(DemandKind.COURSE, 1), Demand(DemandKind.COURSE, 2))
    assert {price.affected for price in clash.prices} == {(1,), (2,)}
    assert [price.parked for price in clash.prices] == [1, 1]


def test_a_wish_against_a_pin() -> None:
    wish = Wish(9, WishKind.TIMES, hard=True, events=(1,), ticks=frozenset({0, 1, 2}))
    pinned = event(1, 1, pinned=True, current=Place(0, 101))
    clash = smallest_clash(week(pinned, wishes=(wish,)))
    assert clash is not None
    assert set(clash.demands) == {Demand(DemandKind.PIN, 1), Demand(DemandKind.WISH, 9)}
    assert all(price.parked == 0 for price in clash.prices)


def test_a_course_alone_can_clash_with_the_facts() -> None:
    shut = {101: (Busy(0, 6, ConflictKind.CLOSURE),)}
    clash = smallest_clash(week(event(1, 1), event(2, 2, rooms=()), busy=shut))
    assert clash is not None
    assert clash.demands == (Demand(DemandKind.COURSE, 1),)


def test_no_clash_where_all_have_a_place() -> None:
    assert smallest_clash(week(event(1, 1), event(2, 2))) is None


BOTH = (RoomOption(101), RoomOption(102))


def course(key: int) -> Demand:
    return Demand(DemandKind.COURSE, key)


def pin(key: int) -> Demand:
    return Demand(DemandKind.PIN, key)


def wish(key: int) -> Demand:
    return Demand(DemandKind.WISH, key)


def mixed() -> Problem:
    """Two courses, one with a pinned lesson; hard wishes 8 and 9, a soft one 7."""
    lessons = [event(1, 1), event(2, 1), event(3, 2, pinned=True, current=Place(4, 101))]
    wishes = (
        Wish(7, WishKind.SPREAD, events=(3,)),
        Wish(8, WishKind.SPREAD, hard=True, events=(1, 3)),
        Wish(9, WishKind.CONNECTED, hard=True, resource=101),
    )
    return week(*lessons, wishes=wishes)


def test_all_that_is_demanded() -> None:
    assert demands_of(mixed()) == {course(1), course(2), pin(3), wish(8), wish(9)}


def test_what_is_not_demanded_is_gone_or_loose() -> None:
    problem = mixed()
    first, second, pinned = problem.events
    spread, both, connected = problem.wishes
    assert reduced(problem, demands_of(problem)) == problem
    assert reduced(problem, {course(1), wish(8)}) == replace(
        problem,
        events=(first, second),
        wishes=(replace(spread, events=()), replace(both, events=(1,))),
    )
    assert reduced(problem, {pin(3), wish(9)}) == replace(
        problem, events=(pinned,), wishes=(spread, connected)
    )
    loose = replace(pinned, pinned=False)
    assert reduced(problem, {course(2)}) == replace(problem, events=(loose,), wishes=(spread,))


def dear(key: int, number: int, penalty: int, *starts: int) -> Event:
    return event(key, number, rooms=(RoomOption(101, penalty),), starts=starts)


def test_what_brings_most_places_back_is_the_cheapest_to_give_up() -> None:
    problem = week(dear(1, 1, 2, 0), dear(2, 2, 3, 0), dear(3, 2, 3, 1))
    expected = (Price(course(1), (1,), 1, 6), Price(course(2), (2, 3), 2, 2))
    assert smallest_clash(problem) == Clash((course(1), course(2)), expected, minimal=True)
    without = smallest_clash(problem, prices=False)
    assert without == Clash((course(1), course(2)), (), minimal=True)
    assert smallest_clash(problem, 0) is None


def test_of_equal_places_the_better_timetable_decides() -> None:
    clash = smallest_clash(week(dear(1, 1, 1, 0), dear(2, 2, 5, 0), event(3, 3)))
    expected = (Price(course(2), (2,), 1, 1), Price(course(1), (1,), 1, 5))
    assert clash == Clash((course(1), course(2)), expected, minimal=True)


def test_a_clash_of_a_row_of_courses_and_of_nobody_beside_them() -> None:
    row = [event(1, 1, starts=(0,)), event(2, 2, starts=(0, 1)), event(3, 3, starts=(1,))]
    clash = smallest_clash(week(*row, event(4, 4, rooms=BOTH[1:])), prices=False)
    assert clash == Clash((course(1), course(2), course(3)), (), minimal=True)


def test_a_wish_about_somebodys_days_concerns_whoever_uses_them() -> None:
    connected = Wish(9, WishKind.CONNECTED, hard=True, resource=301)
    lessons = [event(key, key, needs=(301,), starts=(at,)) for key, at in ((1, 0), (2, 2))]
    problem = week(*lessons, event(3, 3, starts=(4,)), wishes=(connected,))
    clash = smallest_clash(problem)
    assert clash is not None
    assert clash.demands == (course(1), course(2), wish(9))
    assert {each.demand: (each.affected, each.parked) for each in clash.prices} == {
        wish(9): ((1, 2), 0),
        course(1): ((1,), 1),
        course(2): ((2,), 1),
    }
    assert clash.prices[0].demand == wish(9)
    between = event(3, 3, needs=(301,), starts=(1,))
    assert smallest_clash(week(*lessons, between, wishes=(connected,))) is None


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        (Place(0, 101, 201, 301), Place(0, 102, 202, 302), ()),
        (Place(0, 101, 201, 301), Place(0, 102, 201, 302), (pin(1), pin(2))),
        (Place(0, 101, 201, 301), Place(0, 101, 202, 302), (pin(1), pin(2))),
        (Place(0, 101, 201, 301), Place(0, 102, 202, 301), (pin(1), pin(2))),
        (Place(0, 101, 201, 301), Place(1, 101, 201, 301), ()),
    ],
)
def test_pins_hold_time_room_and_people(
    first: Place, second: Place, clash: tuple[Demand, ...]
) -> None:
    people = {"rooms": BOTH, "teachers": (201, 202), "carers": (301, 302), "starts": (0, 1)}
    lessons = [
        event(key, key, pinned=True, current=place, **people)
        for key, place in ((1, first), (2, second))
    ]
    found = smallest_clash(week(*lessons), prices=False)
    assert (() if found is None else found.demands) == clash


def test_a_pin_at_a_closed_time_clashes_with_the_facts_alone() -> None:
    shut = {101: (Busy(0, 1, ConflictKind.CLOSURE),)}
    lessons = [event(1, 1, pinned=True, current=Place(0, 101)), event(2, 2)]
    assert smallest_clash(week(*lessons, busy=shut), prices=False) == Clash((pin(1),), (), True)
