"""The next lesson of every course."""

from sqlalchemy import func, select

from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_by_id
from kursplaner.store.session import Db


def next_lessons(db: Db, now: int) -> dict[int, LessonRow]:
    """Return the first lesson of each course that has not ended at a minute, keyed by course."""
    coming = (
        select(Lesson.course_id, func.min(Lesson.starts).label("starts"))
        .where(Lesson.ends > now, Lesson.status.in_(LESSONS_TAKING_PLACE))
        .group_by(Lesson.course_id)
        .subquery()
    )
    query = (
        select(func.min(Lesson.id))
        .join(
            coming,
            (coming.c.course_id == Lesson.course_id) & (coming.c.starts == Lesson.starts),
        )
        .where(Lesson.status.in_(LESSONS_TAKING_PLACE))
        .group_by(Lesson.course_id)
    )
    return {row.course_id: row for row in lessons_by_id(db, list(db.scalars(query)))}
