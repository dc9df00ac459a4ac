"""What becomes of absences when families leave, lessons move and time goes on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.desk.absences.call_list import read_call_list
from kursplaner.domain.absences import AbsenceAnswer
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult
from kursplaner.domain.rides.rides import RideSeat, Stop
from kursplaner.planning.absences import reporting
from kursplaner.planning.lessons import cancelling, changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.people import person_form
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.rides import moving_parties
from kursplaner.store.queries.absences.absences import absence
from kursplaner.store.records import by_id, find
from tests.planning.morning_town import draft_for, reported
from tests.planning.new_families import choose
from tests.planning.small_town import NINE, TUESDAY
from tests.planning.two_desks import Desk
from tests.planning.village_town import Village, still_as_planned

OUT = "cancelled_in_time"
FRIDAY = TUESDAY + timedelta(days=3)


@pytest.fixture
def second(oelsnitz: Village) -> Iterator[Desk]:
    """Return the other desk."""
    desk = Desk(oelsnitz.town, "second")
    yield desk
    desk.workspace.close()


def called_off(oelsnitz: Village) -> int:
    """Call the village off after Rima said that she stays at home, and excuse her."""
    absence_id = oelsnitz.report()
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.call_off(absence_id)
    oelsnitz.take_over(absence_id)
    return absence_id


def moved(oelsnitz: Village, at: int, day: date) -> None:
    with oelsnitz.workspace.change(ActKind.LESSON_MOVED) as db:
        changing.apply(
            db, changing.propose(db, MoveWish(oelsnitz.town.lessons[at], minute_of(day, NINE)))
        )


def listed(oelsnitz: Village, absence_id: int) -> dict[str, str]:
    """Return the German sentence of every family on a list."""
    names = {key: name for name, key in oelsnitz.people.items()}
    with oelsnitz.workspace.read() as db:
        if absence(db, absence_id) is None:
            return {}
        lines = read_call_list(db, absence_id).lines
    families = (line for line in lines if line.person_id in names)
    return {names[line.person_id]: line.sentences[0].text for line in families}


def test_who_leaves_the_course_leaves_the_list_and_the_bus(oelsnitz: Village, second: Desk) -> None:
    absence_id = called_off(oelsnitz)
    second.leave(oelsnitz.people["Olena"])
    assert set(listed(oelsnitz, absence_id)) == {"Rima"}
    second.leave(oelsnitz.people["Rima"])
    assert listed(oelsnitz, absence_id) == {}
    oelsnitz.end(absence_id)
    for name in ("Rima", "Olena"):
        assert oelsnitz.taken_out(name)[1:] == ([], [])
    with oelsnitz.workspace.read() as db:
        assert absence(db, absence_id) is None


def test_who_left_while_ill_gets_no_seat(oelsnitz: Village, second: Desk) -> None:
    absence_id = reported(oelsnitz.town, draft_for(oelsnitz.people["Rima"]))
    second.leave(oelsnitz.people["Rima"])
    oelsnitz.end(absence_id)
    assert oelsnitz.taken_out("Rima")[1:] == ([], [])


def test_who_does_not_come_on_that_day_any_more_gets_no_seat(oelsnitz: Village) -> None:
    absence_id = called_off(oelsnitz)
    with oelsnitz.workspace.change(ActKind.DATES_PLANNED) as db:
        key, later = oelsnitz.enrolments["Olena"], oelsnitz.town.lessons[2:]
        choose(db, key, later)
    oelsnitz.end(absence_id)
    assert oelsnitz.taken_out("Olena")[2] == []
    assert "Olena" not in listed(oelsnitz, absence_id)


def test_an_answer_holds_when_it_is_called_off_again(oelsnitz: Village) -> None:
    oelsnitz.end(called_off(oelsnitz))
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")
    again = oelsnitz.report()
    oelsnitz.call_off(again)
    found = oelsnitz.standing(again, "Rima")
    assert found is not None
    assert (found.result, found.answer) == (ContactResult.REACHED, CallAnswer.STAYS_HOME)
    oelsnitz.take_over(again)
    assert oelsnitz.taken_out("Rima")[0] == ["E ride_failed"]


def test_after_a_good_news_call_she_is_called_again(oelsnitz: Village) -> None:
    absence_id = called_off(oelsnitz)
    oelsnitz.end(absence_id)
    oelsnitz.call(absence_id, "Rima", CallAnswer.OPEN)
    again = oelsnitz.report()
    found = oelsnitz.standing(again, "Rima")
    assert found is not None
    assert (found.result, found.answer) == (ContactResult.OPEN, CallAnswer.OPEN)


def test_the_last_answer_counts_on_every_list(oelsnitz: Village) -> None:
    village = oelsnitz.report()
    oelsnitz.call(village, "Rima")
    oelsnitz.take_over(village)
    carer = oelsnitz.report("carer")
    oelsnitz.end(village)
    oelsnitz.call(carer, "Rima", CallAnswer.COMES)
    marks, _, seats = oelsnitz.taken_out("Rima")
    assert (marks, seats) == ([], ["open", "open"])
    for key in (village, carer):
        found = oelsnitz.standing(key, "Rima")
        assert found is not None
        assert found.answer is CallAnswer.COMES


def test_a_lesson_moved_out_of_the_absence_is_told_anew(oelsnitz: Village) -> None:
    absence_id = called_off(oelsnitz)
    oelsnitz.call(absence_id, "Olena")
    moved(oelsnitz, 0, FRIDAY)
    for name in ("Rima", "Olena"):
        assert oelsnitz.taken_out(name) == still_as_planned(name)
        found = oelsnitz.standing(absence_id, name)
        assert found is not None
        assert found.result is ContactResult.OPEN
    assert "Am Freitag, 5. März, fährt unser Bus doch" in listed(oelsnitz, absence_id)["Rima"]


def test_a_lesson_moved_within_the_absence_is_told_anew(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("village", last_day=True)
    oelsnitz.call(absence_id, "Rima")
    moved(oelsnitz, 0, TUESDAY + timedelta(days=1))
    found = oelsnitz.standing(absence_id, "Rima")
    assert found is not None
    assert (found.result, found.otherwise) == (ContactResult.OPEN, True)
    assert (
        "Mittwoch, 3. März" in listed(oelsnitz, absence_id)["Rima"]
        or "Vom" in (listed(oelsnitz, absence_id)["Rima"])
    )
    oelsnitz.call(absence_id, "Rima")
    found = oelsnitz.standing(absence_id, "Rima")
    assert found is not None
    assert found.result is ContactResult.REACHED


def test_who_is_ill_on_one_day_comes_when_the_lesson_is_on_another(oelsnitz: Village) -> None:
    absence_id = reported(oelsnitz.town, draft_for(oelsnitz.people["Rima"]))
    assert oelsnitz.taken_out("Rima") == (["E ill"], ["excused", "excused"], [OUT, OUT])
    moved(oelsnitz, 0, FRIDAY)
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")
    oelsnitz.end(absence_id)
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")


@pytest.mark.parametrize(("hour", "back"), [(9, "open"), (18, OUT)])
def test_good_news_leaves_what_has_begun(oelsnitz: Village, hour: int, back: str) -> None:
    with clock.pinned(datetime(2027, 3, 2, 7, 0)):
        absence_id = called_off(oelsnitz)
    with clock.pinned(datetime(2027, 3, 2, hour, 30)):
        oelsnitz.end(absence_id)
        assert oelsnitz.taken_out("Rima")[0] == ["E ride_failed"]
        assert oelsnitz.taken_out("Rima")[2] == [OUT, OUT]
        assert oelsnitz.taken_out("Olena")[2] == [OUT, back]
        assert listed(oelsnitz, absence_id) == {}


def test_who_is_back_in_the_evening_was_away_in_the_morning(oelsnitz: Village) -> None:
    with clock.pinned(datetime(2027, 3, 2, 7, 0)):
        draft = draft_for(oelsnitz.people["Rima"], TUESDAY + timedelta(days=2))
        absence_id = reported(oelsnitz.town, draft)
    with clock.pinned(datetime(2027, 3, 2, 18, 0)):
        oelsnitz.end(absence_id)
        assert oelsnitz.taken_out("Rima") == (["E ill"], ["excused", "excused"], [OUT, OUT])
        with oelsnitz.workspace.read() as db:
            rides = oelsnitz.town.rides[2:4]
            seats = find(db, RideSeat, person_id=oelsnitz.people["Rima"], ride_id=rides)
            assert [seat.result for seat in seats] == ["open", "open"]


def test_an_answer_given_before_answers_were_kept_holds(oelsnitz: Village) -> None:
    absence_id = called_off(oelsnitz)
    with oelsnitz.workspace.fill() as db:
        for row in find(db, AbsenceAnswer):
            db.delete(row)
    oelsnitz.call(absence_id, "Olena")
    assert oelsnitz.taken_out("Rima")[0] == ["E ride_failed"]
    found = oelsnitz.standing(absence_id, "Rima")
    assert found is not None
    assert found.answer is CallAnswer.STAYS_HOME


def test_good_news_under_way_brings_the_way_home(oelsnitz: Village) -> None:
    with clock.pinned(datetime(2027, 3, 2, 7, 0)):
        absence_id = called_off(oelsnitz)
    with clock.pinned(datetime(2027, 3, 2, 8, 30)):
        oelsnitz.end(absence_id)
        assert oelsnitz.taken_out("Olena")[2] == [OUT, "open"]
        assert "nicht zum Kurs, nur zurück" in listed(oelsnitz, absence_id)["Olena"]


def at_raun(oelsnitz: Village, name: str) -> None:
    key = oelsnitz.people[name]
    with oelsnitz.workspace.read() as db:
        form = person_form.load(db, key)
    line = AddressLine(TUESDAY, stop_id=oelsnitz.raun)
    with oelsnitz.workspace.change(ActKind.PERSON_CHANGED) as db:
        person_form.store(db, replace(form, address=line), form)


def test_who_boards_elsewhere_is_fetched_though_her_village_is_cut_off(oelsnitz: Village) -> None:
    absence_id = called_off(oelsnitz)
    at_raun(oelsnitz, "Rima")
    with oelsnitz.workspace.read() as db:
        found = find(db, RideSeat, person_id=oelsnitz.people["Rima"])
        stops = {by_id(db, Stop, seat.stop_id or 0).municipality for seat in found[:2]}
    assert stops == {"Raun"}
    oelsnitz.end(absence_id)
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")


def test_others_may_be_moved_while_a_village_is_called_off(oelsnitz: Village) -> None:
    absence_id = called_off(oelsnitz)
    ride = oelsnitz.town.rides[0]
    with oelsnitz.workspace.change(ActKind.RIDE_CHANGED) as db:
        moving_parties.move(db, ride, oelsnitz.people["Layla"], oelsnitz.second_bus)
    assert oelsnitz.taken_out("Rima")[2] == [OUT, OUT]
    oelsnitz.end(absence_id)
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")


def test_a_lesson_that_takes_place_again_stops_where_they_live_now(oelsnitz: Village) -> None:
    oelsnitz.cancel_lesson()
    at_raun(oelsnitz, "Rima")
    with oelsnitz.workspace.change(ActKind.LESSONS_CANCELLED) as db:
        plan = cancelling.propose_restore(db, oelsnitz.town.lessons[0])
        cancelling.apply_restore(db, plan)
    with oelsnitz.workspace.read() as db:
        seats = find(db, RideSeat, person_id=oelsnitz.people["Rima"])
        assert {seat.stop_id for seat in seats} == {oelsnitz.raun}


def test_ending_tells_what_stays_away(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    with oelsnitz.workspace.change(ActKind.ABSENCE_ENDED) as db:
        assert reporting.end(db, absence_id, TUESDAY - timedelta(days=1)) == ()
