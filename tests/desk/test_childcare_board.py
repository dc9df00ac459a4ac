"""Who is called and what is told where a child needs help."""

from collections.abc import Iterator

import pytest

from kursplaner.desk.childcare_board import EmergencyChild, emergency_children, emergency_text
from kursplaner.desk.printing.moment import emergency_sheet_of
from kursplaner.desk.wording.callees import callees_text
from kursplaner.desk.wording.health import health_lines
from kursplaner.documents.unprintable import unprintable
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.people import (
    AuthorisedCollector,
    ContactRoute,
    EmergencyContact,
    Guardianship,
    HealthNote,
)
from kursplaner.store.queries.people.child_cards import HealthText
from kursplaner.store.records import find
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build

PEN = "Sofort 112 rufen, Adrenalin-Pen in den Oberschenkel geben"


@pytest.fixture
def office() -> Iterator[Office]:
    with passing(build, NOW) as made:
        yield made


def child(office: Office, name: str) -> EmergencyChild:
    with office.workspace.read() as db:
        (found,) = (waiting for waiting in emergency_children(db, TODAY) if name in waiting.name)
    return found


def said(found: EmergencyChild) -> list[tuple[str, str]]:
    """Return each number of a child with who is reached there, in words."""
    return [(route.value, callees_text(route)) for route in found.calls]


def test_every_line_of_health_says_what_it_is() -> None:
    assert health_lines(None) == ()
    assert health_lines(HealthText("Erdnuss", "Asthma", "Spray", PEN)) == (
        "Allergie: Erdnuss",
        "Krankheit: Asthma",
        "Medikament: Spray",
        f"Im Notfall: {PEN}",
    )
    assert health_lines(HealthText("", " ", "Spray", "")) == ("Medikament: Spray",)


def test_health_of_the_sheet_is_labelled_and_whole(office: Office) -> None:
    with office.workspace.fill() as db:
        (note,) = find(db, HealthNote, person_id=office.people["Nour"])
        note.illness, note.medicine, note.emergency = "Asthma", "Spray", PEN * 40
    sheet = emergency_sheet_of(office.workspace.settings, (child(office, "Nour"),), NOW)
    assert sheet.children[0].health[0] == "Allergie: Erdnuss"
    assert sheet.children[0].health[-1] == f"Im Notfall: {PEN * 40}"
    assert f"  Im Notfall: {PEN * 40}" in emergency_text((child(office, "Nour"),), NOW)


def test_every_phone_is_there_each_with_its_people(office: Office) -> None:
    sami, rima = office.people["Sami"], office.people["Rima"]
    with office.workspace.fill() as db:
        for number in range(12):
            phone = f"0170 {number:04}"
            contact = EmergencyContact(person_id=sami, name=f"Notfall {number}", phone=phone)
            db.add(contact)
        db.add(EmergencyContact(person_id=sami, name="Rima Haddad", phone="0171 3920014"))
        db.add(EmergencyContact(person_id=sami, name="Oma", phone="0171 39200 14"))
        for place, (kind, value) in enumerate(
            (("neighbour", "037423 1"), ("hostel", "037423 2"), ("email", "r@h.de")), start=2
        ):
            route = {"kind": kind, "value": value, "note": "Frau Kern"}
            db.add(ContactRoute(person_id=rima, position=place, **route))
    calls = said(child(office, "Sami"))
    assert [number for number, _ in calls] == [
        "0171 39200 14",
        "037423 1",
        "037423 2",
        *(f"0170 {number:04}" for number in range(12)),
    ]
    assert calls[0] == ("0171 39200 14", "Rima Haddad (Mutter); Oma")
    assert calls[1] == ("037423 1", "Rima Haddad (Mutter, Nachbarschaft, Frau Kern)")


def test_everybody_who_may_and_who_must_not_collect(office: Office) -> None:
    sami = office.people["Sami"]
    with office.workspace.fill() as db:
        for number in range(20):
            db.add(AuthorisedCollector(child_id=sami, name=f"Tante {number}"))
        father = office.people["Petr"]
        bond = Guardianship(child_id=sami, adult_id=father, may_not_collect=True)
        db.add(bond)
    found = child(office, "Sami")
    assert found.may_collect == ("Haddad, Rima", *(f"Tante {number}" for number in range(20)))
    assert found.may_not_collect == ("Novák, Petr", "Omar H.")
    sheet = emergency_sheet_of(office.workspace.settings, (found,), NOW)
    assert sheet.children[0].may_not_collect == ("Petr Novák", "Omar H.")
    text = emergency_text((found,), NOW)
    assert "Darf abholen: Haddad, Rima; Tante 0; " in text
    assert "Darf nicht abholen: Novák, Petr; Omar H." in text
    assert "Novák" not in emergency_text((found,), NOW, hidden=True)


def test_a_child_in_two_slots_stands_once_where_it_was_brought_last(office: Office) -> None:
    with office.workspace.fill() as db:
        (place, *_) = find(db, ChildcarePlace, child_id=office.people["Sami"], status="brought")
        slot = db.get(ChildcareSlot, place.slot_id)
        assert slot is not None
        later = ChildcareSlot(room_id=office.rooms["Ratssaal"], starts=slot.starts, ends=slot.ends)
        db.add(later)
        db.flush()
        values = {"status": "brought", "brought_at": (place.brought_at or slot.starts) + 1}
        db.add(ChildcarePlace(slot_id=later.id, child_id=place.child_id, **values))
    found = child(office, "Sami")
    assert (found.room, found.house) == ("Ratssaal", "Rathaus, Markt 1, Adorf/Vogtl.")


def test_the_sheet_says_whose_signs_no_font_has(office: Office) -> None:
    with office.workspace.fill() as db:
        (note,) = find(db, HealthNote, person_id=office.people["Nour"])
        note.allergies = "花生"
    sheet = emergency_sheet_of(office.workspace.settings, (child(office, "Nour"),), NOW)
    (found,) = unprintable(sheet)
    assert (found.entry, found.signs) == ("Haddad, Nour", frozenset("花生"))
