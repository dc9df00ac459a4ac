"""Which lessons and people some changed records belong to."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select

from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import Enrolment, Lesson, LessonPerson
from kursplaner.domain.kinds import EnrolmentStatus
from kursplaner.domain.kinds.counting import PLACES_TAKEN, SEATS_RIDING
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.store.session import Db

_WANTED: Any = bindparam("wanted", expanding=True)
_LESSON = Lesson.__table__
_LESSON_PERSON = LessonPerson.__table__
_ENROLMENT = Enrolment.__table__
_SLOT_LESSON = ChildcareSlotLesson.__table__
_CARER = ChildcareSlotCarer.__table__
_PLACE = ChildcarePlace.__table__
_RIDE = Ride.__table__
_RIDE_LESSON = RideLesson.__table__
_SEAT = RideSeat.__table__


@dataclass(frozen=True, slots=True)
class TouchedPeople:
    """Person ids by what they do in some lessons."""

    teachers: frozenset[int]
    participants: frozenset[int]
    carers: frozenset[int]
    children: frozenset[int]
    drivers: frozenset[int]
    passengers: frozenset[int]

    @property
    def everybody(self) -> frozenset[int]:
        """All of them, each once."""
        adults = self.teachers | self.participants | self.carers | self.drivers
        return adults | self.children | self.passengers


_LESSONS_OF_SLOTS = select(_SLOT_LESSON.c.lesson_id).where(_SLOT_LESSON.c.slot_id.in_(_WANTED))
_LESSONS_OF_RIDES = select(_RIDE_LESSON.c.lesson_id).where(_RIDE_LESSON.c.ride_id.in_(_WANTED))
_SLOTS = select(_SLOT_LESSON.c.slot_id).where(_SLOT_LESSON.c.lesson_id.in_(_WANTED))
_RIDES = select(_RIDE_LESSON.c.ride_id).where(_RIDE_LESSON.c.lesson_id.in_(_WANTED))
_TEACHERS = select(_LESSON_PERSON.c.person_id).where(_LESSON_PERSON.c.lesson_id.in_(_WANTED))
_PARTICIPANTS = select(_ENROLMENT.c.person_id).where(
    _ENROLMENT.c.status == EnrolmentStatus.ENROLLED.value,
    _ENROLMENT.c.course_id.in_(select(_LESSON.c.course_id).where(_LESSON.c.id.in_(_WANTED))),
)
_CARERS = select(_CARER.c.person_id).where(_CARER.c.slot_id.in_(_SLOTS))
_CHILDREN = select(_PLACE.c.child_id).where(
    _PLACE.c.slot_id.in_(_SLOTS), _PLACE.c.status.in_(PLACES_TAKEN)
)
_DRIVERS = select(_RIDE.c.driver_id).where(_RIDE.c.id.in_(_RIDES), _RIDE.c.driver_id.is_not(None))
_PASSENGERS = select(_SEAT.c.person_id).where(
    _SEAT.c.ride_id.in_(_RIDES), _SEAT.c.result.in_(SEATS_RIDING)
)


_SLOT_CARERS = select(_CARER.c.person_id).where(_CARER.c.slot_id.in_(_WANTED))
_SLOT_CHILDREN = select(_PLACE.c.child_id).where(
    _PLACE.c.slot_id.in_(_WANTED), _PLACE.c.status.in_(PLACES_TAKEN)
)
_RIDE_DRIVERS = select(_RIDE.c.driver_id).where(
    _RIDE.c.id.in_(_WANTED), _RIDE.c.driver_id.is_not(None)
)
_RIDE_PASSENGERS = select(_SEAT.c.person_id).where(
    _SEAT.c.ride_id.in_(_WANTED), _SEAT.c.result.in_(SEATS_RIDING)
)


def lessons_served(db: Db, slot_ids: Collection[int], ride_ids: Collection[int]) -> frozenset[int]:
    """Return the lessons that some childcare slots and rides serve."""
    return _keys(db, _LESSONS_OF_SLOTS, slot_ids) | _keys(db, _LESSONS_OF_RIDES, ride_ids)


def people_of_lessons(db: Db, lesson_ids: Collection[int]) -> TouchedPeople:
    """Return everybody who works in, belongs to or rides for some lessons."""
    return TouchedPeople(
        teachers=_keys(db, _TEACHERS, lesson_ids),
        participants=_keys(db, _PARTICIPANTS, lesson_ids),
        carers=_keys(db, _CARERS, lesson_ids),
        children=_keys(db, _CHILDREN, lesson_ids),
        drivers=_keys(db, _DRIVERS, lesson_ids),
        passengers=_keys(db, _PASSENGERS, lesson_ids),
    )


def people_of_services(
    db: Db, slot_ids: Collection[int], ride_ids: Collection[int]
) -> frozenset[int]:
    """Return everybody in some childcare slots and rides: who works there, children, passengers."""
    return (
        _keys(db, _SLOT_CARERS, slot_ids)
        | _keys(db, _SLOT_CHILDREN, slot_ids)
        | _keys(db, _RIDE_DRIVERS, ride_ids)
        | _keys(db, _RIDE_PASSENGERS, ride_ids)
    )


def _keys(db: Db, query: Select[Any], wanted: Collection[int]) -> frozenset[int]:
    if not wanted:
        return frozenset()
    return frozenset(db.execute(query, {"wanted": list(wanted)}).scalars())
