from datetime import timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotCarer
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.kinds import ActKind, CallAnswer, ClosureReason, ContactResult
from kursplaner.domain.people import Availability, Closure, Credential
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.absences import calls, reporting, stand_ins
from kursplaner.planning.absences.calls import CallEntry
from kursplaner.planning.absences.reach import Part
from kursplaner.planning.absences.stand_ins import Fit, Need
from kursplaner.store.occupations import busy
from kursplaner.store.queries.absences.calls import calls_of
from kursplaner.store.records import by_id, find
from tests.planning.morning_town import Morning, add_families, draft_for, reported
from tests.planning.small_town import TUESDAY, SmallTown, add_slot
from tests.planning.village_town import Village

THURSDAY = TUESDAY + timedelta(days=2)


@pytest.fixture
def morning(town: SmallTown) -> Morning:
    return add_families(town)


def needs_of(morning: Morning, absence_id: int) -> tuple[Need, ...]:
    with morning.town.workspace.read() as db:
        return stand_ins.needs(db, absence_id)


def assigned(morning: Morning, absence_id: int, part: Part, who: int, ids: tuple[int, ...]) -> None:
    with morning.town.workspace.change(ActKind.STAND_IN_ASSIGNED) as db:
        stand_ins.assign(db, absence_id, part, who, ids)


def test_a_carer_is_found_and_takes_all_slots_in_one_act(morning: Morning) -> None:
    town = morning.town
    absence_id = reported(town, draft_for(town.people["Roth"], THURSDAY))
    (need,) = needs_of(morning, absence_id)
    (weiss,) = need.candidates
    assert (weiss.fit, weiss.records) == (Fit.FITS, tuple(town.slots[:2]))
    assert (weiss.knows, weiss.of) == (0, 3)
    assigned(morning, absence_id, Part.CARER, weiss.choice.id, weiss.records)
    assert needs_of(morning, absence_id) == ()
    with town.workspace.read() as db:
        for slot in town.slots[:2]:
            (row,) = find(db, ChildcareSlotCarer, slot_id=slot)
            assert row.person_id == morning.people["Weiss"]
        taken = busy(db, [morning.people["Weiss"]], Span(0, 10**9))
        assert [record.source_id for record in taken] == town.slots[:2]
    town.workspace.undo()
    assert needs_of(morning, absence_id) == (need,)


def test_who_is_free_in_part_takes_a_part(morning: Morning) -> None:
    town = morning.town
    with town.workspace.change(ActKind.PERSON_CHANGED) as db:
        row = Availability(
            resource_id=morning.people["Weiss"], kind="available", weekday=1, starts=0, ends=1440
        )
        db.add(row)
    absence_id = reported(town, draft_for(town.people["Roth"], THURSDAY))
    (need,) = needs_of(morning, absence_id)
    (weiss,) = need.candidates
    assert (weiss.fit, weiss.records) == (Fit.PARTLY, (town.slots[0],))
    assigned(morning, absence_id, Part.CARER, weiss.choice.id, weiss.records)
    (left,) = needs_of(morning, absence_id)
    assert [touched.id for touched in left.touched] == [town.slots[1]]


def test_without_police_certificate_nobody_looks_after_children(morning: Morning) -> None:
    with morning.town.workspace.change(ActKind.PERSON_CHANGED) as db:
        kind = "police_certificate"
        for credential in find(db, Credential, resource_id=morning.people["Weiss"], kind=kind):
            credential.valid_until = TUESDAY - timedelta(days=1)
    absence_id = reported(morning.town, draft_for(morning.town.people["Roth"]))
    (need,) = needs_of(morning, absence_id)
    assert [candidate.fit for candidate in need.candidates] == [Fit.NO]


def test_another_teacher_takes_the_lessons(morning: Morning) -> None:
    town = morning.town
    absence_id = reported(town, draft_for(town.people["Seidel"], THURSDAY))
    (need,) = needs_of(morning, absence_id)
    vogel = need.candidates[0]
    assert vogel.choice.id == town.people["Vogel"]
    assigned(morning, absence_id, Part.TEACHER, vogel.choice.id, vogel.records)
    with town.workspace.read() as db:
        (row,) = find(db, LessonPerson, lesson_id=town.lessons[0])
        assert row.person_id == town.people["Vogel"]
    with pytest.raises(Refused, match="nothing_to_stand_in"):
        assigned(morning, absence_id, Part.TEACHER, vogel.choice.id, vogel.records)


def test_who_was_told_is_called_again_with_the_good_news(morning: Morning) -> None:
    town = morning.town
    absence_id = reported(town, draft_for(town.people["Roth"]))
    entry = CallEntry(morning.people["Rima"], ContactResult.REACHED, CallAnswer.STAYS_HOME)
    with town.workspace.change(ActKind.CONTACT_LOGGED) as db:
        calls.log_call(db, absence_id, entry)
    assigned(morning, absence_id, Part.CARER, morning.people["Weiss"], (town.slots[0],))
    with town.workspace.read() as db:
        (call,) = calls_of(db, absence_id).values()
        assert (call.person_id, call.result) == (morning.people["Rima"], ContactResult.OPEN)
        assert reporting.touched_by(db, absence_id) == ()


def test_who_looked_after_some_of_the_children_before_is_known_to_them(morning: Morning) -> None:
    town = morning.town
    weiss, sami = morning.people["Weiss"], morning.people["Sami"]
    with town.workspace.fill() as db:
        week_before = TUESDAY - timedelta(days=7)
        span = minute_of(week_before, 540), minute_of(week_before, 690)
        slot = add_slot(db, [], span, town.rooms["B"], [weiss])
        db.add(ChildcarePlace(slot_id=slot, child_id=sami, status="present"))
    absence_id = reported(town, draft_for(town.people["Roth"]))
    (need,) = needs_of(morning, absence_id)
    assert [
        (candidate.choice.id, candidate.knows, candidate.of) for candidate in need.candidates
    ] == [(weiss, 1, 3)]


def test_a_bus_that_is_away_for_one_ride_takes_the_others(oelsnitz: Village) -> None:
    rides = oelsnitz.town.rides[:4]
    with oelsnitz.workspace.fill() as db:
        first = by_id(db, Ride, rides[0])
        away = Closure(resource_id=oelsnitz.second_bus, starts=first.starts, ends=first.ends)
        away.reason = ClosureReason.REPAIR.value
        db.add(away)
    (need,) = needs_of(oelsnitz, oelsnitz.report("bus", last_day=True))
    assert [each.id for each in need.touched] == rides
    (bus,) = need.candidates
    assert bus.choice.id == oelsnitz.second_bus
    assert (bus.fit, bus.records) == (Fit.PARTLY, tuple(rides[1:]))
    assert (bus.choice.free, bus.choice.of) == (3, 4)
    assert [obstacle.obstacle for obstacle in bus.choice.against] == [Obstacle.CLOSED]
