"""What is planned now for somebody: each way in which lesson, childcare or ride can fail."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.absences import Absence, AbsenceEffect, AbsenceEnding, AbsenceWord
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.people import Closure, Profile
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle
from kursplaner.planning.absences.plan import Outlook, Unit, aspects
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.morning_town import Morning, build_morning
from tests.planning.small_town import NINE, NOW, TUESDAY, add_person, enrol_plainly
from tests.store.queries.written import written
from tests.towns import passing

MIDNIGHT = minute_of(TUESDAY)
START = MIDNIGHT + NINE


@pytest.fixture(scope="module")
def kept() -> Iterator[Morning]:
    with passing(build_morning, NOW) as made:
        yield made


@pytest.fixture
def db(kept: Morning) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


def absence(db: Db, kind: str, key: int | None = None, **values: Any) -> int:
    row = Absence(kind=kind, resource_id=key, reason="ill", reported_at=0)
    row.starts, row.ends = MIDNIGHT, MIDNIGHT + 1440
    for name, value in values.items():
        setattr(row, name, value)
    return written(db, row)[0]


def ended(db: Db, key: int, since: int) -> None:
    written(db, AbsenceEnding(absence_id=key, since=since))


def effect(db: Db, key: int, source: str, row: int, person: int, cause: str = "taken") -> None:
    found = AbsenceEffect(absence_id=key, person_id=person, source=source, record_id=row)
    found.cause, found.starts = cause, START
    written(db, found)


def state(db: Db, kept: Morning, unit: Unit | None = None, told: str = "") -> str:
    lesson = ("lesson", kept.town.lessons[0])
    return Outlook(db, {lesson, unit or lesson}).state(kept.people["Rima"], unit or lesson, told)


def cancel(db: Db, row: Any) -> None:
    row.status = "cancelled"
    db.flush()


Change = Callable[[Db, Morning], object]


def off(model: Any, rows: Callable[[Morning], int]) -> Change:
    return lambda db, kept: cancel(db, by_id(db, model, rows(kept)))


LESSON_OFF = off(Lesson, lambda kept: kept.town.lessons[0])
CARE_OFF = off(ChildcareSlot, lambda kept: kept.town.slots[0])
OUT_OFF = off(Ride, lambda kept: kept.town.rides[0])
BACK_OFF = off(Ride, lambda kept: kept.town.rides[1])


def lost(at: int, cause: str = "taken") -> Change:
    """Let somebody else have her seat in a ride of the first date."""

    def change(db: Db, kept: Morning) -> None:
        (row,) = find(db, RideSeat, ride_id=kept.town.rides[at])
        row.result = "cancelled_in_time"
        key = absence(db, "day", starts=MIDNIGHT + 9 * 1440, ends=MIDNIGHT + 10 * 1440)
        effect(db, key, "seat", row.id, kept.people["Rima"], cause)

    return change


def place_lost(db: Db, kept: Morning) -> None:
    rows = find(db, ChildcarePlace, slot_id=kept.town.slots[0], child_id=kept.people["Sami"])
    rows[0].status = "excused"
    key = absence(db, "day", starts=MIDNIGHT + 9 * 1440, ends=MIDNIGHT + 10 * 1440)
    effect(db, key, "place", rows[0].id, kept.people["Rima"])


def without_seats(db: Db, kept: Morning) -> None:
    for row in find(db, RideSeat, ride_id=kept.town.rides[:2]):
        db.delete(row)
    db.flush()


def driverless(at: int) -> Change:
    def change(db: Db, kept: Morning) -> None:
        by_id(db, Ride, kept.town.rides[at]).vehicle_id = None
        db.flush()

    return change


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ((), ""),
        ((LESSON_OFF,), "lesson"),
        ((LESSON_OFF, CARE_OFF, OUT_OFF), "lesson"),
        ((CARE_OFF,), "childcare"),
        ((OUT_OFF,), "ride_out"),
        ((BACK_OFF,), "ride_back"),
        ((OUT_OFF, BACK_OFF), "ride"),
        ((CARE_OFF, BACK_OFF), "childcare+ride_back"),
        ((lost(0),), "seat_out"),
        ((lost(1),), "seat_back"),
        ((lost(0), lost(1)), "seat"),
        ((OUT_OFF, lost(1)), "seat"),
        ((lost(0), OUT_OFF), "ride_out"),
        ((lost(0, "called_off"),), "ride_out"),
        ((lost(0, "excuse"),), ""),
        ((place_lost,), "place"),
        ((place_lost, CARE_OFF), "childcare"),
        ((place_lost, lost(0)), "place+seat_out"),
        ((without_seats, OUT_OFF), ""),
    ],
)
def test_what_fails_of_her_lesson(
    kept: Morning, db: Db, changes: tuple[Change, ...], found: str
) -> None:
    for change in changes:
        change(db, kept)
    assert state(db, kept) == found


def team(name: str) -> Callable[[Db, Morning], int]:
    return lambda db, kept: absence(db, "person", kept.town.people[name])


MISSING: dict[str, tuple[Callable[[Db, Morning], int], str]] = {
    "teacher": (team("Seidel"), "lesson"),
    "carer": (team("Roth"), "childcare"),
    "driver": (team("driver"), "ride"),
    "vehicle": (lambda db, kept: absence(db, "vehicle", kept.town.vehicle), "ride"),
    "village": (lambda db, _: absence(db, "village", municipality="Oelsnitz"), "ride"),
    "other village": (lambda db, _: absence(db, "village", municipality="Adorf"), ""),
    "day": (lambda db, _: absence(db, "day"), "lesson"),
    "idle teacher": (team("Vogel"), ""),
    "herself": (lambda db, kept: absence(db, "person", kept.people["Rima"]), ""),
    "child": (lambda db, kept: absence(db, "person", kept.people["Sami"]), ""),
}


@pytest.mark.parametrize("name", MISSING)
def test_what_fails_while_somebody_is_missing(kept: Morning, db: Db, name: str) -> None:
    report, found = MISSING[name]
    key = report(db, kept)
    assert state(db, kept) == found
    later = ("lesson", kept.town.lessons[1])
    assert Outlook(db, {later}).state(kept.people["Rima"], later) == ""
    both = Outlook(db, {later, ("lesson", kept.town.lessons[0])})
    assert both.state(kept.people["Rima"], later) == ""
    row = by_id(db, Absence, key)
    row.ends = MIDNIGHT + 2 * 1440 + 1
    db.flush()
    assert state(db, kept) == found
    ended(db, key, MIDNIGHT)
    assert state(db, kept) == ""


@pytest.mark.parametrize(
    ("name", "until", "found"),
    [
        ("teacher", NINE, ""),
        ("teacher", NINE + 1, "lesson"),
        ("carer", NINE - 15, ""),
        ("carer", NINE - 14, "childcare"),
        ("vehicle", NINE - 50, ""),
        ("vehicle", NINE - 49, "ride_out"),
        ("vehicle", NINE + 160, "ride_out"),
        ("vehicle", NINE + 161, "ride"),
        ("village", NINE - 49, "ride_out"),
        ("day", NINE - 49, "ride_out"),
        ("day", NINE - 14, "childcare+ride_out"),
        ("day", NINE + 1, "lesson"),
    ],
)
def test_an_absence_that_ended_early_holds_to_its_minute(
    kept: Morning, db: Db, name: str, until: int, found: str
) -> None:
    key = MISSING[name][0](db, kept)
    ended(db, key, MIDNIGHT + until)
    assert state(db, kept) == found


@pytest.mark.parametrize(
    ("role", "source", "found"),
    [
        ("teacher", "lesson", "lesson"),
        ("carer", "lesson", "childcare"),
        ("driver", "lesson", "ride"),
        ("volunteer", "lesson", ""),
        ("teacher", "childcare", ""),
    ],
)
def test_who_was_only_taken_out_leaves_a_gap(
    kept: Morning, db: Db, role: str, source: str, found: str
) -> None:
    person = add_person(db, "Neu", role)
    key = absence(db, "person", person)
    closure = Closure(resource_id=person, starts=MIDNIGHT, ends=MIDNIGHT + 1440, reason="ill")
    by_id(db, Absence, key).closure_id = written(db, closure)[0]
    word = AbsenceWord(absence_id=key, person_id=kept.people["Rima"], source=source)
    word.record_id, word.starts = kept.town.lessons[0], START
    written(db, word)
    for model in (LessonPerson, ChildcareSlotCarer):
        for row in find(db, model):
            db.delete(row)
    for ride in find(db, Ride, id=kept.town.rides[:2]):
        ride.driver_id = None
    db.flush()
    assert state(db, kept) == found
    word.starts = MIDNIGHT + 1440
    db.flush()
    assert state(db, kept) == ""


def test_a_gap_that_somebody_fills_is_none(kept: Morning, db: Db) -> None:
    team_of = kept.town.people
    person = add_person(db, "Neu", "teacher")
    written(db, Profile(person_id=person, role="carer"), Profile(person_id=person, role="driver"))
    key = absence(db, "person", person)
    closure = Closure(resource_id=person, starts=MIDNIGHT, ends=MIDNIGHT + 1440, reason="ill")
    by_id(db, Absence, key).closure_id = written(db, closure)[0]
    word = AbsenceWord(absence_id=key, person_id=kept.people["Rima"], source="lesson")
    word.record_id, word.starts = kept.town.lessons[0], START
    written(db, word)
    assert state(db, kept) == ""
    by_id(db, Ride, kept.town.rides[1]).driver_id = None
    db.flush()
    assert state(db, kept) == "ride_back"
    by_id(db, Ride, kept.town.rides[1]).driver_id = team_of["driver"]
    by_id(db, Absence, key).closure_id = None
    db.flush()
    assert state(db, kept) == ""


def test_a_ride_without_its_vehicle_is_off_where_nothing_came_for_it(kept: Morning, db: Db) -> None:
    (bus,) = written(db, Vehicle(name="Bus 2", seats=9))
    key = absence(db, "vehicle", bus)
    closure = Closure(resource_id=bus, starts=MIDNIGHT, ends=MIDNIGHT + 1440, reason="repair")
    by_id(db, Absence, key).closure_id = written(db, closure)[0]
    word = AbsenceWord(absence_id=key, person_id=kept.people["Rima"], source="lesson")
    word.record_id, word.starts = kept.town.lessons[0], START
    written(db, word)
    assert state(db, kept) == ""
    by_id(db, Ride, kept.town.rides[1]).vehicle_id = None
    db.flush()
    assert state(db, kept) == "ride_back"
    row = by_id(db, Absence, key)
    row.kind, row.resource_id = "person", kept.people["Weiss"]
    db.flush()
    assert state(db, kept) == ""


def test_childcare_goes_on_with_another_carer(kept: Morning, db: Db) -> None:
    written(db, ChildcareSlotCarer(slot_id=kept.town.slots[0], person_id=kept.people["Weiss"]))
    absence(db, "person", kept.town.people["Roth"])
    assert state(db, kept) == ""
    for place in find(db, ChildcarePlace, slot_id=kept.town.slots[0]):
        db.delete(place)
    rows = [ChildcarePlace(slot_id=kept.town.slots[0], child_id=add_person(db, f"K{at}"),
                           enrolment_id=kept.enrolments["Rima"]) for at in range(6)]  # fmt: skip
    written(db, *rows)
    assert state(db, kept) == "childcare"


def test_what_she_only_comes_to_goes_on_without_her(kept: Morning, db: Db) -> None:
    rima, olena = kept.people["Rima"], kept.people["Olena"]
    lessons = [("lesson", key) for key in kept.town.lessons[:2]]
    written(db, LessonPerson(lesson_id=lessons[1][1], person_id=rima))
    absence(db, "person", rima, ends=MIDNIGHT + 3 * 1440)
    outlook = Outlook(db, lessons)
    assert [outlook.state(olena, unit) for unit in lessons] == ["", "lesson"]


@pytest.mark.parametrize(
    ("gone", "told", "found"),
    [
        ("seats", "ride", "ride"),
        ("seats", "childcare+ride_out", "ride_out"),
        ("seats", "seat_back", "seat_back"),
        ("seats", "childcare", ""),
        ("places", "childcare", "childcare"),
        ("places", "place+ride", "place"),
        ("places", "ride", ""),
        ("", "ride", ""),
        ("", "childcare", ""),
    ],
)
def test_what_is_hers_no_more_stays_as_she_was_told(
    kept: Morning, db: Db, gone: str, told: str, found: str
) -> None:
    if gone == "seats":
        without_seats(db, kept)
    if gone == "places":
        for row in find(db, ChildcarePlace, slot_id=kept.town.slots[0]):
            db.delete(row)
        db.flush()
    assert state(db, kept, told=told) == found


def test_whose_a_unit_is_and_who_works_in_it(kept: Morning, db: Db) -> None:
    town, rima = kept.town, kept.people["Rima"]
    seidel, roth, driver = (town.people[name] for name in ("Seidel", "Roth", "driver"))
    lesson, slot, ride = (
        ("lesson", town.lessons[0]),
        ("childcare", town.slots[0]),
        ("ride", town.rides[0]),
    )
    outlook = Outlook(db, {lesson, slot, ride})
    stranger, vogel = add_person(db, "Fremd"), town.people["Vogel"]
    for unit, hers, works in (
        (lesson, {rima, kept.people["Olena"], seidel, roth, driver}, {seidel, vogel}),
        (slot, {rima, kept.people["Olena"], roth}, {roth, seidel, driver, vogel}),
        (ride, {rima, driver}, {driver, seidel, roth, vogel}),
    ):
        for who in (rima, kept.people["Olena"], seidel, roth, driver, stranger, vogel):
            assert outlook.is_hers(who, unit) is (who in hers), (unit, who)
            assert outlook.works(who, unit) is (who in works), (unit, who)
        starts = {lesson: START, slot: START - 15, ride: START - 50}
        assert outlook.starts(unit) == starts[unit]
    assert outlook.starts(("lesson", 9999)) is None
    assert outlook.state(vogel, lesson, "ride") == "free"
    assert outlook.state(stranger, lesson, "ride") == "ride"
    enrol_plainly(db, town.course, vogel, status="waiting")
    assert Outlook(db, {lesson}).state(vogel, lesson, "ride") == "ride"
    assert Outlook(db, set()).starts(lesson) is None


def test_a_ride_on_duty_that_leaves_villages_out_is_a_detour(kept: Morning, db: Db) -> None:
    town, driver = kept.town, kept.town.people["driver"]
    ride, lesson = ("ride", town.rides[0]), ("lesson", town.lessons[0])
    absence(db, "village", municipality="Oelsnitz")
    outlook = Outlook(db, {ride, lesson})
    assert outlook.without(ride) == ("Oelsnitz",)
    assert outlook.without(lesson) == ()
    detour = outlook.state(driver, ride)
    assert detour.startswith("detour:")
    assert aspects(detour) == ("detour",)
    assert outlook.state(driver, lesson) == ""
    by_id(db, Ride, town.rides[0]).status = "cancelled"
    db.flush()
    assert Outlook(db, {ride}).state(driver, ride) == "ride"
    assert outlook.state(kept.people["Rima"], ride) == "ride"
    assert aspects("") == ()
    assert aspects("childcare+ride_out") == ("childcare", "ride_out")
