import pytest

from kursplaner.domain.absences import AbsenceEffect
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.planning.absences.reach import Part
from kursplaner.planning.rides import other_vehicle
from kursplaner.store.records import by_id, find
from tests.planning.morning_town import draft_for, reported
from tests.planning.village_town import Village, still_as_planned

OUT = "cancelled_in_time"
HOME = (["E childcare_failed"], ["excused", "excused"], [OUT, OUT])


def at_home(oelsnitz: Village, kind: str, name: str = "Rima") -> int:
    """Report it, let her stay at home and take the excuse over."""
    absence_id = oelsnitz.report(kind)
    oelsnitz.call(absence_id, name)
    oelsnitz.take_over(absence_id)
    return absence_id


def good_news(oelsnitz: Village, absence_id: int, kind: str) -> None:
    if kind == "village":
        oelsnitz.end(absence_id)
    elif kind == "bus":
        oelsnitz.stand_in(absence_id, Part.VEHICLE, oelsnitz.town.rides[:2])
    else:
        oelsnitz.stand_in(absence_id, Part.CARER, oelsnitz.town.slots[:1])


@pytest.mark.parametrize("kind", ["village", "bus", "carer"])
def test_good_news_brings_mark_excuse_and_seat_back_in_one_act(
    oelsnitz: Village, kind: str
) -> None:
    absence_id = at_home(oelsnitz, kind)
    before = oelsnitz.taken_out("Rima")
    assert before[0]
    assert before[2] == [OUT, OUT]
    good_news(oelsnitz, absence_id, kind)
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")
    oelsnitz.workspace.undo()
    assert oelsnitz.taken_out("Rima") == before


def test_a_village_called_off_gets_its_seats_back_when_the_road_is_free(
    oelsnitz: Village,
) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call_off(absence_id)
    assert oelsnitz.taken_out("Olena")[2] == [OUT, OUT]
    assert oelsnitz.taken_out("Layla")[2] == ["open", "open"]
    oelsnitz.end(absence_id)
    assert oelsnitz.taken_out("Olena") == still_as_planned("Olena")


def test_seats_of_days_that_stay_off_stay_out(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report(last_day=True)
    oelsnitz.call_off(absence_id)
    oelsnitz.end(absence_id, last=0)
    with oelsnitz.workspace.read() as db:
        seats = [seat.result for seat in find(db, RideSeat, person_id=oelsnitz.people["Olena"])]
    assert seats[:4] == [OUT, OUT, "open", "open"]


def test_who_comes_after_all_is_fetched_without_her_children(oelsnitz: Village) -> None:
    absence_id = at_home(oelsnitz, "carer")
    assert oelsnitz.taken_out("Rima") == HOME
    oelsnitz.call(absence_id, "Rima", CallAnswer.COMES)
    assert oelsnitz.taken_out("Rima") == ([], ["excused", "excused"], ["open", "open"])
    oelsnitz.stand_in(absence_id, Part.CARER, oelsnitz.town.slots[:1])
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")


@pytest.mark.parametrize(
    "again",
    [
        (ContactResult.OPEN, CallAnswer.OPEN),
        (ContactResult.MAILBOX, CallAnswer.OPEN),
        (ContactResult.REACHED, CallAnswer.UNDECIDED),
    ],
)
def test_nobody_stays_out_who_does_not_stay_at_home(
    oelsnitz: Village, again: tuple[ContactResult, CallAnswer]
) -> None:
    absence_id = at_home(oelsnitz, "bus")
    oelsnitz.call(absence_id, "Rima", again[1], again[0])
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")


def test_what_gets_worse_keeps_who_stays_at_home_excused(oelsnitz: Village) -> None:
    absence_id = at_home(oelsnitz, "carer")
    bus = oelsnitz.report("bus")
    oelsnitz.stand_in(bus, Part.VEHICLE, oelsnitz.town.rides[:1])
    assert oelsnitz.taken_out("Rima") == HOME
    oelsnitz.stand_in(absence_id, Part.CARER, oelsnitz.town.slots[:1])
    assert oelsnitz.taken_out("Rima") == HOME
    oelsnitz.stand_in(bus, Part.VEHICLE, oelsnitz.town.rides[1:2])
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")


def test_what_somebody_set_otherwise_since_is_left_alone(oelsnitz: Village) -> None:
    absence_id = at_home(oelsnitz, "carer")
    with oelsnitz.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        (mark,) = find(db, AttendanceMark, mark="E")
        mark.note = "Attest liegt vor"
        place = find(db, ChildcarePlace, slot_id=oelsnitz.town.slots[0], status="excused")[0]
        place.remark = "hat Fieber"
        seats = find(db, RideSeat, person_id=oelsnitz.people["Rima"], result=OUT)
        seats[0].result = "no_show"
        seats[1].result_reason = "zieht um"
    before = oelsnitz.taken_out("Rima")
    oelsnitz.stand_in(absence_id, Part.CARER, oelsnitz.town.slots[:1])
    marks, places, seats_now = oelsnitz.taken_out("Rima")
    assert (marks, seats_now) == (before[0], before[2])
    assert sorted(places) == ["excused", "planned"]
    with oelsnitz.workspace.read() as db:
        assert find(db, AbsenceEffect, absence_id=absence_id) == []


def test_a_mark_set_by_hand_is_not_the_absences(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("carer")
    oelsnitz.call(absence_id, "Rima")
    with oelsnitz.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        key, lesson = oelsnitz.enrolments["Rima"], oelsnitz.town.lessons[0]
        mark = AttendanceMark(enrolment_id=key, lesson_id=lesson, mark="E")
        mark.reason = "childcare_failed"
        db.add(mark)
    oelsnitz.take_over(absence_id)
    oelsnitz.stand_in(absence_id, Part.CARER, oelsnitz.town.slots[:1])
    assert oelsnitz.taken_out("Rima")[0] == ["E childcare_failed"]


@pytest.mark.parametrize("who", ["Rima", "Sami"])
def test_who_is_ill_herself_stays_out_until_she_is_back(oelsnitz: Village, who: str) -> None:
    absence_id = at_home(oelsnitz, "carer")
    ill = reported(oelsnitz.town, draft_for(oelsnitz.people[who]))
    oelsnitz.stand_in(absence_id, Part.CARER, oelsnitz.town.slots[:1])
    marks, places, seats = oelsnitz.taken_out("Rima")
    if who == "Rima":
        assert (marks, seats) == (["E ill"], [OUT, OUT])
        assert places == ["excused", "excused"]
    else:
        assert (marks, seats) == ([], ["open", "open"])
        assert sorted(places) == ["excused", "planned"]
    oelsnitz.end(ill)
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")


def test_who_is_well_again_stays_out_of_a_village_called_off(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call_off(absence_id)
    ill = reported(oelsnitz.town, draft_for(oelsnitz.people["Olena"], note=""))
    oelsnitz.end(ill)
    assert oelsnitz.taken_out("Olena")[2] == [OUT, OUT]
    oelsnitz.end(absence_id)
    assert oelsnitz.taken_out("Olena") == still_as_planned("Olena")


def test_a_change_on_the_page_of_rides_brings_back_too(oelsnitz: Village) -> None:
    town = oelsnitz.town
    at_home(oelsnitz, "bus")
    with oelsnitz.workspace.change(ActKind.RIDE_CHANGED) as db:
        for ride in town.rides[:2]:
            driver = by_id(db, Ride, ride).driver_id
            other_vehicle.apply(db, other_vehicle.propose(db, ride, oelsnitz.second_bus, driver))
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")


def test_a_ride_that_was_driven_stays_as_it_was(oelsnitz: Village) -> None:
    absence_id = at_home(oelsnitz, "carer")
    with oelsnitz.workspace.change(ActKind.RIDE_CHANGED) as db:
        by_id(db, Ride, oelsnitz.town.rides[0]).status = "done"
    oelsnitz.stand_in(absence_id, Part.CARER, oelsnitz.town.slots[:1])
    assert oelsnitz.taken_out("Rima")[2] == [OUT, "open"]
