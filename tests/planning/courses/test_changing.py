"""Who changes the course, from when on, and what of the old one stays; for merges and splits."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import (
    Course,
    Enrolment,
    EnrolmentChild,
    Lesson,
    LessonPattern,
    PlannedLesson,
)
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rides.rides import RideDemand, RideDemandException, RideSeat
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.planning.courses import splitting
from kursplaner.planning.courses.merging import Carried
from kursplaner.planning.courses.splitting import SplitPlan, SplitWish
from kursplaner.store.records import by_id, find
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly
from tests.planning.two_courses import DAY, Two, build_two, enrol, merge, proposed

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.fixture
def two(town: SmallTown) -> Two:
    return build_two(town)


def stays(two: Two, course: int) -> list[Enrolment]:
    with two.town.workspace.read() as db:
        found = find(db, Enrolment, course_id=course)
        for row in found:
            db.expunge(row)
        return found


def changed(two: Two, model: type[Any], key: int, **values: object) -> None:
    with two.town.workspace.fill() as db:
        for name, value in values.items():
            setattr(by_id(db, model, key), name, value)


@pytest.mark.parametrize(("days", "gone"), [(0, 2), (1, 1), (7, 1), (8, 0)])
def test_lessons_from_the_day_on_fall_away_and_the_old_stay_ends_the_day_before(
    two: Two, days: int, gone: int
) -> None:
    enrol(two, two.course, "Anna", child=True, rides=True)
    day = DAY + days * ONE_DAY
    plan = merge(two, replace(two.wish, day=day))
    assert plan.cancelled == tuple(two.lessons[3 - gone :])
    assert plan.minutes_left[0] == 135 * gone
    (old,) = stays(two, two.course)
    assert (old.status, old.left_on, old.reason) == ("left", day - ONE_DAY, "other_course")
    (new,) = stays(two, two.town.course)
    assert (new.status, new.joined_on) == ("enrolled", day)
    with two.town.workspace.read() as db:
        statuses = [by_id(db, Lesson, key).status for key in two.lessons]
        assert statuses == ["planned"] * (3 - gone) + ["cancelled"] * gone
        assert len(find(db, ChildcarePlace, enrolment_id=old.id)) == 3 - gone
        assert len(find(db, RideSeat, enrolment_id=old.id)) == 2 * (3 - gone)
        assert {row.ended_on for row in find(db, RideDemand, enrolment_id=old.id)} == {
            day - ONE_DAY
        }
        assert {row.ended_on for row in find(db, RideDemand, enrolment_id=new.id)} == {None}
        course = by_id(db, Course, two.course)
        assert (course.status, course.ended_on) == ("active", day - ONE_DAY)


def test_what_is_still_to_be_taught_is_told_of_both(two: Two) -> None:
    enrol(two, two.course, "Anna", child=True, rides=True)
    changed(two, Course, two.course, unit_minutes=60)
    changed(two, Lesson, two.town.lessons[3], status="cancelled")
    plan = proposed(two, two.wish)
    assert plan.minutes_left == (2 * 135, 3 * 135)
    assert plan.unit_minutes == (60, 45)
    assert plan.people == (Carried(two.people["Anna"], DAY, 1, rides=True),)


def test_who_was_to_come_later_comes_later(two: Two) -> None:
    key = enrol(two, two.course, "Anna")
    later = DAY + 3 * ONE_DAY
    changed(two, Enrolment, key, joined_on=later)
    plan = merge(two, two.wish)
    assert [person.joins for person in plan.people] == [later]
    (old,) = stays(two, two.course)
    assert (old.joined_on, old.left_on) == (later, later)
    assert [row.joined_on for row in stays(two, two.town.course)] == [later]


@pytest.mark.parametrize(("capacity", "fits"), [(1, True), (500, True), (501, False), (0, False)])
def test_a_course_has_between_one_and_five_hundred_places(
    two: Two, capacity: int, *, fits: bool
) -> None:
    enrol(two, two.course, "Anna")
    wish = replace(two.wish, capacity=capacity)
    if fits:
        assert proposed(two, wish).hard == ()
        return
    with pytest.raises(Refused, match="capacity_out_of_range") as told:
        proposed(two, wish)
    assert told.value.facts == {"value": capacity, "least": 1, "most": 500}


def test_a_merge_may_begin_today_and_not_yesterday(two: Two) -> None:
    enrol(two, two.course, "Anna")
    with clock.pinned(datetime.combine(DAY, datetime.min.time())):
        assert proposed(two, two.wish).cancelled == tuple(two.lessons[1:])
        with pytest.raises(Refused, match="day_past"):
            proposed(two, replace(two.wish, day=DAY - ONE_DAY))


def test_what_has_begun_today_is_not_cancelled(two: Two) -> None:
    enrol(two, two.course, "Anna")
    for minute, gone in ((0, 2), (1, 1)):
        with clock.pinned(
            datetime.combine(DAY, datetime.min.time()).replace(hour=9, minute=minute)
        ):
            assert len(proposed(two, two.wish).cancelled) == gone


def test_exceptions_from_the_day_on_go_along_in_their_direction(two: Two) -> None:
    key = enrol(two, two.course, "Anna", rides=True)
    days = {DAY - ONE_DAY: "out", DAY: "out", DAY + WEEK: "back"}
    with two.town.workspace.fill() as db:
        demands = {row.direction: row.id for row in find(db, RideDemand, enrolment_id=key)}
        for day, way in days.items():
            row = RideDemandException(demand_id=demands[way], day=day, kind="other_stop")
            row.stop_id = two.town.stop
            db.add(row)
    merge(two, two.wish)
    (new,) = stays(two, two.town.course)
    with two.town.workspace.read() as db:
        ways = {row.id: row.direction for row in find(db, RideDemand, enrolment_id=new.id)}
        rows = find(db, RideDemandException, demand_id=list(ways))
        assert {(ways[r.demand_id], r.day, r.stop_id) for r in rows} == {
            ("out", DAY, two.town.stop),
            ("back", DAY + WEEK, two.town.stop),
        }


def test_dates_on_which_the_other_course_is_not_taught_open_all_of_it(two: Two) -> None:
    key = enrol(two, two.course, "Anna")
    changed(two, Enrolment, key, only_planned_lessons=True)
    changed(two, Lesson, two.town.lessons[4], status="cancelled")
    with two.town.workspace.fill() as db:
        db.add(PlannedLesson(enrolment_id=key, lesson_id=two.lessons[2]))
    merge(two, two.wish)
    (new,) = stays(two, two.town.course)
    assert not new.only_planned_lessons


def test_those_who_ask_go_along_without_a_place_in_the_list(two: Two) -> None:
    with two.town.workspace.fill() as db:
        here = enrol_plainly(db, two.town.course, add_person(db, "Da"), status="waiting")
        by_id(db, Enrolment, here).waiting_position = 4
        asks = enrol_plainly(db, two.course, add_person(db, "Fragt"), status="asked")
        waits = enrol_plainly(db, two.course, add_person(db, "Wartet"), status="waiting")
        by_id(db, Enrolment, waits).waiting_position = 7
        by_id(db, Enrolment, waits).only_planned_lessons = True
        db.add(PlannedLesson(enrolment_id=waits, lesson_id=two.lessons[1]))
    plan = merge(two, two.wish)
    with two.town.workspace.read() as db:
        rows = [by_id(db, Enrolment, key) for key in (asks, waits)]
        assert [(row.course_id, row.status, row.waiting_position) for row in rows] == [
            (two.town.course, "asked", None),
            (two.town.course, "waiting", 5),
        ]
        assert plan.waiting == (rows[1].person_id,)
        assert not rows[1].only_planned_lessons
        assert find(db, PlannedLesson) == []


def test_a_course_offers_what_those_who_come_need(two: Two) -> None:
    for flag in ("childcare", "shuttle"):
        changed(two, Course, two.town.course, **{flag: False})
    enrol(two, two.course, "Anna", child=True, rides=True)
    merge(two, two.wish)
    with two.town.workspace.read() as db:
        course = by_id(db, Course, two.town.course)
        assert (course.childcare, course.shuttle) == (True, True)


def test_a_course_offers_nothing_for_people_who_need_nothing(two: Two) -> None:
    for flag in ("childcare", "shuttle"):
        changed(two, Course, two.town.course, **{flag: False})
    key = enrol(two, two.course, "Anna", child=True)
    with two.town.workspace.fill() as db:
        for row in find(db, EnrolmentChild, enrolment_id=key):
            row.childcare = False
    merge(two, two.wish)
    with two.town.workspace.read() as db:
        course = by_id(db, Course, two.town.course)
        assert (course.childcare, course.shuttle) == (False, False)


def people(town: SmallTown, count: int) -> list[int]:
    with town.workspace.fill() as db:
        for weekday in (1, 3):
            times = {"weekday": weekday, "starts": 540, "ends": 690}
            db.add(LessonPattern(course_id=town.course, **times))
        keys = [add_person(db, f"P{at}") for at in range(count)]
        for key in keys:
            enrol_plainly(db, town.course, key)
    return keys


def split(town: SmallTown, wish: SplitWish) -> tuple[SplitPlan, int]:
    with town.workspace.rehearse() as db:
        plan = splitting.propose(db, wish)
    with town.workspace.change(ActKind.COURSE_SPLIT, [("course", wish.course_id)]) as db:
        return plan, splitting.apply(db, plan)


@pytest.mark.parametrize(("count", "going"), [(2, 1), (3, 1), (4, 2), (5, 2)])
def test_the_smaller_half_goes(town: SmallTown, count: int, going: int) -> None:
    keys = people(town, count)
    plan, key = split(town, SplitWish(town.course, DAY))
    assert (plan.person_ids, plan.staying) == (tuple(keys[count - going :]), count - going)
    with town.workspace.read() as db:
        rows = find(db, AttendanceMark)
        assert [(row.lesson_id, row.mark) for row in rows] == [(town.lessons[2], "W")] * going
        old = find(db, Enrolment, course_id=town.course, status="left")
        assert {row.left_on for row in old} == {DAY - ONE_DAY}
        assert by_id(db, Course, key).predecessor_id is None


def test_the_sign_of_leaving_takes_the_place_of_what_was_announced(town: SmallTown) -> None:
    keys = people(town, 3)
    with town.workspace.fill() as db:
        (stay,) = find(db, Enrolment, person_id=keys[2])
        lesson = town.lessons[2]
        db.add(AttendanceMark(lesson_id=lesson, enrolment_id=stay.id, mark="E", reason="ill"))
    plan, _ = split(town, SplitWish(town.course, DAY))
    assert plan.marked == 1
    with town.workspace.read() as db:
        assert [(row.mark, row.reason) for row in find(db, AttendanceMark)] == [("W", None)]


@pytest.mark.parametrize(("joined", "marked"), [(DAY, 1), (DAY + ONE_DAY, 0)])
def test_who_has_not_begun_gets_no_sign(town: SmallTown, joined: date, marked: int) -> None:
    keys = people(town, 3)
    with town.workspace.fill() as db:
        (stay,) = find(db, Enrolment, person_id=keys[2])
        stay.joined_on = joined
    plan, _ = split(town, SplitWish(town.course, DAY))
    assert plan.marked == marked


@pytest.mark.parametrize(("lesson", "marked"), [(2, 1), (3, 0)])
def test_who_does_not_come_that_day_gets_no_sign(town: SmallTown, lesson: int, marked: int) -> None:
    keys = people(town, 3)
    with town.workspace.fill() as db:
        (stay,) = find(db, Enrolment, person_id=keys[2])
        stay.only_planned_lessons = True
        db.add(PlannedLesson(enrolment_id=stay.id, lesson_id=town.lessons[lesson]))
    plan, _ = split(town, SplitWish(town.course, DAY))
    assert plan.marked == marked


@pytest.mark.parametrize(("minutes", "units"), [(135, 12), (136, 13), (90, 11)])
def test_what_is_left_is_rounded_up_to_whole_units(
    town: SmallTown, minutes: int, units: int
) -> None:
    people(town, 3)
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[5]).teaching_minutes = minutes
    with town.workspace.rehearse() as db:
        plan = splitting.propose(db, SplitWish(town.course, DAY))
    assert plan.course.draft.units == units
    assert (plan.course.draft.title, plan.course.draft.capacity) == ("Kurs K1", 12)


def test_the_new_course_has_the_times_and_the_longest_pause_wished_for(town: SmallTown) -> None:
    people(town, 3)
    weekly = (CourseTime(0, 800, 950, 10), CourseTime(2, 840, 990, 25))
    wish = SplitWish(town.course, DAY, number="N1", title="Neu", weekly=weekly)
    with town.workspace.rehearse() as db:
        draft = splitting.propose(db, wish).course.draft
    assert (draft.number, draft.title, draft.pause_minutes) == ("N1", "Neu", 25)
    assert (draft.weekdays, draft.starts, draft.ends) == ((0, 2), (800, 840), (950, 990))


def test_a_split_may_begin_today_and_needs_lessons(town: SmallTown) -> None:
    people(town, 3)
    with clock.pinned(datetime.combine(DAY, datetime.min.time())), town.workspace.rehearse() as db:
        assert splitting.propose(db, SplitWish(town.course, DAY)).staying == 2
        with pytest.raises(Refused, match="day_past"):
            splitting.propose(db, SplitWish(town.course, DAY - ONE_DAY))
    last = TUESDAY + 2 * WEEK + 2 * ONE_DAY
    with town.workspace.rehearse() as db:
        assert splitting.propose(db, SplitWish(town.course, last)).course.draft.units == 3
        with pytest.raises(Refused, match="no_lesson_after"):
            splitting.propose(db, SplitWish(town.course, last + ONE_DAY))
