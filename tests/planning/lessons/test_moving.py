from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.people import Closure
from kursplaner.domain.rides.rides import Ride, RideStop
from kursplaner.planning.conflicts.finding import find, find_for
from kursplaner.planning.lessons import changing, moving
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.session import Db
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_slot,
    enrol_plainly,
)

WEDNESDAY = date(2027, 3, 3)
TO = minute_of(WEDNESDAY, NINE)


def move(town: SmallTown, plan_room: int | None = None) -> LessonPlan[MoveWish]:
    with town.workspace.change(ActKind.LESSON_MOVED, [("lesson", town.lessons[0])]) as db:
        plan = changing.propose(db, MoveWish(town.lessons[0], TO, plan_room))
        changing.apply(db, plan)
    return plan


def state(db: Db, town: SmallTown) -> list[tuple[int, int]]:
    lesson, slot = by_id(db, Lesson, town.lessons[0]), by_id(db, ChildcareSlot, town.slots[0])
    rides = [(ride.starts, ride.ends) for ride in records(db, Ride, id=town.rides[:2])]
    return [(lesson.starts, lesson.ends), (slot.starts, slot.ends), *rides]


def test_one_move_takes_room_childcare_and_both_rides_along(town: SmallTown) -> None:
    with town.workspace.read() as db:
        before = state(db, town)
        halts = [stop.at for stop in records(db, RideStop, ride_id=town.rides[:2])]
    plan = move(town)
    with town.workspace.read() as db:
        assert state(db, town) == [(a + 1440, b + 1440) for a, b in before]
        after = [stop.at for stop in records(db, RideStop, ride_id=town.rides[:2])]
        assert after == [at + 1440 for at in halts]
        assert find(db) == []
    assert (plan.moved.rooms, len(plan.moved.rides), plan.moved.people, plan.shift_minutes) == (
        2,
        2,
        3,
        1440,
    )
    assert plan.conflicts == ()


def test_one_undo_takes_it_all_back(town: SmallTown) -> None:
    with town.workspace.read() as db:
        before = state(db, town)
    move(town)
    town.workspace.undo()
    with town.workspace.read() as db:
        assert state(db, town) == before


def test_a_proposal_writes_nothing(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        before = state(db, town)
        changing.propose(db, MoveWish(town.lessons[0], TO, reach=Reach.REST))
        assert state(db, town) == before


def test_a_taken_room_refuses_the_move_and_says_by_what(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        taken = add_lesson(db, other, TO, room=town.rooms["A"])
    with pytest.raises(HardConflict) as refused:
        move(town)
    conflict = refused.value.conflicts[0]
    assert conflict.kind is ConflictKind.ROOM  # type: ignore[attr-defined]
    labels = [subject.label for subject in conflict.subjects]  # type: ignore[attr-defined]
    assert sorted(labels) == ["A", "Kurs K1", "Kurs K2"]
    with town.workspace.rehearse() as db:
        assert by_id(db, Lesson, town.lessons[0]).starts == minute_of(TUESDAY, NINE)
        again = changing.propose(db, MoveWish(taken, minute_of(TUESDAY, NINE)))
        clash = next(c for c in again.conflicts if c.kind is ConflictKind.ROOM)
    assert clash.id.startswith("room:")


def test_another_room_makes_it_possible(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        add_lesson(db, add_course(db, town, "K2"), TO, room=town.rooms["A"])
    move(town, town.rooms["B"])
    with town.workspace.read() as db:
        assert by_id(db, Lesson, town.lessons[0]).room_id == town.rooms["B"]


def test_without_a_place_always_works(town: SmallTown) -> None:
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        plan = changing.propose(db, MoveWish(town.lessons[0], room_id=moving.WITHOUT_ROOM))
        changing.apply(db, plan)
    with town.workspace.read() as db:
        assert [c.kind for c in find(db)] == [ConflictKind.NO_ROOM]


def test_an_accepted_overlap_enters_with_its_reason(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        vogel = [town.people["Vogel"]]
        add_lesson(db, other, TO + 60, room=town.rooms["A"], teachers=vogel)
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        plan = changing.propose(db, MoveWish(town.lessons[0], TO), "Großer Saal, geteilt")
        changing.apply(db, plan)
    with town.workspace.read() as db:
        found = find(db)
    assert [(c.kind, c.hard, c.facts["accepted"]) for c in found] == [
        (ConflictKind.ROOM, False, "Großer Saal, geteilt")
    ]
    assert (found[0].starts, found[0].ends) == (TO + 60, TO + 150)


def test_from_here_on_shifts_by_its_own_interval(town: SmallTown) -> None:
    """Each lesson takes the place its successor leaves."""
    week = 7 * 1440
    with town.workspace.change(ActKind.LESSONS_MOVED) as db:
        lesson = by_id(db, Lesson, town.lessons[0])
        plan = changing.propose(db, MoveWish(lesson.id, lesson.starts + week, reach=Reach.REST))
        assert plan.conflicts == ()
        changing.apply(db, plan)
    assert [moved.id for moved in plan.moved.lessons] == town.lessons[::2]
    with town.workspace.read() as db:
        assert find(db) == []


def test_past_and_recorded_lessons_are_not_moved(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        enrolment = enrol_plainly(db, town.course, town.people["Vogel"])
        db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=town.lessons[2], mark="X"))
    later = minute_of(date(2027, 3, 19), NINE)
    with clock.pinned(datetime(2027, 3, 10)), town.workspace.rehearse() as db:
        with pytest.raises(Refused, match="lesson_recorded"):
            changing.propose(db, MoveWish(town.lessons[2], later))
        with pytest.raises(Refused, match="lesson_past"):
            changing.propose(db, MoveWish(town.lessons[0], later))


def test_a_lesson_moves_until_it_begins(town: SmallTown) -> None:
    begin = datetime(2027, 3, 2, 9, 0)
    for moment, movable in ((begin - timedelta(minutes=1), True), (begin, False)):
        with clock.pinned(moment), town.workspace.rehearse() as db:
            if movable:
                assert changing.propose(db, MoveWish(town.lessons[0], TO)).moved.lessons
                continue
            with pytest.raises(Refused, match="lesson_past"):
                changing.propose(db, MoveWish(town.lessons[0], TO))


def test_what_is_announced_goes_along_and_stays_only_within_the_stay(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        stays = enrol_plainly(db, town.course, town.people["Vogel"])
        leaves = enrol_plainly(db, town.course, add_person(db, "Geht"), left_on=TUESDAY)
        changes = enrol_plainly(db, town.course, add_person(db, "Wechselt"), left_on=TUESDAY)
        for enrolment, sign in ((stays, "E"), (leaves, "P"), (changes, "W")):
            db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=town.lessons[0], mark=sign))
    with town.workspace.change(ActKind.LESSONS_MOVED) as db:
        changing.apply(
            db, changing.propose(db, MoveWish(town.lessons[0], minute_of(TUESDAY, NINE + 30)))
        )
        assert {mark.mark for mark in records(db, AttendanceMark)} == {"E", "P", "W"}
        changing.apply(db, changing.propose(db, MoveWish(town.lessons[0], TO)))
        assert {mark.mark for mark in records(db, AttendanceMark)} == {"E", "W"}
    town.workspace.undo()
    with town.workspace.read() as db:
        assert {mark.mark for mark in records(db, AttendanceMark)} == {"E", "P", "W"}


def test_a_shared_childcare_slot_stays_and_is_told(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_lesson(db, add_course(db, town, "K2"), TO, room=town.rooms["B"])
        lesson = add_lesson(db, add_course(db, town, "K3"), TO, teachers=[town.people["Vogel"]])
        add_slot(db, [other, lesson], (TO, TO + 60), town.rooms["side"], [town.people["Roth"]])
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, MoveWish(lesson, TO + 1440 * 2))
    assert [untouched.why for untouched in plan.untouched] == ["serves_other_lessons"]
    assert [c.kind for c in plan.conflicts] == [ConflictKind.CHILDCARE_MISSING]


def test_a_closure_and_a_small_room_are_told(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        db.add(
            Closure(resource_id=town.people["Seidel"], starts=TO + 60, ends=TO + 90, reason="ill")
        )
        for name in ("Vogel", "Roth"):
            enrol_plainly(db, town.course, town.people[name])
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, MoveWish(town.lessons[0], TO, town.rooms["tiny"]))
    assert [c.kind for c in plan.conflicts] == [ConflictKind.CLOSURE, ConflictKind.ROOM_CAPACITY]
    assert plan.conflicts[1].facts == {"people": 2, "capacity": 1}


def test_a_public_holiday_is_soft(town: SmallTown) -> None:
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        plan = changing.propose(db, MoveWish(town.lessons[0], minute_of(date(2027, 3, 26), NINE)))
        changing.apply(db, plan)
    assert [(c.kind, c.hard) for c in plan.conflicts] == [(ConflictKind.HOLIDAY, False)]
    with town.workspace.read() as db:
        assert [c.kind for c in find(db)] == [ConflictKind.HOLIDAY]
        assert find_for(db, [town.lessons[0]]) == find(db)


def test_a_series_that_meets_itself_is_refused(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        plan = changing.propose(
            db, MoveWish(town.lessons[0], minute_of(date(2027, 3, 4), NINE + 60), reach=Reach.REST)
        )
    kinds = {c.kind for c in plan.conflicts if c.hard}
    assert {ConflictKind.COURSE, ConflictKind.ROOM, ConflictKind.TEACHER} <= kinds


def test_a_plan_overtaken_by_somebody_else_is_refused(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, MoveWish(town.lessons[0], TO))
    move(town)
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_MOVED) as db,
    ):
        changing.apply(db, plan)


def test_two_lessons_swap_their_rooms_in_one_act(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_lesson(
            db, add_course(db, town, "K2"), minute_of(TUESDAY, NINE), room=town.rooms["B"]
        )
    from kursplaner.planning.lessons.relocation import LessonChange, relocation, store
    from kursplaner.store.queries.lessons.bundles import lessons_by_id

    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        rows = lessons_by_id(db, [town.lessons[0], other])
        rooms = {town.lessons[0]: town.rooms["B"], other: town.rooms["A"]}
        changes = [
            LessonChange(row.id, row.starts, row.ends, rooms[row.id], row.teaching_minutes)
            for row in rows
        ]
        store(db, relocation(db, changes, rows))
    with town.workspace.read() as db:
        assert by_id(db, Lesson, other).room_id == town.rooms["A"]
        assert find(db, kinds=[ConflictKind.ROOM]) == []
