"""At what weekly times a course is held, and what a new one begins with, from plain rows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.courses.changes import weekly_of
from kursplaner.desk.courses.new_course import _other_starts, first_day_on
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.store.queries.lessons.lessons import LessonRow
from tests.planning.small_town import TUESDAY
from tests.planning.wizard_town import draft

OLD = CourseTime(1, 540, 690, 15)
NEW = CourseTime(1, 600, 690, 0)


def lesson(week: int, time: CourseTime, status: str = "planned") -> LessonRow:
    day = TUESDAY + timedelta(days=7 * week + time.weekday - 1)
    starts, ends = minute_of(day, time.starts), minute_of(day, time.ends)
    taught = ends - starts - time.pause_minutes
    values = (starts, ends, taught, 45, status, None, False, None, None, 8, 1)
    return LessonRow(week, 1, "A2-01", "A2 Alltag", "A2", 0, *values)


def test_a_lesson_that_begins_now_is_still_to_come() -> None:
    rows = [lesson(0, OLD), lesson(1, OLD), lesson(2, NEW)]
    assert weekly_of(rows, rows[1].starts) == [OLD, NEW]
    assert weekly_of(rows, rows[1].starts + 1) == [NEW]
    assert weekly_of(rows, rows[2].starts) == [NEW]
    assert weekly_of(rows, rows[2].starts + 1) == [OLD]


def test_where_nothing_is_to_come_all_that_were_held_count() -> None:
    rows = [lesson(0, OLD, "held"), lesson(1, OLD, "held"), lesson(2, NEW, "cancelled")]
    assert weekly_of(rows, rows[2].ends) == [OLD]
    assert weekly_of(rows, 0) == [OLD]


@pytest.mark.parametrize(("times", "found"), [(1, [OLD]), (2, [OLD, NEW])])
def test_single_other_lessons_are_left_out(times: int, found: list[CourseTime]) -> None:
    rows = [lesson(0, OLD), lesson(1, OLD), *(lesson(2 + at, NEW) for at in range(times))]
    assert weekly_of(rows, 0) == found
    assert weekly_of(rows[2:3], 0) == [NEW]


@pytest.mark.parametrize(("taught", "pause"), [(150, 0), (149, 1), (160, 0), (135, 15)])
def test_a_pause_is_what_is_not_taught(taught: int, pause: int) -> None:
    row = replace(lesson(0, OLD), teaching_minutes=taught)
    assert weekly_of([row], 0) == [CourseTime(1, 540, 690, pause)]


@pytest.mark.parametrize(
    ("weekdays", "day", "found"),
    [
        ((1, 3), date(2027, 3, 2), date(2027, 3, 2)),
        ((1, 3), date(2027, 3, 3), date(2027, 3, 4)),
        ((1, 3), date(2027, 3, 5), date(2027, 3, 9)),
        ((0,), date(2027, 3, 2), date(2027, 3, 8)),
        ((), date(2027, 3, 2), date(2027, 3, 2)),
    ],
)
def test_the_first_day_is_the_next_of_the_weekdays(
    weekdays: tuple[int, ...], day: date, found: date
) -> None:
    assert first_day_on(weekdays, day) == found


def test_other_hours_come_first_the_nearer_before_the_farther() -> None:
    wish = replace(draft(), weekdays=(1, 3), starts=(540,), ends=(690,))
    found = list(_other_starts(wish))
    hours = [each.starts[0] - 540 for each in found if each.weekdays == (1, 3)]
    assert hours == [-60, *range(60, 541, 60)]
    assert all(each.ends[0] - each.starts[0] == 150 for each in found)
    days = [each.weekdays for each in found if each.weekdays != (1, 3)]
    assert days == [(2, 4), (0, 3), (1, 4), (0, 2)]
    firsts = {each.first_day.weekday() in each.weekdays for each in found[len(hours) :]}
    assert firsts == {True}
