"""The lessons of a stretch of time with their rooms and heads, for those that look for a swap."""

from typing import Any, NamedTuple

from sqlalchemy import func, select

from kursplaner.basics import clock
from kursplaner.domain.courses import Course, Enrolment, Lesson
from kursplaner.domain.kinds import EnrolmentStatus, LessonStatus
from kursplaner.domain.rooms import Room
from kursplaner.store.queries.attendance import held
from kursplaner.store.session import Db

_LESSON = Lesson.__table__
_COURSE = Course.__table__
_ROOM = Room.__table__
_ENROLMENT = Enrolment.__table__


class LessonAround(NamedTuple):
    """A planned lesson; `capacity` is its room's (None: without a room)."""

    id: int
    course_id: int
    title: str
    starts: int
    ends: int
    room_id: int | None
    room: str | None
    capacity: int | None
    people: int


def _people() -> Any:  # noqa: ANN401 (scalar subquery)
    return (
        select(func.count())
        .where(
            _ENROLMENT.c.course_id == _LESSON.c.course_id,
            _ENROLMENT.c.status == EnrolmentStatus.ENROLLED.value,
        )
        .correlate(_LESSON)
        .scalar_subquery()
    )


def lessons_around(db: Db, starts: int, ends: int) -> list[LessonAround]:
    """Return the planned lessons without attendance that begin in [starts, ends), by time."""
    now = clock.minute()
    lesson = (_LESSON.c.id, _LESSON.c.course_id, _COURSE.c.title, _LESSON.c.starts, _LESSON.c.ends)
    query = (
        select(*lesson, _LESSON.c.room_id, _ROOM.c.name, _ROOM.c.capacity, _people())
        .select_from(_LESSON.join(_COURSE).outerjoin(_ROOM, _ROOM.c.id == _LESSON.c.room_id))
        .where(
            _LESSON.c.starts >= starts,
            _LESSON.c.starts < ends,
            held.status(now) == LessonStatus.PLANNED.value,
            ~held.recorded(now),
        )
        .order_by(_LESSON.c.starts, _LESSON.c.id)
    )
    return [LessonAround(*row) for row in db.execute(query)]
