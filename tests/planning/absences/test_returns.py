from collections.abc import Iterator

import pytest

from kursplaner.desk.absences.call_list import read_call_list
from kursplaner.desk.wording.replays import away_text, away_title
from kursplaner.domain.absences import AbsenceEffect
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult, Way
from kursplaner.domain.rides.rides import Ride, RideSeat, RideStop, Stop, Vehicle
from kursplaner.planning.absences import effects
from kursplaner.planning.absences.reach import touched_by
from kursplaner.planning.absences.returns import StaysAway
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.planning.rides import other_vehicle
from kursplaner.store.records import by_id, find
from tests.planning.morning_town import draft_for, reported
from tests.planning.two_desks import Desk, children, people
from tests.planning.village_town import Village, still_as_planned

OUT = "cancelled_in_time"
GONE = [OUT, OUT]


@pytest.fixture
def second(oelsnitz: Village) -> Iterator[Desk]:
    """Return the other desk, which gives free places away."""
    desk = Desk(oelsnitz.town, "second")
    yield desk
    desk.workspace.close()


def come(second: Desk, *names: str, kids: int = 0, rides: bool = True) -> list[int]:
    """Enrol others for Tuesday alone; returns them."""
    found = people(second.town, *names)
    for number, person in enumerate(found):
        own = children(second.town, *(f"Kind{number}{at}" for at in range(kids)))
        second.enrol(person, own, rides=rides, only=[second.town.lessons[0]])
    return found


def away(oelsnitz: Village, absence_id: int) -> tuple[StaysAway, ...]:
    with oelsnitz.workspace.read() as db:
        return effects.away(db, absence_id)


def said(oelsnitz: Village, absence_id: int, name: str) -> str | None:
    """Return the German sentence for somebody on a list, None where she is not on it."""
    with oelsnitz.workspace.read() as db:
        line = read_call_list(db, absence_id).line(oelsnitz.people[name])
    return None if line is None else line.sentences[0].text


def open_seats(oelsnitz: Village, ride: int = 0) -> int:
    with oelsnitz.workspace.read() as db:
        return len(find(db, RideSeat, ride_id=oelsnitz.town.rides[ride], result="open"))


def test_a_village_gets_back_the_seats_that_are_left(oelsnitz: Village, second: Desk) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call(absence_id, "Olena")
    oelsnitz.call_off(absence_id)
    come(second, "Neu")
    oelsnitz.end(absence_id)
    assert open_seats(oelsnitz) == 3
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")
    assert oelsnitz.taken_out("Olena")[2] == GONE
    assert said(oelsnitz, absence_id, "Olena") == (
        "Bitte vergessen Sie unsere letzte Nachricht. Am Dienstag, 2. März, ist in unserem Bus"
        " leider kein Platz für Sie frei. Der Kurs findet statt. Wenn Sie nicht kommen können,"
        " sind Sie entschuldigt."
    )
    out, back = away(oelsnitz, absence_id)
    assert away_title(out) == "Kein Sitz mehr: Ole Olena"
    text = away_text(out)
    assert "wären 4 Personen in Bus 1, Platz ist für 3. Dazugekommen seitdem: Neu" in text
    assert "durch „second“" in text
    assert away_title(back, hidden=True) == "Kein Sitz mehr: O."


def test_families_at_home_come_back_in_the_order_they_gave_up(
    oelsnitz: Village, second: Desk
) -> None:
    absence_id = oelsnitz.report("carer")
    oelsnitz.call(absence_id, "Olena")
    oelsnitz.take_over(absence_id)
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.take_over(absence_id)
    come(second, "Neu")
    oelsnitz.end(absence_id)
    assert open_seats(oelsnitz) == 3
    assert oelsnitz.taken_out("Olena") == still_as_planned("Olena")
    marks, places, seats = oelsnitz.taken_out("Rima")
    assert (marks, places, seats) == (["E childcare_failed"], ["planned", "planned"], GONE)
    assert oelsnitz.standing(absence_id, "Rima").result is ContactResult.OPEN  # type: ignore[union-attr]
    oelsnitz.call(absence_id, "Rima", CallAnswer.COMES)
    assert oelsnitz.taken_out("Rima") == ([], ["planned", "planned"], GONE)


def test_who_stays_at_home_for_want_of_a_seat_is_excused(oelsnitz: Village, second: Desk) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call_off(absence_id)
    come(second, "Neu", "Zwei")
    oelsnitz.end(absence_id)
    oelsnitz.call(absence_id, "Olena")
    oelsnitz.take_over(absence_id)
    assert oelsnitz.taken_out("Olena")[0] == ["E ride_failed"]


def test_a_seat_comes_back_when_somebody_leaves(oelsnitz: Village, second: Desk) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call_off(absence_id)
    new, _ = come(second, "Neu", "Zwei")
    oelsnitz.end(absence_id)
    oelsnitz.call(absence_id, "Rima")
    second.leave(new)
    assert oelsnitz.taken_out("Rima")[2] == ["open", "open"]
    assert oelsnitz.taken_out("Olena")[2] == GONE
    text = said(oelsnitz, absence_id, "Rima")
    assert text is not None
    assert "fährt unser Bus doch" in text


def test_who_was_ill_is_told_that_the_childcare_is_full(oelsnitz: Village, second: Desk) -> None:
    absence_id = reported(oelsnitz.town, draft_for(oelsnitz.people["Rima"]))
    come(second, "Neu", kids=4, rides=False)
    oelsnitz.end(absence_id)
    with oelsnitz.workspace.read() as db:
        found = find(db, ChildcarePlace, slot_id=oelsnitz.town.slots[0], status="planned")
    assert len(found) == 5
    assert oelsnitz.taken_out("Rima") == ([], ["excused", "excused"], ["open", "open"])
    text = said(oelsnitz, absence_id, "Rima")
    assert text is not None
    assert "ist in der Kinderbetreuung leider kein Platz frei" in text
    (stays,) = away(oelsnitz, absence_id)
    assert away_title(stays) == "Kein Betreuungsplatz mehr: Sam Sami und Nou Nour"
    assert "wären 7 von höchstens 5 Plätzen belegt. Dazugekommen seitdem: Kin" in away_text(stays)


def test_a_family_comes_back_as_a_whole_or_not(oelsnitz: Village, second: Desk) -> None:
    absence_id = reported(oelsnitz.town, draft_for(oelsnitz.people["Rima"]))
    come(second, "Neu", kids=3, rides=False)
    oelsnitz.end(absence_id)
    assert oelsnitz.taken_out("Rima")[1] == ["excused", "excused"]


def test_a_smaller_bus_takes_whom_it_can(oelsnitz: Village) -> None:
    with oelsnitz.workspace.fill() as db:
        by_id(db, Vehicle, oelsnitz.second_bus).seats = 2
    absence_id = oelsnitz.report("bus")
    for name in ("Rima", "Olena", "Layla"):
        oelsnitz.call(absence_id, name)
    oelsnitz.take_over(absence_id)
    with oelsnitz.workspace.change(ActKind.RIDE_CHANGED) as db:
        for ride in oelsnitz.town.rides[:2]:
            driver = by_id(db, Ride, ride).driver_id
            other_vehicle.apply(db, other_vehicle.propose(db, ride, oelsnitz.second_bus, driver))
    assert open_seats(oelsnitz) == 1
    text = away_text(away(oelsnitz, absence_id)[0])
    assert "wären 2 Personen in Bus 2, Platz ist für 1. Dazugekommen seitdem: Rim Rima" in text


def test_what_was_taken_on_over_the_limit_comes_back(oelsnitz: Village) -> None:
    with oelsnitz.workspace.fill() as db:
        by_id(db, Vehicle, oelsnitz.town.vehicle).seats = 3
    absence_id = oelsnitz.report()
    oelsnitz.call_off(absence_id)
    oelsnitz.end(absence_id)
    assert open_seats(oelsnitz) == 3
    assert away(oelsnitz, absence_id) == ()


def elsewhere(oelsnitz: Village, second: Desk) -> None:
    """Enrol somebody of a third village, for whom the tour is laid anew without Oelsnitz."""
    (new,) = people(oelsnitz.town, "Neu")
    with oelsnitz.workspace.fill() as db:
        stop = Stop(name="Bergen", municipality="Bergen", latitude=50_280_000, longitude=12_270_000)
        db.add(stop)
        db.flush()
        stop_id = stop.id
    lessons = frozenset({oelsnitz.town.lessons[0]})
    draft = EnrolDraft(oelsnitz.town.course, new, way=Way.SHUTTLE, stop_id=stop_id,
                       only_lessons=lessons)  # fmt: skip
    with second.workspace.change(ActKind.ENROLLED, [("person", new)]) as db:
        enrolling.apply(db, enrolling.propose_enrol(db, draft))


def halts(oelsnitz: Village, ride: int = 0) -> dict[int | None, int]:
    with oelsnitz.workspace.read() as db:
        return {
            row.stop_id: row.at for row in find(db, RideStop, ride_id=oelsnitz.town.rides[ride])
        }


def test_the_bus_goes_to_the_village_again(oelsnitz: Village, second: Desk) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.call_off(absence_id)
    elsewhere(oelsnitz, second)
    assert oelsnitz.town.stop not in halts(oelsnitz)
    oelsnitz.end(absence_id)
    minute = halts(oelsnitz)[oelsnitz.town.stop] % 1440
    assert oelsnitz.town.stop in halts(oelsnitz, 1)
    assert said(oelsnitz, absence_id, "Rima") == (
        "Am Dienstag, 2. März, fährt unser Bus doch. Bitte kommen Sie wie gewohnt zum Haltepunkt."
        f" Abfahrt an Ihrem Haltepunkt: {minute // 60}:{minute % 60:02} Uhr."
    )


def test_a_bus_that_cannot_come_again_is_said(oelsnitz: Village, second: Desk) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call_off(absence_id)
    elsewhere(oelsnitz, second)
    with oelsnitz.workspace.fill() as db:
        layla = find(db, RideSeat, ride_id=oelsnitz.town.rides[0], result="open")[0]
        layla.result = "done"
    oelsnitz.end(absence_id)
    assert oelsnitz.taken_out("Rima")[2] == [OUT, "open"]
    stays, *_ = away(oelsnitz, absence_id)
    assert away_text(stays).startswith("Bus 1: Die Hinfahrt am Di 02.03.2027")
    text = said(oelsnitz, absence_id, "Rima")
    assert text is not None
    assert "auf dem Hinweg leider kein Platz" in text


def test_one_step_takes_it_all_back(oelsnitz: Village, second: Desk) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call_off(absence_id)
    come(second, "Neu", "Zwei")
    oelsnitz.end(absence_id)
    oelsnitz.workspace.undo()
    assert oelsnitz.taken_out("Rima")[2] == GONE
    with oelsnitz.workspace.read() as db:
        assert {effect.cause for effect in find(db, AbsenceEffect)} == {"called_off"}
    assert away(oelsnitz, absence_id) == ()


@pytest.mark.parametrize("last", [-1, 0, 1])
def test_what_was_called_off_stays_touched_to_the_last_day_reported(
    oelsnitz: Village, last: int
) -> None:
    """It was reported up to Thursday and ends the eve of it, earlier, or was taken back whole."""
    absence_id = oelsnitz.report("day", last_day=True)
    oelsnitz.call_off(absence_id)
    with oelsnitz.workspace.read() as db:
        before = touched_by(db, absence_id)
    oelsnitz.end(absence_id, last)
    with oelsnitz.workspace.read() as db:
        assert touched_by(db, absence_id) == before
    assert {touched.cancelled for touched in before} == {True}
    assert {touched.id for touched in before if touched.source == "lesson"} == set(
        oelsnitz.town.lessons[:2]
    )
