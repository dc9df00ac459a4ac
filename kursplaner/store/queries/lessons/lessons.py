"""Lessons with all that hangs on them: room, teachers, childcare, rides."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of, iso_time, minute_of
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonPerson
from kursplaner.domain.kinds import EnrolmentStatus, LessonRole, SlotStatus
from kursplaner.domain.kinds.counting import PLACES_TAKEN, RIDES_TAKING_PLACE, SEATS_RIDING
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, Vehicle
from kursplaner.domain.rooms import Room
from kursplaner.store.queries.absences.answers import answers
from kursplaner.store.queries.attendance import held
from kursplaner.store.queries.names import name_column
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

Number = int | float
BATCH = 900
INTERPRETS = LessonRole.INTERPRETER.value


def units_of(teaching_minutes: int, unit_minutes: int) -> Number:
    """Return units as a whole number where they are whole."""
    units = teaching_minutes / unit_minutes
    return int(units) if units == int(units) else units


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person in an answer."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class LessonChildcare:
    """Childcare beside a lesson: places by the carers' ratio, children planned, carers."""

    slot_id: int
    room: str | None
    starts: int
    ends: int
    places: int
    taken: int
    carers: tuple[NamedPerson, ...]


@dataclass(frozen=True, slots=True)
class LessonRide:
    """A ride to or from a lesson: seats for passengers, and how many are taken."""

    id: int
    direction: str
    vehicle_id: int | None
    vehicle: str | None
    driver: str | None
    starts: int
    ends: int
    seats: int
    taken: int
    driver_id: int | None = None


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson with everything that moves along with it.

    Attributes:
        attendance_done: whether its list is complete.
        teachers: who works there but interprets; `interpreters`: people of the town who do.
        recorded, held: whether attendance is entered, and whether it took place by now
            (`store.queries.held`).
    """

    id: int
    course_id: int
    number: str
    title: str
    level: str
    colour: int
    starts: int
    ends: int
    teaching_minutes: int
    unit_minutes: int
    status: str
    cancel_reason: str | None
    attendance_done: bool
    room_id: int | None
    room: str | None
    enrolled: int
    version: int
    teachers: tuple[NamedPerson, ...] = ()
    childcare: LessonChildcare | None = None
    rides: tuple[LessonRide, ...] = ()
    recorded: bool = False
    held: bool = False
    interpreters: tuple[NamedPerson, ...] = ()
    kind: str = ""

    @property
    def units(self) -> Number:
        """Units of the course's length."""
        return units_of(self.teaching_minutes, self.unit_minutes)

    @property
    def day(self) -> date:
        """The local day."""
        return day_of(self.starts)

    @property
    def starts_text(self) -> str:
        """Begin as HH:MM."""
        return iso_time(self.starts)

    @property
    def ends_text(self) -> str:
        """End as HH:MM."""
        return iso_time(self.ends)


def lessons_between(db: Db, first: date, last: date) -> list[LessonRow]:
    """Return the lessons from `first` to `last` (both included), in order of time."""
    starts, ends = minute_of(first), minute_of(last) + 1440
    return _lessons(db, Lesson.starts >= starts, Lesson.starts < ends)


def lessons_of_course(db: Db, course_id: int) -> list[LessonRow]:
    """Return a course's lessons in order of time."""
    return _lessons(db, Lesson.course_id == course_id)


def lessons_by_id(db: Db, ids: Sequence[int]) -> list[LessonRow]:
    """Return these lessons in order of time."""
    return _lessons(db, Lesson.id.in_(list(ids)))


def _lessons(db: Db, *wanted: ColumnElement[bool]) -> list[LessonRow]:
    now = clock.minute()
    query = (
        select(
            Lesson.id,
            Lesson.course_id,
            Course.number,
            Course.title,
            Course.level,
            Course.colour,
            Lesson.starts,
            Lesson.ends,
            Lesson.teaching_minutes,
            Course.unit_minutes,
            held.status(now),
            Lesson.cancel_reason,
            held.complete(now),
            Lesson.room_id,
            select(Room.name).where(Room.id == Lesson.room_id).scalar_subquery(),
            Lesson.version,
            held.recorded(now),
            held.held(now),
            Course.course_type,
        )
        .join(Course, Course.id == Lesson.course_id)
        .where(*wanted)
        .order_by(Lesson.starts, Lesson.id)
    )
    rows: list[Any] = list(db.execute(query))
    ids = [row[0] for row in rows]
    work, childcare, rides = _work(db, ids), _childcare(db, ids), _rides(db, ids)
    counts = enrolled_counts(db, {row[1] for row in rows})
    whole = [
        (
            *(*row[:15], counts.get(row[1], 0), row[15]),
            tuple(named for named, role in work.get(row[0], ()) if role != INTERPRETS),
            *(childcare.get(row[0]), rides.get(row[0], ()), *map(bool, row[16:18])),
            tuple(named for named, role in work.get(row[0], ()) if role == INTERPRETS),
            row[18],
        )
        for row in rows
    ]
    return answers(LessonRow, whole)


def enrolled_counts(db: Db, course_ids: Iterable[int]) -> dict[int, int]:
    """Return how many people are enrolled, keyed by course."""
    found: dict[int, int] = {}
    for some in batches(course_ids):
        query = (
            select(Enrolment.course_id, func.count())
            .where(Enrolment.course_id.in_(some), Enrolment.status == EnrolmentStatus.ENROLLED)
            .group_by(Enrolment.course_id)
        )
        found.update((key, count) for key, count in db.execute(query))
    return found


def batches(ids: Iterable[int]) -> list[list[int]]:
    """Split ids into lists short enough for one statement."""
    wanted = list(ids)
    return [wanted[first : first + BATCH] for first in range(0, len(wanted), BATCH)]


def _work(db: Db, ids: list[int]) -> dict[int, list[tuple[NamedPerson, str]]]:
    """Return who works in lessons, with the LessonRole."""
    found: dict[int, list[tuple[NamedPerson, str]]] = defaultdict(list)
    for some in batches(ids):
        query = (
            select(LessonPerson.lesson_id, Person.id, name_column(), LessonPerson.role)
            .join(Person, Person.id == LessonPerson.person_id)
            .where(LessonPerson.lesson_id.in_(some))
            .order_by(LessonPerson.id)
        )
        for lesson_id, person_id, name, role in db.execute(query):
            found[lesson_id].append((NamedPerson(person_id, name), role))
    return found


def _childcare(db: Db, ids: list[int]) -> dict[int, LessonChildcare]:
    ratio = settings_of(db).number("childcare.children_per_carer")
    found: dict[int, LessonChildcare] = {}
    for some in batches(ids):
        query = (
            select(
                ChildcareSlotLesson.lesson_id,
                ChildcareSlot.id,
                select(Room.name).where(Room.id == ChildcareSlot.room_id).scalar_subquery(),
                ChildcareSlot.starts,
                ChildcareSlot.ends,
            )
            .join(ChildcareSlot, ChildcareSlot.id == ChildcareSlotLesson.slot_id)
            .where(
                ChildcareSlotLesson.lesson_id.in_(some),
                ChildcareSlot.status == SlotStatus.PLANNED,
            )
        )
        rows = db.execute(query).all()
        slots = {row[1] for row in rows}
        carers, taken = slot_carers(db, slots), slot_children(db, slots)
        for lesson_id, slot_id, room, starts, ends in rows:
            people = carers.get(slot_id, ())
            places = len(people) * ratio
            found[lesson_id] = LessonChildcare(
                slot_id, room, starts, ends, places, taken.get(slot_id, 0), people
            )
    return found


def slot_carers(db: Db, slot_ids: Iterable[int]) -> dict[int, tuple[NamedPerson, ...]]:
    """Return the carers of childcare slots, keyed by slot."""
    found: dict[int, list[NamedPerson]] = defaultdict(list)
    for some in batches(slot_ids):
        query = (
            select(ChildcareSlotCarer.slot_id, Person.id, name_column())
            .join(Person, Person.id == ChildcareSlotCarer.person_id)
            .where(ChildcareSlotCarer.slot_id.in_(some))
            .order_by(ChildcareSlotCarer.id)
        )
        for slot_id, person_id, name in db.execute(query):
            found[slot_id].append(NamedPerson(person_id, name))
    return {key: tuple(people) for key, people in found.items()}


def slot_children(db: Db, slot_ids: Iterable[int]) -> dict[int, int]:
    """Return how many children have a place (excused and cancelled ones do not count)."""
    found: dict[int, int] = {}
    for some in batches(slot_ids):
        query = (
            select(ChildcarePlace.slot_id, func.count())
            .where(ChildcarePlace.slot_id.in_(some), ChildcarePlace.status.in_(PLACES_TAKEN))
            .group_by(ChildcarePlace.slot_id)
        )
        found.update((key, count) for key, count in db.execute(query))
    return found


def _rides(db: Db, ids: list[int]) -> dict[int, tuple[LessonRide, ...]]:
    found: dict[int, list[LessonRide]] = defaultdict(list)
    for some in batches(ids):
        query = (
            select(
                RideLesson.lesson_id,
                Ride.id,
                Ride.direction,
                Ride.vehicle_id,
                select(Vehicle.name).where(Vehicle.id == Ride.vehicle_id).scalar_subquery(),
                select(name_column()).where(Person.id == Ride.driver_id).scalar_subquery(),
                Ride.starts,
                Ride.ends,
                select(Vehicle.seats - 1).where(Vehicle.id == Ride.vehicle_id).scalar_subquery(),
                Ride.driver_id,
            )
            .join(Ride, Ride.id == RideLesson.ride_id)
            .where(RideLesson.lesson_id.in_(some), Ride.status.in_(RIDES_TAKING_PLACE))
            .order_by(Ride.starts, Ride.id)
        )
        rows: list[Any] = list(db.execute(query))
        taken = ride_passengers(db, {row[1] for row in rows})
        for row in rows:
            whole = (*row[1:8], row[8] or 0, taken.get(row[1], 0), row[9])
            found[row[0]] += answers(LessonRide, [whole])
    return {key: tuple(rides) for key, rides in found.items()}


def ride_passengers(db: Db, ride_ids: Iterable[int]) -> dict[int, int]:
    """Return how many passengers have a seat, keyed by ride."""
    found: dict[int, int] = {}
    for some in batches(ride_ids):
        query = (
            select(RideSeat.ride_id, func.count())
            .where(RideSeat.ride_id.in_(some), RideSeat.result.in_(SEATS_RIDING))
            .group_by(RideSeat.ride_id)
        )
        found.update((key, count) for key, count in db.execute(query))
    return found
