from datetime import timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.absences import AbsenceEffect
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.kinds import (
    ActKind,
    CancelReason,
)
from kursplaner.domain.people import Closure
from kursplaner.domain.rides.rides import Ride, RideDemand, RideDemandException, RideSeat
from kursplaner.planning.absences import reporting
from kursplaner.planning.absences.absent_participants import free_places, free_seats, give_back
from kursplaner.planning.lessons import cancelling
from kursplaner.store.records import by_id, find
from tests.planning.morning_town import Morning, add_families, draft_for, reported
from tests.planning.small_town import TUESDAY, SmallTown

THURSDAY = TUESDAY + timedelta(days=2)


@pytest.fixture
def morning(town: SmallTown) -> Morning:
    return add_families(town)


def test_a_participant_frees_place_seat_and_mark_for_the_day(morning: Morning) -> None:
    town, rima = morning.town, morning.people["Rima"]
    absence_id = reported(town, draft_for(rima, THURSDAY))
    with town.workspace.read() as db:
        marks = find(db, AttendanceMark, enrolment_id=morning.enrolments["Rima"])
        assert [(m.lesson_id, m.mark, m.reason) for m in marks] == [
            (lesson, "E", "ill") for lesson in town.lessons[:2]
        ]
        places = find(db, ChildcarePlace, enrolment_id=morning.enrolments["Rima"])
        assert [p.status for p in places if p.slot_id == town.slots[0]] == ["excused"] * 2
        assert {p.status for p in places if p.slot_id == town.slots[2]} == {"planned"}
        seats = {seat.ride_id: seat.result for seat in find(db, RideSeat, person_id=rima)}
        assert [seats[ride] for ride in town.rides[:5]] == ["cancelled_in_time"] * 4 + ["open"]
        skipped = find(db, RideDemandException, kind="skip")
        assert len(skipped) == 4
        assert find(db, Closure, resource_id=rima) == []
    with town.workspace.change(ActKind.ABSENCE_ENDED) as db:
        reporting.end(db, absence_id, TUESDAY)
    with town.workspace.read() as db:
        marks = find(db, AttendanceMark, enrolment_id=morning.enrolments["Rima"])
        assert [m.lesson_id for m in marks] == town.lessons[:1]
        seats = {seat.ride_id: seat.result for seat in find(db, RideSeat, person_id=rima)}
        assert seats[town.rides[2]] == "open"
        assert len(find(db, RideDemandException, kind="skip")) == 2


def test_a_lesson_with_somebody_excused_beforehand_can_still_be_cancelled(
    morning: Morning,
) -> None:
    town = morning.town
    reported(town, draft_for(morning.people["Rima"]))
    with town.workspace.read() as db:
        plan = cancelling.propose_cancel(db, town.lessons[:1], CancelReason.TEACHER_ILL)
    assert plan.lesson_ids == tuple(town.lessons[:1])


def test_a_child_frees_only_its_own_place(morning: Morning) -> None:
    reported(morning.town, draft_for(morning.people["Sami"]))
    with morning.town.workspace.read() as db:
        places = find(db, ChildcarePlace, slot_id=morning.town.slots[0])
        excused = [p.child_id for p in places if p.status == "excused"]
    assert excused == [morning.people["Sami"]]


def own(morning: Morning, name: str) -> tuple[list[str], list[str], list[str]]:
    """Return marks, states of places and results of seats of Tuesday and Thursday."""
    town, key = morning.town, morning.enrolments[name]
    with town.workspace.read() as db:
        marks = find(db, AttendanceMark, enrolment_id=key, lesson_id=town.lessons[:2])
        places = find(db, ChildcarePlace, enrolment_id=key, slot_id=town.slots[:2])
        seats = find(db, RideSeat, enrolment_id=key, ride_id=town.rides[:4])
        return (
            [f"{mark.mark} {mark.reason}" for mark in marks],
            [place.status for place in places],
            [seat.result for seat in seats],
        )


def test_nobody_elses_is_freed(morning: Morning) -> None:
    before = own(morning, "Olena")
    reported(morning.town, draft_for(morning.people["Rima"]))
    assert own(morning, "Olena") == before


def test_children_brought_and_seats_driven_stay(morning: Morning) -> None:
    town = morning.town
    with town.workspace.fill() as db:
        (place, *_) = find(db, ChildcarePlace, slot_id=town.slots[0])
        place.status = "brought"
        (seat,) = find(db, RideSeat, ride_id=town.rides[0])
        seat.result = "done"
        by_id(db, Ride, town.rides[1]).status = "done"
        assert free_places([place], "krank") == []
        assert free_seats(db, find(db, RideSeat, ride_id=town.rides[:2]), "krank") == []
        freed = free_seats(db, find(db, RideSeat, ride_id=town.rides[2:3]), "krank")
        assert [(row.result, row.result_reason) for row in freed] == [
            ("cancelled_in_time", "krank")
        ]
        places = free_places(find(db, ChildcarePlace, slot_id=town.slots[1]), "krank")
        assert {(row.status, row.remark) for row in places} == {("excused", "krank")}
        assert len(places) == 3


def test_a_mark_that_is_there_stays_and_no_second_one_is_set(morning: Morning) -> None:
    town, key = morning.town, morning.enrolments["Rima"]
    with town.workspace.fill() as db:
        mark = AttendanceMark(lesson_id=town.lessons[0], enrolment_id=key, mark="P")
        db.add(mark)
    reported(town, draft_for(morning.people["Rima"], THURSDAY))
    assert sorted(own(morning, "Rima")[0]) == ["E ill", "P None"]


def test_days_on_which_she_is_not_to_be_planned_are_noted_once(morning: Morning) -> None:
    town, key = morning.town, morning.enrolments["Rima"]
    with town.workspace.fill() as db:
        out, back = find(db, RideDemand, enrolment_id=key)
        back.ended_on = TUESDAY
        db.add(RideDemandException(demand_id=out.id, day=TUESDAY, kind="skip"))
    reported(town, draft_for(morning.people["Rima"], THURSDAY))
    with town.workspace.read() as db:
        days = {(row.demand_id, row.day) for row in find(db, RideDemandException, kind="skip")}
        assert len(find(db, RideDemandException)) == len(days)
    assert days == {(out.id, TUESDAY), (out.id, THURSDAY), (back.id, TUESDAY)}


def test_taken_back_whole_nothing_is_left_of_it(morning: Morning) -> None:
    town, before = morning.town, own(morning, "Rima")
    absence_id = reported(town, draft_for(morning.people["Rima"], THURSDAY))
    with town.workspace.change(ActKind.ABSENCE_ENDED) as db:
        reporting.end(db, absence_id, TUESDAY - timedelta(days=1))
    assert own(morning, "Rima") == before
    with town.workspace.read() as db:
        assert find(db, RideDemandException) == []


def test_what_was_freed_before_it_was_noted_what_is_comes_back_by_its_remark(
    morning: Morning,
) -> None:
    """Towns of earlier versions have no notes; only what this absence freed counts."""
    town = morning.town
    draft = draft_for(morning.people["Rima"], THURSDAY)
    absence_id = reported(town, draft)
    with town.workspace.fill() as db:
        for effect in find(db, AbsenceEffect):
            db.delete(effect)
        (other, *_) = find(db, ChildcarePlace, slot_id=town.slots[1], status="excused")
        other.remark = "Zahnarzt"
        db.flush()
        found = give_back(db, absence_id, draft, minute_of(THURSDAY))
        rows = [row for row, _ in found]
        places = [row for row in rows if isinstance(row, ChildcarePlace)]
        seats = [row for row in rows if isinstance(row, RideSeat)]
        assert [place.slot_id for place in places] == [town.slots[1]]
        assert {seat.ride_id for seat in seats} == set(town.rides[2:4])
        assert {gone.person_id for _, gone in found} == {morning.people["Rima"]}
        assert other not in places
    marks, _, _ = own(morning, "Rima")
    assert marks == ["E ill"]


def test_skipped_days_come_back_from_the_first_to_the_last_of_the_absence(
    morning: Morning,
) -> None:
    town, key = morning.town, morning.enrolments["Rima"]
    draft = draft_for(morning.people["Rima"], THURSDAY)
    absence_id = reported(town, draft)
    with town.workspace.fill() as db:
        (out, _) = find(db, RideDemand, enrolment_id=key)
        later = RideDemandException(demand_id=out.id, day=THURSDAY + timedelta(days=1))
        later.kind = "skip"
        db.add(later)
        db.flush()
        give_back(db, absence_id, draft, minute_of(THURSDAY))
        db.flush()
        days = sorted(row.day for row in find(db, RideDemandException, kind="skip"))
    assert days == [TUESDAY, TUESDAY, THURSDAY + timedelta(days=1)]
