"""Childcare and shuttle of a running course: added from a day on, or taken away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kursplaner.basics import clock
from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild
from kursplaner.domain.kinds import (
    CancelReason,
    CourseType,
    Direction,
    RideStatus,
    SlotStatus,
    Way,
)
from kursplaner.domain.rides.rides import Ride, RideDemand, RideLesson, RideSeat
from kursplaner.planning.absences.effects import settle
from kursplaner.planning.courses.changing import CHILDCARE_LACKS, enrolled_in
from kursplaner.planning.courses.draft import CourseDraft, DraftPerson
from kursplaner.planning.courses.records import store_slots
from kursplaner.planning.courses.services import childcare_of
from kursplaner.planning.courses.town import free_times_of, town_of
from kursplaner.planning.enrolments.enrolling import store_places
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.seats_taken import free_seats
from kursplaner.planning.enrolments.wishes import draft_of, from_minute, wish_of
from kursplaner.planning.rides import course_rides
from kursplaner.store.queries.courses.course_facts import usual_room
from kursplaner.store.queries.courses.enrolments import (
    ComingLesson,
    coming_lessons,
    coming_slots,
    freed_by,
)
from kursplaner.store.queries.lessons.bundles import bundle
from kursplaner.store.queries.rides.ride_facts import riders
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import CHILDCARE, RIDE, reoccupy

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Families:
    """Whom a service that comes or goes concerns, by the person enrolled.

    Attributes:
        served: who gets places or seats. without: who wants some and gets none somewhere.
        losing: who had some and has none any more.
    """

    served: tuple[int, ...] = ()
    without: tuple[int, ...] = ()
    losing: tuple[int, ...] = ()


def add_childcare(db: Db, course: Course, day: date) -> Families:
    """Lay childcare beside the lessons from a day on, with places for those who want it."""
    course.childcare = True
    families = _wanting_childcare(db, course.id)
    coming = coming_lessons(db, course.id, from_minute(day))
    there = {slot.lesson_id for slot in coming_slots(db, [lesson.id for lesson in coming])}
    bare = [lesson for lesson in coming if lesson.id not in there]
    if bare:
        _lay_slots(db, course, bare, families)
    free = FreePlaces(db, course, from_minute(day), settings_of(db))
    served, without = [], []
    for enrolment in families:
        first = max(day, enrolment.joined_on or day)
        wish = replace(wish_of(draft_of(db, enrolment.id, first)), stop_id=None)
        fit = free.fit(wish)
        store_places(db, enrolment.id, fit.places)
        free.take(wish, replace(fit, rides=()))
        served += [enrolment.person_id] if fit.places else []
        lacking = any(lack.kind in CHILDCARE_LACKS for lack in fit.lacks)
        without += [enrolment.person_id] if lacking else []
    db.flush()
    settle(db)
    return Families(tuple(served), tuple(without))


def _wanting_childcare(db: Db, course_id: int) -> list[Enrolment]:
    """Return who wants childcare, also those whose wish was set aside when it was taken away."""
    found = []
    for enrolment in enrolled_in(db, course_id):
        children = find(db, EnrolmentChild, enrolment_id=enrolment.id)
        if enrolment.childcare_wanted and not any(child.childcare for child in children):
            for child in children:
                child.childcare = True
        if any(child.childcare for child in children):
            found.append(enrolment)
    db.flush()
    return found


def _lay_slots(
    db: Db, course: Course, lessons: Sequence[ComingLesson], families: Sequence[Enrolment]
) -> None:
    days = [day_of(lesson.starts) for lesson in lessons]
    town = town_of(db, _draft(course, days[0]))
    room_id = usual_room(db, course.id)
    room = None if room_id is None else Choice(room_id, "", 1, 1)
    spans = [Span(lesson.starts, lesson.ends) for lesson in lessons]
    people = [
        DraftPerson(row.person_id, draft_of(db, row.id, days[0]).children) for row in families
    ]
    plan = childcare_of(town, people, spans, room, free_times_of(town, days))
    keys = store_slots(db, plan.slots, [lesson.id for lesson in lessons])
    reoccupy(db, {CHILDCARE: [key for key in keys if key is not None]})


def _draft(course: Course, day: date) -> CourseDraft:
    """Return what the choice of rooms and carers asks of a course."""
    return CourseDraft(
        number=course.number,
        title=course.title,
        kind=CourseType(course.course_type),
        units=course.required_units,
        first_day=day,
        weekdays=(),
        starts=(),
        ends=(),
        capacity=course.capacity,
        childcare=True,
        site_id=course.site_id,
    )


def end_childcare(db: Db, course: Course, day: date) -> Families:
    """Take childcare away from a day on; what serves other courses too goes on for those."""
    course.childcare = False
    keys, families = _coming_keys(db, course.id, day), []
    for enrolment in enrolled_in(db, course.id):
        places, _ = freed_by(db, enrolment.id, from_minute(day))
        for place in by_ids(db, ChildcarePlace, places).values():
            db.delete(place)
        for child in find(db, EnrolmentChild, enrolment_id=enrolment.id, childcare=True):
            enrolment.childcare_wanted, child.childcare = True, False
        families += [enrolment.person_id] if places else []
    slots = bundle(db, keys).slots
    own = [slot.id for slot in slots if slot.lesson_ids <= set(keys)]
    for link in find(db, ChildcareSlotLesson, slot_id=[slot.id for slot in slots], lesson_id=keys):
        db.delete(link)
    for slot in by_ids(db, ChildcareSlot, own).values():
        slot.status, slot.cancel_reason = SlotStatus.CANCELLED.value, CancelReason.OTHER.value
    db.flush()
    reoccupy(db, {CHILDCARE: own})
    settle(db)
    return Families(losing=tuple(families))


def add_shuttle(db: Db, course: Course, day: date) -> Families:
    """Lay rides to and from the lessons from a day on, for those who want to ride.

    Raises:
        HardConflict: a vehicle or driver was taken in the meantime.
    """
    course.shuttle = True
    asking = _wanting_rides(db, course.id, day)
    plan = course_rides.replan(db, course.id, day)
    course_rides.apply(db, plan)
    without = [key for key in asking if plan.left_out(key) is not None]
    seated = {
        seat.person_id
        for ride in (*plan.added, *(planned for _, planned in plan.changed))
        for seat in ride.seats
    }
    return Families(tuple(key for key in asking if key in seated), tuple(without))


def _wanting_rides(db: Db, course_id: int, day: date) -> list[int]:
    """Return who wants to ride, with the wishes that were set aside when rides were taken away."""
    rows = enrolled_in(db, course_id)
    known = riders(db, [row.person_id for row in rows], day)
    found = []
    for row in rows:
        if row.way not in {Way.SHUTTLE.value, Way.UNKNOWN.value}:
            continue
        demands = find(db, RideDemand, enrolment_id=row.id)
        for demand in demands:
            demand.ended_on = None
        stop = known[row.person_id].stop_id
        if not demands and row.way == Way.SHUTTLE.value and stop is not None:
            demands = [
                RideDemand(enrolment_id=row.id, direction=way.value, stop_id=stop)
                for way in Direction
            ]
            db.add_all(demands)
        if demands:
            row.way = Way.SHUTTLE.value
            found.append(row.person_id)
    db.flush()
    return found


def end_shuttle(db: Db, course: Course, day: date) -> Families:
    """Take the rides away from a day on; those that serve other courses too go on for those."""
    course.shuttle = False
    keys, families = _coming_keys(db, course.id, day), []
    rides = [ride for ride in bundle(db, keys).rides if ride.status == RideStatus.PLANNED.value]
    own = [ride.id for ride in rides if ride.lesson_ids <= set(keys)]
    for enrolment in enrolled_in(db, course.id):
        _, seats = freed_by(db, enrolment.id, from_minute(day))
        free_seats(db, seats)
        _end_wish(db, enrolment, day)
        families += [enrolment.person_id] if seats else []
    for link in find(db, RideLesson, ride_id=[ride.id for ride in rides], lesson_id=keys):
        db.delete(link)
    for seat in find(db, RideSeat, ride_id=own):
        db.delete(seat)
    for ride in by_ids(db, Ride, own).values():
        ride.status, ride.cancel_reason = RideStatus.CANCELLED.value, CancelReason.OTHER.value
    db.flush()
    reoccupy(db, {RIDE: own})
    settle(db)
    return Families(losing=tuple(families))


def _end_wish(db: Db, enrolment: Enrolment, day: date) -> None:
    """Let the wish to ride end before a day; how she comes then is not known."""
    for demand in find(db, RideDemand, enrolment_id=enrolment.id, ended_on=None):
        demand.ended_on = day - ONE_DAY
        if day <= clock.today():
            enrolment.way = Way.UNKNOWN.value


def _coming_keys(db: Db, course_id: int, day: date) -> list[int]:
    return [lesson.id for lesson in coming_lessons(db, course_id, from_minute(day))]
