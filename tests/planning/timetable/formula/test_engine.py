import threading
from random import Random

from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.formula.engine import Limits, optimise
from kursplaner.planning.timetable.formula.formula import Formula, Scope
from kursplaner.planning.timetable.problem import Problem, RoomOption, Wish, WishKind
from tests.planning.timetable.small_weeks import event, week

LIMITS = Limits(workers=1)
FIRST_TICKS = frozenset({0, 1, 2})


def dear_mornings(*, hard: bool = False) -> Problem:
    """Three lessons for one room; the first day is not wished for, the second has three places."""
    wish = Wish(1, WishKind.TIMES, 4, hard=hard, events=(1, 2, 3, 4), ticks=FIRST_TICKS)
    return week(*(event(key, key) for key in (1, 2, 3, 4)), wishes=(wish,))


def formula(problem: Problem, *, park: bool = True) -> Formula:
    free = frozenset(each.id for each in problem.events)
    return Formula(problem, {}, Scope(free=free, park=park))


def test_the_best_is_found_and_proven() -> None:
    problem = dear_mornings()
    made = formula(problem)
    found = optimise(made, LIMITS, 20)
    assert found.proven
    assert not found.impossible
    assert found.values is not None
    laid = made.placements(found.values)
    assert score(problem, laid).total == 4
    assert found.bound == 4


def test_what_is_impossible_is_told_and_has_no_values() -> None:
    problem = dear_mornings(hard=True)
    found = optimise(formula(problem, park=False), LIMITS, 20)
    assert found.impossible
    assert not found.proven
    assert (found.values, found.bound) == (None, 0)


def test_news_of_what_is_found_ends_with_the_best() -> None:
    heard: list[tuple[int, int]] = []
    found = optimise(formula(dear_mornings()), LIMITS, 20, found=lambda *news: heard.append(news))
    assert heard
    assert heard[-1][0] == 4
    assert all(bound <= best for best, bound in heard)
    assert found.proven


def large() -> Problem:
    """A week that nobody proves soon: many lessons of two rooms that all wish to be together."""
    rooms = (RoomOption(101), RoomOption(102, 1))
    events = [event(key, key % 5, rooms=rooms, needs=(301 + key % 2,)) for key in range(1, 5)]
    wishes = tuple(
        Wish(key, WishKind.SPREAD, key, events=(1, 2, 3, 4), limit=2) for key in range(1, 4)
    )
    return week(*events, wishes=wishes)


def test_the_same_effort_gives_the_same_result_however_many_workers_are_allowed() -> None:
    found = []
    for workers in (1, 2):
        made = formula(large())
        limits = Limits(workers=workers, seed=3, effort=0.5)
        outcome = optimise(made, limits, 0.0)
        assert outcome.values is not None
        found.append(made.placements(outcome.values))
    assert found[0] == found[1]


def endless(made: Formula) -> Formula:
    """Return the formula with a riddle (market split) that takes far longer than a test."""
    model, draw = made.sheet.model, Random(4)
    flags = [made.sheet.flag(0) for _ in range(40)]
    for _ in range(5):
        weights = [draw.randrange(100) for _ in flags]
        model.add(
            sum(w * flag for w, flag in zip(weights, flags, strict=True)) == sum(weights) // 2
        )
    return made


def test_a_cancelled_search_stops_without_a_proof_and_nobody_watches_any_more() -> None:
    cancel = threading.Event()
    cancel.set()
    before = threading.active_count()
    outcome = optimise(endless(formula(large())), LIMITS, 200, cancel)
    assert not outcome.proven
    assert not outcome.impossible
    assert threading.active_count() == before


def test_time_that_is_over_or_runs_out_ends_the_search() -> None:
    for seconds in (-5, 0.2):
        outcome = optimise(endless(formula(large())), LIMITS, seconds)
        assert (outcome.values, outcome.bound) == (None, 0)
        assert not outcome.impossible
