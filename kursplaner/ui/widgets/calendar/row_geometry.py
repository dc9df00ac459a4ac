"""Where days, lanes and blocks lie when lanes are rows and the hours run along them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from datetime import date

from PySide6.QtCore import QRectF

from kursplaner.ui.widgets.calendar.geometry import Measures
from kursplaner.ui.widgets.calendar.values import CalendarBlock, CalendarContent, CalendarLane
from kursplaner.ui.widgets.times.time_axis import TimeAxis

FOLD_FROM = 30
"""Minutes without any block that are folded away."""
MARGIN, STEP, DAY = 15, 15, 1440
QUIET = 0.5
"""How wide a day without any block is beside the others."""
ROOMY = 44
"""Pixels an hour from which nothing is folded: a day by itself has that room."""
MOST_GROWN = 1.6
Least = Callable[[CalendarBlock], float]


class RowGeometry:
    """Places of one content at one width; coordinates of the scrolled canvas.

    Attributes:
        tops, rows: where each lane begins, and how many blocks stand beneath each other in it.
    """

    def __init__(
        self, content: CalendarContent, width: int, height: int, measures: Measures
    ) -> None:
        self.content = content
        self.measures = measures
        self._lanes = tuple(lane.key for lane in content.lanes) or ("",)
        self._lane_at = {key: at for at, key in enumerate(self._lanes)}
        self._day_at = {day: at for at, day in enumerate(content.days)}
        self.head = measures.head
        count = max(1, len(content.days))
        busy = {block.day for block in content.blocks}
        weights = [1.0 if day in busy or not busy else QUIET for day in content.days] or [1.0]
        least = max(measures.day_least, (width - measures.gutter) / sum(weights))
        self._widths = [least * weight for weight in weights]
        self._lefts = [measures.gutter + sum(self._widths[:at]) for at in range(count)]
        self.width = measures.gutter + sum(self._widths)
        self._room = height
        self.rects: list[QRectF] = []
        self.rows = [1] * len(self._lanes)
        self.tops: list[float] = []
        self.lane_height = float(measures.row)
        self.height = 0.0
        self.axes = self._axes(content.blocks)
        self._lay_rows()

    def place(self, blocks: Sequence[CalendarBlock], least: Least) -> None:
        """Give every block its rectangle; those that would overlap stand beneath each other.

        Args:
            blocks: in the order of the rectangles.
            least: the pixels a block needs to be read; wider than its time where it must be.
        """
        self.axes = self._axes(blocks)
        spans: list[tuple[float, float]] = [(0.0, 0.0)] * len(blocks)
        members: dict[tuple[int, int], list[int]] = {}
        for at, block in enumerate(blocks):
            day, lane = self._day_at.get(block.day), self._lane_at.get(block.lane)
            if day is not None and lane is not None:
                members.setdefault((lane, day), []).append(at)
                spans[at] = self._span(day, block, least(block))
        row_of: dict[int, int] = {}
        self.rows = [1] * len(self._lanes)
        for (lane, _day), some in members.items():
            ends: list[float] = []
            for at in sorted(some, key=lambda at: (blocks[at].starts, -blocks[at].ends)):
                left, right = spans[at]
                row = next((n for n, end in enumerate(ends) if end <= left), len(ends))
                ends[row : row + 1] = [right]
                row_of[at] = row
            self.rows[lane] = max(self.rows[lane], len(ends))
        self._lay_rows()
        gap = self.measures.gap
        self.rects = [QRectF()] * len(blocks)
        for at, row in row_of.items():
            left, right = spans[at]
            top = self.tops[self._lane_at[blocks[at].lane]] + row * self.lane_height + gap
            self.rects[at] = QRectF(left, top, right - left - 1, self.lane_height - 2 * gap)

    def day_left(self, at: int) -> float:
        """The left edge of the n-th day."""
        return self._lefts[at]

    def day_width(self, at: int) -> float:
        """How wide the n-th day is."""
        return self._widths[at]

    def x(self, at: int, minute: float) -> float:
        """The place of a minute of the n-th day."""
        return self.day_left(at) + self.axes[at].x(minute)

    def lane_rect(self, day: date, lane: str, starts: int, ends: int) -> QRectF:
        """A lane between two minutes; all lanes when `lane` is empty, whole days to their edge."""
        at = self._day_at.get(day)
        if at is None:
            return QRectF()
        left, right = self.x(at, starts), self.x(at, ends)
        if starts <= self.axes[at].segments[0][0]:
            left = self.day_left(at)
        if ends >= self.axes[at].segments[-1][1]:
            right = self.day_left(at) + self.day_width(at)
        if lane not in self._lane_at:
            top, bottom = (self.head, self.height) if not lane else (0.0, 0.0)
        else:
            row = self._lane_at[lane]
            top, bottom = self.tops[row], self.tops[row + 1]
        return QRectF(left, top, max(0.0, right - left), bottom - top)

    def spot(self, x: float, y: float, step: int = 15) -> tuple[date, int, str] | None:
        """Day, minute (whole steps) and lane under a point."""
        if x < self.measures.gutter or not self.content.days:
            return None
        at = max(0, bisect_right(self._lefts, x) - 1)
        minute = round(self.axes[at].minute(x - self.day_left(at)) / step) * step
        return self.content.days[at], minute, self._lanes[self._row(y)]

    def lane_at(self, y: float) -> CalendarLane | None:
        """The lane at a height."""
        return self.content.lanes[self._row(y)] if self.content.lanes else None

    def group_edges(self) -> list[tuple[int, Hashable | None]]:
        """Number and group of every lane that begins a group."""
        found: list[tuple[int, Hashable | None]] = []
        before: Hashable | None = self
        for at, lane in enumerate(self.content.lanes):
            if lane.group is None or lane.group != before:
                found.append((at, lane.group))
            before = lane.group
        return found

    def _row(self, y: float) -> int:
        return max(0, min(len(self._lanes) - 1, bisect_right(self.tops, y) - 1))

    def _lay_rows(self) -> None:
        least, count = float(self.measures.row), sum(self.rows)
        foot = self.measures.gap * 4
        room = (self._room - self.head - foot) / max(1, count)
        self.lane_height = max(least, min(room, least * MOST_GROWN))
        self.tops = [float(self.head)]
        for rows in self.rows:
            self.tops.append(self.tops[-1] + rows * self.lane_height)
        self.height = self.tops[-1] + foot

    def _span(self, day: int, block: CalendarBlock, least: float) -> tuple[float, float]:
        """Left and right edge of a block, kept within its day."""
        left = self.x(day, block.starts)
        right = max(self.x(day, block.ends), left + least)
        over = right - (self.day_left(day) + self.day_width(day) - 1)
        return (left - over, right - over) if over > 0 else (left, right)

    def _axes(self, blocks: Sequence[CalendarBlock]) -> list[TimeAxis]:
        """Return the hours of each day: the same ones, on as much room as it has."""
        whole = (self.content.first_hour * 60, self.content.last_hour * 60)
        inset = self.measures.gap * 2
        roomy = max(self._widths) / ((whole[1] - whole[0]) / 60) >= ROOMY
        segments = (whole,) if roomy else stretches(blocks, whole)
        fold = float(self.measures.fold)
        return [TimeAxis(inset, wide - inset, segments, fold) for wide in self._widths]


def stretches(
    blocks: Sequence[CalendarBlock], whole: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    """Return when anything takes place on any day, to half hours; `whole` if nothing does."""
    found: list[tuple[int, int]] = []
    spans = sorted({(block.starts, block.ends) for block in blocks})
    for starts, ends in spans:
        first = (starts - MARGIN) // STEP * STEP
        last = min(DAY, -(-(ends + MARGIN) // STEP) * STEP)
        if found and first - found[-1][1] < FOLD_FROM:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((max(0, first), last))
    return tuple(found) or (whole,)
