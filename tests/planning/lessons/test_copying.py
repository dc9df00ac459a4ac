from datetime import date

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.rides.rides import RideLesson
from kursplaner.planning.conflicts.finding import find as conflicts
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.store.records import by_id, find
from tests.planning.small_town import NINE, SmallTown, add_course, add_lesson

WEDNESDAY = date(2027, 3, 3)
TO = minute_of(WEDNESDAY, NINE)


def add(town: SmallTown, to: int = TO) -> tuple[LessonPlan[CopyWish], int]:
    with town.workspace.change(ActKind.LESSON_ADDED, [("course", town.course)]) as db:
        plan = changing.propose(db, CopyWish(town.lessons[0], to))
        return plan, changing.apply(db, plan)[0]


def test_a_copy_comes_with_room_teacher_childcare_and_rides(town: SmallTown) -> None:
    plan, key = add(town)
    assert plan.conflicts == ()
    assert plan.added[0].lacking == ()
    with town.workspace.read() as db:
        lesson = by_id(db, Lesson, key)
        assert (lesson.starts, lesson.room_id) == (TO, town.rooms["A"])
        assert lesson.makeup_for_id is None
        assert [row.person_id for row in find(db, LessonPerson, lesson_id=key)] == [
            town.people["Seidel"]
        ]
        slots = find(db, ChildcareSlotLesson, lesson_id=key)
        carers = find(db, ChildcareSlotCarer, slot_id=slots[0].slot_id)
        assert [row.person_id for row in carers] == [town.people["Roth"]]
        assert len(find(db, RideLesson, lesson_id=key)) == 2
        assert conflicts(db) == []
    town.workspace.undo()
    with town.workspace.read() as db:
        assert len(find(db, Lesson, course_id=town.course)) == len(town.lessons)


def test_what_is_taken_then_is_lacking_and_not_booked_twice(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, TO, room=town.rooms["A"], teachers=[town.people["Seidel"]])
    plan, key = add(town)
    assert {kind for kind, _ in plan.added[0].lacking} == {"room", "teacher"}
    with town.workspace.read() as db:
        assert by_id(db, Lesson, key).room_id is None
        kinds = {found.kind for found in conflicts(db)}
    assert not kinds & {ConflictKind.ROOM, ConflictKind.TEACHER}


def test_a_course_does_not_meet_itself(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        starts = by_id(db, Lesson, town.lessons[0]).starts
        plan = changing.propose(db, CopyWish(town.lessons[0], starts + 60))
    assert plan.hard
    with pytest.raises(HardConflict):
        add(town, starts + 60)


def test_a_holiday_is_told(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        friday = minute_of(date(2027, 3, 26), NINE)
        plan = changing.propose(db, CopyWish(town.lessons[0], friday))
    assert {found.kind for found in plan.conflicts} == {ConflictKind.HOLIDAY}


def test_the_past_takes_no_lesson(town: SmallTown) -> None:
    with town.workspace.rehearse() as db, pytest.raises(Refused, match="into_past"):
        changing.propose(db, CopyWish(town.lessons[0], minute_of(date(2027, 2, 23), NINE)))


def test_a_plan_that_was_overtaken_stores_nothing(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, CopyWish(town.lessons[0], TO))
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, TO, room=town.rooms["A"])
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_ADDED) as db,
    ):
        changing.apply(db, plan)
