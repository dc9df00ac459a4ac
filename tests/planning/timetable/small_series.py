"""Weekly series of plain values: courses, lessons and weeks without a database."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from kursplaner.basics.spans import DAY_MINUTES, minute_of
from kursplaner.planning.timetable.problem import Along, Event, Problem, Resource
from kursplaner.planning.timetable.town.reading import TimetableWish, Town
from kursplaner.planning.timetable.town.series import Series
from kursplaner.planning.timetable.town.week_grid import WeekGrid
from kursplaner.store.queries.timetable import PlacedCourse, PlannedLesson

MONDAY = date(2027, 3, 1)
WEEKS = WeekGrid(MONDAY, 4, 15)
PERIODS = 96
NINE = 540
COURSE = PlacedCourse(
    *(7, "A2-03", "A2 Alltag", "municipal", "A2", 1, "SN"),
    *(False, False, False, False, frozenset()),
)


def lesson(
    key: int, week: int = 0, weekday: int = 1, at: int = NINE, **values: object
) -> PlannedLesson:
    """Return a lesson of an hour and a half in room 101."""
    starts = minute_of(MONDAY) + (7 * week + weekday) * DAY_MINUTES + at
    plain = PlannedLesson(key, COURSE.id, starts, starts + 90, 101, False)
    return replace(plain, **values)  # type: ignore[arg-type]


def series(
    key: int, lessons: Iterable[PlannedLesson], teachers: tuple[int, ...] = (201,), **values: object
) -> Series:
    """Return a series of lessons that move together."""
    many = tuple(lessons)
    plain = Series(key, many[0].course_id, many, teachers, (), {}, False, False, False)
    return replace(plain, **values)  # type: ignore[arg-type]


def along(resource: int, starts: int, ends: int) -> tuple[Along, ...]:
    """Return one thing that goes along."""
    return (Along(resource, starts, ends),)


def town_with(
    many: Iterable[Series],
    events: Iterable[Event] = (),
    resources: Iterable[Resource] = (),
    names: Mapping[int, str] | None = None,
    **values: object,
) -> Town:
    """Return a town of some series, its problem made by hand."""
    plain = Town(
        wish=TimetableWish(MONDAY, date(2027, 3, 28)),
        problem=Problem(WEEKS.grid, tuple(resources), tuple(events)),
        weeks=WEEKS,
        series={weekly.id: weekly for weekly in many},
        courses={7: COURSE, 8: replace(COURSE, id=8, number="B1-01", title="B1 Abend")},
        meanings={},
        names=names or {101: "Saal", 102: "Turm", 201: "Seidel", 202: "Vogel"},
        lost={},
    )
    return replace(plain, **values)  # type: ignore[arg-type]
