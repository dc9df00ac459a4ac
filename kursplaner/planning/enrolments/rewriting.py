"""The rows of an enrolment brought to what is wanted now, and what it gives back by that."""

from collections.abc import Collection

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotLesson
from kursplaner.domain.courses import Enrolment, EnrolmentChild
from kursplaner.domain.kinds import Direction, Way
from kursplaner.domain.rides.rides import Ride, RideDemand, RideDemandException, RideSeat
from kursplaner.planning.enrolments.planned_dates import begun, let_go, store_dates
from kursplaner.planning.enrolments.ride_days import store_ride_days
from kursplaner.planning.enrolments.seats_taken import free_seats
from kursplaner.planning.enrolments.wishes import EnrolDraft, from_minute
from kursplaner.store.queries.attendance.served import lessons_of_rides
from kursplaner.store.queries.courses.enrolments import coming_lessons, freed_by
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db


def free_what_goes(db: Db, enrolment: Enrolment, before: EnrolDraft, after: EnrolDraft) -> None:
    """Free places and seats still to come that are not wanted any more.

    The way home from a lesson that has begun stays, whatever the dates to come are.
    """
    first, now = max(clock.today(), after.from_day or clock.today()), from_minute(clock.today())
    coming = coming_lessons(db, enrolment.course_id, from_minute(first))
    wanted = {
        lesson.id
        for lesson in coming
        if after.only_lessons is None or lesson.id in after.only_lessons
    }
    since = minute_of(after.from_day) if after.from_day is not None else 0
    wanted |= begun(db, enrolment.course_id, now, since)
    places, seats = freed_by(db, enrolment.id, now)
    _free_places(db, places, wanted, {c.person_id for c in after.children if c.childcare})
    _free_seats(db, seats, wanted, before, after)
    db.flush()


def _free_places(
    db: Db, places: Collection[int], lessons: set[int], children: Collection[int]
) -> None:
    rows = by_ids(db, ChildcarePlace, places)
    links = find(db, ChildcareSlotLesson, slot_id={row.slot_id for row in rows.values()})
    served = {link.slot_id for link in links if link.lesson_id in lessons}
    for row in rows.values():
        if row.slot_id not in served or row.child_id not in children:
            db.delete(row)


def _free_seats(
    db: Db, seats: Collection[int], lessons: set[int], before: EnrolDraft, after: EnrolDraft
) -> None:
    """Free seats of other days, ways and children; at another stop or with a pram: all."""
    rows = by_ids(db, RideSeat, seats)
    rides = by_ids(db, Ride, {row.ride_id for row in rows.values()})
    served = lessons_of_rides(db, set(rides))
    people = {child.person_id for child in after.children if child.rides} | {after.person_id}
    rides_on = after.way is Way.SHUTTLE and after.stop_id is not None
    same = all(getattr(before, name) == getattr(after, name) for name in _OF_A_SEAT)
    keeps = {
        key
        for key, row in rows.items()
        if same
        and rides_on
        and row.person_id in people
        and Direction(rides[row.ride_id].direction) in after.directions
        and served.get(row.ride_id, set()) & lessons
        and _rides_on(rides[row.ride_id], after)
    }
    free_seats(db, rows.keys() - keeps)


def _rides_on(ride: Ride, after: EnrolDraft) -> bool:
    return after.ride_days is None or day_of(ride.starts).weekday() in after.ride_days


_OF_A_SEAT = ("stop_id", "wheelchair", "pram")


def rewrite(db: Db, enrolment: Enrolment, before: EnrolDraft, after: EnrolDraft) -> None:
    """Store the wishes of an enrolment; rows that stay as they are are not touched."""
    enrolment.way = after.way.value
    if before.children != after.children:
        enrolment.childcare_wanted = any(child.childcare for child in after.children)
    if after.from_day is not None:
        enrolment.joined_on = after.from_day
    _rewrite_children(db, enrolment.id, after)
    _rewrite_demands(db, enrolment.id, before, after)
    store_ride_days(db, enrolment, after.ride_days)
    if before.only_lessons != after.only_lessons:
        now = from_minute(clock.today())
        store_dates(db, enrolment, after.only_lessons, now)
        if after.only_lessons is not None:
            let_go(db, enrolment.id, now, after.only_lessons)
    db.flush()


def _rewrite_children(db: Db, enrolment_id: int, after: EnrolDraft) -> None:
    wanted = {child.person_id: child for child in after.children}
    for row in find(db, EnrolmentChild, enrolment_id=enrolment_id):
        child = wanted.pop(row.child_id, None)
        if child is None:
            db.delete(row)
        else:
            row.childcare, row.rides = child.childcare, child.rides
    for child in wanted.values():
        db.add(
            EnrolmentChild(
                enrolment_id=enrolment_id,
                child_id=child.person_id,
                childcare=child.childcare,
                rides=child.rides,
            )
        )


def _rewrite_demands(db: Db, enrolment_id: int, before: EnrolDraft, after: EnrolDraft) -> None:
    """Store the wish to ride; a stop that follows the address goes on following it."""
    stop = after.stop_id if after.way is Way.SHUTTLE else None
    wanted = {way.value for way in after.directions} if stop is not None else set()
    for row in find(db, RideDemand, enrolment_id=enrolment_id):
        if row.direction not in wanted or stop is None:
            for dated in find(db, RideDemandException, demand_id=row.id):
                db.delete(dated)
            db.flush()
            db.delete(row)
            continue
        wanted.discard(row.direction)
        if stop != before.stop_id:
            row.stop_id = stop
        row.ended_on, row.wheelchair, row.pram = None, after.wheelchair, after.pram
    for direction in sorted(wanted) if stop is not None else ():
        db.add(
            RideDemand(
                enrolment_id=enrolment_id,
                direction=direction,
                stop_id=stop,
                wheelchair=after.wheelchair,
                pram=after.pram,
            )
        )
