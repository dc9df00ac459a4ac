"""A weekly series within a course: the lessons at the same weekday and time."""

from collections.abc import Sequence

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import LessonStatus
from kursplaner.planning.lessons.relocation import LESSON, Untouched
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_of_course
from kursplaner.store.records import by_id
from kursplaner.store.session import Db

WEEK = 7 * DAY_MINUTES


def check_movable(row: LessonRow) -> None:
    """Refuse to touch a lesson that has begun, is cancelled or has attendance."""
    if row.recorded:
        raise Refused("lesson_recorded", id=row.id)
    if row.status == LessonStatus.CANCELLED.value:
        raise Refused("lesson_cancelled", id=row.id)
    if clock.has_come(row.starts):
        raise Refused("lesson_past", id=row.id)


def why_untouched(row: LessonRow) -> str | None:
    """Return why a lesson of a series must stay, or None if it may be changed."""
    if row.recorded:
        return "recorded"
    over = row.status != LessonStatus.PLANNED.value or clock.has_come(row.starts)
    return "past" if over else None


def weekly_series(rows: Sequence[LessonRow], here: LessonRow) -> list[LessonRow]:
    """Return the lessons at the same weekday and time from this one on, without cancelled."""
    return [
        row
        for row in rows
        if row.starts >= here.starts
        and (row.starts - here.starts) % WEEK == 0
        and row.status != LessonStatus.CANCELLED.value
    ]


def changeable_series(
    rows: Sequence[LessonRow], here: LessonRow
) -> tuple[list[LessonRow], list[Untouched]]:
    """Return the lessons of the series that may be changed, and those that must stay."""
    reasons = {row.id: why_untouched(row) for row in weekly_series(rows, here)}
    stay = [Untouched(LESSON, key, why) for key, why in reasons.items() if why]
    return [row for row in rows if row.id in reasons and not reasons[row.id]], stay


def first_of_series(db: Db, lesson_id: int) -> LessonRow:
    """Return the earliest lesson of its weekly series that may be changed, past ones left out.

    "From here on" from that lesson means all of the series; the lesson itself if none is earlier.
    """
    lesson = by_id(db, Lesson, lesson_id)
    rows = lessons_of_course(db, lesson.course_id)
    here = next(row for row in rows if row.id == lesson_id)
    for row in rows:
        if (row.starts - here.starts) % WEEK == 0 and why_untouched(row) is None:
            return row
    return here
