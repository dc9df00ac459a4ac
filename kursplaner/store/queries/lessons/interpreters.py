"""Questions about who interprets in lessons."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from kursplaner.domain.courses import Course, Lesson, LessonInterpreter
from kursplaner.domain.people import Person
from kursplaner.store.queries.absences.answers import answers
from kursplaner.store.queries.names import name_column
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class InterpreterRow:
    """One interpreter of a lesson; `person` is empty where an agency sends somebody.

    Attributes:
        starts: of the lesson, as an absolute minute.
        status: of the lesson, as it is stored.
        cost_cents: None while it is not known.
    """

    id: int
    lesson_id: int
    course_id: int
    number: str
    title: str
    starts: int
    status: str
    person_id: int | None
    person: str
    agency: str
    language: str
    minutes: int
    cost_cents: int | None
    note: str


def interpreters_of(db: Db, lesson_ids: Collection[int]) -> list[InterpreterRow]:
    """Return who interprets in some lessons."""
    return _rows(db, _query().where(LessonInterpreter.lesson_id.in_(list(lesson_ids))))


def interpreters_between(db: Db, starts: int, ends: int) -> list[InterpreterRow]:
    """Return who interprets in lessons that begin in [starts, ends)."""
    return _rows(db, _query().where(Lesson.starts >= starts, Lesson.starts < ends))


def _query() -> Select[*tuple[Any, ...]]:
    row = LessonInterpreter
    return (
        select(
            *(row.id, row.lesson_id, Lesson.course_id, Course.number, Course.title),
            *(Lesson.starts, Lesson.status, row.person_id, func.coalesce(name_column(), "")),
            *(row.agency, row.language, row.minutes, row.cost_cents, row.note),
        )
        .join(Lesson, Lesson.id == row.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(Person, Person.id == row.person_id)
        .order_by(Lesson.starts, row.id)
    )


def _rows(db: Db, query: Select[*tuple[Any, ...]]) -> list[InterpreterRow]:
    return answers(InterpreterRow, db.execute(query))
