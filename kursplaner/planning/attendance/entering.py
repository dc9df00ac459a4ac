"""Entering attendance of a lesson, and the sums made of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_of, minute_of_day
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.attendance.rules import (
    announces,
    count_as,
    may_be_marked,
    minutes_present,
    once_a_lesson,
)
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import ExcuseReason, LessonStatus, Mark
from kursplaner.planning.attendance.closed_months import closed_by, closed_month, keep_reason
from kursplaner.store.queries.attendance import marks as queries
from kursplaner.store.queries.attendance.marks import MarkedStay, StayOfPerson
from kursplaner.store.queries.conflicts.limits import planned_lessons
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

LONGEST_MARK = 3
WRITTEN = ("mark", "reason", "came_at", "left_at", "evidence_on")
"""What a list with results says of a mark."""
BESIDE = frozenset((*WRITTEN[1:], "note"))
"""What stands beside the sign of a mark."""


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """One mark to enter; None takes the mark away. Times are minutes of the day.

    Either the enrolment or the person is named; a person stands for the stay of that day.

    Attributes:
        keeps: what of `BESIDE` this entry does not speak of: where the same sign stands already, it
            stays as it is.
    """

    mark: Mark | str | None
    enrolment_id: int | None = None
    person_id: int | None = None
    reason: ExcuseReason | None = None
    came_at: int | None = None
    left_at: int | None = None
    evidence_on: date | None = None
    note: str = ""
    keeps: frozenset[str] = frozenset()


def mark(
    db: Db, lesson_id: int, marks: Sequence[MarkEntry], *, done: bool = True, because: str = ""
) -> int:
    """Enter marks of a lesson; returns how many now stand in it: one a person.

    `done` tells that the list is complete, so that it is not asked for again. Marks that stand so
    already change nothing. Before the lesson begins only E, W and P may be entered, without times,
    and marks be taken away; these three alone leave the lesson planned. `because` tells why what is
    closed already is corrected.

    Raises:
        Refused: "lesson_cancelled", "lesson_not_begun", and with the enrolment or person
            "not_in_course", "outside_stay", "not_planned", "mark_unreadable", "time_outside";
            "attendance_closed" with `Closed` where no reason is given.
    """
    lesson = open_lesson(db, lesson_id)
    stays = queries.stays_of_course(db, lesson.course_id)
    whose = {stay.enrolment_id: stay.person_id for stay in stays}
    present = {
        whose.get(row.enrolment_id, 0): row for row in find(db, AttendanceMark, lesson_id=lesson_id)
    }
    shut = closed_month(db, lesson.course_id, day_of(lesson.starts)) is not None
    corrected = changed = False
    for entry in marks:
        stay = _stay(stays, entry, day_of(lesson.starts))
        if not _may_stand_beforehand(entry):
            check_begun(db, lesson)
        _check(db, lesson, stay, entry)
        row = present.get(stay.person_id)
        corrected = corrected or _corrects(row, entry, whole=shut or lesson.attendance_done)
        changed = changed or _corrects(row, entry, whole=True)
        if entry.mark is not None:
            present[stay.person_id] = _stored(db, row, lesson_id, stay.enrolment_id, entry)
        elif row is not None:
            db.delete(present.pop(stay.person_id))
    if corrected:
        _check_closed(db, lesson_id, because)
    if not changed and lesson.attendance_done:
        return len(present)
    return _settle(db, lesson, done=done)


def _settle(db: Db, lesson: Lesson, *, done: bool) -> int:
    """Note whether the list is complete and the lesson counts as held; return how many marks."""
    db.flush()
    signs = [row.mark for row in find(db, AttendanceMark, lesson_id=lesson.id)]
    begun = clock.has_come(lesson.starts)
    lesson.attendance_done = begun and done and bool(signs)
    entered = lesson.attendance_done or not all(announces(sign) for sign in signs)
    lesson.status = (LessonStatus.HELD if begun and entered else LessonStatus.PLANNED).value
    return len(signs)


def _stored(
    db: Db, row: AttendanceMark | None, lesson_id: int, enrolment_id: int, entry: MarkEntry
) -> AttendanceMark:
    """Store a mark; of who came back on that day it goes over to the stay that runs."""
    values = _values(row, entry)
    row = row or AttendanceMark(lesson_id=lesson_id)
    row.enrolment_id = enrolment_id
    for name, value in values.items():
        setattr(row, name, value)
    db.add(row)
    return row


def _corrects(row: AttendanceMark | None, entry: MarkEntry, *, whole: bool) -> bool:
    """Tell whether an entry changes what stands, or adds to a list that was `whole`."""
    if row is None:
        return whole and entry.mark is not None
    if entry.mark is None:
        return True
    values = _values(row, entry)
    return any(getattr(row, name) != values[name] for name in WRITTEN)


def _check_closed(db: Db, lesson_id: int, because: str) -> None:
    """Ask why what is closed is corrected, and keep the answer."""
    closed = closed_by(db, lesson_id)
    if closed is None:
        return
    if not because.strip():
        raise Refused("attendance_closed", closed=closed, day=closed.day)
    keep_reason(db, lesson_id, because)


def all_present(db: Db, lesson_id: int, exceptions: Sequence[MarkEntry] = ()) -> int:
    """Mark everybody who belongs to a lesson as present, but for the exceptions."""
    lesson = open_lesson(db, lesson_id)
    day = day_of(lesson.starts)
    stays = [stay for stay in queries.stays_of_course(db, lesson.course_id) if _there(stay, day)]
    planned = planned_lessons(db, [s.enrolment_id for s in stays if s.only_planned_lessons])
    named = {_stay(stays, entry, day).person_id for entry in exceptions}
    everybody = {
        stay.person_id: MarkEntry(Mark.PRESENT, stay.enrolment_id)
        for stay in stays
        if stay.person_id not in named
        and (not stay.only_planned_lessons or lesson_id in planned.get(stay.enrolment_id, ()))
    }
    return mark(db, lesson_id, [*everybody.values(), *exceptions])


def excuse(db: Db, lesson_id: int, enrolment_ids: Collection[int], reason: ExcuseReason) -> int:
    """Note beforehand who is excused from a lesson; returns how many marks were set.

    A mark that is there already stays; the lesson still counts as planned and asks for its list.

    Raises:
        Refused: "lesson_cancelled".
    """
    lesson = open_lesson(db, lesson_id)
    if lesson.attendance_done and clock.has_come(lesson.starts):
        return 0
    stays = queries.stays_of_course(db, lesson.course_id)
    whose = {stay.enrolment_id: stay.person_id for stay in stays}
    rows = find(db, AttendanceMark, lesson_id=lesson_id)
    known = {whose.get(row.enrolment_id, 0) for row in rows}
    wanted = [key for key in dict.fromkeys(enrolment_ids) if whose.get(key) not in known]
    for key in wanted:
        mark_, why = Mark.EXCUSED.value, reason.value
        row = AttendanceMark(lesson_id=lesson_id, enrolment_id=key, mark=mark_, reason=why)
        db.add(row)
    db.flush()
    return len(wanted)


def open_lesson(db: Db, lesson_id: int) -> Lesson:
    """Return a lesson in which something can be entered.

    Raises:
        Refused: "not_found", "lesson_cancelled".
    """
    lesson = by_id(db, Lesson, lesson_id)
    if lesson.status == LessonStatus.CANCELLED.value:
        raise Refused("lesson_cancelled", id=lesson_id)
    return lesson


def check_begun(db: Db, lesson: Lesson) -> None:
    """Refuse what only somebody who was there can know, before the lesson begins.

    Raises:
        Refused: "lesson_not_begun" with course, title and the minute it begins.
    """
    if not clock.has_come(lesson.starts):
        course = by_id(db, Course, lesson.course_id)
        facts = {"course": course.number, "title": course.title, "begins": lesson.starts}
        raise Refused("lesson_not_begun", **facts)


def _may_stand_beforehand(entry: MarkEntry) -> bool:
    timed = entry.came_at is not None or entry.left_at is not None
    return entry.mark is None or (announces(entry.mark) and not timed)


def _there(stay: StayOfPerson, day: date) -> bool:
    return may_be_marked(day, stay.joined_on, stay.left_on)


def _stay(stays: Sequence[StayOfPerson], entry: MarkEntry, day: date) -> StayOfPerson:
    if entry.enrolment_id is not None:
        mine = [stay for stay in stays if stay.enrolment_id == entry.enrolment_id]
    else:
        mine = [stay for stay in stays if stay.person_id == entry.person_id]
    if not mine:
        who = {"enrolment_id": entry.enrolment_id, "person_id": entry.person_id}
        raise Refused("not_in_course", **who)
    return next((stay for stay in reversed(mine) if _there(stay, day)), mine[-1])


def _check(db: Db, lesson: Lesson, stay: StayOfPerson, entry: MarkEntry) -> None:
    day = day_of(lesson.starts)
    facts = {"enrolment_id": stay.enrolment_id, "person_id": stay.person_id, "day": day}
    if entry.mark is None:
        return
    if not _there(stay, day):
        raise Refused("outside_stay", joined_on=stay.joined_on, left_on=stay.left_on, **facts)
    if stay.only_planned_lessons:
        planned = planned_lessons(db, [stay.enrolment_id])
        if lesson.id not in planned.get(stay.enrolment_id, set()):
            raise Refused("not_planned", **facts)
    if not entry.mark.strip() or len(entry.mark.strip()) > LONGEST_MARK:
        raise Refused("mark_unreadable", mark=entry.mark, **facts)
    begin = minute_of_day(lesson.starts)
    end = begin + lesson.ends - lesson.starts
    times = [at for at in (entry.came_at, entry.left_at) if at is not None]
    if any(not begin <= at <= end for at in times) or times != sorted(times):
        raise Refused("time_outside", came_at=entry.came_at, left_at=entry.left_at, **facts)


def _values(row: AttendanceMark | None, entry: MarkEntry) -> dict[str, object]:
    """Return what a mark says after the entry; what stands already where that is not spoken of."""
    sign = str(entry.mark).strip().upper()
    values: dict[str, object] = {
        "mark": sign,
        "reason": entry.reason.value if entry.reason is not None else None,
        "came_at": entry.came_at,
        "left_at": entry.left_at,
        "evidence_on": entry.evidence_on,
        "note": entry.note,
    }
    if row is not None and row.mark == sign:
        values |= {name: getattr(row, name) for name in entry.keeps}
    return values


@dataclass(frozen=True, slots=True)
class AttendanceSums:
    """Counts of marks and the time taught to those present.

    Attributes:
        minutes: participant-minutes (teaching time of each lesson somebody was present in).
    """

    present: int = 0
    excused: int = 0
    unexcused: int = 0
    changed: int = 0
    internship: int = 0
    minutes: int = 0

    @property
    def marks(self) -> int:
        """All marks."""
        return self.present + self.excused + self.unexcused + self.changed + self.internship

    @property
    def share_tenths(self) -> int | None:
        """Present of all marks in tenths of a percent, rounded; None without marks."""
        return (self.present * 2000 + self.marks) // (2 * self.marks) if self.marks else None


def sums_of(marks: Iterable[MarkedStay], *, count_late: bool = False) -> AttendanceSums:
    """Return the sums of some marks, one a person and lesson; any unknown sign is unexcused.

    With `count_late` a late comer gets only the time she was there for.
    """
    counts = dict.fromkeys(Mark, 0)
    minutes = 0
    for stay in once_a_lesson(marks).values():
        counted = count_as(stay.mark)
        counts[counted] += 1
        if counted is Mark.PRESENT:
            minutes += _minutes(stay) if count_late else stay.teaching_minutes
    return AttendanceSums(
        counts[Mark.PRESENT],
        counts[Mark.EXCUSED],
        counts[Mark.UNEXCUSED],
        counts[Mark.CHANGED],
        counts[Mark.INTERNSHIP],
        minutes,
    )


def _minutes(stay: MarkedStay) -> int:
    begin = minute_of_day(stay.starts)
    end = begin + stay.ends - stay.starts
    return minutes_present(begin, end, stay.teaching_minutes, stay.came_at, stay.left_at)


def sums(db: Db, course_ids: Collection[int], first: date, last: date) -> dict[int, AttendanceSums]:
    """Return the sums of each person with marks in lessons of a period that were held."""
    begin, end = minute_of(first), minute_of(last + timedelta(days=1))
    by_person: dict[int, list[MarkedStay]] = {}
    for stay in queries.marks_of(db, course_ids, begin, end):
        by_person.setdefault(stay.person_id, []).append(stay)
    return {key: sums_of(stays) for key, stays in by_person.items()}
