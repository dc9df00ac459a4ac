from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.domain.courses import LessonPattern
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.planning.lessons import changing, weekly_template
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.other_times import TimesWish
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.planning.lessons.weekly_template import times_on
from kursplaner.store.records import find
from tests.planning.small_town import (
    HALF_PAST_ELEVEN,
    NINE,
    NOW,
    TUESDAY,
    SmallTown,
    build,
)
from tests.planning.stored_lessons import held, template
from tests.towns import passing

DAY = 1440
WEEK = timedelta(days=7)
ONE = timedelta(days=1)
PLAIN = (1, NINE, HALF_PAST_ELEVEN, 15)


def add(
    town: SmallTown, first: date | None, last: date | None, starts: int = NINE, weekday: int = 1
) -> None:
    with town.workspace.fill() as db:
        row = LessonPattern(course_id=town.course, weekday=weekday, starts=starts)
        row.ends, row.pause_minutes = starts + 150, 15
        row.valid_from, row.valid_until = first, last
        db.add(row)


def move_on(town: SmallTown, at: int, by: int) -> None:
    """Move a lesson and the rest of its series."""
    to = held(town, town.lessons[at]).starts + by
    with town.workspace.change(ActKind.LESSONS_MOVED) as db:
        changing.apply(db, changing.propose(db, MoveWish(town.lessons[at], to, reach=Reach.REST)))


def stretch_on(town: SmallTown, at: int, earlier: int, later: int) -> None:
    row = held(town, town.lessons[at])
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        times = (row.starts - earlier, row.ends + later)
        plan = changing.propose(db, StretchWish(town.lessons[at], *times, reach=Reach.REST))
        changing.apply(db, plan)


def hold(town: SmallTown, first: date, last: date, *times: CourseTime) -> None:
    with town.workspace.change(ActKind.TIMES_CHANGED) as db:
        weekly_template.hold_between(db, town.course, first, last, times)


def on(town: SmallTown, day: date) -> list[int]:
    with town.workspace.read() as db:
        return [time.starts for time in times_on(db, town.course, day)]


def test_a_series_moved_from_its_first_day_is_written_over(town: SmallTown) -> None:
    add(town, None, None)
    move_on(town, 0, 60)
    assert template(town) == [(1, NINE + 60, HALF_PAST_ELEVEN + 60, 15, None, None)]


def test_a_series_moved_later_on_ends_the_day_before_and_begins_anew(town: SmallTown) -> None:
    add(town, None, None)
    move_on(town, 2, DAY + 60)
    assert template(town) == [
        (*PLAIN, None, TUESDAY + 6 * ONE),
        (2, NINE + 60, HALF_PAST_ELEVEN + 60, 15, TUESDAY + 8 * ONE, None),
    ]


def test_a_row_that_begins_that_day_is_written_over_one_that_began_before_is_split(
    town: SmallTown,
) -> None:
    second, until = TUESDAY + WEEK, TUESDAY + 9 * WEEK
    add(town, second, until)
    move_on(town, 2, 60)
    later = (1, NINE + 60, HALF_PAST_ELEVEN + 60, 15)
    assert template(town) == [(*later, second, until)]
    move_on(town, 4, -60)
    third = second + WEEK
    assert template(town) == [(*PLAIN, third, until), (*later, second, third - ONE)]


def test_moved_to_an_earlier_day_it_holds_from_that_day(town: SmallTown) -> None:
    second = TUESDAY + WEEK
    add(town, second, None)
    move_on(town, 2, -DAY)
    assert template(town) == [(0, *PLAIN[1:], second - ONE, None)]


def test_moved_to_a_later_day_it_still_begins_where_it_began(town: SmallTown) -> None:
    second = TUESDAY + WEEK
    add(town, second, None)
    move_on(town, 2, DAY)
    assert template(town) == [(2, *PLAIN[1:], second, None)]


@pytest.mark.parametrize(
    ("first", "last", "follows"),
    [
        (-1, 0, True),
        (0, 0, True),
        (0, 1, True),
        (-2, -1, False),
        (1, 2, False),
    ],
)
def test_only_a_row_that_holds_on_that_day_follows(
    town: SmallTown, first: int, last: int, *, follows: bool
) -> None:
    second = TUESDAY + WEEK
    add(town, second + first * ONE, second + last * ONE)
    move_on(town, 2, 60)
    assert (NINE + 60 in {row[1] for row in template(town)}) is follows


def test_other_weekdays_and_times_stay(town: SmallTown) -> None:
    add(town, None, None)
    add(town, None, None, 900)
    add(town, None, None, weekday=3)
    move_on(town, 0, 60)
    assert [row[:2] for row in template(town)] == [(1, NINE + 60), (1, 900), (3, NINE)]


def test_another_room_or_teacher_changes_no_template(town: SmallTown) -> None:
    add(town, None, None)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        room = town.rooms["B"]
        changing.apply(
            db, changing.propose(db, MoveWish(town.lessons[2], room_id=room, reach=Reach.REST))
        )
    assert template(town) == [(*PLAIN, None, None)]


def test_the_template_grows_as_much_as_the_lesson_did(town: SmallTown) -> None:
    add(town, None, None)
    stretch_on(town, 0, 30, 15)
    assert template(town) == [(1, NINE - 30, HALF_PAST_ELEVEN + 15, 15, None, None)]


@pytest.mark.parametrize(("by", "ends"), [(750, 1440), (751, None)])
def test_it_ends_at_midnight_at_the_latest(town: SmallTown, by: int, ends: int | None) -> None:
    add(town, None, None)
    move_on(town, 0, by)
    (row,) = template(town)
    assert row[:3] == ((1, NINE + by, ends) if ends else PLAIN[:3])


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (0, 6),
        (7, 13),
        (-3, 3),
        (10, 20),
        (2, 5),
        (-5, -1),
        (14, 20),
        (-1, 14),
        (0, 13),
        (13, 14),
        (20, 27),
        (-9, -3),
    ],
)
def test_a_stretch_takes_the_place_of_what_it_covers_and_leaves_the_rest(
    town: SmallTown, first: int, last: int
) -> None:
    add(town, None, None)
    begins, ends = TUESDAY, TUESDAY + 13 * ONE
    hold(town, begins, ends, CourseTime(1, 600, 750, 15))
    days = [TUESDAY + n * ONE for n in range(-14, 35) if (n % 7) == 0]
    other = (TUESDAY + first * ONE, TUESDAY + last * ONE)
    hold(town, *other, CourseTime(1, 700, 800, 5))
    for day in days:
        inside = other[0] <= day <= other[1]
        at = 700 if inside else 600 if begins <= day <= ends else NINE
        assert on(town, day) == [at], day
    passing_rows = [row for row in template(town) if row[5] is not None]
    days_held = [
        row[4] + n * ONE  # type: ignore[operator]
        for row in passing_rows
        for n in range((row[5] - row[4]).days + 1)  # type: ignore[operator]
    ]
    assert len(days_held) == len(set(days_held))
    whole = {begins + n * ONE for n in range(14)} | {
        other[0] + n * ONE for n in range(last - first + 1)
    }
    assert set(days_held) == whole


def test_weekdays_it_does_not_name_keep_their_stretch(town: SmallTown) -> None:
    hold(town, TUESDAY, TUESDAY + WEEK, CourseTime(3, 600, 750))
    hold(town, TUESDAY, TUESDAY + WEEK, CourseTime(1, 700, 800), CourseTime(1, 700, 800))
    assert [row[:2] for row in template(town)] == [(1, 700), (3, 600)]


def test_times_of_a_day_are_told_in_order_and_only_while_they_hold(town: SmallTown) -> None:
    add(town, None, None, 900)
    add(town, TUESDAY, None)
    add(town, None, TUESDAY, 700)
    assert on(town, TUESDAY) == [NINE, 700, 900]
    assert on(town, TUESDAY + WEEK) == [NINE, 900]
    assert on(town, TUESDAY - WEEK) == [700, 900]
    assert on(town, TUESDAY + ONE) == []
    add(town, TUESDAY, TUESDAY, 1000)
    assert on(town, TUESDAY) == [1000]


def test_for_the_next_course_only_what_lasts_counts(town: SmallTown) -> None:
    add(town, None, TUESDAY, 700, weekday=0)
    with town.workspace.read() as db:
        rows = find(db, LessonPattern)
        assert [row.starts for row in weekly_template.lasting(rows)] == [700]
    add(town, TUESDAY, None, 900)
    add(town, None, None)
    with town.workspace.read() as db:
        rows = find(db, LessonPattern)
        assert [row.starts for row in weekly_template.lasting(rows)] == [NINE, 900]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2), st.integers(-60, 240))
def test_the_template_says_what_the_lessons_do(week: int, by: int) -> None:
    with passing(build, NOW) as town:
        add(town, None, None)
        move_on(town, 2 * week, by)
        for number in range(3):
            day = TUESDAY + number * WEEK
            lesson = held(town, town.lessons[2 * number])
            with town.workspace.read() as db:
                found = [(t.starts, t.ends) for t in times_on(db, town.course, day)]
            assert found == [(lesson.starts % DAY, (lesson.ends - 1) % DAY + 1)]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 14), st.integers(0, 14), st.integers(30, 200))
def test_other_times_are_in_the_template_for_their_days_only(
    first: int, length: int, by: int
) -> None:
    with passing(build, NOW) as town:
        for weekday in (1, 3):
            add(town, None, None, weekday=weekday)
        begins = TUESDAY + first * ONE
        last = begins + length * ONE
        held_then = [begins <= TUESDAY + n * ONE <= last for n in (0, 2, 7, 9, 14, 16)]
        if not any(held_then):
            return
        with town.workspace.change(ActKind.TIMES_CHANGED) as db:
            wish = TimesWish(town.course, begins, last, shift_minutes=by)
            changing.apply(db, changing.propose(db, wish))
        for number, inside in enumerate(held_then):
            day = TUESDAY + (7 * (number // 2) + 2 * (number % 2)) * ONE
            at = NINE + by if inside else NINE
            assert on(town, day) == [at]
            assert held(town, town.lessons[number]).starts % DAY == at
