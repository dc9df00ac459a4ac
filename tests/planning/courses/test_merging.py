"""Two courses become one: K1 of the small town stays, K2 beside it goes up in it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotCarer
from kursplaner.domain.courses import (
    Course,
    CourseChange,
    Enrolment,
    Lesson,
    PlannedLesson,
)
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import ActKind, ConflictKind, Direction
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import Closure
from kursplaner.domain.rides.rides import Ride, RideDemand, RideDemandException, RideSeat, Vehicle
from kursplaner.planning.conflicts.finding import find as conflicts
from kursplaner.planning.courses import merging
from kursplaner.planning.courses.merging import MergeWish
from kursplaner.store.records import by_id, find
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_person,
    add_ride,
)
from tests.planning.two_courses import (
    DAY,
    Two,
    build_two,
    driven_by,
    enrol,
    merge,
    proposed,
    state,
)


@pytest.fixture
def two(town: SmallTown) -> Two:
    return build_two(town)


def test_people_change_and_the_lessons_that_remain_fall_away(two: Two) -> None:
    old = enrol(two, two.course, "Anna")
    plan = merge(two, two.wish)
    assert [carried.person_id for carried in plan.people] == [two.people["Anna"]]
    assert plan.cancelled == tuple(two.lessons[1:])
    assert (plan.conflicts, plan.minutes_left) == ((), (270, 540))
    with two.town.workspace.read() as db:
        before = by_id(db, Enrolment, old)
        assert (before.status, before.reason, before.left_on) == (
            "left",
            "other_course",
            DAY - timedelta(days=1),
        )
        new = find(db, Enrolment, course_id=two.town.course, person_id=two.people["Anna"])
        assert [(row.status, row.joined_on) for row in new] == [("enrolled", DAY)]
        assert [by_id(db, Lesson, key).status for key in two.lessons] == [
            "planned",
            "cancelled",
            "cancelled",
        ]
        told = find(db, CourseChange)
        assert [(t.kind, t.from_course_id, t.to_course_id, t.day) for t in told] == [
            ("merged", two.course, two.town.course, DAY)
        ]
        taken = find(db, Occupation, source="lesson", source_id=two.lessons[1:])
        assert taken == []
        assert conflicts(db, kinds=[ConflictKind.ROOM, ConflictKind.TEACHER]) == []


def test_a_proposal_writes_nothing(two: Two) -> None:
    enrol(two, two.course, "Anna", child=True, rides=True)
    with two.town.workspace.read() as db:
        before = state(db)
    proposed(two, two.wish)
    with two.town.workspace.read() as db:
        assert state(db) == before


def test_undo_takes_all_of_it_back_and_redo_does_it_again(two: Two) -> None:
    for name in ("Anna", "Berta", "Cora"):
        enrol(two, two.course, name, child=name != "Cora", rides=True)
    enrol(two, two.town.course, "Dora", child=True, rides=True)
    with two.town.workspace.read() as db:
        before = state(db)
    merge(two, two.wish)
    with two.town.workspace.read() as db:
        after = state(db)
    two.town.workspace.undo()
    with two.town.workspace.read() as db:
        assert state(db) == before
    two.town.workspace.redo()
    with two.town.workspace.read() as db:
        assert state(db) == after


def test_children_and_passengers_get_their_places_in_the_other_course(two: Two) -> None:
    enrol(two, two.course, "Anna", child=True, rides=True)
    plan = merge(two, two.wish)
    assert (plan.carers, plan.slots, plan.rides) == (0, 0, 0)
    with two.town.workspace.read() as db:
        new = find(db, Enrolment, course_id=two.town.course)[0]
        assert len(find(db, ChildcarePlace, enrolment_id=new.id)) == 4
        assert len(find(db, RideSeat, enrolment_id=new.id)) == 8
        assert {row.direction for row in find(db, RideDemand, enrolment_id=new.id)} == {
            "out",
            "back",
        }
        assert [c for c in conflicts(db, DAY) if c.hard] == []


def test_carers_join_where_the_childcare_would_be_too_full(two: Two) -> None:
    for at in range(5):
        enrol(two, two.town.course, f"Da{at}", child=True)
    enrol(two, two.course, "Anna", child=True)
    plan = merge(two, two.wish)
    assert (plan.carers, plan.hard) == (1, ())
    with two.town.workspace.read() as db:
        carers = find(db, ChildcareSlotCarer, slot_id=two.town.slots[2])
        assert {row.person_id for row in carers} == {two.town.people["Roth"], two.carer}
        assert conflicts(db, DAY, kinds=[ConflictKind.CHILDCARE_CAPACITY]) == []


def test_vehicle_and_driver_come_along_where_the_other_is_full(two: Two) -> None:
    for at in range(3):
        enrol(two, two.town.course, f"Da{at}", rides=True)
    enrol(two, two.course, "Anna", rides=True)
    plan = merge(two, two.wish)
    assert (plan.rides, plan.hard) == (8, ())
    with two.town.workspace.read() as db:
        new = find(db, Enrolment, course_id=two.town.course, person_id=two.people["Anna"])[0]
        rides = {seat.ride_id for seat in find(db, RideSeat, enrolment_id=new.id)}
        assert {by_id(db, Ride, key).vehicle_id for key in rides} == {two.bus}
        assert {by_id(db, Ride, key).driver_id for key in rides} == {two.driver}
        assert [c for c in conflicts(db, DAY) if c.hard] == []


def test_another_vehicle_comes_along_where_ones_own_is_on_the_way(two: Two) -> None:
    for at in range(3):
        enrol(two, two.town.course, f"Da{at}", rides=True)
    enrol(two, two.course, "Anna", rides=True)
    with two.town.workspace.fill() as db:
        spare = Vehicle(name="Bus 3", seats=4)
        db.add(spare)
        db.flush()
        with driven_by(two.town, spare.id, add_person(db, "Frei", "driver")):
            starts = minute_of(TUESDAY + timedelta(days=7), NINE)
            for way, at in ((Direction.OUT, -50), (Direction.BACK, 160)):
                add_ride(db, two.town, two.lessons[1], way, (starts + at, starts + at + 40))
        for lesson in find(db, Lesson, id=two.town.lessons[2:]):
            busy = (lesson.starts - 60, lesson.ends + 60)
            db.add(Closure(resource_id=two.bus, starts=busy[0], ends=busy[1], reason="other"))
    plan = merge(two, two.wish)
    assert (plan.rides, plan.hard) == (8, ())
    with two.town.workspace.read() as db:
        new = find(db, Enrolment, course_id=two.town.course, person_id=two.people["Anna"])[0]
        rides = {seat.ride_id for seat in find(db, RideSeat, enrolment_id=new.id)}
        assert {by_id(db, Ride, key).vehicle_id for key in rides} == {spare.id}


def test_a_full_course_refuses_and_more_places_let_it_happen(two: Two) -> None:
    with two.town.workspace.fill() as db:
        by_id(db, Course, two.town.course).capacity = 1
    enrol(two, two.town.course, "Dora")
    enrol(two, two.course, "Anna")
    plan = proposed(two, two.wish)
    assert {c.kind for c in plan.hard} == {ConflictKind.COURSE_CAPACITY}
    with pytest.raises(HardConflict):
        merge(two, two.wish)
    merge(two, MergeWish(two.course, two.town.course, DAY, capacity=2))
    with two.town.workspace.read() as db:
        assert by_id(db, Course, two.town.course).capacity == 2


def test_a_room_that_becomes_too_small_is_told(two: Two) -> None:
    with two.town.workspace.fill() as db:
        for key in two.town.lessons:
            by_id(db, Lesson, key).room_id = two.town.rooms["tiny"]
    enrol(two, two.town.course, "Dora")
    enrol(two, two.course, "Anna")
    kinds = {c.kind for c in proposed(two, two.wish).conflicts}
    assert ConflictKind.ROOM_CAPACITY in kinds


def test_what_lacks_can_be_taken_on_with_a_reason(two: Two) -> None:
    with two.town.workspace.fill() as db:
        by_id(db, Course, two.town.course).capacity = 1
        for carer in find(db, ChildcareSlotCarer, person_id=two.carer):
            db.delete(carer)
    for at in range(5):
        enrol(two, two.town.course, f"Da{at}", child=True)
    enrol(two, two.course, "Anna", child=True)
    reason = "Mit allen abgesprochen"
    plan = merge(two, MergeWish(two.course, two.town.course, DAY, accept=reason))
    assert plan.hard == ()
    with two.town.workspace.read() as db:
        kid = find(db, ChildcarePlace, child_id=two.people["Kind Anna"], over_limit_reason=reason)
        assert len(kid) == 4
        assert [c for c in conflicts(db, DAY) if c.hard] == []


def test_the_waiting_list_goes_behind_the_other_in_its_order(two: Two) -> None:
    with two.town.workspace.fill() as db:
        for at, (name, course) in enumerate(
            (("V", two.town.course), ("W", two.course), ("X", two.course))
        ):
            two.people[name] = add_person(db, name)
            row = Enrolment(course_id=course, person_id=two.people[name], status="waiting")
            row.waiting_position, row.asked_on = 1 + at % 2, TUESDAY
            db.add(row)
        both = Enrolment(course_id=two.course, person_id=two.people["V"], status="waiting")
        both.waiting_position = 9
        db.add(both)
    plan = merge(two, two.wish)
    assert len(plan.waiting) == 2
    with two.town.workspace.read() as db:
        rows = find(db, Enrolment, course_id=two.town.course, status="waiting")
        order = sorted(rows, key=lambda row: row.waiting_position or 0)
        assert order[0].person_id == two.people["V"]
        assert [row.person_id for row in order[1:]] == list(plan.waiting)
        assert {row.asked_on for row in rows} == {TUESDAY}
        left = find(db, Enrolment, course_id=two.course)
        assert [(row.status, row.reason) for row in left] == [("refused", "other_course")]


def test_who_is_in_both_courses_stays_in_the_one(two: Two) -> None:
    enrol(two, two.course, "Anna")
    with two.town.workspace.fill() as db:
        person = two.people["Anna"]
        db.add(Enrolment(course_id=two.town.course, person_id=person, joined_on=TUESDAY))
    plan = merge(two, two.wish)
    assert (plan.people, plan.already) == ((), (person,))
    with two.town.workspace.read() as db:
        assert len(find(db, Enrolment, person_id=person)) == 2


def test_dated_exceptions_and_planned_dates_go_along(two: Two) -> None:
    key = enrol(two, two.course, "Anna", rides=True)
    with two.town.workspace.fill() as db:
        by_id(db, Enrolment, key).only_planned_lessons = True
        db.add(PlannedLesson(enrolment_id=key, lesson_id=two.lessons[2]))
        demand = find(db, RideDemand, enrolment_id=key)[0]
        later = DAY + timedelta(days=7)
        db.add(RideDemandException(demand_id=demand.id, day=later, kind="not_riding"))
    merge(two, two.wish)
    with two.town.workspace.read() as db:
        new = find(db, Enrolment, course_id=two.town.course)[0]
        planned = [row.lesson_id for row in find(db, PlannedLesson, enrolment_id=new.id)]
        assert planned == [two.town.lessons[4]]
        demands = [row.id for row in find(db, RideDemand, enrolment_id=new.id)]
        kept = find(db, RideDemandException, demand_id=demands)
        assert [(row.day, row.kind) for row in kept] == [(later, "not_riding")]


def test_marks_and_grants_of_what_was_taught_stay(two: Two) -> None:
    key = enrol(two, two.course, "Anna")
    with two.town.workspace.fill() as db:
        grant = Grant(**_grant())
        db.add(grant)
        db.flush()
        by_id(db, Course, two.course).grant_id = grant.id
        by_id(db, Lesson, two.lessons[0]).status = "held"
        db.add(AttendanceMark(enrolment_id=key, lesson_id=two.lessons[0], mark="X"))
    with clock.pinned(datetime(2027, 3, 2, 20, 0)):
        plan = merge(two, two.wish)
    assert plan.grants_differ
    with two.town.workspace.read() as db:
        assert by_id(db, Course, two.course).grant_id is not None
        assert by_id(db, Course, two.town.course).grant_id is None
        assert len(find(db, AttendanceMark, enrolment_id=key)) == 1
        assert by_id(db, Course, two.course).status == "ended"


def _grant() -> dict[str, Any]:
    days = {"first_day": date(2027, 1, 1), "last_day": date(2027, 12, 31)}
    known = {column.key for column in Grant.__table__.columns}
    values = {"title": "Landesmittel", "name": "Landesmittel", "reference": "L 1", **days}
    return {key: value for key, value in values.items() if key in known}


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("same_course", {"from_id": 1}),
        ("day_past", {"day": date(2027, 2, 28)}),
        ("no_lesson_after", {"day": date(2028, 2, 1)}),
        ("capacity_out_of_range", {"capacity": 0}),
        ("capacity_out_of_range", {"capacity": 501}),
        ("not_found", {"from_id": 999}),
    ],
)
def test_wishes_that_make_no_sense(two: Two, kind: str, change: dict[str, Any]) -> None:
    values = {"from_id": two.course, "into_id": two.town.course, "day": DAY, **change}
    with pytest.raises(Refused, match=kind):
        proposed(two, MergeWish(**values))


def test_courses_that_are_over_and_empty_ones_are_refused(two: Two) -> None:
    with two.town.workspace.fill() as db:
        by_id(db, Course, two.course).status = "ended"
    with pytest.raises(Refused, match="course_over"):
        proposed(two, two.wish)
    with two.town.workspace.fill() as db:
        empty = add_course(db, two.town, "K3")
    with pytest.raises(Refused, match="nothing_to_merge"):
        proposed(two, MergeWish(empty, two.town.course, DAY))


def test_a_plan_that_was_overtaken_stores_nothing(two: Two) -> None:
    enrol(two, two.course, "Anna")
    plan = proposed(two, two.wish)
    with two.town.workspace.change(ActKind.COURSE_CHANGED) as db:
        by_id(db, Course, two.course).note = "neu"
    with (
        pytest.raises(Refused, match="overtaken"),
        two.town.workspace.change(ActKind.COURSES_MERGED) as db,
    ):
        merging.apply(db, plan)
    assert clock.today() < DAY


def test_who_was_there_this_morning_changes_from_tomorrow_on(two: Two) -> None:
    old = enrol(two, two.course, "Anna")
    with two.town.workspace.fill() as db:
        db.add(AttendanceMark(enrolment_id=old, lesson_id=two.lessons[1], mark="X"))
    with clock.pinned(datetime(DAY.year, DAY.month, DAY.day, 13, 0)):
        with pytest.raises(Refused, match="left_before_attended") as told:
            proposed(two, two.wish)
        assert told.value.facts == {"day": DAY - timedelta(days=1), "attended_on": DAY}
        tomorrow = MergeWish(two.course, two.town.course, DAY + timedelta(days=1))
        assert [carried.person_id for carried in proposed(two, tomorrow).people]
