"""A course and its parts in one line, from facts made by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording import course_lines as words
from kursplaner.domain.kinds import CancelReason, CourseStatus, EnrolmentStatus, LessonStatus
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.store.queries.courses.courses import CourseRow
from kursplaner.store.queries.lessons.lessons import LessonRow

DAY = date(2027, 3, 2)
NINE = minute_of(DAY, 540)
ROW = CourseRow(
    *(1, "A1", "Deutsch", "general", "A1.1", CourseStatus.ACTIVE.value, 0, DAY, DAY),
    *(12, 12, 32, 14, 12, 5, 0, False, False),
)
LESSON = LessonRow(
    *(1, 1, "A1", "Deutsch", "A1.1", 0, NINE, NINE + 135, 135, 45),
    *(LessonStatus.PLANNED.value, None, False, None, None, 3, 1),
)


@pytest.mark.parametrize(
    ("days", "last", "says", "short"),
    [
        (1, 9, ("beginnt Mi 03.03.", "accent"), "beginnt"),
        (0, 0, ("läuft, 14 von 32 Terminen", "good"), "läuft"),
        (-5, None, ("läuft, 14 von 32 Terminen", "good"), "läuft"),
    ],
)
def test_where_an_active_course_stands(
    days: int, last: int | None, says: tuple[str, str], short: str
) -> None:
    end = None if last is None else DAY + timedelta(days=last)
    row = replace(ROW, first_day=DAY + timedelta(days=days), last_day=end)
    assert words.course_state(row, DAY) == says
    assert words.short_state(row, DAY) == (short, says[1])


def test_a_course_that_is_not_active_says_its_status() -> None:
    later = replace(ROW, first_day=DAY + timedelta(days=1), status=CourseStatus.CANCELLED.value)
    assert words.course_state(later, DAY) == ("abgesagt", "bad")
    assert words.short_state(later, DAY) == ("abgesagt", "bad")
    draft = replace(later, status=CourseStatus.DRAFT.value)
    assert words.short_state(draft, DAY) == ("Entwurf", "neutral")


def test_weekdays_with_the_same_times_share_them() -> None:
    pattern = [
        CourseTime(1, 540, 690, 0),
        CourseTime(3, 540, 690, 0),
        CourseTime(1, 540, 690, 15),
        CourseTime(4, 840, 900, 0),
    ]
    assert words.weekly_times(pattern) == "Di und Do 9:00–11:30; Fr 14:00–15:00"
    assert words.weekly_times([]) == ""


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (NINE - 1, ("geplant", "neutral")),
        (NINE, ("läuft", "accent")),
        (NINE + 134, ("läuft", "accent")),
        (NINE + 135, ("Anwesenheit fehlt", "warning")),
    ],
)
def test_where_a_lesson_stands(now: int, says: tuple[str, str]) -> None:
    assert words.lesson_state(LESSON, now) == says


def test_a_lesson_without_anybody_has_no_attendance_to_enter() -> None:
    assert words.lesson_state(replace(LESSON, enrolled=0), NINE + 135) == ("vorbei", "warning")
    done = replace(LESSON, attendance_done=True)
    assert words.lesson_state(done, NINE - 1) == ("Anwesenheit da", "good")
    gone = replace(done, status=LessonStatus.CANCELLED.value, cancel_reason=CancelReason.SNOW.value)
    assert words.lesson_state(gone, NINE) == ("fällt aus: Schnee", "bad")


def test_where_an_enrolment_stands() -> None:
    assert words.enrolment_state(EnrolmentStatus.WAITING.value) == ("Warteliste", "warning")
    assert words.enrolment_state(EnrolmentStatus.LEFT.value) == ("abgebrochen", "neutral")
