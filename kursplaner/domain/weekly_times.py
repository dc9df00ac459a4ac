"""A time of each week: when a course meets, when a room is open or somebody is there."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, overlap

HOUR = 60
QUARTER = 15


class Dated(Protocol):
    """What holds from a day to a day, or for good (None)."""

    @property
    def valid_from(self) -> date | None:
        """The first day."""

    @property
    def valid_until(self) -> date | None:
        """The last day."""


def valid_on(record: Dated, day: date) -> bool:
    """Tell whether a record holds on a day, its first and last included."""
    begun = record.valid_from is None or record.valid_from <= day
    return begun and (record.valid_until is None or day <= record.valid_until)


@dataclass(frozen=True, slots=True, order=True)
class WeeklyTime:
    """A time of each week; weekday 0 is Monday, times are minutes of the day."""

    weekday: int
    starts: int
    ends: int

    @property
    def minutes(self) -> int:
        """Its length."""
        return self.ends - self.starts

    def meets(self, other: "WeeklyTime") -> bool:
        """Tell whether both share a minute of the week."""
        return self.weekday == other.weekday and overlap(self, other)

    def check(self, pause_minutes: int = 0) -> None:
        """Let a time pass that a lesson can have, with so much of it as a pause.

        Raises:
            Refused: "weekday_unknown", "end_before_start", "pause_negative", "pause_too_long".
        """
        if not 0 <= self.weekday <= 6:
            raise Refused("weekday_unknown", weekday=self.weekday)
        if not 0 <= self.starts < self.ends <= DAY_MINUTES:
            raise Refused("end_before_start", starts=self.starts, ends=self.ends)
        if pause_minutes < 0:
            raise Refused("pause_negative", pause_minutes=pause_minutes)
        if pause_minutes >= self.minutes:
            raise Refused("pause_too_long", pause_minutes=pause_minutes)


@dataclass(frozen=True, slots=True, order=True)
class CourseTime(WeeklyTime):
    """When a course meets each week, with its pause."""

    pause_minutes: int = 0

    def teaching_minutes(self, unit_minutes: int) -> int:
        """Return the time taught: whole steps of the unit, what is left over is pause."""
        step = step_minutes(unit_minutes)
        return max(0, self.minutes - self.pause_minutes) // step * step


def step_minutes(unit_minutes: int) -> int:
    """Return the smallest piece of teaching: a unit, or a quarter of it where it is an hour."""
    return QUARTER if unit_minutes == HOUR else unit_minutes
