"""A town without courses, in which a first one is planned: Adorf with three stops around it."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, CourseType, CredentialKind, RoomPurpose
from kursplaner.domain.people import Credential, Person, PersonAddress, Profile
from kursplaner.domain.rides.rides import Stop, Vehicle, VehicleSeat
from kursplaner.domain.rooms import Room, Site
from kursplaner.planning.courses.draft import CourseDraft, DraftPerson
from kursplaner.planning.courses.new_course import apply, propose
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

DAY = date(2026, 1, 1)
PLACES = {
    "Oelsnitz": (50_414_000, 12_169_000),
    "Bad Elster": (50_282_000, 12_237_000),
    "Eichigt": (50_356_000, 12_167_000),
}


@dataclass
class WizardTown:
    """Names to ids."""

    workspace: Workspace
    ids: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        return self.ids[name]


def draft(**changes: Any) -> CourseDraft:
    """Return the draft of the picture: 60 units, Tuesdays and Thursdays."""
    plain = CourseDraft(
        number="A2-03",
        title="A2 Alltag am Vormittag",
        kind=CourseType.MUNICIPAL,
        units=60,
        first_day=date(2027, 2, 2),
        weekdays=(1, 3),
        starts=(540,),
        ends=(690,),
        capacity=14,
        level="A2",
    )
    return replace(plain, **changes)


def add_course(town: WizardTown, wanted: CourseDraft) -> int:
    """Propose and store a course in an act of its own."""
    with town.workspace.change(ActKind.COURSE_ADDED) as db:
        return apply(db, propose(db, wanted))


def family(town: WizardTown) -> tuple[DraftPerson, ...]:
    """Return a mother with two children and a single man, from two villages."""
    children = (ChildWish(town["Toddler"]), ChildWish(town["Schoolboy"]))
    mother = DraftPerson(town["Mother"], rides=True, pram=True, children=children)
    return (mother, DraftPerson(town["Man"], rides=True))


def build(workspace: Workspace) -> WizardTown:
    """Fill an empty workspace."""
    town = WizardTown(workspace)
    with workspace.change(ActKind.DEMO_BUILT) as db:
        _places(db, town)
        _workers(db, town)
        _guests(db, town)
    return town


def _keep(db: Db, town: WizardTown, **records: Any) -> None:
    db.add_all(records.values())
    db.flush()
    town.ids |= {name.replace("_", " "): record.id for name, record in records.items()}


def _places(db: Db, town: WizardTown) -> None:
    _keep(db, town, Rathaus=Site(name="Rathaus", latitude=50_320_000, longitude=12_259_000))
    site = town["Rathaus"]
    side = Room(site_id=site, name="Nebenraum", capacity=10, purpose=RoomPurpose.CHILDCARE.value)
    _keep(db, town, Nebenraum=side)
    main = Room(site_id=site, name="Schulungsraum", capacity=24, accessible=True, beside_id=side.id)
    small = Room(site_id=site, name="Bibliothek", capacity=12)
    hall = Room(site_id=site, name="Ratssaal", capacity=60, purpose=RoomPurpose.HALL.value)
    _keep(db, town, Schulungsraum=main, Bibliothek=small, Ratssaal=hall)
    for name, (latitude, longitude) in PLACES.items():
        stop = Stop(name=name, municipality=name, latitude=latitude, longitude=longitude)
        _keep(db, town, **{name.replace(" ", "_"): stop})


def _workers(db: Db, town: WizardTown) -> None:
    for name, role in (
        ("Seidel", "teacher"),
        ("Kern", "teacher"),
        ("Lehmann", "carer"),
        ("Hanke", "carer"),
        ("Vogel", "driver"),
        ("Roth", "driver"),
    ):
        person = Person(family_name=name, given_name=f"{name[0]}.")
        _keep(db, town, **{name: person})
        levels = "A1 A2" if name == "Seidel" else "B1"
        db.add(Profile(person_id=person.id, role=role, levels=levels if role == "teacher" else ""))
        until = date(2029, 12, 31) if name in {"Lehmann", "Vogel"} else date(2027, 3, 1)
        db.add_all(
            Credential(resource_id=person.id, kind=kind.value, valid_until=until)
            for kind in CredentialKind
            if role != "teacher" and kind.value not in {"inspection", "insurance"}
        )
    vogel = town["Vogel"]
    bus = Vehicle(name="Bus", seats=9, usual_driver_id=vogel)
    _keep(db, town, Bus=bus, Auto=Vehicle(name="Auto", seats=5))
    db.add_all(
        VehicleSeat(vehicle_id=bus.id, kind=kind, count=1) for kind in ("child_seat", "booster")
    )


def _guests(db: Db, town: WizardTown) -> None:
    born = {"Toddler": date(2025, 2, 20), "Schoolboy": date(2019, 6, 1), "Mother": date(1995, 1, 1)}
    for name, stop in (
        ("Mother", "Oelsnitz"),
        ("Toddler", "Oelsnitz"),
        ("Schoolboy", "Oelsnitz"),
        ("Man", "Bad Elster"),
    ):
        person = Person(family_name=name, birth_date=born.get(name))
        _keep(db, town, **{name: person})
        db.add(PersonAddress(person_id=person.id, valid_from=DAY, stop_id=town[stop]))
