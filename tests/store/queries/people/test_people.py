"""Who is found by role, name and phone, in which order, and what a row of the list says."""

from datetime import date

import pytest

from kursplaner.domain.people import ContactRoute, Guardianship, OtherName, Person, PersonAddress
from kursplaner.store.queries.people.people import (
    people_by_id,
    people_count,
    people_rows,
    person_detail,
    person_place,
)
from kursplaner.store.queries.people.searching import CHILD, GUARDIAN, PARTICIPANT
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly


@pytest.fixture
def family(kept: SmallTown, db: Db) -> dict[str, int]:
    """Write down a mother who is enrolled, a father and a child."""
    found = {name: add_person(db, name) for name in ("Amut", "Bvat", "Ckind")}
    enrol_plainly(db, kept.course, found["Amut"], way="walk")
    for adult in ("Amut", "Bvat"):
        db.add(Guardianship(child_id=found["Ckind"], adult_id=found[adult]))
    db.flush()
    return found


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (PARTICIPANT, {"Amut"}),
        (GUARDIAN, {"Amut", "Bvat"}),
        (CHILD, {"Ckind"}),
        ("carer", {"Roth"}),
        ("nobody", set()),
    ],
)
def test_people_of_a_role(db: Db, family: dict[str, int], role: str, names: set[str]) -> None:
    assert family
    rows = people_rows(db, role=role)
    assert {row.name.split(",")[0] for row in rows} == names
    assert people_count(db, role=role) == len(names)
    for row in rows:
        assert role in row.roles


def test_a_window_of_an_order(db: Db, family: dict[str, int]) -> None:
    first = people_rows(db, limit=2)
    assert [row.id for row in first] == [family["Amut"], family["Bvat"]]
    assert people_rows(db, offset=1, limit=1)[0].id == family["Bvat"]
    assert people_rows(db, descending=True)[-1].id == family["Amut"]
    assert person_place(db, family["Ckind"]) == 2
    last = people_count(db) - 3
    assert person_place(db, family["Ckind"], descending=True) == last
    assert person_place(db, family["Ckind"], role=GUARDIAN) is None
    by_id(db, Person, family["Bvat"]).level = "A1"
    db.flush()
    assert people_rows(db, order="level", descending=True)[0].id == family["Bvat"]


def test_other_names_and_phones_are_searched_and_a_protected_phone_is_not(
    db: Db, family: dict[str, int]
) -> None:
    mother = family["Amut"]
    db.add(
        OtherName(person_id=mother, family_name="Zweitname", given_name="", search_text="zweitname")
    )
    db.add(ContactRoute(person_id=mother, kind="phone", value="0171 9988776", position=2))
    db.add(ContactRoute(person_id=mother, kind="messenger", value="0171 1", position=1))
    for since, place in ((date(2027, 2, 1), "Plauen"), (date(2027, 1, 1), "Raun")):
        db.add(
            PersonAddress(person_id=mother, valid_from=since, municipality=place, street="Weg 1")
        )
    db.flush()
    assert [row.id for row in people_rows(db, "zweitname")] == [mother]
    assert [row.id for row in people_rows(db, "9988776")] == [mother]
    (row,) = people_by_id(db, [mother, 999_999])
    assert (row.municipality, row.phone) == ("Plauen", "0171 1")
    detail = person_detail(db, mother)
    assert (detail.street, detail.municipality) == ("Weg 1", "Plauen")
    by_id(db, Person, mother).address_restricted = True
    db.flush()
    assert people_rows(db, "9988776") == []
    (row,) = people_by_id(db, [mother])
    assert (row.municipality, row.phone) == ("", "")
    detail = person_detail(db, mother)
    assert (detail.street, detail.municipality) == ("", "")


def test_who_ended_is_not_found(db: Db, family: dict[str, int]) -> None:
    by_id(db, Person, family["Bvat"]).ended_on = TUESDAY
    db.flush()
    assert [row.id for row in people_rows(db, role=GUARDIAN)] == [family["Amut"]]
