"""A course put down by mistake is deleted, as long as it has no history."""

from collections.abc import Iterable
from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.attendance.marks import AttendanceMark, ClosedMonth
from kursplaner.domain.base import Base
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import (
    Course,
    CourseChange,
    CourseGrant,
    Enrolment,
    EnrolmentChild,
    Lesson,
    LessonInterpreter,
    LessonPattern,
    LessonPerson,
    LessonTally,
    NamedGrant,
    PlannedLesson,
    SkippedDate,
)
from kursplaner.domain.kinds.counting import ENROLMENTS_OPEN, LESSONS_TAKING_PLACE
from kursplaner.domain.rides.rides import (
    Ride,
    RideDemand,
    RideDemandException,
    RideLesson,
    RideSeat,
    RideStop,
)
from kursplaner.domain.town import CourseRule, FollowUp, PrintedSheet
from kursplaner.planning.enrolments.seats_taken import free_seats
from kursplaner.store.journal.rehearsal import RowChange, changed_rows, state_of, tried
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE, reoccupy


@dataclass(frozen=True, slots=True)
class Deletion:
    """What deleting a course takes away; nothing is written yet.

    Attributes:
        people: who is enrolled or waits. rows: every row that goes; state: how they were.
    """

    course_id: int
    number: str
    lessons: int
    people: tuple[int, ...]
    rows: tuple[RowChange, ...]
    state: str


def why_kept(db: Db, course_id: int) -> str | None:
    """Return why a course cannot be deleted, or None.

    Kinds: "begun" (a lesson has begun or was held), "recorded", "printed", "left" (somebody left
    or was refused), "continued" (merged, split, or went on).
    """
    lessons = find(db, Lesson, course_id=course_id)
    keys = [row.id for row in lessons]
    taking = [row for row in lessons if row.status in LESSONS_TAKING_PLACE]
    if any(clock.has_come(row.starts) for row in taking):
        return "begun"
    marks, tallies = find(db, AttendanceMark, lesson_id=keys), find(db, LessonTally, lesson_id=keys)
    if marks or tallies:
        return "recorded"
    if find(db, PrintedSheet, course_id=course_id):
        return "printed"
    rows = find(db, Enrolment, course_id=course_id)
    if any(row.status not in ENROLMENTS_OPEN for row in rows):
        return "left"
    changes = find(db, CourseChange, to_course_id=course_id)
    changes += find(db, CourseChange, from_course_id=course_id)
    later = find(db, Course, predecessor_id=course_id)
    return "continued" if changes or later else None


def propose_delete(db: Db, course_id: int) -> Deletion:
    """Try to delete a course and take it back; within `Workspace.rehearse` or `change`.

    Raises:
        Refused: "not_found", "course_has_history", "still_used".
    """
    with tried(db):
        return _deleted(db, course_id)


def apply_delete(db: Db, plan: Deletion) -> None:
    """Delete it within `Workspace.change`, with what belongs to it alone, as one act.

    Raises:
        Refused: "overtaken" when something of it changed since, or as `propose_delete`.
    """
    if propose_delete(db, plan.course_id).state != plan.state:
        raise Refused("overtaken", noun="course", id=plan.course_id)
    _deleted(db, plan.course_id)


def _deleted(db: Db, course_id: int) -> Deletion:
    course = by_id(db, Course, course_id)
    number = course.number
    if why_kept(db, course_id) is not None:
        raise Refused("course_has_history", number=number)
    lessons = {row.id for row in find(db, Lesson, course_id=course_id)}
    enrolments = find(db, Enrolment, course_id=course_id)
    people = tuple(row.person_id for row in enrolments)
    _delete_services(db, lessons, [row.id for row in enrolments])
    _delete_people(db, [row.id for row in enrolments])
    for of_lessons in (LessonPerson, LessonInterpreter):
        _drop(db, of_lessons, lesson_id=lessons)
    for model in (
        Lesson,
        LessonPattern,
        SkippedDate,
        CourseRule,
        CourseGrant,
        NamedGrant,
        ClosedMonth,
        FollowUp,
    ):
        _drop(db, model, course_id=course_id)
    reoccupy(db, {LESSON: lessons})
    _drop(db, Course, id=course_id)
    rows = tuple(changed_rows(db))
    return Deletion(course_id, number, len(lessons), people, rows, state_of(list(rows)))


def _delete_services(db: Db, lessons: set[int], enrolments: list[int]) -> None:
    """Delete childcare and rides that serve only these lessons; others lose the families."""
    _drop(db, ChildcarePlace, enrolment_id=enrolments)
    free_seats(db, [seat.id for seat in find(db, RideSeat, enrolment_id=enrolments)])
    slots = {link.slot_id for link in find(db, ChildcareSlotLesson, lesson_id=lessons)}
    rides = {link.ride_id for link in find(db, RideLesson, lesson_id=lessons)}
    _drop(db, ChildcareSlotLesson, lesson_id=lessons)
    _drop(db, RideLesson, lesson_id=lessons)
    slots -= {link.slot_id for link in find(db, ChildcareSlotLesson, slot_id=slots)}
    rides -= {link.ride_id for link in find(db, RideLesson, ride_id=rides)}
    for model in (ChildcareSlotCarer, ChildcarePlace):
        _drop(db, model, slot_id=slots)
    for ride_model in (RideStop, RideSeat):
        _drop(db, ride_model, ride_id=rides)
    _drop(db, ChildcareSlot, id=slots)
    _drop(db, Ride, id=rides)
    reoccupy(db, {CHILDCARE: slots, RIDE: rides})


def _delete_people(db: Db, enrolments: list[int]) -> None:
    demands = [row.id for row in find(db, RideDemand, enrolment_id=enrolments)]
    _drop(db, RideDemandException, demand_id=demands)
    for model in (RideDemand, EnrolmentChild, PlannedLesson):
        _drop(db, model, enrolment_id=enrolments)
    _drop(db, Enrolment, id=enrolments)


def _drop(db: Db, model: type[Base], **equals: object) -> None:
    rows: Iterable[Base] = find(db, model, **equals)
    for row in rows:
        db.delete(row)
    db.flush()
