from datetime import datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.weekly_series import Reach, first_of_series
from kursplaner.store.records import by_id
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_lesson
from tests.planning.stored_lessons import all_held, held


def move(town: SmallTown, lesson: int, by: int, *, on: bool = True) -> LessonPlan[MoveWish]:
    with town.workspace.change(ActKind.LESSONS_MOVED) as db:
        to = by_id(db, Lesson, lesson).starts + by
        plan = changing.propose(db, MoveWish(lesson, to, reach=Reach.REST if on else Reach.ONE))
        changing.apply(db, plan)
    return plan


def first(town: SmallTown, lesson: int) -> int:
    with town.workspace.read() as db:
        return first_of_series(db, lesson).id


def test_from_here_on_takes_the_same_weekday_and_minute_only(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        near = [
            add_lesson(db, town.course, minute_of(TUESDAY + timedelta(days=days), at), minutes=30)
            for days, at in ((7, NINE + 301), (7, NINE - 301), (8, NINE), (21, NINE))
        ]
    before, beside = all_held(town), [held(town, key) for key in near]
    move(town, town.lessons[2], 60)
    moved = [new.starts - old.starts for old, new in zip(before, all_held(town), strict=True)]
    assert moved == [0, 0, 60, 0, 60, 0]
    far = [held(town, key).starts - old.starts for key, old in zip(near, beside, strict=True)]
    assert far == [0, 0, 0, 60]


def test_alone_nobody_goes_along(town: SmallTown) -> None:
    before = all_held(town)
    move(town, town.lessons[0], 240, on=False)
    assert all_held(town)[1:] == before[1:]


def test_cancelled_ones_stay_and_ones_marked_as_held_early_go_along(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[2]).status = "cancelled"
        by_id(db, Lesson, town.lessons[4]).status = "held"
    before = all_held(town)
    plan = move(town, town.lessons[0], 240)
    moved = [new.starts - old.starts for old, new in zip(before, all_held(town), strict=True)]
    assert moved == [240, 0, 0, 0, 240, 0]
    assert plan.untouched == ()
    assert plan.shift_minutes == 240


def test_a_cancelled_lesson_and_a_begun_one_are_not_moved(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[2]).status = "cancelled"
    with pytest.raises(Refused, match="lesson_cancelled"):
        move(town, town.lessons[2], 60)
    with clock.pinned(datetime(2027, 3, 2, 9, 0)), pytest.raises(Refused, match="lesson_past"):
        move(town, town.lessons[0], 600)
    with clock.pinned(datetime(2027, 3, 2, 8, 59)):
        move(town, town.lessons[0], 600)


def test_all_of_a_series_begins_at_the_first_that_may_change(town: SmallTown) -> None:
    begin = datetime(2027, 3, 2, 9, 0)
    assert first(town, town.lessons[4]) == town.lessons[0]
    assert first(town, town.lessons[5]) == town.lessons[1]
    with clock.pinned(begin - timedelta(minutes=1)):
        assert first(town, town.lessons[4]) == town.lessons[0]
    with clock.pinned(begin):
        assert first(town, town.lessons[4]) == town.lessons[2]
        assert first(town, town.lessons[0]) == town.lessons[2]
    with clock.pinned(begin + timedelta(days=30)):
        assert first(town, town.lessons[2]) == town.lessons[2]
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[0]).status = "cancelled"
    assert first(town, town.lessons[4]) == town.lessons[2]
