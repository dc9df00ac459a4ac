"""Who can stand in and how well, from people made by hand; giving the work to one of them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.kinds import AbsenceKind
from kursplaner.domain.people import Credential
from kursplaner.domain.rides.rides import Ride, Vehicle
from kursplaner.planning.absences import reporting, stand_ins
from kursplaner.planning.absences.reach import AbsenceDraft, Part, Touched
from kursplaner.planning.absences.stand_ins import Fit
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.morning_town import CREDENTIALS, Morning, build_morning, draft_for
from tests.planning.small_town import NINE, NOW, TUESDAY, add_course, add_lesson, add_person
from tests.store.queries.written import written
from tests.towns import passing

START = minute_of(TUESDAY, NINE)
DAYS = timedelta(days=2)
DRIVER = ("licence_check", "police_certificate", "driver_briefing")


@pytest.fixture(scope="module")
def kept() -> Iterator[Morning]:
    with passing(build_morning, NOW) as made:
        yield made


@pytest.fixture
def db(kept: Morning) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


def person(db: Db, name: str, role: str, *credentials: str, until: date | None = None) -> int:
    key = add_person(db, name, role)
    written(db, *(Credential(resource_id=key, kind=kind, valid_until=until)
                  for kind in credentials))  # fmt: skip
    return key


def busy(db: Db, key: int, starts: int, ends: int) -> None:
    occupy(db, [Claim(key, starts, ends, "booking", 99)])


def care(kept: Morning, *dates: int) -> list[Touched]:
    """Return the childcare of some dates."""
    spans = [(START - 15, START + 165), (START + 2880 - 15, START + 2880 + 165)]
    return [Touched(Part.CARER, "childcare", kept.town.slots[at], *spans[at]) for at in dates]


def judged(db: Db, part: Part, wanted: list[Touched], **values: Any) -> list[tuple[Any, ...]]:
    found = stand_ins.candidates(db, part, values.get("course", 0), wanted, values.get("absent"))
    return [(c.choice.id, c.fit, c.records, c.knows, c.of) for c in found]


def test_carers_in_the_order_in_which_they_fit(kept: Morning, db: Db) -> None:
    slots = tuple(kept.town.slots[:2])
    roth, weiss = kept.town.people["Roth"], kept.people["Weiss"]
    reserve = person(db, "Reserve", "carer", "police_certificate", "measles", "hygiene")
    partly = person(db, "Halb", "carer", *CREDENTIALS)
    barred = person(db, "Ohne", "carer", "first_aid", "measles", "hygiene")
    expired = person(db, "Alt", "carer", *CREDENTIALS[1:])
    written(db, Credential(resource_id=expired, kind="police_certificate", valid_until=TUESDAY))
    late = person(db, "Spät", "carer", "police_certificate", "measles", "hygiene")
    written(db, Credential(resource_id=late, kind="first_aid", valid_until=TUESDAY))
    full = person(db, "Voll", "carer", *CREDENTIALS)
    for key, at in ((partly, 0), (full, 0), (full, 2880)):
        busy(db, key, START + at + 164, START + at + 170)
    busy(db, weiss, START - 20, START - 15)
    busy(db, weiss, START + 165, START + 170)
    found = judged(db, Part.CARER, care(kept, 0, 1), absent=roth)
    assert {row[0]: row[1:3] for row in found} == {
        weiss: (Fit.FITS, slots),
        reserve: (Fit.RESERVE, slots),
        late: (Fit.RESERVE, slots),
        partly: (Fit.PARTLY, slots[1:]),
        barred: (Fit.NO, ()),
        expired: (Fit.NO, ()),
        full: (Fit.NO, ()),
    }
    order = list(Fit)
    assert [order.index(row[1]) for row in found] == sorted(order.index(row[1]) for row in found)
    assert {row[3:] for row in found} == {(0, 3)}
    assert roth in {row[0] for row in judged(db, Part.CARER, care(kept, 0, 1))}


def test_who_knows_more_of_the_children_comes_first(kept: Morning, db: Db) -> None:
    weiss, other = kept.people["Weiss"], person(db, "Abel", "carer", *CREDENTIALS)
    before = ChildcareSlot(starts=START - 9000, ends=START - 8900)
    (slot,) = written(db, before)
    written(
        db,
        ChildcareSlotCarer(slot_id=slot, person_id=weiss),
        *(ChildcarePlace(slot_id=slot, child_id=kept.people[name]) for name in ("Sami", "Nour")),
    )
    found = judged(db, Part.CARER, care(kept, 0), absent=kept.town.people["Roth"])
    assert [(row[0], *row[3:]) for row in found] == [(weiss, 2, 3), (other, 0, 3)]


def test_teachers_who_know_the_course_come_first(kept: Morning, db: Db) -> None:
    town = kept.town
    seidel, vogel = town.people["Seidel"], town.people["Vogel"]
    other = person(db, "Abel", "teacher")
    person(db, "Köhler", "carer")
    wanted = [Touched(Part.TEACHER, "lesson", town.lessons[1], START + 2880, START + 3030)]
    key = town.lessons[1]
    fits = judged(db, Part.TEACHER, wanted, course=town.course, absent=seidel)
    assert {row[:3] for row in fits} == {(vogel, Fit.FITS, (key,)), (other, Fit.FITS, (key,))}
    assert {row[3:] for row in fits} == {(0, 1)}
    written(db, LessonPerson(lesson_id=town.lessons[0], person_id=vogel))
    fits = judged(db, Part.TEACHER, wanted, course=town.course, absent=seidel)
    assert [(row[0], *row[3:]) for row in fits] == [(vogel, 1, 1), (other, 0, 1)]
    early = [Touched(Part.TEACHER, "lesson", town.lessons[0], START, START + 150)]
    found = judged(db, Part.TEACHER, early, course=town.course, absent=seidel)
    assert {row[3:] for row in found} == {(0, 1)}


def test_nobody_drives_without_a_licence(kept: Morning, db: Db) -> None:
    town = kept.town
    good, unproved = person(db, "Gut", "driver", *DRIVER), person(db, "Ohne", "driver", *DRIVER[1:])
    wanted = [Touched(Part.DRIVER, "ride", town.rides[0], START - 50, START - 10)]
    found = judged(db, Part.DRIVER, wanted, absent=town.people["driver"])
    assert found == [(good, Fit.FITS, (town.rides[0],), 0, 0), (unproved, Fit.NO, (), 0, 0)]


def test_vehicles_of_all_rides_are_judged_together(kept: Morning, db: Db) -> None:
    town = kept.town
    rows = [Vehicle(name=name, seats=seats) for name, seats in (("Groß", 9), ("Klein", 1),
                                                                ("Halb", 9))]  # fmt: skip
    big, small, half = written(db, *rows)
    for key in (big, small, half):
        kinds = ("inspection", "insurance")
        written(db, *(Credential(resource_id=key, kind=kind) for kind in kinds))
    busy(db, half, START - 11, START)
    out, back = town.rides[:2]
    wanted = [
        Touched(Part.VEHICLE, "ride", out, START - 50, START - 10),
        Touched(Part.VEHICLE, "ride", back, START + 160, START + 200),
    ]
    found = judged(db, Part.VEHICLE, wanted, absent=town.vehicle)
    assert [row[:3] for row in found] == [
        (big, Fit.FITS, (out, back)),
        (half, Fit.PARTLY, (back,)),
        (small, Fit.NO, ()),
    ]
    whole = stand_ins.candidates(db, Part.VEHICLE, 0, wanted, town.vehicle)
    assert [(c.choice.free, c.choice.of) for c in whole] == [(2, 2), (1, 2), (0, 2)]


def test_what_wants_a_stand_in_stands_apart_by_course(kept: Morning, db: Db) -> None:
    town = kept.town
    seidel = town.people["Seidel"]
    other = add_course(db, town, "K2")
    add_lesson(db, other, START + 300, teachers=[seidel])
    add_lesson(db, other, START + 600, teachers=[seidel])
    key = reporting.apply(db, reporting.propose(db, draft_for(seidel)))
    for minute, counts in ((0, [1, 2]), (149, [1, 2]), (150, [2]), (450, [1]), (750, [])):
        now = datetime(2027, 3, 2, 9, 0) + timedelta(minutes=minute)
        with clock.pinned(now):
            found = stand_ins.needs(db, key)
        assert [len(need.touched) for need in found] == counts
        assert {need.part for need in found} <= {Part.TEACHER}
    with pytest.raises(Refused, match="not_found"):
        stand_ins.needs(db, 9999)


def test_the_carer_who_comes_takes_times_and_children_over(kept: Morning, db: Db) -> None:
    town, weiss = kept.town, kept.people["Weiss"]
    roth, slots = town.people["Roth"], town.slots
    key = reporting.apply(db, reporting.propose(db, draft_for(roth, TUESDAY + DAYS)))
    (row,) = find(db, ChildcareSlotCarer, slot_id=slots[0])
    row.starts = START
    mine, others = find(db, ChildcarePlace, slot_id=slots[0])[:2]
    mine.carer_id, others.carer_id = roth, town.people["Vogel"]
    version = by_id(db, ChildcareSlot, slots[0]).version
    db.flush()
    for part, ids in ((Part.TEACHER, slots[:1]), (Part.CARER, [9999]), (Part.CARER, [])):
        with pytest.raises(Refused, match="nothing_to_stand_in"):
            stand_ins.assign(db, key, part, weiss, ids)
    (given,) = stand_ins.assign(db, key, Part.CARER, weiss, slots[:1])
    assert (given.id, given.starts) == (slots[0], START)
    told = {r.slot_id: r.person_id for r in find(db, ChildcareSlotCarer, slot_id=slots[:3])}
    assert told == {slots[0]: weiss, slots[1]: roth, slots[2]: roth}
    assert row.starts == START
    assert (mine.carer_id, others.carer_id) == (weiss, town.people["Vogel"])
    assert by_id(db, ChildcareSlot, slots[0]).version == version + 1
    busy(db, weiss, START + 2880 + 164, START + 2880 + 165)
    with pytest.raises(HardConflict):
        stand_ins.assign(db, key, Part.CARER, weiss, slots[1:2])


@pytest.mark.parametrize("part", [Part.DRIVER, Part.VEHICLE])
def test_driver_and_vehicle_keep_each_other(kept: Morning, db: Db, part: Part) -> None:
    town = kept.town
    (bus,) = written(db, Vehicle(name="Bus 2", seats=9))
    driver = person(db, "Neu", "driver", *DRIVER)
    wish = draft_for(town.people["driver"])
    if part is Part.VEHICLE:
        wish = AbsenceDraft(AbsenceKind.VEHICLE, TUESDAY, TUESDAY, resource_id=town.vehicle)
    key = reporting.apply(db, reporting.propose(db, wish))
    comes = driver if part is Part.DRIVER else bus
    stand_ins.assign(db, key, part, comes, town.rides[1:2])
    rides = [by_id(db, Ride, ride) for ride in town.rides[:2]]
    usual = (town.vehicle, town.people["driver"])
    after = (town.vehicle, driver) if part is Part.DRIVER else (bus, usual[1])
    assert [(ride.vehicle_id, ride.driver_id) for ride in rides] == [usual, after]
