"""Whether one more fits: course and childcare, exactly at each limit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict
from kursplaner.basics.spans import minute_at, minute_of
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
)
from kursplaner.domain.courses import (
    Course,
)
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.rooms import Room
from kursplaner.planning.enrolments import enrolling, waiting_list
from kursplaner.planning.enrolments.family_fit import FamilyWish
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.store.records import by_id, find
from kursplaner.store.settings import settings_of
from tests.planning.new_families import BIG, YOUNG, draft, enrol, lacks, looked_after, plan
from tests.planning.small_town import (
    NOW,
    TUESDAY,
    SmallTown,
    add_person,
    add_slot,
)


def test_a_course_takes_as_many_as_it_has_places(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 2
    enrol(town, draft(town))
    last = draft(town)
    assert plan(town, last).fits
    enrol(town, last)
    more = plan(town, draft(town))
    assert [(lack.kind, dict(lack.facts)) for lack in more.lacks] == [
        (ConflictKind.COURSE_CAPACITY, {"people": 2, "capacity": 2})
    ] * len(town.lessons)
    with pytest.raises(HardConflict) as told:
        enrol(town, draft(town))
    assert len(told.value.conflicts) == len(town.lessons)


def test_a_course_without_lessons_to_come_has_places_too(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 1
    with clock.pinned(datetime(2027, 4, 1, 8, 0)):
        assert plan(town, draft(town)).fits
        enrol(town, draft(town))
        (lack,) = plan(town, draft(town)).lacks
        assert (lack.kind, dict(lack.facts)) == (
            ConflictKind.COURSE_CAPACITY,
            {"people": 1, "capacity": 1},
        )


def test_of_those_who_wait_as_many_fit_as_there_are_places(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 0
    wishes = [draft(town) for _ in range(3)]
    with town.workspace.change(ActKind.WAITLISTED) as db:
        keys = [enrolling.enlist(db, enrolling.propose_enrol(db, wish)) for wish in wishes]
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 2
    for moment in (datetime(2027, 3, 1, 8, 0), datetime(2027, 4, 1, 8, 0)):
        with clock.pinned(moment), town.workspace.read() as db:
            judged = waiting_list.entries(db, town.course)
            assert [entry.enrolment_id for entry in judged if entry.plan.fits] == keys[:2]


@pytest.mark.parametrize(
    ("there", "new", "free"),
    [
        ([BIG] * 4, [BIG], None),
        ([BIG] * 4, [BIG, BIG], (20, 10, 1)),
        ([BIG] * 5, [BIG], (10, 0, 0)),
        ([BIG] * 2 + [YOUNG], [YOUNG], None),
        ([BIG] * 3 + [YOUNG], [YOUNG], (15, 5, 0)),
        ([YOUNG] * 2, [BIG, BIG], None),
    ],
)
def test_the_childcare_takes_what_its_carers_may_have(
    town: SmallTown, there: list[date], new: list[date], free: tuple[int, int, int] | None
) -> None:
    looked_after(town, there)
    found = lacks(town, draft(town, new))
    if free is None:
        assert found == []
        return
    names = ("wanted_tenths", "free_tenths", "free_places")
    facts = dict(zip(names, free, strict=True)) | {"children": len(new)}
    assert found == [(ConflictKind.CHILDCARE_CAPACITY, facts)]


@pytest.mark.parametrize(("capacity", "fits"), [(1, False), (2, True), (0, True)])
def test_the_childcare_takes_what_its_room_holds(
    town: SmallTown, capacity: int, *, fits: bool
) -> None:
    with town.workspace.fill() as db:
        by_id(db, Room, town.rooms["side"]).capacity = capacity
    looked_after(town, [BIG])
    facts = {"wanted_tenths": 10, "free_tenths": 0, "free_places": 0, "children": 1}
    found = lacks(town, draft(town, [BIG]))
    assert found == ([] if fits else [(ConflictKind.CHILDCARE_CAPACITY, facts)])


def test_a_child_that_is_there_already_needs_no_second_place(town: SmallTown) -> None:
    (kid, *_) = looked_after(town, [BIG] * 5)
    wish = replace(draft(town), children=(ChildWish(kid),))
    assert lacks(town, wish) == []
    with town.workspace.fill() as db:
        for row in find(db, ChildcareSlot)[1:]:
            row.status = "cancelled"
    found = plan(town, wish)
    assert found.fit.places == ()
    kinds = {lack.kind for lack in found.lacks}
    assert kinds == {ConflictKind.CHILDCARE_MISSING}
    assert len(found.lacks) == len(town.lessons) - 1


def test_where_the_first_group_is_full_the_second_takes_the_family(town: SmallTown) -> None:
    looked_after(town, [BIG] * 5)
    with town.workspace.fill() as db:
        carer = add_person(db, "Lang", "carer")
        slot = by_id(db, ChildcareSlot, town.slots[0])
        span = (slot.starts, slot.ends)
        second = add_slot(db, town.lessons[:1], span, town.rooms["B"], [carer])
    key = enrol(town, draft(town, [BIG, BIG]))
    with town.workspace.read() as db:
        places = {row.slot_id for row in find(db, ChildcarePlace, enrolment_id=key)}
    assert places == {second, *town.slots[1:]}
    looked_after(town, [BIG] * 2, second)
    facts = {"wanted_tenths": 20, "free_tenths": 10, "free_places": 1, "children": 2}
    assert lacks(town, draft(town, [BIG, BIG])) == [(ConflictKind.CHILDCARE_CAPACITY, facts)]


def test_a_carer_for_half_the_time_gives_no_place(town: SmallTown) -> None:
    looked_after(town, [BIG] * 5)
    with town.workspace.fill() as db:
        slot = by_id(db, ChildcareSlot, town.slots[0])
        row = ChildcareSlotCarer(slot_id=slot.id, person_id=add_person(db, "Lang", "carer"))
        row.starts, row.ends = slot.starts, slot.ends - 1
        db.add(row)
    wish = draft(town, [BIG])
    assert len(lacks(town, wish)) == 1
    with town.workspace.fill() as db:
        for row in find(db, ChildcareSlotCarer, slot_id=town.slots[0]):
            row.starts = row.ends = None
    assert lacks(town, wish) == []


def fits(
    town: SmallTown, wishes: Sequence[FamilyWish], without: Sequence[int] = ()
) -> list[list[tuple[ConflictKind, dict[str, Any]]]]:
    """Ask for one family after another, each given what it fits into; returns what lacked."""
    found = []
    with town.workspace.read() as db:
        course = by_id(db, Course, town.course)
        places = FreePlaces(db, course, minute_at(NOW), settings_of(db), without)
        for wish in wishes:
            fit = places.fit(wish)
            found.append([(lack.kind, dict(lack.facts)) for lack in fit.lacks])
            if not fit.lacks:
                places.take(wish, fit)
    return found


def family(town: SmallTown, *births: date, **values: Any) -> FamilyWish:
    wish = draft(town, births)
    return FamilyWish(wish.person_id, wish.children, **values)


def test_who_was_given_a_place_leaves_one_less(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 2
    only = frozenset(town.lessons[:1])
    found = fits(town, [family(town, only_lessons=only) for _ in range(3)])
    assert found == [[], [], [(ConflictKind.COURSE_CAPACITY, {"people": 2, "capacity": 2})]]


def test_who_was_given_a_place_on_one_day_leaves_the_others_free(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 1
    only = [frozenset({key}) for key in town.lessons[:2]]
    assert fits(town, [family(town, only_lessons=days) for days in only]) == [[], []]


@pytest.mark.parametrize(
    ("births", "free"), [([BIG] * 4, None), ([BIG] * 5, (10, 0, 0)), ([YOUNG] * 3, (10, 5, 0))]
)
def test_children_given_a_place_weigh_by_their_age(
    town: SmallTown, births: list[date], free: tuple[int, int, int] | None
) -> None:
    only = frozenset(town.lessons[:1])
    families = [family(town, born, only_lessons=only) for born in (*births, BIG)]
    *given, last = fits(town, families)
    assert not any(given)
    names = ("wanted_tenths", "free_tenths", "free_places")
    assert last == (
        []
        if free is None
        else [
            (
                ConflictKind.CHILDCARE_CAPACITY,
                dict(zip(names, free, strict=True)) | {"children": 1},
            )
        ]
    )


def test_a_child_given_a_place_takes_a_seat_of_the_room(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Room, town.rooms["side"]).capacity = 2
    only = frozenset(town.lessons[:1])
    *given, last = fits(town, [family(town, BIG, only_lessons=only) for _ in range(3)])
    assert given == [[], []]
    assert [kind for kind, _ in last] == [ConflictKind.CHILDCARE_CAPACITY]


def test_a_child_given_a_place_needs_no_second_one(town: SmallTown) -> None:
    looked_after(town, [BIG] * 4)
    only = frozenset(town.lessons[:1])
    first = family(town, BIG, only_lessons=only)
    sibling = replace(family(town, only_lessons=only), children=first.children)
    assert fits(town, [first, sibling]) == [[], []]


def test_who_is_asked_about_counts_as_gone(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 1
    key = enrol(town, draft(town, [BIG] * 5))
    again = family(town, BIG)
    (full,) = fits(town, [again])
    assert {kind for kind, _ in full} == {
        ConflictKind.COURSE_CAPACITY,
        ConflictKind.CHILDCARE_CAPACITY,
    }
    assert fits(town, [again], [key]) == [[]]


def test_lessons_count_from_the_wished_day_on(town: SmallTown) -> None:
    with town.workspace.read() as db:
        course = by_id(db, Course, town.course)
        places = FreePlaces(db, course, minute_at(NOW), settings_of(db))
        thursday = TUESDAY + timedelta(days=2)
        wish = family(town)
        assert places.first_day == NOW.date()
        assert places.fit(wish).lessons == tuple(town.lessons)
        assert places.fit(replace(wish, first_day=thursday)).lessons == tuple(town.lessons[1:])
        later = FreePlaces(db, course, minute_of(thursday), settings_of(db))
        assert later.fit(wish).lessons == tuple(town.lessons[1:])
