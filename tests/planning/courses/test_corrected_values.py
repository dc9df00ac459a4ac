"""The fields of a course: which differ, and what they are when stored."""

from dataclasses import replace

from kursplaner.domain.courses import Course
from kursplaner.planning.courses.corrected_values import checked, corrections, values_of, write
from kursplaner.store.records import by_id
from tests.planning.small_town import SmallTown


def test_only_what_differs_is_told_and_written(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        course = by_id(db, Course, town.course)
        before = values_of(course)
        assert corrections(before, before) == ()
        wanted = checked(db, before, replace(before, title=" Neu\t ", needs_equipment=" a  b "))
        found = corrections(before, wanted)
        assert [(field.name, field.before, field.after) for field in found] == [
            ("title", "Kurs K1", "Neu"),
            ("needs_equipment", "", "a b"),
        ]
        write(course, found)
        assert values_of(course) == wanted


def test_an_open_course_may_be_without_units_and_keeps_its_number(town: SmallTown) -> None:
    with town.workspace.read() as db:
        before = values_of(by_id(db, Course, town.course))
        wanted = replace(before, walk_in=True, required_units=0, unit_minutes=240, capacity=500)
        assert checked(db, before, wanted) == wanted
