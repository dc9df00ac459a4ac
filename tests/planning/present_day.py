"""A day with lessons, childcare and rides, to ask who is where; nothing of it stays."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.planning.attendance.presence import Moment, Spot, presence
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

DAY = date(2027, 2, 1)
NOON = 720


class TakenBackError(Exception):
    """Ends a look at what must not stay in the file."""


@contextmanager
def passing(workspace: Workspace) -> Iterator[Db]:
    """Give a place to write to; nothing of it stays."""
    with suppress(TakenBackError), workspace.fill() as db:
        yield db
        raise TakenBackError


def add(db: Db, record: object) -> int:
    db.add(record)
    db.flush()
    return int(record.id)  # type: ignore[attr-defined]


def at(minute: int) -> int:
    return minute_of(DAY, minute)


def a_person(db: Db, name: str) -> int:
    return add(db, Person(family_name=name))


def a_lesson(db: Db, span: tuple[int, int], number: str = "1") -> tuple[int, int]:
    """Return the ids of a new course and its only lesson."""
    values = {"title": number, "level": "A1", "course_type": "municipal", "capacity": 20}
    course = add(db, Course(number=number, required_units=1, first_day=DAY, **values))
    times = {"starts": at(span[0]), "ends": at(span[1]), "teaching_minutes": 45}
    return course, add(db, Lesson(course_id=course, **times))


def a_slot(db: Db, span: tuple[int, int], lesson: int | None = None) -> int:
    slot = add(db, ChildcareSlot(starts=at(span[0]), ends=at(span[1])))
    if lesson is not None:
        db.add(ChildcareSlotLesson(slot_id=slot, lesson_id=lesson))
    return slot


def a_ride(db: Db, span: tuple[int, int], direction: str = "out", *lessons: int) -> int:
    ride = add(db, Ride(direction=direction, starts=at(span[0]), ends=at(span[1])))
    db.add_all([RideLesson(ride_id=ride, lesson_id=lesson) for lesson in lessons])
    return ride


def moment(db: Db, minute: int = NOON) -> Moment:
    db.flush()
    return presence(db, DAY, lessons_between(db, DAY, DAY), at(minute))


def spots(found: Moment) -> dict[int, Spot]:
    """Return where everybody is; fails where somebody stands twice."""
    assert len({person.person_id for person in found.people}) == len(found.people)
    return {person.person_id: person.spot for person in found.people}


def seated(db: Db, ride: int, stay: int, *people: int, result: str = "open") -> None:
    for person in people:
        db.add(RideSeat(ride_id=ride, enrolment_id=stay, person_id=person, result=result))
    db.flush()
