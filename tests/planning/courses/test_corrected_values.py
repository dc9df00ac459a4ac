"""The fields of a course: which differ, and what they are when stored."""

from dataclasses import replace
from typing import Any

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import Course
from kursplaner.planning.courses.corrected_values import checked, corrections, values_of, write
from kursplaner.store.records import by_id
from tests.planning.small_town import SmallTown, add_course


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


def test_a_level_is_a_known_one_or_what_stood_there(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        course = by_id(db, Course, town.course)
        course.level = "Stufe 3"
        before = values_of(course)
        for text, level in (
            (" a2.1 ", "A2.1"),
            ("ALPHA", "Alpha"),
            ("", ""),
            ("Stufe 3", "Stufe 3"),
        ):
            assert checked(db, before, replace(before, level=text)).level == level
        with pytest.raises(Refused, match="level_unknown") as told:
            checked(db, before, replace(before, level="Z9"))
    assert told.value.facts["level"] == "Z9"
    assert "B1.2" in str(told.value.facts["known"])


def test_an_open_course_may_be_without_units_and_keeps_its_number(town: SmallTown) -> None:
    with town.workspace.read() as db:
        before = values_of(by_id(db, Course, town.course))
        wanted = replace(before, walk_in=True, required_units=0, unit_minutes=240, capacity=500)
        assert checked(db, before, wanted) == wanted


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"number": " \t"}, "number_missing"),
        ({"number": "x" * 41}, "number_too_long"),
        ({"number": "K2"}, "number_taken"),
        ({"number": " K2\n"}, "number_taken"),
        ({"title": "\n"}, "title_missing"),
        ({"title": "x" * 201}, "title_too_long"),
        ({"required_units": 0}, "units_out_of_range"),
        ({"required_units": -1, "walk_in": True}, "units_out_of_range"),
        ({"required_units": 5001}, "units_out_of_range"),
        ({"unit_minutes": 0}, "unit_minutes_out_of_range"),
        ({"unit_minutes": 241}, "unit_minutes_out_of_range"),
        ({"capacity": 0}, "capacity_out_of_range"),
        ({"capacity": 501}, "capacity_out_of_range"),
        ({"site_id": 9999}, "not_found"),
        ({"provider_id": 9999}, "not_found"),
        ({"grant_id": 9999}, "not_found"),
    ],
)
def test_what_no_course_can_be_is_refused(
    town: SmallTown, values: dict[str, Any], kind: str
) -> None:
    with town.workspace.rehearse() as db:
        add_course(db, town, "K2")
        before = values_of(by_id(db, Course, town.course))
        with pytest.raises(Refused, match=f"^{kind}"):
            checked(db, before, replace(before, **values))


def test_the_bounds_hold_and_texts_are_trimmed(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        add_course(db, town, "K2")
        before = values_of(by_id(db, Course, town.course))
        other = values_of(by_id(db, Course, add_course(db, town, "K3")))
        least = {"required_units": 1, "unit_minutes": 1, "capacity": 1}
        most = {
            "required_units": 5000,
            "number": "x" * 40,
            "title": "x" * 200,
            "provider_id": None,
            "site_id": town.site,
        }
        for values in (least, most, {"site_id": None}):
            wanted = replace(before, **values)
            assert checked(db, before, wanted) == wanted
        blank = replace(other, number=" K3\n", level=" A1 ", note=" a\nb ", needs_equipment=" a ")
        plain = replace(other, level="A1", note="a\nb", needs_equipment="a")
        assert checked(db, other, blank) == plain
