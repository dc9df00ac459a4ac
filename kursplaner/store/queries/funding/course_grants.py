"""Which grant pays for a course's lessons: what was valid at the lesson, for all who ask."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Course, CourseGrant, Lesson
from kursplaner.store.session import Db

_SINCE = (
    select(func.coalesce(CourseGrant.grant_id, 0))
    .where(CourseGrant.course_id == Lesson.course_id, CourseGrant.starts <= Lesson.starts)
    .order_by(CourseGrant.starts.desc())
    .limit(1)
    .correlate(Lesson)
    .scalar_subquery()
)
GRANT_OF_LESSON: ColumnElement[int] = func.coalesce(_SINCE, Course.grant_id, 0)
"""For a query that holds Lesson and Course: the grant that pays for the lesson, 0 for none."""


@dataclass(frozen=True, slots=True)
class CourseGrants:
    """Which grants pay for a course.

    Attributes:
        first: before the first step; None: none.
        steps: from which minute on which other, in order.
    """

    first: int | None = None
    steps: tuple[tuple[int, int | None], ...] = ()

    def at(self, minute: int) -> int | None:
        """Return the grant for a lesson that begins at a minute."""
        since = self.since(minute)
        return self.first if since is None else dict(self.steps)[since]

    def on(self, day: date) -> int | None:
        """Return the grant for the lessons of a day."""
        return self.at(minute_of(day))

    def since(self, minute: int) -> int | None:
        """Return from which minute on that holds which holds at a minute; None: ever since."""
        return max((starts for starts, _ in self.steps if starts <= minute), default=None)


def grants_of_courses(db: Db, ids: Collection[int] | None = None) -> Mapping[int, CourseGrants]:
    """Return the grants of some courses, or of all, by course."""
    first, later = select(Course.id, Course.grant_id), _LATER
    if ids is not None:
        first = first.where(Course.id.in_(list(ids)))
        later = later.where(CourseGrant.course_id.in_(list(ids)))
    steps: dict[int, list[tuple[int, int | None]]] = {}
    for course_id, starts, grant_id in db.execute(later):
        steps.setdefault(course_id, []).append((starts, grant_id))
    return {
        course_id: CourseGrants(grant_id, tuple(steps.get(course_id, ())))
        for course_id, grant_id in db.execute(first)
    }


_LATER = select(CourseGrant.course_id, CourseGrant.starts, CourseGrant.grant_id).order_by(
    CourseGrant.course_id, CourseGrant.starts
)
