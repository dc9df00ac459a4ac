"""Which dates of a course somebody comes to: all, or only some (shift workers alternate)."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotLesson
from kursplaner.domain.conflicts.conflicts import hard_ones
from kursplaner.domain.courses import Course, Enrolment, PlannedLesson
from kursplaner.domain.kinds import EnrolmentStatus
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.enrolments.enrolling import store_places
from kursplaner.planning.enrolments.judging import plan_with
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.seats_taken import free_seats, seat_passengers
from kursplaner.planning.enrolments.wishes import EnrolPlan, draft_of, from_minute
from kursplaner.store.queries.attendance.served import lessons_of_rides
from kursplaner.store.queries.courses.enrolments import coming_lessons, freed_by, given_up_by
from kursplaner.store.queries.lessons.bundles import lessons_of_course
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


@dataclass(frozen=True, slots=True)
class PlannedDates:
    """The lessons still to come that somebody comes to; None: to all of them."""

    enrolment_id: int
    lesson_ids: frozenset[int] | None
    plan: EnrolPlan


def propose_dates(db: Db, enrolment_id: int, lesson_ids: Collection[int] | None) -> PlannedDates:
    """Return whether somebody fits on the dates wanted, under the limits of every enrolment.

    Raises:
        Refused: "not_found", "not_enrolled", "lesson_not_to_come" for a date that has begun or
            belongs to another course.
    """
    enrolment = by_id(db, Enrolment, enrolment_id)
    if enrolment.status != EnrolmentStatus.ENROLLED.value:
        raise Refused("not_enrolled", course_id=enrolment.course_id, person_id=enrolment.person_id)
    course, today = by_id(db, Course, enrolment.course_id), clock.today()
    first = max(today, enrolment.joined_on or today)
    coming = {lesson.id for lesson in coming_lessons(db, course.id, from_minute(first))}
    wanted = None if lesson_ids is None else frozenset(lesson_ids)
    if wanted is not None and not wanted <= coming:
        raise Refused("lesson_not_to_come")
    free = FreePlaces(db, course, from_minute(first), settings_of(db), {enrolment_id})
    draft = replace(draft_of(db, enrolment_id, first), only_lessons=wanted)
    return PlannedDates(enrolment_id, wanted, plan_with(db, free, draft, enrolment_id))


def apply_dates(db: Db, dates: PlannedDates) -> None:
    """Store the dates, checked again; what has begun stays as it was.

    Raises:
        HardConflict: with what lacks on a date; nothing is stored.
        Refused: as `propose_dates`.
    """
    fresh = propose_dates(db, dates.enrolment_id, dates.lesson_ids)
    if not fresh.plan.fits:
        raise HardConflict(list(hard_ones(fresh.plan.lacks)))
    enrolment = by_id(db, Enrolment, dates.enrolment_id)
    now = from_minute(clock.today())
    _free_ahead(db, enrolment, now)
    store_dates(db, enrolment, fresh.lesson_ids, now)
    db.flush()
    store_places(db, enrolment.id, fresh.plan.fit.places)
    seat_passengers(db, enrolment.id, fresh.plan.fit.rides)
    if fresh.lesson_ids is not None:
        let_go(db, enrolment.id, now, fresh.lesson_ids)


def begun(db: Db, course_id: int, now: int, since: int = 0) -> set[int]:
    """Return the lessons that began before now: the way home of one may still be to come."""
    return {row.id for row in lessons_of_course(db, course_id) if since <= row.starts < now}


def _free_ahead(db: Db, enrolment: Enrolment, now: int) -> None:
    """Free the places and seats to come, but not those of a lesson that has begun."""
    places, seats = freed_by(db, enrolment.id, now)
    there = begun(db, enrolment.course_id, now)
    care = by_ids(db, ChildcarePlace, places)
    links = find(db, ChildcareSlotLesson, slot_id={place.slot_id for place in care.values()})
    beside = {link.slot_id for link in links if link.lesson_id in there}
    for place in care.values():
        if place.slot_id not in beside:
            db.delete(place)
    rides = {key: seat.ride_id for key, seat in by_ids(db, RideSeat, seats).items()}
    served = lessons_of_rides(db, set(rides.values()))
    free_seats(db, [key for key, ride in rides.items() if not served.get(ride, set()) & there])


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
