"""The small town: Adorf/Vogtland in spring 2027, planned by the program itself."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from random import Random

from kursplaner.basics import clock
from kursplaner.desk.demo import ground, past
from kursplaner.desk.demo.ground import Ground, VehicleSource
from kursplaner.desk.demo.names import plate, single_name
from kursplaner.desk.demo.places import near_places, place_named, sites
from kursplaner.desk.demo.residents import Household, Registry, Resident
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import CourseType, CredentialKind, Gender, Role
from kursplaner.domain.people import AuthorisedCollector, EmergencyContact, HealthNote, Person
from kursplaner.domain.town import ClosingDay, FollowUp
from kursplaner.planning.courses import new_course
from kursplaner.planning.courses.draft import CourseDraft, DraftPerson
from kursplaner.store.session import Db
from kursplaner.store.settings import store_settings
from kursplaner.store.workspace import Workspace

PLANNED_AT = datetime(2027, 1, 15, 9, 0)
DEMO_DAY = date(2027, 3, 2)
PLACES = (
    "Oelsnitz",
    "Oelsnitz",
    "Oelsnitz",
    "Markneukirchen",
    "Bad Elster",
    "Bad Brambach",
    "Unterwürschnitz",
    "Eichigt",
    "Schöneck",
    "Adorf",
)
SETTINGS = {
    "town.office": "Integrationsbüro",
    "town.sender": "Stadt Adorf/Vogtl.",
    "town.street": "Markt 1",
    "town.postcode": "08626",
    "town.phone": "037423 575 0",
    "town.email": "integration@example.org",
    "town.demo_day": DEMO_DAY.isoformat(),
}
VEHICLES = (
    VehicleSource("Bus 1", plate(10), 9, 2, 2, 1, 1),
    VehicleSource("Bus 2", plate(17), 9, 2, 2, 1),
)
CHILDREN = (
    (date(2021, 4, 3), 112),
    (date(2023, 6, 19), 98),
    (date(2025, 10, 2), 74),
    (date(2022, 2, 27), 104),
    (date(2018, 5, 21), 131),
    (date(2022, 11, 8), 101),
    (date(2023, 1, 14), 97),
    (date(2020, 9, 30), 118),
    (date(2017, 12, 4), 138),
)


@dataclass
class Town:
    """What was made, for the courses to be planned from."""

    registry: Registry
    women: list[Resident] = field(default_factory=list)
    evening: list[Resident] = field(default_factory=list)
    morning: list[Resident] = field(default_factory=list)
    families: list[Household] = field(default_factory=list)
    teachers: list[Resident] = field(default_factory=list)


def build_town(workspace: Workspace, seed: int) -> None:
    """Fill a new town with its people and plan its half-year."""
    with clock.pinned(PLANNED_AT), workspace.fill() as db:
        town = _lay_ground(db, Random(seed))
        _settle(town)
        _plan_courses(db, town)
        _add_follow_ups(db, town)
        past.record(db, DEMO_DAY, Random(seed + 1), leave_open=("A1-05", date(2027, 3, 1)))


def _lay_ground(db: Db, rng: Random) -> Town:
    store_settings(db, SETTINGS)
    laid = Ground()
    near = near_places()
    ground.lay_sites(db, laid, [source for source in sites() if source.near])
    ground.lay_stops(db, laid, near)
    valid = {
        CredentialKind.INSPECTION: date(2027, 11, 30),
        CredentialKind.INSURANCE: date(2027, 12, 31),
    }
    ground.lay_vehicles(db, laid, VEHICLES, valid)
    ground.lay_organisations(db, laid)
    ground.lay_grant(db, laid, date(2027, 1, 1), date(2027, 12, 31))
    db.add(ClosingDay(first_day=date(2027, 5, 7), last_day=date(2027, 5, 7), name="Brückentag"))
    return Town(Registry.of(db, rng, laid, near))


def _settle(town: Town) -> None:
    _hire(town)
    for number, where in enumerate(PLACES * 2):
        gender = Gender.FEMALE if number < 7 or number % 3 else None
        adult = town.registry.adult(gender, place_named(where))
        if number < 7:
            town.women.append(adult)
        elif number < 15:
            town.morning.append(adult)
        else:
            town.evening.append(adult)
    _raise_families(town)
    _make_special(town)


def _hire(town: Town) -> None:
    far = date(2029, 6, 30)
    town.teachers = [town.registry.worker(Role.TEACHER) for _ in range(4)]
    carer_credentials = (
        (CredentialKind.POLICE_CERTIFICATE, far),
        (CredentialKind.FIRST_AID, date(2028, 9, 30)),
        (CredentialKind.MEASLES, date(2040, 1, 1)),
        (CredentialKind.HYGIENE, date(2028, 1, 31)),
    )
    town.registry.worker(
        Role.CARER, credentials=carer_credentials, weekly_minutes=900, gender=Gender.FEMALE
    )
    town.registry.worker(
        Role.CARER, credentials=carer_credentials, weekly_minutes=900, gender=Gender.FEMALE
    )
    for checked in (date(2027, 3, 9), date(2027, 7, 31)):
        town.registry.worker(
            Role.DRIVER,
            credentials=(
                (CredentialKind.LICENCE_CHECK, checked),
                (CredentialKind.POLICE_CERTIFICATE, far),
                (CredentialKind.DRIVER_BRIEFING, far),
            ),
            hours=(390, 1320),
        )


def _raise_families(town: Town) -> None:
    """Give nine children to four parents; the first siblings have different second guardians."""
    parents = [*town.women[:2], *town.morning[:2]]
    shares = (3, 2, 2, 2)
    births = iter(CHILDREN)
    for parent, count in zip(parents, shares, strict=True):
        family = Household(parent)
        for _ in range(count):
            born, height = next(births)
            child = town.registry.child(parent, born, height)
            family.children.append(child)
            _care_for(town.registry.db, child, parent)
        town.families.append(family)
    first, second = town.families[0].children[:2]
    town.registry.bond(first, town.evening[0], "Vater")
    town.registry.bond(second, town.evening[1], "Vater", has_custody=False)


def _care_for(db: Db, child: Resident, parent: Resident) -> None:
    name = f"{parent.name.given} {parent.name.family}"
    db.add(EmergencyContact(person_id=child.id, name=name, phone="0171 3920000", relation="Mutter"))


def _make_special(town: Town) -> None:
    """Add what every office has: a single name, a 01.01., a protected address, an allergy."""
    db = town.registry.db
    lone = single_name(town.registry.rng)
    record = db.get(Person, town.morning[3].id)
    if record is not None:
        record.family_name, record.given_name = lone.family, ""
        record.own_script_name, record.languages = lone.own_script, lone.language
        record.passport_name = lone.passport
    uncertain = db.get(Person, town.morning[4].id)
    if uncertain is not None:
        uncertain.birth_date, uncertain.birth_uncertain = date(1988, 1, 1), True
    hidden = db.get(Person, town.women[2].id)
    if hidden is not None:
        hidden.address_restricted = True
    child = town.families[0].children[1]
    db.add(
        HealthNote(person_id=child.id, allergies="Nüsse", emergency="Notfallset im Schrank, Fach 2")
    )
    db.add(AuthorisedCollector(child_id=child.id, name="Omar F.", relation="Onkel", forbidden=True))


def _plan_courses(db: Db, town: Town) -> None:
    for draft in _drafts(town):
        new_course.apply(db, new_course.propose(db, draft))


def _people(town: Town, adults: list[Resident], *, rides: bool) -> tuple[DraftPerson, ...]:
    children = {family.parent.id: family.children for family in town.families}
    return tuple(
        DraftPerson(
            adult.id,
            rides=rides and adult.place is not None and adult.place.name != "Adorf",
            stop_id=adult.stop_id,
            children=tuple(
                ChildWish(child.id) for child in children.get(adult.id, ()) if _small(child, town)
            ),
        )
        for adult in adults
    )


def _small(child: Resident, town: Town) -> bool:
    person = town.registry.db.get(Person, child.id)
    return person is not None and person.birth_date is not None and person.birth_date.year > 2019


def _drafts(town: Town) -> list[CourseDraft]:
    """Return the town's courses; all of them are paid by its grant."""
    drafts = [
        _everyday(town),
        _womens(town),
        _evening(town),
        _talk(town),
        _sport(town),
        _homework(town),
    ]
    grant = town.registry.ground.grant
    return [replace(draft, grant_id=grant, colour=at) for at, draft in enumerate(drafts)]


def _everyday(town: Town) -> CourseDraft:
    return CourseDraft(
        number="A2-03",
        title="A2 Alltag am Vormittag",
        kind=CourseType.MUNICIPAL,
        level="A2",
        units=60,
        first_day=date(2027, 2, 2),
        weekdays=(1, 3),
        starts=(540,),
        ends=(690,),
        pause_minutes=15,
        capacity=14,
        room="Schulungsraum",
        teacher=town.teachers[0].id,
        childcare=True,
        shuttle=True,
        people=_people(town, town.morning, rides=True),
    )


def _womens(town: Town) -> CourseDraft:
    return CourseDraft(
        number="A1-05",
        title="A1.1 Frauen",
        kind=CourseType.WOMENS,
        level="A1.1",
        units=60,
        first_day=date(2027, 2, 1),
        weekdays=(0, 2),
        starts=(540,),
        ends=(690,),
        pause_minutes=15,
        capacity=12,
        room="Schulungsraum",
        teacher=town.teachers[1].id,
        childcare=True,
        shuttle=True,
        women_only=True,
        people=_people(town, town.women, rides=True),
    )


def _evening(town: Town) -> CourseDraft:
    return CourseDraft(
        number="B1-02",
        title="B1 Abend",
        kind=CourseType.MUNICIPAL,
        level="B1",
        units=60,
        first_day=date(2027, 2, 2),
        weekdays=(1, 3),
        starts=(1020,),
        ends=(1155,),
        capacity=14,
        room="Schulungsraum",
        teacher=town.teachers[2].id,
        shuttle=True,
        people=_people(town, town.evening, rides=True),
    )


def _talk(town: Town) -> CourseDraft:
    return CourseDraft(
        number="IA-01",
        title="Impfen und Vorsorge",
        kind=CourseType.EVENING,
        units=2,
        first_day=date(2027, 3, 4),
        weekdays=(3,),
        starts=(1080,),
        ends=(1170,),
        capacity=40,
        room="Kleiner Saal",
        teacher=town.teachers[3].id,
        walk_in=True,
    )


def _sport(town: Town) -> CourseDraft:
    return CourseDraft(
        number="FS-01",
        title="Frauensport",
        kind=CourseType.SPORT,
        units=12,
        unit_minutes=60,
        first_day=date(2027, 2, 3),
        weekdays=(2,),
        starts=(960,),
        ends=(1020,),
        capacity=20,
        room="Halle",
        teacher=town.teachers[3].id,
        women_only=True,
        people=tuple(DraftPerson(resident.id) for resident in town.women[:5]),
    )


def _homework(town: Town) -> CourseDraft:
    pupils = [
        child for family in town.families for child in family.children if not _small(child, town)
    ]
    return CourseDraft(
        number="NH-01",
        title="Nachhilfe",
        kind=CourseType.HOMEWORK,
        units=24,
        first_day=date(2027, 2, 1),
        weekdays=(0,),
        starts=(900,),
        ends=(990,),
        capacity=8,
        room="Kleiner Saal",
        teacher=town.teachers[3].id,
        people=tuple(DraftPerson(resident.id) for resident in pupils),
    )


def _add_follow_ups(db: Db, town: Town) -> None:
    mother = town.families[0].parent.id
    db.add_all(
        [
            FollowUp(day=DEMO_DAY, line="Kita-Platz für zwei Kinder nachfragen", person_id=mother),
            FollowUp(day=date(2027, 3, 4), line="Zertifikat A2 im Rathaus abholen"),
            FollowUp(day=date(2027, 3, 5), line="Praktikum Bäckerei: Rückruf"),
        ]
    )
