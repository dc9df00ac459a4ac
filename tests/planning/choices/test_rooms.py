from dataclasses import replace
from datetime import timedelta

import pytest

from kursplaner.basics.spans import Span
from kursplaner.domain.conflicts.obstacles import Against, Obstacle
from kursplaner.domain.kinds import CourseType, Severity
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.choices.rooms import RoomNeeds, purposes_for, room_choices, weigh
from kursplaner.store.queries.choices import RoomFacts
from kursplaner.store.queries.taken_times import Taken
from tests.planning.small_town import TUESDAY

SPANS = [Span.on(TUESDAY + timedelta(days=7 * week), 540, 690) for week in range(4)]
A = RoomFacts(1, "A", 1, "Rathaus", "SN", 12, "teaching", False, None, frozenset({"beamer"}))
FREE = FreeTimes({})


def obstacles(room: RoomFacts, needs: RoomNeeds, times: FreeTimes = FREE) -> list[Against]:
    (choice,) = room_choices([room], needs, SPANS, times)
    return list(choice.against)


def penalty(room: RoomFacts, needs: RoomNeeds, times: FreeTimes = FREE) -> int:
    (choice,) = room_choices([room], needs, SPANS, times)
    return choice.penalty


@pytest.mark.parametrize("people", [12, 1, 0])
def test_nothing_stands_against_a_room_with_enough_seats(people: int) -> None:
    assert obstacles(A, RoomNeeds(people)) == []


def test_a_room_is_too_small_for_a_person_more_unless_nobody_knows_its_size() -> None:
    (small,) = obstacles(A, RoomNeeds(13))
    assert small.obstacle is Obstacle.TOO_SMALL
    assert small.facts == {"capacity": 12, "wanted": 13}
    assert obstacles(replace(A, capacity=0), RoomNeeds(13)) == []


def test_what_a_room_lacks_is_told_with_its_facts() -> None:
    needs = RoomNeeds(
        5,
        purposes=frozenset({"sport"}),
        accessible=True,
        equipment=frozenset({"whiteboard", "beamer", "computers"}),
        site_id=2,
    )
    assert [(each.obstacle, dict(each.facts)) for each in obstacles(A, needs)] == [
        (Obstacle.OTHER_PURPOSE, {"purpose": "teaching"}),
        (Obstacle.NOT_ACCESSIBLE, {}),
        (Obstacle.EQUIPMENT, {"missing": ("computers", "whiteboard")}),
        (Obstacle.OTHER_SITE, {"site": "Rathaus"}),
    ]
    fitting = replace(
        A, purpose="sport", accessible=True, site_id=2, equipment=needs.equipment | {"kitchen"}
    )
    assert obstacles(fitting, needs) == []
    assert {each.severity for each in obstacles(A, needs)} == {Severity.SOFT}


def test_dates_on_which_it_is_taken_weigh_their_share() -> None:
    busy = FreeTimes({1: [Taken(SPANS[1].starts, SPANS[1].ends, "lesson", 3)]})
    (choice,) = room_choices([A], RoomNeeds(12), SPANS, busy)
    assert (choice.free, choice.of, choice.penalty) == (3, 4, 250)
    assert choice.against[0].days == (SPANS[1].day,)
    assert penalty(A, RoomNeeds(12)) == 0
    assert penalty(A, RoomNeeds(13)) == 700


@pytest.mark.parametrize(("people", "spare"), [(12, 0), (11, 1), (13, 700)])
def test_a_room_too_large_costs_its_empty_seats(people: int, spare: int) -> None:
    assert penalty(A, RoomNeeds(people)) == spare
    assert penalty(replace(A, capacity=0), RoomNeeds(people)) == 0


def test_empty_seats_cost_forty_at_most() -> None:
    sizes = {41: 39, 42: 40, 43: 40, 500: 40}
    assert {size: penalty(replace(A, capacity=size), RoomNeeds(2)) for size in sizes} == sizes


def test_the_usual_room_and_one_with_a_door_to_the_next_are_liked() -> None:
    door = replace(A, beside_id=9)
    assert penalty(A, RoomNeeds(12, usual_id=1)) == -60
    assert penalty(A, RoomNeeds(12, usual_id=2)) == 0
    assert penalty(door, RoomNeeds(12, beside_wanted=True)) == -45
    assert penalty(A, RoomNeeds(12, beside_wanted=True)) == 0
    assert penalty(door, RoomNeeds(12)) == 0


def test_the_best_comes_first_then_by_name_and_id() -> None:
    rooms = [
        replace(A, id=4, name="B"),
        replace(A, id=3, name="B"),
        replace(A, id=2, name="Z", capacity=13),
        replace(A, id=5, name="A"),
        replace(A, id=6, name="A", capacity=8),
    ]
    found = room_choices(rooms, RoomNeeds(12), SPANS, FREE)
    assert [choice.id for choice in found] == [5, 3, 4, 2, 6]


def test_a_card_shows_what_the_clerk_asks_for() -> None:
    (choice,) = room_choices([A], RoomNeeds(12, usual_id=1), SPANS, FREE)
    assert (choice.id, choice.name, choice.wholly_free) == (1, "A", True)
    assert choice.facts == {
        "capacity": 12,
        "accessible": False,
        "site": "Rathaus",
        "purpose": "teaching",
        "usual": True,
    }


def test_what_has_no_weight_of_its_own_weighs_fifty() -> None:
    every = [Against(Obstacle.TRAVEL), Against(Obstacle.BUSY, days=(TUESDAY,))]
    assert weigh(every, {Obstacle.BUSY: 90}, 3) == 50 + 30
    assert weigh(every, {Obstacle.BUSY: 90}, 0) == 50 + 90
    assert weigh([], {}, 3) == 0


def test_kinds_of_course_and_the_rooms_that_suit_them() -> None:
    assert purposes_for(CourseType.SPORT) == {"sport", "hall"}
    assert purposes_for(CourseType.EVENING) == {"teaching", "hall"}
    assert purposes_for(CourseType.GENERAL) == {"teaching"}


def test_where_childcare_is_wanted_its_house_comes_before_the_usual_room_elsewhere() -> None:
    beside = RoomFacts(2, "B", 2, "Schule", "SN", 30, "teaching", False, None, frozenset())
    needs = RoomNeeds(8, usual_id=1, beside_wanted=True)
    first, _ = room_choices([A, beside], needs, SPANS, FREE)
    assert first.id == 1
    there = replace(needs, childcare_sites=frozenset({2}))
    first, second = room_choices([A, beside], there, SPANS, FREE)
    assert (first.id, second.id) == (2, 1)
    assert first.against == second.against == ()
    both = replace(needs, childcare_sites=frozenset({1, 2}))
    assert room_choices([A, beside], both, SPANS, FREE)[0].id == 1
