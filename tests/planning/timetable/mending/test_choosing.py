"""The least disturbance, against trying out everything."""

from collections.abc import Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.basics.spans import minute_of
from kursplaner.planning.fixes.cost import SOFT
from kursplaner.planning.timetable.mending.choosing import PARKED, UNFILLED, Learned, chosen
from kursplaner.planning.timetable.mending.units import Chosen, Hours, Part, Pick, Role, Unit, Way
from tests.planning.small_town import NINE, TUESDAY

AT = minute_of(TUESDAY, NINE)
ILL, VOGEL, ROTH, ROOM = 1, 2, 3, 9
NOTHING: dict[tuple[int, str, int], Hours] = {}


def unit(key: int, start: int = AT, *, optional: bool = False, course: int | None = None) -> Unit:
    role = Role(Part.TEACHER, "lesson", key, ILL, 0, 90, 5, troubled=True)
    times = (start, start + 90)
    return Unit(key, course or key, key, *times, (role,), 5, False, True, False, False, optional)


def way(start: int, points: int, *picks: tuple[int, int]) -> Way:
    return Way(start, points, (tuple(Pick(who, cost) for who, cost in picks),))


def best(units: Sequence[Unit], ways: dict[int, list[Way]], learned: Learned | None = None) -> int:
    found = chosen(units, ways, NOTHING, learned or Learned(), 5)
    return cost_of(units, ways, found)


def cost_of(units: Sequence[Unit], ways: dict[int, list[Way]], found: Sequence[Chosen]) -> int:
    there = {each.unit for each in found}
    own = sum(
        next(w for w in ways[each.unit] if w.start == each.start).cost(each.resources)
        for each in found
    )
    return own + sum(UNFILLED if u.optional else PARKED for u in units if u.id not in there)


def test_one_stand_in_goes_where_a_move_would_cost_most() -> None:
    units = [unit(1), unit(2)]
    ways = {
        1: [way(AT, 0, (VOGEL, 5)), way(AT + 120, 30, (ILL, 0))],
        2: [way(AT, 0, (VOGEL, 5)), way(AT + 120, 60, (ILL, 0))],
    }
    assert set(chosen(units, ways, NOTHING, Learned(), 5)) == {
        Chosen(1, AT + 120, (ILL,)),
        Chosen(2, AT, (VOGEL,)),
    }


def test_who_finds_no_way_is_left_out() -> None:
    units = [unit(1), unit(2)]
    ways = {1: [way(AT, 0, (VOGEL, 5))], 2: [way(AT, 0, (VOGEL, 5))]}
    assert len(chosen(units, ways, NOTHING, Learned(), 5)) == 1
    assert chosen(units, {}, NOTHING, Learned(), 5) == ()


def test_what_is_only_a_hint_waits_for_what_is_broken() -> None:
    units = [unit(1, optional=True), unit(2)]
    ways = {key: [way(AT, 0, (VOGEL, 5))] for key in (1, 2)}
    (found,) = chosen(units, ways, NOTHING, Learned(), 5)
    assert found.unit == 2


def test_a_course_has_one_lesson_at_a_time_and_one_that_ends_may_follow() -> None:
    units = [unit(1, course=7), unit(2, course=7)]
    ways = {1: [way(AT, 0, (VOGEL, 5))], 2: [way(AT + 89, 0, (ROTH, 5)), way(AT + 90, 9, (3, 5))]}
    assert best(units, ways) == 5 + 14


def test_somebody_is_not_taken_twice_in_one_record() -> None:
    role = Role(Part.CARER, "childcare", 1, ILL, -15, 105, 3, troubled=True)
    both = unit(1)
    both = Unit(
        *(1, 1, 1, AT, AT + 90, (both.roles[0], role), 5, False, True, False, False), optional=False
    )
    alone = {1: [Way(AT, 0, ((Pick(VOGEL, 1),), (Pick(VOGEL, 1),)))]}
    assert chosen([both], alone, NOTHING, Learned(), 5) == ()
    other = {1: [Way(AT, 0, ((Pick(VOGEL, 1),), (Pick(VOGEL, 1), Pick(ROTH, 9))))]}
    assert chosen([both], other, NOTHING, Learned(), 5) == (Chosen(1, AT, (VOGEL, ROTH)),)


@pytest.mark.parametrize(("free", "who"), [(90, VOGEL), (89, ROTH)])
def test_more_than_the_agreed_hours_cost_as_much_as_a_hint(free: int, who: int) -> None:
    ways = {1: [way(AT, 0, (VOGEL, 5), (ROTH, 5 + SOFT - 1))]}
    monday = minute_of(TUESDAY) - 1440
    hours = {(VOGEL, "lesson", monday): Hours(600, (600 + free,))}
    assert chosen([unit(1)], ways, hours, Learned(), 5) == (Chosen(1, AT, (who,)),)


def test_what_was_learned_is_barred_or_priced() -> None:
    ways = {1: [way(AT, 0, (VOGEL, 5), (ROTH, 9))]}
    first = frozenset({Chosen(1, AT, (VOGEL,))})
    assert best([unit(1)], ways, Learned({first})) == 9
    assert best([unit(1)], ways, Learned(prices={first: 3})) == 5
    dear = chosen([unit(1)], ways, NOTHING, Learned(prices={first: 5}), 5)
    assert dear == (Chosen(1, AT, (ROTH,)),)
    unknown = frozenset({Chosen(1, AT + 7, (VOGEL,))})
    assert best([unit(1)], ways, Learned({unknown}, {unknown: 99})) == 5


def test_one_face_for_a_course_rather_than_several() -> None:
    units = [unit(1, course=7), unit(2, AT + 1440, course=7)]
    ways = {
        1: [way(AT, 0, (VOGEL, 5), (ROTH, 5))],
        2: [way(AT + 1440, 0, (ROTH, 5))],
    }
    found = chosen(units, ways, NOTHING, Learned(), 5)
    assert {each.resources for each in found} == {(ROTH,)}


Drawn = tuple[int, int, list[tuple[int, int]]]
WAYS = st.lists(
    st.tuples(
        st.sampled_from((0, 30, 60, 90, 120)),
        st.integers(0, 60),
        st.lists(st.tuples(st.sampled_from((2, 3, 4)), st.integers(0, 30)), min_size=1, max_size=3),
    ),
    max_size=3,
)


@given(st.lists(WAYS, min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_nothing_that_can_be_tried_out_is_cheaper(drawn: list[list[Drawn]]) -> None:
    units = [unit(key) for key, _ in enumerate(drawn, 1)]
    ways = {key: _ways(some) for key, some in enumerate(drawn, 1)}
    assert best(units, ways) == min(
        cost_of(units, ways, tried)
        for tried in _everything(units, ways)
        if not any(_meet(*pair) for pair in combinations(tried, 2))
    )


def _ways(drawn: list[Drawn]) -> list[Way]:
    by_start: dict[int, Way] = {}
    for shift, points, picks in drawn:
        by_start.setdefault(shift, way(AT + shift, points, *dict(picks).items()))
    return list(by_start.values())


def _everything(units: Sequence[Unit], ways: dict[int, list[Way]]) -> list[list[Chosen]]:
    options = [
        [None, *(Chosen(u.id, w.start, (p.resource,)) for w in ways[u.id] for p in w.picks[0])]
        for u in units
    ]
    return [[each for each in line if each is not None] for line in product(*options)]


def _meet(one_way: Chosen, other: Chosen) -> bool:
    same = one_way.resources == other.resources
    return same and abs(one_way.start - other.start) < 90
