"""Childcare and rides that took place in a period, as counts for a funder."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import Course, Enrolment, Lesson
from kursplaner.domain.kinds import LessonStatus, PlaceStatus, RideStatus, SlotStatus
from kursplaner.domain.kinds.counting import PLACES_USED, RIDES_TAKING_PLACE, SEATS_RIDING
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, Vehicle
from kursplaner.store.queries.funding.course_grants import grants_of_courses
from kursplaner.store.queries.funding.statistics import Period
from kursplaner.store.session import Db

YOUNGEST_ADULT = 18


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """A child's time in one childcare slot."""

    slot_id: int
    child_id: int
    minutes: int


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """A childcare slot with at least one child."""

    id: int
    day: date
    course_id: int
    carers: int
    children: tuple[ChildFacts, ...]


@dataclass(frozen=True, slots=True)
class RideFacts:
    """A ride with passengers; metres by odometer where it was read, else as planned."""

    id: int
    day: date
    course_id: int
    direction: str
    vehicle: str
    owner: str
    adults: int
    children: int
    metres: int


def slot_facts(db: Db, wanted: Period, attended: dict[int, set[int]]) -> list[SlotFacts]:
    """Return the childcare of a period.

    A child counts when it was brought, or - where bringing was not recorded - when its guardian
    is marked present in a lesson that the slot serves (`attended`: lessons by person). Where a
    slot serves lessons of two grants, each child counts for the one its enrolment belongs to.
    """
    served = _slots(db, wanted)
    children = _children(db, wanted, served, attended)
    carers = _carers(db, list(served))
    return [
        SlotFacts(key, day_of(starts), course_id, carers.get(key, 0), tuple(children[key]))
        for key, (starts, course_id, _) in served.items()
        if children.get(key)
    ]


def _slots(db: Db, wanted: Period) -> dict[int, tuple[int, int, set[int]]]:
    query = (
        select(ChildcareSlot.id, ChildcareSlot.starts, Lesson.course_id, Lesson.id)
        .join(ChildcareSlotLesson, ChildcareSlotLesson.slot_id == ChildcareSlot.id)
        .join(Lesson, Lesson.id == ChildcareSlotLesson.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .where(*wanted.lessons(), ChildcareSlot.status == SlotStatus.PLANNED)
        .order_by(ChildcareSlot.starts, ChildcareSlot.id)
    )
    found: dict[int, tuple[int, int, set[int]]] = {}
    for slot_id, starts, course_id, lesson_id in db.execute(query):
        found.setdefault(slot_id, (starts, course_id, set()))[2].add(lesson_id)
    return found


def _children(
    db: Db,
    wanted: Period,
    served: dict[int, tuple[int, int, set[int]]],
    attended: dict[int, set[int]],
) -> dict[int, list[ChildFacts]]:
    owners = _first_lessons(db, ChildcareSlotLesson.slot_id, ChildcareSlotLesson.lesson_id)
    enrolled = select(Enrolment.id, Enrolment.course_id, Enrolment.person_id)
    courses: dict[int | None, int] = {}
    guardians: dict[int | None, int] = {}
    for enrolment, course, person in db.execute(enrolled):
        courses[enrolment], guardians[enrolment] = course, person
    grants = grants_of_courses(db)
    query = select(
        ChildcarePlace.slot_id,
        ChildcarePlace.child_id,
        ChildcarePlace.enrolment_id,
        ChildcarePlace.status,
        ChildcarePlace.brought_at,
        ChildcarePlace.collected_at,
        ChildcareSlot.starts,
        ChildcareSlot.ends,
    ).join(ChildcareSlot, ChildcareSlot.id == ChildcarePlace.slot_id)
    found: dict[int, list[ChildFacts]] = defaultdict(list)
    rows: list[Any] = list(db.execute(query))
    for slot_id, child_id, enrolment_id, status, brought, collected, starts, ends in rows:
        if slot_id not in served:
            continue
        if wanted.grant_id is not None and (
            grants[courses[enrolment_id]].at(starts) != wanted.grant_id
            if enrolment_id is not None
            else owners.get(slot_id) not in served[slot_id][2]
        ):
            continue
        guardian_there = bool(
            attended.get(guardians.get(enrolment_id, 0), set()) & served[slot_id][2]
        )
        if status in PLACES_USED or (status == PlaceStatus.PLANNED and guardian_there):
            minutes = max(0, (collected or ends) - (brought or starts))
            found[slot_id].append(ChildFacts(slot_id, child_id, minutes))
    return found


def _carers(db: Db, ids: list[int]) -> dict[int, int]:
    work = ChildcareSlotCarer
    query = select(work.slot_id, func.count()).group_by(work.slot_id)
    wanted = set(ids)
    return {row[0]: row[1] for row in db.execute(query) if row[0] in wanted}


def _first_lessons(db: Db, thing: Any, lesson: Any) -> dict[int, int]:  # noqa: ANN401 -- columns
    """Return the lesson a ride or slot belongs to: the first it serves that was not cancelled."""
    cancelled = Lesson.status == LessonStatus.CANCELLED
    query = select(thing, Lesson.id).join(Lesson, Lesson.id == lesson)
    found: dict[int, int] = {}
    for key, lesson_id in db.execute(query.order_by(cancelled, Lesson.starts, Lesson.id)):
        found.setdefault(key, lesson_id)
    return found


def ride_facts(db: Db, wanted: Period, recorded: set[int], on: date) -> list[RideFacts]:
    """Return the rides of a period that took place, those done or to a lesson in `recorded`.

    A ride that has not left yet did not. A ride to several lessons counts once, for the course and
    the grant of the first.
    """
    query = (
        select(Ride, Lesson.course_id, Lesson.id, Vehicle.name, Vehicle.owner)
        .join(RideLesson, RideLesson.ride_id == Ride.id)
        .join(Lesson, Lesson.id == RideLesson.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(Vehicle, Vehicle.id == Ride.vehicle_id)
        .where(
            *wanted.lessons(),
            Ride.status.in_(RIDES_TAKING_PLACE),
            Ride.starts <= clock.minute(),
        )
        .order_by(Ride.starts, Ride.id)
    )
    rows: list[Any] = list(db.execute(query))
    seats = _passengers(db, on)
    owners = _first_lessons(db, RideLesson.ride_id, RideLesson.lesson_id)
    served = {ride.id for ride, _, lesson_id, *_ in rows if lesson_id in recorded}
    found: dict[int, RideFacts] = {}
    for ride, course_id, lesson_id, vehicle, owner in rows:
        adults, children = seats.get(ride.id, (0, 0))
        took_place = ride.status == RideStatus.DONE or ride.id in served
        if took_place and adults + children and owners[ride.id] == lesson_id:
            found[ride.id] = RideFacts(
                ride.id, day_of(ride.starts), course_id, ride.direction, vehicle or "", owner or "",
                adults, children, driven_metres(ride),
            )  # fmt: skip
    return list(found.values())


@dataclass(frozen=True, slots=True)
class OpenRide:
    """A ride that was driven and about which something is still to be entered."""

    id: int
    starts: int


def rides_without_result(db: Db, wanted: Period) -> tuple[list[OpenRide], list[OpenRide]]:
    """Return rides with passengers that are over without a result, and those without odometer."""
    query = (
        select(Ride.id, Ride.starts, Ride.status, Ride.odometer_end_km)
        .join(RideLesson, RideLesson.ride_id == Ride.id)
        .join(Lesson, Lesson.id == RideLesson.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .where(
            *wanted.lessons(),
            Ride.status.in_(RIDES_TAKING_PLACE),
            Ride.ends <= clock.minute(),
            Ride.id.in_(select(RideSeat.ride_id).where(RideSeat.result.in_(SEATS_RIDING))),
        )
        .distinct()
        .order_by(Ride.starts, Ride.id)
    )
    open_: list[OpenRide] = []
    unmeasured: list[OpenRide] = []
    for key, starts, status, end_km in db.execute(query):
        if status != RideStatus.DONE:
            open_.append(OpenRide(key, starts))
        elif end_km is None:
            unmeasured.append(OpenRide(key, starts))
    return open_, unmeasured


def driven_metres(ride: Ride) -> int:
    """Return what was driven by the odometer, else what was planned; by a taxi nothing of ours."""
    if ride.by_taxi:
        return 0
    if ride.odometer_start_km is not None and ride.odometer_end_km is not None:
        return (ride.odometer_end_km - ride.odometer_start_km) * 1000
    return ride.metres


def _passengers(db: Db, on: date) -> dict[int, tuple[int, int]]:
    grown_up = on.replace(year=on.year - YOUNGEST_ADULT, day=min(on.day, 28))
    query = (
        select(RideSeat.ride_id, Person.birth_date)
        .join(Person, Person.id == RideSeat.person_id)
        .where(RideSeat.result.in_(SEATS_RIDING))
    )
    found: dict[int, tuple[int, int]] = {}
    for ride_id, born in db.execute(query):
        adults, children = found.get(ride_id, (0, 0))
        young = born is not None and born > grown_up
        found[ride_id] = (adults, children + 1) if young else (adults + 1, children)
    return found
