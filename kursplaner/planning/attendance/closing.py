"""A month of attendance is closed when all of it is entered, and opened again with a reason."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_at
from kursplaner.domain.attendance.marks import ClosedMonth
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.planning.attendance.closed_months import closed_month, month_of
from kursplaner.store.queries.attendance.attendance import lessons_without_attendance
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.records import by_id
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class CourseMonth:
    """A course in a month that shall be closed.

    Attributes:
        lessons: how many of it take place in the month.
        coming: the days of those that are not over yet.
        missing: the days whose attendance is not entered.
        closed_on: the day since which it is closed already.
    """

    course_id: int
    title: str
    lessons: int
    coming: tuple[date, ...] = ()
    missing: tuple[date, ...] = ()
    closed_on: date | None = None

    @property
    def ready(self) -> bool:
        """Whether it can be closed."""
        return not self.coming and not self.missing and self.closed_on is None


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """The courses with lessons in a month; those that are ready are closed."""

    month: date
    courses: tuple[CourseMonth, ...]

    @property
    def ready(self) -> tuple[CourseMonth, ...]:
        """What is closed."""
        return tuple(course for course in self.courses if course.ready)


def propose_close(db: Db, month: date, course_ids: Collection[int] | None = None) -> MonthPlan:
    """Return which courses can close a month, of some or of all; `month` is any day of it.

    Raises:
        Refused: "month_without_lessons".
    """
    first = month_of(month)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    wanted = None if course_ids is None else set(course_ids)
    missing = lessons_without_attendance(db, first, last)
    rows = [
        row
        for row in lessons_between(db, first, last)
        if row.status in LESSONS_TAKING_PLACE and (wanted is None or row.course_id in wanted)
    ]
    found = []
    for key in dict.fromkeys(row.course_id for row in rows):
        mine = [row for row in rows if row.course_id == key]
        closed = closed_month(db, key, first)
        found.append(
            CourseMonth(
                key,
                mine[0].title,
                len(mine),
                tuple(row.day for row in mine if not clock.has_come(row.ends)),
                tuple(row.day for row in missing if row.course_id == key),
                None if closed is None else day_of(closed.closed_at),
            )
        )
    if not found:
        raise Refused("month_without_lessons", month=first)
    return MonthPlan(first, tuple(found))


def close(db: Db, plan: MonthPlan) -> int:
    """Close the month for all courses that are ready; returns how many they are.

    Raises:
        Refused: "overtaken_plan" when something of it changed since, "nothing_to_close" with the
            plan when no course is ready.
    """
    fresh = propose_close(db, plan.month, [course.course_id for course in plan.courses])
    if fresh != plan:
        raise Refused("overtaken_plan")
    if not plan.ready:
        raise Refused("nothing_to_close", plan=plan, month=plan.month)
    at = minute_at(clock.now())
    for course in plan.ready:
        db.add(ClosedMonth(course_id=course.course_id, month=plan.month, closed_at=at))
    db.flush()
    return len(plan.ready)


def reopen(db: Db, course_id: int, month: date, because: str) -> None:
    """Open a month of a course again; the reason is kept.

    Raises:
        Refused: "not_found", "month_not_closed", "reason_missing".
    """
    course = by_id(db, Course, course_id)
    row = closed_month(db, course_id, month)
    if row is None:
        raise Refused("month_not_closed", title=course.title, month=month_of(month))
    if not because.strip():
        raise Refused("reason_missing")
    row.reopened_at, row.reopened_because = minute_at(clock.now()), because.strip()[:200]
    db.flush()
