"""Dates in the usual patterns of shift workers: all, one weekday, every second week, none."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from kursplaner.basics.spans import day_of

ALL, NONE, ODD_WEEKS, EVEN_WEEKS, SOME = "all", "none", "odd", "even", "some"
WEEKDAY = "weekday:"
TWO_WEEKS = 2


class Dated(Protocol):
    """A lesson with its beginning."""

    @property
    def id(self) -> int:
        """Its id."""
        ...

    @property
    def starts(self) -> int:
        """Its first minute."""
        ...


def patterns(lessons: Sequence[Dated]) -> Mapping[str, frozenset[int] | None]:
    """Return the dates of each pattern; None: all, also those that are added later.

    Every second week counts from the first of the lessons: "odd" are its own, the third, the fifth.
    """
    found: dict[str, frozenset[int] | None] = {ALL: None}
    weekdays: dict[int, set[int]] = {}
    weeks: tuple[set[int], set[int]] = (set(), set())
    first = _monday(day_of(lessons[0].starts)) if lessons else date.min
    for lesson in lessons:
        day = day_of(lesson.starts)
        weekdays.setdefault(day.weekday(), set()).add(lesson.id)
        weeks[(_monday(day) - first).days // 7 % TWO_WEEKS].add(lesson.id)
    if len(weekdays) > 1:
        found |= {f"{WEEKDAY}{key}": frozenset(ids) for key, ids in sorted(weekdays.items())}
    if all(weeks):
        found |= {ODD_WEEKS: frozenset(weeks[0]), EVEN_WEEKS: frozenset(weeks[1])}
    return {**found, NONE: frozenset()}


def pattern_of(lessons: Sequence[Dated], only: Collection[int] | None) -> str:
    """Return the pattern that some dates are, or "some"."""
    if only is None:
        return ALL
    wanted = frozenset(only) & {lesson.id for lesson in lessons}
    if not wanted:
        return NONE
    return next((key for key, ids in patterns(lessons).items() if ids == wanted), SOME)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
