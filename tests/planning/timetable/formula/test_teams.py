from dataclasses import replace

import pytest

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.formula.formula import Formula, Scope
from kursplaner.planning.timetable.formula.teams import Starts, Team, fixed_team, grouped
from kursplaner.planning.timetable.problem import (
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
from tests.planning.timetable.small_weeks import event, week

BOTH = (RoomOption(101), RoomOption(102))
AWAY = ConflictKind.AVAILABILITY


def test_a_team_tells_when_it_may_use_what() -> None:
    company = (Along(102, -1, 1), Along(102, 2, 3))
    lesson = event(1, 1, length=2, needs=(302,), care_before=1, care_after=2, along=company)
    starts: Starts = {0: 7, 2: 8}
    team = Team([lesson], starts, {101: {0: 5}}, {201: {2: 6}}, {301: starts})
    assert team.used(302) == [(0, 2, 7), (2, 4, 8)]
    assert team.used(101) == [(0, 2, 5)]
    assert team.used(201) == [(2, 4, 6)]
    assert team.used(301) == [(0, 4, 7), (1, 6, 8)]
    assert team.used(102) == [(0, 1, 7), (1, 3, 8), (2, 3, 7), (4, 5, 8)]
    assert team.used(202) == []
    assert team.resources == {302, 101, 201, 301, 102}
    assert team.event is lesson


def test_who_is_fixed_has_numbers_for_flags() -> None:
    lesson = event(1, 1)
    here: Starts = {3: 1}
    assert fixed_team(lesson, Place(3, 101, 201, 301)) == Team(
        [lesson], here, {101: here}, {201: here}, {301: here}, out=0, fixed=True
    )
    assert fixed_team(lesson, Place(3)) == Team([lesson], here, fixed=True)


def made(problem: Problem, hint: Placements | None = None, **scope: object) -> list[Team]:
    free = frozenset(problem.event) - frozenset(hint or {})
    about = replace(Scope(free), **scope)  # type: ignore[arg-type]
    return Formula(problem, hint or {}, about).teams


def test_a_team_begins_where_a_room_a_teacher_and_a_carer_are_free() -> None:
    busy = {
        101: (Busy(0, 2, ConflictKind.CLOSURE),),
        102: (Busy(1, 3, ConflictKind.CLOSURE),),
        201: (Busy(3, 4, AWAY),),
        301: (Busy(4, 5, AWAY),),
    }
    lesson = event(1, 1, rooms=BOTH, teachers=(201,), carers=(301,), starts=(0, 1, 2, 3, 5))
    (team,) = made(week(lesson, busy=busy))
    assert list(team.starts) == [0, 2, 5]
    assert [list(team.rooms[room]) for room in (101, 102)] == [[2, 5], [0, 5]]
    assert team.rooms[101][2] is team.starts[2]
    assert team.rooms[102][0] is team.starts[0]
    assert team.rooms[101][5] is not team.starts[5]
    assert team.teachers == {201: team.starts}
    assert team.carers == {301: team.starts}
    assert not team.fixed
    caring = replace(lesson, care_before=1, care_after=1, starts=(0, 1, 2, 3, 4, 5))
    (team,) = made(week(replace(caring, rooms=(), teachers=()), busy=busy))
    assert list(team.starts) == [0, 1, 2]


def test_a_team_knows_where_it_is_and_how_many_are_left_out() -> None:
    alike = [event(key, 1, needs=(301,), rooms=BOTH) for key in (1, 2, 3)]
    problem = week(*alike)
    hint = {1: Place(0, 102), 3: Place(4, 101)}
    formula = Formula(problem, hint, Scope(frozenset({1, 2, 3})))
    (team,), value = formula.teams, formula.sheet.value
    assert [each.id for each in team.events] == [1, 2, 3]
    assert [start for start, flag in team.starts.items() if value(flag)] == [0, 4]
    assert [start for start, flag in team.rooms[101].items() if value(flag)] == [4]
    assert [start for start, flag in team.rooms[102].items() if value(flag)] == [0]
    assert value(team.out) == 1
    (bound,) = made(problem, park=False)
    assert bound.out == 0


def test_a_pinned_event_has_its_place_alone() -> None:
    rooms = (*BOTH, RoomOption(103, 0, ConflictKind.ROOM))
    people = {"teachers": (201, 202), "carers": (301, 302)}
    pinned = event(1, 1, rooms=rooms, pinned=True, current=Place(4, 102, 202, 301), **people)
    (team,) = made(week(pinned))
    assert list(team.starts) == [4]
    assert (list(team.rooms), list(team.teachers), list(team.carers)) == ([102], [202], [301])
    bare = event(1, 1, pinned=True, current=Place(4), rooms=BOTH, **people)
    (team,) = made(week(bare))
    assert list(team.starts) == []
    assert (team.rooms, team.teachers, team.carers) == ({}, {}, {})


@pytest.mark.parametrize(("counted", "starts"), [(False, [2]), (True, [0, 2])])
def test_rooms_that_are_only_counted_bar_nothing(
    counted: bool,  # noqa: FBT001
    starts: list[int],
) -> None:
    lessons = [event(key, key, teachers=(201,), starts=(0, 1, 2)) for key in (1, 2)]
    lessons.append(event(3, 3, starts=(0, 1, 2)))
    problem = week(*lessons)
    hint = {2: Place(1, 101, 201), 3: Place(0, 101)}
    teams = made(problem, hint, counted=counted)
    assert list(teams[0].starts) == starts
    assert bool(teams[0].rooms) is not counted
    assert [(team.fixed, team.event.id) for team in teams] == [(False, 1), (True, 2), (True, 3)]


# --- Who cannot be told apart ---------------------------------------------------------------------


def apart(*events: Event, wishes: tuple[Wish, ...] = ()) -> list[list[int]]:
    problem = week(*events, wishes=wishes)
    return [[each.id for each in team] for team in grouped(problem, {each.id for each in events})]


ALIKE = (event(1, 1, needs=(301,)), event(2, 1, needs=(301,), current=Place(0, 101)))


@pytest.mark.parametrize(
    "difference",
    [
        {"course": 2},
        {"length": 2},
        {"starts": (0,)},
        {"rooms": BOTH},
        {"teachers": (201,)},
        {"carers": (201,)},
        {"needs": (302,)},
        {"closed": (Busy(0, 1, AWAY),)},
        {"care_before": 1},
        {"care_after": 1},
        {"weeks": frozenset({1})},
        {"along": (Along(202, 0, 1),)},
        {"pinned": True, "current": Place(0, 101)},
    ],
    ids=lambda value: next(iter(value)),
)
def test_events_that_differ_are_no_team(difference: dict[str, object]) -> None:
    assert apart(*ALIKE) == [[1, 2]]
    assert apart(ALIKE[0], replace(ALIKE[1], **difference)) == [[1], [2]]  # type: ignore[arg-type]


def test_only_who_needs_the_same_is_never_there_at_once_and_a_team() -> None:
    assert apart(event(1, 1), event(2, 1)) == [[1], [2]]
    assert [each.id for each in grouped(week(*ALIKE), {2})[0]] == [2]


def test_wishes_tell_events_apart_that_are_about_only_some_or_about_staying() -> None:
    assert apart(*ALIKE, wishes=(Wish(1, WishKind.TIMES, events=(1, 2)),)) == [[1, 2]]
    assert apart(*ALIKE, wishes=(Wish(1, WishKind.TIMES, events=(2,)),)) == [[1], [2]]
    assert apart(*ALIKE, wishes=(Wish(1, WishKind.STAY, events=(1, 2)),)) == [[1], [2]]
    both = (Wish(1, WishKind.TIMES, events=(1, 2)), Wish(2, WishKind.STAY, events=(3,)))
    assert apart(*ALIKE, event(3, 3), wishes=both) == [[1, 2], [3]]
