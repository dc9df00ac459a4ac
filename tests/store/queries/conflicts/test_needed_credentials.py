"""Who cares, drives or runs in a scope, in order of time, and what credentials are held."""

from datetime import date

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.people import Credential, Person
from kursplaner.store.queries.conflicts import needed_credentials
from kursplaner.store.queries.conflicts.needed_credentials import KnownCredential, WorkUse
from kursplaner.store.queries.conflicts.scopes import of_lessons, stretch, uses_by
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import HALF_PAST_ELEVEN, NINE, TUESDAY, SmallTown, add_person
from tests.store.queries.written import DAY, written

STARTS, ENDS = minute_of(TUESDAY) + NINE, minute_of(TUESDAY) + HALF_PAST_ELEVEN


def test_who_works_with_children_or_on_the_road(kept: SmallTown, db: Db) -> None:
    carer, driver = kept.people["Roth"], kept.people["driver"]
    everybody = [
        (carer, "person", "childcare"),
        (driver, "person", "ride"),
        (kept.vehicle, "vehicle", "ride"),
    ]
    assert needed_credentials.workers(db, stretch(0, 1)) == everybody
    some = [carer, driver, kept.vehicle, kept.people["Seidel"], kept.rooms["side"], kept.rooms["A"]]
    found = needed_credentials.workers(db, uses_by(some, STARTS))
    assert sorted(found) == sorted(everybody)
    last = STARTS - 15 + 16 * 1440
    assert needed_credentials.workers(db, uses_by([carer], last)) == everybody[:1]
    assert needed_credentials.workers(db, uses_by([carer], last + 1)) == []


def test_the_work_of_a_lesson_is_in_order_of_time(kept: SmallTown, db: Db) -> None:
    carer, driver = kept.people["Roth"], kept.people["driver"]
    out, back = (
        WorkUse(STARTS - 50, STARTS - 10, "ride", kept.rides[0]),
        WorkUse(ENDS + 10, ENDS + 50, "ride", kept.rides[1]),
    )
    assert needed_credentials.uses_by_worker(db, of_lessons(db, kept.lessons[:1])) == {
        (carer, "person", "childcare"): [
            WorkUse(STARTS - 15, ENDS + 15, "childcare", kept.slots[0])
        ],
        (driver, "person", "ride"): [out, back],
        (kept.vehicle, "vehicle", "ride"): [out, back],
    }


def test_the_first_work_begins_within_the_stretch(kept: SmallTown, db: Db) -> None:
    driver = (kept.people["driver"], "person", "ride")
    first, second = STARTS - 50, ENDS + 10
    out = WorkUse(first, STARTS - 10, "ride", kept.rides[0])
    back = WorkUse(second, ENDS + 50, "ride", kept.rides[1])

    def found(starts: int, ends: int) -> WorkUse | None:
        return needed_credentials.first_work(db, driver, starts, ends)

    assert found(first, first + 1) == out
    assert found(first, second + 999) == out
    assert found(first - 9, first) is None
    assert found(first + 1, second) is None
    assert found(first + 1, second + 1) == back
    other = (driver[0], "person", "childcare")
    assert needed_credentials.first_work(db, other, 0, second + 1) is None


@pytest.mark.parametrize("before", [0, 899, 900])
def test_what_is_held_is_known_by_kind(kept: SmallTown, db: Db, before: int) -> None:
    person, other = add_person(db, "Ada"), add_person(db, "Bea", birth_date=date(1990, 1, 1))
    by_id(db, Person, person).birth_date = date(1985, 12, 31)
    until = TUESDAY + DAY
    first, second, third = written(
        db,
        Credential(resource_id=person, kind="first_aid", valid_until=until),
        Credential(resource_id=person, kind="measles"),
        Credential(resource_id=other, kind="measles"),
    )
    ids = [*range(-before, 0), person, other, kept.people["Seidel"]]
    assert needed_credentials.credentials_held(db, ids) == {
        person: {
            "first_aid": KnownCredential(first, "first_aid", until),
            "measles": KnownCredential(second, "measles", None),
        },
        other: {"measles": KnownCredential(third, "measles", None)},
    }
    assert needed_credentials.birth_years(db, ids) == {person: 1985, other: 1990}
    assert list(needed_credentials.credentials_held(db, [other])) == [other]
