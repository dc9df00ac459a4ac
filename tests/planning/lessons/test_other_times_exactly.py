"""Pauses, shortened lessons and the lessons of one day under other times."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.planning.conflicts.finding import find as conflicts
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.other_times import NewTime, TimesWish
from kursplaner.store.records import by_id
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    enrol_plainly,
)
from tests.planning.stored_lessons import all_held, held, template

FIRST, LAST = TUESDAY, TUESDAY + timedelta(days=9)
DAY = 1440


def proposed(
    town: SmallTown, *times: NewTime, accept: str = "", **values: object
) -> LessonPlan[TimesWish]:
    days = {"first_day": FIRST, "last_day": LAST, "times": times, **values}
    with town.workspace.rehearse() as db:
        return changing.propose(db, TimesWish(town.course, **days), accept)  # type: ignore[arg-type]


def change(town: SmallTown, *times: NewTime, **values: Any) -> LessonPlan[TimesWish]:
    plan = proposed(town, *times, **values)
    with town.workspace.change(ActKind.TIMES_CHANGED) as db:
        changing.apply(db, plan)
    return plan


def day_times(town: SmallTown, at: int) -> tuple[int, int, int]:
    """Return when a lesson of the course begins and ends on its day, and what it teaches."""
    row = held(town, town.lessons[at])
    return row.starts % DAY, row.ends - row.starts + row.starts % DAY, row.taught


def shorten(town: SmallTown, at: int, length: int, taught: int) -> None:
    with town.workspace.fill() as db:
        row = by_id(db, Lesson, town.lessons[at])
        row.ends, row.teaching_minutes = row.starts + length, taught


@pytest.mark.parametrize(
    ("length", "pause", "taught"),
    [
        # The pause of a quarter of an hour stays where more than two units are left ...
        (149, None, 90),
        (106, None, 90),
        (105, None, 90),
        (104, None, 45),
        (91, None, 45),
        # ... and is left out of up to two.
        (90, None, 90),
        (89, None, 45),
        (45, None, 45),
        # It stays in what is as long as before, or longer.
        (151, None, 135),
        (194, None, 135),
        (195, None, 180),
        # What is said is taken.
        (150, 0, 135),
        (135, 0, 135),
        (134, 0, 90),
        (90, 30, 45),
        (150, 60, 90),
        (150, 61, 45),
    ],
)
def test_the_pause_stays_where_more_than_two_units_are_left(
    town: SmallTown, length: int, pause: int | None, taught: int
) -> None:
    change(town, NewTime(1, 600, 600 + length, pause))
    assert [day_times(town, at) for at in (0, 2)] == [(600, 600 + length, taught)] * 2
    assert [day_times(town, at) for at in (1, 3, 4)] == [(NINE, 690, 135)] * 3


def test_a_lesson_as_long_as_two_units_keeps_the_pause_it_has(town: SmallTown) -> None:
    for at in range(6):
        shorten(town, at, 90, 75)
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).unit_minutes = 60
    change(town, NewTime(1, 600, 690))
    assert day_times(town, 0) == (600, 690, 75)
    change(town, NewTime(3, 600, 720))
    assert day_times(town, 1) == (600, 720, 105)


@pytest.mark.parametrize(("length", "pause"), [(44, None), (45, 1), (60, 16)])
def test_less_than_a_unit_is_no_lesson(town: SmallTown, length: int, pause: int | None) -> None:
    with pytest.raises(Refused, match="lesson_too_short"):
        proposed(town, NewTime(1, 600, 600 + length, pause))
    with pytest.raises(Refused, match="lesson_too_short"):
        proposed(town, unit_minutes=10)


def test_what_was_shortened_stays_as_short_and_ends_earlier(town: SmallTown) -> None:
    shorten(town, 2, 60, 45)
    change(town, NewTime(1, 600, 750))
    assert day_times(town, 0) == (600, 750, 135)
    assert day_times(town, 2) == (600, 660, 45)


def test_what_was_shortened_becomes_no_longer_than_the_new_time(town: SmallTown) -> None:
    shorten(town, 2, 105, 90)
    change(town, NewTime(1, 600, 645))
    assert [day_times(town, at) for at in (0, 2)] == [(600, 645, 45)] * 2


def test_units_of_another_length_count_in_whole_ones(town: SmallTown) -> None:
    shorten(town, 2, 90, 90)
    plan = change(town, unit_minutes=30)
    # Three units of 30 minutes by the clock and the pause; two and none.
    assert day_times(town, 0) == (NINE, NINE + 105, 90)
    assert day_times(town, 2) == (NINE, NINE + 60, 45)
    assert (plan.minutes_before, plan.minutes_after) == (135 * 3 + 90, 90 * 3 + 45)
    assert plan.missing_minutes == 180


def test_later_and_with_longer_units_at_once(town: SmallTown) -> None:
    change(town, shift_minutes=-30, unit_minutes=60)
    assert day_times(town, 0) == (510, 510 + 180 + 15, 180)


def test_a_given_time_goes_before_the_shift_of_the_other_weekdays(town: SmallTown) -> None:
    change(town, NewTime(1, 600, 750), shift_minutes=60)
    assert day_times(town, 0) == (600, 750, 135)
    assert day_times(town, 1) == (600, 750, 135)
    change(town, NewTime(3, NINE, 690))
    assert day_times(town, 0) == (600, 750, 135)
    assert day_times(town, 1) == (NINE, 690, 135)


def test_first_and_last_day_belong_to_it(town: SmallTown) -> None:
    first, last = TUESDAY + timedelta(days=2), TUESDAY + timedelta(days=7)
    change(town, first_day=first, last_day=last, shift_minutes=60)
    assert [day_times(town, at)[0] for at in range(6)] == [NINE, 600, 600, NINE, NINE, NINE]
    change(town, first_day=last, last_day=last, shift_minutes=60)
    assert [day_times(town, at)[0] for at in range(6)] == [NINE, 600, 660, NINE, NINE, NINE]


def add_afternoon(town: SmallTown, *, cancelled: bool = False) -> None:
    """Let there be a second lesson on each Tuesday, at four."""
    with town.workspace.fill() as db:
        status = "cancelled" if cancelled else "planned"
        for week in range(3):
            at = minute_of(TUESDAY + timedelta(days=7 * week), 960)
            town.lessons.append(add_lesson(db, town.course, at, minutes=150, status=status))


def test_the_second_time_of_a_weekday_is_for_its_second_lesson(town: SmallTown) -> None:
    add_afternoon(town)
    change(town, NewTime(1, 900, 1050), NewTime(1, 600, 750))
    assert [day_times(town, at)[:2] for at in (0, 2, 6, 7)] == [
        *[(600, 750)] * 2,
        *[(900, 1050)] * 2,
    ]
    assert day_times(town, 8)[0] == 960


def test_one_time_is_for_the_first_and_the_second_stays(town: SmallTown) -> None:
    add_afternoon(town)
    change(town, NewTime(1, 600, 750))
    assert [day_times(town, at)[0] for at in (0, 6)] == [600, 960]


def test_cancelled_ones_are_not_counted_and_stay(town: SmallTown) -> None:
    add_afternoon(town, cancelled=True)
    with town.workspace.fill() as db:
        early = minute_of(TUESDAY, 480)
        town.lessons.append(add_lesson(db, town.course, early, status="cancelled", minutes=30))
    before = [held(town, key) for key in town.lessons[6:]]
    change(town, NewTime(1, 600, 750), NewTime(1, 1000, 1150))
    assert day_times(town, 0) == (600, 750, 135)
    assert [held(town, key) for key in town.lessons[6:]] == before


def test_without_lessons_on_these_days_it_is_refused(town: SmallTown) -> None:
    days: dict[str, Any] = {
        "first_day": TUESDAY + timedelta(days=1),
        "last_day": TUESDAY + timedelta(days=1),
    }
    with pytest.raises(Refused, match="no_lesson_between"):
        proposed(town, shift_minutes=60, **days)
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[0]).status = "cancelled"
    with pytest.raises(Refused, match="no_lesson_between"):
        proposed(town, shift_minutes=60, first_day=TUESDAY, last_day=TUESDAY)


def test_of_a_past_stretch_what_is_recorded_and_past_is_told(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        enrolment = enrol_plainly(db, town.course, town.people["Vogel"])
        db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=town.lessons[1], mark="X"))
    before = all_held(town)
    with clock.pinned(datetime(2027, 3, 9, 8, 59)):
        plan = change(town, shift_minutes=60)
    assert [(kept.id, kept.why) for kept in plan.untouched] == [
        (town.lessons[0], "past"),
        (town.lessons[1], "recorded"),
    ]
    moved = [new.starts - old.starts for old, new in zip(before, all_held(town), strict=True)]
    assert moved == [0, 0, 60, 60, 0, 0]


@pytest.mark.parametrize(("shift", "works"), [(750, True), (751, False)])
def test_a_lesson_may_end_at_midnight(town: SmallTown, shift: int, *, works: bool) -> None:
    if works:
        change(town, shift_minutes=shift)
        assert day_times(town, 0)[1] == DAY
        return
    with pytest.raises(Refused, match="times_over_midnight"):
        proposed(town, shift_minutes=shift)


def test_nothing_begins_before_this_minute(town: SmallTown) -> None:
    with clock.pinned(datetime(2027, 3, 2, 8, 0)):
        with pytest.raises(Refused, match="into_past"):
            proposed(town, shift_minutes=-61)
        change(town, shift_minutes=-60)
    assert day_times(town, 0)[0] == 480


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"unit_minutes": 241}, "unit_minutes_out_of_range"),
        ({"unit_minutes": 0}, "unit_minutes_out_of_range"),
        ({"shift_minutes": DAY}, "shift_too_far"),
        ({"shift_minutes": -DAY}, "shift_too_far"),
        ({"shift_minutes": DAY - 1}, "times_over_midnight"),
        ({"shift_minutes": 400, "unit_minutes": 240}, "times_over_midnight"),
        ({"times": (NewTime(-1, 540, 690),)}, "weekday_unknown"),
        ({"times": (NewTime(7, 540, 690),)}, "weekday_unknown"),
        ({"times": (NewTime(1, -1, 690),)}, "end_before_start"),
        ({"times": (NewTime(1, 540, 540),)}, "end_before_start"),
        ({"times": (NewTime(1, 540, 1441),)}, "end_before_start"),
        ({"times": (NewTime(1, 540, 690, 150),)}, "pause_too_long"),
        ({"times": (NewTime(1, 540, 690, 149),)}, "lesson_too_short"),
        ({"times": (NewTime(1, 540, 690), NewTime(1, 689, 900))}, "pattern_overlaps"),
        ({"times": (NewTime(1, 540, 690), NewTime(1, 690, 900))}, "times_as_they_are"),
        ({"times": (NewTime(1, 540, 690), NewTime(3, 540, 690))}, "times_as_they_are"),
        ({"times": (NewTime(6, 540, 690),)}, "times_as_they_are"),
        ({"last_day": FIRST - timedelta(days=1), "shift_minutes": 5}, "period_backwards"),
        ({"last_day": FIRST, "times": (NewTime(1, 540, 690),)}, "times_as_they_are"),
    ],
)
def test_the_limits_of_a_wish(town: SmallTown, values: dict[str, Any], kind: str) -> None:
    with pytest.raises(Refused) as refused:
        proposed(town, **values)
    assert refused.value.kind == kind


def test_the_template_keeps_the_pause_and_the_longest_of_each_time(town: SmallTown) -> None:
    shorten(town, 0, 60, 45)
    change(town, NewTime(1, 600, 750, 60))
    assert template(town) == [(1, 600, 750, 60, FIRST, LAST)]


def test_all_that_clashes_is_accepted_with_the_reason_and_soft_ones_stay(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        at = minute_of(TUESDAY, 690)
        add_lesson(db, other, at, room=town.rooms["A"])
        add_lesson(db, town.course, at + 30)
    with pytest.raises(HardConflict):
        change(town, NewTime(1, 600, 750), last_day=FIRST)
    plan = change(town, NewTime(1, 600, 750), last_day=FIRST, accept="Abgesprochen")
    assert {c.kind for c in plan.conflicts} == {ConflictKind.ROOM, ConflictKind.COURSE}
    assert not any(c.hard for c in plan.conflicts)
    with town.workspace.read() as db:
        kinds = (ConflictKind.ROOM, ConflictKind.COURSE)
        found = conflicts(db, date(2027, 1, 1), kinds=kinds)
        reasons = {c.kind: c.facts.get("accepted") for c in found}
    assert reasons == dict.fromkeys(kinds, "Abgesprochen")
