"""The small town with families: two mothers in the course, three children, a second carer."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import EnrolmentChild
from kursplaner.domain.kinds import AbsenceKind, ActKind, ClosureReason
from kursplaner.domain.people import ContactRoute, Credential, Guardianship
from kursplaner.domain.rides.rides import RideDemand, RideSeat, Stop
from kursplaner.planning.absences import reporting
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.planning.absences.reporting import AbsencePlan
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.planning.small_town import TUESDAY, SmallTown, add_person, build, enrol_plainly

CREDENTIALS = ("police_certificate", "first_aid", "measles", "hygiene")


@dataclass
class Morning:
    """The town with the ids of its families."""

    town: SmallTown
    people: dict[str, int]
    enrolments: dict[str, int]

    @property
    def workspace(self) -> Workspace:
        """The open town."""
        return self.town.workspace


def build_morning(path: Path) -> Morning:
    """Make the small town with its families in a new file."""
    return add_families(build(path))


def add_families(town: SmallTown) -> Morning:
    """Enrol Rima with two children and a seat, Olena with one child on foot."""
    people: dict[str, int] = {}
    enrolments: dict[str, int] = {}
    with town.workspace.fill() as db:
        by_id(db, Stop, town.stop).municipality = "Oelsnitz"
        for name, languages in (("Rima", "ar"), ("Olena", "uk de")):
            people[name] = add_person(db, name, languages=languages)
            enrolments[name] = enrol_plainly(db, town.course, people[name], way="walk")
        for name, mother in (("Sami", "Rima"), ("Nour", "Rima"), ("Maksym", "Olena")):
            people[name] = add_person(db, name, birth_date=date(2022, 5, 1))
            _child(db, town, people[name], people[mother], enrolments[mother])
        _contacts(db, people)
        _seats(db, town, people["Rima"], enrolments["Rima"])
        people["Weiss"] = add_person(db, "Weiss", "carer")
        db.add_all([Credential(resource_id=people["Weiss"], kind=kind) for kind in CREDENTIALS])
    return Morning(town, people, enrolments)


def _child(db: Db, town: SmallTown, child: int, mother: int, enrolment: int) -> None:
    db.add(Guardianship(child_id=child, adult_id=mother))
    db.add(EnrolmentChild(enrolment_id=enrolment, child_id=child))
    for slot in town.slots:
        db.add(ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=enrolment))


def _contacts(db: Db, people: dict[str, int]) -> None:
    for position, (kind, value, note) in enumerate(
        (("letter", "Feldweg 1", ""), ("phone", "0171 1", ""), ("neighbour", "0171 2", "Frau B."))
    ):
        row = ContactRoute(person_id=people["Rima"], position=position, kind=kind, value=value)
        row.note = note
        db.add(row)
    mail = ContactRoute(person_id=people["Olena"], kind="email", value="olena@example.org")
    db.add(mail)


def _seats(db: Db, town: SmallTown, person: int, enrolment: int) -> None:
    for ride in town.rides:
        seat = RideSeat(ride_id=ride, person_id=person, enrolment_id=enrolment, stop_id=town.stop)
        db.add(seat)
    for direction in ("out", "back"):
        demand = RideDemand(enrolment_id=enrolment, direction=direction, stop_id=town.stop)
        db.add(demand)


def draft_for(key: int, last: date = TUESDAY, **values: object) -> AbsenceDraft:
    """Return the draft of a person who is ill from Tuesday on."""
    usual: dict[str, object] = {"reason": ClosureReason.ILL, "note": "krank"}
    return AbsenceDraft(AbsenceKind.PERSON, TUESDAY, last, resource_id=key, **{**usual, **values})  # type: ignore[arg-type]


def proposed(town: SmallTown, draft: AbsenceDraft) -> AbsencePlan:
    """Return what an absence would touch."""
    with town.workspace.read() as db:
        return reporting.propose(db, draft)


def reported(town: SmallTown, draft: AbsenceDraft) -> int:
    """Report an absence and return its id."""
    plan = proposed(town, draft)
    with town.workspace.change(ActKind.ABSENCE_REPORTED) as db:
        return reporting.apply(db, plan)
