"""Which grants pay for what a person took part or worked in."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from kursplaner.domain.courses import Course, CourseGrant, Lesson, NamedGrant
from kursplaner.domain.funding import Grant
from kursplaner.store.queries.privacy.belongings import Belonging
from kursplaner.store.session import Db


def grants_of(db: Db, parts: Iterable[Belonging]) -> list[Grant]:
    """Return the grants behind her enrolments, her work in lessons and her volunteer hours."""
    own = [part for part in parts if part.owned]
    courses = _named(own, "enrolment", "course_id")
    lessons = _named(own, "lesson_person", "lesson_id")
    lessons |= _named(own, "lesson_interpreter", "lesson_id")
    taught = select(Lesson.course_id).where(Lesson.id.in_(lessons))
    hers = select(Course.id).where(Course.id.in_(courses) | Course.id.in_(taught))
    of_courses = select(Course.grant_id).where(Course.id.in_(hers))
    later = select(CourseGrant.grant_id).where(CourseGrant.course_id.in_(hers))
    named = select(NamedGrant.grant_id).where(NamedGrant.course_id.in_(hers))
    direct = _named(own, "volunteer_hours", "grant_id")
    wanted = or_(*(Grant.id.in_(ids) for ids in (of_courses, later, named, direct)))
    return list(db.scalars(select(Grant).where(wanted).order_by(Grant.id)))


def _named(parts: Iterable[Belonging], table: str, column: str) -> set[int]:
    found = {part.values[column] for part in parts if part.table == table}
    return {key for key in found if key is not None}
