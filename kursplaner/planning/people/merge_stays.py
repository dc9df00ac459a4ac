"""Enrolments of two records in one course: joined into one stay, with every mark once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds.counting import (
    ENROLMENTS_OPEN,
    ENROLMENTS_WITH_STAY,
)
from kursplaner.planning.enrolments.seats_taken import free_seats
from kursplaner.planning.people.merge_fields import Side
from kursplaner.store.queries.people.whereabouts import seats_ahead
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db

_SAID = ("mark", "came_at", "left_at")


@dataclass(frozen=True, slots=True)
class JoinedStay:
    """Two enrolments in one course that become one."""

    course_id: int
    kept: int
    gone: int


@dataclass(frozen=True, slots=True)
class MarkToAsk:
    """A lesson for which two records are marked differently: somebody must say what holds.

    Attributes:
        first, second: the mark, and the minutes of the day of coming late and leaving early.
    """

    lesson_id: int
    course_id: int
    starts: int
    first: tuple[str, int | None, int | None]
    second: tuple[str, int | None, int | None]


def joined_stays(db: Db, kept: int, gone: int) -> tuple[JoinedStay, ...]:
    """Return which enrolments of both become one: those that are in one course at one time."""
    mine: dict[int, list[Enrolment]] = {}
    for row in find(db, Enrolment, person_id=kept):
        mine.setdefault(row.course_id, []).append(row)
    found = []
    for row in find(db, Enrolment, person_id=gone):
        here = mine.get(row.course_id, [])
        marked = _marked(db, [row.id, *(other.id for other in here)]) if here else {}
        for other in here:
            if _together(row, other) or marked.get(row.id, set()) & marked.get(other.id, set()):
                found.append(JoinedStay(row.course_id, other.id, row.id))
                here.remove(other)
                break
    return tuple(found)


def _together(row: Enrolment, other: Enrolment) -> bool:
    """Tell whether nobody could have both: two open ones, or stays with a day in common.

    Leaving and coming back on one day are two rows and one stay already.
    """
    if row.status in ENROLMENTS_OPEN and other.status in ENROLMENTS_OPEN:
        return True
    if {row.status, other.status} - set(ENROLMENTS_WITH_STAY):
        return False
    first, second = sorted(
        (row, other), key=lambda stay: (stay.joined_on is not None, stay.joined_on or 0)
    )
    if first.left_on is None or second.joined_on is None:
        return True
    return second.joined_on < first.left_on or second.joined_on == first.joined_on


def _marked(db: Db, enrolments: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for mark in find(db, AttendanceMark, enrolment_id=list(enrolments)):
        found.setdefault(mark.enrolment_id, set()).add(mark.lesson_id)
    return found


def marks_to_ask(db: Db, stays: Iterable[JoinedStay]) -> tuple[MarkToAsk, ...]:
    """Return the lessons for which the marks of joined stays differ, in order of time."""
    found = []
    for stay in stays:
        mine = {row.lesson_id: row for row in find(db, AttendanceMark, enrolment_id=stay.kept)}
        pairs = [
            (mine[row.lesson_id], row)
            for row in find(db, AttendanceMark, enrolment_id=stay.gone)
            if row.lesson_id in mine
        ]
        lessons = by_ids(db, Lesson, [row.lesson_id for row, _ in pairs])
        for row, other in pairs:
            said = [tuple(getattr(mark, name) for name in _SAID) for mark in (row, other)]
            if said[0] != said[1]:
                lesson = lessons[row.lesson_id]
                found.append(MarkToAsk(lesson.id, stay.course_id, lesson.starts, *said))
    return tuple(sorted(found, key=lambda mark: (mark.starts, mark.lesson_id)))


def settle_marks(db: Db, stays: Iterable[JoinedStay], chosen: Mapping[int, Side]) -> None:
    """Let both marks of a lesson say what was chosen, so that one of them can go."""
    for stay in stays:
        for row in find(db, AttendanceMark, enrolment_id=stay.kept, lesson_id=list(chosen)):
            other = find(db, AttendanceMark, enrolment_id=stay.gone, lesson_id=row.lesson_id)
            if other and chosen[row.lesson_id] is Side.SECOND:
                for name in (*_SAID, "reason", "evidence_on", "note"):
                    setattr(row, name, getattr(other[0], name))
    db.flush()


def free_double_seats(db: Db, person_id: int, first: Iterable[int]) -> None:
    """Leave somebody one seat to come for each lesson and direction, of `first` where there is."""
    seats: dict[tuple[int, str], list[int]] = {}
    for lesson, direction, key in seats_ahead(db, person_id):
        seats.setdefault((lesson, direction), []).append(key)
    own = set(first)
    doubled = set()
    for keys in seats.values():
        doubled |= set(sorted(keys, key=lambda key: (key not in own, key))[1:])
    if doubled:
        free_seats(db, doubled)
