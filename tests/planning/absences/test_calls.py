import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import AbsenceKind, ActKind, CallAnswer, ClosureReason, ContactResult
from kursplaner.domain.people import ContactLog
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.planning.absences import calls, cancelling
from kursplaner.planning.absences.calls import CallEntry
from kursplaner.planning.absences.cancelling import CallingOff
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.store.queries.absences.calls import calls_of
from kursplaner.store.records import by_id, find
from tests.planning.morning_town import Morning, add_families, draft_for, reported
from tests.planning.small_town import TUESDAY, SmallTown


@pytest.fixture
def morning(town: SmallTown) -> Morning:
    return add_families(town)


def call(morning: Morning, absence_id: int, name: str, answer: CallAnswer) -> None:
    entry = CallEntry(morning.people[name], ContactResult.REACHED, answer, "Telefon")
    with morning.town.workspace.change(ActKind.CONTACT_LOGGED) as db:
        calls.log_call(db, absence_id, entry)


def called_off(morning: Morning, absence_id: int, *, make_up: bool = False) -> CallingOff:
    with morning.town.workspace.read() as db:
        plan = cancelling.propose(db, absence_id, make_up=make_up)
    with morning.town.workspace.change(ActKind.LESSONS_CANCELLED) as db:
        cancelling.apply(db, absence_id, plan)
    return plan


def test_a_call_is_ticked_logged_and_taken_back(morning: Morning) -> None:
    ws = morning.town.workspace
    absence_id = reported(morning.town, draft_for(morning.town.people["Roth"]))
    call(morning, absence_id, "Rima", CallAnswer.COMES)
    with ws.read() as db:
        found = calls_of(db, absence_id)[morning.people["Rima"]]
        assert (found.result, found.answer) == ("reached", "comes")
        assert [row.route for row in find(db, ContactLog, result="reached")] == ["Telefon"]
    ws.undo()
    with ws.read() as db:
        assert calls_of(db, absence_id) == {}
        assert find(db, ContactLog, result="reached") == []


def test_who_stays_at_home_is_excused_and_frees_her_seats(morning: Morning) -> None:
    town = morning.town
    absence_id = reported(town, draft_for(town.people["Roth"]))
    call(morning, absence_id, "Rima", CallAnswer.STAYS_HOME)
    call(morning, absence_id, "Olena", CallAnswer.COMES)
    with town.workspace.read() as db:
        plan = calls.propose_excuses(db, absence_id)
    assert plan.marks == ((town.lessons[0], morning.enrolments["Rima"]),)
    assert (len(plan.place_ids), len(plan.seat_ids), plan.families) == (2, 2, 1)
    with town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        calls.apply_excuses(db, absence_id, plan, "Betreuung ausgefallen")
    with town.workspace.read() as db:
        (mark,) = find(db, AttendanceMark, mark="E")
        assert (mark.reason, mark.lesson_id) == ("childcare_failed", town.lessons[0])
        seats = find(db, RideSeat, ride_id=town.rides[:2])
        assert {seat.result for seat in seats} == {"cancelled_in_time"}
        places = find(db, ChildcarePlace, slot_id=town.slots[0], status="excused")
        assert len(places) == 2
        lesson = by_id(db, Lesson, town.lessons[0])
        assert (lesson.status, lesson.attendance_done) == ("planned", False)
    with (
        pytest.raises(Refused, match="nothing_to_excuse"),
        town.workspace.change(ActKind.ATTENDANCE_MARKED) as db,
    ):
        calls.apply_excuses(db, absence_id, plan)
    town.workspace.undo()
    with town.workspace.read() as db:
        assert calls.propose_excuses(db, absence_id) == plan


def test_a_failed_ride_has_its_own_reason(morning: Morning) -> None:
    draft = AbsenceDraft(
        AbsenceKind.VEHICLE, TUESDAY, TUESDAY, ClosureReason.REPAIR, morning.town.vehicle
    )
    absence_id = reported(morning.town, draft)
    call(morning, absence_id, "Rima", CallAnswer.STAYS_HOME)
    with morning.town.workspace.read() as db:
        plan = calls.propose_excuses(db, absence_id)
    assert plan.reason == "ride_failed"
    assert len(plan.marks) == 1


def test_a_day_is_called_off_with_everything(morning: Morning) -> None:
    town = morning.town
    draft = AbsenceDraft(AbsenceKind.DAY, TUESDAY, TUESDAY, ClosureReason.WEATHER)
    absence_id = reported(town, draft)
    plan = called_off(morning, absence_id, make_up=True)
    assert plan.lesson_ids == (town.lessons[0],)
    with town.workspace.read() as db:
        lesson = by_id(db, Lesson, town.lessons[0])
        assert (lesson.status, lesson.cancel_reason) == ("cancelled", "snow")
        assert by_id(db, ChildcareSlot, town.slots[0]).status == "cancelled"
        assert by_id(db, Ride, town.rides[1]).status == "cancelled"
        assert len(find(db, Lesson, makeup_for_id=town.lessons[0])) == 1
        with pytest.raises(Refused, match="nothing_to_call_off"):
            cancelling.propose(db, absence_id)
    town.workspace.undo()
    with town.workspace.read() as db:
        assert by_id(db, Lesson, town.lessons[0]).status == "planned"


def test_a_village_leaves_the_ride_to_the_others(morning: Morning) -> None:
    town = morning.town
    draft = AbsenceDraft(
        AbsenceKind.VILLAGE, TUESDAY, TUESDAY, ClosureReason.WEATHER, None, "Oelsnitz", "Wetter"
    )
    with town.workspace.change(ActKind.RIDE_CHANGED) as db:
        db.add(RideSeat(ride_id=town.rides[0], person_id=morning.people["Olena"]))
    absence_id = reported(town, draft)
    plan = called_off(morning, absence_id)
    assert plan.ride_ids == (town.rides[1],)
    with town.workspace.read() as db:
        assert by_id(db, Ride, town.rides[0]).status == "planned"
        seats = find(db, RideSeat, ride_id=town.rides[0], person_id=morning.people["Rima"])
        assert [seat.result for seat in seats] == ["cancelled_in_time"]


def test_childcare_alone_is_called_off_for_a_carer(morning: Morning) -> None:
    town = morning.town
    absence_id = reported(town, draft_for(town.people["Roth"]))
    plan = called_off(morning, absence_id)
    assert (plan.lesson_ids, plan.slot_ids) == ((), (town.slots[0],))
    with town.workspace.read() as db:
        assert by_id(db, Lesson, town.lessons[0]).status == "planned"
        assert by_id(db, ChildcareSlot, town.slots[0]).cancel_reason == "carer_ill"


def test_a_call_to_nobody_is_refused(morning: Morning) -> None:
    absence_id = reported(morning.town, draft_for(morning.town.people["Roth"]))
    entry = CallEntry(99_999, ContactResult.OPEN)
    with morning.town.workspace.read() as db, pytest.raises(Refused, match="not_found"):
        calls.log_call(db, absence_id, entry)
