"""What each wish costs in the formula: the same as counted one by one, wherever lessons are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from kursplaner.planning.timetable.checker import units
from kursplaner.planning.timetable.formula.formula import Formula, Scope
from kursplaner.planning.timetable.formula.teams import Team
from kursplaner.planning.timetable.problem import (
    Along,
    Event,
    Grid,
    Place,
    Placements,
    Problem,
    RoomOption,
    Wish,
    WishKind,
)
from tests.planning.timetable.small_weeks import event, timetables, week, weeks

BOTH = (RoomOption(101), RoomOption(102))
MOST = 14


def flags(team: Team, laid: Placements) -> Iterator[tuple[object, int]]:
    """Yield each flag of a team with what it is in a timetable."""
    here = [laid[each.id] for each in team.events if each.id in laid]
    yield team.out, len(team.events) - len(here)
    for start, flag in team.starts.items():
        yield flag, any(place.start == start for place in here)
    roles: tuple[tuple[Mapping[int, Mapping[int, object]], str], ...] = (
        (team.rooms, "room"),
        (team.teachers, "teacher"),
        (team.carers, "carer"),
    )
    for role, name in roles:
        for key, chosen in role.items():
            for start, each in chosen.items():
                is_set = [p.start == start and getattr(p, name) == key for p in here]
                yield each, any(is_set)


def least(formula: Formula, wish: Wish, laid: Placements) -> int:
    """Return the least that the terms of a wish come to while everything is where it is laid."""
    model = formula.sheet.model
    found = formula.terms_of(wish)
    for team in formula.teams:
        for flag, value in flags(team, laid):
            if not isinstance(flag, int):
                model.add(flag == value)
    model.minimize(sum(found))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value)


def scope_of(problem: Problem, *fixed: int) -> Scope:
    return Scope(frozenset(problem.event) - set(fixed), soft=False, hard=False)


def check(problem: Problem, wish: Wish, laid: Placements) -> None:
    counted = units(problem, wish, laid)
    asked = Formula(problem, laid, scope_of(problem))
    begun = asked.sheet.total(asked.terms_of(wish))
    needed = least(Formula(problem, laid, scope_of(problem)), wish, laid)
    assert begun == needed, "as the search begins"
    assert needed == counted


@settings(max_examples=25)
@given(weeks(hard=False), st.integers(0, 200))
def test_the_terms_count_what_the_checker_counts(problem: Problem, skipped: int) -> None:
    apart = tuple(replace(each, course=each.id) for each in problem.events)
    problem = replace(problem, events=apart)
    for laid in islice(timetables(problem), skipped, skipped + 40, 20):
        for wish in problem.wishes:
            check(problem, wish, laid)


def every(problem: Problem, wish: Wish) -> None:
    """Check a wish in timetables from all over those there are."""
    everything = list(timetables(problem))
    assert len(everything) > 5
    for laid in everything[:: -(-len(everything) // MOST)]:
        check(problem, wish, laid)


def lessons(count: int, **values: object) -> list[Event]:
    return [event(key, key, **values) for key in range(1, count + 1)]


def alike(*keys: int, **values: object) -> list[Event]:
    """Return lessons of one course that cannot be told apart."""
    return [event(key, 9, needs=(302,), **values) for key in keys]


def wish_for(kind: WishKind, count: int = 3, **values: object) -> Wish:
    return replace(Wish(9, kind, events=tuple(range(1, count + 1))), **values)  # type: ignore[arg-type]


ALONG = (Along(202, -1, 0),)


@pytest.mark.parametrize(
    ("wish", "events"),
    [
        (wish_for(WishKind.FEW_ROOMS, 2), lessons(2, rooms=BOTH, starts=(0, 3))),
        (wish_for(WishKind.SPREAD, 2), lessons(2, starts=(0, 1, 3))),
        (wish_for(WishKind.SPREAD, 2, limit=1), lessons(2, starts=(0, 1, 3))),
        (wish_for(WishKind.SPREAD, 3, limit=2), lessons(3, starts=(0, 1, 3))),
        (
            wish_for(WishKind.SPREAD, 4, limit=2),
            [*lessons(2, needs=(301,), starts=(0, 1)), *alike(3, 4, starts=(0, 2, 3))],
        ),
        (wish_for(WishKind.SAME_TIME, 2), lessons(2, starts=(0, 1, 3))),
        (wish_for(WishKind.SAME_TIME, 2, cycle=2), lessons(2, starts=(0, 1, 2, 3))),
        (
            wish_for(WishKind.TIMES, 2, ticks=frozenset({1, 3})),
            lessons(2, length=2, starts=(0, 1, 3, 4)),
        ),
        (
            wish_for(WishKind.TIMES, 2, ticks=frozenset({1}), resource=102),
            lessons(2, rooms=BOTH, starts=(0, 1)),
        ),
        (
            wish_for(WishKind.TIMES, 2, ticks=frozenset({1}), resource=201),
            lessons(2, teachers=(201, 202), starts=(0, 1)),
        ),
        (
            wish_for(WishKind.TIMES, 2, ticks=frozenset({1}), resource=301),
            lessons(2, needs=(301,), starts=(0, 1, 3)),
        ),
        (
            wish_for(WishKind.TIMES, 2, ticks=frozenset({0}), resource=202),
            lessons(2, along=ALONG, starts=(1, 2, 4)),
        ),
        (wish_for(WishKind.WAVES, 2, limit=1, cycle=2), lessons(2, rooms=BOTH, starts=(0, 1, 3))),
        (wish_for(WishKind.WAVES, 2, limit=1), lessons(2, rooms=BOTH, starts=(0, 1, 3))),
        (wish_for(WishKind.WAVES, 3, limit=1, cycle=1), lessons(3, rooms=BOTH, starts=(0, 1))),
        (wish_for(WishKind.WAVES, 2, limit=0, cycle=3), lessons(2, rooms=(), starts=(0, 2, 5))),
        (
            wish_for(WishKind.HOURS, 2, limit=1, resource=201),
            lessons(2, teachers=(201, 202), starts=(0, 1)),
        ),
        (
            wish_for(WishKind.HOURS, 2, limit=3, resource=301),
            lessons(2, needs=(301,), length=2, starts=(0, 3)),
        ),
        (
            wish_for(WishKind.STAY, 2),
            lessons(2, rooms=BOTH, starts=(0, 1), current=Place(1, 102)),
        ),
        (wish_for(WishKind.STAY, 2), lessons(2, starts=(0, 1, 2))),
        (
            wish_for(WishKind.STAY, 2),
            lessons(2, teachers=(201, 202), starts=(0, 1), current=Place(0, 101, 202)),
        ),
        (
            wish_for(WishKind.COMPACT, 0, resource=301),
            lessons(2, needs=(301,), starts=(0, 2, 3, 4)),
        ),
        (
            wish_for(WishKind.CONNECTED, 0, resource=301),
            lessons(2, needs=(301,), starts=(0, 2, 3, 5)),
        ),
        (wish_for(WishKind.CONNECTED, 0, resource=101), lessons(3, starts=(0, 1, 2, 3))),
    ],
    ids=lambda value: value.kind if isinstance(value, Wish) else "",
)
def test_each_kind_of_wish_everywhere(wish: Wish, events: Sequence[Event]) -> None:
    every(week(*events, wishes=(wish,)), wish)


def test_idle_hours_of_a_long_day() -> None:
    wish = wish_for(WishKind.CONNECTED, 0, resource=301)
    events = lessons(2, needs=(301,), starts=(0, 2, 4, 5))
    every(week(*events, wishes=(wish,), grid=Grid(1, 6)), wish)


@pytest.mark.parametrize("kind", WishKind)
def test_what_is_fixed_changes_nothing_between_two_timetables(kind: WishKind) -> None:
    wish = wish_for(
        kind, 3, resource=301, ticks=frozenset({0, 4}), limit=1, cycle=2 if kind != "stay" else 0
    )
    if kind is WishKind.TIMES:
        wish = replace(wish, resource=None)
    events = lessons(3, rooms=BOTH, needs=(301,), starts=(0, 1, 2, 4, 5))
    events = [replace(each, current=Place(1, 101)) for each in events]
    problem = week(*events, wishes=(wish,))
    around = {1: Place(1, 101), 2: Place(4, 102)}
    found = set()
    for place in (Place(0, 101), Place(2, 102), Place(5, 101), Place(5, 102), None):
        laid = around if place is None else {**around, 3: place}
        formula = Formula(problem, laid, scope_of(problem, 1, 2))
        counted = units(problem, wish, laid)
        started = formula.sheet.total(formula.terms_of(wish))
        found.add((counted - started, counted - least(formula, wish, laid)))
    # A day on which nothing can change is left out of what is connected.
    assert len(found) == 1 if kind is WishKind.CONNECTED else found == {(0, 0)}
