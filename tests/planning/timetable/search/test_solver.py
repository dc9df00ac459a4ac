"""Laying out and mending: right on everything small, and what holds for larger ones."""

import threading
from dataclasses import replace

from hypothesis import given, settings

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.formula.engine import Limits
from kursplaner.planning.timetable.problem import (
    PARKED_COST,
    Busy,
    Event,
    Grid,
    Place,
    Problem,
    Progress,
    RoomOption,
    Wish,
    WishKind,
)
from kursplaner.planning.timetable.search.solver import mend, solve, standing
from kursplaner.planning.timetable.search.start import first, reasons
from tests.planning.timetable.small_weeks import event, least_total, week, weeks

QUICK = Limits(seconds=5, workers=1, effort=1.0)
BOTH = (RoomOption(101), RoomOption(102))


def term(courses: int = 12) -> Problem:
    """Two lessons a week for each course, two rooms, five days of eight periods."""
    lessons = [
        event(
            key,
            key // 2,
            starts=tuple(range(40)),
            length=2,
            rooms=BOTH,
            needs=(201 + key // 2 % 2,),
        )
        for key in range(2 * courses)
    ]
    wishes = [
        Wish(course, WishKind.SPREAD, 5, events=(2 * course, 2 * course + 1))
        for course in range(courses)
    ]
    lessons = [replace(each, starts=_fitting(each)) for each in lessons]
    return week(*lessons, wishes=tuple(wishes), grid=Grid(5, 8))


def _fitting(each: Event) -> tuple[int, ...]:
    return tuple(start for start in each.starts if Grid(5, 8).fits(start, each.length))


def at(start: int, room: int | None = 101) -> Place:
    return Place(start, room)


@settings(max_examples=25, deadline=None)
@given(weeks())
def test_small_timetables_are_the_best_there_are(problem: Problem) -> None:
    found = solve(problem, QUICK)
    assert not found.score.breaches
    assert score(problem, found.placements) == found.score
    assert found.score.total == least_total(problem)


@settings(max_examples=40, deadline=None)
@given(weeks())
def test_the_start_breaks_nothing(problem: Problem) -> None:
    found = first(problem)
    assert not score(problem, found).breaches
    told = reasons(problem, found)
    assert {each.event for each in told} == {each.id for each in problem.events} - found.keys()


def test_the_same_seed_gives_the_same_timetable() -> None:
    problem = term(5)
    once, again = (solve(problem, Limits(seconds=9, effort=0.005, seed=4)) for _ in range(2))
    assert once.placements == again.placements
    assert not once.parked


def test_a_pin_holds() -> None:
    pinned = event(1, 1, pinned=True, current=Place(4, 101))
    found = solve(week(pinned, event(2, 1)), QUICK)
    assert found.placements[1] == Place(4, 101)


def test_what_has_no_place_is_parked_with_the_reasons() -> None:
    shut = {101: (Busy(0, 4, ConflictKind.CLOSURE),)}
    away = (Busy(5, 6, ConflictKind.HOLIDAY),)
    lessons = [event(1, 1, closed=away), event(2, 2, starts=(4,)), event(3, 3, starts=(0, 4))]
    found = solve(week(*lessons, busy=shut), QUICK)
    assert len(found.parked) == 2
    assert found.score.total == 2 * PARKED_COST
    parked = {each.event: each for each in found.parked}
    kinds = {(why.kind, why.count) for why in parked[1].reasons} if 1 in parked else set()
    assert kinds <= {
        (ConflictKind.CLOSURE, 4),
        (ConflictKind.ROOM, 1),
        (ConflictKind.HOLIDAY, 1),
    }


def test_a_closed_room_moves_only_its_lessons() -> None:
    problem = term(6)
    laid = solve(problem, Limits(seconds=9, effort=0.01)).placements
    shut = tuple(
        replace(each, busy=(Busy(0, 8, ConflictKind.CLOSURE),)) if each.id == 102 else each
        for each in problem.resources
    )
    lessons = tuple(replace(each, current=laid[each.id]) for each in problem.events)
    broken = replace(problem, resources=shut, events=lessons)
    inside = {key for key, place in laid.items() if place.room == 102 and place.start < 8}
    found = mend(broken, QUICK)
    assert set(found.score.moved) == inside
    assert not found.parked
    assert standing(broken).keys() == laid.keys() - inside


def test_nothing_broken_moves_nothing() -> None:
    problem = week(event(1, 1, current=Place(5, 101)), event(2, 2, current=Place(0, 101)))
    found = mend(problem, QUICK)
    assert (found.score.moved, found.proven) == ((), True)


def test_others_move_where_that_alone_makes_room() -> None:
    shut = {101: (Busy(2, 6, ConflictKind.CLOSURE),)}
    lessons = [
        event(1, 1, current=Place(0, 101)),
        event(2, 2, starts=(0, 5), current=Place(5, 101)),
    ]
    found = mend(week(*lessons, busy=shut), QUICK)
    assert found.placements == {1: Place(1, 101), 2: Place(0, 101)}


def test_a_cancelled_search_returns_what_it_has() -> None:
    cancel = threading.Event()
    heard: list[Progress] = []

    def listen(news: Progress) -> None:
        heard.append(news)
        cancel.set()

    found = solve(term(), Limits(seconds=60, workers=2), listen, cancel)
    assert found.stopped
    assert found.seconds < 10
    assert not found.score.breaches
    assert heard[0].best >= found.score.total


def test_nothing_to_place_is_no_problem() -> None:
    found = solve(week(), Limits(seconds=1))
    assert (found.placements, found.parked, found.score.cost) == ({}, (), 0)


def now(*places: Place, pinned: int = 0, **values: object) -> list[Event]:
    """Return one lesson for each place it is at today; one of them is pinned."""
    return [
        event(key, key, current=place, pinned=key == pinned, **values)
        for key, place in enumerate(places, 1)
    ]


def test_of_two_that_clash_today_the_later_one_is_out_unless_it_is_pinned() -> None:
    here = [at(0), at(0), at(2)]
    assert standing(week(*now(*here))) == {1: at(0), 3: at(2)}
    assert standing(week(*now(*here, pinned=1))) == {1: at(0), 3: at(2)}
    assert standing(week(*now(*here, pinned=2))) == {2: at(0), 3: at(2)}
    chain = now(at(0), at(1), at(2), at(3))
    chain[1] = replace(chain[1], length=2)
    assert standing(week(*chain)) == {1: at(0), 2: at(1), 4: at(3)}
    row = [replace(each, length=2) for each in now(at(0), at(1), at(2), at(4))]
    assert standing(week(*row, grid=Grid(1, 6))) == {1: at(0), 3: at(2), 4: at(4)}
    assert standing(week(event(1, 1))) == {}


def test_what_stands_breaks_no_hard_wish_either() -> None:
    wish = Wish(1, WishKind.TIMES, hard=True, events=(1, 2), ticks=frozenset({2}))
    assert standing(week(*now(at(1), at(2)), wishes=(wish,))) == {1: at(1)}
    shut = {101: (Busy(1, 2, ConflictKind.CLOSURE),)}
    assert standing(week(*now(at(1), at(2)), busy=shut)) == {2: at(2)}


def test_what_comes_out_is_told_in_full() -> None:
    wish = Wish(4, WishKind.TIMES, 3, events=(1,), ticks=frozenset(range(5)))
    problem = week(event(1, 1, starts=(0, 1)), event(2, 2, starts=(0,)), wishes=(wish,))
    heard: list[Progress] = []
    found = solve(problem, QUICK, heard.append)
    assert found.placements == {1: at(1), 2: at(0)}
    assert (found.parked, found.score) == ((), score(problem, found.placements))
    assert (found.proven, found.stopped) == (True, False)
    assert 0 < found.first_seconds <= found.seconds
    assert heard
    assert (heard[-1].best, heard[-1].parked) == (3, 0)
    assert all(each.best >= 3 and each.parked == 0 for each in heard)
    assert [each.seconds for each in heard] == sorted(each.seconds for each in heard)
    short = solve(week(*(event(key, key, starts=(0,)) for key in (1, 2))), QUICK)
    assert (len(short.placements), len(short.parked), short.proven) == (1, 1, True)


def test_one_period_lessons_are_proven_by_their_times_alone() -> None:
    rooms = (RoomOption(101), RoomOption(102, 1))
    found = solve(week(*(event(key, key, rooms=rooms) for key in range(1, 13))), QUICK)
    assert (found.score.total, found.proven) == (6, True)
    assert {place.start for place in found.placements.values()} == set(range(6))


def test_what_stands_is_kept_where_a_wish_holds_it_and_else_laid_anew() -> None:
    stay = Wish(1, WishKind.STAY, 1, events=(1, 2))
    late = Wish(2, WishKind.TIMES, 5, events=(1,), ticks=frozenset({0}))
    lessons = now(at(0), at(1), length=1)
    held = solve(week(*lessons, wishes=(stay,)), QUICK)
    assert held.placements == {1: at(0), 2: at(1)}
    moved = solve(week(*lessons, wishes=(stay, late)), QUICK)
    assert moved.score.cost == 1
    assert moved.score.moved == (1,)
    assert moved.placements[2] == at(1)


def test_as_few_as_possible_move_for_what_is_broken() -> None:
    shut = {101: (Busy(0, 1, ConflictKind.CLOSURE),)}
    starts = {1: (1, 2), 2: (1, 5), 3: (2, 4), 4: (3, 4)}
    here = {1: at(0), 2: at(1), 3: at(2), 4: at(4)}
    lessons = [event(key, key, starts=starts[key], current=here[key]) for key in starts]
    found = mend(week(*lessons, busy=shut), QUICK)
    assert found.placements == {1: at(1), 2: at(5), 3: at(2), 4: at(4)}
    assert (found.score.moved, found.parked) == ((1, 2), ())


def test_wishes_count_after_moves_when_mending() -> None:
    shut = {101: (Busy(0, 1, ConflictKind.CLOSURE),)}
    dear = Wish(3, WishKind.TIMES, 9, events=(1,), ticks=frozenset({1, 2, 3}))
    lessons = [event(1, 1, current=at(0)), event(2, 2, current=at(5))]
    found = mend(week(*lessons, wishes=(dear,), busy=shut), QUICK)
    assert found.placements == {1: at(4), 2: at(5)}
    assert (found.score.cost, found.score.parts, found.proven) == (0, (), True)
    full = Wish(3, WishKind.TIMES, 9, events=(1,), ticks=frozenset(range(5)))
    found = mend(week(*lessons, wishes=(full,), busy=shut), QUICK)
    assert (found.score.moved, found.score.cost) == ((1,), 9)


def test_one_too_many_is_parked_and_the_others_stay() -> None:
    lessons = now(at(0), at(0), at(1), starts=(0, 1))
    found = mend(week(*lessons), QUICK)
    assert found.placements == {1: at(0), 3: at(1)}
    assert [each.event for each in found.parked] == [2]
    assert found.score.total == PARKED_COST
