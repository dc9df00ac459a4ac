"""What a list adds to somebody who is stored: gaps are filled, differences asked, nothing lost."""

from datetime import date

import pytest

from kursplaner.basics import clock
from kursplaner.domain.kinds import Gender
from kursplaner.domain.people import ContactRoute, PersonAddress
from kursplaner.planning.people import person_form
from kursplaner.planning.people.families import PersonDraft, add_person
from kursplaner.planning.people.filling import additions, fill, told_by_draft, told_of
from kursplaner.planning.people.merge_fields import MergeField
from kursplaner.store.records import find
from kursplaner.store.session import Db

RIMA = PersonDraft("Ahornfeld", "Rima", phone="0171 2345678", municipality="Adorf")
MORE = PersonDraft(
    "Ahornfeld", "Rima", birth_date=date(1990, 2, 1), gender=Gender.FEMALE, languages="Arabisch",
    level="A1.1", phone="+49 171 2345678", email="rima@example.org", street="Hauptstr. 3",
    municipality="Adorf", height_cm=165, note="abends",
)  # fmt: skip


def told(stored: PersonDraft, listed: PersonDraft) -> dict[MergeField, bool]:
    """Return the fields a row adds, and whether each asks."""
    return {found.field: found.asks for found in additions(told_by_draft(stored), listed)}


def test_what_is_missing_is_offered_and_what_is_there_is_not() -> None:
    every = {
        *(MergeField.BIRTH, MergeField.GENDER, MergeField.LEVEL, MergeField.HEIGHT),
        *(MergeField.ROUTES, MergeField.ADDRESS, MergeField.LANGUAGES, MergeField.NOTE),
    }
    assert told(RIMA, MORE) == dict.fromkeys(every, False)
    assert told(MORE, RIMA) == {}
    assert told(MORE, MORE) == {}


@pytest.mark.parametrize(
    ("stored", "listed", "field"),
    [
        ({"birth_date": date(1990, 2, 1)}, {"birth_date": date(1990, 1, 2)}, MergeField.BIRTH),
        ({"gender": Gender.MALE}, {"gender": Gender.FEMALE}, MergeField.GENDER),
        ({"level": "A1.1"}, {"level": "A2.1"}, MergeField.LEVEL),
        ({"height_cm": 110}, {"height_cm": 112}, MergeField.HEIGHT),
        ({"street": "Markt 1", "municipality": "Adorf"},
         {"street": "Weg 2", "municipality": "Plauen"}, MergeField.ADDRESS),
        ({}, {"given_name": "Rhima"}, MergeField.NAME),
    ],
)  # fmt: skip
def test_where_both_say_something_somebody_is_asked(
    stored: dict[str, object], listed: dict[str, object], field: MergeField
) -> None:
    base = {"family_name": "Ahornfeld", "given_name": "Rima"}
    mine, others = (PersonDraft(**(base | told_)) for told_ in (stored, listed))  # type: ignore[arg-type]
    assert told(mine, others) == {field: True}


def test_another_writing_of_the_same_says_nothing_new() -> None:
    stored = PersonDraft("Ahornfeld", "Rima", street="Hauptstraße 3", municipality="Adorf/Vogtl.")
    swapped = PersonDraft("Rima", "Ahornfeld", street="Hauptstr. 3", municipality="Adorf")
    assert told(stored, swapped) == {}
    uncertain = PersonDraft("Ahornfeld", "Rima", birth_date=date(1990, 1, 1), birth_uncertain=True)
    certain = PersonDraft("Ahornfeld", "Rima", birth_date=date(1990, 1, 1))
    assert told(certain, uncertain) == {}
    assert told(uncertain, certain) == {MergeField.BIRTH: True}


def test_only_what_was_chosen_is_stored_and_nothing_is_taken_away(db: Db) -> None:
    key = add_person(db, RIMA)
    assert fill(db, key, MORE, {MergeField.BIRTH, MergeField.ROUTES, MergeField.ADDRESS})
    form = person_form.load(db, key)
    assert told_of(db, [key])[key].birth_date == date(1990, 2, 1)
    homes = find(db, PersonAddress, person_id=key)
    ways = [way.value for way in find(db, ContactRoute, person_id=key)]
    assert (form.birth_date, form.level, form.note) == (date(1990, 2, 1), "", "")
    assert ways == ["0171 2345678", "rima@example.org"]
    assert [(home.street, home.municipality) for home in homes] == [("Hauptstr. 3", "Adorf")]


def test_another_address_holds_from_today_and_the_former_one_stays(db: Db) -> None:
    key = add_person(db, RIMA)
    find(db, PersonAddress, person_id=key)[0].valid_from = date(2020, 1, 1)
    db.flush()
    moved = PersonDraft("Ahornfeld", "Rima", street="Weg 2", municipality="Plauen")
    assert not fill(db, key, moved, {MergeField.BIRTH})
    assert fill(db, key, moved, {MergeField.ADDRESS})
    homes = {home.valid_from: home.municipality for home in find(db, PersonAddress, person_id=key)}
    assert homes == {date(2020, 1, 1): "Adorf", clock.today(): "Plauen"}
