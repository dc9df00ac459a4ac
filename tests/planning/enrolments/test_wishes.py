"""What is kept of a wish: on the waiting list, refused, on some dates only, and what it lacks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import (
    Course,
    Enrolment,
    EnrolmentChild,
    PlannedLesson,
)
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, ConflictKind, LeaveReason, Way
from kursplaner.domain.rides.rides import (
    RideDemand,
    RideSeat,
)
from kursplaner.planning.enrolments import enrolling, waiting_list, wishes
from kursplaner.planning.enrolments.wishes import EnrolDraft, EnrolPlan
from kursplaner.store.records import by_id, find
from tests.planning.new_families import choose
from tests.planning.small_town import (
    TUESDAY,
    SmallTown,
    add_person,
    enrol_plainly,
)

BIG, YOUNG = date(2022, 5, 1), date(2025, 5, 1)
Lack = tuple[ConflictKind, dict[str, Any]]


def draft(
    town: SmallTown, births: Sequence[date] = (), *, rides: bool = False, **values: Any
) -> EnrolDraft:
    """Return the wish of a new family."""
    with town.workspace.fill() as db:
        adult = add_person(db, "Neu")
        kids = [add_person(db, f"Neukind{at}", birth_date=b) for at, b in enumerate(births)]
    children = tuple(ChildWish(kid, rides=rides) for kid in kids)
    way = {"way": Way.SHUTTLE, "stop_id": town.stop} if rides else {}
    return EnrolDraft(town.course, adult, children, **{**way, **values})


def plan(town: SmallTown, wish: EnrolDraft) -> EnrolPlan:
    with town.workspace.read() as db:
        return enrolling.propose_enrol(db, wish)


def lacks(town: SmallTown, wish: EnrolDraft) -> list[Lack]:
    """Return what lacks on the first day on which something does."""
    found = plan(town, wish).lacks
    day = found[0].day if found else None
    return [(lack.kind, dict(lack.facts)) for lack in found if lack.day == day]


def enrol(town: SmallTown, wish: EnrolDraft) -> int:
    with town.workspace.change(ActKind.ENROLLED) as db:
        return enrolling.apply(db, enrolling.propose_enrol(db, wish))


def test_who_is_in_the_course_or_over_cannot_be_enrolled(town: SmallTown) -> None:
    wish = draft(town, [BIG])
    (kid,) = wish.children
    for changed, kind in (
        (replace(wish, children=(kid, kid)), "child_twice"),
        (replace(wish, children=(ChildWish(wish.person_id),)), "own_child"),
        (replace(wish, children=(ChildWish(9999),)), "not_found"),
        (replace(wish, person_id=9999), "not_found"),
        (replace(wish, course_id=9999), "not_found"),
    ):
        with pytest.raises(Refused, match=kind):
            plan(town, changed)
    for status in ("cancelled", "ended"):
        with town.workspace.fill() as db:
            by_id(db, Course, town.course).status = status
        with pytest.raises(Refused, match="course_over"):
            plan(town, wish)


def test_what_should_be_asked_later_is_named(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        unknown = add_person(db, "Alterlos")
    wish = replace(draft(town, [BIG], rides=True), stop_id=None)
    wish = replace(wish, children=(*wish.children, ChildWish(unknown, rides=False)))
    assert plan(town, wish).missing == ("stop", "birth_dates", "heights")
    on_foot = replace(wish, way=Way.UNKNOWN)
    assert plan(town, on_foot).missing == ("birth_dates",)
    assert plan(town, draft(town, rides=True)).missing == ()


def test_who_waits_keeps_her_wish_and_moves_up_with_it(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 0
    wish = draft(town, [BIG], rides=True, wheelchair=False, pram=True, note="vormittags")
    wish = replace(wish, only_lessons=frozenset(town.lessons[2:4]))
    before = draft(town)
    with town.workspace.change(ActKind.WAITLISTED) as db:
        first = enrolling.enlist(db, enrolling.propose_enrol(db, before))
        key = enrolling.enlist(db, enrolling.propose_enrol(db, wish))
    with town.workspace.read() as db:
        rows = [by_id(db, Enrolment, waiting) for waiting in (first, key)]
        assert [(row.status, row.waiting_position) for row in rows] == [
            ("waiting", 1),
            ("waiting", 2),
        ]
        assert (rows[1].only_planned_lessons, rows[1].childcare_wanted) == (True, True)
        kept = wishes.draft_of(db, key, TUESDAY)
        assert kept == replace(wish, from_day=TUESDAY)
        assert find(db, ChildcarePlace, enrolment_id=key) == []
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 2
    with town.workspace.change(ActKind.MOVED_UP) as db:
        assert waiting_list.move_up(db, key) == key
    with town.workspace.read() as db:
        row = by_id(db, Enrolment, key)
        assert (row.status, row.waiting_position, row.joined_on) == (
            "enrolled", None, clock.today(),
        )  # fmt: skip
        places = [row.slot_id for row in find(db, ChildcarePlace, enrolment_id=key)]
        assert places == town.slots[2:4]
        planned = {row.lesson_id for row in find(db, PlannedLesson, enrolment_id=key)}
        assert planned == set(town.lessons[2:4])
        assert len(find(db, RideDemand, enrolment_id=key)) == 2
        assert len(find(db, EnrolmentChild, enrolment_id=key)) == 1
    with pytest.raises(Refused, match="not_waiting"), town.workspace.read() as db:
        waiting_list.propose_move_up(db, key)


def test_a_place_given_up_before_is_taken_up_again(town: SmallTown) -> None:
    wish = draft(town, [BIG])
    with town.workspace.fill() as db:
        for slot in town.slots[:2]:
            row = ChildcarePlace(slot_id=slot, child_id=wish.children[0].person_id)
            row.status = "cancelled"
            db.add(row)
    key = enrol(town, wish)
    with town.workspace.read() as db:
        rows = find(db, ChildcarePlace, child_id=wish.children[0].person_id)
        assert [(row.slot_id, row.status, row.enrolment_id) for row in rows] == [
            (slot, "planned", key) for slot in town.slots
        ]


def test_refusing_takes_her_from_the_list_and_never_out_of_the_course(town: SmallTown) -> None:
    wish = draft(town)
    with town.workspace.change(ActKind.WAITLISTED) as db:
        key = enrolling.enlist(db, enrolling.propose_enrol(db, wish))
    with town.workspace.change(ActKind.ENROLMENT_REFUSED) as db:
        person = wish.person_id
        assert enrolling.refuse(db, town.course, person, LeaveReason.LEVEL, "zu hoch") == key
    with town.workspace.read() as db:
        row = by_id(db, Enrolment, key)
        assert (row.status, row.waiting_position, row.left_on) == ("refused", None, clock.today())
        assert (row.reason, row.reason_note) == ("level", "zu hoch")
    there = draft(town)
    enrol(town, there)
    with (
        pytest.raises(Refused, match="already_enrolled"),
        town.workspace.change(ActKind.ENROLMENT_REFUSED) as db,
    ):
        enrolling.refuse(db, town.course, there.person_id, LeaveReason.LEVEL)


def test_dates_let_go_free_the_seats_called_off_and_those_kept_keep_theirs(
    town: SmallTown,
) -> None:
    wish = draft(town, [BIG], rides=True)
    key = enrol(town, wish)
    with town.workspace.fill() as db:
        for ride in (town.rides[2], town.rides[4]):
            for row in find(db, RideSeat, ride_id=ride, enrolment_id=key):
                row.result, row.result_reason = "cancelled_in_time", "krank"
    with town.workspace.change(ActKind.DATES_PLANNED) as db:
        choose(db, key, town.lessons[:2])
    with town.workspace.read() as db:
        rides = {row.ride_id for row in find(db, RideSeat, enrolment_id=key)}
        assert rides == set(town.rides[:4])
        places = [row.slot_id for row in find(db, ChildcarePlace, enrolment_id=key)]
        assert places == town.slots[:2]


def test_dates_belong_to_the_course(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        key = enrol_plainly(db, town.course, add_person(db, "Kommt"))
    with town.workspace.rehearse() as db:
        with pytest.raises(Refused, match="lesson_not_to_come"):
            choose(db, key, [9999])
        choose(db, key, town.lessons[:1])


def test_only_the_first_lesson_without_childcare_is_told(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for row in find(db, ChildcareSlotLesson, slot_id=town.slots[0]):
            db.delete(row)
    found = lacks(town, draft(town, [BIG, BIG]))
    assert found == [(ConflictKind.CHILDCARE_MISSING, {"children": 2})]
    accepted = plan(town, draft(town, [BIG], accept="Oma hilft"))
    assert accepted.fits
    assert [lack.hard for lack in accepted.lacks] == [False]


@pytest.mark.parametrize("values", [{"way": Way.SHUTTLE}, {"way": Way.WALK, "stop_id": 1}])
def test_only_who_rides_from_a_known_stop_wishes_to_ride(
    town: SmallTown, values: dict[str, Any]
) -> None:
    key = enrol(town, draft(town, **values))
    with town.workspace.read() as db:
        assert find(db, RideDemand, enrolment_id=key) == []
        assert by_id(db, Enrolment, key).way == values["way"].value
