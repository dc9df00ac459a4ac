"""Which grants pay for what a person took part or worked in."""

from collections.abc import Iterable

from sqlalchemy import select

from kursplaner.domain.courses import Course, Lesson
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
    of_courses = select(Course.grant_id).where(Course.id.in_(courses) | Course.id.in_(taught))
    direct = _named(own, "volunteer_hours", "grant_id")
    wanted = Grant.id.in_(of_courses) | Grant.id.in_(direct)
    return list(db.scalars(select(Grant).where(wanted).order_by(Grant.id)))


def _named(parts: Iterable[Belonging], table: str, column: str) -> set[int]:
    found = {part.values[column] for part in parts if part.table == table}
    return {key for key in found if key is not None}
