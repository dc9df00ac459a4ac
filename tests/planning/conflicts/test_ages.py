"""Who is too young for a course: exactly at the birthday, by the kind of the course."""

from datetime import date

import pytest

from kursplaner.basics.settings import Settings
from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.kinds import ConflictKind, CourseType
from kursplaner.domain.people import Person
from kursplaner.planning.conflicts.ages import age_conflict, least_age
from kursplaner.planning.conflicts.finding import find, find_for, find_touching
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.records import by_id
from tests.planning.small_town import TUESDAY, SmallTown, add_person

AGE = [ConflictKind.AGE]


@pytest.mark.parametrize(
    ("kind", "ages", "least"),
    [
        (CourseType.GENERAL, "3 6 10", 18),
        (CourseType.YOUTH, "3 6 10", 10),
        (CourseType.YOUTH, "3 6 10 14", 14),
        (CourseType.YOUTH, "3 18", 3),
        (CourseType.HOMEWORK, "3 6 10", 0),
    ],
)
def test_each_kind_of_course_is_meant_from_an_age_on(
    kind: CourseType, ages: str, least: int
) -> None:
    assert least_age(kind, Settings({"statistics.child_age_limits": ages})) == least


@pytest.mark.parametrize(("born", "young"), [(date(2009, 3, 2), False), (date(2009, 3, 3), True)])
def test_on_her_birthday_she_is_old_enough(born: date, young: bool) -> None:  # noqa: FBT001
    found = age_conflict((1, 2), born, TUESDAY, 18)
    assert (found is not None) is young
    if found is not None:
        assert (found.facts, found.hard) == ({"years": 17, "needed": 18}, False)
    assert age_conflict((1, 2), None, TUESDAY, 18) is None


def test_a_child_enrolled_in_a_course_for_adults_is_found_once(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        child = add_person(db, "Kind", birth_date=date(2020, 3, 3))
        db.add(Enrolment(course_id=town.course, person_id=child, joined_on=TUESDAY))
        db.flush()
        (found,) = find(db, kinds=AGE)
        assert found.facts == {"years": 6, "needed": 18}
        assert [(s.noun, s.id) for s in found.subjects] == [
            ("person", child),
            ("course", town.course),
        ]
        assert find_for(db, town.lessons[:1], AGE) == [found]
        db.add(Enrolment(course_id=town.course, person_id=child, joined_on=TUESDAY))
        db.flush()
        assert [c.id for c in find(db, kinds=AGE)] == [found.id]
        assert [c.id for c in find_touching(db, [child], AGE)] == [found.id]
        by_id(db, Course, town.course).course_type = CourseType.HOMEWORK.value
        db.flush()
        assert find(db, kinds=AGE) == []


def test_her_age_is_that_of_her_first_day_in_the_course(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        young = add_person(db, "Jung", birth_date=date(2009, 3, 9))
        stay = Enrolment(course_id=town.course, person_id=young, joined_on=date(2027, 3, 9))
        db.add(stay)
        db.flush()
        assert find(db, kinds=AGE) == []
        stay.joined_on = date(2027, 3, 8)
        db.flush()
        assert [c.day for c in find(db, kinds=AGE)] == [date(2027, 3, 8)]


def test_who_enrols_is_told_and_comes_all_the_same(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        child = add_person(db, "Kind", birth_date=date(2020, 3, 3))
        draft = EnrolDraft(course_id=town.course, person_id=child)
        plan = enrolling.propose_enrol(db, draft)
        assert [(lack.kind, lack.hard) for lack in plan.lacks] == [(ConflictKind.AGE, False)]
        assert plan.fits
        by_id(db, Person, child).birth_date = date(2000, 1, 1)
        db.flush()
        assert enrolling.propose_enrol(db, draft).lacks == ()
