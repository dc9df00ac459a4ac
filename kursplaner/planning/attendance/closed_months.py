"""Attendance that is closed: its month is, a list with its results is printed, or proof was due.

Whoever corrects it afterwards says why; that is kept, and the sheet is named to print again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of, minute_at
from kursplaner.domain.attendance.marks import ClosedMonth
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import SheetKind
from kursplaner.domain.town import AcceptedConflict
from kursplaner.store.queries.funding.course_grants import grants_of_courses
from kursplaner.store.queries.printed_sheets import RESULT_LIST, printed_between
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

CORRECTED, PLAYED_AGAIN = "corrected", "corrected_again"
"""What the kept reason of a corrected lesson begins with, among all that was taken on.

The latter is that of an undo or redo: it belongs to no act, so no act takes it along.
"""


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
        month: the first day of the month, if that was closed.
    """

    day: date
    course: str
    sheets: tuple[PrintedList, ...]
    proof: tuple[str, date] | None = None
    month: date | None = None


def month_of(day: date) -> date:
    """Return the first day of a month."""
    return day.replace(day=1)


def closed_month(db: Db, course_id: int, day: date) -> ClosedMonth | None:
    """Return since when the month of a day is closed for a course; None: it is open."""
    month = month_of(day)
    rows = find(db, ClosedMonth, course_id=course_id, month=month, reopened_at=None)
    return rows[0] if rows else None


def closed_together(db: Db, lesson_ids: Iterable[int]) -> Closed | None:
    """Return what closed the attendance of some lessons, as one; None: nothing did any of it."""
    found = [each for key in lesson_ids for each in [closed_by(db, key)] if each is not None]
    if not found:
        return None
    found.sort(key=lambda each: each.day)
    sheets = dict.fromkeys(sheet for each in found for sheet in each.sheets)
    proof = next((each.proof for each in found if each.proof is not None), None)
    month = next((each.month for each in found if each.month is not None), None)
    return replace(found[0], sheets=tuple(sheets), proof=proof, month=month)


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
    month = month_of(day) if closed_month(db, course.id, day) is not None else None
    closed = sheets or proof or month
    return Closed(day, course.title, sheets, proof, month) if closed else None


def _proof(db: Db, course: Course, day: date) -> tuple[str, date] | None:
    paid = grants_of_courses(db, [course.id])[course.id].on(day)
    grant = by_id(db, Grant, paid) if paid is not None else None
    if grant is None or grant.proof_due_on is None or not grant.first_day <= day <= grant.last_day:
        return None
    return (grant.reference, grant.proof_due_on) if grant.proof_due_on < clock.today() else None


def keep_reason(db: Db, lesson_id: int, because: str, key: str = CORRECTED) -> None:
    """Keep why a closed lesson was corrected, in place of an earlier reason of that kind."""
    for before in find(db, AcceptedConflict, conflict=_key(lesson_id, key)):
        db.delete(before)
    db.flush()
    at = minute_at(clock.now())
    reason = because.strip()
    db.add(AcceptedConflict(conflict=_key(lesson_id, key), reason=reason, accepted_at=at))


def kept_reason(db: Db, lesson_id: int) -> str:
    """Return why a lesson was corrected last after it was closed, "" if it was not."""
    keys = [_key(lesson_id, key) for key in (CORRECTED, PLAYED_AGAIN)]
    rows = sorted(find(db, AcceptedConflict, conflict=keys), key=lambda row: row.accepted_at)
    return rows[-1].reason if rows else ""


def _key(lesson_id: int, key: str) -> str:
    return f"{key}:{lesson_id}"
