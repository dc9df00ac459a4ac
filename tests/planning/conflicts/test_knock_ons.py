from datetime import timedelta

import pytest

from kursplaner.basics.errors import HardConflict
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind, ConflictKind, Severity
from kursplaner.planning.conflicts.finding import find_for
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.other_times import NewTime, TimesWish
from kursplaner.store.records import by_id
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
    return [
        conflict.hard for conflict in plan.conflicts if conflict.kind is ConflictKind.PARTICIPANT
    ]


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
        assert [conflict.facts.get("accepted") for conflict in found] == ["so abgesprochen"]
    town.workspace.undo()
    assert starts(town, evening[1]) == minute_of(TUESDAY, EVENING)
