"""Each rule and each wish is counted as its words say."""

import pytest

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.problem import (
    PARKED_COST,
    Busy,
    Event,
    Place,
    Placements,
    RoomOption,
    Wish,
    WishKind,
)
from tests.planning.timetable.small_weeks import event, week

BOTH = (RoomOption(101), RoomOption(102, 3))


def kinds(*events: Event, laid: Placements, **about: object) -> list[ConflictKind | None]:
    problem = week(*events, **about)  # type: ignore[arg-type]
    return [each.kind for each in score(problem, laid).breaches]


def test_one_room_twice_at_a_time() -> None:
    laid = {1: Place(0, 101), 2: Place(0, 101)}
    assert kinds(event(1, 1), event(2, 2), laid=laid) == [ConflictKind.ROOM]


def test_end_equals_start_is_no_overlap() -> None:
    laid = {1: Place(0, 101), 2: Place(1, 101)}
    assert kinds(event(1, 1), event(2, 2), laid=laid) == []


def test_a_closed_room_says_why() -> None:
    shut = {101: (Busy(0, 1, ConflictKind.CLOSURE),)}
    assert kinds(event(1, 1), laid={1: Place(0, 101)}, busy=shut) == [ConflictKind.CLOSURE]


@pytest.mark.parametrize(
    ("lesson", "place", "kind"),
    [
        (event(1, 1, starts=(1,)), Place(0, 101), ConflictKind.CLOSURE),
        (event(1, 1, length=2), Place(2, 101), ConflictKind.CLOSURE),
        (event(1, 1), Place(0, 102), ConflictKind.NO_ROOM),
        (event(1, 1), Place(0), ConflictKind.NO_ROOM),
        (event(1, 1, rooms=()), Place(0, 101), ConflictKind.NO_ROOM),
        (event(1, 1, teachers=(201,)), Place(0, 101), ConflictKind.NO_TEACHER),
        (event(1, 1), Place(0, 101, 201), ConflictKind.NO_TEACHER),
        (event(1, 1, pinned=True, current=Place(1, 101)), Place(0, 101), ConflictKind.COURSE),
        (
            event(1, 1, closed=(Busy(0, 1, ConflictKind.HOLIDAY),)),
            Place(0, 101),
            ConflictKind.HOLIDAY,
        ),
        (
            event(1, 1, rooms=(RoomOption(101, 0, ConflictKind.EQUIPMENT),)),
            Place(0, 101),
            ConflictKind.EQUIPMENT,
        ),
    ],
)
def test_a_place_that_may_not_be(lesson: Event, place: Place, kind: ConflictKind) -> None:
    assert kinds(lesson, laid={1: place}) == [kind]


def test_the_way_between_two_sites_takes_time() -> None:
    from dataclasses import replace

    lessons = [event(key, key, rooms=BOTH, needs=(201,)) for key in (1, 2)]
    problem = replace(week(*lessons), travel={(1, 2): 1})
    near = {1: Place(0, 101), 2: Place(1, 102)}
    far = {1: Place(0, 101), 2: Place(2, 102)}
    same = {1: Place(0, 101), 2: Place(1, 101)}
    next_day = {1: Place(2, 101), 2: Place(3, 102)}
    found = [len(score(problem, each).breaches) for each in (near, far, same, next_day)]
    assert found == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("wish", "units"),
    [
        (Wish(1, WishKind.FEW_ROOMS, events=(1, 2, 3)), 1),
        (Wish(1, WishKind.SPREAD, events=(1, 2, 3)), 1),
        (Wish(1, WishKind.SPREAD, events=(1, 2, 3), limit=2), 0),
        (Wish(1, WishKind.SAME_TIME, events=(1, 2, 3)), 1),
        (Wish(1, WishKind.SAME_TIME, events=(1, 2, 3), cycle=6), 2),
        (Wish(1, WishKind.TIMES, events=(1, 2, 3), ticks=frozenset({0, 3, 4})), 2),
        (Wish(1, WishKind.TIMES, events=(1, 3), resource=201, ticks=frozenset({0, 2})), 1),
        (Wish(1, WishKind.CONNECTED, resource=201), 1),
        (Wish(1, WishKind.COMPACT, resource=201), 2),
        (Wish(1, WishKind.WAVES, events=(1, 2, 3), limit=0, cycle=1), 3),
        (Wish(1, WishKind.WAVES, events=(1, 2, 3), limit=1, cycle=3), 1),
        (Wish(1, WishKind.STAY, events=(1, 2)), 1),
    ],
)
def test_wishes_are_counted(wish: Wish, units: int) -> None:
    lessons = [
        event(1, 1, rooms=BOTH, needs=(201,), current=Place(0, 101)),
        event(2, 1, rooms=BOTH, needs=(201,), current=Place(1, 102)),
        event(3, 1, rooms=BOTH),
    ]
    laid = {1: Place(0, 101), 2: Place(2, 102), 3: Place(3, 101)}
    found = score(week(*lessons, wishes=(wish,)), laid)
    assert [part.units for part in found.parts] == ([units] if units else [])
    assert found.rooms == 3
    assert found.cost == 3 + units


def test_a_hard_wish_is_a_breach_and_costs_nothing() -> None:
    wish = Wish(7, WishKind.TIMES, 5, hard=True, events=(1,), ticks=frozenset({0}))
    found = score(week(event(1, 1), wishes=(wish,)), {1: Place(0, 101)})
    assert (found.cost, [each.wish for each in found.breaches]) == (0, [7])


def test_parked_and_moved_are_told() -> None:
    problem = week(event(1, 1, current=Place(0, 101)), event(2, 2, current=Place(1, 101)))
    found = score(problem, {1: Place(2, 101)})
    assert (found.parked, found.moved, found.total) == ((2,), (1, 2), PARKED_COST)
