"""Which dates of a course somebody comes to: all, or only some (shift workers alternate)."""

from kursplaner.domain.courses import Enrolment, PlannedLesson
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.enrolments.seats_taken import free_seats
from kursplaner.store.queries.attendance.served import lessons_of_rides
from kursplaner.store.queries.courses.enrolments import given_up_by
from kursplaner.store.queries.lessons.bundles import lessons_of_course
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db


def begun(db: Db, course_id: int, now: int, since: int = 0) -> set[int]:
    """Return the lessons that began before now: the way home of one may still be to come."""
    return {row.id for row in lessons_of_course(db, course_id) if since <= row.starts < now}


def let_go(db: Db, enrolment_id: int, now: int, wanted: frozenset[int]) -> None:
    """Free the seats that an absence had taken out on dates she does not come to any more."""
    seats = by_ids(db, RideSeat, given_up_by(db, enrolment_id, now))
    served = lessons_of_rides(db, {seat.ride_id for seat in seats.values()})
    free_seats(
        db, [key for key, seat in seats.items() if not served.get(seat.ride_id, wanted) & wanted]
    )


def store_dates(db: Db, enrolment: Enrolment, wanted: frozenset[int] | None, now: int) -> None:
    """Keep the dates that have begun among the planned ones, so that their marks count on."""
    over = begun(db, enrolment.course_id, now)
    kept = {row.lesson_id: row for row in find(db, PlannedLesson, enrolment_id=enrolment.id)}
    was_all = not enrolment.only_planned_lessons
    enrolment.only_planned_lessons = wanted is not None
    past = over if was_all else over & set(kept)
    for lesson, row in kept.items():
        if wanted is None or lesson not in past | wanted:
            db.delete(row)
    for lesson in sorted((past | wanted) - set(kept)) if wanted is not None else ():
        db.add(PlannedLesson(enrolment_id=enrolment.id, lesson_id=lesson))
