from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Enrolment, Lesson, PlannedLesson
from kursplaner.domain.kinds import ActKind, LeaveReason
from kursplaner.domain.rides.rides import RideDemand, RideSeat
from kursplaner.planning.enrolments import leaving
from kursplaner.planning.enrolments.leaving import LeavePlan
from kursplaner.store.records import by_id, find
from tests.planning.riding_town import RidingTown, build_riding
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly

DAY = timedelta(days=1)


@pytest.fixture
def riding(town: SmallTown) -> RidingTown:
    return build_riding(town)


def proposed(riding: RidingTown, day: date) -> LeavePlan:
    with riding.workspace.read() as db:
        town = riding.town
        return leaving.propose_leave(
            db, town.course, riding.mother, day, LeaveReason.MOVED, "nach Plauen"
        )


def left(riding: RidingTown, day: date) -> LeavePlan:
    plan = proposed(riding, day)
    with riding.workspace.change(ActKind.LEFT_COURSE) as db:
        leaving.apply_leave(db, plan)
    return plan


def kept(riding: RidingTown) -> tuple[list[int], list[int]]:
    """Return slots and rides in which the family still has places and seats."""
    with riding.workspace.read() as db:
        places = find(db, ChildcarePlace, enrolment_id=riding.enrolment)
        seats = find(db, RideSeat, enrolment_id=riding.enrolment)
        return sorted(row.slot_id for row in places), sorted({row.ride_id for row in seats})


def test_the_wish_to_ride_ends_with_the_stay_in_both_directions(riding: RidingTown) -> None:
    left(riding, TUESDAY)
    with riding.workspace.read() as db:
        ends = [row.ended_on for row in find(db, RideDemand, enrolment_id=riding.enrolment)]
        stay = by_id(db, Enrolment, riding.enrolment)
        assert ends == [TUESDAY, TUESDAY]
        assert (stay.status, stay.left_on, stay.joined_on) == ("left", TUESDAY, TUESDAY)
        assert (stay.reason, stay.reason_note) == ("moved", "nach Plauen")
    riding.workspace.undo()
    with riding.workspace.read() as db:
        ends = [row.ended_on for row in find(db, RideDemand, enrolment_id=riding.enrolment)]
        assert ends == [None, None]


def test_nobody_elses_wish_ends(riding: RidingTown) -> None:
    town = riding.town
    with riding.workspace.fill() as db:
        other = enrol_plainly(db, town.course, add_person(db, "Andere"))
        db.add(RideDemand(enrolment_id=other, direction="out", stop_id=town.stop))
    left(riding, TUESDAY)
    with riding.workspace.read() as db:
        assert [row.ended_on for row in find(db, RideDemand, enrolment_id=other)] == [None]


@pytest.mark.parametrize(("days", "lessons"), [(-1, 0), (0, 1), (1, 1), (2, 2), (6, 2), (7, 3)])
def test_the_last_day_belongs_to_the_stay_and_the_next_does_not(
    riding: RidingTown, days: int, lessons: int
) -> None:
    town = riding.town
    plan = left(riding, TUESDAY + days * DAY)
    assert kept(riding) == (town.slots[:lessons], town.rides[: 2 * lessons])
    assert len(plan.place_ids) == len(town.slots) - lessons
    assert len(plan.seat_ids) == 2 * (len(town.rides) - 2 * lessons)


@pytest.mark.parametrize(("minute", "rides"), [(10, 2), (11, 3)])
def test_what_has_begun_stays(riding: RidingTown, minute: int, rides: int) -> None:
    town = riding.town
    with clock.pinned(datetime(2027, 3, 4, 8, minute)):  # the way out begins at ten past eight
        left(riding, TUESDAY)
    assert kept(riding) == (town.slots[:1], town.rides[:rides])


def test_a_seat_that_was_called_off_goes_as_well(riding: RidingTown) -> None:
    town = riding.town
    with riding.workspace.fill() as db:
        for seat in find(db, RideSeat, ride_id=town.rides[2], person_id=riding.mother):
            seat.result = "cancelled_in_time"
    left(riding, TUESDAY)
    assert kept(riding)[1] == town.rides[:2]


def test_only_dates_to_come_are_planned_no_more(riding: RidingTown) -> None:
    town = riding.town
    with riding.workspace.fill() as db:
        by_id(db, Enrolment, riding.enrolment).only_planned_lessons = True
        for lesson in town.lessons:
            db.add(PlannedLesson(enrolment_id=riding.enrolment, lesson_id=lesson))
    left(riding, TUESDAY + 2 * DAY)
    with riding.workspace.read() as db:
        rows = find(db, PlannedLesson, enrolment_id=riding.enrolment)
        assert [row.lesson_id for row in rows] == town.lessons[:2]


@pytest.mark.parametrize(("minute", "kept_dates"), [(0, 1), (1, 2)])
def test_a_date_that_begins_right_now_is_still_to_come(
    riding: RidingTown, minute: int, kept_dates: int
) -> None:
    town = riding.town
    with riding.workspace.fill() as db:
        by_id(db, Enrolment, riding.enrolment).only_planned_lessons = True
        for lesson in town.lessons[:2]:
            db.add(PlannedLesson(enrolment_id=riding.enrolment, lesson_id=lesson))
    with clock.pinned(datetime(2027, 3, 4, 9, minute)):
        left(riding, TUESDAY)
    with riding.workspace.read() as db:
        rows = find(db, PlannedLesson, enrolment_id=riding.enrolment)
        assert [row.lesson_id for row in rows] == town.lessons[:kept_dates]


def test_who_withdraws_before_the_first_day_never_came(riding: RidingTown) -> None:
    left(riding, date(2027, 3, 1))
    with riding.workspace.read() as db:
        stay = by_id(db, Enrolment, riding.enrolment)
        assert (stay.joined_on, stay.left_on) == (date(2027, 3, 1), date(2027, 3, 1))
    assert kept(riding) == ([], [])


def test_nobody_leaves_before_she_came_nor_earlier_than_today(riding: RidingTown) -> None:
    with pytest.raises(Refused, match="left_before_joined") as told:
        proposed(riding, date(2027, 2, 28))
    assert told.value.facts == {"day": date(2027, 2, 28), "joined_on": TUESDAY}
    with clock.pinned(datetime(2027, 3, 10, 8, 0)):
        with pytest.raises(Refused, match="left_before_joined"):
            proposed(riding, TUESDAY - DAY)
        assert proposed(riding, TUESDAY).day == TUESDAY


def marked(riding: RidingTown, day: date, mark: str) -> None:
    with riding.workspace.fill() as db:
        lessons = find(db, Lesson, course_id=riding.town.course)
        lesson = next(row for row in lessons if day_of(row.starts) == day)
        db.add(AttendanceMark(enrolment_id=riding.enrolment, lesson_id=lesson.id, mark=mark))


def test_the_last_day_does_not_lie_before_one_she_was_there(riding: RidingTown) -> None:
    plan = proposed(riding, TUESDAY)
    there = TUESDAY + 2 * DAY
    marked(riding, there, "X")
    marked(riding, TUESDAY + 7 * DAY, "U")
    for day in (TUESDAY, there - DAY):
        with pytest.raises(Refused, match="left_before_attended") as told:
            proposed(riding, day)
        assert told.value.facts == {"day": day, "attended_on": there}
    assert proposed(riding, there).day == there
    with (
        pytest.raises(Refused, match="left_before_attended"),
        riding.workspace.change(ActKind.LEFT_COURSE) as db,
    ):
        leaving.apply_leave(db, plan)


def test_who_has_left_cannot_leave_again(riding: RidingTown) -> None:
    plan = proposed(riding, TUESDAY)
    left(riding, TUESDAY)
    with pytest.raises(Refused, match="not_enrolled"):
        proposed(riding, TUESDAY)
    with (
        pytest.raises(Refused, match="overtaken") as told,
        riding.workspace.change(ActKind.LEFT_COURSE) as db,
    ):
        leaving.apply_leave(db, plan)
    assert told.value.facts == {"noun": "enrolment", "id": riding.enrolment}


def test_nobody_leaves_long_after_the_course(riding: RidingTown) -> None:
    with riding.workspace.read() as db:
        last = max(day_of(row.starts) for row in find(db, Lesson, course_id=riding.town.course))
    assert proposed(riding, last).day == last
    with pytest.raises(Refused, match="left_after_end") as told:
        proposed(riding, last + DAY)
    assert told.value.facts == {"day": last + DAY, "last_day": last}
    with clock.pinned(datetime.combine(last + 9 * DAY, datetime.min.time())):
        assert proposed(riding, last + 9 * DAY).day == last + 9 * DAY
