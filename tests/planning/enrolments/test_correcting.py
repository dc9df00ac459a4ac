"""An enrolment is corrected: Anna comes to K1 with her child, both by the shuttle."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, ConflictKind, Direction, LeaveReason, Way
from kursplaner.domain.rides.rides import Ride, RideDemand, RideSeat
from kursplaner.planning.enrolments import correcting, date_patterns, enrolling
from kursplaner.planning.enrolments.correcting import EnrolmentCorrection, EnrolmentWish
from kursplaner.planning.enrolments.rewriting import free_what_goes, rewrite
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.journal.rehearsal import RowChange, changed_rows
from kursplaner.store.queries.courses.enrolments import coming_lessons
from kursplaner.store.records import by_id, find
from tests.planning.small_town import TUESDAY, SmallTown, add_person
from tests.planning.two_courses import Two, build_two, enrol, state

Change = Callable[[EnrolDraft], EnrolDraft]
WEEK = timedelta(days=7)


@pytest.fixture
def two(town: SmallTown) -> Two:
    return build_two(town)


def anna(two: Two) -> int:
    return enrol(two, two.town.course, "Anna", child=True, rides=True)


def wish(two: Two, key: int, **values: Any) -> EnrolmentWish:
    with two.town.workspace.read() as db:
        plain = correcting.as_it_is(db, key)
    beside = {name: values.pop(name) for name in ("reason", "reason_note") if name in values}
    return replace(plain, draft=replace(plain.draft, **values), **beside)


def rows(changes: list[RowChange]) -> dict[tuple[str, int], Any]:
    return {
        (row.table, row.id): {k: v for k, v in (row.after or {}).items() if k != "version"}
        for row in changes
    }


def corrected(two: Two, wanted: EnrolmentWish) -> EnrolmentCorrection:
    """Correct in one act; the preview is the difference, and one undo and redo are exact."""
    workspace = two.town.workspace
    with workspace.read() as db:
        before = state(db)
    with workspace.rehearse() as db:
        plan = correcting.propose(db, wanted)
    with workspace.change(ActKind.ENROLMENT_CHANGED) as db:
        correcting.apply(db, plan)
        assert rows(changed_rows(db)) == rows(list(plan.rows))
    if not plan.empty:
        workspace.undo()
        with workspace.read() as db:
            assert state(db) == before
        workspace.redo()
    return plan


def has(two: Two, key: int) -> tuple[int, int, int]:
    """Return how many places, seats out and seats back an enrolment has."""
    with two.town.workspace.read() as db:
        seats = find(db, RideSeat, enrolment_id=key)
        ways = [by_id(db, Ride, seat.ride_id).direction for seat in seats]
        places = find(db, ChildcarePlace, enrolment_id=key)
        return len(places), ways.count("out"), ways.count("back")


def test_a_remark_touches_nothing_else_and_nothing_is_nothing(two: Two) -> None:
    key = anna(two)
    assert corrected(two, wish(two, key)).empty
    plan = corrected(two, wish(two, key, note=" ruft an "))
    assert [row.table for row in plan.rows] == ["enrolment"]
    assert has(two, key) == (6, 6, 6)


def test_only_tuesdays_gives_the_other_days_back_and_takes_them_again(two: Two) -> None:
    key = anna(two)
    with two.town.workspace.read() as db:
        lessons = coming_lessons(db, two.town.course, clock.minute())
        known = date_patterns.patterns(lessons)
    plan = corrected(two, wish(two, key, only_lessons=known["weekday:1"]))
    assert (plan.count("childcare_place", new=False), plan.count("ride_seat", new=False)) == (3, 6)
    assert has(two, key) == (3, 3, 3)
    with two.town.workspace.read() as db:
        only = {row.lesson_id for row in find(db, PlannedLesson, enrolment_id=key)}
        assert date_patterns.pattern_of(lessons, only) == "weekday:1"
    corrected(two, wish(two, key, only_lessons=frozenset()))
    assert has(two, key) == (0, 0, 0)
    plan = corrected(two, wish(two, key, only_lessons=None))
    assert plan.conflicts == ()
    assert has(two, key) == (6, 6, 6)


def test_ways_and_children_are_taken_away_and_added(two: Two) -> None:
    key, child = anna(two), two.people["Kind Anna"]
    corrected(two, wish(two, key, directions=frozenset((Direction.OUT,))))
    assert has(two, key) == (6, 6, 0)
    corrected(two, wish(two, key, way=Way.BUS))
    assert has(two, key) == (6, 0, 0)
    with two.town.workspace.read() as db:
        assert find(db, RideDemand, enrolment_id=key) == []
    shuttle = {"way": Way.SHUTTLE, "stop_id": two.town.stop, "pram": True}
    corrected(two, wish(two, key, **shuttle, directions=frozenset(Direction)))
    assert has(two, key) == (6, 6, 6)
    with two.town.workspace.read() as db:
        assert {row.pram for row in find(db, RideSeat, enrolment_id=key)} == {True}
    corrected(two, wish(two, key, children=(ChildWish(child, childcare=False, rides=False),)))
    assert has(two, key) == (0, 6, 6)
    with two.town.workspace.read() as db:
        assert [row.childcare for row in find(db, EnrolmentChild)] == [False]
        assert not by_id(db, Enrolment, key).childcare_wanted


def test_a_later_start_frees_what_lies_before_but_never_what_was_attended(two: Two) -> None:
    key = anna(two)
    corrected(two, wish(two, key, from_day=TUESDAY + WEEK))
    assert has(two, key) == (4, 4, 4)
    corrected(two, wish(two, key, from_day=TUESDAY))
    assert has(two, key) == (6, 6, 6)
    with two.town.workspace.fill() as db:
        db.add(AttendanceMark(lesson_id=two.town.lessons[0], enrolment_id=key, mark="X"))
    refused(two, wish(two, key, from_day=TUESDAY + WEEK), "attended_before")


def test_an_earlier_start_asks_for_the_days_gone_by_and_does_nothing_there(two: Two) -> None:
    key = anna(two)
    with clock.pinned(datetime(2027, 3, 10, 8, 0)):
        corrected(two, wish(two, key, from_day=date(2027, 3, 11)))
        before = has(two, key)
        plan = corrected(two, wish(two, key, from_day=TUESDAY))
        assert has(two, key) == before
        assert {row.table for row in plan.rows} == {"enrolment"}


def refused(two: Two, wanted: EnrolmentWish, kind: str) -> None:
    with pytest.raises(Refused) as error, two.town.workspace.rehearse() as db:
        correcting.propose(db, wanted)
    assert error.value.kind == kind


def test_what_cannot_be_is_refused(two: Two) -> None:
    key, child = anna(two), two.people["Kind Anna"]
    refused(two, wish(two, key, children=(ChildWish(two.people["Anna"]),)), "own_child")
    refused(two, wish(two, key, children=(ChildWish(child), ChildWish(child))), "child_twice")
    refused(two, wish(two, key, only_lessons=frozenset((9999,))), "lesson_not_to_come")
    refused(two, replace(wish(two, key), version=99), "overtaken")
    with two.town.workspace.fill() as db:
        ended = {"status": "left", "joined_on": date(2027, 1, 4), "left_on": date(2027, 2, 28)}
        person = two.people["Anna"]
        db.add(Enrolment(course_id=two.town.course, person_id=person, **ended))
    refused(two, wish(two, key, from_day=date(2027, 2, 28)), "stay_overlaps")
    with two.town.workspace.rehearse() as db:
        assert not correcting.propose(db, wish(two, key, from_day=date(2027, 3, 1))).hard


def test_what_lacks_stops_it_and_nothing_is_stored(two: Two) -> None:
    key = anna(two)
    corrected(two, wish(two, key, children=()))
    for name in ("Berta", "Cora", "Dora", "Emma", "Frida"):
        enrol(two, two.town.course, name, child=True)
    wanted = wish(two, key, children=(ChildWish(two.people["Kind Anna"]),))
    with two.town.workspace.rehearse() as db:
        plan = correcting.propose(db, wanted)
    assert ConflictKind.CHILDCARE_CAPACITY in {conflict.kind for conflict in plan.hard}
    with pytest.raises(HardConflict), two.town.workspace.change(ActKind.ENROLMENT_CHANGED) as db:
        correcting.apply(db, plan)
    assert has(two, key)[0] == 0


def test_of_who_has_left_the_reason_is_corrected(two: Two) -> None:
    key = anna(two)
    with two.town.workspace.fill() as db:
        row = by_id(db, Enrolment, key)
        row.status, row.left_on, row.reason = "left", TUESDAY, "other"
    plan = corrected(two, wish(two, key, reason=LeaveReason.WORK, reason_note="Bäckerei"))
    assert [row.table for row in plan.rows] == ["enrolment"]
    with two.town.workspace.read() as db:
        row = by_id(db, Enrolment, key)
        assert (row.reason, row.reason_note) == ("work", "Bäckerei")


def test_who_waits_is_corrected_without_a_place(two: Two) -> None:
    with two.town.workspace.fill() as db:
        person = add_person(db, "Gerda")
        plan = enrolling.propose_enrol(db, EnrolDraft(two.town.course, person))
        key = enrolling.enlist(db, plan)
    corrected(two, wish(two, key, way=Way.SHUTTLE, stop_id=two.town.stop))
    assert has(two, key) == (0, 0, 0)
    with two.town.workspace.read() as db:
        assert len(find(db, RideDemand, enrolment_id=key)) == 2
        assert by_id(db, Enrolment, key).status == "waiting"


def test_who_comes_into_a_running_lesson_is_there_at_once(two: Two) -> None:
    town = two.town
    with town.workspace.fill() as db:
        person = add_person(db, "Gerda")
        child = add_person(db, "Kind", birth_date=date(2022, 5, 1), height_cm=105)
    with clock.pinned(datetime(2027, 3, 2, 10, 0)), town.workspace.change(ActKind.ENROLLED) as db:
        children = (ChildWish(child, rides=False),)
        draft = EnrolDraft(town.course, person, children, TUESDAY, Way.SHUTTLE, town.stop)
        key = enrolling.apply(db, enrolling.propose_enrol(db, draft))
    assert has(two, key) == (6, 5, 6)
    with town.workspace.read() as db:
        places = {row.slot_id: row.status for row in find(db, ChildcarePlace, enrolment_id=key)}
        assert places[town.slots[0]] == "planned"
        seats = {row.ride_id for row in find(db, RideSeat, enrolment_id=key)}
        assert town.rides[0] not in seats
        assert town.rides[1] in seats


def test_rows_are_brought_to_what_is_wanted(two: Two) -> None:
    key = anna(two)
    with two.town.workspace.fill() as db:
        row, before = by_id(db, Enrolment, key), correcting.as_it_is(db, key).draft
        after = replace(before, way=Way.WALK, children=())
        free_what_goes(db, row, before, after)
        rewrite(db, row, before, after)
        assert (row.way, row.childcare_wanted) == ("walk", False)
        assert find(db, EnrolmentChild, enrolment_id=key) == []
    assert has(two, key) == (0, 0, 0)


@pytest.mark.parametrize("all_dates", [True, False])
def test_nothing_is_nothing_while_a_lesson_is_running(
    two: Two,
    all_dates: bool,  # noqa: FBT001
) -> None:
    key = anna(two)
    if not all_dates:
        corrected(two, wish(two, key, only_lessons=frozenset(two.town.lessons[:1])))
    for hour, minute in ((9, 0), (9, 1), (11, 39)):
        now = datetime(2027, 3, 2, hour, minute)
        with clock.pinned(now), two.town.workspace.rehearse() as db:
            assert correcting.propose(db, correcting.as_it_is(db, key)).rows == ()
