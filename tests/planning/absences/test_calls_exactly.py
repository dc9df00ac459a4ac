"""What a call notes, and what follows from it for marks, places and seats."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.absences import AbsenceCall, AbsenceEffect, AbsenceEnding
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotLesson
from kursplaner.domain.kinds import AbsenceKind, CallAnswer, ContactResult, ExcuseReason
from kursplaner.domain.people import ContactLog
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.absences import calls, reporting
from kursplaner.planning.absences.calls import CallEntry, Excuses
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.store.records import find
from kursplaner.store.session import Db
from tests.planning.morning_town import Morning, build_morning, draft_for
from tests.planning.small_town import NOW, TUESDAY
from tests.store.queries.written import written
from tests.towns import passing

REACHED, MAILBOX, OPEN = ContactResult.REACHED, ContactResult.MAILBOX, ContactResult.OPEN
HOME, COMES, SILENT = CallAnswer.STAYS_HOME, CallAnswer.COMES, CallAnswer.OPEN
NONE: tuple[int, ...] = ()


@pytest.fixture(scope="module")
def kept() -> Iterator[Morning]:
    with passing(build_morning, NOW) as made:
        yield made


@pytest.fixture
def db(kept: Morning) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


def report(db: Db, kept: Morning, what: str = "carer") -> int:
    """Report somebody of the team, or the bus, missing on Tuesday."""
    team = {"carer": "Roth", "teacher": "Seidel", "driver": "driver"}
    draft = (
        AbsenceDraft(AbsenceKind.VEHICLE, TUESDAY, TUESDAY, resource_id=kept.town.vehicle)
        if what == "bus"
        else draft_for(kept.town.people[team[what]])
    )
    return reporting.apply(db, reporting.propose(db, draft))


def call(
    db: Db, kept: Morning, absence: int, result: ContactResult, answer: CallAnswer, note: str = ""
) -> AbsenceCall:
    entry = CallEntry(kept.people["Rima"], result, answer, "Telefon", note)
    calls.log_call(db, absence, entry)
    (row,) = find(db, AbsenceCall, person_id=kept.people["Rima"])
    return row


@pytest.mark.parametrize(
    ("result", "answer", "note", "kept_answer", "tries"),
    [
        (REACHED, COMES, "", "comes", 1),
        (REACHED, HOME, " Fieber ", "stays_home", 1),
        (REACHED, SILENT, "", "open", 1),
        (MAILBOX, COMES, "", "open", 1),
        (OPEN, COMES, "", "open", 0),
        (OPEN, SILENT, " später ", "open", 1),
    ],
)
def test_what_a_try_leaves(
    kept: Morning,
    db: Db,
    result: ContactResult,
    answer: CallAnswer,
    note: str,
    kept_answer: str,
    tries: int,
) -> None:
    key = report(db, kept)
    row = call(db, kept, key, result, answer, note)
    at = clock.minute()
    assert (row.absence_id, row.result, row.answer) == (key, result.value, kept_answer)
    assert (row.at, row.note) == (at, note.strip())
    logs = [(log.at, log.route, log.result, log.note) for log in find(db, ContactLog)]
    assert logs == [(at, "Telefon", result.value, note.strip())] * tries
    again = call(db, kept, key, REACHED, COMES)
    assert (again.id, again.answer, again.note) == (row.id, "comes", "")


def test_who_heard_of_another_plan_keeps_her_answer_while_she_is_to_be_called_again(
    kept: Morning, db: Db
) -> None:
    key = report(db, kept)
    call(db, kept, key, REACHED, HOME)
    written(db, AbsenceEnding(absence_id=key, since=minute_of(TUESDAY)))
    row = call(db, kept, key, OPEN, SILENT)
    assert (row.result, row.answer) == ("open", "stays_home")
    row = call(db, kept, key, MAILBOX, SILENT)
    assert (row.result, row.answer) == ("mailbox", "open")


def test_nobody_is_called_about_nothing(kept: Morning, db: Db) -> None:
    key = report(db, kept)
    for absence, person in ((9999, kept.people["Rima"]), (key, 9999)):
        with pytest.raises(Refused, match="not_found"):
            calls.log_call(db, absence, CallEntry(person, REACHED, COMES))
    with pytest.raises(Refused, match="not_found"):
        calls.propose_excuses(db, 9999)


def seats_of(db: Db, kept: Morning) -> tuple[int, ...]:
    rows = find(db, RideSeat, ride_id=kept.town.rides[:2])
    return tuple(row.id for row in rows if row.enrolment_id == kept.enrolments["Rima"])


def places_of(db: Db, kept: Morning, *names: str) -> set[int]:
    rows = find(db, ChildcarePlace, slot_id=kept.town.slots[0])
    return {row.id for row in rows if row.child_id in {kept.people[name] for name in names}}


@pytest.mark.parametrize(
    ("what", "result", "answer", "reason"),
    [
        ("carer", REACHED, HOME, ExcuseReason.CHILDCARE_FAILED),
        ("bus", REACHED, HOME, ExcuseReason.RIDE_FAILED),
        ("driver", REACHED, HOME, ExcuseReason.RIDE_FAILED),
        ("teacher", REACHED, HOME, None),
        ("carer", REACHED, COMES, None),
        ("carer", REACHED, SILENT, None),
        ("carer", MAILBOX, HOME, None),
        ("bus", REACHED, COMES, None),
    ],
)
def test_who_stays_at_home_is_excused_for_what_fails(
    kept: Morning,
    db: Db,
    what: str,
    result: ContactResult,
    answer: CallAnswer,
    reason: ExcuseReason | None,
) -> None:
    key = report(db, kept, what)
    call(db, kept, key, result, answer)
    found = calls.propose_excuses(db, key)
    if reason is None:
        assert (len(found.marks), found.seat_ids, found.families) == (0, NONE, 0)
        return
    mark = (kept.town.lessons[0], kept.enrolments["Rima"])
    assert set(found.place_ids) == places_of(db, kept, "Sami", "Nour")
    assert found == Excuses(reason, (mark,), found.place_ids, seats_of(db, kept), 1)
    assert calls.apply_excuses(db, key, found, "krank") == 1
    (row,) = find(db, AttendanceMark)
    assert (row.mark, row.reason, row.lesson_id, row.enrolment_id) == ("E", reason.value, *mark)
    effects = {(e.source, e.person_id, e.cause) for e in find(db, AbsenceEffect)}
    rima = kept.people["Rima"]
    assert effects == {(source, rima, "excuse") for source in ("mark", "place", "seat")}
    out = {(seat.result, seat.result_reason) for seat in find(db, RideSeat, id=found.seat_ids)}
    assert out == {("cancelled_in_time", "krank")}
    with pytest.raises(Refused, match="nothing_to_excuse"):
        calls.apply_excuses(db, key, found)


def test_only_what_is_still_open_is_proposed(kept: Morning, db: Db) -> None:
    key = report(db, kept)
    call(db, kept, key, REACHED, HOME)
    first, second = seats_of(db, kept)
    whole = calls.propose_excuses(db, key)
    (seat,) = find(db, RideSeat, id=[first])
    seat.result = "no_show"
    (place,) = find(db, ChildcarePlace, slot_id=kept.town.slots[0], child_id=kept.people["Sami"])
    place.status = "brought"
    db.flush()
    found = calls.propose_excuses(db, key)
    assert (found.seat_ids, set(found.place_ids)) == ((second,), places_of(db, kept, "Nour"))
    with pytest.raises(Refused, match="overtaken") as told:
        calls.apply_excuses(db, key, whole)
    assert told.value.facts == {"noun": "absence", "id": key}
    mark = AttendanceMark(lesson_id=kept.town.lessons[0], enrolment_id=kept.enrolments["Rima"])
    mark.mark = "U"
    written(db, mark)
    found = calls.propose_excuses(db, key)
    assert (found.marks, found.families, len(found.place_ids)) == ((), 0, 1)
    assert calls.apply_excuses(db, key, found) == 0
    assert mark.mark == "U"


def test_seats_of_her_children_go_along_and_those_of_others_stay(kept: Morning, db: Db) -> None:
    key = report(db, kept)
    ride = kept.town.rides[0]
    rows: list[Any] = [
        RideSeat(ride_id=ride, person_id=kept.people["Sami"]),
        RideSeat(ride_id=ride, person_id=kept.people["Maksym"]),
        RideSeat(ride_id=kept.town.rides[2], person_id=kept.people["Sami"]),
    ]
    for row, name in zip(rows, ("Rima", "Olena", "Rima"), strict=True):
        row.enrolment_id = kept.enrolments[name]
    written(db, *rows)
    call(db, kept, key, REACHED, HOME)
    found = calls.propose_excuses(db, key)
    assert set(found.seat_ids) == {*seats_of(db, kept)}
    assert rows[0].id in found.seat_ids
    assert rows[1].id not in found.seat_ids


def test_a_slot_that_serves_a_lesson_she_comes_to_keeps_the_place(kept: Morning, db: Db) -> None:
    """Only slots beside the lessons for which she stays at home are looked at."""
    key = report(db, kept, "bus")
    call(db, kept, key, REACHED, HOME)
    for link in find(db, ChildcareSlotLesson, slot_id=kept.town.slots[0]):
        db.delete(link)
    db.flush()
    found = calls.propose_excuses(db, key)
    assert found.place_ids == ()
    assert len(found.seat_ids) == 2


def test_the_call_counts_from_the_minute_it_was_made(kept: Morning, db: Db) -> None:
    key = report(db, kept)
    with clock.pinned(datetime(2027, 3, 1, 17, 31)):
        row = call(db, kept, key, REACHED, COMES)
    assert row.at == minute_of(NOW.date(), 17 * 60 + 31)
