"""A course ends: after its last day lessons, childcare and rides fall away, and all stays end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.kinds import (
    CancelReason,
    CourseStatus,
    EnrolmentStatus,
    LeaveReason,
    LessonStatus,
)
from kursplaner.domain.kinds.counting import ENROLMENTS_IN_LINE
from kursplaner.planning.courses.changing import enrolled_in
from kursplaner.planning.enrolments.enrolling import refuse
from kursplaner.planning.enrolments.leaving import end_stay, free_from
from kursplaner.planning.lessons import cancelling
from kursplaner.planning.lessons.relocation import Untouched
from kursplaner.store.journal.rehearsal import changed_rows, state_of, tried
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_of_course
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class EndWish:
    """How a course shall end.

    Attributes:
        last_day: the last day on which it is held.
        completed: those in it have completed it; else it is broken off.
        reason, note: why lessons fall away, kept with each, and the note with each stay.
    """

    course_id: int
    last_day: date
    completed: bool = False
    reason: CancelReason = CancelReason.TOO_FEW
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """What ending a course would do; nothing is written yet.

    Attributes:
        people: whose stay ends on the last day; never_came: whose stay had not begun by then.
        waiting: who waited, or asked, and is refused.
        lessons: when those begin that fall away; slots, rides: how many go with them.
        minutes: taught so far and until the last day; required_units, unit_minutes of the course.
        untouched: childcare and rides that stay because they serve other courses.
        state: how the touched rows are now.
    """

    wish: EndWish
    number: str
    people: tuple[int, ...]
    never_came: tuple[int, ...]
    waiting: tuple[int, ...]
    lessons: tuple[int, ...]
    slots: int
    rides: int
    minutes: int
    required_units: int
    unit_minutes: int
    untouched: tuple[Untouched, ...]
    state: str


def propose(db: Db, wish: EndWish) -> Ending:
    """Try it and take it back; within `Workspace.rehearse` or `change`.

    Raises:
        Refused: "not_found", "course_ended_already", "ends_before_it_begins", "taught_after"
            (a lesson after the last day was held, or has marks), "left_before_attended".
    """
    with tried(db):
        return _done(db, wish)


def apply(db: Db, plan: Ending) -> None:
    """Do it within `Workspace.change`, as one act.

    Raises:
        Refused: "overtaken" when a touched record changed since, or as `propose`.
    """
    if _done(db, plan.wish).state != plan.state:
        raise Refused("overtaken", noun="course", id=plan.wish.course_id)


def _done(db: Db, wish: EndWish) -> Ending:
    course = _checked(db, wish)
    rows = lessons_of_course(db, course.id)
    after = minute_of(wish.last_day) + 1440
    ending = _falling_away(rows, after)
    before = [row for row in rows if row.starts < after and row.status != _CANCELLED]
    people, never_came = _end_stays(db, wish)
    waiting = _refuse_waiting(db, wish)
    if course.ended_on == wish.last_day and not (people or never_came or waiting or ending):
        raise Refused("course_ended_already")
    plan = None
    if ending:
        plan = cancelling.propose_cancel(db, ending, wish.reason, wish.note)
        cancelling.apply(db, plan)
    course.ended_on = wish.last_day
    planned = [row for row in before if row.status == LessonStatus.PLANNED.value]
    if not planned or wish.last_day < clock.today():
        course.status = CourseStatus.ENDED.value
    db.flush()
    return Ending(
        wish=wish,
        number=course.number,
        people=people,
        never_came=never_came,
        waiting=waiting,
        lessons=tuple(row.starts for row in rows if row.id in ending),
        slots=len(plan.slot_ids) if plan else 0,
        rides=len(plan.ride_ids) if plan else 0,
        minutes=sum(row.teaching_minutes for row in before),
        required_units=course.required_units,
        unit_minutes=course.unit_minutes,
        untouched=plan.untouched if plan else (),
        state=state_of(changed_rows(db)),
    )


_CANCELLED = LessonStatus.CANCELLED.value


def _checked(db: Db, wish: EndWish) -> Course:
    course = by_id(db, Course, wish.course_id)
    if course.over(clock.today()):
        raise Refused("course_ended_already")
    if wish.last_day < course.first_day:
        raise Refused("ends_before_it_begins", day=course.first_day)
    return course


def _falling_away(rows: Sequence[LessonRow], after: int) -> list[int]:
    """Return the lessons from a minute on; nothing that was taught lies after the last day."""
    later = [row for row in rows if row.starts >= after and row.status != _CANCELLED]
    taught = [r for r in later if r.recorded or r.status == LessonStatus.HELD.value]
    if taught:
        raise Refused("taught_after", day=day_of(max(row.starts for row in taught)))
    return [row.id for row in later]


def _end_stays(db: Db, wish: EndWish) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """End every stay on the last day; returns who was in the course, and who never came."""
    there: list[int] = []
    never: list[int] = []
    free = free_from(wish.last_day)
    for row in enrolled_in(db, wish.course_id):
        begun = row.joined_on is None or row.joined_on <= wish.last_day
        reason = LeaveReason.COMPLETED if wish.completed and begun else LeaveReason.OTHER
        end_stay(db, row, wish.last_day, free, reason, wish.note)
        if reason is LeaveReason.COMPLETED:
            row.status = EnrolmentStatus.COMPLETED.value
        (there if begun else never).append(row.person_id)
    return tuple(there), tuple(never)


def _refuse_waiting(db: Db, wish: EndWish) -> tuple[int, ...]:
    rows = find(db, Enrolment, course_id=wish.course_id, status=ENROLMENTS_IN_LINE)
    people = tuple(row.person_id for row in rows)
    for key in people:
        refuse(db, wish.course_id, key, LeaveReason.OTHER, wish.note)
    return people
