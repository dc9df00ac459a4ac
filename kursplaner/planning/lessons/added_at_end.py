"""Lessons at the end of a course for time that other times took from it, the last one shortened."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, day_of
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import Direction
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.planning.lessons.making_up import MOST_DAYS, MadeUp, copied, dates_after
from kursplaner.planning.lessons.relocation import LessonChange
from kursplaner.store.queries.lessons.bundles import Bundle, LessonRow, bundle
from kursplaner.store.session import Db

Rule = Callable[[LessonRow], LessonChange]
"""Says at what times a lesson of a day is held."""


def lessons_for(
    db: Db, course: Course, rows: Sequence[LessonRow], minutes: int, rule: Rule
) -> tuple[MadeUp, ...]:
    """Return lessons after the last one that teach so many minutes, like those of their weekday.

    Raises:
        Refused: "no_free_day" if two years have no free date for them.
    """
    like = _templates(rows)
    if minutes <= 0 or not like:
        return ()
    weekly = {(weekday, row.starts % DAY_MINUTES) for weekday, row in like.items()}
    after = max(row.starts for row in rows if row.status in LESSONS_TAKING_PLACE)
    hangs = {row.id: bundle(db, [row.id]) for row in like.values()}
    made: list[MadeUp] = []
    left = minutes
    for begin in dates_after(db, course, weekly, after):
        row = like[day_of(begin).weekday()]
        added = _added(db, row, begin, hangs[row.id], rule, left)
        made.append(added)
        left -= added.teaching_minutes
        if left <= 0:
            return tuple(made)
    raise Refused("no_free_day", days=MOST_DAYS, dates=len(made))


def _templates(rows: Sequence[LessonRow]) -> dict[int, LessonRow]:
    """Return the last whole lesson of each weekday on which the course was held twice or more."""
    found: dict[int, list[LessonRow]] = {}
    for row in rows:
        if row.status in LESSONS_TAKING_PLACE and row.teaching_minutes > 0:
            found.setdefault(day_of(row.starts).weekday(), []).append(row)
    usual = {key: many for key, many in found.items() if len(many) > 1} or found
    return {
        key: max(many, key=lambda row: (row.teaching_minutes, row.starts))
        for key, many in usual.items()
    }


def _added(db: Db, row: LessonRow, begin: int, hangs: Bundle, rule: Rule, left: int) -> MadeUp:
    whole = replace(row, starts=begin, ends=begin + row.ends - row.starts)
    target = rule(whole)
    taught = min(target.teaching_minutes, left)
    ends = target.ends - (target.teaching_minutes - taught)
    cut = (row.ends - row.starts) - (ends - target.starts)
    like = replace(row, ends=row.ends - cut, teaching_minutes=taught)
    return copied(db, like, target.starts, _cut(hangs, cut))


def _cut(hangs: Bundle, minutes: int) -> Bundle:
    """Return what hangs on a lesson that ends so many minutes earlier."""
    slots = tuple(replace(slot, ends=slot.ends - minutes) for slot in hangs.slots)
    rides = tuple(
        replace(ride, starts=ride.starts - minutes, ends=ride.ends - minutes)
        if ride.direction == Direction.BACK.value
        else ride
        for ride in hangs.rides
    )
    return Bundle(hangs.people, slots, rides)
