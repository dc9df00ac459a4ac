"""Whom somebody calls about what fails, and whether childcare goes on with who is left."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.absences import Absence, AbsenceEffect, AbsenceEnding
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.planning.absences import reach
from kursplaner.planning.absences.plan import Outlook
from kursplaner.planning.absences.reach import Concerned, Part, Touched
from kursplaner.store.queries.absences.absences import LookedAfter, Riding
from kursplaner.store.queries.absences.words import Freed
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from tests.planning.absences.test_reach import START, drafts, reported
from tests.planning.morning_town import Morning, build_morning
from tests.planning.small_town import NINE, NOW, TUESDAY, add_person
from tests.store.queries.written import written
from tests.towns import passing


@pytest.fixture(scope="module")
def kept() -> Iterator[Morning]:
    with passing(build_morning, NOW) as made:
        yield made


@pytest.fixture
def db(kept: Morning) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


def called(db: Db, found: tuple[Touched, ...], **values: Any) -> list[tuple[int, int, int]]:
    """Return who is concerned: whom, by how many records, with how many children."""
    rows = reach.concerned(db, found, **values)
    return [(row.person_id, len(row.touched), len(row.children)) for row in rows]


def test_whom_to_call_and_in_which_order(kept: Morning, db: Db) -> None:
    people, team = kept.people, kept.town.people
    rima, olena = people["Rima"], people["Olena"]
    wishes = drafts(kept)
    children = tuple(people[name] for name in ("Nour", "Sami"))
    (lesson,) = reach.reach(db, wishes[Part.TEACHER])
    assert reach.concerned(db, [lesson]) == (
        Concerned(olena, (lesson,)),
        Concerned(rima, (lesson,)),
        Concerned(team["Seidel"], (lesson,), work=frozenset({lesson})),
    )
    assert called(db, (lesson,), absent=team["Seidel"]) == [(olena, 1, 0), (rima, 1, 0)]
    (care,) = reach.reach(db, wishes[Part.CARER])
    found = reach.concerned(db, [care], absent=team["Roth"])
    assert {row.person_id: set(row.children) for row in found} == {
        rima: set(children),
        olena: {people["Maksym"]},
    }
    out, back = reach.reach(db, wishes[Part.VEHICLE])
    assert reach.concerned(db, [out, back], absent=kept.town.vehicle) == (
        Concerned(rima, (out, back)),
        Concerned(team["driver"], (out, back), work=frozenset({out, back})),
    )
    assert reach.concerned(db, reach.reach(db, wishes[Part.PARTICIPANT])) == ()


@pytest.mark.parametrize(
    ("mark", "freed", "comes"),
    [
        (None, False, True),
        ("X", False, True),
        ("E", False, False),
        ("U", False, False),
        ("E", True, True),
    ],
)
def test_who_is_excused_already_is_not_called(
    kept: Morning,
    db: Db,
    mark: str | None,
    freed: bool,  # noqa: FBT001
    comes: bool,  # noqa: FBT001
) -> None:
    (lesson,) = reach.reach(db, drafts(kept)[Part.TEACHER])
    key, rima = kept.enrolments["Rima"], kept.people["Rima"]
    if mark:
        row = AttendanceMark(lesson_id=lesson.id, enrolment_id=key, mark=mark)
        (mark_id,) = written(db, row)
        if freed:
            absence = reported(db, kept.town.people["Roth"], TUESDAY, TUESDAY)
            effect = AbsenceEffect(absence_id=absence, person_id=rima, source="mark")
            effect.record_id, effect.cause, effect.starts = mark_id, "excuse", START
            written(db, effect)
    assert (rima in {who for who, *_ in called(db, (lesson,))}) is comes


def test_the_childcare_of_a_lesson_called_off_with_it_concerns_its_carers(
    kept: Morning, db: Db
) -> None:
    town = kept.town
    (lesson,) = reach.reach(db, drafts(kept)[Part.TEACHER])
    gone = replace(lesson, cancelled=True)
    slot, ride = by_id(db, ChildcareSlot, town.slots[0]), by_id(db, Ride, town.rides[0])
    slot.cancel_reason = ride.cancel_reason = "teacher_ill"
    db.flush()
    assert {who for _, who in reach.on_duty(db, [lesson])} == {town.people["Seidel"]}
    found = {(t.source, t.id, t.part, t.cancelled, who) for t, who in reach.on_duty(db, [gone])}
    assert found == {
        ("lesson", lesson.id, Part.TEACHER, True, town.people["Seidel"]),
        ("childcare", slot.id, Part.TEACHER, True, town.people["Roth"]),
        ("ride", ride.id, Part.TEACHER, True, town.people["driver"]),
    }


def test_a_second_carer_goes_on_while_the_childcare_does(kept: Morning, db: Db) -> None:
    weiss, slot = kept.people["Weiss"], kept.town.slots[0]
    written(db, ChildcareSlotCarer(slot_id=slot, person_id=weiss))
    (care,) = reach.reach(db, drafts(kept)[Part.CARER])
    assert reach.on_duty(db, [care]) == []
    assert called(db, (care,)) == []
    gone = replace(care, cancelled=True)
    assert {who for _, who in reach.on_duty(db, [gone])} == {kept.town.people["Roth"], weiss}
    assert len(called(db, (gone,))) == 4
    whole = replace(care, part=Part.DAY)
    assert len(reach.on_duty(db, [whole])) == 2


@pytest.mark.parametrize(
    ("starts", "ends", "since", "fails"),
    [
        (0, 1440, None, True),
        (0, NINE - 15, None, False),
        (0, NINE - 14, None, True),
        (NINE + 165, 1440, None, False),
        (NINE + 164, 1440, None, True),
        (0, 1440, 0, False),
        (0, 1440, NINE - 15, False),
        (0, 1440, NINE - 14, True),
    ],
)
def test_when_the_second_carer_is_missing_too_the_childcare_fails(
    kept: Morning,
    db: Db,
    starts: int,
    ends: int,
    since: int | None,
    fails: bool,  # noqa: FBT001
) -> None:
    roth, weiss, slot = kept.town.people["Roth"], kept.people["Weiss"], kept.town.slots[0]
    written(db, ChildcareSlotCarer(slot_id=slot, person_id=weiss))
    midnight = minute_of(TUESDAY)
    row = Absence(kind="person", resource_id=weiss, reason="ill", reported_at=0)
    row.starts, row.ends = midnight + starts, midnight + ends
    (key,) = written(db, row)
    if since is not None:
        written(db, AbsenceEnding(absence_id=key, since=midnight + since))
    (care,) = reach.reach(db, drafts(kept)[Part.CARER])
    called_up = {who for who, *_ in called(db, (care,), absent=roth)}
    families = {kept.people["Rima"], kept.people["Olena"]}
    assert called_up == ({*families, weiss} if fails else set())
    assert called(db, (care,), absent=weiss) == []
    unit = ("lesson", kept.town.lessons[0])
    reported(db, roth, TUESDAY, TUESDAY)
    assert Outlook(db, {unit}).state(kept.people["Rima"], unit) == ("childcare" if fails else "")


@pytest.mark.parametrize(
    ("carers", "children", "fails"),
    [(1, 0, False), (1, 1, True), (2, 5, False), (2, 6, True), (3, 10, False), (3, 11, True)],
)
def test_whether_the_carers_who_are_left_are_enough(
    kept: Morning,
    db: Db,
    carers: int,
    children: int,
    fails: bool,  # noqa: FBT001
) -> None:
    settings = settings_of(db)
    (slot,) = written(db, ChildcareSlot(starts=START, ends=START + 60))
    for at in range(carers):
        written(db, ChildcareSlotCarer(slot_id=slot, person_id=add_person(db, f"C{at}")))
    old = date(2022, 1, 1)
    rows = [LookedAfter(slot, at, at, "", old, "planned", None, None) for at in range(children)]
    rows.append(LookedAfter(slot, 99, 99, "", old, "collected", None, None))
    touched = Touched(Part.CARER, "childcare", slot, START, START + 60)
    assert reach.fails(db, touched, rows, settings) is fails
    assert reach.fails(db, replace(touched, cancelled=True), rows, settings)
    excused = [replace(row, status="excused") for row in rows]
    assert reach.fails(db, touched, excused, settings) is False
    back = {row.place_id for row in rows[:children]}
    assert reach.fails(db, touched, excused, settings, back) is fails


def seat(**values: Any) -> Riding:
    usual = {"ride_id": 1, "seat_id": 5, "person_id": 7, "enrolment_id": None, "holder_id": 7,
             "municipality": "Adorf", "vehicle": "", "direction": "out", "at": None,
             "result": "open"}  # fmt: skip
    return Riding(**{**usual, **values})


@pytest.mark.parametrize(
    ("result", "out", "along"),
    [
        ("open", Freed(), True),
        ("done", Freed(), True),
        ("cancelled_in_time", Freed(), False),
        ("no_show", Freed(), False),
        ("cancelled_in_time", Freed(seats=frozenset({5})), True),
        ("cancelled_in_time", Freed(left_out=frozenset({5})), True),
        ("cancelled_in_time", Freed(lost=frozenset({5})), True),
        ("cancelled_in_time", Freed(seats=frozenset({6}), left=frozenset({5})), False),
    ],
)
def test_who_rides_along(result: str, out: Freed, along: bool) -> None:  # noqa: FBT001
    assert reach.rides_along(seat(result=result), out) is along


@pytest.mark.parametrize(
    ("municipality", "left", "hers"),
    [
        ("Adorf", frozenset(), True),
        ("Adorf", frozenset({1}), True),
        ("Oelsnitz", frozenset(), False),
        ("", frozenset(), True),
        ("", frozenset({1}), False),
        ("", frozenset({2}), True),
    ],
)
def test_whose_seat_is_of_a_village(
    municipality: str,
    left: frozenset[int],
    hers: bool,  # noqa: FBT001
) -> None:
    assert reach.from_village(seat(municipality=municipality), "Adorf", Freed(left=left)) is hers


def test_only_passengers_of_the_village_are_called(kept: Morning, db: Db) -> None:
    out = kept.town.rides[0]
    child, other = add_person(db, "Kind"), add_person(db, "Fremd")
    key = kept.enrolments["Rima"]
    written(
        db,
        RideSeat(ride_id=out, person_id=child, enrolment_id=key, stop_id=kept.town.stop),
        RideSeat(ride_id=out, person_id=other),
    )
    (ride, _) = reach.reach(db, drafts(kept)[Part.VILLAGE])
    named = {row.person_id: row.children for row in reach.concerned(db, [ride], "Oelsnitz")}
    driver = kept.town.people["driver"]
    assert named == {kept.people["Rima"]: (child,), other: (), driver: ()}
    named = {row.person_id: row.children for row in reach.concerned(db, [ride], "Adorf")}
    assert named == {other: (), driver: ()}
    whole = replace(ride, part=Part.DRIVER)
    assert set(named) | {kept.people["Rima"]} == {
        row.person_id for row in reach.concerned(db, [whole], "Adorf")
    }
