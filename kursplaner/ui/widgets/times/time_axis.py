"""Minutes of the day along the x-axis, with idle stretches folded away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FOLD = 38
Segments = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Maps minutes to x between `left` and `right`; the gaps between segments are folds.

    Attributes:
        segments: stretches of minutes shown, in order.
        fold: width of a folded gap in pixels.
    """

    left: float
    right: float
    segments: tuple[tuple[int, int], ...]
    fold: float = FOLD

    @property
    def per_minute(self) -> float:
        """Pixels of one minute."""
        minutes = sum(ends - starts for starts, ends in self.segments)
        room = self.right - self.left - self.fold * (len(self.segments) - 1)
        return max(0.01, room / max(1, minutes))

    def x(self, minute: float) -> float:
        """The place of a minute; inside a fold its nearer edge, outside the ends."""
        at = self.left
        for starts, ends in self.segments:
            if minute <= starts:
                return at if at == self.left or minute == starts else at - self.fold
            if minute <= ends:
                return at + (minute - starts) * self.per_minute
            at += (ends - starts) * self.per_minute + self.fold
        return at - self.fold

    def minute(self, x: float) -> int:
        """The minute at a place."""
        at = self.left
        for starts, ends in self.segments:
            width = (ends - starts) * self.per_minute
            if x <= at + width:
                return round(starts + max(0.0, x - at) / self.per_minute)
            at += width + self.fold
        return self.segments[-1][1]

    def folds(self) -> Iterator[tuple[float, float]]:
        """Left and right of every fold."""
        at = self.left
        for starts, ends in self.segments[:-1]:
            at += (ends - starts) * self.per_minute
            yield at, at + self.fold
            at += self.fold

    def ticks(self, step: int, least: float) -> Iterator[tuple[float, int]]:
        """Place and minute of every `step`, sparser where they would be closer than `least`."""
        while self.per_minute * step < least:
            step *= 2
        for starts, ends in self.segments:
            first = -(-starts // step) * step
            last = ends if (starts, ends) == self.segments[-1] else ends - step // 2
            for minute in range(first, last + 1, step):
                yield self.x(minute), minute


def clock(minute: int) -> str:
    """The minute as people read it: "9:00"."""
    return f"{minute // 60}:{minute % 60:02}"


def clock_span(starts: int, ends: int) -> str:
    """Two times with a dash: "9:00–11:30"."""
    return f"{clock(starts)}–{clock(ends)}"
