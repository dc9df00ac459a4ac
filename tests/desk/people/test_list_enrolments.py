"""A list of families enrolled in one act: children, parents, courses, stops, and one undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.desk.people import importing
from kursplaner.desk.people.list_enrolments import Enrolled
from kursplaner.desk.people.list_storing import store
from kursplaner.desk.wording import list_words
from kursplaner.domain.courses import Enrolment, EnrolmentChild
from kursplaner.domain.people import (
    AuthorisedCollector,
    EmergencyContact,
    Guardianship,
    HealthNote,
    Person,
)
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.store.records import find
from tests.towns import copied
from tests.ui.office import NOW, Office, build


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with copied(build, tmp_path / "Büro.kursplan", NOW) as made:
        yield made


def enrolled(office: Office, text: str, course: str = "") -> Enrolled:
    path = office.workspace.path.parent / "liste.csv"
    path.write_text(text, encoding="utf-8")
    people = importing.read_list(office.workspace, path)
    return store(office.workspace, people, enrol=True, course=course).enrolled


def courses_of(office: Office, family: str) -> list[tuple[str, str, str]]:
    """Return name, course and status of everybody of that family who is in a course."""
    with office.workspace.read() as db:
        people = {p.id: p.given_name for p in find(db, Person, family_name=family)}
        numbers = {key: number for number, key in office.courses.items()}
        rows = find(db, Enrolment, person_id=list(people))
        return sorted((people[r.person_id], numbers[r.course_id], r.status) for r in rows)


def test_a_family_is_enrolled_with_children_and_stop_and_undone_at_once(office: Office) -> None:
    before = len(office.workspace.history())
    done = enrolled(
        office,
        "Familienname;Vorname;Kurs;Haltestelle;Kind 1;Geb. Kind 1;Kind 2\n"
        "Zeder;Rima;a2-03;Oelsnitz, Markt;Lina;01.02.2023;Omar\n",
    )
    assert done.children == 2
    assert done.enrolled + done.waiting == 1
    with office.workspace.read() as db:
        (mother,) = find(db, Person, family_name="Zeder", given_name="Rima")
        children = find(db, Person, family_name="Zeder", given_name=["Lina", "Omar"])
        bonds = {bond.child_id for bond in find(db, Guardianship, adult_id=mother.id)}
        assert bonds == {child.id for child in children}
        (row,) = find(db, Enrolment, person_id=mother.id)
        assert len(find(db, EnrolmentChild, enrolment_id=row.id)) == 2
        demands = find(db, RideDemand, enrolment_id=row.id)
        assert {demand.stop_id for demand in demands} == {office.stops["Oelsnitz"]}
    assert len(office.workspace.history()) == before + 1
    office.workspace.undo()
    with office.workspace.read() as db:
        assert find(db, Person, family_name="Zeder") == []


def test_a_list_of_children_puts_down_their_parents_and_enrols_them(office: Office) -> None:
    done = enrolled(
        office,
        "Name des Kindes;Geburtsdatum;Name Mutter;Tel. Mutter;Notfallnummer;Abholberechtigte"
        ";Allergien\n"
        "Zeder, Lina;01.02.2024;Zeder, Ola;0171 2345678;0160 9876543;Oma Helga;Nüsse\n"
        "Zeder, Tom;03.04.2022;Zeder, Ola;0171 2345678;;;\n",
        "NH-01",
    )
    assert done.guardians == 1
    assert courses_of(office, "Zeder") == [("Ola", "NH-01", "enrolled")]
    with office.workspace.read() as db:
        (lina,) = find(db, Person, family_name="Zeder", given_name="Lina")
        assert [note.allergies for note in find(db, HealthNote, person_id=lina.id)] == ["Nüsse"]
        contact = find(db, EmergencyContact, person_id=lina.id)
        assert [row.phone for row in contact] == ["0160 9876543"]
        collector = find(db, AuthorisedCollector, child_id=lina.id)
        assert [row.name for row in collector] == ["Oma Helga"]
        (bond,) = find(db, Guardianship, child_id=lina.id)
        assert bond.relation == "mother"


def test_sections_say_the_course_and_who_waits(office: Office) -> None:
    done = enrolled(
        office,
        "Nachname;Vorname;Telefon\nKurs NH-01;;\nZeder;Ola;0171 2345678\nWarteliste;;\n"
        "Zeder;Sami;0160 9876543\n",
        "NH-01",
    )
    assert courses_of(office, "Zeder") == [
        ("Ola", "NH-01", "enrolled"),
        ("Sami", "NH-01", "waiting"),
    ]
    assert (done.enrolled, done.waiting, done.already) == (1, 1, 0)


def test_known_people_are_enrolled_and_who_is_in_already_is_counted(office: Office) -> None:
    with office.workspace.read() as db:
        (rima,) = find(db, Person, id=office.people["Rima"])
        family = rima.family_name
    text = f"Nachname;Vorname;Kurs\n{family};Rima;NH-01\n{family};Rima;NH-01\n"
    assert enrolled(office, text).enrolled == 1
    assert enrolled(office, text).already >= 1
    assert ("Rima", "NH-01", "enrolled") in courses_of(office, family)


def test_known_people_alone_are_enrolled_where_a_course_is_asked_for(office: Office) -> None:
    with office.workspace.read() as db:
        (rima,) = find(db, Person, id=office.people["Rima"])
        family = rima.family_name
    done = enrolled(office, f"Nachname;Vorname\n{family};Rima\n", "NH-01")
    assert done.enrolled == 1
    before = len(office.workspace.history())
    path = office.workspace.path.parent / "liste.csv"
    store(office.workspace, importing.read_list(office.workspace, path))
    assert len(office.workspace.history()) == before


def test_courses_and_stops_that_are_not_there_are_said(office: Office) -> None:
    done = enrolled(
        office, "Nachname;Vorname;Kurs;Haltestelle\nZeder;Ola;X-99;Mond\nZeder;Sami;A2-03;Markt\n"
    )
    assert done.unknown_courses == {"X-99"}
    assert done.unknown_stops == {"Mond", "Markt"}, "four stops are called Markt"
    lines = " ".join(list_words.enrolled_lines(done))
    assert "Diese Kurse gibt es nicht: X-99" in lines
    assert "Diese Haltepunkte gibt es nicht: Markt und Mond" in lines
    assert "angemeldet" in lines


def test_a_course_that_is_asked_for_and_not_there_refuses_all(office: Office) -> None:
    with pytest.raises(Refused, match="course_unknown"):
        enrolled(office, "Nachname;Vorname\nZeder;Ola\n", "X-99")
    assert courses_of(office, "Zeder") == []
    with office.workspace.read() as db:
        assert find(db, Person, family_name="Zeder") == []


def test_without_the_wish_nobody_is_enrolled(office: Office) -> None:
    path = office.workspace.path.parent / "liste.csv"
    path.write_text("Nachname;Vorname;Kurs\nZeder;Ola;NH-01\n", encoding="utf-8")
    store(office.workspace, importing.read_list(office.workspace, path))
    assert courses_of(office, "Zeder") == []
