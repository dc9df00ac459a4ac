"""The dates of a course: a weekly pattern laid between holidays until the units are reached."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import EPOCH, LAST_DAY
from kursplaner.domain.holidays import DaysOff, Holiday, data_end
from kursplaner.domain.kinds import SkipReason
from kursplaner.domain.weekly_times import CourseTime, step_minutes

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DateRules:
    """What the dates must fulfil.

    Attributes:
        units: how many units must come together, each `unit_minutes` long.
        public_off: public holidays have no lesson (closing days never have one).
        school_off: school holidays have none either.
        taken_in: days on which a lesson is held although a rule speaks against it.
        left_out: days left out by hand.
        most_days: the course ends at most so many days after its first.
    """

    first_day: date
    weekly: tuple[CourseTime, ...]
    units: int
    unit_minutes: int = 45
    public_off: bool = True
    school_off: bool = True
    taken_in: frozenset[date] = frozenset()
    left_out: frozenset[date] = frozenset()
    most_days: int = 1826


@dataclass(frozen=True, slots=True, order=True)
class PlannedDate:
    """One lesson to be; times are minutes of the day."""

    day: date
    starts: int
    ends: int
    teaching_minutes: int
    shortened: bool = False


@dataclass(frozen=True, slots=True, order=True)
class SkippedDay:
    """A day of the pattern without a lesson, with the name of what takes it."""

    day: date
    reason: SkipReason
    name: str = ""


@dataclass(frozen=True, slots=True)
class DateWarning:
    """Something to know about the dates; kind "school_data_end" with the last known day."""

    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class DatePlan:
    """The dates that fit, in order, and the days that were skipped before the last of them."""

    dates: tuple[PlannedDate, ...]
    skipped: tuple[SkippedDay, ...]
    warnings: tuple[DateWarning, ...] = ()

    @property
    def last_day(self) -> date:
        """The day of the last lesson."""
        return self.dates[-1].day

    @property
    def teaching_minutes(self) -> int:
        """All time taught."""
        return sum(date_.teaching_minutes for date_ in self.dates)


@dataclass
class _Series:
    """The dates found so far, and the minutes still to be taught."""

    left: int
    dates: list[PlannedDate] = field(default_factory=list)
    skipped: list[SkippedDay] = field(default_factory=list)


def fit_dates(rules: DateRules, off: DaysOff) -> DatePlan:
    """Lay the weekly pattern until exactly the required units are reached.

    Raises:
        Refused: kinds "no_weekday", "weekday_unknown", "end_before_start", "pause_negative",
            "pause_too_long",
            "lesson_too_short", "pattern_overlaps", "units_missing", "day_out_of_range",
            "no_free_day" (no date at all), "course_too_long" (not enough within `most_days`).
    """
    weekly = checked_pattern(rules)
    series = _Series(rules.units * rules.unit_minutes)
    for offset in range(rules.most_days + 1):
        day = rules.first_day + timedelta(days=offset)
        times = [time for time in weekly if time.weekday == day.weekday()]
        skip = skipped_because(day, rules, off) if times else None
        if skip:
            series.skipped.append(skip)
            continue
        for time in times:
            _add(series, day, time, rules.unit_minutes)
        if series.left <= 0:
            return _finished(series, rules, off)
    kind = "course_too_long" if series.dates else "no_free_day"
    raise Refused(kind, days=rules.most_days, dates=len(series.dates))


def skipped_because(day: date, rules: DateRules, off: DaysOff) -> SkippedDay | None:
    """Return why a day has no lesson, or None; a day taken in by hand always has one."""
    if day in rules.taken_in and day not in rules.left_out:
        return None
    found = _holiday(day, rules, off)
    if found:
        return SkippedDay(day, found.reason, found.name)
    return SkippedDay(day, SkipReason.BY_HAND) if day in rules.left_out else None


def checked_pattern(rules: DateRules) -> tuple[CourseTime, ...]:
    """Return the weekly times in order; errors as in `fit_dates`."""
    if not rules.weekly:
        raise Refused("no_weekday")
    if rules.units < 1:
        raise Refused("units_missing", units=rules.units)
    last_possible = LAST_DAY - timedelta(days=rules.most_days)
    if not EPOCH <= rules.first_day <= last_possible:
        raise Refused("day_out_of_range", day=rules.first_day)
    for time in rules.weekly:
        _check_time(time, rules.unit_minutes)
    weekly = tuple(sorted(rules.weekly))
    for before, after in pairwise(weekly):
        if before.meets(after):
            raise Refused("pattern_overlaps", weekday=after.weekday)
    return weekly


def _check_time(time: CourseTime, unit_minutes: int) -> None:
    time.check(time.pause_minutes)
    if time.teaching_minutes(unit_minutes) <= 0:
        raise Refused(
            "lesson_too_short",
            minutes=time.minutes - time.pause_minutes,
            least=step_minutes(unit_minutes),
        )


def _holiday(day: date, rules: DateRules, off: DaysOff) -> Holiday | None:
    public = off.public(day) if rules.public_off else None
    return public or off.closed(day) or (off.school(day) if rules.school_off else None)


def _add(series: _Series, day: date, time: CourseTime, unit_minutes: int) -> None:
    if series.left <= 0:
        return
    full = time.teaching_minutes(unit_minutes)
    minutes = min(full, series.left)
    series.left -= minutes
    ends = time.ends if minutes == full else _shortened_end(time, full, minutes)
    series.dates.append(PlannedDate(day, time.starts, ends, minutes, minutes < full))


def _shortened_end(time: CourseTime, full: int, minutes: int) -> int:
    """Return the end of a shortened lesson: it keeps its pause only beyond half its length."""
    pause = time.ends - time.starts - full
    return time.starts + minutes + (pause if minutes * 2 > full else 0)


def _finished(series: _Series, rules: DateRules, off: DaysOff) -> DatePlan:
    known = data_end(off.land)
    last = series.dates[-1].day
    warnings = (DateWarning("school_data_end", known),) if rules.school_off and last > known else ()
    return DatePlan(tuple(series.dates), tuple(series.skipped), warnings)
