"""A course put down by mistake goes with all that belongs to it alone; with a history it stays."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.base import Base
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import (
    Course,
    CourseChange,
    Enrolment,
    EnrolmentChild,
    Lesson,
    LessonPattern,
    LessonPerson,
    LessonTally,
    PlannedLesson,
    SkippedDate,
)
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import (
    Ride,
    RideDemand,
    RideDemandException,
    RideLesson,
    RideSeat,
)
from kursplaner.domain.town import CourseRule, FollowUp, PrintedSheet
from kursplaner.planning.courses import deleting
from kursplaner.planning.courses.deleting import Deletion
from kursplaner.store.records import by_id, find
from tests.planning.small_town import (
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)
from tests.planning.two_courses import build_two, enrol, state
from tests.store.queries.written import MIDNIGHT, lessons, written


def proposed(town: SmallTown) -> Deletion:
    with town.workspace.rehearse() as db:
        return deleting.propose_delete(db, town.course)


def test_it_goes_with_its_own_and_comes_back_by_one_undo(town: SmallTown) -> None:
    two = build_two(town)
    enrol(two, town.course, "Anna", child=True, rides=True)
    with town.workspace.read() as db:
        before = state(db)
    plan = proposed(town)
    assert (plan.number, plan.lessons, plan.people) == ("K1", 6, (two.people["Anna"],))
    with town.workspace.change(ActKind.COURSE_DELETED) as db:
        deleting.apply_delete(db, plan)
    with town.workspace.read() as db:
        assert [row.id for row in find(db, Course)] == [two.course]
        assert find(db, Lesson, course_id=town.course) == []
        assert find(db, Enrolment, course_id=town.course) == []
        assert find(db, Ride, id=town.rides) == []
        assert find(db, Occupation, source="lesson", source_id=town.lessons) == []
    town.workspace.undo()
    with town.workspace.read() as db:
        assert state(db) == before


def test_with_a_history_it_stays(town: SmallTown) -> None:
    two = build_two(town)
    key = enrol(two, town.course, "Anna")
    with town.workspace.read() as db:
        assert deleting.why_kept(db, town.course) is None
        with clock.pinned(datetime(2027, 3, 2, 9, 0)):
            assert deleting.why_kept(db, town.course) == "begun"
    with town.workspace.rehearse() as db:
        by_id(db, Enrolment, key).status = "refused"
        assert deleting.why_kept(db, town.course) == "left"
    with town.workspace.rehearse() as db:
        ids = {"from_course_id": two.course, "to_course_id": town.course}
        db.add(CourseChange(kind="merged", day=TUESDAY, **ids))
        db.flush()
        assert deleting.why_kept(db, town.course) == "continued"
    with town.workspace.fill() as db:
        db.add(AttendanceMark(lesson_id=town.lessons[0], enrolment_id=key, mark="E"))
    with pytest.raises(Refused) as refused:
        proposed(town)
    assert refused.value.kind == "course_has_history"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (lambda town, _, key: AttendanceMark(lesson_id=town.lessons[5], enrolment_id=key, mark="E"),
         "recorded"),
        (lambda town, *_: LessonTally(lesson_id=town.lessons[5]), "recorded"),
        (lambda town, *_: _sheet(town.course), "printed"),
        (lambda _, other, __: _sheet(other), None),
        (lambda town, *_: Enrolment(course_id=town.course, person_id=town.people["Roth"],
                                    status="waiting"), None),
        (lambda town, *_: Enrolment(course_id=town.course, person_id=town.people["Roth"],
                                    status="completed"), "left"),
        (lambda town, other, _: CourseChange(kind="split", day=TUESDAY, from_course_id=town.course,
                                             to_course_id=other), "continued"),
        (lambda town, other, _: CourseChange(kind="split", day=TUESDAY, from_course_id=other,
                                             to_course_id=town.course), "continued"),
        (lambda town, *_: Course(number="K9", title="x", course_type="municipal", required_units=1,
                                 capacity=1, first_day=TUESDAY, predecessor_id=town.course),
         "continued"),
        (lambda _, other, __: Course(number="K9", title="x", course_type="municipal",
                                     required_units=1, capacity=1, first_day=TUESDAY,
                                     predecessor_id=other), None),
    ],
)  # fmt: skip
def test_each_trace_keeps_it(
    town: SmallTown, row: Callable[[SmallTown, int, int], Base], why: str | None
) -> None:
    with town.workspace.rehearse() as db:
        other = add_course(db, town, "K2")
        key = enrol_plainly(db, town.course, add_person(db, "Anna"))
        written(db, row(town, other, key))
        assert deleting.why_kept(db, town.course) == why


def _sheet(course: int) -> PrintedSheet:
    days = {"first_day": TUESDAY, "last_day": TUESDAY}
    return PrintedSheet(
        code="x", kind="list", course_id=course, printed_at=0, fingerprint="", layout="1", **days
    )


def test_a_lesson_that_has_come_or_was_held_keeps_it(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        first = by_id(db, Lesson, town.lessons[0])
        for minute, status, why in (
            (8 * 60 + 59, "planned", None),
            (9 * 60, "planned", "begun"),
            (9 * 60, "held", "begun"),
            (9 * 60, "cancelled", None),
        ):
            first.status = status
            db.flush()
            with clock.pinned(datetime(2027, 3, 2, minute // 60, minute % 60)):
                assert deleting.why_kept(db, town.course) == why


def test_what_serves_others_too_stays_without_its_families(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        other = add_course(db, town, "K2")
        (lesson,) = lessons(db, other, [(MIDNIGHT, MIDNIGHT + 60)])
        person, child, guest = (add_person(db, name) for name in ("Anna", "Kind", "Gast"))
        key = enrol_plainly(db, town.course, person)
        slots, rides = town.slots[:2], town.rides[:2]
        written(
            db,
            ChildcareSlotLesson(slot_id=slots[0], lesson_id=lesson),
            RideLesson(ride_id=rides[0], lesson_id=lesson),
            *(ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=key) for slot in slots),
            *(ChildcarePlace(slot_id=slot, child_id=guest) for slot in slots),
            *(RideSeat(ride_id=ride, person_id=person, enrolment_id=key) for ride in rides),
            *(RideSeat(ride_id=ride, person_id=guest) for ride in rides),
            EnrolmentChild(enrolment_id=key, child_id=child),
            PlannedLesson(enrolment_id=key, lesson_id=town.lessons[0]),
            SkippedDate(course_id=town.course, day=TUESDAY, reason="x"),
            LessonPattern(course_id=town.course, weekday=1, starts=1, ends=2),
            CourseRule(course_id=town.course, kind="room", severity="soft"),
            FollowUp(course_id=town.course, day=TUESDAY, line="x"),
            FollowUp(course_id=other, day=TUESDAY, line="bleibt"),
        )
        (demand,) = written(db, RideDemand(enrolment_id=key, direction="out", stop_id=town.stop))
        written(db, RideDemandException(demand_id=demand, day=TUESDAY, kind="none"))
        plan = deleting.propose_delete(db, town.course)
        assert (plan.lessons, plan.people) == (6, (person,))
        deleting.apply_delete(db, plan)
        assert [row.id for row in find(db, ChildcareSlot)] == slots[:1]
        assert [row.id for row in find(db, Ride)] == rides[:1]
        assert [(r.slot_id, r.child_id) for r in find(db, ChildcarePlace)] == [(slots[0], guest)]
        assert [(row.ride_id, row.person_id) for row in find(db, RideSeat)] == [(rides[0], guest)]
        assert [row.lesson_id for row in find(db, ChildcareSlotLesson)] == [lesson]
        assert [row.lesson_id for row in find(db, RideLesson)] == [lesson]
        assert [row.slot_id for row in find(db, ChildcareSlotCarer)] == slots[:1]
        gone: tuple[Any, ...] = (
            *(Enrolment, EnrolmentChild, PlannedLesson, SkippedDate, LessonPattern, CourseRule),
            *(RideDemand, RideDemandException, LessonPerson),
        )
        assert [model.__name__ for model in gone if find(db, model)] == []
        assert [row.line for row in find(db, FollowUp)] == ["bleibt"]
        taken = {(row.source, row.source_id) for row in find(db, Occupation)}
        assert taken == {("childcare", slots[0]), ("ride", rides[0])}


def test_a_change_since_the_preview_stops_it(town: SmallTown) -> None:
    plan = proposed(town)
    with town.workspace.fill() as db:
        add_lesson(db, town.course, MIDNIGHT)
    with pytest.raises(Refused, match="overtaken") as told, town.workspace.rehearse() as db:
        deleting.apply_delete(db, plan)
    assert told.value.facts == {"noun": "course", "id": town.course}
