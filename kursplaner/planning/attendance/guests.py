"""Guests of a walk-in event, counted without a name: adults, women, children, by age if wished."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.attendance.rules import ADULT_FROM, guest_groups
from kursplaner.domain.courses import Course, Lesson, LessonTally, TallyAge
from kursplaner.domain.kinds import LessonStatus
from kursplaner.planning.attendance.entering import open_lesson
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

MOST_GUESTS = 5_000
"""Of one kind at one event: more is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class GuestCount:
    """How many came; `ages` says how many of them are in the group that begins at an age.

    Whose age nobody knows is only in the sums.
    """

    adults: int = 0
    women: int = 0
    children: int = 0
    ages: Mapping[int, int] = field(default_factory=dict)


def counted(db: Db, lesson_id: int) -> GuestCount | None:
    """Return what was counted in a lesson, None where nothing was yet."""
    row = next(iter(find(db, LessonTally, lesson_id=lesson_id)), None)
    if row is None:
        return None
    ages = {age.from_age: age.people for age in find(db, TallyAge, lesson_id=lesson_id)}
    return GuestCount(row.adults, row.women, row.children, ages)


def check(db: Db, lesson_id: int, count: GuestCount) -> None:
    """Refuse a count that cannot be.

    Raises:
        Refused: "tally_impossible", "ages_impossible", "not_walk_in", "lesson_cancelled",
            "guests_to_come".
    """
    lesson = open_lesson(db, lesson_id)
    if not by_id(db, Course, lesson.course_id).walk_in:
        raise Refused("not_walk_in", course_id=lesson.course_id)
    if not clock.has_come(lesson.starts):
        raise Refused("guests_to_come", begins=lesson.starts)
    facts = {"adults": count.adults, "women": count.women, "children": count.children}
    if min(facts.values()) < 0 or max(facts.values()) > MOST_GUESTS or count.women > count.adults:
        raise Refused("tally_impossible", **facts)
    grown = sum(people for age, people in count.ages.items() if age >= ADULT_FROM)
    young = sum(people for age, people in count.ages.items() if age < ADULT_FROM)
    stored = {age.from_age for age in find(db, TallyAge, lesson_id=lesson_id)}
    groups = {*guest_groups(settings_of(db)), *stored}
    known = set(count.ages) <= groups and all(p >= 0 for p in count.ages.values())
    if not known or grown > count.adults or young > count.children:
        raise Refused("ages_impossible", grown=grown, young=young, **facts)


def enter(db: Db, lesson_id: int, count: GuestCount) -> None:
    """Store the count of a walk-in event in place of an earlier one; it was held then.

    Raises:
        Refused: as `check`.
    """
    check(db, lesson_id, count)
    row = next(iter(find(db, LessonTally, lesson_id=lesson_id)), None)
    row = row or LessonTally(lesson_id=lesson_id)
    row.adults, row.women, row.children = count.adults, count.women, count.children
    db.add(row)
    present = {age.from_age: age for age in find(db, TallyAge, lesson_id=lesson_id)}
    for age in sorted({*count.ages, *present}):
        people, known = count.ages.get(age, 0), present.get(age)
        if known is not None and people:
            known.people = people
        elif known is not None:
            db.delete(known)
        elif people:
            db.add(TallyAge(lesson_id=lesson_id, from_age=age, people=people))
    lesson = by_id(db, Lesson, lesson_id)
    lesson.attendance_done = True
    lesson.status = LessonStatus.HELD.value


def clear(db: Db, lesson_id: int) -> None:
    """Take a count away again; without marks the lesson asks for its numbers once more.

    Raises:
        Refused: "not_found", "lesson_cancelled".
    """
    lesson = open_lesson(db, lesson_id)
    for row in (
        *find(db, LessonTally, lesson_id=lesson_id),
        *find(db, TallyAge, lesson_id=lesson_id),
    ):
        db.delete(row)
    if not find(db, AttendanceMark, lesson_id=lesson_id):
        lesson.attendance_done = False
        lesson.status = LessonStatus.PLANNED.value
