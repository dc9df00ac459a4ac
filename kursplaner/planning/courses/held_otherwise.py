"""All lessons of a course from a day on: in another room, with another teacher, around holidays.

Wishes of the one way to change lessons (`planning/lessons/changing`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, day_of
from kursplaner.domain.courses import Course, SkippedDate
from kursplaner.domain.holidays import Holiday
from kursplaner.domain.kinds import SkipReason
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.domain.people import Person
from kursplaner.domain.rooms import Room, Site
from kursplaner.planning.conflicts.closed_times import DaysWithoutLessons
from kursplaner.planning.enrolments.wishes import from_minute
from kursplaner.planning.lessons.changing import Wanted
from kursplaner.planning.lessons.making_up import MOST_DAYS, dates_after
from kursplaner.planning.lessons.relocation import LessonChange, Relocation, Untouched
from kursplaner.planning.lessons.staffing import StandIn, people_with
from kursplaner.planning.lessons.weekly_series import why_untouched
from kursplaner.store.queries.conflicts.closed_times import closing_days
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_of_course
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import LESSON


@dataclass(frozen=True, slots=True)
class HeldWish:
    """All lessons of a course from a day on in this room, with this teacher; None: as it is."""

    course_id: int
    day: date
    room_id: int | None = None
    teacher_id: int | None = None

    @property
    def about(self) -> tuple[str, int]:
        """The course."""
        return "course", self.course_id

    def wanted(self, db: Db) -> Wanted:
        """Return the lessons that can still be changed.

        Raises:
            Refused: "not_found", "no_lesson_after".
        """
        if self.room_id is not None:
            by_id(db, Room, self.room_id)
        if self.teacher_id is not None:
            by_id(db, Person, self.teacher_id)
        rows, coming = ahead(db, self.course_id, self.day)
        if not coming:
            raise Refused("no_lesson_after", course_id=self.course_id, day=self.day)
        stand_in = None if self.teacher_id is None else StandIn(self.teacher_id)
        people = people_with(db, [row.id for row in coming], stand_in)
        changes = [
            LessonChange(
                row.id,
                row.starts,
                row.ends,
                row.room_id if self.room_id is None else self.room_id,
                row.teaching_minutes,
                people[row.id],
            )
            for row in coming
        ]
        stay = [
            Untouched(LESSON, row.id, why)
            for row in rows
            if day_of(row.starts) >= self.day
            and row.status in LESSONS_TAKING_PLACE
            and (why := why_untouched(row)) is not None
        ]
        return Wanted(changes, rows, tuple(stay))


@dataclass(frozen=True, slots=True)
class PauseWish:
    """The lessons of the school holidays from a day on go to the end of the course.

    Each goes to the next free date of its own weekday and time, with childcare and rides; its old
    day is kept as one left out.
    """

    course_id: int
    day: date

    @property
    def about(self) -> tuple[str, int]:
        """The course."""
        return "course", self.course_id

    def wanted(self, db: Db) -> Wanted:
        """Return the lessons of the holidays at the end.

        Raises:
            Refused: "no_free_day" if two years have no free date for one.
        """
        rows, coming = ahead(db, self.course_id, self.day)
        in_holidays = _school_holidays(db, by_id(db, Course, self.course_id), coming)
        changes = self._at_end(db, rows, [row for row in coming if row.id in in_holidays])

        def leave_out(db: Db, moved: Relocation) -> None:
            _leave_out(db, self.course_id, moved, in_holidays)

        return Wanted(changes, rows, also=leave_out)

    def _at_end(
        self, db: Db, rows: Collection[LessonRow], moving: Collection[LessonRow]
    ) -> list[LessonChange]:
        course = by_id(db, Course, self.course_id)
        standing = [row.starts for row in rows if row.status in LESSONS_TAKING_PLACE]
        dates: dict[tuple[int, int], Iterator[int]] = {}
        found: list[LessonChange] = []
        for row in moving:
            weekly = (day_of(row.starts).weekday(), row.starts % DAY_MINUTES)
            if weekly not in dates:
                dates[weekly] = dates_after(db, course, {weekly}, max(standing))
            starts = next(dates[weekly], None)
            if starts is None:
                raise Refused("no_free_day", days=MOST_DAYS, dates=len(found))
            ends = starts + row.ends - row.starts
            found.append(LessonChange(row.id, starts, ends, row.room_id, row.teaching_minutes))
        return found


def _school_holidays(db: Db, course: Course, rows: Collection[LessonRow]) -> dict[int, Holiday]:
    """Return the school holidays by the lessons that lie in them."""
    if not rows:
        return {}
    days = [day_of(row.starts) for row in rows]
    off = DaysWithoutLessons(settings_of(db), closing_days(db, min(days), max(days)))
    land = by_id(db, Site, course.site_id).land if course.site_id else ""
    school = off.at(land, course.site_id).school
    found = ((row.id, school(day)) for row, day in zip(rows, days, strict=True))
    return {key: holiday for key, holiday in found if holiday is not None}


def _leave_out(db: Db, course_id: int, moved: Relocation, holidays: dict[int, Holiday]) -> None:
    """Keep the old days as left out for the holidays."""
    known = {row.day for row in find(db, SkippedDate, course_id=course_id)}
    for lesson in moved.lessons:
        day = day_of(lesson.starts)
        if day not in known:
            known.add(day)
            reason, name = SkipReason.SCHOOL_HOLIDAY.value, holidays[lesson.id].name
            db.add(SkippedDate(course_id=course_id, day=day, reason=reason, name=name))


def holidays_left_out(db: Db, course_id: int, day: date) -> list[date]:
    """Return the days from a day on that were left out for school holidays, in order."""
    reason = SkipReason.SCHOOL_HOLIDAY.value
    rows = find(db, SkippedDate, course_id=course_id, reason=reason)
    return sorted(row.day for row in rows if row.day >= day and row.day > clock.today())


def ahead(db: Db, course_id: int, day: date) -> tuple[list[LessonRow], list[LessonRow]]:
    """Return all lessons of a course, and those from a day on that may still be changed."""
    rows, first = lessons_of_course(db, course_id), from_minute(day)
    return rows, [row for row in rows if row.starts >= first and why_untouched(row) is None]
