"""What stands against a planned course: each conflict whole, from plain data."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle
from kursplaner.domain.holidays import DaysOff, closing
from kursplaner.domain.kinds import ConflictKind, Direction, Severity
from kursplaner.planning.childcare.beside_lessons import ChildcarePlan, PlannedSlot
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.courses.conflicts import plan_conflicts
from kursplaner.planning.courses.draft import DraftPerson
from kursplaner.planning.courses.plan import CoursePlan, LessonPlan
from kursplaner.planning.lessons.dates import DatePlan
from kursplaner.planning.rides.plan import LeftOut, PlannedRide, RidePlan
from kursplaner.store.queries.conflicts.closed_times import ClosedTime
from kursplaner.store.queries.taken_times import Taken
from tests.planning.wizard_town import draft

TUESDAY = date(2027, 3, 2)
WEDNESDAY = TUESDAY + timedelta(days=1)
AT, NEXT = minute_of(TUESDAY, 540), minute_of(WEDNESDAY, 540)
ROOM, SEIDEL = 7, 3
COURSE = Subject("course", 0, "A2 Alltag am Vormittag")
IN_ROOM, BY_SEIDEL = Subject("room", ROOM, "Saal"), Subject("person", SEIDEL, "Seidel, S.")
LESSON = LessonPlan(AT, AT + 150, 135, ROOM, "Saal", SEIDEL, "Seidel, S.")
LATER = replace(LESSON, starts=NEXT, ends=NEXT + 150)
NO_TIMES = FreeTimes({})
OFF = DaysOff("SN")
PLAN = CoursePlan(
    draft(), "SN", 1, DatePlan((), ()), (LESSON, LATER), None, (), None, (), None, None, TUESDAY
)
CHILDCARE = ChildcarePlan((), None, (), (), (), 0, 0)


def found(
    plan: CoursePlan,
    times: FreeTimes = NO_TIMES,
    off: DaysOff = OFF,
    wished: tuple[int | None, int | None] = (None, None),
) -> list[Conflict]:
    return list(plan_conflicts(plan, wished, off, times))


def told(
    kind: ConflictKind,
    key: str,
    span: tuple[int, int],
    subjects: tuple[Subject, ...] = (COURSE,),
    **facts: object,
) -> Conflict:
    hard = {ConflictKind.ROOM, ConflictKind.TEACHER, ConflictKind.CLOSURE}
    severity = Severity.HARD if kind in hard else Severity.SOFT
    day = day_of(span[0])
    return Conflict(f"{kind.value}:{key}", kind, severity, day, *span, subjects, facts)


def taken(**lines: tuple[int, int, int]) -> FreeTimes:
    """Return times in which rooms and people (`r7`, `p3`) are taken by a lesson each."""
    known = {int(key[1:]): [Taken(*line[:2], "lesson", line[2])] for key, line in lines.items()}
    return FreeTimes(known)


def closed(resource: int, starts: int, ends: int) -> FreeTimes:
    return FreeTimes({}, [ClosedTime(9, resource, starts, ends, "repair", "Dach")])


def test_nothing_stands_against_a_plan_that_has_everything() -> None:
    assert found(PLAN) == []


def test_a_room_that_others_have_is_told_with_the_minutes_that_are_shared() -> None:
    times = taken(r7=(AT - 30, AT + 60, 41))
    by = (IN_ROOM, Subject("lesson", 41), COURSE)
    assert found(PLAN, times) == [told(ConflictKind.ROOM, "7:draft0", (AT, AT + 60), by)]


def test_a_teacher_who_works_elsewhere_is_told_for_the_lesson_it_meets() -> None:
    times = taken(p3=(NEXT + 149, NEXT + 300, 41))
    by = (BY_SEIDEL, Subject("lesson", 41), COURSE)
    span = (NEXT + 149, NEXT + 150)
    assert found(PLAN, times) == [told(ConflictKind.TEACHER, "3:draft1", span, by)]


def test_what_ends_as_a_lesson_begins_is_no_conflict() -> None:
    assert found(PLAN, taken(r7=(AT - 60, AT, 41), p3=(AT + 150, AT + 200, 42))) == []


def test_what_the_plan_takes_for_itself_is_no_conflict() -> None:
    times = FreeTimes({})
    times.take(ROOM, AT, AT + 150, "lesson")
    assert found(PLAN, times) == []


@pytest.mark.parametrize(("resource", "subject"), [(ROOM, IN_ROOM), (SEIDEL, BY_SEIDEL)])
def test_a_closure_is_told_for_the_whole_lesson(resource: int, subject: Subject) -> None:
    key, facts = f"{resource}:draft0", {"reason": "repair", "note": "Dach"}
    shut = told(ConflictKind.CLOSURE, key, (AT, AT + 150), (subject, COURSE), **facts)
    assert found(PLAN, closed(resource, AT + 149, AT + 400)) == [shut]
    assert found(PLAN, closed(resource, AT + 150, AT + 400)) == []


def test_a_lesson_without_room_or_teacher_is_told_by_its_place_in_the_plan() -> None:
    bare = replace(LATER, room_id=None, teacher_id=None)
    plan = replace(PLAN, lessons=(LESSON, bare))
    span = (NEXT, NEXT + 150)
    no_room = told(ConflictKind.NO_ROOM, "draft1", span)
    assert found(plan) == [no_room, told(ConflictKind.NO_TEACHER, "draft1", span)]
    assert found(replace(plan, draft=draft(walk_in=True))) == [no_room]


def test_a_day_off_is_told_only_where_a_lesson_was_taken_in() -> None:
    off = DaysOff("SN", closings=[closing(WEDNESDAY, WEDNESDAY, "Stadtfest")])
    assert found(PLAN, off=off) == []
    plan = replace(PLAN, draft=draft(taken_in=frozenset({TUESDAY, WEDNESDAY})))
    shut = told(ConflictKind.CLOSING_DAY, "draft1", (NEXT, NEXT + 150), name="Stadtfest")
    assert found(plan, off=off) == [shut]


def test_a_public_holiday_is_told_rather_than_the_closing_day_on_it() -> None:
    day = date(2027, 5, 6)
    at = minute_of(day, 540)
    lesson = replace(LESSON, starts=at, ends=at + 150)
    plan = replace(PLAN, draft=draft(taken_in=frozenset({day})), lessons=(LESSON, lesson))
    facts = {"name": "Christi Himmelfahrt", "land": "SN"}
    holiday = told(ConflictKind.HOLIDAY, "draft1", (at, at + 150), (COURSE,), **facts)
    assert found(plan, off=DaysOff("SN", closings=[closing(day, day, "Stadtfest")])) == [holiday]


def test_too_many_people_are_told_with_all_who_want_to_come() -> None:
    some = tuple(DraftPerson(key) for key in (1, 2, 3))
    plan = replace(PLAN, draft=draft(capacity=2), enrolled=some[:2], waiting=some[2:])
    full = told(ConflictKind.COURSE_CAPACITY, "draft", (AT, AT + 150), people=3, capacity=2)
    assert found(plan) == [full]
    assert found(replace(plan, waiting=())) == []


def test_a_standing_room_that_is_too_small_is_told_once() -> None:
    small = Against(Obstacle.TOO_SMALL, facts={"wanted": 14, "capacity": 12})
    other = Against(Obstacle.OTHER_PURPOSE, facts={"purpose": "hall"})
    plan = replace(PLAN, room=Choice(ROOM, "Saal", 2, 2, (other, small)))
    facts = {"people": 14, "capacity": 12}
    span, subjects = (AT, AT + 150), (IN_ROOM, COURSE)
    assert found(plan) == [told(ConflictKind.ROOM_CAPACITY, "draft", span, subjects, **facts)]
    assert found(replace(plan, room=Choice(ROOM, "Saal", 2, 2, (other,)))) == []


def test_who_is_not_there_by_the_week_is_told_on_those_days_where_it_is_used() -> None:
    away = Against(Obstacle.NOT_AVAILABLE, days=(WEDNESDAY,))
    seidel = Choice(SEIDEL, "Seidel, S.", 1, 2, (away, Against(Obstacle.BUSY, days=(TUESDAY,))))
    plan = replace(PLAN, teacher=seidel)
    key, span = f"3:draft{NEXT}", (NEXT, NEXT + 150)
    subjects = (BY_SEIDEL, COURSE)
    for wished, is_wish in (((None, SEIDEL), True), ((None, None), False)):
        facts = {"wished": is_wish}
        expected = told(ConflictKind.AVAILABILITY, key, span, subjects, **facts)
        assert found(plan, wished=wished) == [expected]
    stand_in = replace(LATER, teacher_id=99)
    assert found(replace(plan, lessons=(LESSON, stand_in))) == []


def test_a_room_that_is_not_there_by_the_week_is_told_as_a_room() -> None:
    away = Against(Obstacle.NOT_AVAILABLE, days=(TUESDAY,))
    plan = replace(PLAN, room=Choice(ROOM, "Saal", 1, 2, (away,)))
    key, span = f"7:draft{AT}", (AT, AT + 150)
    subjects = (IN_ROOM, COURSE)
    expected = told(ConflictKind.AVAILABILITY, key, span, subjects, wished=True)
    assert found(plan, wished=(ROOM, None)) == [expected]


def test_childcare_tells_what_its_slots_lack() -> None:
    slots = tuple(
        PlannedSlot(at, starts - 15, starts + 165, None, carers)
        for at, (starts, carers) in enumerate(((AT, (5,)), (NEXT, ())))
    )
    lacking = replace(CHILDCARE, slots=slots, needed=2, without_room=(0, 1), short_of_carers=(0, 1))
    spans = [(AT - 15, AT + 165), (NEXT - 15, NEXT + 165)]
    assert found(replace(PLAN, childcare=lacking)) == [
        told(ConflictKind.NO_ROOM, "draft-1", spans[0], childcare=True),
        told(ConflictKind.NO_ROOM, "draft-2", spans[1], childcare=True),
        told(ConflictKind.CARER_MISSING, "draft0", spans[0], carers=1, needed=2),
        told(ConflictKind.CARER_MISSING, "draft1", spans[1], carers=0, needed=2),
    ]


def test_what_stands_against_carers_is_told_for_the_first_day_it_touches() -> None:
    paper = {"paper": "first_aid", "valid_until": TUESDAY}
    carer = Choice(
        *(5, "Roth, R.", 2, 2),
        (
            Against(Obstacle.PAPER_EXPIRES, days=(WEDNESDAY,), facts=paper),
            Against(Obstacle.PERMIT_LIMIT, facts={"minutes": 960, "limit": 900}),
            Against(Obstacle.TRAVEL, days=(TUESDAY,)),
        ),
    )
    who = Subject("person", 5, "Roth, R.")
    days = [(minute_of(day), minute_of(day) + 1440) for day in (TUESDAY, WEDNESDAY)]
    hours = {"minutes": 960, "limit_minutes": 900}
    assert found(replace(PLAN, childcare=replace(CHILDCARE, carers=(carer,)))) == [
        told(ConflictKind.PAPER, "5:draft", days[1], (who, COURSE), **paper),
        told(ConflictKind.CARER_HOURS, "5:draft", days[0], (who,), **hours),
    ]


def test_children_without_a_place_are_told_where_there_is_childcare_at_all() -> None:
    plan = replace(PLAN, childcare=CHILDCARE, without_place=(31, 32))
    span = (AT, AT + 150)
    assert found(plan) == [
        told(
            ConflictKind.CHILDCARE_MISSING,
            f"draft:{child}",
            span,
            (Subject("person", child), COURSE),
        )
        for child in (31, 32)
    ]
    assert found(replace(plan, childcare=None)) == []


def ride(
    direction: Direction, vehicle_id: int | None = 11, driver_id: int | None = 12
) -> PlannedRide:
    return PlannedRide(direction, 1, 2, NEXT - 50, NEXT - 10, 0, vehicle_id, driver_id, ())


def test_rides_tell_whether_vehicle_or_driver_is_missing() -> None:
    rides = (
        ride(Direction.OUT),
        ride(Direction.OUT, driver_id=None),
        ride(Direction.BACK, vehicle_id=None),
    )
    span = (NEXT - 50, NEXT - 10)
    assert found(replace(PLAN, rides=RidePlan(rides))) == [
        told(ConflictKind.RIDE_MISSING, "draft1:back:2", span, direction="back"),
        told(ConflictKind.DRIVER_MISSING, "draft1:out:2", span, direction="out"),
    ]


def test_who_cannot_be_taken_along_is_told_by_the_first_of_the_party() -> None:
    left = LeftOut((21, 22, 23), Direction.BACK, "pram")
    facts = {"direction": "back", "reason": "pram", "people": 3}
    subjects = (COURSE, Subject("person", 21))
    span = (AT, AT + 150)
    missing = told(ConflictKind.RIDE_MISSING, "draft:back:21", span, subjects, **facts)
    for rides in ((), (ride(Direction.OUT),)):
        assert found(replace(PLAN, rides=RidePlan(rides, left_out=(left,)))) == [missing]


def test_a_shuttle_without_any_ride_has_no_vehicle() -> None:
    missing = told(ConflictKind.RIDE_MISSING, "draft0", (AT, AT + 150), reason="no_vehicle")
    assert found(replace(PLAN, rides=RidePlan())) == [missing]
    assert found(replace(PLAN, rides=RidePlan((ride(Direction.OUT),)))) == []
