"""Usual titles and numbers of courses."""

from datetime import date
from random import Random

from kursplaner.desk.demo.tables import table
from kursplaner.domain.kinds import CourseType, Level


def any_title(rng: Random, course_type: CourseType, level: Level | None) -> str:
    """Return a usual title; where it has room for a level, the level stands in it."""
    title: str = rng.choice(table("titles")[course_type]["titles"])
    return title.format(level=level.value if level else "").strip()


def course_number(course_type: CourseType, first_day: date, running: int) -> str:
    """Return a course number such as "DE-27-1-03": kind, year, half-year, running number."""
    prefix: str = table("titles")[course_type]["prefix"]
    half_year = 1 if first_day.month <= 6 else 2
    return f"{prefix}-{first_day:%y}-{half_year}-{running:02}"
