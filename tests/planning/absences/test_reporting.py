from dataclasses import replace
from datetime import timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.absences import Absence
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.kinds import (
    AbsenceKind,
    ActKind,
    ClosureReason,
)
from kursplaner.domain.people import Closure
from kursplaner.planning.absences import reporting
from kursplaner.planning.absences.reach import AbsenceDraft, Part
from kursplaner.planning.childcare import day_ratio
from kursplaner.store.records import by_id, find
from tests.planning.morning_town import Morning, add_families, draft_for, proposed, reported
from tests.planning.small_town import TUESDAY, SmallTown

THURSDAY = TUESDAY + timedelta(days=2)


@pytest.fixture
def morning(town: SmallTown) -> Morning:
    return add_families(town)


def test_a_carer_touches_her_slots_and_their_families(morning: Morning) -> None:
    plan = proposed(morning.town, draft_for(morning.town.people["Roth"], THURSDAY))
    assert [(touched.part, touched.id) for touched in plan.touched] == [
        (Part.CARER, slot) for slot in morning.town.slots[:2]
    ]
    assert {concerned.person_id for concerned in plan.concerned} == {
        morning.people["Rima"],
        morning.people["Olena"],
    }
    assert plan.children == 3


def test_a_carer_whom_the_others_make_up_for_concerns_no_family(morning: Morning) -> None:
    with morning.town.workspace.change(ActKind.CHILDCARE_CHANGED) as db:
        slot = by_id(db, ChildcareSlot, morning.town.slots[0])
        day_ratio.staff(db, slot.id, morning.people["Weiss"], slot.starts, slot.ends)
    plan = proposed(morning.town, draft_for(morning.town.people["Roth"]))
    assert plan.touched
    assert plan.concerned == ()


def test_one_act_stores_it_and_one_step_takes_it_back(morning: Morning) -> None:
    ws = morning.town.workspace
    reported(morning.town, draft_for(morning.town.people["Roth"]))
    summary = ws.undo_summary
    assert summary is not None
    assert summary.kind == ActKind.ABSENCE_REPORTED
    with ws.read() as db:
        (closure,) = find(db, Closure, resource_id=morning.town.people["Roth"])
        assert closure.reason == ClosureReason.ILL
    ws.undo()
    with ws.read() as db:
        assert find(db, Absence, reason="ill") == []
        assert find(db, Closure, resource_id=morning.town.people["Roth"]) == []


def test_the_same_absence_is_refused_twice(morning: Morning) -> None:
    reported(morning.town, draft_for(morning.town.people["Roth"]))
    with pytest.raises(Refused, match="absent_already"):
        proposed(morning.town, draft_for(morning.town.people["Roth"], THURSDAY))


def test_a_vehicle_touches_its_rides_and_passengers(morning: Morning) -> None:
    draft = AbsenceDraft(
        AbsenceKind.VEHICLE, TUESDAY, TUESDAY, ClosureReason.REPAIR, morning.town.vehicle
    )
    plan = proposed(morning.town, draft)
    assert [touched.id for touched in plan.touched] == morning.town.rides[:2]
    told = [concerned.person_id for concerned in plan.concerned]
    assert told == [morning.people["Rima"], morning.town.people["driver"]]


def test_a_village_and_a_day(morning: Morning) -> None:
    village = AbsenceDraft(
        AbsenceKind.VILLAGE, TUESDAY, TUESDAY, ClosureReason.WEATHER, None, "Oelsnitz"
    )
    plan = proposed(morning.town, village)
    told = [concerned.person_id for concerned in plan.concerned]
    assert told == [morning.people["Rima"], morning.town.people["driver"]]
    with pytest.raises(Refused, match="municipality_unknown"):
        proposed(morning.town, replace(village, municipality="Nirgendwo"))
    day = AbsenceDraft(AbsenceKind.DAY, TUESDAY, TUESDAY, ClosureReason.STRIKE)
    plan = proposed(morning.town, day)
    assert {touched.source for touched in plan.touched} == {"lesson", "childcare", "ride"}
    people = {concerned.person_id for concerned in plan.concerned}
    assert {morning.people["Olena"], morning.town.people["Seidel"]} <= people


def test_ending_before_the_first_day_removes_it(morning: Morning) -> None:
    town = morning.town
    absence_id = reported(town, draft_for(town.people["Roth"], THURSDAY))
    with town.workspace.read() as db, pytest.raises(Refused, match="absence_longer"):
        reporting.end(db, absence_id, THURSDAY)
    with town.workspace.change(ActKind.ABSENCE_ENDED) as db:
        reporting.end(db, absence_id, TUESDAY)
    with town.workspace.read() as db:
        (closure,) = find(db, Closure, resource_id=town.people["Roth"])
        assert closure.ends == reporting.row_of(db, absence_id).ends
    with town.workspace.change(ActKind.ABSENCE_ENDED) as db:
        reporting.end(db, absence_id, TUESDAY - timedelta(days=1))
    with town.workspace.read() as db:
        assert find(db, Closure, resource_id=town.people["Roth"]) == []
        with pytest.raises(Refused, match="not_found"):
            reporting.row_of(db, absence_id)
    town.workspace.undo()
    with town.workspace.read() as db:
        assert reporting.row_of(db, absence_id).last == TUESDAY


def test_days_the_wrong_way_round_are_refused(morning: Morning) -> None:
    with pytest.raises(Refused, match="end_before_start"):
        proposed(morning.town, draft_for(morning.people["Rima"], TUESDAY - timedelta(days=1)))
