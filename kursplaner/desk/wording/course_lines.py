"""A course and its parts in one line each: state, times, people's status."""

from collections.abc import Iterable
from datetime import date

from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import CancelReason, CourseStatus, EnrolmentStatus, LessonStatus
from kursplaner.domain.weekly_times import WeeklyTime
from kursplaner.store.queries.courses.courses import CourseRow
from kursplaner.store.queries.lessons.lessons import LessonRow

TONES = {
    EnrolmentStatus.ENROLLED: "good",
    EnrolmentStatus.WAITING: "warning",
    EnrolmentStatus.ASKED: "warning",
    EnrolmentStatus.COMPLETED: "accent",
}


def course_state(row: CourseRow, today: date) -> tuple[str, str]:
    """Return words and tone of where a course stands: "läuft, 14 von 32 Terminen"."""
    if row.status != CourseStatus.ACTIVE:
        tone = "bad" if row.status == CourseStatus.CANCELLED else "neutral"
        return said(CourseStatus, row.status), tone
    if row.first_day > today:
        return f"beginnt {days.short_day(row.first_day)}", "accent"
    return f"läuft, {row.lessons_past} von {counted(row.lessons, 'lesson', dative=True)}", "good"


def short_state(row: CourseRow, today: date) -> tuple[str, str]:
    """Return the same in a word for lists."""
    words, tone = course_state(row, today)
    if row.first_day > today and tone == "accent":
        return "beginnt", tone
    return words.split(",", maxsplit=1)[0], tone


def weekly_times(pattern: Iterable[WeeklyTime]) -> str:
    """Return "Di und Do 9:00–11:30"."""
    by_time: dict[tuple[int, int], list[str]] = {}
    for day_pattern in pattern:
        by_time.setdefault((day_pattern.starts, day_pattern.ends), []).append(
            days.weekday(day_pattern.weekday)
        )
    return "; ".join(
        f"{listed(dict.fromkeys(some))} {days.clock(starts)}–{days.clock(ends)}"
        for (starts, ends), some in by_time.items()
    )


def lesson_state(row: LessonRow, now: int) -> tuple[str, str]:
    """Return words and tone of where a lesson stands."""
    if row.status == LessonStatus.CANCELLED:
        return f"fällt aus: {said(CancelReason, row.cancel_reason)}", "bad"
    if row.attendance_done:
        return "Anwesenheit da", "good"
    if row.ends <= now:
        return "Anwesenheit fehlt" if row.enrolled else "vorbei", "warning"
    if row.starts <= now:
        return "läuft", "accent"
    return "geplant", "neutral"


def enrolment_state(status: str) -> tuple[str, str]:
    """Return words and tone of where an enrolment stands."""
    return said(EnrolmentStatus, status), TONES.get(status, "neutral")  # type: ignore[call-overload]
