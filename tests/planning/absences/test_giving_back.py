"""What one family gave up together, and what fails of her day, state by state."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.domain.absences import EffectSource
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.planning.absences.plan import Outlook
from kursplaner.planning.absences.returns import Gone, counting, grouped, sort_out, whose
from kursplaner.planning.replays.fullness import Back
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY
from tests.planning.village_town import Village, build_village
from tests.towns import passing

PLACE, SEAT = EffectSource.PLACE, EffectSource.SEAT


@pytest.fixture(scope="module")
def shared() -> Iterator[Village]:
    with passing(build_village, NOW) as made:
        yield made


@pytest.fixture
def db(shared: Village) -> Iterator[Db]:
    """Return a village to write to of which nothing stays."""
    with clock.pinned(NOW), shared.workspace.rehearse() as db:
        yield db


def gone(source: EffectSource, record: int, person: int, *rows: int) -> Gone:
    return Gone(5, source, record, person, rows, ("absence_effect", rows[0]))


def test_what_one_family_gave_up_in_one_ride_or_slot_comes_back_together() -> None:
    place, seat = ChildcarePlace(enrolment_id=3), RideSeat(enrolment_id=3)
    other, guest = RideSeat(enrolment_id=4), RideSeat(enrolment_id=None)
    found = grouped(
        [
            (seat, gone(SEAT, 1, 7, 20)),
            (place, gone(PLACE, 1, 7, 30)),
            (other, gone(SEAT, 1, 7, 21)),
            (guest, gone(SEAT, 1, 3, 22)),
            (seat, gone(SEAT, 2, 7, 23)),
            (place, gone(PLACE, 1, 8, 31)),
            (seat, gone(SEAT, 1, 8, 24)),
            (guest, gone(SEAT, 1, 4, 25)),
            (guest, gone(SEAT, 1, 3, 26)),
        ]
    )
    assert found == (
        gone(SEAT, 1, 7, 20, 24),
        gone(PLACE, 1, 7, 30, 31),
        gone(SEAT, 1, 7, 21),
        gone(SEAT, 1, 3, 22, 26),
        gone(SEAT, 2, 7, 23),
        gone(SEAT, 1, 4, 25),
    )
    assert found[0].back == Back(frozenset(), frozenset({20, 24}))
    assert found[1].back == Back(frozenset({30, 31}), frozenset())


def test_nothing_wanted_brings_nothing_back(db: Db) -> None:
    nothing = sort_out(db, [])
    assert (nothing.back, nothing.away, nothing.tours) == ((), (), ())


def test_only_who_is_expected_in_a_lesson_counts(shared: Village, db: Db) -> None:
    seats = find(db, RideSeat, ride_id=shared.town.rides[0])
    places = find(db, ChildcarePlace, slot_id=shared.town.slots[0])
    rows: list[ChildcarePlace | RideSeat] = [*seats, *places]
    assert counting(db, rows) == set(rows)
    later = by_id(db, Enrolment, shared.enrolments["Rima"])
    later.joined_on = TUESDAY + timedelta(days=1)
    db.flush()
    others = {row for row in rows if row.enrolment_id != later.id}
    assert counting(db, rows) == others
    guest = RideSeat(ride_id=shared.town.rides[0], enrolment_id=None)
    served_no_more = RideSeat(ride_id=99_999, enrolment_id=later.id)
    assert counting(db, [guest, served_no_more, *rows]) == {guest, served_no_more, *others}


def test_whose_it_is_is_named_in_order(shared: Village, db: Db) -> None:
    kids = find(db, ChildcarePlace, slot_id=shared.town.slots[0])
    keys = tuple(row.id for row in reversed(kids))
    found = whose(db, gone(PLACE, shared.town.slots[0], shared.people["Rima"], *keys))
    assert [subject.id for subject in found] == sorted(row.child_id for row in kids)
    assert all(subject.label for subject in found)
    (seat, *_) = find(db, RideSeat, person_id=shared.people["Rima"])
    (rima,) = whose(db, gone(SEAT, seat.ride_id, seat.person_id, seat.id))
    assert (rima.noun, rima.id, rima.label) == ("person", shared.people["Rima"], "Rim Rima")


def state(db: Db, shared: Village, person: int, told: str = "") -> str:
    db.flush()
    unit = ("lesson", shared.town.lessons[0])
    return Outlook(db, [unit]).state(person, unit, told)


@pytest.mark.parametrize(
    ("off", "fails"),
    [
        ("", ""),
        ("out", "ride_out"),
        ("back", "ride_back"),
        ("out back", "ride"),
        ("care", "childcare"),
        ("care out", "childcare+ride_out"),
        ("care out back", "childcare+ride"),
        ("lesson care", "lesson"),
        ("next", ""),
    ],
)
def test_what_is_cancelled_of_a_lesson_fails_for_who_has_it(
    shared: Village, db: Db, off: str, fails: str
) -> None:
    town = shared.town
    records: dict[str, tuple[type[Ride | ChildcareSlot | Lesson], int]] = {
        "out": (Ride, town.rides[0]),
        "back": (Ride, town.rides[1]),
        "next": (Ride, town.rides[2]),
        "care": (ChildcareSlot, town.slots[0]),
        "lesson": (Lesson, town.lessons[0]),
    }
    for name in off.split():
        table, key = records[name]
        by_id(db, table, key).status = "cancelled"
    assert state(db, shared, shared.people["Rima"], "seat") == fails


def test_what_she_has_no_more_stands_as_she_was_told(shared: Village, db: Db) -> None:
    rima = shared.people["Rima"]
    assert state(db, shared, 99_999, "childcare+ride") == "childcare+ride"
    for told, rest in (("childcare+ride_back", "ride_back"), ("seat", "seat"), ("", "")):
        for seat in find(db, RideSeat, ride_id=shared.town.rides):
            db.delete(seat)
        assert state(db, shared, rima, told) == rest
    for place in find(db, ChildcarePlace, slot_id=shared.town.slots):
        db.delete(place)
    for told in ("childcare+ride_back", "place", "place+seat_out"):
        assert state(db, shared, rima, told) == told


def test_when_something_begins_and_whose_it_is(shared: Village, db: Db) -> None:
    town, rima = shared.town, shared.people["Rima"]
    units = [("lesson", town.lessons[0]), ("ride", town.rides[0]), ("childcare", town.slots[0])]
    found = Outlook(db, units)
    starts = by_id(db, Lesson, town.lessons[0]).starts
    assert [found.starts(unit) for unit in units] == [starts, starts - 50, starts - 15]
    assert found.starts(("lesson", 99_999)) is None
    assert [found.is_hers(rima, unit) for unit in units] == [True] * 3
    assert [found.is_hers(99_999, unit) for unit in units] == [False] * 3
    teacher, carer, driver = (town.people[name] for name in ("Seidel", "Roth", "driver"))
    works = [[found.is_hers(who, unit) for unit in units] for who in (teacher, carer, driver)]
    assert works == [[True, False, False], [True, False, True], [True, True, False]]
