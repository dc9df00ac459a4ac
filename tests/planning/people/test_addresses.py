"""The addresses of a person by their first day, before and after one is edited."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.domain.people import PersonAddress
from kursplaner.planning.people.addresses import (
    AddressLine,
    addresses_after,
    addresses_of,
    edited,
    keep_addresses,
)
from kursplaner.planning.people.families import PersonDraft, add_person
from kursplaner.store.records import find
from kursplaner.store.session import Db

TODAY = date(2027, 2, 1)
OLD = AddressLine(date(2027, 1, 1), "Weg 1", "08606", "Oelsnitz", 3)
OLDER = AddressLine(date(2026, 1, 1), "Hof 2", "08626", "Adorf", 4)
ROWS = {OLDER.valid_from: OLDER, OLD.valid_from: OLD}
LATER, EARLIER = date(2027, 3, 1), date(2026, 12, 1)


def by_day(*lines: AddressLine) -> dict[date, AddressLine]:
    return {line.valid_from: line for line in lines}


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize(
    ("line", "after"),
    [
        (None, (OLDER,)),
        (OLD, (OLDER, OLD)),
        (replace(OLD, valid_from=LATER), (OLDER, replace(OLD, valid_from=LATER))),
        (replace(OLD, valid_from=EARLIER), (OLDER, replace(OLD, valid_from=EARLIER))),
        (replace(OLD, street="Weg 2"), (OLDER, replace(OLD, street="Weg 2"))),
        (
            replace(OLD, valid_from=LATER, street="Weg 2"),
            (OLDER, OLD, replace(OLD, valid_from=LATER, street="Weg 2")),
        ),
        (replace(OLD, stop_id=5), (OLDER, replace(OLD, stop_id=5))),
        (
            replace(OLD, stop_id=None),
            (OLDER, OLD, replace(OLD, valid_from=TODAY, stop_id=None)),
        ),
        (
            replace(OLD, valid_from=EARLIER, stop_id=None),
            (OLDER, OLD, replace(OLD, valid_from=EARLIER, stop_id=None)),
        ),
    ],
)
def test_an_address_is_moved_changed_or_followed_by_another(
    line: AddressLine | None, after: tuple[AddressLine, ...]
) -> None:
    before = dict(ROWS)
    assert edited(ROWS, line, OLD) == by_day(*after)
    assert before == ROWS


@pytest.mark.usefixtures("empty")
def test_an_address_to_come_without_its_stop_keeps_its_day() -> None:
    coming = replace(OLD, valid_from=LATER)
    bare = replace(coming, stop_id=None)
    assert edited(by_day(coming), bare, coming) == by_day(bare)
    today = replace(OLD, valid_from=TODAY)
    assert edited(by_day(today), replace(today, stop_id=None), today) == by_day(
        replace(today, stop_id=None)
    )


@pytest.mark.usefixtures("empty")
def test_the_first_address_is_added_and_without_one_nothing_is_taken_back() -> None:
    assert edited({}, OLD, None) == by_day(OLD)
    bare = replace(OLD, stop_id=None)
    assert edited(by_day(OLDER), bare, None) == by_day(OLDER, bare)
    assert edited(ROWS, None, None) == ROWS
    never = replace(OLD, stop_id=None, street="Weg 2")
    assert edited(by_day(bare), never, bare) == by_day(never)


def test_addresses_are_stored_by_their_days_and_what_goes_goes(db: Db) -> None:
    key, other = (add_person(db, PersonDraft("Haddad", street="Weg 9")) for _ in range(2))
    assert addresses_of(db, key) == by_day(AddressLine(TODAY, "Weg 9"))
    first = replace(OLD, stop_id=None)
    second = replace(
        first, valid_from=LATER, street="", postcode="08645", municipality="Bad Elster"
    )
    for wanted in (by_day(first, second), by_day(second), by_day(replace(second, street="Weg 1"))):
        keep_addresses(db, key, wanted)
        db.flush()
        assert addresses_of(db, key) == wanted
    assert addresses_of(db, other) == by_day(AddressLine(TODAY, "Weg 9"))
    versions = {row.id for row in find(db, PersonAddress, person_id=key)}
    keep_addresses(db, key, addresses_of(db, key))
    assert {row.id for row in find(db, PersonAddress, person_id=key)} == versions


def test_an_unchanged_line_changes_nothing_whatever_is_stored(db: Db) -> None:
    key = add_person(db, PersonDraft("Haddad", street="Weg 9"))
    stored = addresses_of(db, key)
    assert addresses_after(db, key, OLD, OLD) == stored
    assert addresses_after(db, key, None, None) == stored
    line = stored[TODAY]
    moved = replace(line, valid_from=TODAY + timedelta(days=1))
    assert addresses_after(db, key, moved, line) == by_day(moved)
