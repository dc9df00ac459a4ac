import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.store.records import by_id
from tests.planning.small_town import SmallTown

LONGER = 45


def test_a_longer_lesson_takes_childcare_along_and_teaches_one_unit_more(town: SmallTown) -> None:
    key = town.lessons[0]
    with town.workspace.read() as db:
        lesson, slot = by_id(db, Lesson, key), by_id(db, ChildcareSlot, town.slots[0])
        before = (lesson.starts, lesson.ends, lesson.teaching_minutes, slot.ends)
    starts, ends = before[:2]
    with town.workspace.change(ActKind.LESSON_CHANGED, [("lesson", key)]) as db:
        plan = changing.propose(db, StretchWish(key, starts, ends + LONGER))
        changing.apply(db, plan)
    with town.workspace.read() as db:
        lesson, slot = by_id(db, Lesson, key), by_id(db, ChildcareSlot, town.slots[0])
        assert lesson.ends == ends + LONGER
        assert lesson.teaching_minutes == before[2] + LONGER
        assert slot.ends == before[3] + LONGER
    town.workspace.undo()
    with town.workspace.read() as db:
        assert by_id(db, Lesson, key).ends == ends


def test_what_is_no_lesson_any_more_is_refused(town: SmallTown) -> None:
    key = town.lessons[0]
    with town.workspace.rehearse() as db:
        starts = by_id(db, Lesson, key).starts
        with pytest.raises(Refused, match="end_before_start"):
            changing.propose(db, StretchWish(key, starts, starts))
        with pytest.raises(Refused, match="lesson_too_short"):
            changing.propose(db, StretchWish(key, starts, starts + 10))


def test_a_plan_that_was_overtaken_stores_nothing(town: SmallTown) -> None:
    key = town.lessons[0]
    with town.workspace.rehearse() as db:
        starts = by_id(db, Lesson, key).starts
        ends = by_id(db, Lesson, key).ends
        plan = changing.propose(db, StretchWish(key, starts, ends + LONGER))
    with town.workspace.change(ActKind.LESSON_CHANGED, [("lesson", key)]) as db:
        by_id(db, Lesson, key).version += 1
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_CHANGED, [("lesson", key)]) as db,
    ):
        changing.apply(db, plan)
