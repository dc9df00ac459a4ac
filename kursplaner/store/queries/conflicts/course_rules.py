"""Which rules courses have of their own, and to which courses the records of a conflict belong."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, bindparam, select

from kursplaner.domain.childcare import ChildcareSlotLesson
from kursplaner.domain.courses import Lesson
from kursplaner.domain.rides.rides import RideLesson
from kursplaner.domain.town import CourseRule
from kursplaner.store.session import Db

BATCH = 900

_RULE = CourseRule.__table__
_LESSON = Lesson.__table__
_SLOT_LESSON = ChildcareSlotLesson.__table__
_RIDE_LESSON = RideLesson.__table__
_WANTED: Any = bindparam("wanted", expanding=True)
_RULES = select(_RULE.c.course_id, _RULE.c.kind, _RULE.c.severity)


def _of(link: Any, key: Any) -> Select[Any]:  # noqa: ANN401 (core table and column)
    joined = link.join(_LESSON, _LESSON.c.id == link.c.lesson_id)
    return select(key, _LESSON.c.course_id).select_from(joined).where(key.in_(_WANTED)).distinct()


_COURSES: Mapping[str, Select[Any]] = {
    "lesson": select(_LESSON.c.id, _LESSON.c.course_id).where(_LESSON.c.id.in_(_WANTED)),
    "childcare": _of(_SLOT_LESSON, _SLOT_LESSON.c.slot_id),
    "ride": _of(_RIDE_LESSON, _RIDE_LESSON.c.ride_id),
}


def course_rules(db: Db) -> dict[int, dict[str, str]]:
    """Return the severity of each kind of conflict by the course that sets it."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for course, kind, severity in db.execute(_RULES):
        found[course][kind] = severity
    return dict(found)


def courses_of(db: Db, records: Iterable[tuple[str, int]]) -> dict[tuple[str, int], set[int]]:
    """Return the courses that lessons, childcare slots and rides serve; others are left out."""
    by_noun: dict[str, set[int]] = defaultdict(set)
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for noun, key in records:
        if noun == "course":
            found[noun, key].add(key)
        by_noun[noun].add(key)
    for noun, query in _COURSES.items():
        keys = sorted(by_noun.get(noun, ()))
        for first in range(0, len(keys), BATCH):
            for key, course in db.execute(query, {"wanted": keys[first : first + BATCH]}):
                found[noun, key].add(course)
    return dict(found)
