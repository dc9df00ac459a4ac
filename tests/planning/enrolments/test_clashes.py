"""What somebody has at the same hour elsewhere is told before the enrolment is stored."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Enrolment, Lesson, PlannedLesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.town import CourseRule
from kursplaner.planning.conflicts.finding import find_touching
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft, EnrolPlan
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_lesson, build
from tests.planning.two_courses import Two, build_two, enrol
from tests.towns import passing

KINDS = frozenset((ConflictKind.PARTICIPANT, ConflictKind.CHILD))


@pytest.fixture
def two(town: SmallTown) -> Two:
    return build_two(town)


def told(plan: EnrolPlan) -> list[Conflict]:
    return [lack for lack in plan.lacks if lack.kind in KINDS]


def ids(conflicts: Collection[Conflict]) -> list[str]:
    return sorted(conflict.id for conflict in conflicts if conflict.kind in KINDS)


def planned(two: Two, name: str, **more: object) -> EnrolPlan:
    draft = EnrolDraft(two.town.course, two.people[name], from_day=TUESDAY)
    with two.town.workspace.read() as db:
        return enrolling.propose_enrol(db, replace(draft, **more))  # type: ignore[arg-type]


def test_the_other_course_at_the_same_hour_is_told_day_by_day(two: Two) -> None:
    enrol(two, two.course, "Amir")
    found = told(planned(two, "Amir"))
    assert [conflict.day for conflict in found] == [
        TUESDAY + timedelta(days=7 * week) for week in range(3)
    ]
    assert not any(conflict.hard for conflict in found)
    assert planned(two, "Amir").fits
    with two.town.workspace.fill() as db:
        stay = find(db, Enrolment, person_id=two.people["Amir"])[0]
        stay.status, stay.left_on = "left", TUESDAY
    assert [conflict.day for conflict in told(planned(two, "Amir"))] == [TUESDAY]


def test_what_only_touches_is_no_clash(two: Two) -> None:
    enrol(two, two.course, "Amir")
    with two.town.workspace.fill() as db:
        first = find(db, Enrolment, person_id=two.people["Amir"])[0]
        first.only_planned_lessons = True
        after = add_lesson(db, two.course, starts_of(db, two) + 150)
        a_minute_before = add_lesson(db, two.course, starts_of(db, two) + 149 + 7 * 1440)
        db.add(PlannedLesson(enrolment_id=first.id, lesson_id=after))
        db.add(PlannedLesson(enrolment_id=first.id, lesson_id=a_minute_before))
    found = told(planned(two, "Amir"))
    assert [(conflict.day, conflict.ends - conflict.starts) for conflict in found] == [
        (TUESDAY + timedelta(days=7), 1)
    ]


def starts_of(db: Db, two: Two) -> int:
    return min(row.starts for row in find(db, Lesson, course_id=two.town.course))


def test_work_at_the_hour_is_told_as_work(two: Two) -> None:
    two.people["Vogel"] = two.town.people["Vogel"]
    found = told(planned(two, "Vogel"))
    assert [conflict.facts.get("work") for conflict in found] == ["lesson"] * 3


def test_a_child_cared_for_elsewhere_at_the_hour_is_told(two: Two) -> None:
    enrol(two, two.course, "Amir", child=True)
    child = two.people["Kind Amir"]
    found = told(planned(two, "Amir", children=(ChildWish(child),)))
    assert {conflict.subjects[0].id for conflict in found if conflict.kind == "child"} == {child}
    kinds = [conflict.kind for conflict in found]
    assert kinds.count(ConflictKind.CHILD) == kinds.count(ConflictKind.PARTICIPANT) == 3
    with two.town.workspace.fill() as db:
        for place in find(db, ChildcarePlace, child_id=child):
            place.status = "excused"
    found = told(planned(two, "Amir", children=(ChildWish(child),)))
    assert {conflict.kind for conflict in found} == {ConflictKind.PARTICIPANT}


def test_where_the_course_forbids_it_a_reason_is_needed(two: Two) -> None:
    enrol(two, two.course, "Amir")
    with two.town.workspace.fill() as db:
        db.add(CourseRule(course_id=two.town.course, kind="participant", severity="hard"))
    assert not planned(two, "Amir").fits
    plan = planned(two, "Amir", accept="Wechselt sich ab")
    assert plan.fits
    assert {conflict.facts.get("accepted") for conflict in told(plan)} == {"Wechselt sich ab"}
    with two.town.workspace.change(ActKind.ENROLLED) as db:
        key = enrolling.apply(db, plan)
    with two.town.workspace.read() as db:
        assert by_id(db, Enrolment, key).status == "enrolled"


@settings(max_examples=12)
@given(data=st.data())
def test_what_is_told_before_is_what_is_found_afterwards(data: st.DataObject) -> None:
    with passing(beside, NOW) as made:
        other, town = made, made.town
        name = data.draw(st.sampled_from(["Amir", "Vogel", "Bea"]))
        with town.workspace.fill() as db:
            for row in find(db, Enrolment, course_id=other.course):
                row.only_planned_lessons = data.draw(st.booleans())
                row.joined_on = TUESDAY + timedelta(days=data.draw(st.integers(0, 14)))
                for lesson in other.lessons if row.only_planned_lessons else ():
                    if data.draw(st.booleans()):
                        db.add(PlannedLesson(enrolment_id=row.id, lesson_id=lesson))
        people = [other.people[name], *([other.people["Kind Amir"]] if name == "Amir" else [])]
        children = tuple(ChildWish(key) for key in people[1:])
        before = known(other, people)
        plan = planned(other, name, children=children)
        with town.workspace.change(ActKind.ENROLLED) as db:
            enrolling.apply(db, plan)
        assert ids(told(plan)) == sorted(set(known(other, people)) - set(before))


def beside(path: Path) -> Two:
    made = build_two(build(path))
    enrol(made, made.course, "Amir", child=True)
    enrol(made, made.course, "Bea")
    made.people["Vogel"] = made.town.people["Vogel"]
    return made


def known(two: Two, people: Collection[int]) -> list[str]:
    with two.town.workspace.read() as db:
        return ids(find_touching(db, people, KINDS))
