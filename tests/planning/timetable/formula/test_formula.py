"""A formula allows the timetables that break nothing, no others, and each at its own cost."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.formula.formula import Formula, Scope, Values
from kursplaner.planning.timetable.problem import (
    PARKED_COST,
    Along,
    Busy,
    Event,
    Grid,
    Place,
    Placements,
    Problem,
    Resource,
    RoomOption,
    Wish,
    WishKind,
)
from tests.planning.timetable.small_weeks import event, timetables, week

BOTH = (RoomOption(101), RoomOption(102))
Laid = frozenset[tuple[int, Place]]
ROOM = ConflictKind.ROOM


class Every(cp_model.CpSolverSolutionCallback):
    """Hears every timetable a formula allows."""

    def __init__(self, formula: Formula) -> None:
        super().__init__()
        self.formula = formula
        self.found: set[Laid] = set()

    def on_solution_callback(self) -> None:
        model = self.formula.sheet.model
        flags = map(model.get_int_var_from_proto_index, range(len(self.formula.sheet.hinted)))
        laid = self.formula.placements(Values([self.value(flag) for flag in flags]))
        self.found.add(frozenset(laid.items()))


def allowed(problem: Problem, scope: Scope, hint: Placements) -> set[Laid]:
    formula = Formula(problem, hint, scope)
    formula.sheet.model.proto.clear_objective()
    solver, every = cp_model.CpSolver(), Every(formula)
    solver.parameters.num_workers = 1
    if problem.travel:
        return set(one_by_one(formula, solver))
    solver.parameters.enumerate_all_solutions = True
    solver.solve(formula.sheet.model, every)
    return every.found


def one_by_one(formula: Formula, solver: cp_model.CpSolver) -> Iterator[Laid]:
    """Yield what is allowed, forbidding each once it was found: ways have many free flags."""
    chosen = {
        flag.index: flag
        for team in formula.teams
        for role in ({0: team.starts}, team.rooms, team.teachers, team.carers)
        for starts in role.values()
        for flag in starts.values()
        if not isinstance(flag, int)
    }
    while solver.solve(formula.sheet.model) != cp_model.INFEASIBLE:
        values = Values(list(solver.response_proto.solution))
        yield frozenset(formula.placements(values).items())
        formula.sheet.model.add_bool_or(
            [~flag if values.is_set(flag) else flag for flag in chosen.values()]
        )


def unbroken(problem: Problem, hint: Placements, *, park: bool) -> Iterator[Placements]:
    """Yield the timetables that break nothing in which what the hint has stays."""
    for laid in timetables(problem, park=park):
        if laid.items() >= hint.items() and not score(problem, laid).breaches:
            yield laid


def lessons(count: int, **values: object) -> tuple[Event, ...]:
    return tuple(event(key, key, **values) for key in range(1, count + 1))


def with_ways(problem: Problem, way: int = 1) -> Problem:
    return replace(problem, travel={(2, 1): way})


def wished(kind: WishKind, *keys: int, **values: object) -> Wish:
    return replace(Wish(9, kind, hard=True, events=keys), **values)  # type: ignore[arg-type]


ODD, EVEN = frozenset({1}), frozenset({2})
MINDED = {"carers": (201,), "care_before": 1, "care_after": 1}
DAY = Grid(1, 6)

RULES = {
    "one room": week(*lessons(2, length=2, starts=(0, 1, 3, 4))),
    "a closed room": week(
        *lessons(2, rooms=BOTH, starts=(0, 1)), busy={101: (Busy(0, 1, ConflictKind.CLOSURE),)}
    ),
    "a barred room": week(
        *lessons(2, rooms=(RoomOption(101), RoomOption(102, 0, ROOM)), starts=(0, 1))
    ),
    "one of two teachers": week(
        *lessons(3, rooms=(), teachers=(201, 202), starts=(0, 3)),
        busy={202: (Busy(3, 4, ConflictKind.AVAILABILITY),)},
    ),
    "teacher and group": week(
        event(1, 1, rooms=(), teachers=(201,), starts=(0, 1)),
        event(2, 2, rooms=(), needs=(201, 301), starts=(0, 1)),
        event(3, 3, rooms=(), needs=(301,), starts=(0, 1)),
    ),
    "somebody who cares": week(
        event(1, 1, rooms=(), starts=(1, 2, 3, 4), **MINDED),
        event(2, 2, rooms=(), needs=(201,), starts=(0, 1, 2, 3, 5)),
        grid=DAY,
    ),
    "company": week(
        *lessons(2, rooms=(), starts=(1, 2, 4), along=(Along(202, -1, 1), Along(102, 1, 2))),
        event(3, 3, rooms=BOTH[1:], starts=(0, 2, 3)),
    ),
    "weeks": week(
        event(1, 1, weeks=ODD, starts=(0, 1)),
        event(2, 2, weeks=EVEN, starts=(0, 1)),
        event(3, 3, starts=(0, 1, 2)),
        busy={101: (Busy(0, 1, ROOM, ODD),)},
    ),
    "a pin": week(
        event(1, 1, rooms=BOTH, pinned=True, current=Place(1, 102)),
        event(2, 2, rooms=BOTH, starts=(0, 1)),
    ),
    "closed times of its own": week(
        *lessons(2, length=2, closed=(Busy(1, 2, ConflictKind.HOLIDAY),), starts=(0, 1, 3, 4))
    ),
    "ways": with_ways(
        week(
            event(1, 1, rooms=BOTH, needs=(201,), starts=(0, 2)),
            event(2, 2, rooms=BOTH[1:], needs=(201,), starts=(0, 1, 3)),
        )
    ),
    "long ways": with_ways(
        week(
            event(1, 1, rooms=BOTH, needs=(301,), starts=(2,)),
            event(2, 2, rooms=BOTH[1:], needs=(301,), starts=(0, 1, 3, 4, 5)),
            grid=DAY,
        ),
        2,
    ),
    "ways of a chosen teacher": with_ways(
        week(
            event(1, 1, rooms=BOTH, teachers=(201, 202), starts=(0,)),
            event(2, 2, rooms=BOTH[:1], teachers=(201, 202), starts=(0, 1)),
        )
    ),
    "ways of a room's key": with_ways(
        week(
            event(1, 1, rooms=BOTH[:1], needs=(201,), along=(Along(202, 0, 2),), starts=(0, 1)),
            event(2, 2, rooms=BOTH[1:], needs=(202,), starts=(1, 2, 3, 4, 5)),
            event(3, 3, rooms=(), needs=(202,), starts=(4,)),
            grid=DAY,
        )
    ),
    "ways of who cares": with_ways(
        week(
            event(1, 1, rooms=BOTH, starts=(1,), **MINDED),
            event(2, 2, rooms=BOTH[1:], needs=(201,), starts=(0, 3, 4, 5)),
            grid=DAY,
        )
    ),
    "no way between": with_ways(week(*lessons(2, rooms=BOTH, needs=(201,), starts=(0, 1))), 0),
    "hard times": week(
        *lessons(2, starts=(0, 1, 3)),
        wishes=(wished(WishKind.TIMES, 1, ticks=frozenset({0, 3})),),
    ),
    "hard days": week(
        *lessons(3, starts=(0, 1, 3)), wishes=(wished(WishKind.SPREAD, 1, 2, 3, limit=2),)
    ),
    "no idle hours": week(
        *lessons(3, rooms=(), needs=(301,), starts=(0, 1, 2)),
        wishes=(wished(WishKind.CONNECTED, resource=301),),
    ),
    "what should stay": week(
        *lessons(2, rooms=BOTH, current=Place(0, 101), starts=(0, 1)),
        wishes=(wished(WishKind.STAY, 1, 2),),
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_what_breaks_nothing_is_allowed_and_nothing_else(name: str) -> None:
    problem = RULES[name]
    scope = Scope(frozenset(problem.event))
    right = {frozenset(laid.items()) for laid in unbroken(problem, {}, park=True)}
    assert allowed(problem, scope, {}) == right
    whole = {laid for laid in right if len(laid) == len(problem.events)}
    assert allowed(problem, replace(scope, park=False), {}) == whole
    assert len(right) > 2


@pytest.mark.parametrize("name", [name for name, each in RULES.items() if not each.wishes])
def test_what_is_fixed_stays_and_bars_its_place(name: str) -> None:
    problem = RULES[name]
    first = problem.events[0]
    hint = next(laid for laid in unbroken(problem, {}, park=True) if set(laid) == {first.id})
    scope = Scope(frozenset(problem.event) - {first.id})
    right = {frozenset(laid.items() - hint.items()) for laid in unbroken(problem, hint, park=True)}
    assert allowed(problem, scope, hint) == right


def test_only_some_starts_are_looked_at() -> None:
    problem = week(*lessons(2, starts=(0, 1)))
    scope = Scope(frozenset({1, 2}), park=False, only={1: {1, 5}})
    assert allowed(problem, scope, {}) == {frozenset({(1, Place(1, 101)), (2, Place(0, 101))})}


# --- Rooms that are only counted ------------------------------------------------------------------


COUNTED = {
    "two rooms": week(*lessons(3, rooms=BOTH, starts=(0, 1))),
    "one may only be in one": week(
        event(1, 1, starts=(0, 1)),
        event(2, 2, starts=(0, 1)),
        event(3, 3, rooms=BOTH, starts=(0, 1)),
    ),
    "two that take one each": week(
        event(1, 1, starts=(0,)), event(2, 2, rooms=BOTH[1:], starts=(0,)), event(3, 3, rooms=BOTH)
    ),
    "a closed room": week(
        *lessons(2, rooms=BOTH, starts=(0, 1)), busy={101: (Busy(0, 1, ConflictKind.CLOSURE),)}
    ),
    "a barred room": week(
        *lessons(2, rooms=(RoomOption(101), RoomOption(102, 0, ROOM)), starts=(0, 1))
    ),
    "a pin": week(
        event(1, 1, rooms=BOTH, pinned=True, current=Place(0, 102)),
        event(2, 2, rooms=BOTH[1:], starts=(0, 1)),
        event(3, 3, rooms=(), starts=(0,)),
    ),
    "weeks": week(
        event(1, 1, weeks=ODD, starts=(0, 1)),
        event(2, 2, weeks=EVEN, starts=(0, 1)),
        event(3, 3, starts=(0, 1)),
        busy={101: (Busy(1, 2, ROOM, EVEN),)},
    ),
    "a teacher": week(*lessons(2, rooms=BOTH, teachers=(201,), starts=(0, 1))),
}


def at_times(laid: Placements) -> Laid:
    return frozenset((key, replace(place, room=None)) for key, place in laid.items())


@pytest.mark.parametrize("name", COUNTED)
def test_times_are_allowed_where_there_are_rooms_enough(name: str) -> None:
    problem = COUNTED[name]
    scope = Scope(frozenset(problem.event), counted=True, soft=False)
    right = {at_times(laid) for laid in unbroken(problem, {}, park=True)}
    assert allowed(problem, scope, {}) == right


ROOMS = (RoomOption(1), RoomOption(2, 2), RoomOption(3, 6))


def three_rooms(*events: Event, busy: tuple[Busy, ...] = ()) -> Problem:
    rooms = tuple(Resource(key, ROOM, busy if key == 1 else ()) for key in (1, 2, 3))
    return Problem(Grid(1, 2), rooms, events)


def cheapest(problem: Problem, scope: Scope) -> int:
    formula = Formula(problem, {}, scope)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(formula.sheet.model) == cp_model.OPTIMAL
    return round(solver.objective_value)


@pytest.mark.parametrize(
    ("events", "busy", "cost"),
    [
        (lessons(2, rooms=ROOMS, starts=(0,)), (), 2),
        (lessons(3, rooms=ROOMS, starts=(0,)), (), 8),
        (lessons(3, rooms=ROOMS, starts=(0, 1)), (), 2),
        (lessons(4, rooms=ROOMS, starts=(0, 1)), (), 4),
        (lessons(2, rooms=ROOMS, starts=(0,)), (Busy(0, 1, ROOM),), 8),
        (lessons(2, rooms=ROOMS[1:], starts=(0,)), (), 8),
        (lessons(1, rooms=(*ROOMS[1:], RoomOption(1, 0, ROOM)), starts=(0,)), (), 2),
        (lessons(1, rooms=ROOMS, pinned=True, current=Place(0, 3)), (), 6),
        (lessons(2, rooms=(), starts=(0,)), (), 0),
        ((event(1, 1, rooms=ROOMS, starts=(0,)), event(2, 2, rooms=ROOMS[:1], starts=(0,))), (), 2),
    ],
)
def test_counted_rooms_cost_as_much_as_the_cheapest_choice(
    events: tuple[Event, ...], busy: tuple[Busy, ...], cost: int
) -> None:
    problem = three_rooms(*events, busy=busy)
    scope = Scope(frozenset(problem.event), park=False)
    assert cheapest(problem, replace(scope, counted=True)) == cost
    assert cheapest(problem, scope) == cost


# --- Costs ----------------------------------------------------------------------------------------


def dear() -> Problem:
    """One lesson that costs 3 for its room, 2 for its time and 5 for not staying; one too many."""
    rooms = (RoomOption(101, 3),)
    wishes = (
        Wish(1, WishKind.TIMES, 2, events=(1, 2), ticks=frozenset({0})),
        Wish(2, WishKind.STAY, 5, events=(1, 2)),
        Wish(3, WishKind.TIMES, 0, events=(1, 2), ticks=frozenset({0})),
    )
    lonely = {"rooms": rooms, "starts": (0,), "current": Place(1, 101)}
    return week(*lessons(2, **lonely), wishes=wishes)


@pytest.mark.parametrize(
    ("scope", "cost"),
    [
        (Scope(frozenset({1, 2})), PARKED_COST + 10),
        (Scope(frozenset({1, 2}), soft=False), PARKED_COST),
        (Scope(frozenset({1, 2}), counting=frozenset({2})), PARKED_COST + 5),
        (Scope(frozenset({1, 2}), counting=frozenset({1})), PARKED_COST + 2),
        (Scope(frozenset({1, 2}), counting=frozenset()), PARKED_COST),
        (Scope(frozenset({1}), park=False), 10),
    ],
)
def test_a_scope_counts_what_it_is_about(scope: Scope, cost: int) -> None:
    assert cheapest(dear(), scope) == cost
    assert score(dear(), {1: Place(0, 101)}).total == PARKED_COST + 10


def test_without_anything_hard_nothing_needs_a_place() -> None:
    scope = Scope(frozenset({1, 2}), soft=False, hard=False)
    assert cheapest(dear(), scope) == 0


def test_a_hard_wish_that_what_is_fixed_breaks_allows_nothing() -> None:
    wish = wished(WishKind.TIMES, 1, 2, ticks=frozenset({0}))
    problem = week(*lessons(2, starts=(0, 1)), wishes=(wish,))
    assert allowed(problem, Scope(frozenset({2})), {1: Place(0, 101)}) == set()
    assert len(allowed(problem, Scope(frozenset({2}), hard=False), {1: Place(1, 101)})) == 2


# --- What comes out -------------------------------------------------------------------------------


def begun(problem: Problem, hint: Placements, *free: int) -> Placements:
    """Return what a formula begins with, read as if it were its solution."""
    formula = Formula(problem, hint, Scope(frozenset(free)))
    return formula.placements(Values(formula.sheet.hinted))


def test_a_formula_begins_with_the_timetable_there_is() -> None:
    people = {"teachers": (201, 202), "carers": (301, 302)}
    problem = week(*lessons(3, rooms=BOTH, **people))
    hint = {1: Place(0, 102, 202, 301), 2: Place(4, 101, 201, 302)}
    assert begun(problem, hint, 1, 2, 3) == hint
    assert begun(problem, hint, 2, 3) == {2: hint[2]}


def test_lessons_that_cannot_be_told_apart_keep_the_starts_they_have() -> None:
    now = {1: 4, 2: 0, 3: 5}
    alike = [
        event(key, 7, needs=(301,), current=Place(now[key], 101) if key in now else None)
        for key in (1, 2, 3, 4)
    ]
    hint = {1: Place(0, 101), 2: Place(1, 101), 3: Place(4, 101)}
    expected = {2: Place(0, 101), 3: Place(1, 101), 1: Place(4, 101)}
    assert begun(week(*alike), hint, 1, 2, 3, 4) == expected
    fresh = [replace(each, current=None) for each in alike]
    assert begun(week(*fresh), {4: Place(2, 101), 3: Place(1, 101)}, 1, 2, 3, 4) == {
        1: Place(1, 101),
        2: Place(2, 101),
    }


def test_a_flag_is_set_by_its_value() -> None:
    formula = Formula(week(*lessons(1, starts=(0, 1))), {1: Place(1, 101)}, Scope(frozenset({1})))
    values, starts = Values(formula.sheet.hinted), formula.teams[0].starts
    assert [values.is_set(starts[0]), values.is_set(starts[1])] == [False, True]
    assert [values.is_set(0), values.is_set(1)] == [False, True]
    assert [values.set_at(starts, start) for start in (0, 1, 2)] == [False, True, False]
