"""Who is compared with whom: all who could be likely the same, and never a crowd with a crowd."""

from datetime import date, timedelta
from random import Random

from kursplaner.planning.people.candidates import CROWD
from kursplaner.planning.people.duplicates import LIKELY, KnownPeople
from kursplaner.planning.people.families import PersonDraft

FAMILIES = ("Ahornfeld", "Ahornfelt", "Müller", "Mueller", "Шевчук", "Schewtschuk", "Al-Khatib")
GIVEN = ("Rima", "Rhima", "Anna", "Olena", "Олена", "Mohammed", "Muhammad")


def draft(rng: Random) -> PersonDraft:
    names = [rng.choice(FAMILIES), rng.choice(GIVEN)]
    if rng.random() < 0.25:
        names.reverse()
    return PersonDraft(
        names[0],
        names[1],
        birth_date=rng.choice((None, date(1990, 2, 3), date(1990, 3, 2), date(1985, 6, 7))),
        phone=rng.choice(("", "0171 2345678", "0160 9876543")),
        email=rng.choice(("", "a@example.org")),
        street=rng.choice(("", "Markt 1")),
        municipality="Adorf",
    )


def test_nobody_who_is_likely_the_same_is_passed_over() -> None:
    rng = Random(7)
    for _ in range(150):
        stored, asked = draft(rng), draft(rng)
        known = KnownPeople([])
        known.add(1, stored)
        everybody = [like for like in known.like(asked, least=1) if like.score >= LIKELY]
        assert known.like(asked) == everybody


def test_in_a_crowd_of_one_name_the_one_with_the_same_telephone_is_found() -> None:
    known = KnownPeople([])
    for key in range(1, 20 * CROWD):
        known.add(key, PersonDraft("Ali", "Mohammed", phone=f"0171 {1_000_000 + key}"))
    found = known.like(PersonDraft("Ali", "Mohammed", phone=f"0171 {1_000_000 + 19 * CROWD}"))
    assert found[0].person_id == 19 * CROWD
    assert len(found) <= 4 * CROWD


def test_in_a_crowd_of_one_telephone_names_and_days_tell() -> None:
    known = KnownPeople([])
    for key in range(1, 20 * CROWD):
        born = date(1960, 1, 2) + timedelta(key)
        known.add(key, PersonDraft(f"A{key}", "B", birth_date=born, phone="03741 556677"))
    born = date(1960, 1, 2) + timedelta(300)
    asked = PersonDraft("A300", "B", birth_date=born, phone="03741 556677")
    assert known.like(asked)[0].person_id == 300
