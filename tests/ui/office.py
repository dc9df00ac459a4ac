"""A realistic office for the tests of the window: Tuesday 2 March 2027, 10:20, a course is on."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, Lesson, LessonPerson
from kursplaner.domain.funding import Grant
from kursplaner.domain.people import (
    AuthorisedCollector,
    Consent,
    ContactRoute,
    Credential,
    Guardianship,
    HealthNote,
    Person,
    PersonAddress,
    Profile,
)
from kursplaner.domain.rides.rides import (
    Ride,
    RideDemand,
    RideLesson,
    RideSeat,
    RideStop,
    Stop,
    Vehicle,
    VehicleSeat,
)
from kursplaner.domain.rooms import Room, RoomBooking, RoomEquipment, Site
from kursplaner.domain.town import FollowUp
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

NOW = datetime(2027, 3, 2, 10, 20)
TODAY = NOW.date()
ADULTS = (
    ("Alekseeva", "Olena", "Алексєєва Олена", "female", "Ukrainisch", "Oelsnitz"),
    ("Amini", "Zahra", "زهرا امینی", "female", "Dari", "Oelsnitz"),
    ("Bakr", "Layla", "ليلى بكر", "female", "Arabisch", "Markneukirchen"),
    ("Dvořáková", "Jana", "", "female", "Tschechisch", "Bad Elster"),
    ("Haddad", "Rima", "ريما حداد", "female", "Arabisch", "Oelsnitz"),
    ("Hussein", "Amal", "أمل حسين", "female", "Arabisch", "Bad Brambach"),
    ("Kovalenko", "Iryna", "Коваленко Ірина", "female", "Ukrainisch", "Adorf/Vogtl."),
    ("Nguyễn", "Thị Hoa", "", "female", "Vietnamesisch", "Adorf/Vogtl."),
    ("Novák", "Petr", "", "male", "Tschechisch", "Mühlental"),
    ("Rahimi", "Farid", "فرید رحیمی", "male", "Dari", "Eichigt"),
    ("Şahin", "Elif", "", "female", "Türkisch", "Adorf/Vogtl."),
    ("Tesfay", "Selam", "ሰላም ተስፋይ", "female", "Tigrinya", "Adorf/Vogtl."),
    ("Suleiman", "", "سليمان", "male", "Arabisch", "Oelsnitz"),
    ("Zhou", "Wei", "周伟", "male", "Chinesisch", "Oelsnitz"),
)
CHILDREN = (("Sami", 4, 6), ("Nour", 4, 3), ("Adam", 4, 1), ("Maksym", 0, 4), ("Danylo", 0, 7))
STAFF = (
    ("Seidel", "Katrin", "teacher"),
    ("Vogel", "Martin", "teacher"),
    ("Lehmann", "Anke", "carer"),
    ("Hanke", "Jutta", "carer"),
    ("Roth", "Peter", "driver"),
)


@dataclass
class Office:
    """The open town and the ids of what was made."""

    workspace: Workspace
    rooms: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    courses: dict[str, int] = field(default_factory=dict)
    lessons: dict[str, list[int]] = field(default_factory=dict)
    enrolments: dict[tuple[str, str], int] = field(default_factory=dict)
    stops: dict[str, int] = field(default_factory=dict)
    vehicle: int = 0
    site: int = 0


def build(path: Path) -> Office:
    """Make the office in a new file."""
    office = Office(Workspace.create(path, town="Adorf/Vogtl.", land="SN", who="Test"))
    with office.workspace.fill() as db:
        _places(db, office)
        _people(db, office)
        _courses(db, office)
        _today(db, office)
        _desk(db, office)
    return office


def _places(db: Db, office: Office) -> None:
    site = Site(name="Rathaus", street="Markt 1", postcode="08626", municipality="Adorf/Vogtl.")
    library = Site(name="Bibliothek", street="Schulstraße 4", municipality="Adorf/Vogtl.")
    db.add_all([site, library])
    db.flush()
    office.site = site.id
    rooms = (
        ("Schulungsraum", site, 20, "teaching", True),
        ("Nebenraum", site, 10, "childcare", True),
        ("Bibliothek", library, 12, "teaching", False),
        ("Ratssaal", site, 60, "hall", True),
    )
    for name, where, capacity, purpose, accessible in rooms:
        room = Room(
            name=name,
            site_id=where.id,
            capacity=capacity,
            purpose=purpose,
            accessible=accessible,
        )
        db.add(room)
        db.flush()
        office.rooms[name] = room.id
    for name in ("beamer", "whiteboard"):
        db.add(RoomEquipment(room_id=office.rooms["Schulungsraum"], kind=name))
    for name in ("Oelsnitz", "Markneukirchen", "Bad Elster", "Bad Brambach"):
        stop = Stop(name="Markt", municipality=name, latitude=50_410_000, longitude=12_170_000)
        db.add(stop)
        db.flush()
        office.stops[name] = stop.id


def _person(db: Db, office: Office, family: str, given: str, **values: object) -> Person:
    person = Person(family_name=family, given_name=given, **values)
    db.add(person)
    db.flush()
    office.people[given or family] = person.id
    return person


def _people(db: Db, office: Office) -> None:
    for number, (family, given, script, gender, languages, place) in enumerate(ADULTS):
        person = _person(
            db,
            office,
            family,
            given,
            own_script_name=script,
            gender=gender,
            languages=languages,
            level="A2" if number % 3 else "A1.2",
            birth_date=date(1985 + number % 12, 1 + number % 12, 1 + number),
            birth_uncertain=number == 12,
            address_restricted=given == "Amal",
        )
        address = PersonAddress(
            person_id=person.id,
            valid_from=date(2026, 9, 1),
            street=f"Feldweg {number + 3}",
            postcode="08606",
            municipality=place,
            stop_id=office.stops.get(place),
        )
        db.add(address)
        if given != "Selam":
            phone = f"0171 39200 {number + 10}"
            db.add(ContactRoute(person_id=person.id, kind="phone", value=phone))
    _families(db, office)
    _staff(db, office)


def _families(db: Db, office: Office) -> None:
    for given, parent, years in CHILDREN:
        family = ADULTS[parent][0]
        child = _person(
            db, office, family, given, birth_date=TODAY - timedelta(days=int(years * 365.25) + 80)
        )
        adult = office.people[ADULTS[parent][1]]
        db.add(Guardianship(child_id=child.id, adult_id=adult, relation="mother"))
    db.add(HealthNote(person_id=office.people["Nour"], allergies="Erdnuss"))
    db.add(
        AuthorisedCollector(
            child_id=office.people["Sami"], name="Omar H.", relation="uncle", forbidden=True
        )
    )
    db.add(Consent(person_id=office.people["Rima"], purpose="photo", given_on=date(2027, 1, 20)))


def _staff(db: Db, office: Office) -> None:
    for family, given, role in STAFF:
        person = _person(db, office, family, given, gender="female" if given != "Peter" else "male")
        db.add(Profile(person_id=person.id, role=role, weekly_minutes=900))
        db.add(ContactRoute(person_id=person.id, kind="phone", value="037423 5790"))
    carer, driver = office.people["Anke"], office.people["Peter"]
    db.add(Credential(resource_id=carer, kind="police_certificate", valid_until=date(2027, 3, 15)))
    db.add(Credential(resource_id=carer, kind="first_aid", valid_until=date(2028, 5, 1)))
    db.add(Credential(resource_id=driver, kind="licence_check", valid_until=date(2027, 2, 20)))


def _course(db: Db, office: Office, number: str, title: str, **values: object) -> int:
    course = Course(
        number=number,
        title=title,
        required_units=60,
        first_day=date(2027, 2, 1),
        **{"course_type": "municipal", "capacity": 16, **values},
    )
    db.add(course)
    db.flush()
    office.courses[number] = course.id
    return course.id


def _series(
    db: Db,
    office: Office,
    number: str,
    days: list[date],
    hours: tuple[int, int],
    room: str,
    teacher: str,
) -> None:
    ids = []
    for day in days:
        lesson = Lesson(
            course_id=office.courses[number],
            starts=minute_of(day, hours[0]),
            ends=minute_of(day, hours[1]),
            teaching_minutes=(hours[1] - hours[0]) // 45 * 45,
            room_id=office.rooms.get(room),
            attendance_done=False,
        )
        db.add(lesson)
        db.flush()
        ids.append(lesson.id)
        claims = [office.rooms[room]] if room else []
        if teacher:
            db.add(LessonPerson(lesson_id=lesson.id, person_id=office.people[teacher]))
            claims.append(office.people[teacher])
        occupy(db, [Claim(key, lesson.starts, lesson.ends, "lesson", lesson.id) for key in claims])
    office.lessons[number] = ids


def _weekly(first: date, count: int) -> list[date]:
    return [first + timedelta(days=7 * week) for week in range(count)]


def _courses(db: Db, office: Office) -> None:
    _course(db, office, "A2-03", "A2 Alltag", level="A2", childcare=True, shuttle=True, colour=1)
    _course(db, office, "B1-01", "B1 Abend", level="B1", childcare=True, shuttle=True, colour=2)
    _course(db, office, "NH-01", "Nachhilfe", course_type="homework", colour=5)
    _course(db, office, "A1-07", "A1.1 Frauen", level="A1.1", women_only=True, colour=3, capacity=4)
    tuesdays, mondays = _weekly(TODAY, 4), _weekly(date(2027, 2, 22), 4)
    _series(db, office, "A2-03", tuesdays, (540, 690), "Schulungsraum", "Katrin")
    _series(db, office, "B1-01", tuesdays, (1020, 1155), "Schulungsraum", "Martin")
    _series(db, office, "NH-01", tuesdays, (900, 990), "Bibliothek", "")
    _series(db, office, "A1-07", mondays, (540, 675), "Schulungsraum", "Katrin")
    for number, first, last in (("A2-03", 0, 14), ("B1-01", 8, 14), ("A1-07", 0, 3)):
        for _family, given, *_ in ADULTS[first:last]:
            name = given or _family
            enrolment = Enrolment(
                course_id=office.courses[number],
                person_id=office.people[name],
                joined_on=date(2027, 2, 1),
                way="shuttle" if number == "A2-03" else "walk",
            )
            db.add(enrolment)
            db.flush()
            office.enrolments[number, name] = enrolment.id
    waiting = Enrolment(
        course_id=office.courses["A1-07"],
        person_id=office.people["Iryna"],
        status="waiting",
        waiting_position=1,
        asked_on=date(2027, 2, 20),
    )
    db.add(waiting)


def _today(db: Db, office: Office) -> None:
    vehicle = Vehicle(
        name="Bus 1", plate="V-AD 12", seats=9, usual_driver_id=office.people["Peter"]
    )
    db.add(vehicle)
    db.flush()
    office.vehicle = vehicle.id
    db.add(VehicleSeat(vehicle_id=vehicle.id, kind="child_seat", count=2))
    morning, evening = office.lessons["A2-03"][0], office.lessons["B1-01"][0]
    enrolment = office.enrolments["A2-03", "Rima"]
    _slot(db, office, morning, (525, 705), ["Anke"], ["Sami", "Nour", "Adam"], enrolment)
    _slot(db, office, evening, (1005, 1170), [], ["Maksym", "Danylo"], None)
    _ride(db, office, morning, "out", (470, 530), "Peter")
    _ride(db, office, morning, "back", (705, 760), "Peter")
    _ride(db, office, evening, "out", (965, 1005), "Peter")
    _ride(db, office, evening, "back", (1165, 1205), "")
    for child in ("Sami", "Nour", "Adam"):
        db.add(EnrolmentChild(enrolment_id=enrolment, child_id=office.people[child]))
    for direction in ("out", "back"):
        db.add(
            RideDemand(
                enrolment_id=office.enrolments["A2-03", "Jana"],
                direction=direction,
                stop_id=office.stops["Bad Elster"],
            )
        )


def _slot(
    db: Db,
    office: Office,
    lesson: int,
    span: tuple[int, int],
    carers: list[str],
    children: list[str],
    enrolment: int | None,
) -> None:
    starts, ends = minute_of(TODAY, span[0]), minute_of(TODAY, span[1])
    room = office.rooms["Nebenraum"]
    slot = ChildcareSlot(room_id=room, starts=starts, ends=ends)
    db.add(slot)
    db.flush()
    db.add(ChildcareSlotLesson(slot_id=slot.id, lesson_id=lesson))
    keys = [room, *(office.people[name] for name in carers)]
    occupy(db, [Claim(key, starts, ends, "childcare", slot.id) for key in keys])
    for name in carers:
        db.add(ChildcareSlotCarer(slot_id=slot.id, person_id=office.people[name]))
    here = span[0] < 620
    for name in children:
        db.add(
            ChildcarePlace(
                slot_id=slot.id,
                child_id=office.people[name],
                enrolment_id=enrolment,
                status="brought" if here else "planned",
                brought_at=starts + 5 if here else None,
            )
        )


def _ride(
    db: Db, office: Office, lesson: int, direction: str, span: tuple[int, int], driver: str
) -> None:
    starts, ends = minute_of(TODAY, span[0]), minute_of(TODAY, span[1])
    ride = Ride(
        direction=direction,
        vehicle_id=office.vehicle,
        driver_id=office.people.get(driver),
        starts=starts,
        ends=ends,
        metres=37_000,
    )
    db.add(ride)
    db.flush()
    db.add(RideLesson(ride_id=ride.id, lesson_id=lesson))
    db.add(RideStop(ride_id=ride.id, position=1, stop_id=office.stops["Oelsnitz"], at=starts))
    db.add(RideStop(ride_id=ride.id, position=2, site_id=office.site, at=ends))
    keys = [office.vehicle, *([office.people[driver]] if driver else [])]
    occupy(db, [Claim(key, starts, ends, "ride", ride.id) for key in keys])
    for name in ("Olena", "Zahra", "Rima", "Layla"):
        enrolment = office.enrolments["A2-03", name]
        seat = RideSeat(ride_id=ride.id, person_id=office.people[name], enrolment_id=enrolment)
        db.add(seat)


def _desk(db: Db, office: Office) -> None:
    for day, line in (
        (TODAY, "Kita-Platz für zwei Kinder nachfragen"),
        (date(2027, 3, 4), "Zertifikat A2 im Rathaus abholen"),
        (date(2027, 3, 5), "Praktikum Bäckerei: Rückruf"),
    ):
        db.add(FollowUp(day=day, line=line))
    council = RoomBooking(
        room_id=office.rooms["Ratssaal"],
        starts=minute_of(TODAY, 1110),
        ends=minute_of(TODAY, 1260),
        title="Stadtrat",
    )
    db.add(council)
    db.flush()
    key = office.rooms["Ratssaal"]
    occupy(db, [Claim(key, council.starts, council.ends, "booking", council.id)])
    db.add(
        Grant(
            reference="DWK-2027-014",
            title="DWK-Integration",
            funding_line="Gefördert durch das Bundesministerium des Innern",
            first_day=date(2027, 1, 1),
            last_day=date(2027, 12, 31),
        )
    )
