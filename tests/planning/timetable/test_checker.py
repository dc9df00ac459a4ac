"""Each rule and each wish is counted as its words say."""

from dataclasses import replace

import pytest

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.checker import score, units
from kursplaner.planning.timetable.problem import (
    PARKED_COST,
    Along,
    Breach,
    Busy,
    Event,
    Grid,
    Part,
    Place,
    Placements,
    RoomOption,
    Wish,
    WishKind,
    cared_at,
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
        (Wish(1, WishKind.CARERS, events=(1, 2, 3), limit=0), 0),
        (Wish(1, WishKind.STAY, events=(1, 2)), 1),
        (Wish(1, WishKind.HOURS, events=(1, 2, 3), resource=201, limit=1), 1),
        (Wish(1, WishKind.HOURS, events=(1, 2, 3), resource=201, limit=2), 0),
        (Wish(1, WishKind.HOURS, events=(1, 3), resource=201, limit=1), 0),
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


DAY = Grid(1, 6)
ODD, EVEN = frozenset({1}), frozenset({2})


def broken(*events: Event, laid: Placements, **about: object) -> tuple[Breach, ...]:
    return score(week(*events, **about), laid).breaches  # type: ignore[arg-type]


def test_a_breach_names_who_and_where() -> None:
    shut = {101: (Busy(0, 1, ConflictKind.CLOSURE), Busy(2, 3, ConflictKind.HOLIDAY, ODD))}
    lessons = [event(key, key, length=2, needs=(301,)) for key in (1, 2)]
    laid = {1: Place(0, 101), 2: Place(1, 101)}
    assert broken(*lessons, laid=laid, busy=shut, grid=DAY) == (
        Breach(ConflictKind.CLOSURE, (1,), 101),
        Breach(ConflictKind.HOLIDAY, (2,), 101),
        Breach(ConflictKind.ROOM, (1, 2), 101),
        Breach(ConflictKind.PARTICIPANT, (1, 2), 301),
    )
    apart = [replace(each, weeks=weeks) for each, weeks in zip(lessons, (ODD, EVEN), strict=True)]
    assert broken(*apart, laid=laid, grid=DAY) == ()
    later = {101: (Busy(3, 4, ConflictKind.CLOSURE), Busy(1, 3, ConflictKind.HOLIDAY, ODD))}
    assert broken(apart[1], laid={2: Place(1, 101)}, busy=later, grid=DAY) == ()
    closed = (Busy(2, 3, ConflictKind.HOLIDAY), Busy(0, 3, ConflictKind.COURSE, EVEN))
    first = replace(apart[0], closed=closed)
    assert broken(first, laid={1: Place(0, 101)}, grid=DAY) == ()
    assert broken(first, laid={1: Place(3, 101)}, grid=DAY) == ()
    assert broken(first, laid={1: Place(1, 101)}, grid=DAY) == (Breach(ConflictKind.HOLIDAY, (1,)),)


@pytest.mark.parametrize(
    ("lesson", "place", "breaches"),
    [
        (event(1, 1, carers=(301,)), Place(0, 101, None, 302), (ConflictKind.CARER_MISSING,)),
        (event(1, 1, carers=(301,)), Place(0, 101), (ConflictKind.CARER_MISSING,)),
        (event(1, 1, carers=(301,)), Place(0, 101, None, 301), ()),
        (event(1, 1), Place(0, 101, None, 301), (ConflictKind.CARER_MISSING,)),
        (event(1, 1, rooms=()), Place(0), ()),
        (event(1, 1, pinned=True, current=Place(0, 101)), Place(0, 101), ()),
        (event(1, 1, length=3), Place(0, 101), ()),
        (event(1, 1, length=3), Place(1, 101), (ConflictKind.CLOSURE,)),
    ],
)
def test_options_that_may_be_and_some_that_may_not(
    lesson: Event, place: Place, breaches: tuple[ConflictKind, ...]
) -> None:
    assert kinds(lesson, laid={1: place}) == list(breaches)


@pytest.mark.parametrize(
    ("way", "later", "room", "late"),
    [(1, 2, 102, False), (2, 2, 102, True), (2, 3, 102, False), (2, 1, 101, False)],
)
def test_a_way_begins_when_the_lesson_ends(
    way: int,
    later: int,
    room: int,
    late: bool,  # noqa: FBT001
) -> None:
    lessons = [event(key, key, rooms=BOTH, needs=(201,)) for key in (1, 2)]
    problem = replace(week(*lessons, grid=DAY), travel={(2, 1): way})
    found = score(problem, {1: Place(0, 101), 2: Place(later, room)}).breaches
    assert found == ((Breach(ConflictKind.TRAVEL, (1, 2), 201),) if late else ())


def test_only_persons_need_time_for_a_way_and_only_between_rooms() -> None:
    by_bus = [event(key, key, rooms=BOTH, along=(Along(202, 0, 1),)) for key in (1, 2)]
    problem = replace(week(*by_bus, grid=DAY), travel={(1, 2): 3})
    laid = {1: Place(0, 101), 2: Place(1, 102)}
    assert [each.kind for each in score(problem, laid).breaches] == [ConflictKind.TRAVEL]
    thing = tuple(
        replace(each, kind=ConflictKind.VEHICLE) if each.id == 202 else each
        for each in problem.resources
    )
    assert score(replace(problem, resources=thing), laid).breaches == ()
    roomless = replace(by_bus[1], rooms=())
    outside = replace(problem, events=(by_bus[0], roomless))
    assert score(outside, {1: Place(0, 101), 2: Place(1)}).breaches == ()


def counted(wish: Wish, laid: Placements, *events: Event, grid: Grid = DAY) -> int:
    return units(week(*events, wishes=(wish,), grid=grid), wish, laid)


def test_idle_and_lonely_ticks_are_those_between_and_alone_on_a_day() -> None:
    idle, alone = (Wish(1, kind, resource=201) for kind in (WishKind.CONNECTED, WishKind.COMPACT))
    lessons = [event(key, key, rooms=(), needs=(201,)) for key in (1, 2, 3)]
    for starts, gaps, lonely in (
        ((0, 1, 2), 0, 0),
        ((0, 1, 3), 1, 1),
        ((5, 0, 2), 3, 3),
        ((4, 5, 0), 3, 1),
    ):
        laid = {key: Place(start) for key, start in enumerate(starts, 1)}
        assert (counted(idle, laid, *lessons), counted(alone, laid, *lessons)) == (gaps, lonely)
    two_days = {1: Place(0), 2: Place(2), 3: Place(3)}
    assert counted(idle, two_days, *lessons, grid=Grid(2, 3)) == 1
    assert counted(idle, {}, *lessons) == 0
    long = replace(lessons[0], length=3)
    assert counted(idle, {1: Place(0), 3: Place(4)}, long, lessons[2]) == 1


def test_waves_are_counted_by_site_and_start_within_the_day() -> None:
    lessons = [event(key, key, rooms=BOTH) for key in (1, 2, 3)]
    about = Wish(1, WishKind.WAVES, events=(1, 2, 3), limit=1, cycle=2)
    for places, over in (
        ((Place(0, 101), Place(0, 101), Place(5, 101)), 0),
        ((Place(0, 101), Place(0, 102), Place(5, 101)), 1),
        ((Place(3, 101), Place(3, 102), Place(5, 101)), 2),
        ((Place(3, 101), Place(4, 101), Place(5, 101)), 2),
        ((Place(2, 101), Place(4, 101), Place(0, 101)), 0),
    ):
        laid = dict(enumerate(places, 1))
        assert counted(about, laid, *lessons) == over
    next_day = {1: Place(2, 101), 2: Place(3, 101)}
    assert counted(about, next_day, *lessons, grid=Grid(2, 3)) == 0
    none = replace(about, limit=0, cycle=0)
    assert counted(none, {1: Place(4, 101)}, *lessons) == 1


def test_a_wish_costs_its_units_times_its_weight() -> None:
    wish = Wish(6, WishKind.SAME_TIME, 4, events=(1, 2, 3))
    lessons = [event(key, key, rooms=()) for key in (1, 2, 3)]
    laid = {1: Place(0), 2: Place(1), 3: Place(2)}
    found = score(week(*lessons, wishes=(wish,)), laid)
    assert (found.parts, found.cost, found.rooms) == ((Part(6, 2, 8),), 8, 0)
    assert score(week(*lessons, wishes=(wish,)), {1: Place(2)}).parts == ()
    few = Wish(6, WishKind.FEW_ROOMS, events=(1, 2, 3))
    assert counted(few, {1: Place(0), 2: Place(1, 101), 3: Place(2, 102)}, *lessons) == 1
    assert counted(few, {1: Place(0), 2: Place(1, 101)}, *lessons) == 0


@pytest.mark.parametrize(
    ("limit", "ticks", "units"),
    [(0, (), 9), (1, (), 6), (2, (), 3), (3, (), 2), (5, (), 0), (1, (1,), 4), (1, (3,), 1)],
)
def test_carers_needed_at_once_count_with_the_time_around(
    limit: int, ticks: tuple[int, ...], units: int
) -> None:
    """Two in parallel with 2 and 3 carers, one of them a tick longer before; alone one more."""
    lessons = [
        event(1, 1, cared_by=2, care_before=1),
        event(2, 2, cared_by=3),
        event(3, 3, cared_by=2),
    ]
    wish = Wish(1, WishKind.CARERS, events=(1, 2, 3), limit=limit, ticks=frozenset(ticks))
    problem = week(*lessons, wishes=(wish,))
    laid = {1: Place(1, 101), 2: Place(1, 102), 3: Place(3, 101)}
    assert cared_at(lessons[0], 1, problem.grid) == range(2)
    assert sum(part.units for part in score(problem, laid).parts) == units
