"""Slots beside lessons to the minute: trimmed, shared, staffed, and what the plan takes."""

from typing import Any

import pytest

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span
from kursplaner.planning.childcare.beside_lessons import (
    ChildcarePlan,
    ChildcareWish,
    PlannedSlot,
    propose_childcare,
    ratio_rules,
)
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.conflicts.travel import Reach, Ways
from kursplaner.store.queries.choices import RoomFacts, WorkerFacts
from kursplaner.store.queries.conflicts.closed_times import ClosedTime, ResourceTime
from kursplaner.store.queries.conflicts.travel import Ends
from kursplaner.store.queries.taken_times import Taken

RULES = ratio_rules(Settings())
DAY = 1440
SUNDAY = 6
SIDE = RoomFacts(1, "Nebenraum", 1, "Rathaus", "SN", 10, "childcare", False, None)
OTHER = RoomFacts(2, "Spielzimmer", 1, "Rathaus", "SN", 9, "childcare", False, None)
CLASS = RoomFacts(3, "Klasse", 1, "Rathaus", "SN", 7, "teaching", False, None)
CARERS = tuple(WorkerFacts(10 + at, f"C{at}", "carer", "", "") for at in range(3))
LESSON = Span(DAY + 540, DAY + 690)


def taken(starts: int, ends: int, source: str = "booking", key: int = 5) -> Taken:
    return Taken(DAY + starts, DAY + ends, source, key)


def planned(
    times: FreeTimes,
    *rooms: RoomFacts,
    people: tuple[WorkerFacts, ...] = CARERS,
    lesson: Span = LESSON,
    **wished: Any,
) -> ChildcarePlan:
    wish = ChildcareWish((lesson,), **wished)
    return propose_childcare(wish, rooms, people, times, RULES)


def minutes(plan: ChildcarePlan) -> tuple[int, int] | None:
    """Return when the only slot opens and closes; None: it has no room."""
    (slot,) = plan.slots
    return None if slot.room_id is None else (slot.starts - DAY, slot.ends - DAY)


@pytest.mark.parametrize(
    ("starts", "ends", "source", "found"),
    [
        (400, 525, "booking", (525, 705)),
        (500, 530, "booking", (530, 705)),
        (500, 540, "booking", (540, 705)),
        (500, 541, "booking", None),
        (530, 550, "childcare", (550, 705)),
        (500, 555, "childcare", (555, 705)),
        (500, 556, "childcare", None),
        (540, 550, "childcare", None),
        (539, 550, "childcare", (550, 705)),
        (690, 720, "booking", (525, 690)),
        (700, 720, "booking", (525, 700)),
        (705, 720, "booking", (525, 705)),
        (689, 720, "booking", None),
        (675, 720, "childcare", (525, 675)),
        (680, 700, "childcare", (525, 680)),
        (674, 720, "childcare", None),
        (676, 690, "childcare", None),
        (676, 691, "childcare", (525, 676)),
    ],
)
def test_a_slot_gives_way_to_what_is_before_and_after_it(
    starts: int, ends: int, source: str, found: tuple[int, int] | None
) -> None:
    line = {1: [taken(starts, ends, source)]}
    assert minutes(planned(FreeTimes(line), SIDE)) == found
    own = {10: [taken(starts, ends, source)]}
    plan = planned(FreeTimes(own), SIDE, people=CARERS[:1])
    assert plan.slots[0].carers == (() if found is None else (10,))
    assert minutes(plan) == (found or (525, 705))


@pytest.mark.parametrize(
    ("starts", "ends", "joins"),
    [(540, 690, True), (541, 690, False), (540, 689, False), (500, 720, True)],
)
def test_the_childcare_of_another_course_is_shared_where_it_lasts_all_the_lesson(
    starts: int, ends: int, *, joins: bool
) -> None:
    times = FreeTimes({1: [taken(starts, ends, "childcare", 55)]})
    plan = planned(times, SIDE)
    shared = PlannedSlot(0, DAY + starts, DAY + ends, 1, joins=55)
    alone = PlannedSlot(0, DAY + 525, DAY + 705, None, (10,))
    assert plan.slots == ((shared,) if joins else (alone,))
    assert (plan.without_room, plan.short_of_carers) == (() if joins else (0,), ())
    booked = planned(FreeTimes({1: [taken(500, 720)]}), SIDE)
    assert booked.slots == (alone,)


def test_a_carer_with_childcare_around_a_short_lesson_is_not_had() -> None:
    times = FreeTimes({10: [taken(536, 552, "childcare")]})
    short = Span(DAY + 540, DAY + 550)
    plan = planned(times, SIDE, people=CARERS[:1], lesson=short)
    assert (plan.slots[0].carers, plan.short_of_carers) == ((), (0,))


@pytest.mark.parametrize(
    ("starts", "ends", "found"),
    [(528, 532, (540, 690)), (690, 692, (540, 690)), (540, 541, None), (689, 690, None)],
)
def test_where_something_bars_lead_or_lag_the_lesson_alone_is_kept(
    starts: int, ends: int, found: tuple[int, int] | None
) -> None:
    closure = ClosedTime(1, 1, DAY + starts, DAY + ends, "repair", "")
    assert minutes(planned(FreeTimes({}, [closure]), SIDE)) == found


def test_childcare_stays_within_its_day() -> None:
    whole = planned(FreeTimes({}), SIDE, lesson=Span(DAY, 2 * DAY))
    assert minutes(whole) == (0, DAY)
    early = planned(FreeTimes({}), SIDE, lesson=Span(DAY + 14, DAY + 1424))
    assert minutes(early) == (0, 1439)


def test_the_wished_room_goes_before_the_one_next_door() -> None:
    def order(**wished: Any) -> list[int]:
        return [room.id for room in planned(FreeTimes({}), OTHER, CLASS, SIDE, **wished).rooms]

    assert order() == [2, 1]
    assert order(beside_id=1) == [1, 2]
    assert order(beside_id=3) == [3, 2, 1]
    assert order(beside_id=1, room_id=3) == [3, 2, 1]
    busy = FreeTimes({3: [taken(0, 1440)]})
    plan = planned(busy, OTHER, CLASS, SIDE, beside_id=3)
    assert [room.id for room in plan.rooms] == [3, 2, 1]
    assert plan.slots[0].room_id == 2
    assert plan.room is not None
    assert (plan.room.id, plan.places) == (3, 5)


def test_places_are_those_of_the_standing_carers_in_the_standing_room() -> None:
    wish: dict[str, Any] = {"weights": (10,) * 6, "children": 6}
    plan = planned(FreeTimes({}), OTHER, **wish)
    assert (plan.needed, [carer.id for carer in plan.carers], plan.places) == (2, [10, 11], 9)
    assert [carer.id for carer in plan.carer_choices] == [10, 11, 12]
    bare = planned(FreeTimes({}), **wish)
    assert (bare.room, bare.rooms, bare.places) == (None, (), 10)
    assert bare.without_room == (0,)
    five = planned(FreeTimes({}), OTHER, weights=(10,) * 5, children=5)
    assert (five.needed, five.places) == (1, 5)
    assert planned(FreeTimes({}), OTHER).needed == 1


def test_what_the_plan_takes_is_noted_and_no_more() -> None:
    times = FreeTimes({1: [taken(0, 530)]})
    plan = planned(times, SIDE, OTHER, weights=(10,) * 6, beside_id=1)
    assert plan.slots == (PlannedSlot(0, DAY + 530, DAY + 705, 1, (10, 11)),)
    for key, free in ((1, False), (10, False), (11, False), (2, True), (12, True)):
        last = times.taken(key, DAY + 531, DAY + 2000)
        assert (last is None) is free
        if last is not None:
            assert last == (DAY + 530, DAY + 705, "childcare", 0)
    nothing = planned(FreeTimes({}), people=(), lesson=LESSON)
    assert nothing.slots == (PlannedSlot(0, DAY + 525, DAY + 705, None),)
    assert (nothing.carers, nothing.short_of_carers) == ((), (0,))


def test_the_slot_opens_when_the_last_of_its_carers_comes() -> None:
    times = FreeTimes({10: [taken(400, 530)], 11: [taken(698, 800)]})
    plan = planned(times, SIDE, weights=(10,) * 6, people=CARERS[:2])
    assert plan.slots == (PlannedSlot(0, DAY + 530, DAY + 698, 1, (10, 11)),)
    assert times.taken(10, DAY + 697, DAY + 705) == (DAY + 530, DAY + 698, "childcare", 0)


def away(key: int) -> ResourceTime:
    return ResourceTime(SUNDAY, 0, 1440, key, "unavailable", None, None)


def test_who_is_standing_works_before_nobody_does_and_a_stand_in_is_named() -> None:
    stand_in = planned(FreeTimes({}, (), [away(10)]), SIDE, carer_ids=(10,))
    assert stand_in.carers[0].id == 10
    assert (stand_in.slots[0].carers, stand_in.slots[0].substitutes) == ((11,), (11,))
    everybody = [away(carer.id) for carer in CARERS]
    alone = planned(FreeTimes({}, (), everybody), SIDE, carer_ids=(12, 10))
    assert [carer.id for carer in alone.carer_choices] == [12, 10, 11]
    assert (alone.slots[0].carers, alone.slots[0].substitutes) == ((12,), ())
    ill = FreeTimes({12: [taken(0, 1440)]}, (), everybody)
    short = planned(ill, SIDE, carer_ids=(12, 10))
    assert (short.slots[0].carers, short.short_of_carers) == ((), (0,))
    two = planned(FreeTimes({}), SIDE, carer_ids=(11, 10), weights=(10,) * 6)
    assert (two.slots[0].carers, two.slots[0].substitutes) == ((11, 10), ())


@pytest.mark.parametrize(("site", "carer"), [(1, 11), (2, 10)])
def test_who_would_have_to_hurry_comes_after_who_need_not(site: int, carer: int) -> None:
    points = {("site", 1): (50_000_000, 12_000_000), ("site", 2): (50_100_000, 12_000_000)}
    times = FreeTimes({10: [taken(460, 524, "lesson", 7)]})
    ends = {("lesson", 7): Ends(("site", 2), ("site", 2))}
    times.knows_ways(Reach(Ways(points, {}, Settings({})), ends))
    plan = planned(times, SIDE, site_id=site, people=CARERS[:2], carer_ids=(10,))
    assert plan.slots[0].carers == (carer,)
