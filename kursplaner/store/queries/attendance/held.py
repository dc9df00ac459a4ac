"""Whether a lesson is recorded and was held: the one place that says so.

A lesson is *recorded* when it has begun and its attendance is entered: its list is complete, a
tally stands, or a mark other than E, W and P. Recorded lessons are neither moved nor cancelled.
It was *held* when it is recorded, or over without having been cancelled: this is what figures,
result lists and the funder's workbook count. Marks that stand before a lesson begins do neither,
whatever they say. All conditions are about the table of lessons in the surrounding query; `now` is
an absolute minute, or a bound one.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_

from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.attendance.rules import ANNOUNCED
from kursplaner.domain.courses import LessonTally
from kursplaner.domain.kinds import LessonStatus
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.store.queries.conflicts.scopes import LESSON

_MARK = AttendanceMark.__table__.alias("entered_mark")
_TALLY = LessonTally.__table__.alias("entered_tally")
_BEFOREHAND = sorted(mark.value for mark in ANNOUNCED)
Now = Any


def begun(now: Now) -> ColumnElement[bool]:
    """Return the condition that a lesson has begun; at its very minute it has."""
    condition: ColumnElement[bool] = LESSON.c.starts <= now
    return condition


def complete(now: Now) -> ColumnElement[bool]:
    """Return the condition that the list of a lesson is complete."""
    return and_(begun(now), LESSON.c.attendance_done)


def recorded(now: Now) -> ColumnElement[bool]:
    """Return the condition that the attendance of a lesson is entered."""
    return and_(begun(now), LESSON.c.status.in_(LESSONS_TAKING_PLACE), _entered())


def held(now: Now) -> ColumnElement[bool]:
    """Return the condition that a lesson took place."""
    over = LESSON.c.ends <= now
    return and_(begun(now), LESSON.c.status.in_(LESSONS_TAKING_PLACE), or_(over, _entered()))


def status(now: Now) -> ColumnElement[str]:
    """Return where a lesson stands; one marked as held before it began is still planned."""
    early = and_(LESSON.c.status == LessonStatus.HELD.value, ~begun(now))
    return case((early, LessonStatus.PLANNED.value), else_=LESSON.c.status)


def _entered() -> ColumnElement[bool]:
    mark = exists().where(_MARK.c.lesson_id == LESSON.c.id, _MARK.c.mark.not_in(_BEFOREHAND))
    tally = exists().where(_TALLY.c.lesson_id == LESSON.c.id)
    return or_(
        LESSON.c.attendance_done,
        LESSON.c.status == LessonStatus.HELD.value,
        mark.correlate(LESSON),
        tally.correlate(LESSON),
    )
