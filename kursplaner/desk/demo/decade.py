"""Ten years of a large office, laid in bulk: 5 000 people, 60 000 lessons, 120 000 rides.

It is there to measure with (sizes: the storage study); its plan is a regular grid, so nothing
collides, and rides carry no passengers by name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kursplaner.basics.spans import minute_of
from kursplaner.desk.demo import ground
from kursplaner.desk.demo.ground import Ground, VehicleSource
from kursplaner.desk.demo.names import any_gender, any_language, any_name, plate
from kursplaner.desk.demo.places import places, sites
from kursplaner.desk.demo.residents import Registry
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.base import Resource
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonPerson
from kursplaner.domain.kinds import (
    CourseStatus,
    CredentialKind,
    Direction,
    EnrolmentStatus,
    LessonStatus,
    Mark,
    OccupationSource,
    ResourceKind,
    RideStatus,
    Role,
)
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import Person, PersonAddress
from kursplaner.domain.rides.rides import Ride, RideLesson
from kursplaner.store.bulk import insert_rows, next_id
from kursplaner.store.search_text import person_text
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

GROUP = 12
ROOMS, TEACHERS, VEHICLES, DRIVERS = 10, 24, 24, 24
STARTS = (480, 660, 840)
LONG = 150
TODAY = date(2026, 12, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """How much is laid: half-years from a Monday on, their courses and weeks, and people.

    A half-year has room for 60 courses.
    """

    first_day: date = date(2017, 1, 9)
    half_years: int = 20
    courses: int = 60
    weeks: int = 25
    people: int = 5000


TEN_YEARS = Size()


@dataclass(frozen=True, slots=True)
class _Series:
    """One course of the grid: its weekdays, its time, who and what it takes."""

    course_id: int
    days: tuple[int, int]
    starts: int
    room: int
    teacher: int
    vehicle: int
    driver: int
    monday: date
    weeks: int
    first_person: int


@dataclass(frozen=True, slots=True)
class _Means:
    """Ids of what courses take."""

    rooms: list[int]
    teachers: list[int]
    vehicles: list[int]
    drivers: list[int]
    people: list[int]


def build_decade(workspace: Workspace, seed: int, size: Size = TEN_YEARS) -> None:
    """Fill a new town file with ten years."""
    with workspace.fill() as db:
        means = _lay_ground(db, Random(seed), size)
        series = list(_series(means, size))
        insert_rows(db, Course, (_course(course) for course in series))
        insert_rows(db, Enrolment, _enrolments(series, means))
        _lay_lessons(db, series)


def _lay_ground(db: Db, rng: Random, size: Size) -> _Means:
    laid = Ground()
    ground.lay_sites(db, laid, sites())
    ground.lay_stops(db, laid, places())
    far = {CredentialKind.INSPECTION: date(2030, 1, 1), CredentialKind.INSURANCE: date(2030, 1, 1)}
    sources = [VehicleSource(f"Bus {n + 1}", plate(n + 40), 9, 2, 2, 1) for n in range(VEHICLES)]
    ground.lay_vehicles(db, laid, sources, far)
    registry = Registry.of(db, rng, laid, places())
    credentials = [
        (kind, date(2030, 1, 1)) for kind in CredentialKind if kind.value != "inspection"
    ]
    teachers = [registry.worker(Role.TEACHER).id for _ in range(TEACHERS)]
    drivers = [
        registry.worker(Role.DRIVER, credentials=credentials, hours=(300, 1400)).id
        for _ in range(DRIVERS)
    ]
    rooms = list(laid.rooms.values())[:ROOMS]
    return _Means(rooms, teachers, laid.vehicles, drivers, _settle(db, rng, size))


def _settle(db: Db, rng: Random, size: Size) -> list[int]:
    first = next_id(db, Resource)
    ids = list(range(first, first + size.people))
    kind = ResourceKind.PERSON.value
    insert_rows(db, Resource, ({"id": key, "kind": kind, "version": 1} for key in ids))
    insert_rows(db, Person, (_person(key, rng) for key in ids))
    towns = places()
    insert_rows(
        db,
        PersonAddress,
        (
            {
                "person_id": key,
                "valid_from": size.first_day,
                "street": "",
                "postcode": towns[key % len(towns)].postcode,
                "municipality": towns[key % len(towns)].municipality,
            }
            for key in ids
        ),
    )
    return ids


def _person(key: int, rng: Random) -> dict[str, object]:
    name = any_name(rng, any_language(rng), any_gender(rng))
    born = date(rng.randint(1960, 2008), rng.randint(1, 12), rng.randint(1, 28))
    person = Person(
        family_name=name.family,
        given_name=name.given,
        own_script_name=name.own_script,
        passport_name=name.passport,
    )
    return {
        "id": key,
        "family_name": name.family,
        "given_name": name.given,
        "call_name": "",
        "passport_name": name.passport,
        "own_script_name": name.own_script,
        "search_text": person_text(person),
        "birth_date": born,
        "birth_uncertain": False,
        "gender": name.gender.value,
        "languages": name.language,
        "nationality": name.nationality,
        "level": "",
        "address_restricted": False,
        "processing_restricted": False,
        "needs": "",
        "note": "",
    }


def _series(means: _Means, size: Size) -> Iterator[_Series]:
    """Yield courses on a grid of weekdays, times and rooms in which nothing meets."""
    course_id = 0
    for half in range(size.half_years):
        monday = size.first_day + timedelta(weeks=26 * half)
        for number in range(size.courses):
            course_id += 1
            pair, rest = number % 2, number // 2
            time, place = rest % len(STARTS), rest // len(STARTS)
            busy = place + (time % 2) * ROOMS
            yield _Series(
                course_id,
                (0, 2) if pair == 0 else (1, 3),
                STARTS[time],
                means.rooms[place],
                means.teachers[busy],
                means.vehicles[busy],
                means.drivers[busy],
                monday,
                size.weeks,
                (course_id * 7) % size.people,
            )


def _course(series: _Series) -> dict[str, object]:
    day = series.monday + timedelta(days=series.days[0])
    running = series.monday + timedelta(weeks=series.weeks) > TODAY
    status = CourseStatus.ACTIVE if running else CourseStatus.ENDED
    return {
        "id": series.course_id,
        "number": f"D-{series.course_id:04}",
        "title": f"Deutsch {series.course_id}",
        "search_text": f"d-{series.course_id:04} deutsch {series.course_id}",
        "course_type": "municipal",
        "level": "A2",
        "status": status.value,
        "required_units": series.weeks * 6,
        "unit_minutes": 45,
        "capacity": 16,
        "first_day": day,
        "pause_in_school_holidays": False,
        "childcare": False,
        "shuttle": True,
        "women_only": False,
        "walk_in": False,
        "colour": series.course_id % 6,
        "needs_accessible": False,
        "needs_equipment": "",
        "note": "",
        "version": 1,
    }


def _enrolments(series: list[_Series], means: _Means) -> Iterator[dict[str, object]]:
    for course in series:
        for place in range(GROUP):
            yield {
                "course_id": course.course_id,
                "person_id": means.people[(course.first_person + place * 401) % len(means.people)],
                "status": EnrolmentStatus.ENROLLED.value,
                "joined_on": course.monday,
                "reason_note": "",
                "way": "shuttle",
                "childcare_wanted": False,
                "only_planned_lessons": False,
                "note": "",
                "version": 1,
            }


def _lessons(series: list[_Series]) -> Iterator[tuple[int, _Series, int]]:
    """Yield (lesson id, course, start) of all lessons."""
    lesson_id = 0
    for course in series:
        for week in range(course.weeks):
            for weekday in course.days:
                lesson_id += 1
                day = course.monday + timedelta(weeks=week, days=weekday)
                yield lesson_id, course, minute_of(day, course.starts)


def _lay_lessons(db: Db, series: list[_Series]) -> None:
    today = minute_of(TODAY)
    insert_rows(
        db, Lesson, (_lesson(key, course, at, today) for key, course, at in _lessons(series))
    )
    insert_rows(
        db,
        LessonPerson,
        (
            {"lesson_id": key, "person_id": course.teacher, "role": "teacher"}
            for key, course, _ in _lessons(series)
        ),
    )
    insert_rows(db, AttendanceMark, _marks(series, today))
    _lay_rides(db, series, today)
    insert_rows(db, Occupation, _occupations(series))


def _lesson(key: int, series: _Series, at: int, today: int) -> dict[str, object]:
    held = at < today
    return {
        "id": key,
        "course_id": series.course_id,
        "starts": at,
        "ends": at + LONG,
        "teaching_minutes": 135,
        "room_id": series.room,
        "status": (LessonStatus.HELD if held else LessonStatus.PLANNED).value,
        "topic": "",
        "pinned": False,
        "cancel_note": "",
        "attendance_done": held,
        "version": 1,
    }


def _marks(series: list[_Series], today: int) -> Iterator[dict[str, object]]:
    for key, course, at in _lessons(series):
        if at >= today:
            continue
        for place in range(GROUP):
            mark = Mark.EXCUSED if (key + place) % 9 == 0 else Mark.PRESENT
            enrolment = (course.course_id - 1) * GROUP + place + 1
            yield {"enrolment_id": enrolment, "lesson_id": key, "mark": mark.value, "note": ""}


def _lay_rides(db: Db, series: list[_Series], today: int) -> None:
    insert_rows(db, Ride, _rides(series, today))
    insert_rows(
        db,
        RideLesson,
        (
            {"ride_id": key * 2 - 1 + back, "lesson_id": key}
            for key, _, _ in _lessons(series)
            for back in (0, 1)
        ),
    )


def _rides(series: list[_Series], today: int) -> Iterator[dict[str, object]]:
    for key, course, at in _lessons(series):
        for back, (starts, ends) in enumerate(_ride_times(at)):
            yield {
                "id": key * 2 - 1 + back,
                "direction": (Direction.BACK if back else Direction.OUT).value,
                "vehicle_id": course.vehicle,
                "driver_id": course.driver,
                "starts": starts,
                "ends": ends,
                "metres": 24_000,
                "status": (RideStatus.DONE if at < today else RideStatus.PLANNED).value,
                "locked": False,
                "remark": "",
                "version": 1,
            }


def _ride_times(at: int) -> tuple[tuple[int, int], tuple[int, int]]:
    return (at - 60, at - 10), (at + LONG + 10, at + LONG + 55)


def _occupations(series: list[_Series]) -> Iterator[dict[str, object]]:
    for key, course, at in _lessons(series):
        lesson = OccupationSource.LESSON.value
        for resource in (course.room, course.teacher):
            yield _occupation(resource, at, at + LONG, lesson, key)
        for back, (starts, ends) in enumerate(_ride_times(at)):
            for resource in (course.vehicle, course.driver):
                ride = OccupationSource.RIDE.value
                yield _occupation(resource, starts, ends, ride, key * 2 - 1 + back)


def _occupation(resource: int, starts: int, ends: int, source: str, key: int) -> dict[str, object]:
    return {
        "resource_id": resource,
        "starts": starts,
        "ends": ends,
        "active": True,
        "source": source,
        "source_id": key,
        "accepted_reason": "",
    }
