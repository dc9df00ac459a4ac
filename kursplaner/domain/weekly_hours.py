"""When, and how long, somebody or something may be used in a week: the one rule for all who ask.

Weekly hours that hold on a day limit it to them, whatever their weekday; without any, all of it is
open. Barred hours are taken out of that, extra hours of an exception are added to what is left.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple, Protocol

from kursplaner.basics.spans import DAY_MINUTES, day_of, minute_of
from kursplaner.domain.kinds import AvailabilityKind
from kursplaner.domain.weekly_times import valid_on

Stretch = tuple[int, int]
"""Minutes [starts, ends) of a day."""
WEEKLY = frozenset({AvailabilityKind.AVAILABLE.value, AvailabilityKind.IF_NEEDED.value})
"""Kinds of which a week is made; where one holds, what lies outside of them is closed."""
WHOLE_DAY: Stretch = (0, DAY_MINUTES)


class Hours(Protocol):
    """A weekly time of a resource, with its kind and the days it holds."""

    @property
    def weekday(self) -> int:
        """The day of the week, 0 is Monday."""

    @property
    def starts(self) -> int:
        """The first minute of the day."""

    @property
    def ends(self) -> int:
        """The minute after the last."""

    @property
    def kind(self) -> str:
        """What it says: an `AvailabilityKind`."""

    @property
    def valid_from(self) -> date | None:
        """The first day it holds."""

    @property
    def valid_until(self) -> date | None:
        """The last day it holds."""


def limits(times: Iterable[Hours], day: date) -> bool:
    """Tell whether weekly hours say on a day when the resource is there."""
    return any(time.kind in WEEKLY and valid_on(time, day) for time in times)


def open_hours(times: Sequence[Hours], day: date) -> tuple[Stretch, ...]:
    """Return when a resource may be used on a day, in order and joined where they touch."""
    today = [time for time in times if time.weekday == day.weekday() and valid_on(time, day)]
    if limits(times, day):
        found = [(time.starts, time.ends) for time in today if time.kind in WEEKLY]
    else:
        found = [WHOLE_DAY]
    for time in today:
        if time.kind == AvailabilityKind.UNAVAILABLE.value:
            found = [rest for stretch in found for rest in without(stretch, time.starts, time.ends)]
    extra = AvailabilityKind.EXTRA.value
    return joined([*found, *((time.starts, time.ends) for time in today if time.kind == extra)])


def allowed(times: Sequence[Hours], starts: int, ends: int) -> bool:
    """Tell whether a resource may be used in the absolute minutes [starts, ends)."""
    if not times:
        return True
    while starts < ends:
        day = day_of(starts)
        midnight = minute_of(day)
        until = min(ends, midnight + DAY_MINUTES)
        first, last = starts - midnight, until - midnight
        if not any(at <= first and last <= to for at, to in open_hours(times, day)):
            return False
        starts = until
    return True


def only_if_needed(times: Sequence[Hours], starts: int, ends: int) -> bool:
    """Tell whether a use within the open hours meets some that are meant for need only."""
    day = day_of(starts)
    midnight = minute_of(day)
    today = [time for time in times if time.weekday == day.weekday() and valid_on(time, day)]
    plain = [(t.starts, t.ends) for t in today if t.kind != AvailabilityKind.IF_NEEDED.value
             and t.kind in WEEKLY | {AvailabilityKind.EXTRA.value}]  # fmt: skip
    needed = any(
        time.kind == AvailabilityKind.IF_NEEDED.value
        and time.starts < ends - midnight
        and starts - midnight < time.ends
        for time in today
    )
    first, last = starts - midnight, ends - midnight
    return needed and not any(at <= first and last <= to for at, to in joined(plain))


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches in order, those that touch or overlap as one."""
    found: list[Stretch] = []
    for starts, ends in sorted(stretches):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((starts, ends))
    return tuple(found)


def without(stretch: Stretch, starts: int, ends: int) -> tuple[Stretch, ...]:
    """Return what is left of a stretch outside [starts, ends)."""
    first, last = stretch
    parts = ((first, min(last, starts)), (max(first, ends), last))
    return tuple(part for part in parts if part[0] < part[1])


def outside(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return the minutes of a day that no stretch covers."""
    edges = [(0, 0), *joined(stretches), (DAY_MINUTES, DAY_MINUTES)]
    return tuple((before[1], after[0]) for before, after in pairwise(edges) if before[1] < after[0])


Step = tuple[date, int | None]
"""From which day, and how many minutes a week; None: as many as wanted."""
Part = tuple[date, date, int | None]
"""The first day of a part of a week, the day after its last, and the limit."""
DAYS = 7


class Passed(NamedTuple):
    """How many minutes are worked from a day until another, and how many may be."""

    minutes: int
    limit: int
    first: date
    after: date


@dataclass(frozen=True, slots=True)
class WeeklyLimits:
    """What was agreed, in order of the days; each step holds until the next one begins."""

    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, first: int | None, later: Iterable[Step] = ()) -> "WeeklyLimits":
        """Return what holds ever since, and what holds from some days on."""
        return cls(((date.min, first), *sorted(later, key=lambda step: step[0])))

    def on(self, day: date) -> int | None:
        """Return what holds on a day."""
        found = [minutes for first, minutes in self.steps if first <= day]
        return found[-1] if found else None

    def in_week(self, monday: date) -> tuple[Part, ...]:
        """Return the parts of a week in which one limit holds, in order."""
        after = monday + timedelta(days=DAYS)
        firsts = [monday, *sorted({day for day in self.days if monday < day < after})]
        ends = [*firsts[1:], after]
        parts = zip(firsts, ends, strict=True)
        return tuple((first, end, self.on(first)) for first, end in parts)

    def most_in(self, monday: date) -> int | None:
        """Return how long somebody may work in a whole week; None: as long as wanted."""
        parts = [minutes for _, _, minutes in self.in_week(monday)]
        return None if None in parts else _most(parts)

    def passed(self, monday: date, by_day: Mapping[date, int]) -> Passed | None:
        """Return how long somebody works beyond what holds in a week; None where she does not.

        A limit counts from its own day until the next one begins: what is worked before and after
        is not measured by it. Where each day has one, the whole week is measured by the largest.
        """
        parts = self.in_week(monday)
        week = (monday, parts[-1][1], self.most_in(monday))
        for first, end, most in (*parts, week):
            minutes = sum(worked for day, worked in by_day.items() if first <= day < end)
            if most is not None and minutes > most:
                return Passed(minutes, most, first, end)
        return None

    @property
    def ever(self) -> tuple[int, ...]:
        """All limits that hold at some time."""
        return tuple(minutes for _, minutes in self.steps if minutes is not None)

    @property
    def days(self) -> tuple[date, ...]:
        """The days from which something else holds."""
        return tuple(first for first, _ in self.steps if first != date.min)


NO_LIMIT = WeeklyLimits()


def largest(roles: Iterable[WeeklyLimits]) -> WeeklyLimits:
    """Return what somebody may work in several roles together: the most of those agreed on.

    A role without a limit says nothing beside one that has one.
    """
    known = tuple(roles)
    if len(known) == 1:
        return known[0]
    firsts = sorted({first for each in known for first, _ in each.steps})
    steps = ((first, _most(each.on(first) for each in known)) for first in firsts)
    return WeeklyLimits(tuple(steps))


def _most(minutes: Iterable[int | None]) -> int | None:
    return max((each for each in minutes if each is not None), default=None)
