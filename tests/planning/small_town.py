"""A small town for the tests of planning: one course with childcare and a shuttle, all placed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonPerson
from kursplaner.domain.kinds import Direction, Gender, OccupationSource
from kursplaner.domain.people import Credential, Person, Profile
from kursplaner.domain.rides.rides import Ride, RideLesson, RideStop, Stop, Vehicle, VehicleSeat
from kursplaner.domain.rooms import Room, Site
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

NOW = datetime(2027, 3, 1, 8, 0)
TUESDAY = date(2027, 3, 2)
NINE, HALF_PAST_ELEVEN = 540, 690


@dataclass
class SmallTown:
    """Ids of what was made."""

    workspace: Workspace
    site: int = 0
    rooms: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    vehicle: int = 0
    stop: int = 0
    course: int = 0
    lessons: list[int] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    rides: list[int] = field(default_factory=list)


def add_person(db: Db, name: str, role: str = "", **values: object) -> int:
    """Add a person, with a profile if a role is given."""
    person = Person(family_name=name, given_name=name[:3], **values)
    db.add(person)
    db.flush()
    if role:
        db.add(Profile(person_id=person.id, role=role))
    return person.id


def add_course(db: Db, town: SmallTown, number: str, capacity: int = 12) -> int:
    """Add a course without lessons."""
    course = Course(
        number=number,
        title=f"Kurs {number}",
        course_type="municipal",
        required_units=60,
        capacity=capacity,
        first_day=TUESDAY,
        childcare=True,
        shuttle=True,
        site_id=town.site,
    )
    db.add(course)
    db.flush()
    return course.id


def add_lesson(
    db: Db,
    course: int,
    starts: int,
    *,
    room: int | None = None,
    teachers: Sequence[int] = (),
    minutes: int = 150,
    status: str = "planned",
) -> int:
    """Add a lesson that occupies its room and teachers."""
    ends = starts + minutes
    lesson = Lesson(
        course_id=course,
        starts=starts,
        ends=ends,
        teaching_minutes=135,
        room_id=room,
        status=status,
    )
    db.add(lesson)
    db.flush()
    db.add_all([LessonPerson(lesson_id=lesson.id, person_id=person) for person in teachers])
    wanted = [*teachers] if room is None else [room, *teachers]
    source = OccupationSource.LESSON.value
    if status != "cancelled":
        occupy(db, [Claim(resource_id, starts, ends, source, lesson.id) for resource_id in wanted])
    return lesson.id


def add_slot(
    db: Db, lessons: Sequence[int], span: tuple[int, int], room: int, carers: Sequence[int]
) -> int:
    """Add childcare for lessons, occupying room and carers."""
    slot = ChildcareSlot(room_id=room, starts=span[0], ends=span[1])
    db.add(slot)
    db.flush()
    db.add_all([ChildcareSlotLesson(slot_id=slot.id, lesson_id=lesson) for lesson in lessons])
    db.add_all([ChildcareSlotCarer(slot_id=slot.id, person_id=carer) for carer in carers])
    source = OccupationSource.CHILDCARE.value
    occupy(db, [Claim(resource_id, *span, source, slot.id) for resource_id in (room, *carers)])
    return slot.id


def add_ride(
    db: Db,
    town: SmallTown,
    lesson: int,
    direction: Direction,
    span: tuple[int, int],
    *,
    vehicle: int | None = None,
) -> int:
    """Add a ride with its two halts: of the town's vehicle, or of another without a driver."""
    driver = town.people["driver"] if vehicle is None else None
    ride = Ride(
        direction=direction.value,
        vehicle_id=vehicle or town.vehicle,
        driver_id=driver,
        starts=span[0],
        ends=span[1],
    )
    db.add(ride)
    db.flush()
    db.add(RideLesson(ride_id=ride.id, lesson_id=lesson))
    db.add(RideStop(ride_id=ride.id, position=1, stop_id=town.stop, at=span[0]))
    db.add(RideStop(ride_id=ride.id, position=2, site_id=town.site, at=span[1]))
    source = OccupationSource.RIDE.value
    busy = [resource_id for resource_id in (ride.vehicle_id, driver) if resource_id is not None]
    occupy(db, [Claim(resource_id, *span, source, ride.id) for resource_id in busy])
    return ride.id


def build(path: Path, weeks: int = 3) -> SmallTown:
    """Make the town: course K1 on Tuesdays and Thursdays 9:00 to 11:30, everything placed."""
    town = SmallTown(Workspace.create(path, town="Adorf", land="SN"))
    with town.workspace.fill() as db:
        _places(db, town)
        town.course = add_course(db, town, "K1")
        for number in range(weeks * 2):
            day = TUESDAY + timedelta(days=7 * (number // 2) + 2 * (number % 2))
            _lesson(db, town, minute_of(day, NINE))
    return town


def _places(db: Db, town: SmallTown) -> None:
    site = Site(name="Rathaus", land="SN", latitude=50_320_000, longitude=12_260_000)
    stop = Stop(name="Oelsnitz", latitude=50_410_000, longitude=12_170_000)
    db.add_all([site, stop])
    db.flush()
    town.site, town.stop = site.id, stop.id
    for name, capacity in (("A", 12), ("B", 12), ("side", 8), ("tiny", 1)):
        room = Room(name=name, site_id=site.id, capacity=capacity)
        db.add(room)
        db.flush()
        town.rooms[name] = room.id
    for name, role in (("Seidel", "teacher"), ("Vogel", "teacher"), ("Roth", "carer")):
        town.people[name] = add_person(db, name, role)
    town.people["driver"] = add_person(db, "Wolf", "driver")
    vehicle = Vehicle(name="Bus 1", seats=4, usual_driver_id=town.people["driver"])
    db.add(vehicle)
    db.flush()
    town.vehicle = vehicle.id
    carer = ("police_certificate", "first_aid", "measles", "hygiene")
    driver = ("licence_check", "police_certificate", "driver_briefing")
    for key, kinds in (
        (town.people["Roth"], carer),
        (town.people["driver"], driver),
        (vehicle.id, ("inspection", "insurance")),
    ):
        db.add_all([Credential(resource_id=key, kind=kind) for kind in kinds])
    db.add(VehicleSeat(vehicle_id=vehicle.id, kind="child_seat", count=1))
    db.add(VehicleSeat(vehicle_id=vehicle.id, kind="booster", count=1))


def _lesson(db: Db, town: SmallTown, starts: int) -> None:
    teacher, carer = town.people["Seidel"], town.people["Roth"]
    lesson = add_lesson(db, town.course, starts, room=town.rooms["A"], teachers=[teacher])
    ends = starts + 150
    span = (starts - 15, ends + 15)
    town.lessons.append(lesson)
    town.slots.append(add_slot(db, [lesson], span, town.rooms["side"], [carer]))
    out, back = (starts - 50, starts - 10), (ends + 10, ends + 50)
    town.rides.append(add_ride(db, town, lesson, Direction.OUT, out))
    town.rides.append(add_ride(db, town, lesson, Direction.BACK, back))


def enrol_plainly(db: Db, course: int, person: int, **values: object) -> int:
    """Store an enrolment without any check."""
    enrolment = Enrolment(course_id=course, person_id=person, joined_on=TUESDAY, **values)
    db.add(enrolment)
    db.flush()
    return enrolment.id


def nobody_else_may_teach(db: Db, town: SmallTown, course: int) -> None:
    """Make it a course for women, and both teachers of the town men."""
    by_id(db, Course, course).women_only = True
    for name in ("Seidel", "Vogel"):
        by_id(db, Person, town.people[name]).gender = Gender.MALE.value
