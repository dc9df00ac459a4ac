"""The county in small: three courses, the first with childcare, two with the shuttle."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from kursplaner.desk.demo.county import COUNTY, Size, build_county
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonPattern
from kursplaner.domain.people import Credential, Guardianship, Person, Profile
from kursplaner.domain.rides.rides import Ride, Vehicle
from kursplaner.planning.conflicts import finding
from kursplaner.store.workspace import Workspace
from tests.desk.demo.stored import rows

SMALL = Size(3, 2, 2, 4, 2, 24, 6, 1, 2)


@pytest.fixture(scope="module")
def town(blank_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("county") / "kreis.kursplan"
    shutil.copy(blank_town, path)
    workspace = Workspace.open(path)
    build_county(workspace, 1, SMALL)
    yield workspace
    workspace.close()


def test_the_whole_has_the_size_of_a_county() -> None:
    assert Size(40, 25, 14, 12, 14, 600, 150, 12, 14) == COUNTY


def test_courses_take_turns_in_kind_and_time(town: Workspace) -> None:
    found = rows(
        town,
        *(Course.number, Course.course_type, Course.level, Course.required_units),
        *(Course.childcare, Course.shuttle, Course.colour, Course.first_day),
    )
    first = date(2027, 2, 1)
    assert [row[1:] for row in found] == [
        ("general", "A1.1", 120, True, True, 0, first),
        ("general", "A2.1", 120, False, True, 0, first + timedelta(days=1)),
        ("literacy", "Alpha", 100, False, False, 2, first),
    ]
    assert len({row[0] for row in found}) == 3
    grants = [row[0] is not None for row in rows(town, Course.grant_id)]
    assert grants == [False, True, False]
    patterns = rows(
        town,
        LessonPattern.course_id,
        LessonPattern.weekday,
        LessonPattern.starts,
        LessonPattern.ends,
    )
    assert patterns == [
        (1, 0, 510, 690),
        (1, 2, 510, 690),
        (2, 1, 510, 690),
        (2, 3, 510, 690),
        (3, 0, 780, 960),
        (3, 2, 780, 960),
    ]


def test_people_are_shared_out_evenly(town: Workspace) -> None:
    found = rows(town, Enrolment.course_id, Enrolment.person_id, Enrolment.way)
    courses = [row[0] for row in found]
    assert [courses.count(key) for key in (1, 2, 3)] == [8, 8, 8]
    assert len({row[1] for row in found}) == 24
    for course, riding in ((1, 6), (2, 6), (3, 0)):
        ways = [way for key, _, way in found if key == course]
        assert ways == ["shuttle"] * riding + [ways[-1]] * (8 - riding)
        assert ways[-1] != "shuttle"


def test_children_belong_to_the_first_parents_in_turn(town: Workspace) -> None:
    found = rows(town, Guardianship.child_id, Guardianship.adult_id)
    adults = [adult for _, adult in sorted(found)]
    assert len(found) == 6
    assert adults[:2] == adults[4:]
    assert len(set(adults)) == 4
    children = {child for child, _ in found}
    born = {
        key: (day, height)
        for key, day, height in rows(town, Person.id, Person.birth_date, Person.height_cm)
        if key in children
    }
    for day, height in born.values():
        assert isinstance(day, date)
        assert 2020 <= day.year <= 2025
        assert 0 <= int(str(height)) - 70 - (2027 - day.year) * 8 <= 8
    assert {child for (child,) in rows(town, ChildcarePlace.child_id)} == children


def test_who_works_there(town: Workspace) -> None:
    found = rows(town, Profile.role, Profile.weekly_minutes)
    assert sorted(found, key=str) == [
        *[("carer", 900)] * 2,
        *[("driver", None)] * 2,
        *[("teacher", None)] * 2,
    ]
    vehicles = rows(town, Vehicle.name, Vehicle.seats, Vehicle.wheelchair_places)
    assert vehicles == [("Bus 1", 9, 1), ("Bus 2", 9, 0), ("Bus 3", 9, 0), ("Bus 4", 9, 1)]
    plates = [plate for (plate,) in rows(town, Vehicle.plate)]
    assert len(set(plates)) == 4
    papers = rows(town, Credential.kind, Credential.valid_until)
    assert len(papers) == 4 * 2 + 2 * 4 + 2 * 3
    assert {until for kind, until in papers if kind == "inspection"} == {date(2028, 1, 31)}
    assert {until for kind, until in papers if kind == "measles"} == {date(2029, 6, 30)}


def test_what_lies_before_the_demo_day_has_happened(town: Workspace) -> None:
    lessons = sorted(rows(town, Lesson.starts, Lesson.status))
    states = [state for _, state in lessons]
    assert set(states) == {"held", "planned"}
    assert sum(first != second for first, second in pairwise(states)) == 1
    assert rows(town, ChildcareSlot.id)
    assert {state for (state,) in rows(town, Ride.status)} == {"done", "planned"}


def test_what_clashes_stays_without_a_place(town: Workspace) -> None:
    with town.read() as db:
        found = finding.find(db, date(2027, 1, 1), date(2027, 12, 31))
    assert [conflict for conflict in found if conflict.hard] == []
    office = town.settings.text("town.office")
    assert (office, town.settings.text("town.demo_day")) == (
        "Koordination Integration",
        "2027-03-02",
    )
