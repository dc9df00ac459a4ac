import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.absences import AbsenceCall, AbsenceWord
from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.planning.absences import calls, reporting
from kursplaner.planning.absences.plan import OFF
from kursplaner.planning.absences.reach import Part
from kursplaner.planning.absences.words import standings
from kursplaner.planning.childcare import slot_changes
from kursplaner.planning.rides import other_vehicle
from kursplaner.store.records import by_id, find
from kursplaner.store.settings import store_settings
from tests.planning.morning_town import draft_for, proposed, reported
from tests.planning.small_town import TUESDAY, SmallTown
from tests.planning.village_town import Village, village


def plan(oelsnitz: Village, absence_id: int, name: str) -> list[str] | None:
    """Return what is planned now of each of hers that the absence is about; None: not listed."""
    found = oelsnitz.standing(absence_id, name)
    return None if found is None else [said.now for said in found.units if not said.beside]


def result(oelsnitz: Village, absence_id: int, name: str) -> str | None:
    found = oelsnitz.standing(absence_id, name)
    return None if found is None else found.result.value


def test_calling_a_village_off_leaves_everybody_on_the_list(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.call_off(absence_id)
    for name, stands in (("Rima", "reached"), ("Olena", "open")):
        assert plan(oelsnitz, absence_id, name) == ["ride"]
        assert result(oelsnitz, absence_id, name) == stands
    assert oelsnitz.standing(absence_id, "Layla") is None


def test_taking_over_the_excuse_does_not_make_it_good_news(oelsnitz: Village) -> None:
    for kind, fails in (("bus", "ride"), ("carer", "childcare")):
        absence_id = oelsnitz.report(kind)
        oelsnitz.call(absence_id, "Rima")
        oelsnitz.take_over(absence_id)
        assert plan(oelsnitz, absence_id, "Rima") == [fails]
        assert result(oelsnitz, absence_id, "Rima") == "reached"
        for _ in range(3):
            oelsnitz.workspace.undo()


def test_a_withdrawn_absence_stays_until_those_told_know(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.end(absence_id)
    assert plan(oelsnitz, absence_id, "Rima") == [""]
    assert result(oelsnitz, absence_id, "Rima") == "open"
    assert oelsnitz.standing(absence_id, "Olena") is None
    with oelsnitz.workspace.read() as db:
        assert reporting.row_of(db, absence_id).withdrawn
        assert reporting.touched_by(db, absence_id) == ()
    oelsnitz.call(absence_id, "Rima", CallAnswer.OPEN)
    assert result(oelsnitz, absence_id, "Rima") == "reached"
    with pytest.raises(Refused, match="absence_withdrawn"):
        oelsnitz.end(absence_id)


def test_a_withdrawn_absence_may_be_reported_again(oelsnitz: Village) -> None:
    first = oelsnitz.report()
    oelsnitz.call(first, "Rima")
    oelsnitz.end(first)
    second = oelsnitz.report()
    for absence_id in (first, second):
        assert result(oelsnitz, absence_id, "Rima") == "reached"
    oelsnitz.end(second)
    for absence_id in (first, second):
        assert result(oelsnitz, absence_id, "Rima") == "open"
    oelsnitz.call(second, "Rima", CallAnswer.OPEN)
    assert result(oelsnitz, first, "Rima") == "reached"


def test_what_was_called_off_is_told_though_the_absence_ended(town: SmallTown) -> None:
    oelsnitz = village(town, shared=False)
    absence_id = oelsnitz.report()
    oelsnitz.call_off(absence_id)
    oelsnitz.end(absence_id)
    with oelsnitz.workspace.read() as db:
        assert by_id(db, Ride, town.rides[0]).status == "cancelled"
    assert plan(oelsnitz, absence_id, "Olena") == ["ride"]
    assert result(oelsnitz, absence_id, "Olena") == "open"


def test_an_absence_ended_early_leaves_its_first_days(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("carer", last_day=True)
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.end(absence_id, last=0)
    assert plan(oelsnitz, absence_id, "Rima") == ["childcare", ""]
    assert result(oelsnitz, absence_id, "Rima") == "open"
    with oelsnitz.workspace.read() as db:
        row = reporting.row_of(db, absence_id)
    assert (row.last, row.withdrawn) == (TUESDAY, False)


def test_a_lesson_cancelled_elsewhere_is_told_on_the_open_list(oelsnitz: Village) -> None:
    for kind in ("village", "carer"):
        absence_id = oelsnitz.report(kind)
        oelsnitz.call(absence_id, "Rima")
        oelsnitz.cancel_lesson()
        for name in ("Rima", "Olena"):
            assert plan(oelsnitz, absence_id, name) == [OFF]
            assert result(oelsnitz, absence_id, name) == "open"
        oelsnitz.restore_lesson() if kind == "village" else oelsnitz.workspace.undo()
        assert result(oelsnitz, absence_id, "Rima") == "reached"


def test_two_absences_tell_one_plan(oelsnitz: Village) -> None:
    bus, carer = oelsnitz.report("bus"), oelsnitz.report("carer")
    oelsnitz.call(carer, "Rima")
    assert plan(oelsnitz, carer, "Rima") == ["childcare+ride"]
    assert result(oelsnitz, bus, "Rima") == "reached"
    oelsnitz.stand_in(carer, Part.CARER, oelsnitz.town.slots[:1])
    for absence_id in (bus, carer):
        assert plan(oelsnitz, absence_id, "Rima") == ["ride"]
        assert result(oelsnitz, absence_id, "Rima") == "open"


def test_a_plan_that_turns_back_needs_no_second_call(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("bus")
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.stand_in(absence_id, Part.VEHICLE, oelsnitz.town.rides[:2])
    assert result(oelsnitz, absence_id, "Rima") == "open"
    oelsnitz.call(absence_id, "Rima", result=ContactResult.OPEN, note="nicht abgenommen")
    oelsnitz.workspace.undo()
    oelsnitz.workspace.undo()
    found = oelsnitz.standing(absence_id, "Rima")
    assert found is not None
    assert (found.result, found.answer) == (ContactResult.REACHED, CallAnswer.STAYS_HOME)


def test_a_try_that_conveyed_nothing_leaves_the_word(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("bus")
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.stand_in(absence_id, Part.VEHICLE, oelsnitz.town.rides[:2])
    oelsnitz.call(absence_id, "Rima", result=ContactResult.OPEN, note="nicht abgenommen")
    found = oelsnitz.standing(absence_id, "Rima")
    assert found is not None
    assert found.otherwise
    with oelsnitz.workspace.change(ActKind.RIDE_CHANGED) as db:
        for ride in oelsnitz.town.rides[:2]:
            by_id(db, Ride, ride).vehicle_id = oelsnitz.town.vehicle
    found = oelsnitz.standing(absence_id, "Rima")
    assert found is not None
    assert (found.result, found.answer) == (ContactResult.REACHED, CallAnswer.STAYS_HOME)


def test_a_mailbox_may_have_been_heard(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call(absence_id, "Rima", result=ContactResult.MAILBOX)
    assert result(oelsnitz, absence_id, "Rima") == "mailbox"
    oelsnitz.end(absence_id)
    found = oelsnitz.standing(absence_id, "Rima")
    assert found is not None
    assert found.otherwise
    oelsnitz.call(absence_id, "Rima", result=ContactResult.MAILBOX)
    assert result(oelsnitz, absence_id, "Rima") == "mailbox"
    oelsnitz.call(absence_id, "Rima")
    assert result(oelsnitz, absence_id, "Rima") == "reached"


def test_a_call_put_back_to_open_is_to_be_made(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.call(absence_id, "Rima", result=ContactResult.OPEN)
    assert result(oelsnitz, absence_id, "Rima") == "open"


def test_a_good_news_taken_back_is_to_be_told_on_every_list(oelsnitz: Village) -> None:
    bus, carer = oelsnitz.report("bus"), oelsnitz.report("carer")
    oelsnitz.call(carer, "Rima")
    oelsnitz.end(bus)
    oelsnitz.end(carer)
    oelsnitz.call(carer, "Rima", CallAnswer.OPEN, ContactResult.MAILBOX)
    oelsnitz.call(carer, "Rima", CallAnswer.OPEN, ContactResult.OPEN)
    for absence_id in (bus, carer):
        assert plan(oelsnitz, absence_id, "Rima") == [""]
        assert result(oelsnitz, absence_id, "Rima") == "open"


def test_one_way_alone_is_told_as_one_way(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("bus")
    oelsnitz.call(absence_id, "Rima")
    for ride, left in zip(oelsnitz.town.rides[:2], ("ride_back", ""), strict=True):
        oelsnitz.stand_in(absence_id, Part.VEHICLE, [ride])
        assert plan(oelsnitz, absence_id, "Rima") == [left]
        assert result(oelsnitz, absence_id, "Rima") == "open"
    oelsnitz.workspace.undo()
    oelsnitz.workspace.undo()
    oelsnitz.stand_in(absence_id, Part.VEHICLE, [oelsnitz.town.rides[1]])
    assert plan(oelsnitz, absence_id, "Rima") == ["ride_out"]


def test_taking_somebody_out_without_a_stand_in_is_no_good_news(oelsnitz: Village) -> None:
    town = oelsnitz.town
    driver = reported(town, draft_for(town.people["driver"]))
    with oelsnitz.workspace.change(ActKind.RIDE_CHANGED) as db:
        for ride in town.rides[:2]:
            other_vehicle.apply(db, other_vehicle.propose(db, ride, town.vehicle, None))
    assert plan(oelsnitz, driver, "Olena") == ["ride"]
    carer = oelsnitz.report("carer")
    with oelsnitz.workspace.change(ActKind.CHILDCARE_CHANGED) as db:
        slot_changes.change_carer(db, town.slots[0], None, town.people["Roth"])
    assert plan(oelsnitz, carer, "Olena") == ["childcare+ride"]
    teacher = reported(town, draft_for(town.people["Seidel"]))
    with oelsnitz.workspace.change(ActKind.LESSONS_CANCELLED) as db:
        for row in find(db, LessonPerson, lesson_id=town.lessons[0]):
            db.delete(row)
    assert plan(oelsnitz, teacher, "Layla") == [OFF]
    bus = oelsnitz.report("bus")
    with oelsnitz.workspace.change(ActKind.RIDE_CHANGED) as db:
        for ride in town.rides[:2]:
            by_id(db, Ride, ride).vehicle_id = None
    assert plan(oelsnitz, bus, "Layla") == [OFF]


def test_whose_seat_was_given_up_by_hand_hears_of_no_bus(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("bus")
    oelsnitz.call(absence_id, "Rima")
    with oelsnitz.workspace.change(ActKind.RIDE_CHANGED) as db:
        for seat in find(db, RideSeat, person_id=oelsnitz.people["Rima"]):
            seat.result = "cancelled_late"
    oelsnitz.stand_in(absence_id, Part.VEHICLE, oelsnitz.town.rides[:2])
    assert plan(oelsnitz, absence_id, "Rima") == ["ride"]


def test_children_excused_at_home_do_not_make_the_carers_enough(oelsnitz: Village) -> None:
    town = oelsnitz.town
    with oelsnitz.workspace.change(ActKind.CHILDCARE_CHANGED) as db:
        slot_changes.change_carer(db, town.slots[0], oelsnitz.people["Weiss"], None)
        store_settings(db, {"childcare.children_per_carer": "2"})
    absence_id = oelsnitz.report("carer")
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.take_over(absence_id)
    assert plan(oelsnitz, absence_id, "Rima") == ["childcare"]
    assert plan(oelsnitz, absence_id, "Olena") == ["childcare"]


def test_a_day_off_is_told_to_those_who_work_too(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("day")
    oelsnitz.people["Seidel"] = oelsnitz.town.people["Seidel"]
    oelsnitz.people["driver"] = oelsnitz.town.people["driver"]
    for name, fails in (("Seidel", OFF), ("driver", "ride")):
        assert set(plan(oelsnitz, absence_id, name) or ()) == {fails}
        oelsnitz.call(absence_id, name)
    oelsnitz.call_off(absence_id)
    assert result(oelsnitz, absence_id, "driver") == "reached"
    oelsnitz.workspace.undo()
    oelsnitz.end(absence_id)
    for name in ("Seidel", "driver"):
        assert set(plan(oelsnitz, absence_id, name) or ()) == {""}
        assert result(oelsnitz, absence_id, name) == "open"


def test_who_was_told_before_words_were_kept_hears_the_good_news(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("bus")
    with oelsnitz.workspace.change(ActKind.CONTACT_LOGGED) as db:
        for row in find(db, AbsenceWord, absence_id=absence_id):
            db.delete(row)
        old = AbsenceCall(absence_id=absence_id, person_id=oelsnitz.people["Rima"], at=1)
        old.result, old.answer = "reached", "stays_home"
        db.add(old)
    assert result(oelsnitz, absence_id, "Rima") == "reached"
    oelsnitz.stand_in(absence_id, Part.VEHICLE, oelsnitz.town.rides[:2])
    assert result(oelsnitz, absence_id, "Rima") == "open"
    oelsnitz.call(absence_id, "Rima", CallAnswer.OPEN)
    assert result(oelsnitz, absence_id, "Rima") == "reached"


def test_an_answer_to_another_plan_excuses_nobody(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("bus")
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.report("carer")
    with oelsnitz.workspace.read() as db:
        assert calls.propose_excuses(db, absence_id).marks == ()
        assert {row.person_id for row in standings(db, absence_id)} >= {oelsnitz.people["Rima"]}


def test_reporting_shows_what_it_touches_once(oelsnitz: Village) -> None:
    shown = proposed(oelsnitz.town, draft_for(oelsnitz.town.people["Roth"]))
    absence_id = oelsnitz.report("carer")
    with oelsnitz.workspace.read() as db:
        listed = {row.person_id for row in standings(db, absence_id)}
    assert listed == {row.person_id for row in shown.concerned}
