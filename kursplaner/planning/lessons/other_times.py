"""Other times of a course for some weeks (Ramadan, summer): units recounted, all goes along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, day_of, minute_at, minute_of
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.domain.weekly_times import CourseTime, WeeklyTime, step_minutes
from kursplaner.planning.lessons import weekly_template
from kursplaner.planning.lessons.added_at_end import lessons_for
from kursplaner.planning.lessons.changing import Wanted
from kursplaner.planning.lessons.making_up import MadeUp
from kursplaner.planning.lessons.relocation import LessonChange, Relocation, Untouched, as_it_is
from kursplaner.planning.lessons.weekly_series import why_untouched
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_of_course
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import LESSON

LONGEST_UNIT = 240
UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, order=True)
class NewTime(WeeklyTime):
    """When lessons of a weekday are held.

    `pause_minutes` None: the pause stays as long as it is, where more than two units are left.
    """

    pause_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class TimesWish:
    """Other times from the first to the last day, both included.

    Attributes:
        times: new times by weekday; the second of a weekday is for its second lesson.
        shift_minutes: how much later (earlier) lessons of the other weekdays are held.
        unit_minutes: how long a unit of theirs lasts by the clock; None: as it is.
        at_end: whether the time that is missing then is taught at the end of the course.
    """

    course_id: int
    first_day: date
    last_day: date
    times: tuple[NewTime, ...] = ()
    shift_minutes: int = 0
    unit_minutes: int | None = None
    at_end: bool = False

    @property
    def about(self) -> tuple[str, int]:
        """The course."""
        return "course", self.course_id

    def wanted(self, db: Db) -> Wanted:
        """Return the lessons of these days at their other times, and those added at the end.

        Raises:
            Refused: "not_found", "period_backwards", "no_other_times", "weekday_unknown",
                "end_before_start", "pause_too_long", "pause_negative", "pattern_overlaps",
                "unit_minutes_out_of_range", "shift_too_far", "no_lesson_between",
                "times_as_they_are", "times_over_midnight", "lesson_too_short", "into_past",
                "no_free_day".
        """
        course = by_id(db, Course, self.course_id)
        _check(self)
        rows = lessons_of_course(db, course.id)
        picked, stay = _picked(rows, self)
        rule = _Rule(self, course.unit_minutes, rows)
        changes = _changes(picked, rule)
        added: tuple[MadeUp, ...] = ()
        if self.at_end:
            taught = {row.id: row.teaching_minutes for row in picked}
            less = sum(taught[each.lesson_id] - each.teaching_minutes for each in changes)
            added = lessons_for(db, course, rows, less, rule)
        return Wanted(changes, rows, tuple(stay), added, also=self._keep_pattern)

    def _keep_pattern(self, db: Db, moved: Relocation) -> None:
        """Write the times of these days into the template; what is made later knows them then."""
        weekdays = {day_of(lesson.starts).weekday() for lesson in moved.lessons}
        longest: dict[tuple[int, int], CourseTime] = {}
        for row in lessons_of_course(db, self.course_id):
            day = day_of(row.starts)
            if day.weekday() in weekdays and _may_change(row, self):
                starts = row.starts % DAY_MINUTES
                ends = starts + row.ends - row.starts
                before = longest.get((day.weekday(), starts))
                if before is None or ends > before.ends:
                    time = CourseTime(day.weekday(), starts, ends, _pause(row))
                    longest[day.weekday(), starts] = time
        days = (self.first_day, self.last_day)
        weekly_template.hold_between(db, self.course_id, *days, longest.values())


def _check(wish: TimesWish) -> None:
    if wish.last_day < wish.first_day:
        raise Refused("period_backwards", first=wish.first_day, last=wish.last_day)
    if not wish.times and not wish.shift_minutes and wish.unit_minutes is None:
        raise Refused("no_other_times")
    if wish.unit_minutes is not None and not 1 <= wish.unit_minutes <= LONGEST_UNIT:
        limits = {"least": 1, "most": LONGEST_UNIT}
        raise Refused("unit_minutes_out_of_range", value=wish.unit_minutes, **limits)
    if abs(wish.shift_minutes) >= DAY_MINUTES:
        raise Refused("shift_too_far", minutes=wish.shift_minutes)
    before: NewTime | None = None
    for time in sorted(wish.times):
        time.check(time.pause_minutes or 0)
        if before and before.meets(time):
            raise Refused("pattern_overlaps", weekday=time.weekday)
        before = time


def _picked(rows: Sequence[LessonRow], wish: TimesWish) -> tuple[list[LessonRow], list[Untouched]]:
    """Return the lessons of these days that may be changed, and those that stay."""
    within = [
        row
        for row in rows
        if wish.first_day <= day_of(row.starts) <= wish.last_day
        and row.status in LESSONS_TAKING_PLACE
    ]
    reasons = {row.id: why_untouched(row) for row in within}
    picked = [row for row in within if reasons[row.id] is None]
    if not picked:
        raise Refused("no_lesson_between", first=wish.first_day, last=wish.last_day)
    return picked, [Untouched(LESSON, key, why) for key, why in reasons.items() if why]


class _Rule:
    """Says at what times a lesson of a day is held by the wish; outside of its days as it was."""

    def __init__(self, wish: TimesWish, unit_minutes: int, rows: Sequence[LessonRow]) -> None:
        self._wish = wish
        self._unit = unit_minutes
        self._times: dict[int, list[NewTime]] = {}
        for time in sorted(wish.times):
            self._times.setdefault(time.weekday, []).append(time)
        self._number = _numbers(rows)
        self._whole: dict[tuple[int, int], int] = {}
        for row in rows:
            key = self._key(row)
            self._whole[key] = max(self._whole.get(key, 0), row.teaching_minutes)

    def __call__(self, row: LessonRow) -> LessonChange:
        """Return the times of a lesson, with what is taught then."""
        unchanged = as_it_is(row)
        if not self._wish.first_day <= day_of(row.starts) <= self._wish.last_day:
            return unchanged
        weekday, number = self._key(row)
        times = self._times.get(weekday, [])
        if number < len(times):
            return self._at(row, times[number])
        if not self._wish.shift_minutes and self._wish.unit_minutes is None:
            return unchanged
        return self._shifted(row)

    def _key(self, row: LessonRow) -> tuple[int, int]:
        return day_of(row.starts).weekday(), self._number.get(row.id, 0)

    def _at(self, row: LessonRow, time: NewTime) -> LessonChange:
        """Return a lesson at a given time; one that was shortened stays as short."""
        length = time.ends - time.starts
        pause = self._pause(row, length) if time.pause_minutes is None else time.pause_minutes
        full = self._counted(length - pause, length)
        short = row.teaching_minutes < self._whole[self._key(row)]
        taught = min(full, row.teaching_minutes) if short else full
        midnight = minute_of(day_of(row.starts))
        ends = time.ends - (full - taught)
        return LessonChange(row.id, midnight + time.starts, midnight + ends, row.room_id, taught)

    def _pause(self, row: LessonRow, length: int) -> int:
        """Return the pause, as long as it is; up to two units are taught without one."""
        shorter = length < row.ends - row.starts
        return 0 if shorter and length <= 2 * self._unit else _pause(row)

    def _shifted(self, row: LessonRow) -> LessonChange:
        """Return a lesson that is held later, with units of another length."""
        starts, length, taught = row.starts, row.ends - row.starts, row.teaching_minutes
        starts += self._wish.shift_minutes
        if self._wish.unit_minutes is not None:
            lasts = taught * self._wish.unit_minutes // self._unit
            length = lasts + _pause(row)
            taught = self._counted(lasts, length)
        return LessonChange(row.id, starts, starts + length, row.room_id, taught)

    def _counted(self, minutes: int, length: int) -> int:
        """Return what counts as taught: whole steps of the course's unit."""
        step = step_minutes(self._unit)
        taught = max(0, minutes) // step * step
        if not taught:
            raise Refused("lesson_too_short", minutes=length, least=step)
        return taught


def _pause(row: LessonRow) -> int:
    return max(0, row.ends - row.starts - row.teaching_minutes)


def _numbers(rows: Sequence[LessonRow]) -> dict[int, int]:
    """Return which lesson of its day each one is, counted from 0, cancelled ones left out."""
    by_day: dict[date, int] = {}
    found: dict[int, int] = {}
    for row in rows:
        if row.status in LESSONS_TAKING_PLACE:
            day = day_of(row.starts)
            found[row.id] = by_day.get(day, 0)
            by_day[day] = found[row.id] + 1
    return found


def _changes(rows: Sequence[LessonRow], rule: _Rule) -> list[LessonChange]:
    now = minute_at(clock.now())
    changes: list[LessonChange] = []
    for row in rows:
        change = rule(row)
        if (change.starts, change.ends) == (row.starts, row.ends):
            continue
        if change.starts < now:
            raise Refused("into_past", id=row.id, to=change.starts)
        if {day_of(change.starts), day_of(change.ends - 1)} != {day_of(row.starts)}:
            raise Refused("times_over_midnight", day=day_of(row.starts))
        changes.append(change)
    if not changes:
        raise Refused("times_as_they_are")
    return changes


def _may_change(row: LessonRow, wish: TimesWish) -> bool:
    """Tell whether a lesson lies within the days and may be changed."""
    return wish.first_day <= day_of(row.starts) <= wish.last_day and why_untouched(row) is None
