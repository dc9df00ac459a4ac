from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind, ConflictKind, Direction
from kursplaner.domain.rides.rides import Ride, RideLesson
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.moving_together import RearrangeWish
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_ride,
    add_slot,
    enrol_plainly,
)
from tests.planning.stored_lessons import (
    held,
    occupied,
    own_times,
    times_of_ride,
    times_of_slot,
)

WEDNESDAY = TUESDAY + timedelta(days=1)
TO = minute_of(WEDNESDAY, NINE)
DAY = 1440


def proposed(
    db: Db, lesson: int, to: int, room: int | None = None, *, on: bool = False
) -> LessonPlan[MoveWish]:
    return changing.propose(db, MoveWish(lesson, to, room, reach=Reach.REST if on else Reach.ONE))


def move(
    town: SmallTown, lesson: int, to: int, room: int | None = None, *, on: bool = False
) -> LessonPlan[MoveWish]:
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        plan = proposed(db, lesson, to, room, on=on)
        changing.apply(db, plan)
    return plan


def stretch(town: SmallTown, lesson: int, earlier: int, later: int) -> None:
    row = held(town, lesson)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        times = (row.starts - earlier, row.ends + later)
        changing.apply(db, changing.propose(db, StretchWish(lesson, *times)))


def own(town: SmallTown, starts: int | None, ends: int | None) -> tuple[int, int]:
    """Let a second carer be there for a part of the first slot; returns (carer, slot start)."""
    begin = times_of_slot(town, town.slots[0])[0]
    with town.workspace.fill() as db:
        carer = ChildcareSlotCarer(slot_id=town.slots[0], person_id=town.people["Vogel"])
        carer.starts = None if starts is None else begin + starts
        carer.ends = None if ends is None else begin + ends
        db.add(carer)
    return town.people["Vogel"], begin


@pytest.mark.parametrize(("starts", "ends"), [(30, 90), (None, 90), (30, None)])
def test_own_times_of_a_carer_go_along(
    town: SmallTown, starts: int | None, ends: int | None
) -> None:
    carer, begin = own(town, starts, ends)
    move(town, town.lessons[0], TO)
    new = begin + DAY
    times = (None if starts is None else new + starts, None if ends is None else new + ends)
    assert own_times(town, town.slots[0]) == {carer: times, town.people["Roth"]: (None, None)}
    span = (times[0] or new, times[1] or new + 180)
    whole = (new, new + 180)
    assert occupied(town, "childcare", town.slots[0]) == {
        (carer, *span),
        (town.people["Roth"], *whole),
        (town.rooms["side"], *whole),
    }


def test_own_times_follow_the_beginning_and_the_end_each_for_itself(town: SmallTown) -> None:
    carer, begin = own(town, 30, 90)
    stretch(town, town.lessons[0], 45, 0)
    assert own_times(town, town.slots[0])[carer] == (begin - 15, begin + 90)
    stretch(town, town.lessons[0], 0, 45)
    assert own_times(town, town.slots[0])[carer] == (begin - 15, begin + 135)


def test_another_room_moves_neither_childcare_nor_rides(town: SmallTown) -> None:
    slot, rides = times_of_slot(town, town.slots[0]), [times_of_ride(town, k) for k in town.rides]
    before = held(town, town.lessons[0])
    plan = move(town, town.lessons[0], before.starts, town.rooms["B"])
    assert held(town, town.lessons[0]) == before._replace(room=town.rooms["B"])
    assert times_of_slot(town, town.slots[0]) == slot
    assert [times_of_ride(town, key) for key in town.rides] == rides
    assert (len(plan.moved.rides), plan.moved.children, plan.moved.rooms, plan.untouched) == (
        0,
        0,
        1,
        (),
    )


@pytest.fixture
def shared(town: SmallTown) -> tuple[int, int, int, int]:
    """Two lessons of a day with one childcare and one ride: (first, second, slot, ride)."""
    with town.workspace.fill() as db:
        course, at = add_course(db, town, "K3"), minute_of(TUESDAY, 840)
        first = add_lesson(db, course, at, minutes=60, room=town.rooms["B"])
        second = add_lesson(db, course, at + 90, minutes=60, room=town.rooms["B"])
        slot = add_slot(db, [first, second], (at - 10, at + 160), town.rooms["tiny"], [])
        ride = add_ride(db, town, first, Direction.OUT, (at - 50, at - 10))
        db.add(RideLesson(ride_id=ride, lesson_id=second))
    return first, second, slot, ride


def test_what_serves_another_lesson_too_stays_and_is_told(
    town: SmallTown, shared: tuple[int, int, int, int]
) -> None:
    first, _, slot, ride = shared
    times = times_of_slot(town, slot), times_of_ride(town, ride)
    plan = move(town, first, minute_of(WEDNESDAY, 840))
    assert [(kept.noun, kept.id, kept.why) for kept in plan.untouched] == [
        ("childcare", slot, "serves_other_lessons"),
        ("ride", ride, "serves_other_lessons"),
    ]
    kinds = [(c.kind, c.subjects[0].id, c.subjects[1].id) for c in plan.conflicts]
    assert sorted(kinds) == [
        (ConflictKind.CHILDCARE_MISSING, slot, first),
        (ConflictKind.RIDE_MISSING, ride, first),
    ]
    assert (times_of_slot(town, slot), times_of_ride(town, ride)) == times


def test_another_room_leaves_what_is_shared_without_a_word(
    town: SmallTown, shared: tuple[int, int, int, int]
) -> None:
    first = shared[0]
    plan = move(town, first, held(town, first).starts, town.rooms["A"])
    assert (plan.untouched, plan.conflicts) == ((), ())


def test_shared_childcare_follows_the_first_start_and_the_last_end(
    town: SmallTown, shared: tuple[int, int, int, int]
) -> None:
    from kursplaner.planning.lessons.moving_together import LessonMove

    first, second, slot, ride = shared
    a, b = held(town, first), held(town, second)
    before, ridden = times_of_slot(town, slot), times_of_ride(town, ride)
    with town.workspace.change(ActKind.LESSONS_MOVED) as db:
        moves = (
            LessonMove(first, a.starts + 10, a.ends + 10, a.room),
            LessonMove(second, b.starts + 10, b.ends + 40, b.room),
        )
        changing.store_at_once(db, RearrangeWish(tuple(moves)))
    assert times_of_slot(town, slot) == (before[0] + 10, before[1] + 40)
    halts = [at + 10 for at in ridden[2]]
    assert times_of_ride(town, ride) == (ridden[0] + 10, ridden[1] + 10, halts)


def test_a_ride_that_was_driven_stays_and_is_told(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Ride, town.rides[0]).status = "done"
    before = [times_of_ride(town, key) for key in town.rides[:2]]
    plan = move(town, town.lessons[0], TO)
    assert [(kept.noun, kept.id, kept.why) for kept in plan.untouched] == [
        ("ride", town.rides[0], "driven")
    ]
    assert times_of_ride(town, town.rides[0]) == before[0]
    assert times_of_ride(town, town.rides[1])[0] == before[1][0] + DAY


def test_cancelled_childcare_and_rides_stay_silently(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Ride, town.rides[0]).status = "cancelled"
        by_id(db, ChildcareSlot, town.slots[0]).status = "cancelled"
    before = times_of_ride(town, town.rides[0]), times_of_slot(town, town.slots[0])
    with town.workspace.read() as db:
        plan = proposed(db, town.lessons[0], TO)
    assert (plan.untouched, len(plan.moved.rides), plan.moved.slots) == ((), 1, ())
    assert (times_of_ride(town, town.rides[0]), times_of_slot(town, town.slots[0])) == before


@pytest.mark.parametrize("sign", ["E", "P", "W", "X", "-"])
@pytest.mark.parametrize(
    ("joined", "left", "stays"),
    [(0, 0, False), (0, 1, True), (1, 9, True), (2, 9, False), (0, None, True)],
)
def test_marks_stay_only_of_who_is_in_the_course_on_the_new_day(
    town: SmallTown, sign: str, joined: int, left: int | None, *, stays: bool
) -> None:
    with town.workspace.fill() as db:
        key = enrol_plainly(db, town.course, add_person(db, "Anders"))
        row = by_id(db, Enrolment, key)
        row.joined_on = TUESDAY + timedelta(days=joined)
        row.left_on = None if left is None else TUESDAY + timedelta(days=left)
        for lesson in town.lessons[:2]:
            db.add(AttendanceMark(enrolment_id=key, lesson_id=lesson, mark=sign))
    move(town, town.lessons[0], TO)
    with town.workspace.read() as db:
        left_over = {mark.lesson_id for mark in find(db, AttendanceMark)}
    kept = {town.lessons[0]} if stays or sign == "W" else set()
    assert left_over == {town.lessons[1]} | kept


def test_on_the_same_day_no_mark_is_dropped(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        gone = {"left_on": TUESDAY - timedelta(days=0)}
        key = enrol_plainly(db, town.course, add_person(db, "Anders"), **gone)
        by_id(db, Enrolment, key).joined_on = TUESDAY
        late = enrol_plainly(db, town.course, add_person(db, "Spaeter"))
        by_id(db, Enrolment, late).joined_on = WEDNESDAY
        for enrolment in (key, late):
            mark = AttendanceMark(enrolment_id=enrolment, lesson_id=town.lessons[0], mark="E")
            db.add(mark)
    move(town, town.lessons[0], minute_of(TUESDAY, NINE + 60))
    with town.workspace.read() as db:
        assert len(find(db, AttendanceMark)) == 2


def test_the_hour_that_spring_lacks_is_entered_by_no_end(town: SmallTown) -> None:
    sunday = date(2027, 3, 28)
    with town.workspace.fill() as db:
        short = add_lesson(db, add_course(db, town, "K2"), minute_of(TUESDAY, 840), minutes=30)
    with town.workspace.read() as db:
        for start, works in ((90, True), (91, False), (120, False), (179, False), (180, True)):
            at = minute_of(sunday, start)
            if works:
                assert proposed(db, short, at).moved.lessons
                continue
            with pytest.raises(Refused, match="hour_missing"):
                proposed(db, short, at)


@pytest.mark.parametrize(
    ("who", "after", "kind"),
    [
        ("driver", -50, ConflictKind.DRIVER),
        ("driver", 199, ConflictKind.DRIVER),
        ("Roth", -15, ConflictKind.CARER),
        ("Roth", 164, ConflictKind.CARER),
        ("Seidel", 0, ConflictKind.TEACHER),
        ("Seidel", 149, ConflictKind.TEACHER),
    ],
)
def test_who_is_elsewhere_in_the_first_or_last_minute_stops_it(
    town: SmallTown, who: str, after: int, kind: ConflictKind
) -> None:
    with town.workspace.fill() as db:
        # In a second childcare, so that each kind is named after the record of the plan.
        other = add_lesson(db, add_course(db, town, "K2"), TO + after, minutes=1)
        span = (TO + after, TO + after + 1)
        ride = who == "driver"
        if ride:
            add_ride(db, town, other, Direction.OUT, span, vehicle=None)
        elif who == "Roth":
            add_slot(db, [other], span, town.rooms["tiny"], [town.people[who]])
        else:
            add_lesson(db, add_course(db, town, "K3"), span[0], teachers=[town.people[who]],
                       minutes=1)  # fmt: skip
    with town.workspace.read() as db:
        found = proposed(db, town.lessons[0], TO).conflicts
        assert kind in {c.kind for c in found if c.hard}
        outside = -1 if after <= 0 else 1
        moved = proposed(db, town.lessons[0], TO - outside)
        assert [c.kind for c in moved.conflicts if c.hard] == []
    with pytest.raises(HardConflict):
        move(town, town.lessons[0], TO)
