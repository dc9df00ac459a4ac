"""The county: 40 courses in one half-year, planned by the program itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from random import Random

from kursplaner.basics import clock
from kursplaner.basics.settings import Settings
from kursplaner.desk.demo import ground, past
from kursplaner.desk.demo.ground import Ground, VehicleSource
from kursplaner.desk.demo.names import plate
from kursplaner.desk.demo.places import places, sites
from kursplaner.desk.demo.residents import Registry, Resident
from kursplaner.desk.demo.titles import any_title, course_number
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import CourseType, CredentialKind, Level, Role
from kursplaner.planning.courses import new_course
from kursplaner.planning.courses.draft import CourseDraft, DraftPerson
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of, store_settings
from kursplaner.store.workspace import Workspace

PLANNED_AT = datetime(2027, 1, 15, 9, 0)
DEMO_DAY = date(2027, 3, 2)
KINDS = (
    (CourseType.GENERAL, Level.A1_1, 120),
    (CourseType.GENERAL, Level.A2_1, 120),
    (CourseType.LITERACY, Level.ALPHA, 100),
    (CourseType.GENERAL, Level.B1_1, 120),
    (CourseType.MUNICIPAL, Level.A1_2, 80),
    (CourseType.WOMENS, Level.A1_1, 80),
    (CourseType.CONVERSATION, Level.B1, 40),
    (CourseType.INTENSIVE, Level.B1_2, 60),
)
COLOURS = {
    CourseType.GENERAL: 0,
    CourseType.MUNICIPAL: 1,
    CourseType.LITERACY: 2,
    CourseType.INTENSIVE: 3,
    CourseType.WOMENS: 4,
    CourseType.CONVERSATION: 5,
}
"""A colour for each kind: among so many courses it repeats what the number begins with."""
SLOTS = (
    ((0, 2), 510, 690),
    ((1, 3), 510, 690),
    ((0, 2), 780, 960),
    ((1, 3), 780, 960),
    ((1, 3), 1020, 1155),
    ((0, 2), 1020, 1155),
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is; the first courses have childcare, the first ones the shuttle."""

    courses: int = 40
    teachers: int = 25
    carers: int = 14
    vehicles: int = 12
    drivers: int = 14
    people: int = 600
    children: int = 150
    with_childcare: int = 12
    with_shuttle: int = 14


COUNTY = Size()


@dataclass
class _Families:
    """Grown-ups still to be enrolled and the children that come with them."""

    adults: Iterator[Resident]
    children: dict[int, list[int]]


def build_county(workspace: Workspace, seed: int, size: Size = COUNTY) -> None:
    """Fill a new town file with a county's half-year."""
    rng = Random(seed)
    with clock.pinned(PLANNED_AT), workspace.fill() as db:
        registry = _lay_ground(db, rng, size)
        teachers = _hire(registry, size)
        families = _settle(registry, size)
        settings = settings_of(db)
        for number in range(size.courses):
            _plan(db, _draft(number, registry, teachers, families, settings, size))
        past.record(db, DEMO_DAY, Random(seed + 1))


def _plan(db: Db, draft: CourseDraft) -> None:
    """Plan a course; dates on which something clashes stay without a place."""
    plan = new_course.propose(db, draft)
    if plan.hard:
        days = frozenset(conflict.day for conflict in plan.hard)
        plan = new_course.propose(db, replace(draft, unplaced=days))
    new_course.apply(db, plan)


def _lay_ground(db: Db, rng: Random, size: Size) -> Registry:
    store_settings(
        db, {"town.office": "Koordination Integration", "town.demo_day": DEMO_DAY.isoformat()}
    )
    laid = Ground()
    ground.lay_sites(db, laid, sites())
    ground.lay_stops(db, laid, places())
    valid = {
        CredentialKind.INSPECTION: date(2028, 1, 31),
        CredentialKind.INSURANCE: date(2027, 12, 31),
    }
    sources = [
        VehicleSource(f"Bus {number + 1}", plate(number + 20), 9, 2, 2, 1, number % 3 == 0)
        for number in range(size.vehicles)
    ]
    ground.lay_vehicles(db, laid, sources, valid)
    ground.lay_organisations(db, laid)
    ground.lay_grant(db, laid, date(2027, 1, 1), date(2027, 12, 31))
    return Registry.of(db, rng, laid, places())


def _hire(registry: Registry, size: Size) -> list[Resident]:
    far = date(2029, 6, 30)
    teachers = [registry.worker(Role.TEACHER, hours=(450, 1290)) for _ in range(size.teachers)]
    care = tuple(
        (kind, far)
        for kind in (
            CredentialKind.POLICE_CERTIFICATE,
            CredentialKind.FIRST_AID,
            CredentialKind.MEASLES,
            CredentialKind.HYGIENE,
        )
    )
    for _ in range(size.carers):
        registry.worker(Role.CARER, credentials=care, weekly_minutes=900, hours=(420, 1290))
    drive = tuple(
        (kind, far)
        for kind in (
            CredentialKind.LICENCE_CHECK,
            CredentialKind.POLICE_CERTIFICATE,
            CredentialKind.DRIVER_BRIEFING,
        )
    )
    for _ in range(size.drivers):
        registry.worker(Role.DRIVER, credentials=drive, hours=(360, 1380))
    return teachers


def _settle(registry: Registry, size: Size) -> _Families:
    adults = [registry.adult() for _ in range(size.people)]
    children: dict[int, list[int]] = {}
    parents = adults[: size.children * 2 // 3]
    for number in range(size.children):
        parent = parents[number % len(parents)]
        rng = registry.rng
        born = date(rng.randint(2020, 2025), rng.randint(1, 12), rng.randint(1, 28))
        height = 70 + (2027 - born.year) * 8 + rng.randint(0, 8)
        child = registry.child(parent, born, height)
        children.setdefault(parent.id, []).append(child.id)
    return _Families(iter(adults), children)


def _draft(
    number: int,
    registry: Registry,
    teachers: list[Resident],
    families: _Families,
    settings: Settings,
    size: Size,
) -> CourseDraft:
    kind, level, units = KINDS[number % len(KINDS)]
    days, starts, ends = SLOTS[number % len(SLOTS)]
    first_day = date(2027, 2, 1)
    care, shuttle = number < size.with_childcare, number < size.with_shuttle
    group = list(islice(families.adults, size.people // size.courses))
    capacity = max(settings.number(f"course.type.{kind}.capacity"), len(group))
    return CourseDraft(
        number=course_number(kind, first_day, number + 1),
        title=any_title(registry.rng, kind, level),
        kind=kind,
        level=level.value,
        units=units,
        first_day=first_day,
        weekdays=days,
        starts=(starts,),
        ends=(ends,),
        capacity=capacity,
        teacher=teachers[number % len(teachers)].id if number < len(teachers) else None,
        childcare=care,
        shuttle=shuttle,
        grant_id=registry.ground.grant if number % 2 else None,
        colour=COLOURS[kind],
        people=tuple(
            _person(resident, families, riding=shuttle and place < 6)
            for place, resident in enumerate(group)
        ),
    )


def _person(adult: Resident, families: _Families, *, riding: bool) -> DraftPerson:
    children = tuple(ChildWish(key, rides=riding) for key in families.children.get(adult.id, ()))
    return DraftPerson(adult.id, rides=riding, stop_id=adult.stop_id, children=children)
