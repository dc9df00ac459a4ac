"""What has already happened in a demo town: marks, children brought, rides driven."""

from datetime import date
from random import Random

from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Course, Enrolment, Lesson
from kursplaner.domain.kinds import (
    EnrolmentStatus,
    ExcuseReason,
    LessonStatus,
    Mark,
    PlaceStatus,
    RideStatus,
    SeatResult,
)
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.store.records import find
from kursplaner.store.session import Db

MARKS = (Mark.PRESENT,) * 17 + (Mark.EXCUSED, Mark.EXCUSED, Mark.UNEXCUSED)


def record(db: Db, today: date, rng: Random, leave_open: tuple[str, date] | None = None) -> None:
    """Record attendance, childcare and rides of all days before `today`.

    `leave_open` names a course and a day whose attendance stays to be entered.
    """
    before = minute_of(today)
    courses = {course.id: course for course in find(db, Course)}
    enrolments = find(db, Enrolment, status=EnrolmentStatus.ENROLLED.value)
    absent: set[tuple[int, date]] = set()
    for lesson in find(db, Lesson, status=LessonStatus.PLANNED.value):
        if lesson.starts >= before:
            continue
        if leave_open == (courses[lesson.course_id].number, day_of(lesson.starts)):
            continue
        lesson.status, lesson.attendance_done = LessonStatus.HELD.value, True
        here = [enrolment for enrolment in enrolments if enrolment.course_id == lesson.course_id]
        for enrolment in here:
            mark = rng.choice(MARKS)
            if mark != Mark.PRESENT:
                absent.add((enrolment.id, day_of(lesson.starts)))
            reason = ExcuseReason.ILL.value if mark == Mark.EXCUSED else None
            db.add(
                AttendanceMark(
                    enrolment_id=enrolment.id,
                    lesson_id=lesson.id,
                    mark=mark.value,
                    reason=reason,
                    came_at=_late(lesson, mark, rng),
                )
            )
    _care(db, before, rng, absent)
    _drive(db, before, absent)


def _late(lesson: Lesson, mark: Mark, rng: Random) -> int | None:
    if mark != Mark.PRESENT or rng.random() > 0.03:
        return None
    return lesson.starts % 1440 + 20


def _care(db: Db, before: int, rng: Random, absent: set[tuple[int, date]]) -> None:
    slots = {slot.id: slot for slot in find(db, ChildcareSlot) if slot.starts < before}
    for place in find(db, ChildcarePlace, slot_id=list(slots)):
        slot = slots[place.slot_id]
        if (place.enrolment_id or 0, day_of(slot.starts)) in absent:
            place.status = PlaceStatus.EXCUSED.value
            continue
        place.status = PlaceStatus.COLLECTED.value
        place.brought_at = slot.starts + rng.randint(0, 12)
        place.collected_at = slot.ends - rng.randint(0, 8)
        place.brought_by = place.collected_by = "Mutter"


def _drive(db: Db, before: int, absent: set[tuple[int, date]]) -> None:
    rides = {ride.id: ride for ride in find(db, Ride) if ride.starts < before}
    seats = find(db, RideSeat, ride_id=list(rides))
    for seat in seats:
        day = day_of(rides[seat.ride_id].starts)
        gone = (seat.enrolment_id or 0, day) in absent
        seat.result = (SeatResult.CANCELLED_IN_TIME if gone else SeatResult.DONE).value
    odometers: dict[int, int] = {}
    for ride in sorted(rides.values(), key=lambda ride: ride.starts):
        ride.status = RideStatus.DONE.value
        start = odometers.get(ride.vehicle_id or 0, 48_210)
        ride.odometer_start_km = start
        ride.odometer_end_km = start + max(1, round(ride.metres / 1000))
        odometers[ride.vehicle_id or 0] = ride.odometer_end_km + 1
