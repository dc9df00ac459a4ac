"""A small town to print: one course with childcare and a shuttle, names that try a font."""

import io
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from PIL import Image

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonPerson
from kursplaner.domain.funding import Grant
from kursplaner.domain.people import (
    AuthorisedCollector,
    ContactRoute,
    Guardianship,
    HealthNote,
    Person,
)
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop, Stop, Vehicle
from kursplaner.domain.rooms import Room, Site
from kursplaner.domain.town import StoredFile
from kursplaner.store.session import Db
from kursplaner.store.settings import store_settings
from kursplaner.store.workspace import Workspace

NOW = datetime(2027, 3, 2, 8, 0)
TODAY = NOW.date()
DAYS = (date(2027, 2, 25), TODAY, date(2027, 3, 4), date(2027, 3, 9), date(2027, 4, 6))
PEOPLE = (
    ("Alekseeva", "Olena"),
    ("Haddad", "Rima"),
    ("Farhad", ""),
    ("=SUM(A1)", "'Quote"),
    ("حداد", "ريما"),
    ("Łódź", "Zoë 🦄"),
)
OFFICE_PHONE = "037423 575"


@dataclass
class PaperTown:
    """The open town and the ids of what was made."""

    workspace: Workspace
    course: int = 0
    site: int = 0
    rooms: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    enrolments: dict[str, int] = field(default_factory=dict)
    lessons: list[int] = field(default_factory=list)
    slot: int = 0
    rides: list[int] = field(default_factory=list)


def build(path: Path) -> PaperTown:
    """Make the town in a new file."""
    town = PaperTown(Workspace.create(path, town="Adorf/Vogtl.", land="SN", who="Test"))
    with town.workspace.fill() as db:
        store_settings(db, {"town.phone": OFFICE_PHONE})
        _rooms(db, town)
        _course(db, town)
        _people(db, town)
        _childcare(db, town)
        _rides(db, town)
    return town


def _rooms(db: Db, town: PaperTown) -> None:
    site = Site(name="Rathaus", street="Markt 1", municipality="Adorf/Vogtl.")
    db.add(site)
    db.flush()
    town.site = site.id
    for name in ("Schulungsraum", "Nebenraum", "Ratssaal"):
        room = Room(site_id=site.id, name=name, capacity=20)
        db.add(room)
        db.flush()
        town.rooms[name] = room.id


def _grant(db: Db) -> int:
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "black").save(out, "PNG")
    key = sha256(out.getvalue()).hexdigest()
    db.add(StoredFile(hash=key, media_type="image/png", content=out.getvalue()))
    db.flush()
    grant = Grant(
        reference="IM-2027-0184",
        title="Integration",
        funding_line="Mitfinanziert durch Steuermittel.",
        logo_hash=key,
        first_day=date(2027, 1, 1),
        last_day=date(2027, 12, 31),
    )
    db.add(grant)
    db.flush()
    return grant.id


def _course(db: Db, town: PaperTown) -> None:
    course = Course(
        number="A2-03",
        title="A2 Alltag",
        level="A2",
        course_type="municipal",
        required_units=15,
        capacity=16,
        first_day=DAYS[0],
        grant_id=_grant(db),
    )
    teacher = Person(family_name="Seidel", given_name="Katrin")
    db.add_all([course, teacher])
    db.flush()
    town.course = course.id
    for day in DAYS:
        lesson = Lesson(
            course_id=course.id,
            starts=minute_of(day, 540),
            ends=minute_of(day, 690),
            teaching_minutes=135,
            room_id=town.rooms["Schulungsraum"],
        )
        db.add(lesson)
        db.flush()
        db.add(LessonPerson(lesson_id=lesson.id, person_id=teacher.id))
        town.lessons.append(lesson.id)


def add_person(db: Db, town: PaperTown, family: str, given: str = "", **values: object) -> int:
    """Add a person who can be reached by phone."""
    person = Person(family_name=family, given_name=given, **values)
    db.add(person)
    db.flush()
    town.people[given or family] = person.id
    db.add(ContactRoute(person_id=person.id, kind="phone", value=f"0171 {1000 + person.id}"))
    return person.id


def enrol(db: Db, town: PaperTown, person_id: int, name: str = "", **values: object) -> int:
    """Enrol a person in the course."""
    enrolment = Enrolment(course_id=town.course, person_id=person_id, **values)
    db.add(enrolment)
    db.flush()
    town.enrolments[name] = enrolment.id
    return enrolment.id


def _people(db: Db, town: PaperTown) -> None:
    for family, given in PEOPLE:
        key = add_person(db, town, family, given, address_restricted=given == "Rima")
        enrol(db, town, key, given or family, joined_on=DAYS[0])
    for given, born in (("Danylo", date(2023, 2, 1)), ("Baby", date(2026, 9, 15))):
        child = Person(family_name="Alekseeva", given_name=given, birth_date=born)
        db.add(child)
        db.flush()
        town.people[given] = child.id
        bond = Guardianship(child_id=child.id, adult_id=town.people["Olena"], relation="Mutter")
        db.add(bond)
    danylo = town.people["Danylo"]
    db.add(HealthNote(person_id=danylo, allergies="Erdnuss"))
    db.add(AuthorisedCollector(child_id=danylo, name="Omar F.", forbidden=True))
    gone = AuthorisedCollector(child_id=danylo, name="Früher D.", valid_until=date(2027, 1, 1))
    db.add(gone)


def _childcare(db: Db, town: PaperTown) -> None:
    slot = ChildcareSlot(
        room_id=town.rooms["Nebenraum"],
        starts=minute_of(TODAY, 525),
        ends=minute_of(TODAY, 705),
    )
    db.add(slot)
    db.flush()
    town.slot = slot.id
    db.add(ChildcareSlotLesson(slot_id=slot.id, lesson_id=town.lessons[1]))
    carer = add_person(db, town, "Lehmann", "Anke")
    db.add(ChildcareSlotCarer(slot_id=slot.id, person_id=carer))
    for name in ("Danylo", "Baby"):
        db.add(
            ChildcarePlace(
                slot_id=slot.id,
                child_id=town.people[name],
                enrolment_id=town.enrolments["Olena"],
            )
        )


def _rides(db: Db, town: PaperTown) -> None:
    elster = Stop(name="Kurhaus", municipality="Bad Elster")
    oelsnitz = Stop(name="Oelsnitz, Bahnhof", municipality="Oelsnitz")
    driver = add_person(db, town, "Roth", "Peter")
    vehicle = Vehicle(name="Bus 1", plate="V-AD 12", seats=9)
    db.add_all([elster, oelsnitz, vehicle])
    db.flush()
    for direction, span in (("out", (470, 530)), ("back", (700, 760))):
        ride = Ride(
            direction=direction,
            vehicle_id=vehicle.id,
            driver_id=driver,
            starts=minute_of(TODAY, span[0]),
            ends=minute_of(TODAY, span[1]),
        )
        db.add(ride)
        db.flush()
        town.rides.append(ride.id)
        db.add(RideLesson(ride_id=ride.id, lesson_id=town.lessons[1]))
        places: list[dict[str, int]] = [{"stop_id": oelsnitz.id}, {"stop_id": elster.id}]
        places.insert(2 if direction == "out" else 0, {"site_id": town.site})
        for position, place in enumerate(places):
            at = ride.starts + 20 * position
            db.add(RideStop(ride_id=ride.id, position=position, at=at, **place))
        _seats(db, town, ride.id, (elster.id, oelsnitz.id))


def _seats(db: Db, town: PaperTown, ride: int, stops: tuple[int, int]) -> None:
    olena, rima = town.enrolments["Olena"], town.enrolments["Rima"]
    for name, enrolment, stop, kind in (
        ("Danylo", olena, stops[0], "child_seat"),
        ("Baby", olena, stops[0], "infant_carrier"),
        ("Olena", olena, stops[0], "none"),
        ("Rima", rima, stops[1], "none"),
        ("Farhad", town.enrolments["Farhad"], stops[1], "none"),
    ):
        db.add(
            RideSeat(
                ride_id=ride,
                person_id=town.people[name],
                enrolment_id=enrolment,
                stop_id=stop,
                kind=kind,
                pram=name == "Olena",
                result="cancelled_late" if name == "Farhad" else "open",
            )
        )
