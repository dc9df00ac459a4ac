"""A weekly series within a course: the lessons at the same weekday and time."""

from collections.abc import Sequence
from enum import StrEnum

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import LessonStatus
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.planning.lessons.relocation import Untouched
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_of_course
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import LESSON

WEEK = 7 * DAY_MINUTES


class Reach(StrEnum):
    """How far the change of one lesson of a weekly series goes."""

    ONE = "one"
    REST = "rest"
    ALL = "all"


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
        and row.status in LESSONS_TAKING_PLACE
    ]


def reached(
    rows: Sequence[LessonRow], here: LessonRow, reach: Reach
) -> tuple[list[LessonRow], list[Untouched]]:
    """Return the lessons a change of one of them reaches, in order, and those that stay.

    All of the series are those from the earliest that may be changed on.

    Raises:
        Refused: as `check_movable` of the first one.
    """
    begin = _first(rows, here) if reach is Reach.ALL else here
    check_movable(begin)
    if reach is Reach.ONE:
        return [begin], []
    reasons = {row.id: why_untouched(row) for row in weekly_series(rows, begin)}
    stay = [Untouched(LESSON, key, why) for key, why in reasons.items() if why]
    return [row for row in rows if row.id in reasons and not reasons[row.id]], stay


def first_of_series(db: Db, lesson_id: int) -> LessonRow:
    """Return the earliest lesson of its weekly series that may be changed, past ones left out.

    "From here on" from that lesson means all of the series; the lesson itself if none is earlier.
    """
    here = lesson_row(db, lesson_id)[0]
    return _first(lessons_of_course(db, here.course_id), here)


def _first(rows: Sequence[LessonRow], here: LessonRow) -> LessonRow:
    series = (row for row in rows if (row.starts - here.starts) % WEEK == 0)
    return next((row for row in series if why_untouched(row) is None), here)


def lesson_row(db: Db, lesson_id: int) -> tuple[LessonRow, list[LessonRow]]:
    """Return a lesson and all lessons of its course.

    Raises:
        Refused: "not_found".
    """
    rows = lessons_of_course(db, by_id(db, Lesson, lesson_id).course_id)
    return next(row for row in rows if row.id == lesson_id), rows
