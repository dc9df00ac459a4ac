from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span
from kursplaner.planning.childcare.beside_lessons import (
    ChildcareWish,
    carers_needed,
    places_of,
    propose_childcare,
    ratio_rules,
    weight_tenths,
)
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.store.queries.choices import RoomFacts, WorkerFacts
from kursplaner.store.queries.taken_times import Taken

RULES = ratio_rules(Settings())
SIDE = RoomFacts(1, "Nebenraum", 1, "Rathaus", "SN", 10, "childcare", False, None)
OTHER = RoomFacts(2, "Spielzimmer", 1, "Rathaus", "SN", 10, "childcare", False, None)
CARERS = tuple(WorkerFacts(10 + at, f"C{at}", "carer", "", "") for at in range(3))
SPANS = tuple(Span(day * 1440 + 540, day * 1440 + 690) for day in range(1, 5))


@pytest.mark.parametrize(
    ("children", "young", "carers"),
    [(0, 0, 0), (1, 0, 1), (5, 0, 1), (6, 0, 2), (0, 3, 1), (0, 4, 2), (2, 2, 1), (3, 2, 2)],
)
def test_carers_by_ratio(children: int, young: int, carers: int) -> None:
    assert carers_needed([10] * children + [15] * young, RULES) == carers


@given(st.lists(st.sampled_from([10, 15]), max_size=40))
def test_enough_carers_and_never_one_too_many(weights: list[int]) -> None:
    needed = carers_needed(weights, RULES)
    assert needed * 50 >= sum(weights)
    assert needed == 0 or (needed - 1) * 50 < sum(weights)


def test_places_follow_carers_and_room() -> None:
    assert places_of(1, 10, RULES) == 5
    assert places_of(3, 10, RULES) == 10
    assert places_of(2, 0, RULES) == 10


def test_under_three_weighs_more_until_the_birthday() -> None:
    born = date(2024, 3, 2)
    assert weight_tenths(born, date(2027, 3, 1), RULES) == 15
    assert weight_tenths(born, date(2027, 3, 2), RULES) == 10
    assert weight_tenths(None, date(2027, 3, 2), RULES) == 10


def test_a_slot_beside_every_lesson_with_lead_and_lag() -> None:
    plan = propose_childcare(
        ChildcareWish(SPANS, beside_id=1), (OTHER, SIDE), CARERS, FreeTimes({}), RULES
    )
    assert [(s.starts % 1440, s.ends % 1440, s.room_id) for s in plan.slots] == [(525, 705, 1)] * 4
    assert {slot.carers for slot in plan.slots} == {(10,)}
    assert (plan.needed, plan.places) == (1, 5)


def test_who_is_ill_is_stood_in_for() -> None:
    taken = {10: [Taken(2 * 1440, 3 * 1440, "lesson", 5)]}
    wish = ChildcareWish(SPANS, beside_id=1, carer_ids=(10,))
    plan = propose_childcare(wish, (SIDE,), CARERS, FreeTimes(taken), RULES)
    assert [slot.carers for slot in plan.slots] == [(10,), (11,), (10,), (10,)]
    assert [slot.substitutes for slot in plan.slots] == [(), (11,), (), ()]


def test_more_children_more_carers_and_it_says_where_they_lack() -> None:
    wish = ChildcareWish(SPANS, beside_id=1, weights=(10,) * 12, children=12)
    plan = propose_childcare(wish, (SIDE,), CARERS[:2], FreeTimes({}), RULES)
    assert plan.needed == 3
    assert plan.short_of_carers == (0, 1, 2, 3)


def test_the_next_room_when_the_one_beside_is_taken() -> None:
    taken = {1: [Taken(1440, 2880, "booking", 5)]}
    wish = ChildcareWish(SPANS, beside_id=1)
    plan = propose_childcare(wish, (SIDE, OTHER), CARERS, FreeTimes(taken), RULES)
    assert [slot.room_id for slot in plan.slots] == [2, 1, 1, 1]
    alone = propose_childcare(wish, (SIDE,), CARERS, FreeTimes(taken), RULES)
    assert alone.without_room == (0,)


def test_the_childcare_of_another_course_is_shared() -> None:
    taken = {1: [Taken(1440 + 500, 1440 + 720, "childcare", 55)]}
    plan = propose_childcare(
        ChildcareWish(SPANS, beside_id=1), (SIDE,), CARERS, FreeTimes(taken), RULES
    )
    assert [slot.joins for slot in plan.slots] == [55, None, None, None]
    assert plan.slots[0].carers == ()
