from datetime import date

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.courses import Lesson, LessonPattern, LessonPerson, SkippedDate
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.planning.lessons.taking_in import TakeInWish
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_course, add_lesson


def test_somebody_else_takes_the_rest_of_a_series(town: SmallTown) -> None:
    vogel = town.people["Vogel"]
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        plan = changing.propose(
            db, MoveWish(town.lessons[2], stand_in=StandIn(vogel), reach=Reach.REST)
        )
        changing.apply(db, plan)
    with town.workspace.read() as db:
        who = {row.lesson_id: row.person_id for row in records(db, LessonPerson)}
        assert [who[key] for key in town.lessons[::2]] == [town.people["Seidel"], vogel, vogel]
        assert find(db) == []


def test_a_teacher_at_work_elsewhere_is_refused_unless_accepted(town: SmallTown) -> None:
    vogel = town.people["Vogel"]
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(TUESDAY, NINE + 60), teachers=[vogel])
    with (
        pytest.raises(HardConflict),
        town.workspace.change(ActKind.LESSON_CHANGED) as db,
    ):
        changing.apply(db, changing.propose(db, MoveWish(town.lessons[0], stand_in=StandIn(vogel))))
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        plan = changing.propose(
            db, MoveWish(town.lessons[0], stand_in=StandIn(vogel)), "Beide Gruppen"
        )
        changing.apply(db, plan)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        driver = town.people["driver"]
        lesson, roth = town.lessons[0], town.people["Roth"]
        plan = changing.propose(db, MoveWish(lesson, stand_in=StandIn(driver, roth)))
        assert [c.kind for c in plan.conflicts] == [ConflictKind.TRAVEL]
        assert not plan.hard
        changing.apply(db, plan)
    with town.workspace.read() as db:
        kinds = [ConflictKind.TEACHER]
        assert [c.facts["accepted"] for c in find(db, kinds=kinds)] == ["Beide Gruppen"]


def test_without_a_teacher_always_works(town: SmallTown) -> None:
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        changing.apply(db, changing.propose(db, MoveWish(town.lessons[0], stand_in=StandIn(None))))
    with town.workspace.read() as db:
        assert [c.kind for c in find(db)] == [ConflictKind.NO_TEACHER]


def test_a_skipped_date_is_taken_in_and_the_units_stay(town: SmallTown) -> None:
    friday = date(2027, 3, 12)
    with town.workspace.fill() as db:
        db.add(SkippedDate(course_id=town.course, day=friday, reason="by_hand"))
        db.add(
            LessonPattern(
                course_id=town.course, weekday=4, starts=NINE, ends=NINE + 150, pause_minutes=15
            )
        )
        last = by_id(db, Lesson, town.lessons[5])
        last.teaching_minutes = 45
        last.ends = last.starts + 45
        before = sum(lesson.teaching_minutes for lesson in records(db, Lesson))
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        plan = changing.propose(db, TakeInWish(town.course, friday))
        changing.apply(db, plan)
    with town.workspace.rehearse() as db:
        found = records(db, Lesson)
        assert sum(lesson.teaching_minutes for lesson in found) == before
        assert day_of(by_id(db, Lesson, town.lessons[5]).starts) == friday
        assert by_id(db, Lesson, town.lessons[5]).teaching_minutes == 135
        assert by_id(db, Lesson, town.lessons[4]).teaching_minutes == 45
        assert records(db, SkippedDate) == []
        with pytest.raises(Refused, match="not_skipped"):
            changing.propose(db, TakeInWish(town.course, friday))
