from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import OVERLAPS
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.planning.choices.day_parts import DayParts
from kursplaner.planning.conflicts.closed_times import DaysWithoutLessons
from kursplaner.planning.conflicts.severities import Rules
from kursplaner.planning.timetable.problem import RoomOption
from kursplaner.planning.timetable.town.options import (
    HELD_TODAY,
    Hours,
    hours_of,
    room_options,
    starts_of,
    teacher_options,
)
from kursplaner.planning.timetable.town.series import Series
from kursplaner.planning.timetable.town.week_grid import WeekGrid
from kursplaner.store.queries.choices import RoomFacts, WorkerFacts
from kursplaner.store.queries.conflicts.closed_times import ClosingDays
from kursplaner.store.queries.timetable import PlacedCourse
from tests.planning.timetable.small_series import COURSE, MONDAY, PERIODS, WEEKS, lesson, series

RULES = Rules(dict.fromkeys(set(ConflictKind) - OVERLAPS, Severity.SOFT), {})
ROOM = RoomFacts(102, "B", 1, "Rathaus", "SN", 12, "teaching", False, 103, frozenset({"beamer"}))
HERE = replace(ROOM, id=101, name="A")
SERIES = series(1, [lesson(1), lesson(2, week=1)])
NINE = 36


def options(
    room: RoomFacts,
    course: PlacedCourse = COURSE,
    weekly: Series = SERIES,
    rules: Rules = RULES,
    words: Collection[str] = ("rollstuhl",),
) -> RoomOption:
    (found,) = room_options(weekly, course, [room], rules, words)
    return found


def test_a_room_that_suits_costs_a_little_and_the_own_one_nothing() -> None:
    assert options(ROOM) == RoomOption(102, 1 + 1)
    assert options(HERE) == RoomOption(101, 0)


@pytest.mark.parametrize(
    ("people", "capacity", "penalty"),
    [(12, 12, 1), (3, 12, 1), (2, 12, 2), (2, 32, 4), (2, 500, 4), (0, 0, 1)],
)
def test_ten_empty_seats_cost_one_three_at_most(people: int, capacity: int, penalty: int) -> None:
    room = replace(ROOM, capacity=capacity)
    assert options(room, replace(COURSE, people=people)) == RoomOption(102, penalty)


def test_childcare_likes_a_door_to_the_next_room_and_nobody_another_site() -> None:
    full = replace(COURSE, people=12)
    minded = replace(full, childcare=True)
    assert options(ROOM, minded).penalty == 1
    assert options(replace(ROOM, beside_id=None), minded).penalty == 2
    assert options(replace(ROOM, beside_id=None), full).penalty == 1
    assert options(replace(ROOM, site_id=2), full).penalty == 16
    assert options(replace(ROOM, site_id=2), replace(full, site_id=None)).penalty == 1


@pytest.mark.parametrize(
    ("purpose", "kind", "penalty"),
    [
        ("childcare", "municipal", 42),
        ("hall", "municipal", 42),
        ("hall", "evening", 2),
        ("teaching", "unheard_of", 2),
    ],
)
def test_a_room_meant_for_something_else_does_last_of_all(
    purpose: str, kind: str, penalty: int
) -> None:
    course = replace(COURSE, kind=kind)
    assert options(replace(ROOM, purpose=purpose), course) == RoomOption(102, penalty)
    assert options(replace(HERE, purpose=purpose), course) == RoomOption(101, 0)


BARS = [
    ({"site_id": 2}, {"childcare": True}, ConflictKind.TRAVEL),
    ({"site_id": 2}, {"shuttle": True}, ConflictKind.TRAVEL),
    ({"site_id": 2}, {"shuttle": True, "site_id": None}, None),
    ({}, {"people": 12}, None),
    ({}, {"people": 13}, ConflictKind.ROOM_CAPACITY),
    ({"capacity": 0}, {"people": 13}, None),
    ({}, {"accessible": True}, ConflictKind.ACCESSIBILITY),
    ({}, {"wheelchair": True}, ConflictKind.ACCESSIBILITY),
    ({}, {"needs": ("Hörgerät", "braucht ROLLSTUHL")}, ConflictKind.ACCESSIBILITY),
    ({}, {"needs": ("Hörgerät",)}, None),
    ({"accessible": True}, {"wheelchair": True}, None),
    ({}, {"equipment": frozenset({"beamer"})}, None),
    ({}, {"equipment": frozenset({"beamer", "computers"})}, ConflictKind.EQUIPMENT),
]


@pytest.mark.parametrize(("room", "course", "bar"), BARS)
def test_what_bars_a_room(
    room: dict[str, object], course: dict[str, object], bar: ConflictKind | None
) -> None:
    asked = replace(COURSE, **course)  # type: ignore[arg-type]
    assert options(replace(ROOM, **room), asked).barred is bar  # type: ignore[arg-type]
    held = options(replace(HERE, **room), asked)  # type: ignore[arg-type]
    assert held == RoomOption(101, HELD_TODAY if bar else 0)
    broken = options(replace(HERE, **room), asked, replace(SERIES, broken=True))  # type: ignore[arg-type]
    assert broken == RoomOption(101, 0, bar)


def test_what_the_town_does_not_want_to_know_bars_nothing() -> None:
    kind = ConflictKind.ROOM_CAPACITY
    off = Rules({**RULES.town, kind: Severity.OFF}, {})
    many = replace(COURSE, people=13)
    assert options(ROOM, many, rules=off).barred is None
    assert options(ROOM, replace(many, wheelchair=True), rules=off).barred is (
        ConflictKind.ACCESSIBILITY
    )
    own = Rules(RULES.town, {7: {kind.value: "off"}})
    assert options(ROOM, many, rules=own).barred is None


def test_the_room_of_the_childcare_beside_is_taken() -> None:
    beside = replace(SERIES, kinds={102: ConflictKind.ROOM})
    assert options(ROOM, weekly=beside).barred is ConflictKind.ROOM


def worker(key: int, role: str = "teacher", levels: str = "A2") -> WorkerFacts:
    return WorkerFacts(key, f"P{key}", role, levels, "")


WORKERS = (worker(201), worker(202), worker(203, levels="B1"), worker(204))


def test_who_teaches_today_goes_on_and_several_do_so_together() -> None:
    assert teacher_options(SERIES, COURSE, WORKERS) == (201,)
    assert teacher_options(replace(SERIES, teachers=(201, 202)), COURSE, WORKERS) == ()


def test_where_somebody_is_missing_all_may_who_can() -> None:
    nobody = replace(SERIES, teachers=())
    assert teacher_options(nobody, COURSE, WORKERS) == (201, 202, 204)
    wanted = replace(SERIES, teacher_wanted=True)
    assert teacher_options(wanted, COURSE, WORKERS) == (201, 202, 204)
    minding = replace(nobody, kinds={204: ConflictKind.CARER})
    assert teacher_options(minding, COURSE, WORKERS) == (201, 202)
    assert teacher_options(nobody, COURSE, WORKERS, {202, 999}) == (201, 204)
    unfit = replace(SERIES, teachers=(203,), teacher_wanted=True)
    assert teacher_options(unfit, COURSE, WORKERS) == (203, 201, 202, 204)


LAST = MONDAY + timedelta(days=27)


def hours(*closings: ClosingDays, **values: object) -> Hours:
    plain = Hours(
        *(MONDAY, LAST, 0, frozenset({1, 3}), 480, 660, 60, 50, frozenset()),
        DaysWithoutLessons(Settings({}), closings),
        public_off=True,
    )
    return replace(plain, **values)  # type: ignore[arg-type]


def starts(weekly: Series = SERIES, course: PlacedCourse = COURSE, **values: object) -> list[int]:
    return list(starts_of(weekly, course, WEEKS, hours(**values))[0])


def of_day(weekday: int, ticks: list[int]) -> list[int]:
    return [tick - weekday * PERIODS for tick in ticks if tick // PERIODS == weekday]


def test_lessons_begin_on_the_hours_of_the_town_so_that_they_end_in_time() -> None:
    found = starts()
    assert of_day(1, found) == [32, NINE]
    assert of_day(3, found) == [32, NINE]
    assert {tick // PERIODS for tick in found} == {1, 3}
    assert of_day(3, starts(day_ends=690)) == [32, 36, 40]
    assert of_day(3, starts(day_ends=689)) == [32, 36]
    assert of_day(3, starts(day_starts=481, day_ends=690)) == [36, 40]


def test_usual_hours_are_there_too_within_the_day() -> None:
    assert of_day(3, starts(usual=frozenset({510, 465, 585, 570}))) == [32, 34, 36, 38]
    assert of_day(3, starts(usual=frozenset({511}))) == [32, 36]


def test_the_own_place_is_there_outside_all_hours() -> None:
    late = series(1, [lesson(1, weekday=5, at=1200), lesson(2, week=1, weekday=5, at=1200)])
    found = starts(late)
    assert of_day(5, found) == [80]
    assert of_day(1, found) == [32, NINE]
    assert of_day(1, starts(weekdays=frozenset({3}))) == [NINE]


def test_nothing_begins_before_now_or_outside_the_stretch() -> None:
    wednesday = minute_of(MONDAY + timedelta(days=2))
    assert of_day(1, starts(now=wednesday)) == []
    assert of_day(3, starts(now=wednesday)) == [32, NINE]
    thursday = minute_of(MONDAY + timedelta(days=3))
    assert of_day(3, starts(now=thursday + 480)) == [32, NINE]
    assert of_day(3, starts(now=thursday + 481)) == [NINE]
    assert of_day(1, starts(first=MONDAY + timedelta(days=1))) == [32, NINE]
    assert of_day(1, starts(first=MONDAY + timedelta(days=2))) == []
    assert of_day(3, starts(last=MONDAY + timedelta(days=10))) == [32, NINE]
    assert of_day(3, starts(last=MONDAY + timedelta(days=9))) == []


def test_a_lesson_never_runs_past_midnight() -> None:
    found = starts(day_starts=1320, day_ends=1440 + 90, step=15)
    assert max(of_day(3, found)) == 90


def test_the_hour_that_a_spring_night_lacks_is_left_out() -> None:
    sunday = date(2027, 3, 28)
    weeks = WeekGrid(date(2027, 3, 22), 1, 30)
    at_noon = lesson(1, week=3, weekday=6, at=720)
    short = series(1, [replace(at_noon, ends=at_noon.starts + 60)])
    night = hours(
        *(), first=sunday, last=sunday, weekdays=frozenset({6}), day_starts=0, day_ends=300, step=30
    )
    found = [tick - 6 * 48 for tick in starts_of(short, COURSE, weeks, night)[0]]
    assert found == [0, 1, 2, 6, 7, 8, 24]


def closing(day: date, site: int | None = None) -> ClosingDays:
    return ClosingDays(1, day, day, "Stadtfest", site)


def lost(*closings: ClosingDays, **values: object) -> tuple[set[int], dict[int, tuple[int, ...]]]:
    course = values.pop("course", COURSE)
    weekly = values.pop("weekly", SERIES)
    ticks, gone = starts_of(weekly, course, WEEKS, hours(*closings, **values))  # type: ignore[arg-type]
    return {tick // PERIODS for tick in ticks}, dict(gone)


THURSDAY = MONDAY + timedelta(days=3)
NEXT_THURSDAY = THURSDAY + timedelta(days=7)


def test_days_off_on_another_weekday_are_lost_up_to_the_share_the_town_allows() -> None:
    assert lost() == ({1, 3}, {})
    assert lost(closing(THURSDAY)) == ({1, 3}, {3: (1,)})
    assert lost(closing(THURSDAY), lost_percent=49) == ({1}, {})
    both = (closing(THURSDAY), closing(NEXT_THURSDAY))
    assert lost(*both) == ({1}, {})
    assert lost(*both, lost_percent=100) == ({1, 3}, {3: (1, 2)})


def test_the_own_weekday_loses_nothing_unless_it_is_broken() -> None:
    tuesday = MONDAY + timedelta(days=1)
    assert lost(closing(tuesday)) == ({1, 3}, {})
    broken = replace(SERIES, broken=True)
    assert lost(closing(tuesday), weekly=broken) == ({1, 3}, {1: (1,)})


def test_public_and_school_holidays_count_where_the_town_and_the_course_say_so() -> None:
    easter = WeekGrid(date(2027, 3, 22), 2, 15)
    weekly = series(1, [lesson(1, week=3, weekday=1), lesson(2, week=4, weekday=1)])
    friday = hours(weekdays=frozenset({4}), last=date(2027, 4, 4))
    gone = dict(starts_of(weekly, COURSE, easter, friday)[1])
    assert gone == {4: (1,)}
    open_then = replace(friday, public_off=False)
    assert dict(starts_of(weekly, COURSE, easter, open_then)[1]) == {}
    pausing = replace(COURSE, pause_in_school_holidays=True)
    loose = replace(open_then, lost_percent=100)
    assert dict(starts_of(weekly, pausing, easter, loose)[1]) == {4: (1, 2)}


def test_hours_are_those_the_town_set() -> None:
    settings = Settings({"timetable.weekdays": "mon fri", "timetable.day_starts": "500"})
    off = DaysWithoutLessons(settings, ())
    found = hours_of(settings, (MONDAY, LAST), 5, frozenset({540}), off)
    assert (found.first, found.last, found.now, found.usual) == (MONDAY, LAST, 5, frozenset({540}))
    assert (found.weekdays, found.day_starts) == (frozenset({0, 4}), 500)
    assert found.day_ends == settings.number("timetable.day_ends")
    assert found.step == settings.number("timetable.step_minutes")
    assert found.lost_percent == settings.number("timetable.lost_percent")
    assert found.public_off is settings.flag("calendar.holidays_without_lessons")


@pytest.mark.parametrize(
    ("values", "broken", "kept"),
    [
        ({}, False, True),
        ({}, True, True),
        ({"freed": frozenset({COURSE.id})}, False, False),
        ({"freed": frozenset({COURSE.id + 1})}, False, True),
        ({"mends": True}, False, True),
        ({"mends": True}, True, False),
    ],
)
def test_a_course_keeps_its_part_of_the_day_unless_it_is_freed(
    values: dict[str, object],
    broken: bool,  # noqa: FBT001
    kept: bool,  # noqa: FBT001
) -> None:
    long = replace(hours(**values), day_ends=1260, parts=DayParts(720, 1020))
    starts, _ = starts_of(replace(SERIES, broken=broken), COURSE, WEEKS, long)
    assert (max(start % PERIODS for start in starts) < 720 // 15) is kept
