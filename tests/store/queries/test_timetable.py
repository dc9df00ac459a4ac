"""What laying out a timetable asks: courses with their people, teachers, who shares courses."""

from datetime import timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Course, EnrolmentChild, Lesson, LessonPerson
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.store.queries import timetable
from kursplaner.store.queries.timetable import PlacedCourse
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import (
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)


def placed(db: Db, town: SmallTown) -> PlacedCourse:
    db.flush()
    return timetable.placed_courses(db, [town.course])[town.course]


def test_lessons_to_place_begin_within_the_stretch_and_are_planned(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        starts = minute_of(TUESDAY, 540)
        found = timetable.lessons_to_place(db, starts, starts + 1)
        assert [(each.id, each.starts, each.pinned) for each in found] == [
            (town.lessons[0], starts, False)
        ]
        assert timetable.lessons_to_place(db, starts + 1, starts + 2) == []
        assert timetable.lessons_to_place(db, starts - 1, starts) == []
        by_id(db, Lesson, town.lessons[0]).status = "cancelled"
        db.flush()
        assert timetable.lessons_to_place(db, starts, starts + 1) == []


def test_a_course_counts_who_comes_to_all_of_it(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for name, values in (
            ("Eins", {}),
            ("Zwei", {}),
            ("Drei", {"only_planned_lessons": True}),
            ("Vier", {"status": "waiting"}),
            ("Fünf", {"status": "left", "left_on": TUESDAY}),
        ):
            enrol_plainly(db, town.course, add_person(db, name), **values)
        course = placed(db, town)
        assert (course.people, course.land, course.site_id) == (2, "SN", town.site)
        by_id(db, Course, town.course).site_id = None
        assert placed(db, town).land == ""


def test_needs_and_wheelchairs_of_those_enrolled_count(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        person = add_person(db, "Rima", needs="steps")
        enrolment = enrol_plainly(db, town.course, person)
        enrol_plainly(db, town.course, add_person(db, "Olena"))
        enrol_plainly(db, town.course, add_person(db, "Noch", needs="loop"), status="waiting")
        assert placed(db, town).needs == ("steps",)
        demand = RideDemand(enrolment_id=enrolment, direction="out", stop_id=town.stop)
        db.add(demand)
        assert not placed(db, town).wheelchair
        demand.wheelchair = True
        assert placed(db, town).wheelchair
        demand.ended_on = TUESDAY
        assert not placed(db, town).wheelchair


def test_a_course_asks_for_what_stands_in_it(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        course = by_id(db, Course, town.course)
        course.level, course.needs_equipment = "A2", "beamer whiteboard"
        for childcare, shuttle, accessible, pause in (
            (True, False, False, False),
            (False, True, False, False),
            (False, False, True, False),
            (False, False, False, True),
        ):
            course.childcare, course.shuttle = childcare, shuttle
            course.needs_accessible, course.pause_in_school_holidays = accessible, pause
            found = placed(db, town)
            assert (found.childcare, found.shuttle) == (childcare, shuttle)
            assert (found.accessible, found.pause_in_school_holidays) == (accessible, pause)
        found = placed(db, town)
        assert (found.number, found.title, found.kind) == ("K1", "Kurs K1", "municipal")
        assert found.level == "A2"
        assert found.equipment == frozenset({"beamer", "whiteboard"})


def test_only_the_courses_asked_about_are_told(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        assert set(timetable.placed_courses(db, [other])) == {other}
        assert timetable.placed_courses(db, []) == {}


def test_who_teaches_is_told_without_those_who_help(town: SmallTown) -> None:
    first, second, *_ = town.lessons
    seidel, vogel = town.people["Seidel"], town.people["Vogel"]
    with town.workspace.fill() as db:
        db.add(LessonPerson(lesson_id=first, person_id=vogel, role="teacher"))
        db.add(LessonPerson(lesson_id=second, person_id=vogel, role="interpreter"))
        db.flush()
        found = timetable.teachers_of(db, [first, second])
        assert found == {first: tuple(sorted((seidel, vogel))), second: (seidel,)}


@pytest.mark.parametrize("count", [899, 900, 901, 1801])
def test_any_number_of_lessons_is_asked_about(town: SmallTown, count: int) -> None:
    with town.workspace.read() as db:
        unknown = range(10_000, 10_000 + count - 1)
        assert set(timetable.teachers_of(db, [*unknown, town.lessons[0]])) == {town.lessons[0]}


def test_who_is_in_two_courses_shares_them(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        rima, child = add_person(db, "Rima"), add_person(db, "Sami")
        courses = [town.course, other]
        first = enrol_plainly(db, town.course, rima)
        assert timetable.people_in_several(db, courses, TUESDAY) == {}
        second = enrol_plainly(db, other, rima, left_on=TUESDAY)
        both = {rima: frozenset(courses)}
        assert timetable.people_in_several(db, courses, TUESDAY) == both
        assert timetable.people_in_several(db, [other], TUESDAY) == {}
        assert timetable.people_in_several(db, courses, TUESDAY + timedelta(days=1)) == {}
        links = [EnrolmentChild(enrolment_id=key, child_id=child) for key in (first, second)]
        links[1].childcare = False
        db.add_all(links)
        db.flush()
        assert timetable.people_in_several(db, courses, TUESDAY) == both
        links[1].childcare = True
        db.flush()
        assert timetable.people_in_several(db, courses, TUESDAY) == {
            **both,
            child: frozenset(courses),
        }


def test_rooms_and_people_have_their_names(town: SmallTown) -> None:
    with town.workspace.read() as db:
        keys = [town.rooms["A"], town.people["Seidel"]]
        names = timetable.names_of_resources(db, keys)
        assert set(names) == set(keys)
        assert names[town.rooms["A"]] == "A"
        assert "Seidel" in names[town.people["Seidel"]]


def test_a_lesson_of_another_course_is_placed_too(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        at = minute_of(TUESDAY, 900)
        added = add_lesson(db, add_course(db, town, "K2"), at)
        found = timetable.lessons_to_place(db, minute_of(TUESDAY), minute_of(TUESDAY, 1440))
        assert [each.id for each in found] == [town.lessons[0], added]
