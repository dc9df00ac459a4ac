"""A course put down by mistake goes with all that belongs to it alone; with a history it stays."""

from datetime import datetime

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Course, CourseChange, Enrolment, Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.courses import deleting
from kursplaner.planning.courses.deleting import Deletion
from kursplaner.store.records import by_id, find
from tests.planning.small_town import TUESDAY, SmallTown
from tests.planning.two_courses import build_two, enrol, state


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
