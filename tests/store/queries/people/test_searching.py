"""The search forgives how a name is spelt, one slip of the finger, and how a number is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kursplaner.domain.people import ContactRoute, Person
from kursplaner.store.queries.people.people import people_count, people_rows
from kursplaner.store.search_text import nearly, phone_digits
from kursplaner.store.workspace import Workspace


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Workspace]:
    town = Workspace.create(tmp_path / "Adorf.kursplan", town="Adorf", land="SN", who="Test")
    with town.fill() as db:
        db.add_all(
            [
                Person(family_name="Müller", given_name="Hanna"),
                Person(family_name="Mueller", given_name="Jens"),
                Person(family_name="Muller", given_name="Anne"),
                Person(family_name="Kowalenko", given_name="Iryna"),
                Person(family_name="Ali", given_name="Nour", address_restricted=True),
            ]
        )
        db.flush()
        for name, number in (("Iryna", "0171 39200 10"), ("Nour", "0171 555 777")):
            key = db.query(Person.id).filter(Person.given_name == name).scalar()
            db.add(ContactRoute(person_id=key, kind="phone", value=number))
    yield town
    town.close()


def found(town: Workspace, text: str) -> set[str]:
    with town.read() as db:
        rows = people_rows(db, text)
        assert people_count(db, text) == len(rows)
    return {row.name.split(", ")[1] for row in rows}


@pytest.mark.parametrize("text", ["Müller", "mueller", "MÜLLER"])
def test_umlauts_are_found_however_they_are_written(town: Workspace, text: str) -> None:
    assert found(town, text) == {"Hanna", "Jens", "Anne"}


def test_a_bare_vowel_finds_the_umlaut(town: Workspace) -> None:
    assert found(town, "Muller") == {"Hanna", "Anne"}


@pytest.mark.parametrize("text", ["Kowalenko", "Kowlenko", "Kowallenko", "Kovalenko", "Kowaelnko"])
def test_one_slip_is_forgiven(town: Workspace, text: str) -> None:
    assert found(town, text) == {"Iryna"}


def test_two_slips_are_not(town: Workspace) -> None:
    assert found(town, "Kovalemko") == set()


def test_short_words_are_taken_as_they_stand(town: Workspace) -> None:
    assert found(town, "Ari") == set()
    assert nearly("Ari") == [("% ari%",)]
    assert len(nearly("Arif")[0]) > 1


@pytest.mark.parametrize(
    "text", ["0171 39200 10", "01713920010", "+49 171/39200-10", "0049 (0)171 3920010", "39200 10"]
)
def test_a_phone_is_found_in_any_writing(town: Workspace, text: str) -> None:
    assert found(town, text) == {"Iryna"}


def test_a_restricted_number_finds_nobody(town: Workspace) -> None:
    assert found(town, "0171 555 777") == set()


def test_a_slip_in_every_word_and_a_name_beside_a_number(town: Workspace) -> None:
    assert found(town, "Irina Kovalenko") == {"Iryna"}
    assert found(town, "Iryna 39200") == {"Iryna"}


@pytest.mark.parametrize(
    ("text", "digits"),
    [("0171-3920", "01713920"), ("+49 171", "0171"), ("004917", ""), ("12", ""), ("IK-14", "")],
)
def test_what_is_a_number(text: str, digits: str) -> None:
    assert phone_digits(text) == digits
