from hypothesis import given
from hypothesis import strategies as st

from kursplaner.planning.timetable.formula.strands import Weeks, meet, strands

FOUR = st.frozensets(st.integers(0, 3), max_size=4)
HELD = st.dictionaries(st.integers(1, 5), FOUR, min_size=1)


def weeks(*numbers: int) -> Weeks:
    return frozenset(numbers)


def test_an_empty_set_is_all_weeks() -> None:
    assert meet(weeks(), weeks())
    assert meet(weeks(), weeks(3))
    assert meet(weeks(3), weeks())
    assert meet(weeks(1, 3), weeks(3, 4))
    assert not meet(weeks(1), weeks(2, 3))


def test_all_without_weeks_are_one() -> None:
    assert strands({1: weeks(), 2: weeks()}, [weeks(4)]) == ((frozenset({1, 2}), frozenset()),)


def test_weeks_with_the_same_events_are_one_and_smaller_sets_are_left_out() -> None:
    held = {1: weeks(1, 2, 3), 2: weeks(1, 2), 3: weeks(4), 4: weeks()}
    assert set(strands(held, [])) == {
        (frozenset({1, 2, 4}), weeks(1, 2)),
        (frozenset({3, 4}), weeks(4)),
    }


def test_a_week_that_is_closed_at_times_is_told_apart() -> None:
    held = {1: weeks(1, 2, 3)}
    assert set(strands(held, [weeks(2)])) == {(frozenset({1}), weeks(2))}
    assert set(strands(held, [weeks(2), weeks(3)])) == {
        (frozenset({1}), weeks(2)),
        (frozenset({1}), weeks(3)),
    }
    assert set(strands(held, [weeks()])) == {(frozenset({1}), weeks(1, 2, 3))}
    more = {1: weeks(1, 2), 2: weeks(2)}
    assert set(strands(more, [weeks(1)])) == {
        (frozenset({1}), weeks(1)),
        (frozenset({1, 2}), weeks(2)),
    }


@given(held=HELD, closed=st.lists(FOUR, max_size=3))
def test_who_meets_shares_a_strand_and_nobody_else_does(
    held: dict[int, Weeks], closed: list[Weeks]
) -> None:
    found = strands(held, closed)
    named = {week for event_weeks in held.values() for week in event_weeks}
    for week in named:
        there = {key for key, own in held.items() if not own or week in own}
        shut = {those for those in closed if week in those}
        assert any(
            there <= together and all(those & own for those in shut) for together, own in found
        )
    for together, own in found:
        for key in together:
            assert not own or not held[key] or own <= held[key]
    everything = [(together, own) for together, own in found]
    assert len(set(everything)) == len(everything)
