"""Which courses made use of childcare and shuttle, in any of their lessons."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import SlotStatus
from kursplaner.domain.kinds.counting import (
    LESSONS_TAKING_PLACE,
    PLACES_TAKEN,
    RIDES_TAKING_PLACE,
    SEATS_RIDING,
)
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.store.queries.lessons.lessons import batches
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class ServicesUsed:
    """Courses in which a child had a place, and those to which somebody was driven."""

    childcare: frozenset[int]
    shuttle: frozenset[int]


def services_used(db: Db, course_ids: Collection[int]) -> ServicesUsed:
    """Return which of these courses used which service, from their first lesson to their last."""
    childcare: set[int] = set()
    shuttle: set[int] = set()
    for some in batches(course_ids):
        lessons = (Lesson.course_id.in_(some), Lesson.status.in_(LESSONS_TAKING_PLACE))
        with_child = (
            select(Lesson.course_id)
            .join(ChildcareSlotLesson, ChildcareSlotLesson.lesson_id == Lesson.id)
            .join(ChildcareSlot, ChildcareSlot.id == ChildcareSlotLesson.slot_id)
            .join(ChildcarePlace, ChildcarePlace.slot_id == ChildcareSlot.id)
            .where(
                *lessons,
                ChildcareSlot.status == SlotStatus.PLANNED,
                ChildcarePlace.status.in_(PLACES_TAKEN),
            )
        )
        driven = (
            select(Lesson.course_id)
            .join(RideLesson, RideLesson.lesson_id == Lesson.id)
            .join(Ride, Ride.id == RideLesson.ride_id)
            .join(RideSeat, RideSeat.ride_id == Ride.id)
            .where(
                *lessons,
                Ride.status.in_(RIDES_TAKING_PLACE),
                RideSeat.result.in_(SEATS_RIDING),
            )
        )
        childcare.update(db.scalars(with_child.distinct()))
        shuttle.update(db.scalars(driven.distinct()))
    return ServicesUsed(frozenset(childcare), frozenset(shuttle))
