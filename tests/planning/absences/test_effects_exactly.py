"""What comes back and what stays out, row by row, from what an absence noted."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.domain.absences import Absence, AbsenceAnswer, AbsenceEffect, AbsenceEnding
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Lesson
from kursplaner.domain.rides.rides import Ride, RideSeat, Stop
from kursplaner.planning.absences.effects import settle
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.morning_town import Morning, build_morning
from tests.planning.small_town import NINE, NOW, TUESDAY
from tests.store.queries.written import written
from tests.towns import passing

MIDNIGHT = minute_of(TUESDAY)
START = MIDNIGHT + NINE
RIDE = START - 50
"""When the ride to the first lesson begins."""


@pytest.fixture(scope="module")
def kept() -> Iterator[Morning]:
    with passing(build_morning, NOW) as made:
        yield made


@pytest.fixture
def db(kept: Morning) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


def absence(db: Db, kind: str, key: int | None = None, **values: Any) -> int:
    row = Absence(kind=kind, resource_id=key, reason="ill", note="krank", reported_at=0)
    row.starts, row.ends = MIDNIGHT, MIDNIGHT + 1440
    for name, value in values.items():
        setattr(row, name, value)
    return written(db, row)[0]


def noted(db: Db, key: int, source: str, row: int, person: int, cause: str) -> AbsenceEffect:
    found = AbsenceEffect(absence_id=key, person_id=person, source=source, record_id=row)
    found.cause, found.starts = cause, START
    found.note = "childcare_failed" if source == "mark" else "weg"
    written(db, found)
    return found


def seat_out(db: Db, kept: Morning, at: int = 0) -> RideSeat:
    (row,) = find(db, RideSeat, ride_id=kept.town.rides[at])
    row.result, row.result_reason = "cancelled_in_time", "weg"
    db.flush()
    return row


def place_out(db: Db, kept: Morning, name: str = "Sami") -> ChildcarePlace:
    (row,) = find(db, ChildcarePlace, slot_id=kept.town.slots[0], child_id=kept.people[name])
    row.status, row.remark = "excused", "weg"
    db.flush()
    return row


def answered(db: Db, kept: Morning, answer: str, at: int = 0) -> None:
    row = AbsenceAnswer(person_id=kept.people["Rima"], source="lesson", answer=answer)
    row.record_id = kept.town.lessons[at]
    written(db, row)


def out(row: RideSeat | ChildcarePlace) -> bool:
    if isinstance(row, RideSeat):
        known = (row.result, row.result_reason)
        assert known in {("open", ""), ("cancelled_in_time", "weg")}
        return known[0] != "open"
    assert (row.status, row.remark) in {("planned", ""), ("excused", "weg")}
    return row.status != "planned"


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (MIDNIGHT, MIDNIGHT + 1440, True),
        (RIDE, RIDE + 1, True),
        (MIDNIGHT, RIDE, False),
        (MIDNIGHT, RIDE + 1, True),
        (RIDE + 1, MIDNIGHT + 1440, False),
    ],
)
@pytest.mark.parametrize("cause", ["called_off", "absent"])
def test_a_seat_stays_out_exactly_while_the_absence_holds(
    kept: Morning,
    db: Db,
    cause: str,
    starts: int,
    ends: int,
    holds: bool,  # noqa: FBT001
) -> None:
    seat = seat_out(db, kept)
    key = absence(db, "village", municipality="Oelsnitz", starts=starts, ends=ends)
    noted(db, key, "seat", seat.id, kept.people["Rima"], cause)
    assert settle(db) == ()
    assert out(seat) is holds
    assert len(find(db, AbsenceEffect)) == holds
    if holds:
        written(db, AbsenceEnding(absence_id=key, since=starts))
        settle(db)
        assert not out(seat)
        assert find(db, AbsenceEffect) == []


@pytest.mark.parametrize(
    ("kind", "village", "holds"),
    [
        ("village", "Oelsnitz", True),
        ("village", "Adorf", False),
        ("village", None, True),
        ("day", "Adorf", True),
    ],
)
def test_only_seats_at_its_own_stops_are_of_a_village(
    kept: Morning,
    db: Db,
    kind: str,
    village: str | None,
    holds: bool,  # noqa: FBT001
) -> None:
    seat = seat_out(db, kept)
    if village is None:
        seat.stop_id = None
    else:
        by_id(db, Stop, kept.town.stop).municipality = village
    db.flush()
    key = absence(db, kind, municipality="Oelsnitz" if kind == "village" else "")
    noted(db, key, "seat", seat.id, kept.people["Rima"], "called_off")
    settle(db)
    assert out(seat) is holds


TEAM = {"": "", "carer": "Roth", "driver": "driver", "teacher": "Seidel"}


@pytest.mark.parametrize(
    ("fails", "answer", "hers", "childs", "place"),
    [
        ("", "", False, False, False),
        ("", "stays_home", False, False, False),
        ("carer", "", False, True, True),
        ("carer", "comes", False, True, True),
        ("carer", "stays_home", True, True, True),
        ("driver", "", False, False, False),
        ("driver", "stays_home", True, True, True),
        ("driver", "without_child", False, False, False),
    ],
)
def test_an_excuse_holds_while_she_stays_at_home_for_it(
    kept: Morning,
    db: Db,
    fails: str,
    answer: str,
    hers: bool,  # noqa: FBT001
    childs: bool,  # noqa: FBT001
    place: bool,  # noqa: FBT001
) -> None:
    rima, sami = kept.people["Rima"], kept.people["Sami"]
    key = absence(db, "person", kept.town.people[TEAM[fails] or "Vogel"])
    if answer:
        answered(db, kept, answer)
    seat, room = seat_out(db, kept), place_out(db, kept)
    own = RideSeat(ride_id=kept.town.rides[0], person_id=sami, stop_id=kept.town.stop)
    own.enrolment_id = kept.enrolments["Rima"]
    own.result, own.result_reason = "cancelled_in_time", "weg"
    written(db, own)
    for row, source in ((seat, "seat"), (own, "seat"), (room, "place")):
        noted(db, key, source, row.id, rima, "excuse")
    settle(db)
    assert (out(seat), out(own), out(room)) == (hers, childs, place)
    assert len(find(db, AbsenceEffect)) == hers + childs + place


@pytest.mark.parametrize(
    ("fails", "answer", "stays"),
    [
        ("", "without_child", False),
        ("carer", "without_child", True),
        ("driver", "without_child", True),
        ("driver", "stays_home", True),
        ("driver", "comes", False),
    ],
)
def test_who_comes_without_the_child_leaves_its_place(
    kept: Morning,
    db: Db,
    fails: str,
    answer: str,
    stays: bool,  # noqa: FBT001
) -> None:
    key = absence(db, "person", kept.town.people[TEAM[fails] or "Vogel"])
    answered(db, kept, answer)
    room = place_out(db, kept)
    noted(db, key, "place", room.id, kept.people["Rima"], "without_child")
    settle(db)
    assert out(room) is stays


@pytest.mark.parametrize(
    ("fails", "answer", "seat_stays", "place_stays"),
    [
        ("", "", False, False),
        ("", "stays_home", False, False),
        ("carer", "", False, True),
        ("carer", "stays_home", True, True),
        ("driver", "", True, False),
        ("driver", "stays_home", True, True),
    ],
)
def test_what_was_lost_comes_back_where_there_is_room_again(
    kept: Morning,
    db: Db,
    fails: str,
    answer: str,
    seat_stays: bool,  # noqa: FBT001
    place_stays: bool,  # noqa: FBT001
) -> None:
    rima = kept.people["Rima"]
    key = absence(db, "person", kept.town.people[TEAM[fails] or "Vogel"])
    if answer:
        answered(db, kept, answer)
    seat, room = seat_out(db, kept), place_out(db, kept)
    noted(db, key, "seat", seat.id, rima, "taken")
    noted(db, key, "place", room.id, rima, "taken")
    settle(db)
    assert (out(seat), out(room)) == (seat_stays, place_stays)


@pytest.mark.parametrize(
    ("ride", "seat"),
    [
        ({}, {"result": "open", "result_reason": ""}),
        ({}, {"result": "cancelled_in_time", "result_reason": "anders"}),
        ({}, {"result": "refused", "result_reason": "weg"}),
        ({"status": "done"}, {}),
    ],
)
def test_what_somebody_changed_since_is_let_go_as_it_is(
    kept: Morning, db: Db, ride: dict[str, str], seat: dict[str, str]
) -> None:
    row = seat_out(db, kept)
    for name, value in seat.items():
        setattr(row, name, value)
    for name, value in ride.items():
        setattr(by_id(db, Ride, row.ride_id), name, value)
    key = absence(db, "village", municipality="Adorf")
    noted(db, key, "seat", row.id, kept.people["Rima"], "called_off")
    known = (row.result, row.result_reason)
    settle(db)
    assert (row.result, row.result_reason) == known
    assert find(db, AbsenceEffect) == []


@pytest.mark.parametrize("who", ["Rima", "Sami"])
def test_an_absence_of_her_own_takes_over(kept: Morning, db: Db, who: str) -> None:
    rima = kept.people["Rima"]
    room = place_out(db, kept)
    key = absence(db, "person", kept.town.people["Vogel"])
    own = absence(db, "person", kept.people[who])
    effect = noted(db, key, "place", room.id, rima, "excuse")
    settle(db)
    assert (room.status, room.remark) == ("excused", "krank")
    assert (effect.absence_id, effect.cause, effect.note) == (own, "absent", "krank")
    ended = AbsenceEnding(absence_id=own, since=START - 15)
    written(db, ended)
    settle(db)
    assert (room.status, room.remark) == ("planned", "")


@pytest.mark.parametrize(
    ("kind", "whose", "since", "takes"),
    [
        ("person", "Nour", None, False),
        ("person", "Sami", START - 15, False),
        ("person", "Sami", START - 14, True),
        ("person", "Sami", MIDNIGHT, False),
    ],
)
def test_only_an_absence_of_the_child_that_holds_then_takes_over(
    kept: Morning,
    db: Db,
    kind: str,
    whose: str,
    since: int | None,
    takes: bool,  # noqa: FBT001
) -> None:
    room = place_out(db, kept)
    key = absence(db, "person", kept.town.people["Vogel"])
    own = absence(db, kind, kept.people[whose])
    if since is not None:
        written(db, AbsenceEnding(absence_id=own, since=since))
    noted(db, key, "place", room.id, kept.people["Rima"], "excuse")
    settle(db)
    assert (room.status == "excused") is takes


def mark_set(db: Db, kept: Morning, **values: Any) -> AttendanceMark:
    usual = {"mark": "E", "reason": "childcare_failed", **values}
    row = AttendanceMark(
        lesson_id=kept.town.lessons[0], enrolment_id=kept.enrolments["Rima"], **usual
    )
    written(db, row)
    return row


@pytest.mark.parametrize(
    ("mark", "lesson", "stays"),
    [
        ({}, {}, False),
        ({"note": "Attest"}, {}, True),
        ({"evidence_on": TUESDAY}, {}, True),
        ({"reason": "ill"}, {}, True),
        ({"mark": "U"}, {}, True),
        ({}, {"attendance_done": True}, True),
        ({}, {"status": "held"}, True),
    ],
)
def test_a_mark_goes_unless_somebody_made_it_her_own(
    kept: Morning,
    db: Db,
    mark: dict[str, Any],
    lesson: dict[str, Any],
    stays: bool,  # noqa: FBT001
) -> None:
    row = mark_set(db, kept, **mark)
    for name, value in lesson.items():
        setattr(by_id(db, Lesson, row.lesson_id), name, value)
    key = absence(db, "person", kept.town.people["Vogel"])
    noted(db, key, "mark", row.id, kept.people["Rima"], "excuse")
    settle(db)
    assert len(find(db, AttendanceMark)) == stays
    assert find(db, AbsenceEffect) == []


@pytest.mark.parametrize(("reason", "after"), [("ill", "ill"), ("holiday", "childcare_failed")])
def test_her_own_illness_is_the_reason_of_the_mark_then(
    kept: Morning, db: Db, reason: str, after: str
) -> None:
    row = mark_set(db, kept)
    key = absence(db, "person", kept.town.people["Vogel"])
    own = absence(db, "person", kept.people["Rima"], reason=reason)
    effect = noted(db, key, "mark", row.id, kept.people["Rima"], "excuse")
    settle(db)
    assert (row.mark, row.reason) == ("E", after)
    assert (effect.absence_id, effect.cause, effect.note) == (own, "absent", after)


def test_what_has_begun_stays_as_it_is(kept: Morning, db: Db) -> None:
    seat, room, row = seat_out(db, kept), place_out(db, kept), mark_set(db, kept)
    key = absence(db, "person", kept.town.people["Vogel"])
    rima = kept.people["Rima"]
    for source, record in (("seat", seat.id), ("place", room.id), ("mark", row.id)):
        noted(db, key, source, record, rima, "excuse")
    for hour, minute, there in ((9, 0, 3), (8, 59, 2), (8, 45, 2), (8, 44, 1), (8, 10, 1)):
        with clock.pinned(datetime(2027, 3, 2, hour, minute)):
            settle(db)
        assert len(find(db, AbsenceEffect)) == there
    settle(db)
    assert (out(seat), out(room), find(db, AbsenceEffect)) == (False, False, [])


def test_at_home_the_way_home_stays_free_while_the_lesson_runs(kept: Morning, db: Db) -> None:
    seat = seat_out(db, kept, 1)
    key = absence(db, "person", kept.town.people["Vogel"])
    answered(db, kept, "stays_home")
    noted(db, key, "seat", seat.id, kept.people["Rima"], "excuse")
    with clock.pinned(datetime(2027, 3, 2, 9, 0)):
        settle(db)
    assert out(seat)
    with clock.pinned(datetime(2027, 3, 2, 8, 59)):
        settle(db)
    assert not out(seat)


def test_a_village_served_again_leaves_out_who_stays_at_home(kept: Morning, db: Db) -> None:
    seat = seat_out(db, kept)
    key = absence(db, "village", municipality="Oelsnitz")
    carer = absence(db, "person", kept.town.people["Roth"])
    answered(db, kept, "stays_home")
    effect = noted(db, key, "seat", seat.id, kept.people["Rima"], "called_off")
    settle(db)
    assert (out(seat), effect.cause) == (True, "called_off")
    written(db, AbsenceEnding(absence_id=key, since=MIDNIGHT))
    settle(db)
    assert not find(db, AbsenceEffect, cause="called_off")
    assert carer
