"""A course with a history ends: what was stays, what was to come goes, one act and one undo."""

from datetime import date, datetime, time, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Course, Enrolment, Lesson
from kursplaner.domain.kinds import ActKind, CancelReason, EnrolmentStatus, LeaveReason
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.planning.courses import ending
from kursplaner.planning.courses.ending import Ending, EndWish
from kursplaner.store.queries.courses.courses import course_rows
from kursplaner.store.records import by_id, find
from tests.planning.small_town import TUESDAY, SmallTown, add_lesson, add_person, enrol_plainly
from tests.planning.two_courses import build_two, enrol, state

THURSDAY = TUESDAY + timedelta(days=2)
ENDED = ActKind.COURSE_ENDED


def proposed(town: SmallTown, last: date = TUESDAY, **wish: object) -> Ending:
    with town.workspace.rehearse() as db:
        return ending.propose(db, EndWish(town.course, last, **wish))  # type: ignore[arg-type]


def ended(town: SmallTown, last: date = TUESDAY, **wish: object) -> Ending:
    plan = proposed(town, last, **wish)
    with town.workspace.change(ENDED) as db:
        ending.apply(db, plan)
    return plan


def test_lessons_childcare_rides_and_stays_end_and_come_back_by_one_undo(town: SmallTown) -> None:
    two = build_two(town)
    key = enrol(two, town.course, "Anna", child=True, rides=True)
    with town.workspace.read() as db:
        before = state(db)
    plan = ended(town)
    assert plan.people == (two.people["Anna"],)
    assert (len(plan.lessons), plan.slots, plan.rides) == (5, 5, 10)
    with town.workspace.read() as db:
        lessons = find(db, Lesson, course_id=town.course)
        assert [row.status for row in lessons] == ["planned", *["cancelled"] * 5]
        assert {row.cancel_reason for row in lessons[1:]} == {CancelReason.TOO_FEW.value}
        rides, slots = find(db, Ride, id=town.rides), find(db, ChildcareSlot, id=town.slots)
        assert [row.status for row in rides] == ["planned"] * 2 + ["cancelled"] * 10
        assert [row.status for row in slots] == ["planned"] + ["cancelled"] * 5
        assert {s.ride_id for s in find(db, RideSeat, enrolment_id=key)} <= set(town.rides[:2])
        places = find(db, ChildcarePlace, enrolment_id=key)
        assert {place.slot_id for place in places} <= {town.slots[0]}
        assert find(db, Occupation, source="lesson", source_id=town.lessons[1:]) == []
        stay = by_id(db, Enrolment, key)
        assert (stay.status, stay.left_on) == (EnrolmentStatus.LEFT.value, TUESDAY)
        course = by_id(db, Course, town.course)
        assert (course.status, course.ended_on) == ("active", TUESDAY)  # a lesson is still to come
    town.workspace.undo()
    with town.workspace.read() as db:
        assert state(db) == before


def test_completed_stays_count_as_completed_and_who_had_not_begun_never_came(
    town: SmallTown,
) -> None:
    with town.workspace.fill() as db:
        there, later = add_person(db, "Anna"), add_person(db, "Berta")
        first = enrol_plainly(db, town.course, there)
        second = enrol_plainly(db, town.course, later)
        by_id(db, Enrolment, second).joined_on = THURSDAY
    plan = ended(town, completed=True, note="Prüfung bestanden")
    assert (plan.people, plan.never_came) == ((there,), (later,))
    with town.workspace.read() as db:
        one, other = by_id(db, Enrolment, first), by_id(db, Enrolment, second)
        assert (one.status, one.reason) == ("completed", LeaveReason.COMPLETED.value)
        assert (other.status, other.left_on) == ("left", TUESDAY)
        assert one.reason_note == "Prüfung bestanden"


@pytest.mark.parametrize("status", ["waiting", "asked"])
def test_nobody_goes_on_waiting(town: SmallTown, status: str) -> None:
    with town.workspace.fill() as db:
        person = add_person(db, "Wartet")
        key = enrol_plainly(db, town.course, person, status=status, waiting_position=1)
        by_id(db, Enrolment, key).joined_on = None
    assert ended(town).waiting == (person,)
    with town.workspace.read() as db:
        row = by_id(db, Enrolment, key)
        assert (row.status, row.waiting_position) == ("refused", None)


@pytest.mark.parametrize(("days", "left"), [(0, 5), (1, 5), (2, 4), (16, 0), (60, 0)])
def test_the_last_day_itself_is_held(town: SmallTown, days: int, left: int) -> None:
    assert len(proposed(town, TUESDAY + timedelta(days=days)).lessons) == left


def test_a_course_all_of_whose_lessons_are_over_is_ended(town: SmallTown) -> None:
    with clock.pinned(datetime(2027, 4, 1, 8, 0)):
        plan = ended(town, date(2027, 3, 18), completed=True)
    assert plan.lessons == ()
    with town.workspace.read() as db:
        assert by_id(db, Course, town.course).status == "ended"
    with pytest.raises(Refused, match="course_ended_already"):
        proposed(town, date(2027, 3, 18))


@pytest.mark.parametrize(("days", "status"), [(0, "active"), (1, "ended")])
def test_from_the_day_after_its_last_one_it_is_over(
    town: SmallTown, days: int, status: str
) -> None:
    ended(town)
    with clock.pinned(datetime.combine(TUESDAY + timedelta(days=days), time(20))):
        with town.workspace.read() as db:
            course = by_id(db, Course, town.course)
            assert course.over(clock.today()) is (status == "ended")
            rows = {row.id: row.status for row in course_rows(db, clock.minute())}
            assert rows[town.course] == status
            active = course_rows(db, clock.minute(), status="active")
            assert (town.course in {row.id for row in active}) is (status == "active")
        if status == "ended":
            with pytest.raises(Refused, match="course_ended_already"):
                proposed(town)


def test_what_was_taught_after_the_last_day_stands_against_it(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        key = enrol_plainly(db, town.course, add_person(db, "Anna"))
        db.add(AttendanceMark(lesson_id=town.lessons[1], enrolment_id=key, mark="X"))
        by_id(db, Lesson, town.lessons[1]).status = "held"
    with clock.pinned(datetime(2027, 3, 5, 8, 0)):
        with pytest.raises(Refused, match="taught_after") as refused:
            proposed(town)
        assert refused.value.facts["day"] == THURSDAY
        assert len(proposed(town, THURSDAY).lessons) == 4
    with pytest.raises(Refused, match="ends_before_it_begins"):
        proposed(town, TUESDAY - timedelta(days=1))


def test_what_serves_another_course_too_goes_on(town: SmallTown) -> None:
    two = build_two(town)
    with town.workspace.read() as db:
        others = {row.id for row in find(db, Lesson, course_id=two.course)}
        before = [row.status for row in find(db, Lesson, id=sorted(others))]
    ended(town)
    with town.workspace.read() as db:
        assert [row.status for row in find(db, Lesson, id=sorted(others))] == before


def test_what_changed_since_is_shown_again(town: SmallTown) -> None:
    plan = proposed(town)
    with town.workspace.fill() as db:
        add_lesson(db, town.course, plan.lessons[-1] + 7 * 1440)
    with pytest.raises(Refused, match="overtaken"), town.workspace.change(ENDED) as db:
        ending.apply(db, plan)


def test_to_end_it_once_more_on_the_same_day_is_refused(town: SmallTown) -> None:
    ended(town)
    with pytest.raises(Refused, match="course_ended_already"):
        proposed(town)
