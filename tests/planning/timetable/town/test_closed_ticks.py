from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.problem import Busy
from kursplaner.planning.timetable.town.closed_ticks import (
    ClosedTicks,
    by_resource,
    closed_hours,
    closures,
    taken_ticks,
    unavailable,
    week_ticks,
    wished_ticks,
    without_touching,
)
from kursplaner.store.queries.conflicts.closed_times import ClosedTime, ResourceTime
from kursplaner.store.queries.taken_times import Taken
from tests.planning.timetable.small_series import MONDAY, PERIODS, WEEKS

TUESDAY = MONDAY + timedelta(days=1)
ROOM = ConflictKind.ROOM
AWAY = ConflictKind.AVAILABILITY


def closed(*, inward: bool = False) -> ClosedTicks:
    return ClosedTicks(WEEKS, inward=inward)


def weekly(kind: str, starts: int, ends: int, **values: object) -> ResourceTime:
    usual: dict[str, object] = {"weekday": 1, "valid_from": None, "valid_until": None}
    usual |= {"starts": starts, "ends": ends, "resource_id": 1, "kind": kind}
    return ResourceTime(**{**usual, **values})  # type: ignore[arg-type]


def on(week: int, starts: int, ends: int) -> tuple[int, int]:
    day = TUESDAY + timedelta(days=7 * week)
    return minute_of(day, starts), minute_of(day, ends)


def test_the_same_times_in_several_weeks_are_one_and_in_all_weeks_have_none() -> None:
    made = closed()
    for week in range(3):
        made.add(*on(week, 540, 600), ROOM)
    assert made.busy() == (Busy(132, 136, ROOM, frozenset({0, 1, 2})),)
    made.add(*on(3, 540, 600), ROOM)
    assert made.busy() == (Busy(132, 136, ROOM),)
    made.add(*on(3, 540, 600), ConflictKind.CLOSURE)
    assert made.busy()[1] == Busy(132, 136, ConflictKind.CLOSURE, frozenset({3}))


def test_ticks_closed_in_part_count_unless_inward() -> None:
    for inward, expected in ((False, (132, 136)), (True, (133, 135))):
        made = closed(inward=inward)
        made.add(*on(0, 541, 599), ROOM)
        (found,) = made.busy()
        assert (found.starts, found.ends) == expected


def test_records_that_move_leave_their_place_open() -> None:
    made = closed()
    rows = [Taken(*on(0, 540, 600), "lesson", 1), Taken(*on(0, 700, 720), "ride", 1)]
    taken_ticks(made, rows, ConflictKind.TEACHER, {("lesson", 1)})
    (found,) = made.busy()
    assert found.reason is ConflictKind.TEACHER
    assert found.starts == 96 + 46


def test_a_closure_is_closed_for_that_reason() -> None:
    made = closed()
    closures(made, [ClosedTime(1, 1, *on(1, 0, 1440), "ill", "")])
    assert made.busy() == (Busy(96, 192, ConflictKind.CLOSURE, frozenset({1})),)


def test_hours_of_a_day_that_are_closed() -> None:
    available, barred = weekly("available", 540, 690), weekly("unavailable", 600, 610)
    assert closed_hours([], WEEKS, 0, 1) == []
    assert closed_hours([barred], WEEKS, 0, 1) == [(600, 610)]
    assert closed_hours([barred], WEEKS, 0, 2) == []
    assert closed_hours([available, barred], WEEKS, 0, 1) == [(0, 540), (600, 610), (690, 1440)]
    assert closed_hours([available, barred], WEEKS, 0, 2) == [(0, 1440)]
    assert closed_hours([weekly("wish", 540, 690)], WEEKS, 0, 1) == []


def test_times_of_a_stretch_of_days_close_nothing_before_and_after() -> None:
    line = weekly("available", 540, 690, valid_from=TUESDAY, valid_until=TUESDAY + timedelta(7))
    assert closed_hours([line], WEEKS, 0, 0) == []
    assert closed_hours([line], WEEKS, 0, 1) == [(0, 540), (690, 1440)]
    assert closed_hours([line], WEEKS, 0, 2) == [(0, 1440)]
    assert closed_hours([line], WEEKS, 1, 1) == [(0, 540), (690, 1440)]
    assert closed_hours([line], WEEKS, 1, 2) == []
    made = closed()
    unavailable(made, [line], WEEKS)
    there = {(each.starts, each.ends): each.weeks for each in made.busy()}
    assert there[96, 96 + 36] == {0, 1}
    assert there[192, 288] == {0}
    assert there[0, 96] == {1}


def test_times_without_dates_hold_in_all_weeks() -> None:
    made = closed()
    unavailable(made, [weekly("unavailable", 540, 600)], WEEKS)
    assert made.busy() == (Busy(132, 136, AWAY),)
    nothing = closed()
    unavailable(nothing, [], WEEKS)
    assert nothing.busy() == ()


def test_a_single_week_is_shut_alone() -> None:
    made = closed()
    made.shut(2, 1, (0, 30), always=False)
    assert made.busy() == (Busy(96, 98, AWAY, frozenset({2})),)


def test_ticks_beyond_what_somebody_wishes_for() -> None:
    assert wished_ticks([weekly("available", 540, 690)], WEEKS) == frozenset()
    needed = weekly("if_needed", 540, 571)
    assert wished_ticks([needed], WEEKS) == frozenset({132, 133, 134})
    before, after = TUESDAY - timedelta(2), TUESDAY + timedelta(90)
    over = weekly("if_needed", 540, 571, valid_until=before)
    assert wished_ticks([over, weekly("if_needed", 540, 571, valid_from=after)], WEEKS) == set()
    wishes = [weekly("wish", 541, 689), weekly("wish", 0, 1440, weekday=2)]
    found = wished_ticks(wishes, WEEKS)
    tuesday = {tick - PERIODS for tick in found if PERIODS <= tick < 2 * PERIODS}
    assert tuesday == set(range(37)) | set(range(45, PERIODS))
    assert not found & set(range(2 * PERIODS, 3 * PERIODS))
    assert len(found) == 5 * PERIODS + len(tuesday)


@pytest.mark.parametrize(
    ("use", "softened"),
    [
        ((0, 10), False),
        ((0, 11), True),
        ((19, 30), True),
        ((20, 30), False),
    ],
)
def test_times_used_today_although_away_are_a_wish_only(
    use: tuple[int, int],
    softened: bool,  # noqa: FBT001
) -> None:
    away, shut = Busy(10, 20, AWAY), Busy(10, 20, ConflictKind.CLOSURE)
    stays, used = without_touching([away, shut], [(*use, frozenset())])
    assert (stays, used) == (((shut,), (away,)) if softened else ((away, shut), ()))


@pytest.mark.parametrize(
    ("closed_in", "used_in", "softened"),
    [((1,), (1, 2), True), ((1,), (2,), False), ((), (2,), True), ((1,), (), True)],
)
def test_only_uses_of_the_same_weeks_soften(
    closed_in: tuple[int, ...],
    used_in: tuple[int, ...],
    softened: bool,  # noqa: FBT001
) -> None:
    away = Busy(10, 20, AWAY, frozenset(closed_in))
    _, used = without_touching([away], [(12, 14, frozenset(used_in))])
    assert bool(used) is softened


def test_times_by_resource_and_their_ticks() -> None:
    first, second = weekly("wish", 0, 5), ResourceTime(1, 0, 5, 2, "wish", None, date(2027, 3, 5))
    assert by_resource([first, second, first]) == {1: [first, first], 2: [second]}
    assert week_ticks([Busy(1, 3, AWAY), Busy(2, 4, ROOM)]) == {1, 2, 3}


def test_a_wish_that_is_over_is_none() -> None:
    over = weekly("wish", 540, 690, valid_until=WEEKS.day(0, 0) - timedelta(days=1))
    assert wished_ticks([over], WEEKS) == frozenset()
    assert wished_ticks([replace(over, valid_until=WEEKS.day(0, 0))], WEEKS) != frozenset()
