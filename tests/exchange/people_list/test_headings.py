"""What headings of real lists mean, and which of two says more."""

import pytest

from kursplaner.exchange.people_list.fields import Field
from kursplaner.exchange.people_list.heading_words import WORDS
from kursplaner.exchange.people_list.headings import (
    field_of_heading,
    heading_key,
    is_bare_name,
    is_child_name,
    meaning,
)


@pytest.mark.parametrize(
    ("headings", "field"),
    [
        ("longName|Family Name|Nachname TN", "family_name"),
        ("foreName|First Name|Vorname/Rufname", "given_name"),
        ("Middle Name|Weitere Vornamen|Additional Name", "middle_name"),
        ("Geburtsname|Mädchenname|Maiden name", "birth_name"),
        ("Rufnummer Privat/Mobil|Phone 1 - Value|Mobil-Tel.-Nr.|Tel. dienstlich", "phone"),
        ("address.mobile|Home Phone|Handy-Nr. (WhatsApp)|Telefonnummer Mobil", "phone"),
        ("E-mail 1 - Value|Primäre E-Mail-Adresse|address.email|Haupt-E-Mail", "email"),
        ("Straße privat|Privat: Adresse|Home Street|Address 1 - Street", "street"),
        ("Ort privat|Home City|address.city", "municipality"),
        ("Postleitzahl privat|Home Postal Code|address.postCode", "postcode"),
        ("Address 1 - Formatted|Straße, PLZ, Ort|Wohnort / Straße", "address"),
        ("PLZ/Ort|PLZ und Wohnort", "postcode_and_municipality"),
        ("Nachname/Vorname", "name_family_first"),
        ("Name Mutter|Vorname Mutter|Mutter|Name der Mutter", "guardian"),
        ("Tel. Mutter|Telefon (Mutter)|Tel. Vater dienstl.", "guardian_phone"),
        ("Notfallnummer|Notfallkontakt|Notfall-Telefon", "emergency"),
        ("Abholberechtigte|Darf abholen", "collectors"),
        ("Name Kind 1|Kind 2|Name des Kindes", "children"),
        ("Geburtsdatum Kind|Geb. Kind", "child_birth"),
        ("Allergien / Besonderheiten|Unverträglichkeiten", "allergies"),
        ("Haltestelle|Zustieg", "stop"),
        ("Auskunftssperre|Sperrvermerk", "restricted"),
        ("Geburtsjahr|Jahrgang", "birth_year"),
    ],
)
def test_headings_of_exports_and_offices(headings: str, field: str) -> None:
    for heading in headings.split("|"):
        assert field_of_heading(heading) == field, heading


@pytest.mark.parametrize(
    "heading",
    [
        "Phone 1 - Type", "E-Mail-Typ", "Telefon Arbeitgeber", "Ansprechpartner", "Gruppe",
        "E-Mail der Eltern", "Adresse Eltern", "Business Street", "Straße geschäftlich",
        "Dienstlich: Adresse", "Faxnummer", "klasse.name", "Name der Schule", "x" * 121,
    ],
)  # fmt: skip
def test_headings_of_somebody_or_something_else(heading: str) -> None:
    assert field_of_heading(heading) is None


def test_the_more_specific_heading_weighs_more() -> None:
    def weight(heading: str) -> int:
        found = meaning(heading)
        assert found is not None
        return found.weight

    assert weight("Nachname") > weight("Name")
    assert weight("Telefon") > weight("Tel. dienstlich")
    assert weight("Straße") > weight("Straße Nr. privat 2") > weight("Vorname/Rufname")
    assert weight("Ort privat") > weight("Ort der Person")


def test_a_name_that_says_not_which() -> None:
    assert is_bare_name(" NAME: ")
    assert not is_bare_name("Nachname")
    assert is_child_name("Kind 1")
    assert is_child_name("Name des Kindes")
    assert not is_child_name("Kinder")
    assert not is_child_name("Geburtsdatum Kind")


def test_no_word_means_two_things() -> None:
    found: dict[str, str] = {}
    for field, words in WORDS.items():
        assert field in set(Field)
        for word in words.split("|"):
            assert found.setdefault(heading_key(word), field) == field, word
