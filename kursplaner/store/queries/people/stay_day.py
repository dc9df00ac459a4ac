"""What one stay in a course needs on the day of a lesson: children in childcare, seats in rides."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.kinds import SlotStatus
from kursplaner.domain.kinds.counting import RIDES_TAKING_PLACE
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class StayDay:
    """States of the family's places in childcare (`PlaceStatus`) and rides (`SeatResult`).

    Attributes:
        children: one state per child; seats: (person, direction, what the seat is, its result).
    """

    children: tuple[str, ...] = ()
    seats: tuple[tuple[int, str, str, str], ...] = ()


def stay_day(db: Db, enrolment_id: int, lesson_id: int) -> StayDay:
    """Return what was planned and what became of it at one lesson."""
    places = (
        select(ChildcarePlace.status)
        .join(ChildcareSlot, ChildcareSlot.id == ChildcarePlace.slot_id)
        .join(ChildcareSlotLesson, ChildcareSlotLesson.slot_id == ChildcareSlot.id)
        .where(ChildcareSlotLesson.lesson_id == lesson_id)
        .where(ChildcareSlot.status == SlotStatus.PLANNED.value)
        .where(ChildcarePlace.enrolment_id == enrolment_id)
    )
    seats = (
        select(RideSeat.person_id, Ride.direction, RideSeat.kind, RideSeat.result)
        .join(Ride, Ride.id == RideSeat.ride_id)
        .join(RideLesson, RideLesson.ride_id == Ride.id)
        .where(RideLesson.lesson_id == lesson_id, RideSeat.enrolment_id == enrolment_id)
        .where(Ride.status.in_(RIDES_TAKING_PLACE))
    )
    found: Sequence[tuple[int, str, str, str]] = [tuple(row) for row in db.execute(seats)]  # type: ignore[misc]
    return StayDay(tuple(db.scalars(places)), tuple(found))
