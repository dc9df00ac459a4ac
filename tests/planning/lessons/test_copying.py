from datetime import date, datetime

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.rides.rides import RideLesson, Vehicle, VehicleSeat
from kursplaner.planning.conflicts.finding import find as conflicts
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.family_town import Family
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_slot,
)
from tests.planning.stored_lessons import held

WEDNESDAY = date(2027, 3, 3)
TO = minute_of(WEDNESDAY, NINE)


def proposed(
    db: Db, lesson: int, to: int, room: int | None = None, accept: str = ""
) -> LessonPlan[CopyWish]:
    return changing.propose(db, CopyWish(lesson, to, room), accept)


def stored(db: Db, plan: LessonPlan[CopyWish]) -> int:
    return changing.apply(db, plan)[0]


def add(
    town: SmallTown, to: int = TO, room: int | None = None, accept: str = ""
) -> tuple[LessonPlan[CopyWish], int]:
    with town.workspace.change(ActKind.LESSON_ADDED, [("course", town.course)]) as db:
        plan = proposed(db, town.lessons[0], to, room, accept)
        return plan, stored(db, plan)


def test_a_copy_comes_with_room_teacher_childcare_and_rides(town: SmallTown) -> None:
    before = held(town, town.lessons[0])
    plan, key = add(town)
    assert plan.conflicts == ()
    assert plan.added[0].lacking == ()
    assert held(town, key) == before._replace(starts=TO, ends=TO + 150)
    assert held(town, town.lessons[0]) == before
    with town.workspace.read() as db:
        assert by_id(db, Lesson, key).makeup_for_id is None
        slots = find(db, ChildcareSlotLesson, lesson_id=key)
        slot = by_id(db, ChildcareSlot, slots[0].slot_id)
        assert (slot.starts, slot.ends) == (TO - 15, TO + 165)
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
    assert held(town, key)[3:] == (None, ())
    with town.workspace.read() as db:
        kinds = {found.kind for found in conflicts(db)}
    assert not kinds & {ConflictKind.ROOM, ConflictKind.TEACHER}


def test_another_room_or_none_can_be_asked_for(town: SmallTown) -> None:
    assert held(town, add(town, room=town.rooms["B"])[1]).room == town.rooms["B"]
    plan, key = add(town, TO + 300, 0)
    assert held(town, key).room is None
    assert plan.added[0].lacking == ()
    with town.workspace.read() as db, pytest.raises(Refused, match="not_found"):
        proposed(db, town.lessons[0], TO, 99_999)


def test_a_small_room_is_told(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for name in ("Haddad", "Azizi"):
            Family(db, town, name)
    with town.workspace.read() as db:
        plan = proposed(db, town.lessons[0], TO, town.rooms["tiny"])
        assert ConflictKind.ROOM_CAPACITY in {c.kind for c in plan.conflicts}
        larger = proposed(db, town.lessons[0], TO, town.rooms["side"])
        assert ConflictKind.ROOM_CAPACITY not in {c.kind for c in larger.conflicts}


def test_it_tells_how_many_children_come_along(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        Family(db, town)
        by_id(db, Vehicle, town.vehicle).seats = 9
        for seat in find(db, VehicleSeat, vehicle_id=town.vehicle):
            seat.count = 2
        other = add_lesson(db, add_course(db, town, "K2"), minute_of(TUESDAY, 900))
        third = minute_of(TUESDAY, 900)
        # Childcare that serves another course, too, stays where it is.
        both, carers = [other, town.lessons[0]], [town.people["Vogel"]]
        shared = add_slot(db, both, (third, third + 60), town.rooms["tiny"], carers)
        Family(db, town, "Azizi").place(db, shared)
    plan, key = add(town, accept="so voll wie sonst")
    assert [slot.children for slot in plan.added[0].slots] == [2]
    with town.workspace.read() as db:
        assert len(find(db, ChildcareSlotLesson, lesson_id=key)) == 1


def test_a_course_does_not_meet_itself(town: SmallTown) -> None:
    starts = held(town, town.lessons[0]).starts
    with town.workspace.read() as db:
        plan = proposed(db, town.lessons[0], starts + 149)
        assert plan.hard
        assert [c.kind for c in plan.hard] == [ConflictKind.COURSE]
        assert not proposed(db, town.lessons[0], starts + 150).hard
        assert not proposed(db, town.lessons[0], starts - 150).hard
        assert proposed(db, town.lessons[0], starts - 149).hard
    with pytest.raises(HardConflict):
        add(town, starts + 60)


def test_a_holiday_is_told_wherever_the_lesson_it_is_like_lies(town: SmallTown) -> None:
    friday = date(2027, 3, 26)
    with town.workspace.fill() as db:
        there = add_lesson(db, town.course, minute_of(friday, NINE))
        before = add_lesson(db, town.course, minute_of(date(2027, 3, 25), NINE))
    with town.workspace.read() as db:
        for like in (town.lessons[0], there, before):
            plan = proposed(db, like, minute_of(friday, NINE + 300))
            assert [found.kind for found in plan.conflicts] == [ConflictKind.HOLIDAY]
            assert plan.conflicts[0].starts == minute_of(friday, NINE + 300)
            later = proposed(db, like, minute_of(date(2027, 3, 27), NINE))
            assert later.conflicts == ()


def test_the_past_takes_no_lesson_and_this_minute_does(town: SmallTown) -> None:
    with clock.pinned(datetime(2027, 3, 3, 9, 0)), town.workspace.read() as db:
        assert proposed(db, town.lessons[0], TO).added[0].starts == TO
        with pytest.raises(Refused, match="into_past"):
            proposed(db, town.lessons[0], TO - 1)


def test_a_cancelled_lesson_and_the_hour_that_spring_lacks(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[1]).status = "cancelled"
    with town.workspace.read() as db:
        with pytest.raises(Refused, match="lesson_cancelled"):
            proposed(db, town.lessons[1], TO)
        night = minute_of(date(2027, 3, 28), 150)
        with pytest.raises(Refused, match="hour_missing"):
            proposed(db, town.lessons[0], night)
        assert proposed(db, town.lessons[0], night + 30).added[0].starts == night + 30


def test_a_plan_that_was_overtaken_stores_nothing(town: SmallTown) -> None:
    with town.workspace.read() as db:
        plan = proposed(db, town.lessons[0], TO)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, TO, room=town.rooms["A"])
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_ADDED) as db,
    ):
        stored(db, plan)
    with town.workspace.rehearse() as db:
        again = proposed(db, town.lessons[0], TO)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        by_id(db, Lesson, town.lessons[0]).topic = "Wetter"
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_ADDED) as db,
    ):
        stored(db, again)
    with town.workspace.change(ActKind.LESSON_ADDED) as db:
        key = stored(db, proposed(db, town.lessons[0], TO))
    with town.workspace.read() as db:
        assert [row.role for row in find(db, LessonPerson, lesson_id=key)] == ["teacher"]
        assert by_id(db, Lesson, key).topic == "Wetter"
