"""A small town with things planted that stand against its plan, written without any check."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotCarer
from kursplaner.domain.courses import Course, EnrolmentChild, Lesson, LessonPerson
from kursplaner.domain.people import Availability, Closure, Credential
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle, VehicleSeat
from kursplaner.domain.rooms import Room
from kursplaner.domain.town import ClosingDay
from kursplaner.store.occupations import Claim, occupy, release
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_slot,
    build,
    enrol_plainly,
)

Plant = Callable[[Db, SmallTown, int], object]


def base(path: Path) -> SmallTown:
    """Make a town with two courses, spare people and a second bus; nothing stands against it."""
    town = build(path, weeks=2)
    with town.workspace.fill() as db:
        for name, role in (("Lang", "carer"), ("Kurz", "carer"), ("Beier", "driver")):
            town.people[name] = add_person(db, name, role)
        bus = Vehicle(name="Bus 2", seats=9)
        db.add(bus)
        db.flush()
        db.add(VehicleSeat(vehicle_id=bus.id, kind="child_seat", count=3))
        _second_course(db, town)
        _families(db, town)
    return town


def _second_course(db: Db, town: SmallTown) -> None:
    course = add_course(db, town, "K2")
    for number in range(3):
        at = minute_of(TUESDAY + timedelta(days=2 * number), NINE + 210)
        teacher = [town.people["Vogel"]]
        town.lessons.append(add_lesson(db, course, at, room=town.rooms["B"], teachers=teacher))


def _families(db: Db, town: SmallTown) -> None:
    for number in range(4):
        adult = add_person(db, f"Haddad{number}")
        child = add_person(db, f"Haddad{number}", birth_date=date(2022, 5, 1 + number))
        enrolment = enrol_plainly(db, town.course, adult, childcare_wanted=True)
        db.add(EnrolmentChild(enrolment_id=enrolment, child_id=child))
        for slot in town.slots:
            db.add(ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=enrolment))
        town.people[f"adult{number}"], town.people[f"child{number}"] = adult, child


def _lesson(db: Db, town: SmallTown, pick: int) -> Lesson:
    return by_id(db, Lesson, town.lessons[pick % len(town.lessons)])


def _close(db: Db, resource: int | None, span: tuple[int, int], reason: str) -> None:
    if resource is not None:
        db.add(Closure(resource_id=resource, starts=span[0], ends=span[1], reason=reason))


def room_closed(db: Db, town: SmallTown, pick: int) -> None:
    """Close the room of a lesson for an hour of it."""
    lesson = _lesson(db, town, pick)
    _close(db, lesson.room_id, (lesson.starts + 30, lesson.starts + 90), "repair")


def teacher_ill(db: Db, town: SmallTown, pick: int) -> None:
    """Let the teacher of a lesson be ill all day."""
    lesson = _lesson(db, town, pick)
    person = find(db, LessonPerson, lesson_id=lesson.id)[0].person_id
    midnight = minute_of(day_of(lesson.starts))
    _close(db, person, (midnight, midnight + 1440), "ill")


def carer_ill(db: Db, town: SmallTown, pick: int) -> None:
    """Let the carer be ill during a slot."""
    span = _slot_span(db, town, pick)
    _close(db, town.people["Roth"], span, "ill")


def _slot_span(db: Db, town: SmallTown, pick: int) -> tuple[int, int]:
    lesson = by_id(db, Lesson, town.lessons[pick % len(town.slots)])
    return lesson.starts - 15, lesson.ends + 15


def bus_in_workshop(db: Db, town: SmallTown, pick: int) -> None:
    """Take the bus of a ride away."""
    ride = by_id(db, Ride, town.rides[pick % len(town.rides)])
    _close(db, ride.vehicle_id, (ride.starts, ride.ends + 20), "repair")


def room_shrunk(db: Db, town: SmallTown, pick: int) -> None:
    """Make a room smaller than its course."""
    by_id(db, Room, town.rooms["A"]).capacity = 1 + pick % 3


def too_many_children(db: Db, town: SmallTown, pick: int) -> None:
    """Put more children into a slot than one carer may have."""
    slot = town.slots[pick % len(town.slots)]
    for number in range(3):
        child = add_person(db, f"Kind{number}", birth_date=date(2024, 6, 1 + number))
        db.add(ChildcarePlace(slot_id=slot, child_id=child))


def carer_removed(db: Db, town: SmallTown, pick: int) -> None:
    """Leave a slot without its carer."""
    slot = town.slots[pick % len(town.slots)]
    for row in find(db, ChildcareSlotCarer, slot_id=slot):
        db.delete(row)
    release(db, "childcare", [slot])


def driver_removed(db: Db, town: SmallTown, pick: int) -> None:
    """Leave a ride without its driver."""
    ride = by_id(db, Ride, town.rides[pick % len(town.rides)])
    ride.driver_id = None
    release(db, "ride", [ride.id])
    occupy(db, [Claim(ride.vehicle_id or 0, ride.starts, ride.ends, "ride", ride.id)])


def licence_expired(db: Db, town: SmallTown, pick: int) -> None:
    """Let the driver's licence check run out before the last rides."""
    until = TUESDAY + timedelta(days=pick % 8)
    key = {"resource_id": town.people["driver"], "kind": "licence_check"}
    (*present,) = find(db, Credential, **key)
    credential = present[0] if present else Credential(**key)
    credential.valid_until = until
    db.add(credential)


def without_room(db: Db, town: SmallTown, pick: int) -> None:
    """Take the room away from a lesson."""
    lesson = _lesson(db, town, pick)
    people = find(db, LessonPerson, lesson_id=lesson.id)
    lesson.room_id = None
    release(db, "lesson", [lesson.id])
    claims = [Claim(row.person_id, lesson.starts, lesson.ends, "lesson", lesson.id)
              for row in people]  # fmt: skip
    occupy(db, claims)


def closing_day(db: Db, town: SmallTown, pick: int) -> None:
    """Close the town on the day of a lesson."""
    day = day_of(_lesson(db, town, pick).starts)
    db.add(ClosingDay(first_day=day, last_day=day, name="Stadtfest"))


def beside_itself(db: Db, town: SmallTown, pick: int) -> None:
    """Add a lesson of the course that meets another one."""
    lesson = by_id(db, Lesson, town.lessons[pick % len(town.slots)])
    add_lesson(db, lesson.course_id, lesson.starts + 60)


def room_doubled(db: Db, town: SmallTown, pick: int) -> None:
    """Let two lessons share a room for a while, accepted with a reason."""
    lesson = by_id(db, Lesson, town.lessons[pick % len(town.slots)])
    other = add_lesson(db, add_course(db, town, f"K{9 + pick}"), lesson.starts + 105)
    doubled = by_id(db, Lesson, other)
    doubled.room_id = lesson.room_id
    span = (doubled.starts, doubled.ends)
    occupy(db, [Claim(lesson.room_id or 0, *span, "lesson", other, "gemeinsam")])


def carer_doubled(db: Db, town: SmallTown, pick: int) -> None:
    """Let a carer look after two groups at once, accepted with a reason."""
    span = _slot_span(db, town, pick)
    other = add_lesson(db, add_course(db, town, f"K{30 + pick}"), span[0] + 15)
    slot = add_slot(db, [other], span, town.rooms["tiny"], [])
    db.add(ChildcareSlotCarer(slot_id=slot, person_id=town.people["Roth"]))
    occupy(db, [Claim(town.people["Roth"], *span, "childcare", slot, "nebenan")])


def not_available(db: Db, town: SmallTown, pick: int) -> None:
    """Let the teacher be there only in the afternoon."""
    day = day_of(_lesson(db, town, pick).starts).weekday()
    person, times = town.people["Seidel"], {"starts": 780, "ends": 1080}
    db.add(Availability(resource_id=person, kind="available", weekday=day, **times))


def in_two_courses(db: Db, town: SmallTown, pick: int) -> None:
    """Let somebody learn in two lessons at once."""
    lesson = by_id(db, Lesson, town.lessons[pick % len(town.slots)])
    other = add_course(db, town, f"K{60 + pick}")
    add_lesson(db, other, lesson.starts + 45, room=town.rooms["B"])
    enrol_plainly(db, other, town.people[f"adult{pick % 4}"])


def overfull_bus(db: Db, town: SmallTown, pick: int) -> None:
    """Put more people into a ride than the bus has seats."""
    ride = town.rides[pick % len(town.rides)]
    for number in range(5):
        person = add_person(db, f"Fahrgast{number}")
        db.add(RideSeat(ride_id=ride, person_id=person, stop_id=town.stop))


def equipment_wanted(db: Db, town: SmallTown, pick: int) -> None:
    """Let the course need what its room lacks, or a way without steps."""
    course = by_id(db, Course, town.course)
    course.needs_accessible, course.needs_equipment = bool(pick % 2), "" if pick % 2 else "beamer"
    by_id(db, Room, town.rooms["B"]).accessible = True


PLANTS: Sequence[Plant] = (
    *(room_closed, teacher_ill, carer_ill, bus_in_workshop, room_shrunk, too_many_children),
    *(carer_removed, driver_removed, licence_expired, without_room, closing_day, beside_itself),
    *(room_doubled, carer_doubled, not_available, in_two_courses, overfull_bus),
    *(equipment_wanted,),
)
