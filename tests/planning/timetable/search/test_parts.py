from collections import Counter
from dataclasses import replace

import pytest

from kursplaner.planning.timetable.problem import Place, Problem, RoomOption, Wish, WishKind
from kursplaner.planning.timetable.search.parts import (
    FIRST_SIZE,
    IDLE_ROUNDS,
    PartPicker,
    akin,
    anybody,
    same_day,
    same_room,
)
from tests.planning.timetable.small_weeks import event, week

COUNT = 20


def many(count: int = COUNT, **values: object) -> Problem:
    return replace(week(*(event(key, key) for key in range(1, count + 1))), **values)  # type: ignore[arg-type]


def all_there(count: int = COUNT) -> dict[int, Place]:
    return {key: Place(0, 101) for key in range(1, count + 1)}


@pytest.mark.parametrize("count", [1, FIRST_SIZE])
def test_few_events_are_one_part(count: int) -> None:
    picker = PartPicker(many(count), 1)
    assert picker.whole
    assert picker.part({}) == frozenset(range(1, count + 1))


def test_a_part_has_its_size_and_never_a_pinned_event() -> None:
    problem = many()
    pinned = replace(problem.events[4], pinned=True, current=Place(0, 101))
    problem = replace(problem, events=(*problem.events[:4], pinned, *problem.events[5:]))
    picker = PartPicker(problem, 1)
    assert picker.size == FIRST_SIZE
    assert not picker.whole
    for _ in range(60):
        found = picker.part(all_there())
        assert len(found) == FIRST_SIZE
        assert pinned.id not in found
        assert found <= {each.id for each in problem.events}


def test_the_same_seed_draws_the_same_parts() -> None:
    first, second = PartPicker(many(), 5), PartPicker(many(), 5)
    other = PartPicker(many(), 6)
    drawn = [[picker.part(all_there()) for _ in range(5)] for picker in (first, second, other)]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


def test_a_parked_event_is_in_every_part() -> None:
    picker, placed = PartPicker(many(), 1), all_there()
    del placed[7]
    assert all(7 in picker.part(placed) for _ in range(40))


def test_parts_are_of_those_that_have_to_do_with_each_other() -> None:
    problem = many()
    alike = tuple(
        replace(each, course=99) if each.id in {7, 8, 9} else each for each in problem.events
    )
    picker, placed, together = PartPicker(replace(problem, events=alike), 1), all_there(), 0
    del placed[7]
    for _ in range(50):
        together += {7, 8, 9} <= picker.part(placed)
    assert 18 <= together <= 32


def test_who_should_stay_and_does_not_is_looked_at_four_times_of_five() -> None:
    wish = Wish(1, WishKind.STAY, events=(7, 8))
    problem = many(wishes=(wish,))
    events = [replace(each, current=Place(0, 101)) for each in problem.events]
    problem = replace(problem, events=tuple(events))
    away = {**all_there(), 7: Place(1, 101), 9: Place(1, 101)}
    picker, found = PartPicker(problem, 1), Counter[int]()
    for _ in range(200):
        found.update(picker.part(away))
    assert 150 < found[7] < 200
    assert found[8] < 150
    assert found[9] < 150


def test_parts_grow_after_rounds_without_gain() -> None:
    picker = PartPicker(many(), 1)
    sizes = []
    for _ in range(3 * (IDLE_ROUNDS + 1)):
        picker.heard(better=False, proven=True)
        sizes.append(picker.size)
    grown = [FIRST_SIZE, 10, 13, 16]
    assert sizes == [
        *([grown[0]] * IDLE_ROUNDS),
        *([grown[1]] * (IDLE_ROUNDS + 1)),
        *([grown[2]] * (IDLE_ROUNDS + 1)),
        grown[3],
    ]


def test_a_gain_begins_the_count_anew() -> None:
    picker = PartPicker(many(), 1)
    for _ in range(IDLE_ROUNDS):
        picker.heard(better=False, proven=True)
    picker.heard(better=True, proven=False)
    assert picker.size == FIRST_SIZE
    for _ in range(IDLE_ROUNDS):
        picker.heard(better=False, proven=True)
    assert picker.size == FIRST_SIZE


def test_parts_shrink_to_four_where_they_cannot_be_solved_in_their_time() -> None:
    picker = PartPicker(many(), 1)
    sizes = []
    for _ in range(4):
        picker.heard(better=False, proven=False)
        sizes.append(picker.size)
    assert sizes == [6, 4, 4, 4]


def test_parts_grow_up_to_everything() -> None:
    picker = PartPicker(many(9), 1)
    for _ in range(4 * IDLE_ROUNDS):
        picker.heard(better=False, proven=True)
    assert picker.size == 9
    assert picker.whole


def neighbours() -> Problem:
    other_room = (RoomOption(102),)
    here = Place(0, 101)
    return week(
        event(1, 1, teachers=(201,)),
        event(2, 1, rooms=other_room),
        event(3, 2, needs=(201,)),
        event(4, 2, carers=(201,), rooms=other_room),
        event(5, 3, teachers=(202,), needs=(301,)),
        event(6, 1, pinned=True, current=here),
    )


def test_who_is_akin_shares_course_need_or_person() -> None:
    problem = neighbours()
    assert akin(problem, {}, problem.event[1]) == [1, 2, 3, 4]
    assert akin(problem, {}, problem.event[2]) == [1, 2]
    assert akin(problem, {}, problem.event[3]) == [1, 3, 4]
    assert akin(problem, {}, problem.event[5]) == [5]


def test_who_is_on_the_same_day_or_in_a_room_it_may_take() -> None:
    problem = neighbours()
    laid = {1: Place(0, 101), 2: Place(2, 102), 3: Place(3, 101), 4: Place(5, 102)}
    laid[6] = Place(0, 101)
    assert same_day(problem, laid, problem.event[1]) == [1, 2]
    assert same_day(problem, laid, problem.event[4]) == [3, 4]
    assert same_day(problem, laid, problem.event[5]) == []
    assert same_room(problem, laid, problem.event[5]) == [1, 3]
    assert same_room(problem, laid, problem.event[2]) == [2, 4]
    assert anybody(problem, laid, problem.event[1]) == [1, 2, 3, 4, 5]
