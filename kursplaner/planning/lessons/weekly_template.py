"""The weekly template of a course, kept true while its lessons change: later ones are made of it.

A row without `valid_until` lasts. A row with both days holds for a stretch only (Ramadan, summer)
and stands on its weekday before those that last.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from kursplaner.basics.spans import DAY_MINUTES, day_of
from kursplaner.domain.courses import Course, LessonPattern
from kursplaner.domain.weekly_times import CourseTime, valid_on
from kursplaner.planning.lessons.relocation import MovedLesson
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

ONE_DAY = timedelta(days=1)


def times_on(db: Db, course_id: int, day: date) -> list[CourseTime]:
    """Return at what times the course is held on a day by its template, earliest first."""
    rows = find(db, LessonPattern, course_id=course_id, weekday=day.weekday())
    valid = [row for row in rows if valid_on(row, day)]
    passing = [row for row in valid if row.valid_from is not None and row.valid_until is not None]
    return sorted(_time(row) for row in passing or valid)


def lasting(rows: Collection[LessonPattern]) -> list[LessonPattern]:
    """Return the times that hold for good, without those of a Ramadan or a summer."""
    good = [row for row in rows if row.valid_until is None]
    return sorted(good or rows, key=lambda row: (row.weekday, row.starts))


def _time(row: LessonPattern) -> CourseTime:
    return CourseTime(row.weekday, row.starts, row.ends, row.pause_minutes)


def hold_between(
    db: Db, course_id: int, first: date, last: date, times: Iterable[CourseTime]
) -> None:
    """Let other times hold from the first to the last day on the weekdays they name."""
    wanted = list(dict.fromkeys(times))
    weekdays = {time.weekday for time in wanted}
    for row in find(db, LessonPattern, course_id=course_id, weekday=weekdays):
        if row.valid_from is not None and row.valid_until is not None:
            _cut_out(db, row, first, last)
    db.flush()
    db.add_all(_row(course_id, time, first, last) for time in wanted)


def _cut_out(db: Db, row: LessonPattern, first: date, last: date) -> None:
    """Take a stretch out of a passing row; what is left before and after it stays."""
    begins, ends = row.valid_from or first, row.valid_until or last
    if ends < first or begins > last:
        return
    if ends > last:
        db.add(_row(row.course_id, _time(row), last + ONE_DAY, ends))
    if begins < first:
        row.valid_until = first - ONE_DAY
    else:
        db.delete(row)


def follow(db: Db, lesson: MovedLesson) -> None:
    """Let the template follow a series that changes for good, from this lesson of it on."""
    target = lesson.target
    if (lesson.starts, lesson.ends) == (target.starts, target.ends):
        return
    old_day, new_day = day_of(lesson.starts), day_of(target.starts)
    held = {"weekday": old_day.weekday(), "starts": lesson.starts % DAY_MINUTES}
    begins = by_id(db, Course, lesson.course_id).first_day
    for found in find(db, LessonPattern, course_id=lesson.course_id, **held):
        time = _shifted(found, lesson)
        if not valid_on(found, old_day) or time is None:
            continue
        if (found.valid_from or begins) >= old_day:
            _replace(found, time, new_day)
        else:
            db.add(_row(lesson.course_id, time, new_day, found.valid_until))
            found.valid_until = old_day - ONE_DAY


def _shifted(found: LessonPattern, lesson: MovedLesson) -> CourseTime | None:
    """Return the time of a template row after its lessons changed; None over midnight."""
    target = lesson.target
    starts = target.starts % DAY_MINUTES
    longer = (target.ends - target.starts) - (lesson.ends - lesson.starts)
    ends = starts + found.ends - found.starts + longer
    weekday = day_of(target.starts).weekday()
    same = (weekday, starts, ends) == (found.weekday, found.starts, found.ends)
    fits = starts < ends <= DAY_MINUTES
    return CourseTime(weekday, starts, ends, found.pause_minutes) if fits and not same else None


def _replace(found: LessonPattern, time: CourseTime, day: date) -> None:
    """Write another time into a row that would not have held before that day."""
    found.weekday, found.starts, found.ends = time.weekday, time.starts, time.ends
    if found.valid_from is not None:
        found.valid_from = min(day, found.valid_from)


def _row(course_id: int, time: CourseTime, first: date, last: date | None) -> LessonPattern:
    return LessonPattern(
        course_id=course_id,
        weekday=time.weekday,
        starts=time.starts,
        ends=time.ends,
        pause_minutes=time.pause_minutes,
        valid_from=first,
        valid_until=last,
    )
