"""Hours of a week as values, and where they lie on the picture of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from kursplaner.ui.look.theme import theme

DAYS = 7
DAY_MINUTES = 1440
FIRST, LAST = 480, 1200
FINE = 15
"""Minutes in which a drag is measured."""
HEAD, AXIS = 40, 56
OPEN, NEEDED, SHUT, WISHED = "available", "if_needed", "", "wish"
BRUSHES = (OPEN, NEEDED, SHUT, WISHED)
"""By the digits 1 to 4."""


@dataclass(frozen=True, slots=True, order=True)
class HoursBar:
    """Minutes of a weekday in which somebody is there; `kind` is one of `BRUSHES`."""

    weekday: int
    starts: int
    ends: int
    kind: str = OPEN


@dataclass(frozen=True, slots=True)
class HoursBlock:
    """What is planned there each week, with the number of its colours."""

    weekday: int
    starts: int
    ends: int
    title: str
    colour: int = 0
    touched: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """What is being painted: some weekdays (both included), at the same minutes."""

    first_day: int
    last_day: int
    starts: int
    ends: int


def painted(bars: Iterable[HoursBar], stroke: Stroke, kind: str) -> tuple[HoursBar, ...]:
    """Return the hours with a stroke painted over them; what touches and is alike is one."""
    found: list[HoursBar] = []
    for bar in bars:
        if not stroke.first_day <= bar.weekday <= stroke.last_day:
            found.append(bar)
            continue
        parts = (
            (bar.starts, min(bar.ends, stroke.starts)),
            (max(bar.starts, stroke.ends), bar.ends),
        )
        found += [HoursBar(bar.weekday, *part, bar.kind) for part in parts if part[0] < part[1]]
    if kind != SHUT:
        days = range(stroke.first_day, stroke.last_day + 1)
        found += [HoursBar(day, stroke.starts, stroke.ends, kind) for day in days]
    joined: list[HoursBar] = []
    for bar in sorted(found):
        before = joined[-1] if joined else None
        if before and (before.weekday, before.ends, before.kind) == (
            bar.weekday,
            bar.starts,
            bar.kind,
        ):
            joined[-1] = HoursBar(bar.weekday, before.starts, bar.ends, bar.kind)
        else:
            joined.append(bar)
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class WeekFrame:
    """Where days and minutes lie in a widget of some size.

    Attributes:
        first, last: the minutes of the day that are shown.
    """

    width: int
    height: int
    first: int = FIRST
    last: int = LAST

    def day_box(self, weekday: int) -> QRectF:
        """Return the column of a weekday beneath its name."""
        left, wide = theme().px(AXIS), (self.width - theme().px(AXIS)) / DAYS
        top = theme().px(HEAD)
        return QRectF(left + weekday * wide, top, wide, self.height - top)

    def y_of(self, minute: int) -> float:
        """Return where a minute of the day lies, not beyond what is shown."""
        at = max(self.first, min(self.last, minute)) - self.first
        return theme().px(HEAD) + at * (self.height - theme().px(HEAD)) / (self.last - self.first)

    def box(self, weekday: int, starts: int, ends: int) -> QRectF:
        """Return where hours of a weekday are painted."""
        column = self.day_box(weekday)
        top = self.y_of(starts)
        return QRectF(column.left(), top, column.width(), self.y_of(ends) - top)

    def place_at(self, point: QPointF) -> tuple[int, int]:
        """Return the weekday and the minute beneath a point, in quarters of an hour."""
        left, wide = theme().px(AXIS), (self.width - theme().px(AXIS)) / DAYS
        weekday = max(0, min(DAYS - 1, int((point.x() - left) // wide)))
        share = (point.y() - theme().px(HEAD)) / max(1, self.height - theme().px(HEAD))
        minute = self.first + share * (self.last - self.first)
        return weekday, max(self.first, min(self.last, round(minute / FINE) * FINE))
