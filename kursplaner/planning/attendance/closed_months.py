"""Attendance that left the house: a list with its results is printed, or the proof was due.

Whoever corrects it afterwards says why; that is kept, and the sheet is named to print again.
"""

from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of, minute_at
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import SheetKind
from kursplaner.domain.town import AcceptedConflict
from kursplaner.store.queries.funding.course_grants import grants_of_courses
from kursplaner.store.queries.printed_sheets import RESULT_LIST, printed_between
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

CORRECTED = "corrected"
"""What the kept reason of a corrected lesson begins with, among all that was taken on."""


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A list with results that holds: its number, and the days it is about."""

    number: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a lesson's attendance is not simply changed.

    Attributes:
        sheets: the lists to print again afterwards.
        proof: the grant whose proof was due, and since when; None: none.
    """

    day: date
    course: str
    sheets: tuple[PrintedList, ...]
    proof: tuple[str, date] | None = None


def closed_by(db: Db, lesson_id: int) -> Closed | None:
    """Return what closed the attendance of a lesson; None: nothing did.

    Raises:
        Refused: "not_found".
    """
    lesson = by_id(db, Lesson, lesson_id)
    day, course = day_of(lesson.starts), by_id(db, Course, lesson.course_id)
    sheets = tuple(
        PrintedList(row.number, row.first_day, row.last_day)
        for row in printed_between(db, day, day)
        if (row.kind, row.layout, row.course_id) == (SheetKind.ATTENDANCE, RESULT_LIST, course.id)
    )
    proof = _proof(db, course, day)
    return Closed(day, course.title, sheets, proof) if sheets or proof else None


def _proof(db: Db, course: Course, day: date) -> tuple[str, date] | None:
    paid = grants_of_courses(db, [course.id])[course.id].on(day)
    grant = by_id(db, Grant, paid) if paid is not None else None
    if grant is None or grant.proof_due_on is None or not grant.first_day <= day <= grant.last_day:
        return None
    return (grant.reference, grant.proof_due_on) if grant.proof_due_on < clock.today() else None


def keep_reason(db: Db, lesson_id: int, because: str) -> None:
    """Keep why a closed lesson was corrected, in place of an earlier reason."""
    for before in find(db, AcceptedConflict, conflict=_key(lesson_id)):
        db.delete(before)
    db.flush()
    at = minute_at(clock.now())
    reason = because.strip()
    db.add(AcceptedConflict(conflict=_key(lesson_id), reason=reason, accepted_at=at))


def kept_reason(db: Db, lesson_id: int) -> str:
    """Return why a lesson was corrected after it was closed, "" if it was not."""
    rows = find(db, AcceptedConflict, conflict=_key(lesson_id))
    return rows[0].reason if rows else ""


def _key(lesson_id: int) -> str:
    return f"{CORRECTED}:{lesson_id}"
