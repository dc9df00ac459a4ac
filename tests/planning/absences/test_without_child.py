"""A mother comes without a child: only that child's place and seat are free."""

from kursplaner.basics.spans import Span
from kursplaner.domain.absences import Absence
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult
from kursplaner.domain.rides.rides import RideSeat, Vehicle
from kursplaner.planning.absences import without_child
from kursplaner.planning.absences.calls import CallEntry, log_call
from kursplaner.store.queries.absences.words import left_at_home
from kursplaner.store.records import by_id, find
from tests.planning.village_town import Village

ALL = {"Sami": ("planned", "open"), "Nour": ("planned", "open")}
OUT = ("excused", "cancelled_in_time")


def with_seats(oelsnitz: Village) -> None:
    """Give both children of Rima seats beside hers, in a bus that is large enough."""
    with oelsnitz.workspace.fill() as db:
        by_id(db, Vehicle, oelsnitz.town.vehicle).seats = 9
        for ride in oelsnitz.town.rides[:2]:
            for child in ALL:
                seat = RideSeat(ride_id=ride, person_id=oelsnitz.people[child])
                seat.enrolment_id, seat.stop_id = oelsnitz.enrolments["Rima"], oelsnitz.town.stop
                db.add(seat)


def says(oelsnitz: Village, absence_id: int, answer: CallAnswer, *children: str) -> None:
    keys = tuple(oelsnitz.people[name] for name in children)
    entry = CallEntry(oelsnitz.people["Rima"], ContactResult.REACHED, answer, children=keys)
    with oelsnitz.workspace.change(ActKind.CONTACT_LOGGED) as db:
        log_call(db, absence_id, entry)


def state(oelsnitz: Village) -> dict[str, tuple[str, str]]:
    """Return state of the place and result of the seat there of both children on Tuesday."""
    with oelsnitz.workspace.read() as db:
        found = {}
        for name in ALL:
            key = oelsnitz.people[name]
            (place,) = find(db, ChildcarePlace, child_id=key, slot_id=oelsnitz.town.slots[0])
            (seat,) = find(db, RideSeat, person_id=key, ride_id=oelsnitz.town.rides[0])
            found[name] = (place.status, seat.result)
        return found


def test_only_that_childs_place_and_seat_are_free(oelsnitz: Village) -> None:
    with_seats(oelsnitz)
    absence_id = oelsnitz.report()
    found = oelsnitz.standing(absence_id, "Rima")
    assert found is not None
    with oelsnitz.workspace.read() as db:
        children = without_child.children_with(db, found)
        assert set(children) == {oelsnitz.people["Sami"], oelsnitz.people["Nour"]}
        assert without_child.chosen(db, found, ()) == frozenset(children)
        assert without_child.chosen(db, found, (999, children[0])) == {children[0]}
    says(oelsnitz, absence_id, CallAnswer.WITHOUT_CHILD, "Nour")
    assert state(oelsnitz) == {**ALL, "Nour": OUT}
    assert oelsnitz.taken_out("Rima")[0] == []
    with oelsnitz.workspace.read() as db:
        rima, span = oelsnitz.people["Rima"], oelsnitz_span(oelsnitz)
        assert left_at_home(db, [rima], span) == {rima: {oelsnitz.people["Nour"]}}
    says(oelsnitz, absence_id, CallAnswer.WITHOUT_CHILD, "Sami")
    assert state(oelsnitz) == {**ALL, "Sami": OUT}
    says(oelsnitz, absence_id, CallAnswer.WITHOUT_CHILD)
    assert state(oelsnitz) == dict.fromkeys(ALL, OUT)
    says(oelsnitz, absence_id, CallAnswer.COMES)
    assert state(oelsnitz) == ALL


def oelsnitz_span(oelsnitz: Village) -> Span:
    with oelsnitz.workspace.read() as db:
        (row, *_) = find(db, Absence)
        return Span(row.starts, row.ends)


def test_good_news_brings_the_child_back_and_home_after_all_keeps_it_out(
    oelsnitz: Village,
) -> None:
    with_seats(oelsnitz)
    absence_id = oelsnitz.report()
    says(oelsnitz, absence_id, CallAnswer.WITHOUT_CHILD, "Sami")
    says(oelsnitz, absence_id, CallAnswer.STAYS_HOME)
    assert state(oelsnitz)["Sami"] == OUT
    oelsnitz.take_over(absence_id)
    assert state(oelsnitz) == dict.fromkeys(ALL, OUT)
    says(oelsnitz, absence_id, CallAnswer.WITHOUT_CHILD, "Nour")
    assert state(oelsnitz) == {**ALL, "Nour": OUT}
    oelsnitz.end(absence_id)
    assert state(oelsnitz) == ALL
    for _ in range(5):
        oelsnitz.workspace.undo()
    assert state(oelsnitz) == ALL


def test_leaving_nobody_takes_nothing_out(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    found = oelsnitz.standing(absence_id, "Rima")
    assert found is not None
    with oelsnitz.workspace.change(ActKind.CONTACT_LOGGED) as db:
        without_child.leave(db, absence_id, found, (), "")
        assert {p.status for p in find(db, ChildcarePlace)} == {"planned"}
