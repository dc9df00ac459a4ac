from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Lesson, LessonPattern
from kursplaner.domain.kinds import ActKind, CancelReason
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.planning.conflicts.finding import FIRST_DAY, find
from kursplaner.planning.lessons import cancelling, changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)

BEGUN = datetime(2027, 3, 2, 9, 0)
"""The first lesson begins."""


def cancel(town: SmallTown, *, make_up: bool = False) -> tuple[int, ...]:
    with town.workspace.change(ActKind.LESSON_CANCELLED) as db:
        plan = cancelling.propose_cancel(
            db, [town.lessons[0]], CancelReason.TEACHER_ILL, "Grippe", make_up=make_up
        )
        return cancelling.apply(db, plan)


def test_cancelling_takes_childcare_and_rides_and_frees_everything(town: SmallTown) -> None:
    cancel(town)
    with town.workspace.read() as db:
        assert by_id(db, Lesson, town.lessons[0]).status == "cancelled"
        assert by_id(db, ChildcareSlot, town.slots[0]).status == "cancelled"
        assert {ride.status for ride in records(db, Ride, id=town.rides[:2])} == {"cancelled"}
        day = minute_of(TUESDAY)
        assert not [o for o in records(db, Occupation) if o.starts < day + 1440]
        assert find(db, FIRST_DAY) == []
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(TUESDAY, NINE), room=town.rooms["A"])


def test_it_is_made_up_at_the_end_with_children_and_passengers(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        child = add_person(db, "Kind")
        enrolment = enrol_plainly(db, town.course, town.people["Vogel"])
        db.add(ChildcarePlace(slot_id=town.slots[0], child_id=child, enrolment_id=enrolment))
        db.add(RideSeat(ride_id=town.rides[0], person_id=child, stop_id=town.stop))
    (made,) = cancel(town, make_up=True)
    with town.workspace.read() as db:
        lesson = by_id(db, Lesson, made)
        assert lesson.makeup_for_id == town.lessons[0]
        assert day_of(lesson.starts) == date(2027, 3, 23)
        assert (lesson.room_id, lesson.teaching_minutes) == (town.rooms["A"], 135)
        places = [p for p in records(db, ChildcarePlace) if p.slot_id not in town.slots]
        assert [place.child_id for place in places] == [child]
        seats = [s for s in records(db, RideSeat) if s.ride_id not in town.rides]
        assert [seat.person_id for seat in seats] == [child]
        assert find(db) == []
    town.workspace.undo()
    with town.workspace.read() as db:
        assert len(records(db, Lesson)) == len(town.lessons)


def test_what_is_not_free_then_stays_without_a_place_and_is_told(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        at = minute_of(date(2027, 3, 23), NINE)
        vogel = [town.people["Vogel"]]
        add_lesson(db, other, at, room=town.rooms["A"], teachers=vogel)
        add_lesson(db, other, at + 150, teachers=[town.people["driver"]])
    with town.workspace.read() as db:
        plan = cancelling.propose_cancel(db, town.lessons[:1], CancelReason.SNOW, make_up=True)
    made = plan.made_up[0]
    assert made.room_id is None
    assert made.lacking == (("room", town.rooms["A"]), ("driver", town.people["driver"]))
    assert [ride.driver_id for ride in made.rides] == [town.people["driver"], None]
    cancel(town, make_up=True)


def test_recorded_attendance_is_never_touched(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        enrolment = enrol_plainly(db, town.course, town.people["Vogel"])
        db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=town.lessons[0], mark="X"))
    with clock.pinned(BEGUN), pytest.raises(Refused, match="lesson_recorded"):
        cancel(town)
    with town.workspace.read() as db:
        assert records(db, AttendanceMark)


def test_restoring_brings_back_all_that_went(town: SmallTown) -> None:
    cancel(town)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        cancelling.apply_restore(db, cancelling.propose_restore(db, town.lessons[0]))
    with town.workspace.read() as db:
        assert by_id(db, ChildcareSlot, town.slots[0]).status == "planned"
        day = minute_of(TUESDAY)
        assert len([o for o in records(db, Occupation) if o.starts < day + 1440]) == 8
        with pytest.raises(Refused, match="lesson_not_cancelled"):
            cancelling.propose_restore(db, town.lessons[0])


def test_restoring_into_a_place_taken_since_is_refused(town: SmallTown) -> None:
    cancel(town)
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(TUESDAY, NINE), room=town.rooms["A"])
    with (
        pytest.raises(HardConflict),
        town.workspace.change(ActKind.LESSON_CHANGED) as db,
    ):
        cancelling.apply_restore(db, cancelling.propose_restore(db, town.lessons[0]))


def test_the_rest_of_a_series_is_cancelled_but_recorded_ones(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        enrolment = enrol_plainly(db, town.course, town.people["Vogel"])
        db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=town.lessons[2], mark="X"))
    week_later = BEGUN + timedelta(days=7)
    with clock.pinned(week_later), town.workspace.change(ActKind.LESSONS_CANCELLED) as db:
        plan = cancelling.propose_cancel(
            db, town.lessons[:1], CancelReason.TOO_FEW, from_here_on=True, make_up=True
        )
        made = cancelling.apply(db, plan)
    assert plan.lesson_ids == (town.lessons[0], town.lessons[4])
    assert [(kept.id, kept.why) for kept in plan.untouched] == [(town.lessons[2], "recorded")]
    assert len(made) == 2


def test_it_is_made_up_at_the_time_to_which_the_series_was_moved(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for weekday in (1, 3):
            times = {"starts": NINE, "ends": NINE + 150, "valid_from": TUESDAY}
            db.add(LessonPattern(course_id=town.course, weekday=weekday, **times))
    with town.workspace.change(ActKind.LESSONS_MOVED) as db:
        to = minute_of(TUESDAY, 14 * 60)
        changing.apply(db, changing.propose(db, MoveWish(town.lessons[0], to, reach=Reach.REST)))
    (made,) = cancel(town, make_up=True)
    with town.workspace.read() as db:
        assert by_id(db, Lesson, made).starts == minute_of(date(2027, 3, 23), 14 * 60)


def test_one_lesson_moved_alone_does_not_make_a_pattern(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for weekday in (1, 3):
            times = {"starts": NINE, "ends": NINE + 150, "valid_from": TUESDAY}
            db.add(LessonPattern(course_id=town.course, weekday=weekday, **times))
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        to = minute_of(date(2027, 3, 19), 14 * 60)
        changing.apply(db, changing.propose(db, MoveWish(town.lessons[5], to)))
    (made,) = cancel(town, make_up=True)
    with town.workspace.read() as db:
        assert by_id(db, Lesson, made).starts == minute_of(date(2027, 3, 23), NINE)


def test_a_family_that_has_left_is_not_brought_along(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        child = add_person(db, "Kind")
        gone = {"status": "left", "left_on": date(2027, 3, 4)}
        enrolment = enrol_plainly(db, town.course, town.people["Vogel"], **gone)
        db.add(ChildcarePlace(slot_id=town.slots[0], child_id=child, enrolment_id=enrolment))
        seat = {"stop_id": town.stop, "enrolment_id": enrolment}
        db.add(RideSeat(ride_id=town.rides[0], person_id=child, **seat))
    cancel(town, make_up=True)
    with town.workspace.read() as db:
        assert [p for p in records(db, ChildcarePlace) if p.slot_id not in town.slots] == []
        assert [s for s in records(db, RideSeat) if s.ride_id not in town.rides] == []
