"""What the record that stays says after a merge, value by value."""

from datetime import date, timedelta
from typing import Any

import pytest

from kursplaner.domain.base import Base
from kursplaner.domain.people import Consent, ContactRoute, OtherName, Person, PersonAddress
from kursplaner.planning.people.merge_fields import FieldChoice, MergeField, Side, Why
from kursplaner.planning.people.merge_values import store_values
from kursplaner.planning.people.person_form import RouteLine
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

TODAY = date(2027, 2, 1)
EARLY, LATE = date(2026, 3, 1), date(2026, 9, 1)
FIRST, SECOND, BOTH = Side.FIRST, Side.SECOND, Side.BOTH
ANNA, MARIA = ("Koval", "Anna"), ("Kowal", "Maria")


def pair(
    db: Db, first: dict[str, object] | None = None, second: dict[str, object] | None = None
) -> tuple[int, int]:
    rows = [
        Person(family_name=name[0], given_name=name[1], **(values or {}))
        for name, values in ((ANNA, first), (MARIA, second))
    ]
    kept, gone = written(db, *rows)
    return kept, gone


def written(db: Db, *rows: Base) -> list[int]:
    db.add_all(rows)
    db.flush()
    return [row.id for row in rows]  # type: ignore[attr-defined]


def choice(field: MergeField, first: object, second: object, side: Side) -> FieldChoice:
    return FieldChoice(field, first, second, side, Why.OLDER_RECORD)


def stored(db: Db, two: tuple[int, int], *fields: FieldChoice, name: Side = FIRST) -> Person:
    store_values(db, two, [choice(MergeField.NAME, ANNA, MARIA, name), *fields], {})
    return by_id(db, Person, two[0])


def other_names(db: Db, person_id: int) -> list[tuple[str, str]]:
    return [(r.family_name, r.given_name) for r in find(db, OtherName, person_id=person_id)]


def test_each_value_is_taken_from_its_side_and_what_nobody_says_is_empty(db: Db) -> None:
    values = {
        MergeField.CALL_NAME: ("Anja", "Mascha"),
        MergeField.PASSPORT_NAME: ("KOVAL ANNA", "KOWAL MARIA"),
        MergeField.OWN_SCRIPT: ("Анна", "Марія"),
        MergeField.LANGUAGES: ("uk, ru", "Ru, de"),
        MergeField.NATIONALITY: ("UA", "MD"),
        MergeField.LEVEL: ("A1", "A2"),
        MergeField.NEEDS: ("Rampe", "leise"),
        MergeField.NOTE: ("ruft an", "Brief"),
        MergeField.HEIGHT: (160, 165),
        MergeField.GENDER: ("f", "d"),
    }
    both = {
        MergeField.LANGUAGES: "uk, ru, de",
        MergeField.NEEDS: "Rampe; leise",
        MergeField.NOTE: "ruft an\nBrief",
    }
    two = pair(db)
    for at, side in enumerate((FIRST, SECOND)):
        kept = stored(db, two, *(choice(key, *said, side) for key, said in values.items()))
        for key, said in values.items():
            assert getattr(kept, key.value) == said[at]
    kept = stored(db, two, *(choice(key, *values[key], BOTH) for key in both))
    told = {key: getattr(kept, key.value) for key in values}
    assert told == {key: both.get(key, "") for key in values} | {
        MergeField.HEIGHT: None,
        MergeField.GENDER: "unknown",
    }


def test_what_was_chosen_holds_before_what_is_proposed(db: Db) -> None:
    two = pair(db)
    fields = [
        choice(MergeField.NAME, ANNA, MARIA, FIRST),
        choice(MergeField.LEVEL, "A1", "A2", FIRST),
    ]
    store_values(db, two, fields, {MergeField.LEVEL: SECOND, MergeField.NAME: SECOND})
    kept = by_id(db, Person, two[0])
    assert (kept.family_name, kept.given_name, kept.level) == (*MARIA, "A2")


@pytest.mark.parametrize(
    ("side", "known", "chosen", "findable"),
    [
        (FIRST, [], ANNA, [MARIA]),
        (SECOND, [], MARIA, [ANNA]),
        (FIRST, [(1, *MARIA)], ANNA, []),  # the other record's line comes over with its rows
        (SECOND, [(0, *MARIA)], MARIA, [ANNA]),
        (SECOND, [(1, *MARIA)], MARIA, [ANNA]),
        (FIRST, [(0, "Kovalenko", "Anna"), (0, *ANNA)], ANNA, [("Kovalenko", "Anna"), MARIA]),
    ],
)
def test_the_name_that_is_not_taken_stays_findable(
    db: Db,
    side: Side,
    known: list[tuple[int, str, str]],
    chosen: tuple[str, str],
    findable: list[tuple[str, str]],
) -> None:
    two = pair(db)
    for whose, family, given in known:
        db.add(OtherName(person_id=two[whose], family_name=family, given_name=given))
    db.flush()
    kept = stored(db, two, name=side)
    assert (kept.family_name, kept.given_name) == chosen
    assert other_names(db, two[0]) == findable
    assert chosen not in other_names(db, two[1])


def test_the_same_name_of_both_is_no_other_name(db: Db) -> None:
    two = pair(db)
    gone = by_id(db, Person, two[1])
    gone.family_name, gone.given_name = ANNA
    stored(db, two)
    assert other_names(db, two[0]) == []


@pytest.mark.parametrize(
    ("name", "first", "second", "after"),
    [
        ("registered_on", EARLY, LATE, EARLY),
        ("registered_on", LATE, EARLY, EARLY),
        ("registered_on", None, LATE, LATE),
        ("registered_on", None, None, None),
        ("ended_on", EARLY, LATE, LATE),
        ("ended_on", None, LATE, None),
        ("ended_on", EARLY, None, None),
        ("address_restricted", True, False, True),
        ("address_restricted", False, True, True),
        ("address_restricted", False, False, False),
        ("processing_restricted", True, False, True),
        ("processing_restricted", False, True, True),
        ("processing_restricted", False, False, False),
    ],
)
def test_what_is_not_asked(db: Db, name: str, first: object, second: object, after: object) -> None:
    kept = stored(db, pair(db, {name: first}, {name: second}))
    assert getattr(kept, name) == after


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        ("aunt", "uncle", "aunt"),
        (None, "uncle", "uncle"),
        ("gone", "uncle", "uncle"),
        ("aunt", "kept", "aunt"),
        ("gone", "kept", None),
        (None, None, None),
    ],
)
def test_who_signs_for_somebody_is_never_she_herself(
    db: Db, first: str | None, second: str | None, after: str | None
) -> None:
    people = dict(zip(("kept", "gone"), pair(db), strict=True))
    others = written(db, Person(family_name="Tante"), Person(family_name="Onkel"))
    people |= dict(zip(("aunt", "uncle"), others, strict=True))
    for name, signer in (("kept", first), ("gone", second)):
        by_id(db, Person, people[name]).signer_id = people[signer] if signer else None
    kept = stored(db, (people["kept"], people["gone"]))
    assert kept.signer_id == (people[after] if after else None)


@pytest.mark.parametrize(
    ("side", "of_gone", "height", "measured"),
    [
        (FIRST, LATE, 100, EARLY),
        (SECOND, LATE, 104, LATE),
        (SECOND, None, 104, EARLY),
        (None, LATE, None, EARLY),
    ],
)
def test_a_height_brings_the_day_it_was_measured(
    db: Db, side: Side | None, of_gone: date | None, height: int | None, measured: date
) -> None:
    two = pair(db, {"height_measured_on": EARLY}, {"height_measured_on": of_gone})
    fields = [choice(MergeField.HEIGHT, 100, 104, side)] if side else []
    kept = stored(db, two, *fields)
    assert (kept.height_cm, kept.height_measured_on) == (height, measured)


def test_birth_brings_its_doubt(db: Db) -> None:
    two = pair(db, {"birth_date": LATE, "birth_uncertain": True})
    birth = (MergeField.BIRTH, (EARLY, False), (LATE, True))
    for side, after in ((FIRST, (EARLY, False)), (SECOND, (LATE, True))):
        kept = stored(db, two, choice(*birth, side))
        assert (kept.birth_date, kept.birth_uncertain) == after
    kept = stored(db, two)
    assert (kept.birth_date, kept.birth_uncertain) == (None, False)


def address(person_id: int, day: date, street: str, stop: int | None = None) -> PersonAddress:
    return PersonAddress(person_id=person_id, valid_from=day, street=street, stop_id=stop)


@pytest.mark.parametrize(
    ("fields", "streets"),
    [
        ({MergeField.ADDRESS: FIRST}, {EARLY: "Weg 1"}),
        ({MergeField.ADDRESS: SECOND}, {EARLY: "Weg 1", LATE: "Markt 4"}),
        ({MergeField.STOP: SECOND}, {EARLY: "Weg 1", LATE: "Markt 4"}),
        ({MergeField.ADDRESS: FIRST, MergeField.STOP: SECOND}, {EARLY: "Weg 1"}),
        ({}, {EARLY: "Weg 1"}),
    ],
)
def test_the_chosen_address_holds_now(
    db: Db, fields: dict[MergeField, Side], streets: dict[date, str]
) -> None:
    two = pair(db)
    written(db, address(two[0], EARLY, "Weg 1"), address(two[1], LATE, "Markt 4"))
    stored(db, two, *(choice(key, "x", "y", side) for key, side in fields.items()))
    rows = find(db, PersonAddress, person_id=two[0])
    assert {row.valid_from: row.street for row in rows} == streets
    assert find(db, PersonAddress, person_id=two[1]) == []


def test_ways_to_reach_somebody_stand_once_in_their_order(db: Db) -> None:
    two = pair(db)
    numbers = ("0176 1", "0176 2", "0176 3", "0176 2")
    keys = written(
        db,
        *(
            ContactRoute(person_id=two[whose], position=position, kind="phone", value=numbers[at])
            for at, (whose, position) in enumerate(((0, 7), (0, 8), (1, 1), (1, 2)))
        ),
    )
    lines = [RouteLine("phone", number) for number in numbers]
    stored(db, two, choice(MergeField.ROUTES, (*lines[:2],), (*lines[2:],), BOTH))
    rows = find(db, ContactRoute, person_id=list(two))
    assert {row.id: row.position for row in rows} == {keys[0]: 1, keys[1]: 2, keys[2]: 3}
    stored(db, two, choice(MergeField.ROUTES, (*lines[:2],), (lines[2],), SECOND))
    rows = find(db, ContactRoute, person_id=list(two))
    assert [(row.id, row.position) for row in rows] == [(keys[2], 1)]
    stored(db, two)
    assert find(db, ContactRoute, person_id=list(two)) == []


def consent(person_id: int, purpose: str, day: date, **values: Any) -> Consent:
    return Consent(person_id=person_id, purpose=purpose, given_on=day, **values)


def test_exactly_the_chosen_consents_stand(db: Db) -> None:
    two = pair(db)
    yesterday = TODAY - timedelta(days=1)
    keys = written(
        db,
        consent(two[0], "data", LATE),
        consent(two[1], "data", EARLY),
        consent(two[0], "photo", EARLY),
        consent(two[1], "photo", LATE),
        consent(two[0], "post", EARLY, revoked_on=yesterday),
        consent(two[1], "post", LATE),
        consent(two[0], "press", EARLY, given=False),
    )
    chosen = frozenset({"data", "post"})
    stored(db, two, choice(MergeField.CONSENTS, chosen, frozenset(), FIRST))
    told = {row.id: row.revoked_on for row in find(db, Consent, person_id=list(two))}
    assert told == {
        keys[1]: None,
        keys[2]: TODAY,
        keys[3]: TODAY,
        keys[4]: yesterday,
        keys[5]: None,
        keys[6]: None,
    }
    stored(db, two)
    assert len(find(db, Consent, person_id=list(two), revoked_on=None)) == 3
