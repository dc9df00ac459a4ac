from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import HardConflict
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind, ConflictKind, Severity
from kursplaner.domain.town import AcceptedConflict
from kursplaner.planning.conflicts.finding import find_for
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.other_times import NewTime, TimesWish
from kursplaner.store.records import by_id, find
from kursplaner.store.settings import store_settings
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)

EVENING = 1080


@pytest.fixture
def evening(town: SmallTown) -> tuple[int, int]:
    """A course in the evening with somebody who is in the morning course too: (course, lesson)."""
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        lesson = add_lesson(db, course, minute_of(TUESDAY, EVENING))
        person = add_person(db, "Doppelt")
        enrol_plainly(db, town.course, person)
        enrol_plainly(db, course, person)
    return course, lesson


def make_hard(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        store_settings(db, {f"conflicts.{ConflictKind.PARTICIPANT}": Severity.HARD.value})


def move(town: SmallTown, lesson: int, accept: str = "") -> LessonPlan[MoveWish]:
    with town.workspace.rehearse() as db:
        return changing.propose(db, MoveWish(lesson, minute_of(TUESDAY, NINE)), accept)


def times(town: SmallTown, course: int, accept: str = "") -> LessonPlan[TimesWish]:
    at = NewTime(TUESDAY.weekday(), NINE, NINE + 90)
    wish = TimesWish(course, TUESDAY, TUESDAY + timedelta(days=1), (at,))
    with town.workspace.rehearse() as db:
        return changing.propose(db, wish, accept)


def participants(plan: LessonPlan[MoveWish] | LessonPlan[TimesWish]) -> list[bool]:
    return [one.hard for one in plan.conflicts if one.kind is ConflictKind.PARTICIPANT]


def starts(town: SmallTown, lesson: int) -> int:
    with town.workspace.read() as db:
        return by_id(db, Lesson, lesson).starts


def test_a_move_tells_who_would_be_expected_twice(
    town: SmallTown, evening: tuple[int, int]
) -> None:
    assert participants(move(town, evening[1])) == [False]
    assert starts(town, evening[1]) == minute_of(TUESDAY, EVENING)


def test_other_times_tell_who_would_be_expected_twice(
    town: SmallTown, evening: tuple[int, int]
) -> None:
    assert participants(times(town, evening[0])) == [False]
    assert starts(town, evening[1]) == minute_of(TUESDAY, EVENING)


def test_what_the_town_calls_hard_is_not_stored_without_a_reason(
    town: SmallTown, evening: tuple[int, int]
) -> None:
    make_hard(town)
    moved, held = move(town, evening[1]), times(town, evening[0])
    assert participants(moved) == [True]
    assert participants(held) == [True]
    with pytest.raises(HardConflict), town.workspace.change(ActKind.LESSON_MOVED) as db:
        changing.apply(db, moved)
    with pytest.raises(HardConflict), town.workspace.change(ActKind.TIMES_CHANGED) as db:
        changing.apply(db, held)
    assert starts(town, evening[1]) == minute_of(TUESDAY, EVENING)


def test_a_reason_takes_it_on_and_one_undo_brings_all_back(
    town: SmallTown, evening: tuple[int, int]
) -> None:
    make_hard(town)
    plan = move(town, evening[1], "so abgesprochen")
    assert participants(plan) == [False]
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        changing.apply(db, plan)
    with town.workspace.read() as db:
        found = find_for(db, [evening[1]], [ConflictKind.PARTICIPANT])
        assert [one.facts.get("accepted") for one in found] == ["so abgesprochen"]
    town.workspace.undo()
    assert starts(town, evening[1]) == minute_of(TUESDAY, EVENING)


def test_what_is_known_of_the_move_itself_is_not_told_twice(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        lesson = add_lesson(db, course, minute_of(TUESDAY, EVENING), room=town.rooms["B"])
        holiday = minute_of(date(2027, 3, 26), NINE)
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, MoveWish(lesson, holiday))
        full = plan
    assert [c.kind for c in plan.conflicts] == [ConflictKind.HOLIDAY]
    kinds = [c.kind for c in full.conflicts]
    assert kinds.count(ConflictKind.HOLIDAY) == 1
    assert len({c.id for c in full.conflicts}) == len(kinds)


def test_a_move_that_cannot_be_done_tells_what_stops_it_alone(
    town: SmallTown, evening: tuple[int, int]
) -> None:
    with town.workspace.fill() as db:
        room = town.rooms["A"]
        by_id(db, Lesson, evening[1]).room_id = room
    plan = move(town, evening[1])
    assert [(c.kind, c.hard) for c in plan.conflicts] == [(ConflictKind.ROOM, True)]
    with pytest.raises(HardConflict) as refused, town.workspace.change(ActKind.LESSON_MOVED) as db:
        changing.apply(db, plan)
    assert [c.kind for c in refused.value.conflicts] == [ConflictKind.ROOM]  # type: ignore[attr-defined]


def test_soft_ones_that_come_are_stored_without_a_reason(
    town: SmallTown, evening: tuple[int, int]
) -> None:
    plan = move(town, evening[1], "so abgesprochen")
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        changing.apply(db, plan)
        assert find(db, AcceptedConflict) == []
    assert starts(town, evening[1]) == minute_of(TUESDAY, NINE)
    with town.workspace.read() as db:
        (found,) = find_for(db, [evening[1]], [ConflictKind.PARTICIPANT])
        assert "accepted" not in found.facts


def test_an_overlap_taken_on_is_kept_with_its_stretch_and_the_rest_by_name(
    town: SmallTown, evening: tuple[int, int]
) -> None:
    make_hard(town)
    with town.workspace.fill() as db:
        by_id(db, Lesson, evening[1]).room_id = town.rooms["A"]
    plan = move(town, evening[1], "so abgesprochen")
    assert {c.kind for c in plan.conflicts} >= {ConflictKind.ROOM, ConflictKind.PARTICIPANT}
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        changing.apply(db, plan)
    with town.workspace.read() as db:
        kept = {row.conflict.split(":")[0] for row in find(db, AcceptedConflict)}
        assert kept == {"participant"}
        kinds = [ConflictKind.ROOM, ConflictKind.PARTICIPANT]
        found = find_for(db, [evening[1]], kinds)
    assert {c.kind: c.facts.get("accepted") for c in found} == dict.fromkeys(
        kinds, "so abgesprochen"
    )


def test_other_times_are_taken_on_with_a_reason(town: SmallTown, evening: tuple[int, int]) -> None:
    make_hard(town)
    plan = times(town, evening[0], "so abgesprochen")
    assert participants(plan) == [False]
    with town.workspace.change(ActKind.TIMES_CHANGED) as db:
        assert changing.apply(db, plan) == ()
    assert starts(town, evening[1]) == minute_of(TUESDAY, NINE)
    with town.workspace.read() as db:
        (found,) = find_for(db, [evening[1]], [ConflictKind.PARTICIPANT])
        assert found.facts["accepted"] == "so abgesprochen"
