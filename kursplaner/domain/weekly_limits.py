"""Most minutes of work a week, from a day on: the one rule for all who ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

Step = tuple[date, int | None]
"""From which day, and how many minutes a week; None: as many as wanted."""


@dataclass(frozen=True, slots=True)
class WeeklyLimits:
    """What was agreed, in order of the days; each step holds until the next one begins."""

    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, first: int | None, later: Iterable[Step] = ()) -> "WeeklyLimits":
        """Return what holds ever since, and what holds from some days on."""
        return cls(((date.min, first), *sorted(later, key=lambda step: step[0])))

    def on(self, day: date) -> int | None:
        """Return what holds on a day; of a week, ask for its Monday."""
        found = [minutes for first, minutes in self.steps if first <= day]
        return found[-1] if found else None

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
