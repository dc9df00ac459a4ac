"""Closures, weekly times and days off, to the minute and to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics.settings import NO, Settings
from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Lesson
from kursplaner.domain.holidays import Holiday
from kursplaner.domain.kinds import ConflictKind, SkipReason
from kursplaner.domain.people import Availability, Closure
from kursplaner.domain.rooms import Room, Site
from kursplaner.domain.town import ClosingDay
from kursplaner.planning.conflicts.closed_times import (
    DaysWithoutLessons,
    closed,
    days_off,
    met,
    unavailable,
)
from kursplaner.planning.conflicts.finding import find, find_for
from kursplaner.store.queries.conflicts.closed_times import (
    ClosedTime,
    ClosingDays,
    LessonPlace,
    ResourceTime,
    Use,
)
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.settings import store_settings
from tests.planning.small_town import TUESDAY, SmallTown, add_lesson

NINE, ENDS = minute_of(TUESDAY, 540), minute_of(TUESDAY, 690)
USE = Use(4, "room", NINE, ENDS, "lesson", 7)
DAYS_OFF = [ConflictKind.HOLIDAY, ConflictKind.CLOSING_DAY]
GOOD_FRIDAY = date(2027, 3, 26)
ASSUMPTION = date(2027, 8, 15)


def shut(starts: int, ends: int, resource: int = 4) -> ClosedTime:
    return ClosedTime(9, resource, NINE + starts, NINE + ends, "repair", "Heizung")


def week(kind: str = "available", **values: object) -> ResourceTime:
    usual: dict[str, object] = {
        "resource_id": 4,
        "kind": kind,
        "weekday": 1,
        "starts": 540,
        "ends": 690,
        "valid_from": None,
        "valid_until": None,
    }
    return ResourceTime(**{**usual, **values})  # type: ignore[arg-type]


def only(db: Db, *kinds: ConflictKind) -> list[Conflict]:
    db.flush()
    return find(db, kinds=kinds)


@pytest.mark.parametrize(
    ("starts", "ends", "meets"),
    [
        (-60, 0, False),
        (-60, 1, True),
        (149, 200, True),
        (150, 200, False),
        (10, 20, True),
        (-60, 300, True),
    ],
)
def test_a_closure_meets_what_it_shares_a_minute_with(
    starts: int,
    ends: int,
    meets: bool,  # noqa: FBT001 (a case)
) -> None:
    pairs = list(met([USE], [shut(starts, ends)]))
    assert pairs == ([(USE, shut(starts, ends))] if meets else [])
    assert list(met([USE], [shut(starts, ends, resource=5)])) == []


@pytest.mark.parametrize(
    ("starts", "ends", "from_", "to"),
    [(-60, 30, 0, 30), (30, 60, 30, 60), (120, 999, 120, 150), (-9, 999, 0, 150)],
)
def test_a_closure_is_told_for_the_minutes_both_share(
    starts: int, ends: int, from_: int, to: int
) -> None:
    (found,) = closed([(USE, shut(starts, ends))])
    assert (found.starts, found.ends) == (NINE + from_, NINE + to)
    assert found.id == "closure:4:closure9-lesson7"
    assert found.day == TUESDAY
    assert found.facts == {"reason": "repair", "note": "Heizung", "closure": 9}


@pytest.mark.parametrize(
    ("times", "free"),
    [
        ([], True),
        ([week()], True),
        ([week(starts=541)], False),
        ([week(ends=689)], False),
        ([week(weekday=2)], False),
        ([week(ends=600), week(starts=600)], True),
        ([week(valid_from=TUESDAY)], True),
        ([week(valid_until=TUESDAY)], True),
        ([week(weekday=2, valid_from=TUESDAY)], False),
        ([week(weekday=2, valid_until=TUESDAY)], False),
        ([week(weekday=2, valid_from=TUESDAY + timedelta(days=1))], True),
        ([week(weekday=2, valid_until=TUESDAY - timedelta(days=1))], True),
        ([week("unavailable", starts=690, ends=700)], True),
        ([week("unavailable", starts=689, ends=700)], False),
        ([week("unavailable", starts=500, ends=540)], True),
        ([week("unavailable", starts=500, ends=541)], False),
        ([week("unavailable", weekday=2)], True),
        ([week("unavailable", valid_from=TUESDAY + timedelta(days=1))], True),
        ([week(), week("unavailable", starts=600, ends=601)], False),
        ([week(resource_id=5, starts=0, ends=1)], True),
    ],
)
def test_weekly_times_allow_or_bar_what_is_planned(
    times: list[ResourceTime],
    free: bool,  # noqa: FBT001 (a case)
) -> None:
    found = list(unavailable([USE], times))
    assert (found == []) is free
    for conflict in found:
        assert conflict.id == "availability:4:lesson7"
        assert (conflict.starts, conflict.ends) == (NINE, ENDS)


spans = st.tuples(st.integers(0, 1140), st.integers(1, 300))


@given(st.lists(spans, max_size=4), st.lists(spans, max_size=4), spans)
def test_every_minute_planned_is_open_and_none_is_barred(
    open_: list[tuple[int, int]], barred: list[tuple[int, int]], wanted: tuple[int, int]
) -> None:
    first, last = wanted[0], wanted[0] + wanted[1]
    use = Use(4, "room", minute_of(TUESDAY, first), minute_of(TUESDAY, last), "lesson", 7)
    times = [
        *(week(starts=at, ends=at + minutes) for at, minutes in open_),
        *(week("unavailable", starts=at, ends=at + minutes) for at, minutes in barred),
    ]
    minutes_open = {at + more for at, minutes in open_ for more in range(minutes)}
    fits = not open_ or minutes_open.issuperset(range(first, last))
    clear = not any(at < last and first < at + minutes for at, minutes in barred)
    assert (list(unavailable([use], times)) == []) is (fits and clear)


def test_weekly_times_in_the_file_hold_on_their_weekday(town: SmallTown) -> None:
    teacher = town.people["Seidel"]
    with town.workspace.fill() as db:
        time = Availability(resource_id=teacher, kind="available", weekday=1, starts=540, ends=690)
        db.add(time)
        found = only(db, ConflictKind.AVAILABILITY)
        assert [each.day.weekday() for each in found] == [3, 3, 3]
        assert find_for(db, town.lessons[:1], [ConflictKind.AVAILABILITY]) == []
        assert len(find_for(db, town.lessons[1:2], [ConflictKind.AVAILABILITY])) == 1
        time.starts = 541
        assert len(only(db, ConflictKind.AVAILABILITY)) == 6


@pytest.mark.parametrize(("starts", "ends", "found"), [(-30, 0, 0), (-30, 1, 1), (150, 160, 0)])
def test_a_closure_in_the_file_meets_to_the_minute(
    town: SmallTown, starts: int, ends: int, found: int
) -> None:
    with town.workspace.fill() as db:
        room = town.rooms["A"]
        span = {"starts": NINE + starts, "ends": NINE + ends}
        db.add(Closure(resource_id=room, reason="repair", **span))
        assert len(only(db, ConflictKind.CLOSURE)) == found


def off(settings: Settings, *closings: ClosingDays) -> DaysWithoutLessons:
    return DaysWithoutLessons(settings, closings)


def of_land(**values: str) -> Settings:
    return Settings({"calendar.land": "SN", **{f"calendar.{k}": v for k, v in values.items()}})


def test_the_land_of_the_site_decides_on_holidays() -> None:
    town = off(of_land())
    found = town.off(GOOD_FRIDAY)
    assert found is not None
    assert found.name == "Karfreitag"
    assert town.off(GOOD_FRIDAY - timedelta(days=1)) is None
    repentance = date(2027, 11, 17)
    assert isinstance(town.off(repentance), Holiday)
    assert town.off(repentance, "BY") is None
    assert isinstance(town.off(repentance, "XX"), Holiday), "an unknown Land is the town's"


def test_holidays_may_be_days_with_lessons() -> None:
    town = off(of_land(holidays_without_lessons=NO), closing_days(GOOD_FRIDAY, GOOD_FRIDAY))
    found = town.off(GOOD_FRIDAY)
    assert found is not None
    assert found.reason is not SkipReason.PUBLIC_HOLIDAY
    assert found.name == "Stadtfest"


def closing_days(first: date, last: date, site: int | None = None) -> ClosingDays:
    return ClosingDays(1, first, last, "Stadtfest", site)


@pytest.mark.parametrize(
    ("site", "asked", "is_off"), [(None, None, True), (None, 3, True), (3, 3, True), (3, 4, False)]
)
def test_closing_days_hold_everywhere_or_at_their_site(
    site: int | None,
    asked: int | None,
    is_off: bool,  # noqa: FBT001 (a case)
) -> None:
    town = off(of_land(), closing_days(TUESDAY, TUESDAY, site))
    assert (town.off(TUESDAY, "", asked) is not None) is is_off
    assert town.off(TUESDAY + timedelta(days=1), "", asked) is None
    assert town.off(TUESDAY - timedelta(days=1), "", asked) is None


def test_days_off_are_told_for_the_lesson_and_its_course() -> None:
    town = off(of_land(), closing_days(TUESDAY, TUESDAY))
    friday = minute_of(GOOD_FRIDAY, 540)
    places = [
        LessonPlace(7, 1, NINE, ENDS, None, ""),
        LessonPlace(8, 1, friday, friday + 60, None, ""),
        LessonPlace(9, 1, NINE + 1440, ENDS + 1440, None, ""),
    ]
    assert [(each.id, each.kind, each.subjects[1].id) for each in days_off(places, town)] == [
        ("closing_day:7", ConflictKind.CLOSING_DAY, 1),
        ("holiday:8", ConflictKind.HOLIDAY, 1),
    ]


def test_a_longer_closing_hits_its_lessons_and_no_others(town: SmallTown) -> None:
    first = TUESDAY + timedelta(days=1)
    with town.workspace.fill() as db:
        days = ClosingDay(first_day=first, last_day=first + timedelta(days=5), name="Umbau")
        db.add(days)
        found = only(db, *DAYS_OFF)
        assert [each.subjects[0].id for each in found] == [town.lessons[1]]
        days.last_day = first + timedelta(days=6)
        assert [each.subjects[0].id for each in only(db, *DAYS_OFF)] == town.lessons[1:3]
        days.first_day = TUESDAY
        assert [each.subjects[0].id for each in only(db, *DAYS_OFF)] == town.lessons[:3]
        assert len(find(db, TUESDAY, TUESDAY, kinds=DAYS_OFF)) == 1
        assert len(find(db, first, first, kinds=DAYS_OFF)) == 0
        assert len(find_for(db, town.lessons[1:2], DAYS_OFF)) == 1
        assert len(find_for(db, town.lessons[4:5], DAYS_OFF)) == 0


def test_a_site_in_another_land_has_its_holidays(town: SmallTown) -> None:
    repentance = date(2027, 11, 17)
    with town.workspace.fill() as db:
        store_settings(db, {"calendar.land": "BY"})
        lesson = add_lesson(db, town.course, minute_of(repentance, 540), room=town.rooms["B"])
        (found,) = only(db, *DAYS_OFF)
        assert (found.kind, found.subjects[0].id) == (ConflictKind.HOLIDAY, lesson)
        site = Site(name="Hof", land="BY")
        db.add(site)
        db.flush()
        room = Room(name="Hof", site_id=site.id, capacity=9)
        db.add(room)
        db.flush()
        by_id(db, Lesson, lesson).room_id = room.id
        assert only(db, *DAYS_OFF) == []
