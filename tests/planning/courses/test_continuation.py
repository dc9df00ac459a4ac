from dataclasses import replace
from datetime import date

import pytest

from kursplaner.domain.courses import Course, CourseChange, Enrolment
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.domain.town import FollowUp
from kursplaner.planning.conflicts.finding import FIRST_DAY, find
from kursplaner.planning.courses import continuation
from kursplaner.planning.courses.continuation import next_level, next_number
from kursplaner.planning.funding.grants import GrantForm, store_grant
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.workspace import Workspace
from tests.planning.wizard_town import WizardTown, add_course, build, draft, family


@pytest.fixture
def town(workspace: Workspace) -> WizardTown:
    return build(workspace)


@pytest.mark.parametrize(
    ("number", "taken", "after"),
    [
        ("A2-02", set(), "A2-03"),
        ("A2-09", {"A2-10"}, "A2-11"),
        ("Deutsch", set(), "Deutsch-2"),
        ("K7/2026b", set(), "K7/2027b"),
    ],
)
def test_the_next_number(number: str, taken: set[str], after: str) -> None:
    assert next_number(number, taken) == after


@pytest.mark.parametrize(
    ("level", "after"),
    [("A1", "A2"), ("A1.1", "A1.2"), ("A2.2", "B1.1"), ("C2", "C2"), ("", ""), ("Alpha", "A0")],
)
def test_one_level_up(level: str, after: str) -> None:
    assert next_level(level) == after


def test_a_course_goes_on_with_its_people(town: WizardTown) -> None:
    before = add_course(town, draft(childcare=True, shuttle=True, people=family(town)))
    with town.workspace.read() as db:
        wanted = continuation.draft_of_next(db, before)
    assert (wanted.number, wanted.title, wanted.level) == ("A2-04", "B1 Alltag am Vormittag", "B1")
    assert (wanted.first_day, wanted.weekdays) == (date(2027, 4, 30), (1, 3))
    assert (wanted.room, wanted.teacher) == (town["Schulungsraum"], town["Seidel"])
    assert [person.person_id for person in wanted.people] == [town["Mother"], town["Man"]]
    with town.workspace.change(ActKind.COURSE_CONTINUED) as db:
        plan = continuation.propose(db, wanted)
        course = continuation.apply(db, plan)
    with town.workspace.read() as db:
        assert by_id(db, Course, course).predecessor_id == before
        assert [(c.kind, c.from_course_id) for c in records(db, CourseChange)] == [
            ("continued", before)
        ]
        assert len(records(db, Enrolment, course_id=course)) == 2
        assert len(records(db, FollowUp, course_id=course)) == len(plan.questions) > 0
        assert records(db, RideSeat) != []
        assert [found for found in find(db, FIRST_DAY) if found.hard] == []
    town.workspace.undo()
    with town.workspace.read() as db:
        assert len(records(db, Course)) == 1
        assert records(db, CourseChange) == []
        assert records(db, FollowUp) == []


@pytest.mark.parametrize(("last", "stays"), [("2027-12-31", True), ("2027-04-29", False)])
def test_the_grant_stays_while_it_covers_the_first_day(
    town: WizardTown, last: str, *, stays: bool
) -> None:
    with town.workspace.change(ActKind.GRANT_CHANGED) as db:
        period = (date(2027, 1, 1), date.fromisoformat(last))
        grant = store_grant(db, GrantForm("LZ-1", "Landeszuwendung", "", *period))
    before = add_course(town, draft(grant_id=grant))
    with town.workspace.read() as db:
        wanted = continuation.draft_of_next(db, before)
    assert wanted.first_day == date(2027, 4, 30)
    assert wanted.grant_id == (grant if stays else None)


def test_a_teacher_who_is_not_free_any_more_is_stood_in_for(town: WizardTown) -> None:
    before = add_course(town, draft())
    with town.workspace.read() as db:
        wanted = continuation.draft_of_next(db, before, level_up=False)
    other = draft(number="X", first_day=wanted.first_day, teacher=wanted.teacher, units=6)
    add_course(town, replace(other, room=town["Ratssaal"]))
    with town.workspace.read() as db:
        plan = continuation.propose(db, wanted)
    assert plan.hard == ()
    teachers = [lesson.teacher_id for lesson in plan.lessons]
    assert teachers == [town["Kern"]] * 2 + [town["Seidel"]] * 18
    assert {lesson.room_id for lesson in plan.lessons} == {town["Schulungsraum"]}
