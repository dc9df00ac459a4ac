"""Local time as whole numbers: minutes since the start of 2000, and half-open spans of them.

There is no time zone in it on purpose (model.md 2): a lesson at 9:00 is at 9:00 on both sides of
a clock change.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from kursplaner.basics.errors import Refused

EPOCH = date(2000, 1, 1)
LAST_DAY = date(2199, 12, 31)
"""The last day anything can be planned on; the program reckons some years ahead of it."""
DAY_MINUTES = 1440

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)


def minute_of(day: date, minute_of_day: int = 0) -> int:
    """Return the absolute local minute; `minute_of_day` may be 1440 for the end of the day."""
    return (day - EPOCH).days * DAY_MINUTES + minute_of_day


def plannable(day: date) -> date:
    """Return the day, if something can be planned on it.

    Raises:
        Refused: kind "day_out_of_range" before 2000 and after 2199.
    """
    if not EPOCH <= day <= LAST_DAY:
        raise Refused("day_out_of_range", day=day)
    return day


def minute_at(moment: datetime) -> int:
    """Return the absolute local minute in which a naive local moment lies."""
    return minute_of(moment.date(), moment.hour * 60 + moment.minute)


def day_of(minute: int) -> date:
    """Return the local day of an absolute minute."""
    return EPOCH + timedelta(days=minute // DAY_MINUTES)


def minute_of_day(minute: int) -> int:
    """Return the minutes since midnight, 0 to 1439."""
    return minute % DAY_MINUTES


def time_of(minute: int) -> time:
    """Return the clock time of an absolute minute."""
    hours, minutes = divmod(minute_of_day(minute), 60)
    return time(hours, minutes)


def moment_of(minute: int) -> datetime:
    """Return the naive local moment of an absolute minute."""
    return datetime.combine(day_of(minute), time_of(minute))


def parse_time(text: str) -> int:
    """Return the minutes of the day for "9:00", "09:00" or "9.00"; "24:00" is 1440.

    Raises:
        Refused: kind "time_unreadable" for anything else.
    """
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise Refused("time_unreadable", text=text)
    hours, minutes = int(found[1]), int(found[2])
    total = hours * 60 + minutes
    if minutes > 59 or total > DAY_MINUTES:
        raise Refused("time_unreadable", text=text)
    return total


def clock_text(minutes_of_day: int) -> str:
    """Return "9:00" for 540, as people write it; 1440 is "24:00"."""
    hours, minutes = divmod(minutes_of_day, 60)
    return f"{hours}:{minutes:02}"


def iso_time(minute: int) -> str:
    """Return "09:00" for an absolute minute or a minute of the day."""
    return time_of(minute).strftime("%H:%M")


class Timed(Protocol):
    """Whatever begins and ends: a span, a lesson, somebody's hours on a weekday."""

    @property
    def starts(self) -> int:
        """Its first minute."""

    @property
    def ends(self) -> int:
        """The minute after its last."""


def overlap(first: Timed, other: Timed) -> bool:
    """Tell whether both share a minute; one ending where the other starts does not.

    Both count from the same minute: of a day, of a week, or of all time.
    """
    return first.starts < other.ends and other.starts < first.ends


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of absolute local minutes: `starts` belongs to it, `ends` does not.

    Raises:
        Refused: kind "end_before_start" if it would end before it starts or last no time.
    """

    starts: int
    ends: int

    def __post_init__(self) -> None:
        """Refuse a stretch without length."""
        if self.ends <= self.starts:
            raise Refused("end_before_start", starts=self.starts, ends=self.ends)

    @classmethod
    def of(cls, record: Timed) -> "Span":
        """Return when a record begins and ends."""
        return cls(record.starts, record.ends)

    @classmethod
    def on(cls, day: date, starts: int, ends: int) -> "Span":
        """Return the span between two minutes of one day."""
        return cls(minute_of(day, starts), minute_of(day, ends))

    @property
    def minutes(self) -> int:
        """Its length."""
        return self.ends - self.starts

    @property
    def day(self) -> date:
        """The local day on which it starts."""
        return day_of(self.starts)

    def contains(self, minute: int) -> bool:
        """Tell whether an absolute minute lies inside."""
        return self.starts <= minute < self.ends

    @classmethod
    def shared(cls, first: Timed, other: Timed) -> "Span":
        """Return the stretch that two records which overlap have in common."""
        return cls(max(first.starts, other.starts), min(first.ends, other.ends))

    def moved(self, minutes: int) -> "Span":
        """Return the same length, later by `minutes` (earlier if negative)."""
        return Span(self.starts + minutes, self.ends + minutes)
