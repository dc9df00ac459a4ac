"""A family put down in one act: people, bonds, care, enrolment, and what is asked later."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ConflictKind, EnrolmentStatus, Gender, Way
from kursplaner.domain.people import (
    AuthorisedCollector,
    ContactRoute,
    EmergencyContact,
    Guardianship,
    HealthNote,
    Person,
    PersonAddress,
    Profile,
)
from kursplaner.domain.rides.rides import Stop
from kursplaner.domain.town import FollowUp
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.planning.people.families import (
    ChildDraft,
    FamilyDraft,
    PersonDraft,
    StoredFamily,
    add_family,
    add_person,
    enrol_draft,
    enrol_family,
)
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

TODAY = date(2027, 2, 1)
RIMA = PersonDraft("Haddad", "Rima", phone="0171 1")


def values(row: object, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def add_stop(db: Db) -> int:
    stop = Stop(name="Oelsnitz", latitude=50_414_000, longitude=12_169_000)
    db.add(stop)
    db.flush()
    return stop.id


def add_course(db: Db, capacity: int = 12, level: str = "") -> int:
    course = Course(number="K1", title="K1", course_type="municipal", required_units=60)
    course.capacity, course.first_day, course.level = capacity, TODAY, level
    db.add(course)
    db.flush()
    return course.id


def test_everything_told_of_a_person_is_kept_trimmed(db: Db) -> None:
    told = {
        "call_name": "Rimi",
        "passport_name": "HADDAD RIMA",
        "own_script_name": "ريما حداد",
        "birth_date": date(1989, 5, 5),
        "birth_uncertain": True,
        "languages": "ar de",
        "nationality": "SY",
        "level": "A1",
        "address_restricted": True,
        "height_cm": 168,
        "needs": "Rollstuhl",
        "note": "kommt abends",
    }
    spaced = {key: f" {told[key]} " for key in ("call_name", "passport_name", "own_script_name")}
    draft = PersonDraft(" Haddad ", " Rima ", gender=Gender.FEMALE, **{**told, **spaced})  # type: ignore[arg-type]
    row = by_id(db, Person, add_person(db, draft))
    assert values(row, *told) == tuple(told.values())
    assert values(row, "family_name", "given_name", "gender") == ("Haddad", "Rima", "female")
    assert values(row, "registered_on", "height_measured_on") == (TODAY, TODAY)
    plain = by_id(db, Person, add_person(db, RIMA))
    assert values(plain, "gender", "height_measured_on") == ("unknown", None)


def test_a_single_name_is_the_family_name_and_none_is_refused(db: Db) -> None:
    for draft, names in (
        (PersonDraft(" ", " Amanuel "), ("Amanuel", "")),
        (PersonDraft(" Amanuel ", " "), ("Amanuel", "")),
    ):
        row = by_id(db, Person, add_person(db, draft))
        assert values(row, "family_name", "given_name") == names
    with pytest.raises(Refused, match="name_missing"):
        add_person(db, PersonDraft(" ", " "))


def test_nobody_is_born_after_today(db: Db) -> None:
    assert add_person(db, replace(RIMA, birth_date=TODAY))
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        add_person(db, replace(RIMA, birth_date=tomorrow))
    assert (refused.value.kind, refused.value.facts) == ("birth_in_future", {"day": tomorrow})


def test_ways_to_reach_somebody_are_tried_phone_first_in_her_first_language(db: Db) -> None:
    draft = PersonDraft("A", phone=" 1 ", messenger=" 2 ", email=" 3 ", languages="ar, de")
    for told, routes in (
        (draft, [(1, "phone", "1", "ar"), (2, "messenger", "2", "ar"), (3, "email", "3", "ar")]),
        (
            replace(draft, phone=" ", languages=""),
            [(1, "messenger", "2", ""), (2, "email", "3", "")],
        ),
        (PersonDraft("A"), []),
    ):
        rows = find(db, ContactRoute, person_id=add_person(db, told))
        found = [values(row, "position", "kind", "value", "language") for row in rows]
        assert sorted(found) == routes


def test_an_address_is_kept_where_anything_is_known_of_it(db: Db) -> None:
    stop = add_stop(db)
    names = ("valid_from", "street", "postcode", "municipality", "stop_id")
    for told, kept in (
        ({"street": " Weg 1 "}, (TODAY, "Weg 1", "", "", None)),
        ({"postcode": " 08606 "}, (TODAY, "", "08606", "", None)),
        ({"municipality": " Adorf "}, (TODAY, "", "", "Adorf", None)),
        ({"stop_id": stop}, (TODAY, "", "", "", stop)),
    ):
        key = add_person(db, replace(RIMA, **told))
        assert [values(row, *names) for row in find(db, PersonAddress, person_id=key)] == [kept]
    assert find(db, PersonAddress, person_id=add_person(db, RIMA)) == []


def test_roles_are_profiles(db: Db) -> None:
    key = add_person(db, replace(RIMA, roles=("teacher", "carer")))
    assert {row.role for row in find(db, Profile, person_id=key)} == {"teacher", "carer"}


def test_children_inherit_name_and_address_where_they_have_none(db: Db) -> None:
    stop, other = add_stop(db), add_stop(db)
    home = {"street": "Weg 1", "postcode": "08606", "municipality": "Oelsnitz"}
    adult = replace(RIMA, **home, stop_id=stop, address_restricted=True)  # type: ignore[arg-type]
    at_home = ("Weg 1", "08606", "Oelsnitz")
    for child, name, address, restricted in (
        (PersonDraft("", "Amal"), "Haddad", (*at_home, stop), True),
        (PersonDraft("Saad", "Amal"), "Saad", (*at_home, stop), True),
        (PersonDraft("", "Amal", stop_id=other), "Haddad", (*at_home, other), True),
        (PersonDraft("", "Amal", street="Hof 2"), "Haddad", ("Hof 2", "", "", None), False),
        (PersonDraft("", "Amal", municipality="Adorf"), "Haddad", ("", "", "Adorf", None), False),
    ):
        _, (key,) = add_family(db, FamilyDraft(adult, children=(ChildDraft(child),)))
        row = by_id(db, Person, key)
        assert values(row, "family_name", "address_restricted") == (name, restricted)
        (kept,) = find(db, PersonAddress, person_id=key)
        assert values(kept, "street", "postcode", "municipality", "stop_id") == address
    hidden = PersonDraft("", "Amal", address_restricted=True)
    _, (key,) = add_family(db, FamilyDraft(RIMA, children=(ChildDraft(hidden),)))
    assert by_id(db, Person, key).address_restricted


def test_known_people_are_bound_once_and_nobody_to_herself(db: Db) -> None:
    adult, child = add_person(db, RIMA), add_person(db, PersonDraft("Haddad", "Amal"))
    known = FamilyDraft(adult_id=adult, children=(ChildDraft(person_id=child),), relation="mother")
    for relation in ("mother", "aunt"):
        assert add_family(db, replace(known, relation=relation)) == (adult, (child,))
        (bond,) = find(db, Guardianship, child_id=child)
        assert values(bond, "adult_id", "relation") == (adult, "mother")
    with pytest.raises(Refused) as refused:
        add_family(db, replace(known, children=(ChildDraft(person_id=adult),)))
    assert (refused.value.kind, refused.value.facts) == ("own_child", {"id": adult})
    for nobody in (FamilyDraft(), replace(known, children=(ChildDraft(),))):
        with pytest.raises(Refused, match="name_missing"):
            add_family(db, nobody)


def test_what_carers_must_know_is_added_to_what_is_known(db: Db) -> None:
    adult, child = add_person(db, RIMA), add_person(db, PersonDraft("Haddad", "Amal"))
    for told, notes in (
        (ChildDraft(person_id=child), []),
        (ChildDraft(person_id=child, allergies=""), []),
        (ChildDraft(person_id=child, allergies="Nuss"), [("Nuss", "")]),
        (ChildDraft(person_id=child, medicine="Spray"), [("Nuss", "Spray")]),
        (ChildDraft(person_id=child, allergies="Ei"), [("Ei", "Spray")]),
    ):
        add_family(db, FamilyDraft(adult_id=adult, children=(told,)))
        rows = find(db, HealthNote, person_id=child)
        assert [values(row, "allergies", "medicine") for row in rows] == notes


def test_who_may_collect_is_called_in_an_emergency_where_there_is_a_number(db: Db) -> None:
    collectors = (("Oma", "0171 2"), ("Nachbar", ""))
    child = ChildDraft(PersonDraft("", "Amal"), collectors=collectors)
    _, (key,) = add_family(db, FamilyDraft(RIMA, children=(child,)))
    rows = find(db, AuthorisedCollector, child_id=key)
    assert sorted(values(row, "name", "phone") for row in rows) == sorted(collectors)
    (contact,) = find(db, EmergencyContact, person_id=key)
    assert values(contact, "name", "phone") == ("Oma", "0171 2")


def test_what_a_family_asks_of_its_course(db: Db) -> None:
    children = (ChildDraft(childcare=False), ChildDraft(rides=False))
    asked = FamilyDraft(course_id=5, from_day=TODAY, children=children, way=Way.SHUTTLE, stop_id=3)
    asked = replace(asked, wheelchair=True, pram=True, note="abends")
    assert enrol_draft(asked, 7, (8, 9)) == EnrolDraft(
        5,
        7,
        (ChildWish(8, childcare=False), ChildWish(9, rides=False)),
        TODAY,
        Way.SHUTTLE,
        3,
        wheelchair=True,
        pram=True,
        note="abends",
    )
    assert enrol_draft(FamilyDraft(), 7, ()) == EnrolDraft(0, 7)


def follow_ups(db: Db) -> list[tuple[Any, ...]]:
    rows = sorted(find(db, FollowUp), key=lambda row: row.person_id or 0)
    return [values(row, "person_id", "line", "course_id", "day") for row in rows]


def test_what_is_not_known_is_asked_in_a_week(db: Db) -> None:
    known = PersonDraft("", "Sami", birth_date=date(2020, 5, 5), height_cm=110)
    children = (
        ChildDraft(PersonDraft("", "Amal")),
        ChildDraft(known),
        ChildDraft(known, allergies=""),
        ChildDraft(replace(known, height_cm=None), allergies="Nuss"),
    )
    draft = FamilyDraft(replace(RIMA, phone=""), children=children)
    day = TODAY + timedelta(days=7)
    for way, asked in (
        (Way.UNKNOWN, (("birth_date", "allergies"), ("allergies",), (), ())),
        (Way.SHUTTLE, (("birth_date", "allergies", "height"), ("allergies",), (), ("height",))),
    ):
        found = enrol_family(db, replace(draft, way=way))
        keys = (found.adult_id, *found.child_ids)
        missing = {
            key: kinds for key, kinds in zip(keys, (("phone",), *asked), strict=True) if kinds
        }
        assert found == StoredFamily(keys[0], keys[1:], None, waiting=False, missing=missing)
        lines = [(key, "missing:" + ",".join(kinds), None, day) for key, kinds in missing.items()]
        assert follow_ups(db) == sorted(lines)
        for row in find(db, FollowUp):
            db.delete(row)
        db.flush()


def test_a_phone_or_a_messenger_is_enough_to_reach_somebody(db: Db) -> None:
    for adult in (RIMA, PersonDraft("A", messenger="2")):
        assert enrol_family(db, FamilyDraft(adult)).missing == {}
    assert enrol_family(db, FamilyDraft(PersonDraft("A", email="3"))).missing != {}
    bare = add_person(db, PersonDraft("A"))
    assert enrol_family(db, FamilyDraft(adult_id=bare)).missing == {}


def test_a_family_is_enrolled_or_waits_together(db: Db) -> None:
    course = add_course(db, capacity=1)
    child = ChildDraft(PersonDraft("", "Amal", birth_date=date(2021, 1, 1)), allergies="")
    draft = FamilyDraft(RIMA, children=(child,), course_id=course)
    for waiting, status in ((False, EnrolmentStatus.ENROLLED), (True, EnrolmentStatus.WAITING)):
        found = enrol_family(db, draft)
        assert (found.waiting, found.missing) == (waiting, {})
        kinds = [hint.kind for hint in found.hints]
        assert kinds == [ConflictKind.COURSE_CAPACITY] * waiting
        row = by_id(db, Enrolment, found.enrolment_id or 0)
        assert (row.person_id, row.status) == (found.adult_id, status.value)
        (kept,) = find(db, EnrolmentChild, enrolment_id=row.id)
        assert (kept.child_id,) == found.child_ids
    with pytest.raises(HardConflict):
        enrol_family(db, draft, else_waiting=False)


def test_a_level_that_does_not_suit_is_a_hint_and_a_stop_is_asked_for(db: Db) -> None:
    course = add_course(db, level="B2")
    adult = PersonDraft("Haddad", "Rima", level="A1")
    found = enrol_family(db, FamilyDraft(adult, course_id=course, way=Way.SHUTTLE))
    assert not found.waiting
    assert [hint.kind for hint in found.hints] == [ConflictKind.LEVEL]
    assert found.missing == {found.adult_id: ("phone", "stop")}
    day = TODAY + timedelta(days=7)
    assert follow_ups(db) == [(found.adult_id, "missing:phone,stop", course, day)]
