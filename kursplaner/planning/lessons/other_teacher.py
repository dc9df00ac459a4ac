"""Somebody else in place of a teacher: the lessons as they would be, and storing who works."""

from dataclasses import dataclass, replace

from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.kinds import LessonRole
from kursplaner.planning.lessons.relocation import Relocation
from kursplaner.store.records import find
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who comes (None: nobody) and who goes (None: all teachers)."""

    comes: int | None
    goes: int | None = None


def with_stand_in(db: Db, moved: Relocation, stand_in: StandIn | None) -> Relocation:
    """Return the lessons with the new person in place of the one who goes."""
    if stand_in is None:
        return moved
    roles = find(db, LessonPerson, lesson_id=[lesson.id for lesson in moved.lessons])
    goes = {
        (row.lesson_id, row.person_id)
        for row in roles
        if row.role == LessonRole.TEACHER.value and stand_in.goes in (None, row.person_id)
    }
    comes = set() if stand_in.comes is None else {stand_in.comes}
    lessons = tuple(
        replace(
            lesson,
            people=tuple(sorted({p for p in lesson.people if (lesson.id, p) not in goes} | comes)),
        )
        for lesson in moved.lessons
    )
    return replace(moved, lessons=lessons)


def store_people(db: Db, lesson_id: int, wanted: set[int]) -> bool:
    """Let exactly these people work in a lesson; tells whether that is a change."""
    present = {row.person_id: row for row in find(db, LessonPerson, lesson_id=lesson_id)}
    for person, row in present.items():
        if person not in wanted:
            db.delete(row)
    for person in wanted - present.keys():
        db.add(LessonPerson(lesson_id=lesson_id, person_id=person, role=LessonRole.TEACHER.value))
    return wanted != present.keys()
