"""Ten years in small: two half-years, of which the second has just begun."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.demo.decade import TEN_YEARS, TODAY, Size, build_decade
from kursplaner.desk.demo.places import places
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonPerson
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import Availability, Credential, Person, PersonAddress, Profile
from kursplaner.domain.rides.rides import Ride, RideLesson, Vehicle
from kursplaner.domain.rooms import Room
from kursplaner.store.workspace import Workspace
from tests.desk.demo.stored import rows

FIRST, SECOND = date(2026, 6, 1), date(2026, 11, 30)
SMALL = Size(first_day=FIRST, half_years=2, courses=14, weeks=2, people=50)
PER_HALF_YEAR = SMALL.courses * SMALL.weeks * 2


@pytest.fixture(scope="module")
def town(blank_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("decade") / "zehn.kursplan"
    shutil.copy(blank_town, path)
    workspace = Workspace.open(path)
    build_decade(workspace, 1, SMALL)
    yield workspace
    workspace.close()


def test_the_whole_has_the_size_it_was_measured_with() -> None:
    assert Size(date(2017, 1, 9), 20, 60, 25, 5000) == TEN_YEARS
    assert date(2026, 12, 1) == TODAY


def test_courses_stand_on_a_grid_and_end_when_they_are_over(town: Workspace) -> None:
    found = rows(
        town,
        *(Course.id, Course.number, Course.title, Course.status, Course.required_units),
        *(Course.first_day, Course.colour, Course.search_text),
    )
    assert len(found) == 28
    assert found[0] == (1, "D-0001", "Deutsch 1", "ended", 12, FIRST, 1, "d-0001 deutsch 1")
    assert found[1][5] == FIRST + timedelta(days=1)
    assert found[13][3] == "ended"
    assert found[14] == (15, "D-0015", "Deutsch 15", "active", 12, SECOND, 3, "d-0015 deutsch 15")


def test_lessons_are_held_until_today(town: Workspace) -> None:
    columns = (Lesson.course_id, Lesson.starts, Lesson.ends, Lesson.status, Lesson.attendance_done)
    found = rows(town, *columns)
    assert len(found) == 2 * PER_HALF_YEAR
    eight = minute_of(FIRST, 480)
    assert found[:4] == [
        (1, eight + day * 1440, eight + day * 1440 + 150, "held", True) for day in (0, 2, 7, 9)
    ]
    tuesday = minute_of(FIRST + timedelta(days=1), 480)
    assert found[4][:2] == (2, tuesday)
    assert found[8][:2] == (3, eight + 180)
    assert found[16][:2] == (5, eight + 360)
    today = minute_of(TODAY)
    for _, starts, _, status, done in found:
        assert (status, done) == (("held", True) if starts < today else ("planned", False))
    assert {row[3] for row in found if row[0] == 15} == {"held", "planned"}


def test_nothing_meets(town: Workspace) -> None:
    found = rows(town, Occupation.resource_id, Occupation.starts, Occupation.ends)
    assert len(found) == 2 * PER_HALF_YEAR * 6
    for first, second in pairwise(sorted(found)):
        if first[0] == second[0]:
            assert second[1] >= first[2]


def test_what_a_lesson_takes_is_occupied(town: Workspace) -> None:
    eight = minute_of(FIRST, 480)
    ((room,),) = rows(town, Lesson.room_id)[:1]
    ((teacher, role),) = rows(town, LessonPerson.person_id, LessonPerson.role)[:1]
    ((vehicle, driver),) = rows(town, Ride.vehicle_id, Ride.driver_id)[:1]
    columns = (Occupation.resource_id, Occupation.starts, Occupation.ends)
    found = rows(town, *columns, Occupation.source, Occupation.source_id)
    assert role == "teacher"
    assert found[:6] == [
        (room, eight, eight + 150, "lesson", 1),
        (teacher, eight, eight + 150, "lesson", 1),
        (vehicle, eight - 60, eight - 10, "ride", 1),
        (driver, eight - 60, eight - 10, "ride", 1),
        (vehicle, eight + 160, eight + 205, "ride", 2),
        (driver, eight + 160, eight + 205, "ride", 2),
    ]
    assert found[6][4] == 2
    assert [row[4] for row in found[8:12]] == [3, 3, 4, 4]


def test_each_room_and_teacher_is_used_by_its_place_in_the_grid(town: Workspace) -> None:
    rooms = dict.fromkeys(row[0] for row in rows(town, Room.id))
    used = rows(town, Lesson.room_id, Lesson.course_id)
    by_course = {course: room for room, course in used}
    order = list(rooms)[:10]
    assert [order.index(by_course[course]) for course in range(1, 15)] == (
        [0] * 6 + [1] * 6 + [2] * 2
    )
    teachers = [
        row[0] for row in rows(town, Profile.person_id, Profile.role) if row[1] == "teacher"
    ]
    pairs = rows(town, LessonPerson.lesson_id, LessonPerson.person_id)
    course_of = dict(enumerate((row[1] for row in used), start=1))
    taught = {course_of[lesson]: teachers.index(person) for lesson, person in pairs}
    assert [taught[course] for course in range(1, 15)] == [
        *(0, 0, 10, 10, 0, 0),
        *(1, 1, 11, 11, 1, 1),
        *(2, 2),
    ]


def test_rides_go_out_and_back_and_are_done_until_today(town: Workspace) -> None:
    found = rows(town, Ride.id, Ride.direction, Ride.starts, Ride.ends, Ride.metres, Ride.status)
    eight = minute_of(FIRST, 480)
    assert len(found) == 4 * PER_HALF_YEAR
    assert found[:2] == [
        (1, "out", eight - 60, eight - 10, 24_000, "done"),
        (2, "back", eight + 160, eight + 205, 24_000, "done"),
    ]
    links = rows(town, RideLesson.ride_id, RideLesson.lesson_id)
    assert sorted(links) == [(at, (at + 1) // 2) for at in range(1, 4 * PER_HALF_YEAR + 1)]
    states: dict[int, str] = dict(rows(town, Lesson.id, Lesson.status))
    wanted = {"held": "done", "planned": "planned"}
    assert [row[5] for row in found] == [wanted[states[(row[0] + 1) // 2]] for row in found]


def test_twelve_people_are_in_each_course(town: Workspace) -> None:
    people = [
        row[0]
        for row in rows(town, PersonAddress.person_id, PersonAddress.valid_from)
        if row[1] == FIRST
    ]
    assert len(people) == 50
    found = rows(town, Enrolment.course_id, Enrolment.person_id, Enrolment.joined_on)
    assert len(found) == 28 * 12
    assert found[:12] == [(1, people[(7 + 401 * at) % 50], FIRST) for at in range(12)]
    assert found[12] == (2, people[14], FIRST)
    assert found[-12:] == [(28, people[(28 * 7 + 401 * at) % 50], SECOND) for at in range(12)]
    assert {row[1:] for row in rows(town, Enrolment.id, Enrolment.status, Enrolment.way)} == {
        ("enrolled", "shuttle")
    }


def test_every_ninth_mark_of_held_lessons_is_excused(town: Workspace) -> None:
    found = rows(town, AttendanceMark.enrolment_id, AttendanceMark.lesson_id, AttendanceMark.mark)
    states = rows(town, Lesson.id, Lesson.course_id, Lesson.status)
    wanted = [
        ((course - 1) * 12 + place + 1, key, "E" if (key + place) % 9 == 0 else "X")
        for key, course, status in states
        if status == "held"
        for place in range(12)
    ]
    assert sorted(found) == sorted(wanted)


def test_people_live_in_all_places_and_are_found_by_name(town: Workspace) -> None:
    found = rows(town, PersonAddress.person_id, PersonAddress.postcode, PersonAddress.municipality)
    grid = [row for row in found if (row[0],) in rows(town, Enrolment.person_id)]
    towns = places()
    assert grid == [
        (key, towns[key % len(towns)].postcode, towns[key % len(towns)].municipality)
        for key, *_ in grid
    ]
    people = rows(town, Person.family_name, Person.search_text, Person.birth_date)
    assert all(text for _, text, _ in people)
    born = [day for *_, day in people if day is not None]
    assert min(born) >= date(1960, 1, 1)
    assert max(born) <= date(2008, 12, 28)


def test_who_works_there_and_what_they_have(town: Workspace) -> None:
    roles = [row[0] for row in rows(town, Profile.role, Profile.fee_cents)]
    assert (roles.count("teacher"), roles.count("driver"), len(roles)) == (24, 24, 48)
    vehicles = rows(town, Vehicle.name, Vehicle.seats)
    assert [vehicles[0], vehicles[-1], len(vehicles)] == [("Bus 1", 9), ("Bus 24", 9), 24]
    papers = rows(town, Credential.kind, Credential.valid_until)
    assert {until for _, until in papers} == {date(2030, 1, 1)}
    kinds = [kind for kind, _ in papers]
    assert (kinds.count("inspection"), kinds.count("first_aid")) == (24, 24)
    hours = rows(town, Availability.weekday, Availability.starts, Availability.ends)
    assert hours.count((0, 300, 1400)) == hours.count((4, 480, 1260)) == 24
