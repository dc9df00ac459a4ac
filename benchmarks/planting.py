"""A corner of a town in which one situation is planted: its own day, people and places."""

from datetime import date, timedelta
from uuid import uuid4

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonPerson
from kursplaner.domain.people import Credential, Person, Profile
from kursplaner.domain.rides.rides import Ride, RideLesson, RideStop, Stop, Vehicle
from kursplaner.domain.rooms import Room, Site
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.session import Db

BASE = date(2027, 6, 7)
TEN, TWELVE = 600, 720
VEHICLE = ("inspection", "insurance")


class Town:
    """Adds records of one situation, all on its own day, with its own people and places."""

    def __init__(self, db: Db, day: date) -> None:
        """Take the day of the situation."""
        self.db, self.day = db, day

    def at(self, minute: int) -> int:
        """Return an absolute minute of the day."""
        return minute_of(self.day, minute)

    def add(self, record: object) -> int:
        """Add a record and return its id."""
        self.db.add(record)
        self.db.flush()
        key: int = record.id  # type: ignore[attr-defined]
        return key

    def site(self, latitude: int = 50_320_000) -> int:
        """Add a building."""
        return self.add(Site(name="Haus", land="SN", latitude=latitude, longitude=12_260_000))

    def room(self, capacity: int = 30, site: int | None = None, **values: object) -> int:
        """Add a room."""
        where = site or self.site()
        return self.add(Room(name="Saal", site_id=where, capacity=capacity, **values))

    def person(self, *credentials: str, role: str = "", **values: object) -> int:
        """Add a person, with credentials that hold."""
        key = self.add(Person(family_name="Gepflanzt", given_name="Ada", **values))
        self.db.add_all([Credential(resource_id=key, kind=kind) for kind in credentials])
        if role:
            self.db.add(Profile(person_id=key, role=role))
        return key

    def course(self, capacity: int = 30, **values: object) -> int:
        """Add a course."""
        course = Course(
            number=f"P{uuid4().hex[:12]}",
            title="Gepflanzt",
            course_type="municipal",
            required_units=60,
            capacity=capacity,
            first_day=self.day,
            **values,
        )
        return self.add(course)

    def lesson(
        self,
        course: int | None = None,
        *people: int,
        room: int | None = None,
        starts: int = TEN,
        ends: int = TWELVE,
        accepted: str = "",
    ) -> int:
        """Add a lesson that occupies its room and people."""
        span = (self.at(starts), self.at(ends))
        lesson = Lesson(
            course_id=course or self.course(),
            starts=span[0],
            ends=span[1],
            teaching_minutes=90,
            room_id=room,
        )
        key = self.add(lesson)
        self.db.add_all([LessonPerson(lesson_id=key, person_id=person) for person in people])
        wanted = [*people] if room is None else [room, *people]
        occupy(
            self.db, [Claim(resource_id, *span, "lesson", key, accepted) for resource_id in wanted]
        )
        return key

    def slot(
        self,
        *carers: int,
        lesson: int | None = None,
        starts: int = TEN - 15,
        ends: int = TWELVE + 15,
        accepted: str = "",
    ) -> int:
        """Add childcare with its carers."""
        span = (self.at(starts), self.at(ends))
        key = self.add(ChildcareSlot(starts=span[0], ends=span[1]))
        if lesson is not None:
            self.db.add(ChildcareSlotLesson(slot_id=key, lesson_id=lesson))
        self.db.add_all([ChildcareSlotCarer(slot_id=key, person_id=carer) for carer in carers])
        occupy(self.db, [Claim(carer, *span, "childcare", key, accepted) for carer in carers])
        return key

    def ride(
        self,
        lesson: int,
        *,
        vehicle: int | None = None,
        driver: int | None = None,
        starts: int = TEN - 60,
        ends: int = TEN - 10,
        accepted: str = "",
    ) -> int:
        """Add a ride out with its two halts."""
        span = (self.at(starts), self.at(ends))
        ride = Ride(
            direction="out",
            vehicle_id=vehicle,
            driver_id=driver,
            starts=span[0],
            ends=span[1],
        )
        key = self.add(ride)
        self.db.add(RideLesson(ride_id=key, lesson_id=lesson))
        self.db.add(RideStop(ride_id=key, position=1, stop_id=self.stop(), at=span[0]))
        self.db.add(RideStop(ride_id=key, position=2, site_id=self.site(), at=span[1]))
        used = [resource_id for resource_id in (vehicle, driver) if resource_id is not None]
        occupy(self.db, [Claim(resource_id, *span, "ride", key, accepted) for resource_id in used])
        return key

    def stop(self) -> int:
        """Add a halt."""
        return self.add(Stop(name="Halt", latitude=50_330_000, longitude=12_270_000))

    def vehicle(self, seats: int = 9) -> int:
        """Add a vehicle with its credentials."""
        key = self.add(Vehicle(name="Bus", seats=seats))
        self.db.add_all([Credential(resource_id=key, kind=kind) for kind in VEHICLE])
        return key

    def enrol(self, course: int, person: int | None = None, **values: object) -> int:
        """Enrol somebody."""
        who = person or self.person()
        joined = BASE - timedelta(days=200)
        stay = Enrolment(course_id=course, person_id=who, joined_on=joined, **values)
        return self.add(stay)

    def child(self, years: int = 4) -> int:
        """Add a child."""
        return self.person(birth_date=date(self.day.year - years, 1, 15), height_cm=105)
