"""Young people enrolled in courses, with what is needed to judge whether they are too young."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from kursplaner.domain.courses import Course, Enrolment, Lesson
from kursplaner.domain.kinds import EnrolmentStatus
from kursplaner.domain.people import Person
from kursplaner.store.queries.conflicts.scopes import Scope, lessons_in
from kursplaner.store.session import Db

_LESSON, _COURSE = Lesson.__table__, Course.__table__
_ENROLMENT, _PERSON = Enrolment.__table__, Person.__table__


@dataclass(frozen=True, slots=True)
class YoungPerson:
    """Somebody enrolled in a course; `starts` is its first lesson of the scope."""

    person_id: int
    course_id: int
    course_type: str
    birth_date: date
    joined_on: date | None
    starts: int


@cache
def _young(*, whole: bool, some: bool) -> Select[Any]:
    courses = (
        select(_LESSON.c.course_id, func.min(_LESSON.c.starts).label("starts"))
        .where(lessons_in(whole=whole))
        .group_by(_LESSON.c.course_id)
        .subquery()
    )
    return (
        select(
            *(_ENROLMENT.c.person_id, _COURSE.c.id, _COURSE.c.course_type, _PERSON.c.birth_date),
            *(_ENROLMENT.c.joined_on, courses.c.starts),
        )
        .select_from(
            _PERSON.join(_ENROLMENT, _ENROLMENT.c.person_id == _PERSON.c.id)
            .join(courses, courses.c.course_id == _ENROLMENT.c.course_id)
            .join(_COURSE, _COURSE.c.id == _ENROLMENT.c.course_id)
        )
        .where(
            _PERSON.c.birth_date > bindparam("born_after"),
            _ENROLMENT.c.status == EnrolmentStatus.ENROLLED.value,
            *((_PERSON.c.id.in_(bindparam("resources", expanding=True)),) if some else ()),
        )
        .order_by(courses.c.starts, _ENROLMENT.c.id)
    )


def young_people(db: Db, scope: Scope, born_after: date) -> list[YoungPerson]:
    """Return who was born after a day and is enrolled in a course with lessons in the scope."""
    values = {**scope.parameters, "born_after": born_after}
    if scope.resources:
        values["resources"] = scope.resources
    query = _young(whole=scope.whole, some=bool(scope.resources))
    return [YoungPerson(*row) for row in db.execute(query, values)]
