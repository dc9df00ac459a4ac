"""Whom to call about a child: the same numbers and words wherever they stand."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kursplaner.desk.childcare_board import emergency_children, emergency_text
from kursplaner.desk.printing.moment import emergency_sheet_of
from kursplaner.desk.wording.callees import callees_text
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Enrolment, EnrolmentChild
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import (
    AuthorisedCollector,
    ContactRoute,
    EmergencyContact,
    Guardianship,
    Person,
)
from kursplaner.planning.childcare.admission import DoorDraft, admit, propose_admission
from kursplaner.store.queries.childcare import childcare_day
from kursplaner.store.queries.people.child_calls import CallRoute, call_routes
from kursplaner.store.records import by_id, find
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build

RIMA = ("0171 39200 14", "Rima Haddad (Mutter)")


@pytest.fixture
def office() -> Iterator[Office]:
    with passing(build, NOW) as made:
        yield made


def routes(office: Office, name: str = "Sami", day: date = TODAY) -> tuple[CallRoute, ...]:
    with office.workspace.read() as db:
        return call_routes(db, office.people[name], day)


def said(office: Office, name: str = "Sami", *, hidden: bool = False) -> list[tuple[str, str]]:
    return [(each.value, callees_text(each, hidden=hidden)) for each in routes(office, name)]


def add(office: Office, *records: object) -> None:
    with office.workspace.fill() as db:
        db.add_all(records)


def a_number(office: Office, person: int, value: str, **more: object) -> None:
    add(office, ContactRoute(person_id=person, **{"kind": "phone", "value": value, **more}))


def a_person(office: Office, family: str, given: str, *phones: str) -> int:
    with office.workspace.fill() as db:
        person = Person(family_name=family, given_name=given)
        db.add(person)
        db.flush()
        key = person.id
    for place, phone in enumerate(phones, start=1):
        a_number(office, key, phone, position=place)
    return key


def without_guardians(office: Office, child: int) -> None:
    with office.workspace.fill() as db:
        for bond in find(db, Guardianship, child_id=child):
            db.delete(bond)


def test_a_number_at_the_child_and_of_who_comes_with_it_is_enough(office: Office) -> None:
    sami = office.people["Sami"]
    without_guardians(office, sami)
    a_number(office, sami, "0171 5550")
    assert said(office) == [
        ("0171 39200 14", "Rima Haddad (Begleitperson)"),
        ("0171 5550", "Sami Haddad (beim Kind eingetragen)"),
    ]
    with office.workspace.read() as db:
        (child, *_) = (each for each in emergency_children(db, TODAY) if "Sami" in each.name)
    sheet = emergency_sheet_of(office.workspace.settings, (child,), NOW)
    assert [(call.number, call.who) for call in sheet.children[0].calls] == [
        ("0171 39200 14", ("Rima Haddad (Begleitperson)",)),
        ("0171 5550", ("Sami Haddad (beim Kind eingetragen)",)),
    ]
    assert "  0171 5550: Sami Haddad (beim Kind eingetragen)" in emergency_text((child,), NOW)


def test_the_order_is_whom_to_call_first(office: Office) -> None:
    sami = office.people["Sami"]
    father = a_person(office, "Haddad", "Karim", "0172 1", "0172 2")
    with office.workspace.fill() as db:
        (bond,) = find(db, Guardianship, child_id=sami)
        db.delete(bond)
        db.flush()
        db.add(Guardianship(child_id=sami, adult_id=father, relation="father"))
        db.flush()
        rima = office.people["Rima"]
        db.add(Guardianship(child_id=sami, adult_id=rima, relation="mother"))
        other = Enrolment(course_id=office.courses["B1-01"], person_id=office.people["Elif"])
        db.add(other)
        db.flush()
        db.add(EnrolmentChild(enrolment_id=other.id, child_id=sami))
        db.add(AuthorisedCollector(child_id=sami, name="Tante", phone="0174 1", relation="aunt"))
        db.add(EmergencyContact(person_id=sami, name="Zweite", phone="0173 2", position=2))
        db.add(EmergencyContact(person_id=sami, name="Erste", phone="0173 1", position=1))
    a_number(office, sami, "0171 5550")
    a_number(office, office.people["Rima"], "r@haddad.example", kind="email", position=0)
    assert said(office) == [
        RIMA,
        ("0172 1", "Karim Haddad (Vater)"),
        ("0172 2", "Karim Haddad (Vater)"),
        ("0171 39200 20", "Elif Şahin (Begleitperson)"),
        ("0171 5550", "Sami Haddad (beim Kind eingetragen)"),
        ("0173 1", "Erste"),
        ("0173 2", "Zweite"),
        ("0174 1", "Tante (Tante)"),
        ("r@haddad.example", "Rima Haddad (Mutter, E-Mail)"),
    ]


@pytest.mark.parametrize(
    "spelled", ["0171 39200 14", "0171/3920014", "+49 171 39200-14", "0049 (0)171 3920014"]
)
def test_each_number_stands_once_however_it_is_written(office: Office, spelled: str) -> None:
    sami, rima = office.people["Sami"], office.people["Rima"]
    a_number(office, sami, spelled)
    a_number(office, rima, spelled, kind="messenger", note="schreibt lieber")
    a_number(office, rima, spelled, kind="neighbour", note="Frau Kern", position=3)
    add(
        office,
        EmergencyContact(person_id=sami, name="Rima Haddad", phone=spelled),
        EmergencyContact(person_id=sami, name="Oma", phone=spelled),
        EmergencyContact(person_id=sami, name="Ohne", phone="  "),
        AuthorisedCollector(child_id=sami, name="Oma", phone=spelled, relation="grandmother"),
    )
    mother, rest = "Rima Haddad (Mutter, schreibt lieber, Frau Kern)", "Oma (Großmutter)"
    who = f"{mother}; Sami Haddad (beim Kind eingetragen); {rest}"
    assert said(office) == [("0171 39200 14", who)]


def test_numbers_that_differ_a_little_all_stay(office: Office) -> None:
    sami = office.people["Sami"]
    values = ("110", "0110", "112", "App. 12", "App. 13", "037423 5790", "037423 57901")
    for place, value in enumerate(values):
        add(office, EmergencyContact(person_id=sami, name=f"N{place}", phone=value))
    assert [value for value, _ in said(office)][1:] == list(values)


def test_who_must_not_collect_is_marked_wherever_she_stands_and_comes_last(office: Office) -> None:
    sami = office.people["Sami"]
    father = a_person(office, "Haddad", "Karim", "0172 1")
    add(
        office,
        Guardianship(child_id=sami, adult_id=father, relation="father", may_not_collect=True),
        EmergencyContact(person_id=sami, name="Omar H.", phone="0175 1", relation="uncle"),
        EmergencyContact(person_id=sami, name="Karim Haddad", phone="0172 2"),
        EmergencyContact(person_id=sami, name="Erste", phone="0173 1"),
        AuthorisedCollector(child_id=sami, name="Lena B.", phone="0175 2", forbidden=True),
        AuthorisedCollector(child_id=sami, name="Tante", phone="0174 1"),
    )
    assert said(office) == [
        RIMA,
        ("0173 1", "Erste"),
        ("0174 1", "Tante"),
        ("0172 1", "darf nicht abholen: Karim Haddad (Vater)"),
        ("0175 1", "darf nicht abholen: Omar H. (Onkel)"),
        ("0172 2", "darf nicht abholen: Karim Haddad"),
        ("0175 2", "darf nicht abholen: Lena B."),
    ]
    assert said(office, hidden=True)[3] == ("0172 1", "darf nicht abholen: K. H. (Vater)")


def test_a_number_shared_with_somebody_barred_keeps_its_place_and_names_both(
    office: Office,
) -> None:
    sami = office.people["Sami"]
    father = a_person(office, "Haddad", "Sami", "0171 3920014")
    barred = {"relation": "father", "may_not_collect": True}
    add(
        office,
        Guardianship(child_id=sami, adult_id=father, **barred),
        EmergencyContact(person_id=sami, name="Oma", phone="0173 1"),
    )
    a_number(office, sami, "0171 39200 14")
    free = "Rima Haddad (Mutter); Sami Haddad (beim Kind eingetragen)"
    shared = f"{free}; darf nicht abholen: Sami Haddad (Vater)"
    assert said(office) == [("0171 39200 14", shared), ("0173 1", "Oma")]


def test_who_may_collect_for_some_time_says_until_when(office: Office) -> None:
    sami, elif_ = office.people["Sami"], office.people["Elif"]
    until = TODAY - timedelta(days=1)
    add(
        office,
        AuthorisedCollector(
            child_id=sami, name="Elif", adult_id=elif_, phone="0174 1", valid_until=until
        ),
    )
    assert said(office)[1:] == [
        ("0174 1", "Elif (Abholen nur bis 01.03.2027)"),
        ("0171 39200 20", "Elif Şahin (Abholen nur bis 01.03.2027)"),
    ]


def test_who_came_with_the_child_once_is_not_called_any_more(office: Office) -> None:
    maksym, petr = office.people["Maksym"], office.people["Petr"]
    with office.workspace.fill() as db:
        stay = Enrolment(course_id=office.courses["A2-03"], person_id=petr, left_on=TODAY)
        db.add(stay)
        db.flush()
        db.add(EnrolmentChild(enrolment_id=stay.id, child_id=maksym))
        key = stay.id
    assert "Petr Novák (Begleitperson)" in dict(said(office, "Maksym")).values()
    assert len(routes(office, "Maksym", TODAY + timedelta(days=1))) == 1
    with office.workspace.fill() as db:
        by_id(db, Enrolment, key).status = "waiting"
    assert len(routes(office, "Maksym")) == 1


def test_a_child_taken_in_at_the_door_has_its_number_once(office: Office) -> None:
    with office.workspace.change(ActKind.CHILD_ADMITTED) as db:
        (slot, *_) = childcare_day(db, TODAY)
        draft = DoorDraft("Mila", collector="Omar H.", phone="0176 1")
        place = admit(db, propose_admission(db, slot.id, draft), "Notfall")
        office.people["Mila"] = by_id(db, ChildcarePlace, place).child_id
    assert said(office, "Mila") == [("0176 1", "Omar H.")]


def test_without_any_number_there_is_none(office: Office) -> None:
    without_guardians(office, office.people["Danylo"])
    assert routes(office, "Danylo") == ()
