"""What is known of people to find those stored twice; restricted addresses stay out of it."""

from datetime import date

import pytest

from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import ContactRoute, Person, PersonAddress
from kursplaner.store.queries.people.duplicates import home_key, known_people, place_key
from kursplaner.store.workspace import Workspace


@pytest.mark.parametrize(
    ("street", "other", "same"),
    [
        ("Hauptstr. 3", "Hauptstraße 3", True),
        ("Hauptstrasse 3", "HAUPTSTR 3", True),
        ("Am Markt 1 a", "Am Markt 1a", True),
        ("Hauptstr. 3", "Hauptstr. 33", False),
        ("Markt 1", "Weg 1", False),
    ],
)
def test_one_address_in_several_writings(street: str, other: str, *, same: bool) -> None:
    assert (home_key(street, "Adorf") == home_key(other, "Adorf/Vogtl.")) is same
    assert home_key(street, "Adorf") != home_key(street, "Plauen")


def test_without_a_street_there_is_no_address() -> None:
    assert home_key(" ", "Adorf") == ""
    assert place_key("Adorf (Vogtland)") == place_key("Stadt Adorf") == "adorf"


def test_a_restricted_address_is_not_told_by_likeness(workspace: Workspace) -> None:
    with workspace.change(ActKind.PERSON_ADDED) as db:
        for family, restricted in (("Ahorn", False), ("Cedar", True)):
            person = Person(family_name=family, address_restricted=restricted)
            db.add(person)
            db.flush()
            db.add(ContactRoute(person_id=person.id, kind="email", value=" A@b.de"))
            address = PersonAddress(person_id=person.id, valid_from=date(2020, 1, 1))
            address.street, address.municipality = "Markt 1", "Adorf"
            db.add(address)
    with workspace.read() as db:
        ahorn, cedar = sorted(known_people(db), key=lambda person: person.family_name)
    assert ahorn.homes == {home_key("Markt 1", "Adorf")}
    assert ahorn.places == {"adorf"}
    assert (cedar.homes, cedar.places) == (frozenset(), frozenset())
    assert ahorn.emails == cedar.emails == {"a@b.de"}
