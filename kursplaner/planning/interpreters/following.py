"""What becomes of an interpreter when somebody else works in the lesson, or it is held again."""

from collections.abc import Mapping

from kursplaner.domain.courses import LessonInterpreter, LessonPerson
from kursplaner.store.records import find
from kursplaner.store.session import Db


def handed_over(db: Db, lesson_id: int, people: Mapping[int, int | None]) -> None:
    """Let what was agreed with somebody hold for who comes in her place; with nobody it ends."""
    for row in find(db, LessonInterpreter, lesson_id=lesson_id, person_id=list(people)):
        comes = people[row.person_id] if row.person_id is not None else None
        if comes is None:
            db.delete(row)
        else:
            row.person_id = comes


def interpreted_alike(db: Db, lesson_id: int, to_lesson_id: int, *, agencies: bool) -> None:
    """Let who interprets in a lesson do so in the one that is like it.

    People of the town as far as they work in it; `agencies`, too, where it is held in its place.
    """
    people = {row.person_id for row in find(db, LessonPerson, lesson_id=to_lesson_id)}
    for row in find(db, LessonInterpreter, lesson_id=lesson_id):
        if row.person_id in people or (agencies and row.person_id is None):
            like = {"person_id": row.person_id, "language": row.language, "note": row.note}
            like["agency"] = row.agency
            cost = {"minutes": row.minutes, "cost_cents": row.cost_cents}
            db.add(LessonInterpreter(lesson_id=to_lesson_id, **like, **cost))
