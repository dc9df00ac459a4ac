"""What a move tells of itself, who teaches then, and where time ends."""

from datetime import datetime
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcareSlotCarer
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.lessons import changing, moving
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.family_town import Family
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
)
from tests.planning.stored_lessons import all_held, held, occupied


def proposed(
    db: Db,
    lesson: int,
    to: int,
    room: int | None = None,
    *,
    reach: Reach = Reach.ONE,
    stand_in: StandIn | None = None,
    accept: str = "",
) -> LessonPlan[MoveWish]:
    return changing.propose(db, MoveWish(lesson, to, room, reach, stand_in), accept)


def move(
    town: SmallTown, by: int, at: int = 0, room: int | None = None, **how: Any
) -> LessonPlan[MoveWish]:
    """Move a lesson by some minutes."""
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        to = by_id(db, Lesson, town.lessons[at]).starts + by
        plan = proposed(db, town.lessons[at], to, room, **how)
        changing.apply(db, plan)
    return plan


def test_it_tells_how_much_and_how_many_go_along(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        Family(db, town)
        second = Family(db, town, "Azizi")
        for seat in find(db, RideSeat, person_id=second.child)[1:]:
            seat.result = "cancelled_in_time"
        weiss = add_person(db, "Weiss", "carer")
        db.add(ChildcareSlotCarer(slot_id=town.slots[0], person_id=weiss))
        db.add(LessonPerson(lesson_id=town.lessons[0], person_id=town.people["Vogel"]))
    plan = move(town, 60, reach=Reach.REST)
    assert plan.shift_minutes == 60
    assert (plan.moved.rooms, len(plan.moved.rides), plan.moved.people) == (2, 6, 5)
    assert plan.moved.children == 2
    assert max(ride.passengers for ride in plan.moved.rides) == 4
    plan = move(town, 30, 2, town.rooms["B"])
    assert (plan.shift_minutes, plan.moved.rooms, len(plan.moved.rides), plan.moved.people) == (
        30,
        2,
        2,
        3,
    )
    assert plan.moved.children == 2
    assert max(ride.passengers for ride in plan.moved.rides) == 3


def test_a_bare_lesson_takes_nobody_along(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        bare = add_lesson(db, add_course(db, town, "K2"), minute_of(TUESDAY, 900))
    with town.workspace.read() as db:
        plan = proposed(db, bare, minute_of(TUESDAY, 960))
    assert (
        plan.moved.rooms,
        len(plan.moved.rides),
        plan.moved.people,
        plan.moved.children,
    ) == (0,) * 4


def test_somebody_stands_in_for_one_or_for_all_on_the_way(town: SmallTown) -> None:
    seidel, vogel, wolf = (town.people[name] for name in ("Seidel", "Vogel", "driver"))
    before = all_held(town)
    move(town, 30, stand_in=StandIn(vogel), reach=Reach.REST)
    after = all_held(town)
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        goes = number % 2 == 0
        people = (vogel,) if goes else (seidel,)
        assert new[:2] == (old.starts + 30 * goes, old.ends + 30 * goes)
        assert new.people == people
    span = after[2][:2]
    busy = {(vogel, *span), (town.rooms["A"], *span)}
    assert occupied(town, "lesson", town.lessons[2]) == busy
    with town.workspace.fill() as db:
        row = LessonPerson(lesson_id=town.lessons[1], person_id=wolf, role="interpreter")
        db.add(row)
    move(town, 300, 1, stand_in=StandIn(vogel, seidel))
    with town.workspace.read() as db:
        rows = find(db, LessonPerson, lesson_id=town.lessons[1])
        assert {row.person_id: row.role for row in rows} == {
            vogel: "teacher",
            wolf: "interpreter",
        }


def test_nobody_in_place_of_a_teacher(town: SmallTown) -> None:
    move(town, 30, stand_in=StandIn(None))
    assert held(town, town.lessons[0]).people == ()
    move(town, 30, 1, stand_in=StandIn(None, town.people["Vogel"]))
    assert held(town, town.lessons[1]).people == (town.people["Seidel"],)


def test_another_teacher_at_the_same_time_overtakes_other_plans(town: SmallTown) -> None:
    with town.workspace.read() as db:
        plan = proposed(db, town.lessons[0], minute_of(TUESDAY, NINE + 60))
        versions = [by_id(db, Lesson, key).version for key in town.lessons]
    move(town, 0, stand_in=StandIn(town.people["Vogel"]))
    move(town, 0, stand_in=StandIn(town.people["Vogel"]))
    with town.workspace.read() as db:
        after = [by_id(db, Lesson, key).version for key in town.lessons]
    assert after[0] > versions[0]
    assert after[1:] == versions[1:]
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_MOVED) as db,
    ):
        changing.apply(db, plan)


def test_who_stands_in_must_be_free(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        course, vogel = add_course(db, town, "K2"), town.people["Vogel"]
        add_lesson(db, course, minute_of(TUESDAY, NINE + 209), teachers=[vogel])
    with pytest.raises(HardConflict) as refused:
        move(town, 60, stand_in=StandIn(vogel))
    assert [c.kind for c in refused.value.conflicts] == [ConflictKind.TEACHER]  # type: ignore[attr-defined]
    assert held(town, town.lessons[0]).people == (town.people["Seidel"],)
    move(town, 59, stand_in=StandIn(vogel))


def test_now_is_the_earliest_a_lesson_moves_to(town: SmallTown) -> None:
    with clock.pinned(datetime(2027, 3, 2, 8, 0)), town.workspace.read() as db:
        now = minute_of(TUESDAY, 480)
        assert proposed(db, town.lessons[0], now).moved.lessons[0].target.starts == now
        with pytest.raises(Refused, match="into_past"):
            proposed(db, town.lessons[0], now - 1)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_unknown_lessons_and_rooms_are_refused(town: SmallTown, at: int) -> None:
    to = minute_of(TUESDAY, NINE + at)
    with town.workspace.read() as db:
        with pytest.raises(Refused, match="not_found"):
            proposed(db, town.lessons[0], to, 99_999)
        with pytest.raises(Refused, match="not_found"):
            proposed(db, 99_999, to)


def test_a_room_is_kept_given_or_taken_away(town: SmallTown) -> None:
    move(town, 30)
    assert held(town, town.lessons[0]).room == town.rooms["A"]
    move(town, 0, 0, town.rooms["B"])
    assert held(town, town.lessons[0]).room == town.rooms["B"]
    before = all_held(town)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        plan = changing.propose(db, MoveWish(town.lessons[0], room_id=moving.WITHOUT_ROOM))
        changing.apply(db, plan)
    assert all_held(town) == [before[0]._replace(room=None), *before[1:]]
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        room = town.rooms["B"]
        changing.apply(
            db, changing.propose(db, MoveWish(town.lessons[3], room_id=room, reach=Reach.REST))
        )
    rooms = [lesson.room for lesson in all_held(town)[1:]]
    assert rooms == [town.rooms[name] for name in ("A", "A", "B", "A", "B")]


def test_a_room_is_taken_on_with_a_reason(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        at = minute_of(TUESDAY, NINE + 149)
        add_lesson(db, add_course(db, town, "K2"), at, room=town.rooms["B"])
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        room = town.rooms["B"]
        with pytest.raises(HardConflict):
            changing.apply(db, changing.propose(db, MoveWish(town.lessons[0], room_id=room)))
        changing.apply(db, changing.propose(db, MoveWish(town.lessons[0], room_id=room), "geteilt"))
    assert held(town, town.lessons[0]).room == room
