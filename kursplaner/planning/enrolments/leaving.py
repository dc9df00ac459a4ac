"""Leaving a course: what becomes free, and who moves up."""

from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, day_of, minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Course, Enrolment, Lesson, PlannedLesson
from kursplaner.domain.kinds import EnrolmentStatus, LeaveReason, Mark
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.planning.absences.effects import settle
from kursplaner.planning.enrolments import waiting_list
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.seats_taken import free_seats
from kursplaner.planning.enrolments.wishes import EnrolPlan
from kursplaner.planning.enrolments.wishes import from_minute as not_begun
from kursplaner.store.queries.courses.enrolments import freed_by, given_up_by
from kursplaner.store.queries.lessons.bundles import lessons_of_course
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


@dataclass(frozen=True, slots=True)
class LeavePlan:
    """What leaving would free.

    Attributes:
        day: the last day in the course; places are free from the day after.
        place_ids, seat_ids: childcare places and ride seats that become free.
        moving_up: those of the waiting list who fit wholly then, in order; `waiting_list.move_up`
            stores one.
    """

    enrolment_id: int
    day: date
    reason: LeaveReason
    note: str
    place_ids: tuple[int, ...]
    seat_ids: tuple[int, ...]
    moving_up: tuple[EnrolPlan, ...]


def propose_leave(
    db: Db, course_id: int, person_id: int, day: date, reason: LeaveReason, note: str = ""
) -> LeavePlan:
    """Return what a person's leaving would free, and who could move up.

    A day before the first one withdraws the enrolment: the person never comes.

    Raises:
        Refused: "not_enrolled", "left_before_joined", "left_before_attended" (the mark X stands on
            a later day: list and figures would not agree), "left_after_end" (the course has no
            lesson so late: she stays to its end).
    """
    enrolment = enrolled(db, course_id, person_id)
    joined = enrolment.joined_on
    if joined is not None and day < min(joined, clock.today()):
        raise Refused("left_before_joined", day=day, joined_on=joined)
    check_attended(db, enrolment, day)
    _check_not_after_the_end(db, enrolment, day)
    after = free_from(day)
    places, seats = freed_by(db, enrolment.id, after)
    course = by_id(db, Course, course_id)
    free = FreePlaces(db, course, after, settings_of(db), {enrolment.id})
    moving = waiting_list.who_fits(db, free, course_id)
    return LeavePlan(enrolment.id, day, reason, note, tuple(places), tuple(seats), tuple(moving))


def check_attended(db: Db, enrolment: Enrolment, day: date) -> None:
    """Refuse a last day before one on which somebody was there, naming the last such day."""
    there = find(db, AttendanceMark, enrolment_id=enrolment.id, mark=Mark.PRESENT.value)
    lessons = by_ids(db, Lesson, [mark.lesson_id for mark in there]).values()
    last = max((day_of(lesson.starts) for lesson in lessons), default=day)
    if last > day:
        raise Refused("left_before_attended", day=day, attended_on=last)


def _check_not_after_the_end(db: Db, enrolment: Enrolment, day: date) -> None:
    lessons = lessons_of_course(db, enrolment.course_id)
    last = max((day_of(lesson.starts) for lesson in lessons), default=day)
    if day > max(last, clock.today()):
        raise Refused("left_after_end", day=day, last_day=last)


def free_from(day: date) -> int:
    """Return from when on places are free: after the last day, and nothing that has begun."""
    return max(not_begun(day), minute_of(day) + DAY_MINUTES)


def enrolled(db: Db, course_id: int, person_id: int) -> Enrolment:
    """Return the running enrolment of a person in a course (Refused "not_enrolled")."""
    for row in find(db, Enrolment, course_id=course_id, person_id=person_id):
        if row.status == EnrolmentStatus.ENROLLED.value:
            return row
    raise Refused("not_enrolled", course_id=course_id, person_id=person_id)


def apply_leave(db: Db, plan: LeavePlan) -> None:
    """Store it: marks stay, what was still to come becomes free. No limit stands against it.

    Raises:
        Refused: "overtaken", "left_before_attended".
    """
    enrolment = by_id(db, Enrolment, plan.enrolment_id)
    if enrolment.status != EnrolmentStatus.ENROLLED.value:
        raise Refused("overtaken", noun="enrolment", id=enrolment.id)
    end_stay(db, enrolment, plan.day, free_from(plan.day), plan.reason, plan.note)


def end_stay(
    db: Db, enrolment: Enrolment, last_day: date, after: int, reason: LeaveReason, note: str = ""
) -> None:
    """Let a stay end; places and seats from the minute `after` on become free, marks stay.

    Seats that an absence had taken out go as well; who lost hers by one takes what becomes free.

    Raises:
        Refused: "left_before_attended", whichever way a stay ends.
    """
    check_attended(db, enrolment, last_day)
    places, seats = freed_by(db, enrolment.id, after)
    seats += given_up_by(db, enrolment.id, after)
    enrolment.status = EnrolmentStatus.LEFT.value
    enrolment.left_on = last_day
    if enrolment.joined_on is not None:
        enrolment.joined_on = min(enrolment.joined_on, last_day)
    enrolment.reason, enrolment.reason_note = reason.value, note
    for place in by_ids(db, ChildcarePlace, places).values():
        db.delete(place)
    free_seats(db, seats)
    for demand in find(db, RideDemand, enrolment_id=enrolment.id):
        demand.ended_on = last_day
    coming = {row.id for row in lessons_of_course(db, enrolment.course_id) if row.starts >= after}
    for planned in find(db, PlannedLesson, enrolment_id=enrolment.id):
        if planned.lesson_id in coming:
            db.delete(planned)
    settle(db)
