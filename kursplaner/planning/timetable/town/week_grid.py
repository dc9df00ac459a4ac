"""Real days as the weeks of a timetable: a tick is a weekday and a time, a date is a week of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import gcd

from kursplaner.basics.spans import DAY_MINUTES, minute_of
from kursplaner.planning.timetable.problem import Grid

WEEK_MINUTES = 7 * DAY_MINUTES
LARGEST_STEP, SMALLEST_STEP = 15, 5


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """The weeks from `monday` on, each of seven days cut into ticks of `step` minutes."""

    monday: date
    weeks: int
    step: int

    @property
    def periods(self) -> int:
        """Ticks of a day."""
        return DAY_MINUTES // self.step

    @property
    def grid(self) -> Grid:
        """The week as the problem has it."""
        return Grid(7, self.periods)

    def week(self, minute: int) -> int:
        """Return the week of an absolute minute; one before the first is negative."""
        return (minute - minute_of(self.monday)) // WEEK_MINUTES

    def tick(self, minute: int) -> int:
        """Return the tick in which an absolute minute lies."""
        return (minute - minute_of(self.monday)) % WEEK_MINUTES // self.step

    def minute(self, week: int, tick: int) -> int:
        """Return the absolute minute at which a tick of a week begins."""
        return minute_of(self.monday) + week * WEEK_MINUTES + tick * self.step

    def ticks(self, minutes: int) -> int:
        """Return how many ticks a length takes, begun ones included."""
        return -(-minutes // self.step)

    def day(self, week: int, weekday: int) -> date:
        """Return the date of a weekday in a week."""
        return self.monday + timedelta(days=7 * week + weekday)

    def pieces(self, starts: int, ends: int, *, inward: bool) -> Iterator[tuple[int, int, int]]:
        """Yield (week, first tick, tick after the last) for each day that [starts, ends) touches.

        Ticks touched only in part count, unless `inward`.
        """
        base = minute_of(self.monday)
        at = max(starts, base)
        last = min(ends, base + self.weeks * WEEK_MINUTES)
        while at < last:
            midnight = at - (at - base) % DAY_MINUTES
            until = min(last, midnight + DAY_MINUTES)
            rest = (midnight - base) % WEEK_MINUTES
            low, high = rest + at - midnight, rest + until - midnight
            first = -(-low // self.step) if inward else low // self.step
            after = high // self.step if inward else -(-high // self.step)
            if first < after:
                yield (midnight - base) // WEEK_MINUTES, first, after
            at = midnight + DAY_MINUTES


def week_grid(first: date, last: date, minutes: Iterable[int]) -> WeekGrid:
    """Return the weeks of a stretch of days, fine enough for lessons at these minutes."""
    monday = first - timedelta(days=first.weekday())
    step = gcd(LARGEST_STEP, *(minute % DAY_MINUTES for minute in minutes))
    return WeekGrid(monday, (last - monday).days // 7 + 1, max(SMALLEST_STEP, step))
