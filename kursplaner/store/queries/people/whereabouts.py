"""Where somebody certainly was or works: what tells that two records are two people."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from kursplaner.basics import clock
from kursplaner.basics.spans import Timed, day_of, minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import Mark, SeatResult
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE, PLACES_USED
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where somebody was, or works: in [starts, ends) absolute minutes.

    Attributes:
        noun, id: the lesson, childcare slot or ride.
        works: whether she teaches, cares or drives there.
    """

    noun: str
    id: int
    starts: int
    ends: int
    works: bool = False

    def meets(self, other: Timed) -> bool:
        """Tell whether both are at one time."""
        return self.starts < other.ends and other.starts < self.ends


def certain_whereabouts(db: Db, person_id: int) -> list[Whereabouts]:
    """Return where somebody was marked present, was brought, rode along, or is at work."""
    found = [*_lessons(db, person_id), *_slots(db, person_id), *_rides(db, person_id)]
    found += _work(db, person_id)
    return sorted(found, key=lambda place: (place.starts, place.noun, place.id))


def _lessons(db: Db, person_id: int) -> Iterator[Whereabouts]:
    query = (
        select(Lesson.id, Lesson.starts, Lesson.ends, AttendanceMark)
        .join(AttendanceMark, AttendanceMark.lesson_id == Lesson.id)
        .join(Enrolment, Enrolment.id == AttendanceMark.enrolment_id)
        .where(
            Enrolment.person_id == person_id,
            AttendanceMark.mark == Mark.PRESENT.value,
            Lesson.status.in_(LESSONS_TAKING_PLACE),
        )
    )
    for key, starts, ends, mark in db.execute(query):
        midnight = minute_of(day_of(starts))
        came = starts if mark.came_at is None else midnight + mark.came_at
        left = ends if mark.left_at is None else midnight + mark.left_at
        yield Whereabouts("lesson", key, came, left)


def _slots(db: Db, person_id: int) -> Iterator[Whereabouts]:
    slot, place = ChildcareSlot, ChildcarePlace
    query = (
        select(slot.id, slot.starts, slot.ends, place.brought_at, place.collected_at)
        .join(place, place.slot_id == slot.id)
        .where(place.child_id == person_id, place.status.in_(PLACES_USED))
    )
    for key, starts, ends, brought, collected in db.execute(query):
        first = starts if brought is None else brought
        yield Whereabouts("childcare", key, first, max(first, collected or ends))


def _rides(db: Db, person_id: int) -> Iterator[Whereabouts]:
    query = (
        select(Ride.id, Ride.starts, Ride.ends)
        .join(RideSeat, RideSeat.ride_id == Ride.id)
        .where(RideSeat.person_id == person_id, RideSeat.result == SeatResult.DONE.value)
    )
    for row in db.execute(query):
        yield Whereabouts("ride", *row)


def _work(db: Db, person_id: int) -> Iterator[Whereabouts]:
    query = select(
        Occupation.source, Occupation.source_id, Occupation.starts, Occupation.ends
    ).where(Occupation.resource_id == person_id)
    for row in db.execute(query):
        yield Whereabouts(*row, works=True)


def seats_ahead(db: Db, person_id: int) -> list[tuple[int, str, int]]:
    """Return the seats of somebody in rides to come, as (lesson, direction, seat)."""
    query = (
        select(RideLesson.lesson_id, Ride.direction, RideSeat.id)
        .join(Ride, Ride.id == RideLesson.ride_id)
        .join(RideSeat, RideSeat.ride_id == Ride.id)
        .where(
            RideSeat.person_id == person_id,
            RideSeat.result == SeatResult.OPEN.value,
            Ride.starts > clock.minute(),
        )
    )
    return [(lesson, direction, key) for lesson, direction, key in db.execute(query)]
