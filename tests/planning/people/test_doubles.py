"""Who is likely recorded twice, and of whom somebody said that they are two."""

from datetime import date

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.conflicts.conflicts import double_id, renamed
from kursplaner.domain.people import Guardianship, OtherName, Person
from kursplaner.domain.town import AcceptedConflict
from kursplaner.planning.people import doubles, merge_barriers, merge_rows, merge_values
from kursplaner.planning.people.duplicates import LIKELY, SURE, known_children, likely_duplicates
from kursplaner.planning.people.families import PersonDraft
from kursplaner.planning.people.merge_fields import joined_words, one_below_other
from kursplaner.store.records import find
from kursplaner.store.session import Db


def person(db: Db, family: str, given: str, born: date | None = None) -> int:
    row = Person(family_name=family, given_name=given, birth_date=born)
    db.add(row)
    db.flush()
    return row.id


def test_pairs_are_found_until_somebody_says_that_they_are_two(db: Db) -> None:
    first = person(db, "Shevchuk", "Nina", date(1990, 3, 1))
    second = person(db, "Schewtschuk", "Nina", date(1990, 1, 3))
    pairs = [(pair.first_id, pair.second_id) for pair in doubles.doubles(db)]
    assert (first, second) in pairs
    found = doubles.likeness(db, first, second)
    assert found is not None
    assert "birth_swapped" in found.reasons
    assert "other_birth_date" not in found.reasons
    doubles.keep_apart(db, second, first)
    doubles.keep_apart(db, first, second)
    assert (first, second) not in [(p.first_id, p.second_id) for p in doubles.doubles(db)]
    for wrong, kind in (((first, first), "merge_self"), ((first, 999_999), "not_found")):
        with pytest.raises(Refused) as told:
            doubles.keep_apart(db, *wrong)
        assert told.value.kind == kind


def test_a_child_of_the_same_name_as_its_father_is_no_double(db: Db) -> None:
    father, son = person(db, "Ali", "Omar"), person(db, "Ali", "Omar")
    assert doubles.doubles(db, SURE - 20)
    db.add(Guardianship(child_id=son, adult_id=father))
    db.flush()
    assert (father, son) not in [(p.first_id, p.second_id) for p in doubles.doubles(db)]
    assert doubles.shared_children(db, father, son) == set()
    with pytest.raises(Refused) as told:
        merge_barriers.check(db, father, son)
    assert told.value.kind == "merge_family"


def test_only_what_was_said_of_these_two_keeps_them_apart(db: Db) -> None:
    some = [person(db, "Shevchuk", "Nina", date(1990, 3, 1)) for _ in range(3)]
    first, second, third = some
    doubles.keep_apart(db, third, first)
    other = AcceptedConflict(conflict=double_id(first, second), reason="anders", accepted_at=0)
    db.add(other)
    db.flush()
    found = {(pair.first_id, pair.second_id) for pair in doubles.doubles(db)} & set(pairs(some))
    assert found == {(first, second), (second, third)}
    (row,) = find(db, AcceptedConflict, reason=doubles.TWO_PEOPLE)
    assert (row.conflict, row.accepted_at) == (double_id(first, third), clock.minute())
    likely = doubles.likeness(db, third, first)
    assert likely is not None
    assert (likely.first_id, likely.second_id) == (first, third)
    assert doubles.likeness(db, first, person(db, "Ganz", "Anders")) is None
    for near in (person(db, "Shevchuk", "Oleg"), person(db, "Ganz", "Nina")):
        faint = doubles.likeness(db, first, near)
        assert faint is None or faint.score < LIKELY


def pairs(keys: list[int]) -> list[tuple[int, int]]:
    return [(first, second) for first in keys for second in keys if first < second]


def test_the_children_of_both(db: Db) -> None:
    first, second, mine, both, others = (person(db, name, "") for name in "abcde")
    bonds = ((mine, first), (both, first), (both, second), (others, second))
    db.add_all([Guardianship(child_id=child, adult_id=adult) for child, adult in bonds])
    db.flush()
    assert doubles.shared_children(db, first, second) == {both}


def test_a_name_that_went_is_still_the_same_person(db: Db) -> None:
    key = person(db, "Novák", "Jana")
    assert not likely_duplicates(db, PersonDraft("Dvořák", "Jana"))
    db.add(OtherName(person_id=key, family_name="Dvořák", given_name="Jana"))
    db.flush()
    assert [like.person_id for like in likely_duplicates(db, PersonDraft("Dworak", "Jana"))] == [
        key
    ]


def test_the_door_knows_children_by_the_first_name_alone(db: Db) -> None:
    child, adult = person(db, "Haddad", "Juliya"), person(db, "Haddad", "Julia")
    db.add(Guardianship(child_id=child, adult_id=adult))
    db.flush()
    found = known_children(db).like(PersonDraft("Юлія"), least=20)
    assert [like.person_id for like in found] == [child]


def test_ids_inside_texts_are_renamed_where_they_name_the_person(db: Db) -> None:
    assert double_id(7, 3) == "double:3-7"
    for before, after in (
        ("double:3-7", "double:3-5"),
        ("teacher:7:lesson1-lesson7", "teacher:5:lesson1-lesson7"),
        ("room_capacity:7", "room_capacity:7"),
        ("family_chain:no_seat:7:ride7", "family_chain:no_seat:5:ride7"),
        ("never_together:3-7:lesson1", "never_together:3-5:lesson1"),
    ):
        assert renamed(before, 7, 5) == after
    assert merge_rows.works(db, 999)[1] == ""
    assert merge_values.store_values.__doc__


def test_texts_are_joined_and_nothing_stands_twice() -> None:
    assert joined_words("uk, ru", "Ru; de".replace(";", ",")) == "uk, ru, de"
    assert one_below_other("ruft an", "Ruft an, abends", "; ") == "Ruft an, abends"
    assert one_below_other("a", "b", "; ") == "a; b"
