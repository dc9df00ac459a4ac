"""A first timetable, what is taken back or left out of one, and why something has no place."""

from dataclasses import replace

import pytest

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.problem import (
    Busy,
    Event,
    Parked,
    Place,
    Placements,
    Problem,
    Reason,
    RoomOption,
    Wish,
    WishKind,
)
from kursplaner.planning.timetable.search.start import first, gone_back, reasons, settled
from tests.planning.timetable.small_weeks import GRID, event, week

BOTH = (RoomOption(101), RoomOption(102))
AWAY, ROOM = ConflictKind.AVAILABILITY, ConflictKind.ROOM


def at(start: int, room: int | None = 101) -> Place:
    return Place(start, room)


def hard(kind: WishKind, *events: int, **values: object) -> Wish:
    return replace(Wish(9, kind, hard=True, events=events), **values)  # type: ignore[arg-type]


# --- A first timetable ----------------------------------------------------------------------------


def test_each_event_takes_its_cheapest_open_place() -> None:
    rooms = (RoomOption(101, 3), RoomOption(102, 2))
    wish = Wish(1, WishKind.TIMES, 2, events=(1,), ticks=frozenset({0, 1, 2, 3, 5}))
    shut = {102: (Busy(4, 5, ConflictKind.CLOSURE),)}
    lessons = [event(1, 1, rooms=rooms)]
    assert first(week(*lessons, wishes=(wish,), busy=shut)) == {1: at(4)}
    cheap = replace(wish, weight=1)
    assert first(week(*lessons, wishes=(cheap,), busy=shut))[1] in {at(4), *map(other_room, OTHER)}
    assert first(week(*lessons, wishes=(replace(wish, weight=0),), busy=shut))[1].room == 102


OTHER = (0, 1, 2, 3, 5)


def other_room(start: int) -> Place:
    return at(start, 102)


@pytest.mark.parametrize("seconds", [2.0, 0.0])
def test_whoever_is_over_time_is_given_what_is_open_and_breaks_no_hard_wish(seconds: float) -> None:
    rooms = (RoomOption(101, 3), RoomOption(102, 2))
    wish = hard(WishKind.TIMES, 1, 2, ticks=frozenset({0, 1, 2, 3, 4}))
    lessons = [event(1, 1, rooms=rooms), event(2, 2), event(3, 3, starts=(1,))]
    found = first(week(*lessons, wishes=(wish,)), seconds=seconds)
    assert found == {1: at(5, 102), 2: at(5), 3: at(1)}
    assert first(week(*lessons[:2], event(4, 4, starts=(5,), needs=(301,)), wishes=(wish,))) in (
        {1: at(5, 102), 2: at(5)},
        {1: at(5, 102), 4: at(5)},
    )


def test_who_is_in_the_way_goes_elsewhere_unless_it_is_pinned() -> None:
    lessons = [event(1, 1, starts=(0, 1)), event(2, 2, starts=(0,))]
    begun = {1: at(0)}
    assert first(week(*lessons), begun=begun) == {1: at(1), 2: at(0)}
    assert first(week(*lessons), seconds=0, begun=begun) == begun
    stays = replace(lessons[0], pinned=True, current=at(0))
    assert first(week(stays, lessons[1]), begun=begun) == begun
    assert first(week(stays, lessons[1])) == {1: at(0)}


def test_several_are_driven_out_one_after_the_other() -> None:
    lessons = [event(key, key, starts=(key - 2, key - 1)) for key in (2, 3, 4)]
    lessons.append(event(1, 1, starts=(0,)))
    begun = {key: at(key - 2) for key in (2, 3, 4)}
    assert first(week(*lessons), begun=begun) == {1: at(0), 2: at(1), 3: at(2), 4: at(3)}


def test_what_began_stays_where_nobody_needs_it() -> None:
    lessons = [event(1, 1), event(2, 2, starts=(1, 2))]
    assert first(week(*lessons), begun={1: at(2)}) == {1: at(2), 2: at(1)}
    assert first(week()) == {}


def test_nobody_is_driven_out_for_a_place_against_a_hard_wish() -> None:
    wish = hard(WishKind.TIMES, 2, ticks=frozenset({0}))
    lessons = [event(1, 1, starts=(0, 1)), event(2, 2, starts=(0,))]
    assert first(week(*lessons, wishes=(wish,)), begun={1: at(0)}) == {1: at(0)}


# --- What is taken back or left out ---------------------------------------------------------------


def test_all_goes_back_that_was_moved_without_need() -> None:
    places = {1: at(2), 2: at(0), 3: at(4), 4: at(5)}
    now = {1: at(0), 2: at(1), 4: at(4), 5: at(3)}
    lessons = [event(key, key, current=now.get(key)) for key in range(1, 6)]
    assert gone_back(week(*lessons), places) == {1: at(0), 2: at(1), 3: at(4), 4: at(5)}
    assert places == {1: at(2), 2: at(0), 3: at(4), 4: at(5)}


def test_nothing_goes_back_to_where_it_may_not_be() -> None:
    shut = {101: (Busy(0, 1, ConflictKind.CLOSURE),)}
    lesson = event(1, 1, rooms=BOTH, current=at(0))
    assert gone_back(week(lesson, busy=shut), {1: at(0, 102)}) == {1: at(0, 102)}
    assert gone_back(week(lesson), {1: at(0, 102)}) == {1: at(0)}


@pytest.mark.parametrize(
    ("wish", "left"),
    [
        (hard(WishKind.TIMES, 1, 2, 3, ticks=frozenset({0, 1})), {3, 4}),
        (hard(WishKind.TIMES, 2, 3, ticks=frozenset({0, 2})), {1, 2, 4}),
        (hard(WishKind.SAME_TIME, 1, 2, 3), {1, 4}),
        (hard(WishKind.SAME_TIME, 2, 3), {1, 3, 4}),
        (hard(WishKind.SPREAD, 2, 3, 4, limit=3), {1, 3, 4}),
        (hard(WishKind.SPREAD, 2, 3, 4, limit=1), {1, 2, 3, 4}),
        (hard(WishKind.CONNECTED, resource=301), {1, 2, 4}),
        (hard(WishKind.CONNECTED, resource=101), {1, 2, 3, 4}),
        (hard(WishKind.TIMES, 3, resource=301, ticks=frozenset({2})), {1, 2, 4}),
        (hard(WishKind.TIMES, 3, resource=301, ticks=frozenset({1})), {1, 2, 3, 4}),
        (Wish(9, WishKind.SAME_TIME, events=(1, 2, 3)), {1, 2, 3, 4}),
    ],
    ids=lambda value: f"{value.kind}" if isinstance(value, Wish) else "",
)
def test_what_breaks_a_hard_wish_is_left_out_a_pinned_one_last(wish: Wish, left: set[int]) -> None:
    places = {1: at(0), 2: at(1), 3: at(2), 4: at(4)}
    needs: dict[int, tuple[int, ...]] = {1: (301,), 3: (301,)}
    lessons = [event(key, key, needs=needs.get(key, ())) for key in places]
    lessons[0] = replace(lessons[0], pinned=True, current=at(0))
    found = settled(week(*lessons, wishes=(wish,)), places)
    assert found == {key: places[key] for key in left}
    assert set(places) == {1, 2, 3, 4}


# --- Why something has no place -------------------------------------------------------------------


def told(lesson: Event, *others: Event, laid: Placements, **busy: tuple[Busy, ...]) -> Parked:
    shut = {int(key[3:]): times for key, times in busy.items()}
    (found,) = reasons(week(lesson, *others, busy=shut), laid)
    return found


def test_reasons_count_the_places_that_each_of_them_bars() -> None:
    lesson = event(
        *(1, 1),
        length=2,
        starts=(0, 1, 3, 4),
        rooms=(RoomOption(101), RoomOption(102, 0, ConflictKind.EQUIPMENT)),
        teachers=(201,),
        needs=(301,),
        closed=(Busy(0, 1, ConflictKind.HOLIDAY), Busy(5, 6, ConflictKind.COURSE)),
    )
    others = [event(2, 2, needs=(302,)), event(3, 3, rooms=BOTH[1:], needs=(301,))]
    found = told(lesson, *others, laid={2: at(4), 3: at(3, 102)}, of_201=(Busy(2, 3, AWAY),))
    assert found == Parked(
        event=1,
        places=8,
        reasons=(
            Reason(ConflictKind.EQUIPMENT, 4, 102),
            Reason(ROOM, 2, 101, 2),
            Reason(ConflictKind.HOLIDAY, 1),
            Reason(AWAY, 1, 201),
            Reason(ConflictKind.PARTICIPANT, 1, 301, 3),
            Reason(ConflictKind.COURSE, 1),
        ),
    )


def test_a_person_is_a_reason_only_where_nobody_else_could() -> None:
    away = {"of_201": (Busy(0, 2, AWAY),)}
    lesson = event(1, 1, rooms=(), starts=(0, 1, 2))
    several = told(replace(lesson, teachers=(201, 202)), laid={}, **away)
    assert several == Parked(1, 3, ())
    carer = told(replace(lesson, carers=(201,)), laid={}, **away)
    assert carer == Parked(1, 3, (Reason(AWAY, 2, 201),))


def test_what_is_held_or_closed_in_other_weeks_is_no_reason() -> None:
    one_week, another = frozenset({1}), frozenset({2})
    closed = tuple(Busy(0, 1, kind, weeks) for kind, weeks in ((ROOM, one_week), (AWAY, another)))
    lesson = event(1, 1, starts=(0, 1), weeks=one_week, closed=closed)
    others = [event(2, 2, weeks=another), event(3, 3, weeks=one_week)]
    found = told(lesson, *others, laid={2: at(0), 3: at(1)}, of_101=closed)
    assert found.reasons == (
        Reason(ROOM, 1),
        Reason(ROOM, 1, 101),
        Reason(ROOM, 1, 101, 3),
    )


def test_one_reason_at_a_place_counts_once_and_who_has_a_place_is_not_told() -> None:
    twice = (Busy(0, 1, AWAY), Busy(0, 1, AWAY))
    found = told(event(1, 1, starts=(0,)), laid={}, of_101=twice)
    assert found == Parked(1, 1, (Reason(AWAY, 1, 101),))
    problem: Problem = week(event(1, 1), event(2, 2, starts=()))
    assert reasons(problem, {1: at(0)}) == (Parked(2, 0, ()),)
    assert reasons(problem, {1: at(0), 2: at(GRID.ticks - 1)}) == ()
