"""The smallest clash: it excludes itself, and without any one member it does not."""

from hypothesis import assume, given, settings

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.formula.clash import demands_of, reduced, smallest_clash
from kursplaner.planning.timetable.formula.demands import Demand, DemandKind
from kursplaner.planning.timetable.problem import Busy, Place, Problem, Wish, WishKind
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
