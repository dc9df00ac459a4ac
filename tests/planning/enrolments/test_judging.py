"""Whose turn it is: the line keeps its order, or is passed over by a choice that is recorded."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Course, Enrolment, PlannedLesson
from kursplaner.domain.kinds import ActKind, ConflictKind, Severity
from kursplaner.planning.conflicts.finding import find as conflicts
from kursplaner.planning.conflicts.severities import set_rule
from kursplaner.planning.courses import correcting
from kursplaner.planning.enrolments import correcting as of_one
from kursplaner.planning.enrolments import enrolling, waiting_list
from kursplaner.planning.enrolments.judging import waiting_helps
from kursplaner.store.records import by_id, find
from tests.planning.new_families import BIG, choose, draft, enrol, plan
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly
from tests.planning.two_courses import build_two, merge, proposed
from tests.planning.two_courses import enrol as enrol_there

TURN = ConflictKind.WAITING_ORDER
THURSDAY = TUESDAY + timedelta(days=2)


def places(town: SmallTown, count: int) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = count


def line_of(town: SmallTown, count: int, children: int = 0) -> list[int]:
    """Let families wait for a place; returns their enrolments."""
    wishes = [draft(town, [BIG] * children) for _ in range(count)]
    with town.workspace.fill() as db:
        plans = [enrolling.propose_enrol(db, wish) for wish in wishes]
        return [enrolling.enlist(db, each) for each in plans]


def kinds_of(error: HardConflict) -> set[ConflictKind]:
    return {found.kind for found in error.conflicts if isinstance(found, Conflict)}


def note(town: SmallTown, enrolment: int) -> tuple[str, str]:
    with town.workspace.read() as db:
        row = by_id(db, Enrolment, enrolment)
        return row.status, row.reason_note


@pytest.mark.parametrize(("free", "passed"), [(0, None), (1, 0), (2, 1), (3, None)])
def test_a_newcomer_takes_no_place_that_somebody_waiting_could_have(
    town: SmallTown, free: int, passed: int | None
) -> None:
    line = line_of(town, 2)
    places(town, free)
    found = plan(town, draft(town))
    assert found.fits is (free == 3)
    assert found.passed_over == (() if passed is None else (line[passed],))
    turn = [lack for lack in found.lacks if lack.kind is TURN]
    with town.workspace.read() as db:
        before_her = [by_id(db, Enrolment, key).person_id for key in found.passed_over]
    assert [lack.subjects[-1].id for lack in turn] == before_her
    assert waiting_helps(found.lacks) is (free < 3)


def test_who_waits_moves_up_when_those_before_her_keep_what_they_could_have(
    town: SmallTown,
) -> None:
    line = line_of(town, 3)
    places(town, 2)
    with town.workspace.read() as db:
        found = [waiting_list.propose_move_up(db, key) for key in line]
    assert [each.fits for each in found] == [True, True, False]
    assert found[2].passed_over == (line[1],)


def test_who_fits_in_no_way_leaves_the_place_to_those_behind(town: SmallTown) -> None:
    line_of(town, 1, children=6)
    places(town, 1)
    assert plan(town, draft(town)).fits


def test_passing_over_keeps_the_reason_with_both(town: SmallTown) -> None:
    (waits,) = line_of(town, 1)
    places(town, 1)
    wish = draft(town)
    with pytest.raises(HardConflict) as refused:
        enrol(town, wish)
    assert kinds_of(refused.value) == {TURN}
    came = enrol(town, replace(wish, accept=" Umzug zum Monatsende "))
    assert note(town, came) == ("enrolled", "Umzug zum Monatsende")
    assert note(town, waits) == ("waiting", "Umzug zum Monatsende")


def test_a_full_course_and_a_full_group_are_passed_with_a_reason_and_tell_it(
    town: SmallTown,
) -> None:
    enrol(town, draft(town, [BIG] * 5))
    (waits,) = line_of(town, 1)
    places(town, 1)
    wish = replace(draft(town, [BIG]), accept="nur bis Freitag")
    came = enrol(town, wish)
    assert note(town, waits) == ("waiting", "nur bis Freitag")
    with town.workspace.read() as db:
        given = find(db, ChildcarePlace, enrolment_id=came)
        assert {place.over_limit_reason for place in given} == {"nur bis Freitag"}
        assert len(given) == len(town.slots)
        kinds = (ConflictKind.COURSE_CAPACITY, ConflictKind.CHILDCARE_CAPACITY)
        told = conflicts(db, kinds=kinds)
    assert {conflict.kind for conflict in told} == set(kinds)
    assert {conflict.facts.get("accepted") for conflict in told} == {"nur bis Freitag"}


def test_a_seat_that_is_not_there_is_never_taken_on(town: SmallTown) -> None:
    wish = replace(draft(town, [BIG] * 3, rides=True), accept="rutscht zusammen")
    with pytest.raises(HardConflict) as refused:
        enrol(town, wish)
    assert kinds_of(refused.value) == {ConflictKind.VEHICLE_CAPACITY}


def test_more_places_fill_in_order_unless_somebody_is_passed_over(town: SmallTown) -> None:
    places(town, 0)
    first, second = line_of(town, 2)
    with town.workspace.read() as db:
        wish = correcting.wish_as_it_is(db, town.course)
    wish = replace(wish, values=replace(wish.values, capacity=1), passed_over=frozenset({first}))
    with town.workspace.change(ActKind.COURSE_CHANGED) as db:
        with pytest.raises(Refused, match="reason_missing"):
            correcting.propose(db, wish)
        correcting.apply(db, correcting.propose(db, replace(wish, why_passed_over="verreist")))
    assert note(town, first) == ("waiting", "verreist")
    assert note(town, second) == ("enrolled", "verreist")


def test_courses_are_merged_past_a_waiting_list_with_a_reason_only(town: SmallTown) -> None:
    two = build_two(town)
    enrol_there(two, two.course, "Anna")
    (waits,) = line_of(town, 1)
    places(town, 1)
    plan = proposed(two, two.wish)
    assert [conflict.kind for conflict in plan.hard] == [TURN]
    merge(two, replace(two.wish, accept="Kurs endet vorzeitig"))
    assert note(town, waits) == ("waiting", "Kurs endet vorzeitig")
    town.workspace.undo()
    places(town, 2)
    assert proposed(two, two.wish).hard == ()


def test_an_earlier_start_in_a_full_course_takes_a_reason_that_stays(town: SmallTown) -> None:
    places(town, 1)
    with town.workspace.fill() as db:
        enrol_plainly(db, town.course, add_person(db, "Erste"), left_on=THURSDAY, status="left")
    late = enrol(town, replace(draft(town), from_day=THURSDAY + timedelta(days=1)))
    with town.workspace.rehearse() as db:
        wish = of_one.as_it_is(db, late)
        wish = replace(wish, draft=replace(wish.draft, from_day=THURSDAY))
        plan = of_one.propose(db, wish)
    assert [conflict.kind for conflict in plan.hard] == [ConflictKind.COURSE_CAPACITY]
    wish = replace(wish, draft=replace(wish.draft, accept="Übergabe"))
    with town.workspace.change(ActKind.ENROLMENT_CHANGED) as db:
        of_one.apply(db, of_one.propose(db, wish))
    with town.workspace.read() as db:
        assert by_id(db, Enrolment, late).joined_on == THURSDAY


def shift_worker(town: SmallTown, lessons: list[int]) -> int:
    """Enrol somebody who comes to some dates only."""
    wish = draft(town, only_lessons=frozenset(lessons))
    return enrol(town, wish)


def more(town: SmallTown, key: int, lessons: list[int] | None, accept: str = "") -> None:
    with town.workspace.change(ActKind.DATES_PLANNED) as db:
        choose(db, key, lessons, accept)


@pytest.mark.parametrize(("capacity", "passed"), [(1, True), (2, False)])
def test_who_takes_on_more_dates_waits_for_her_turn_like_a_newcomer(
    town: SmallTown,
    capacity: int,
    passed: bool,  # noqa: FBT001
) -> None:
    key = shift_worker(town, town.lessons[:1])
    (waits,) = line_of(town, 1)
    places(town, capacity)
    with town.workspace.fill() as db:
        by_id(db, Enrolment, waits).only_planned_lessons = True
        db.add(PlannedLesson(enrolment_id=waits, lesson_id=town.lessons[3]))
    more(town, key, town.lessons[:3])
    if not passed:
        more(town, key, None)
        return
    with pytest.raises(HardConflict) as refused:
        more(town, key, None)
    assert kinds_of(refused.value) == {TURN}
    assert [c.subjects[-1].id for c in refused.value.conflicts if isinstance(c, Conflict)]
    more(town, key, None, "Schichtplan geändert")
    assert note(town, waits) == ("waiting", "Schichtplan geändert")


def test_later_dates_are_judged_from_the_first_of_them_on(town: SmallTown) -> None:
    """The course is full until the second week ends: who waits could come in the third."""
    key = shift_worker(town, town.lessons[:1])
    shift_worker(town, town.lessons[1:4])
    line_of(town, 1)
    places(town, 1)
    with pytest.raises(HardConflict) as refused:
        more(town, key, [town.lessons[0], *town.lessons[4:]])
    assert kinds_of(refused.value) == {TURN}
    with pytest.raises(HardConflict) as full:
        more(town, key, town.lessons[:2])
    assert kinds_of(full.value) == {ConflictKind.COURSE_CAPACITY}


def test_what_was_taken_on_over_the_limit_passes_over_all_who_wait(town: SmallTown) -> None:
    key = shift_worker(town, town.lessons[:1])
    shift_worker(town, town.lessons[1:])
    (waits,) = line_of(town, 1)
    places(town, 1)
    more(town, key, town.lessons[:2], "nur diesmal")
    assert note(town, waits) == ("waiting", "nur diesmal")


def test_a_remark_and_fewer_dates_pass_nobody_over(town: SmallTown) -> None:
    key = shift_worker(town, town.lessons)
    (waits,) = line_of(town, 1)
    places(town, 1)
    more(town, key, town.lessons[:2])
    with town.workspace.change(ActKind.ENROLMENT_CHANGED) as db:
        plain = of_one.as_it_is(db, key)
        wish = replace(plain, draft=replace(plain.draft, note="Schicht"))
        of_one.apply(db, of_one.propose(db, wish))
    assert note(town, waits) == ("waiting", "")


def test_a_limit_that_is_switched_off_stops_no_more_dates(town: SmallTown) -> None:
    key = shift_worker(town, town.lessons[:1])
    shift_worker(town, town.lessons[1:])
    places(town, 1)
    with pytest.raises(HardConflict):
        more(town, key, None)
    with town.workspace.fill() as db:
        set_rule(db, town.course, ConflictKind.COURSE_CAPACITY, Severity.OFF)
    more(town, key, None)
