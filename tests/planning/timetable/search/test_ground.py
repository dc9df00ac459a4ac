from hypothesis import given
from hypothesis import strategies as st

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.problem import Busy, Place, RoomOption, Wish, WishKind
from kursplaner.planning.timetable.search.ground import (
    Ground,
    beginnings,
    bits,
    choices,
    ground_of,
    ones,
    reaching,
)
from tests.planning.timetable.small_weeks import event, week

MASK = st.integers(0, 255)
SHIFT = st.integers(-4, 4)
PERIODS = 3


def ticks(masks: list[int]) -> set[int]:
    """Return the ticks of one mask a day."""
    return {day * PERIODS + at for day, mask in enumerate(masks) for at in ones(mask)}


@given(starts=st.integers(0, 9), ends=st.integers(0, 9))
def test_bits_are_the_ticks_from_first_up_to_last(starts: int, ends: int) -> None:
    assert list(ones(bits(starts, ends))) == list(range(starts, ends))


@given(mask=MASK)
def test_ones_are_the_positions_from_the_lowest(mask: int) -> None:
    assert list(ones(mask)) == [at for at in range(8) if mask >> at & 1]


@given(taken=MASK, first=SHIFT, length=st.integers(0, 5))
def test_starts_from_which_a_stretch_would_touch_what_is_taken(
    taken: int, first: int, length: int
) -> None:
    there = set(ones(taken))
    barred = set(ones(reaching(taken, first, first + length)))
    for start in range(16):
        touched = there & set(range(start + first, start + first + length))
        assert (start in barred) == bool(touched), start
    if first <= 0:
        assert beginnings(taken, -first, first + length) == reaching(taken, first, first + length)


def test_an_event_may_begin_where_it_stays_within_its_day_and_opening_hours() -> None:
    closed = (Busy(2, 4, ConflictKind.COURSE),)
    ground = Ground(week(event(1, 1, length=2), event(2, 1, closed=closed, starts=(0, 2, 3, 5))))
    assert ticks(ground.allowed[1]) == {0, 1, 3, 4}
    assert ticks(ground.allowed[2]) == {0, 5}
    lasting = Ground(week(event(1, 1, length=2, closed=(Busy(2, 3, ConflictKind.COURSE),))))
    assert ticks(lasting.allowed[1]) == {0, 3, 4}


def test_a_pinned_event_begins_where_it_is_and_takes_what_it_has() -> None:
    here = Place(4, 102, 201)
    pinned = event(1, 1, pinned=True, current=here)
    assert ticks(Ground(week(pinned)).allowed[1]) == {4}
    assert choices(pinned) == ((102, 201, None),)
    nowhere = event(1, 1, pinned=True)
    assert ticks(Ground(week(nowhere)).allowed[1]) == set()
    assert choices(nowhere) == ((101, None, None),)


def test_closed_times_lie_on_their_days() -> None:
    busy = {101: (Busy(1, 4, ConflictKind.ROOM), Busy(5, 9, ConflictKind.CLOSURE))}
    ground = Ground(week(event(1, 1), busy=busy))
    assert ground.busy[101] == [0b110, 0b101]
    assert ground.busy[102] == [0, 0]
    outside = {101: (Busy(-2, 1, ConflictKind.ROOM),)}
    assert Ground(week(event(1, 1), busy=outside)).busy[101] == [0b001, 0]


def test_closed_times_of_some_weeks_meet_only_who_is_held_in_them() -> None:
    first, second = frozenset({1}), frozenset({2})
    busy = {101: (Busy(0, 1, ConflictKind.ROOM, first), Busy(4, 5, ConflictKind.ROOM))}
    problem = week(event(1, 1, weeks=first), event(2, 2, weeks=second), event(3, 3), busy=busy)
    ground = Ground(problem)
    seen = {key: ticks(ground.folded(key, ground.busy[101])) for key in (1, 2, 3)}
    assert seen == {1: {0, 4}, 2: {4}, 3: {0, 4}}


def test_choices_are_all_rooms_that_are_not_barred_with_all_people() -> None:
    rooms = (RoomOption(101), RoomOption(102, 3), RoomOption(103, 0, ConflictKind.ROOM))
    lesson = event(1, 1, rooms=rooms, teachers=(201, 202), carers=(301,))
    assert set(choices(lesson)) == {(r, t, 301) for r in (101, 102) for t in (201, 202)}
    assert choices(event(1, 1, rooms=())) == ((None, None, None),)
    assert choices(event(1, 1, rooms=(RoomOption(103, 0, ConflictKind.ROOM),))) == ()


def test_wishes_are_known_by_event_and_by_whose_day_they_are_about() -> None:
    wishes = (
        Wish(1, WishKind.STAY, events=(1,)),
        Wish(2, WishKind.SPREAD, events=(1, 2)),
        Wish(3, WishKind.CONNECTED, resource=201),
        Wish(4, WishKind.COMPACT, resource=201),
        Wish(5, WishKind.TIMES, events=(2,), resource=201),
    )
    ground = Ground(week(event(1, 1), event(2, 1), wishes=wishes))
    assert {key: [w.id for w in own] for key, own in ground.wishes.items()} == {
        1: [1, 2],
        2: [2, 5],
    }
    assert {key: [w.id for w in own] for key, own in ground.days_wished.items()} == {201: [3, 4]}


def test_a_problem_keeps_its_ground() -> None:
    problem, other = week(event(1, 1)), week(event(1, 1))
    assert ground_of(problem) is ground_of(problem)
    assert ground_of(problem) is not ground_of(other)
