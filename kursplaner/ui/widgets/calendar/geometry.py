"""Where days, lanes, hours and blocks of the week calendar lie; no painting, no Qt widgets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from PySide6.QtCore import QRectF

from kursplaner.ui.widgets.calendar.values import CalendarBlock, CalendarContent


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in pixels of the current scale."""

    gutter: int = 52
    head: int = 44
    hour: int = 54
    day_least: int = 110
    lane_least: int = 72
    top: int = 0
    gap: int = 2
    block_least: int = 52
    row: int = 48
    fold: int = 4


class CalendarGeometry:
    """Places of one content at one width; coordinates of the scrolled canvas."""

    def __init__(
        self, content: CalendarContent, width: int, height: int, measures: Measures
    ) -> None:
        self.content = content
        self.measures = measures
        self._lanes = tuple(lane.key for lane in content.lanes) or ("",)
        beside = min(_MOST_BESIDE, most_beside(content.blocks))
        lane_least = max(measures.lane_least, measures.block_least * beside if beside > 1 else 0)
        crowded = len(self._lanes) > 1 or beside > 1
        day_least = max(measures.day_least, lane_least * len(self._lanes) if crowded else 0)
        room = max(0, width - measures.gutter)
        count = max(1, len(content.days))
        self.day_width = max(day_least, room / count)
        self.lane_width = self.day_width / len(self._lanes)
        hours = max(1, content.last_hour - content.first_hour)
        self.head = measures.head * (2 if len(self._lanes) > 1 else 1) if measures.head else 0
        foot = measures.gutter * 0.15
        stretched = (height - self.head - measures.top - foot - 2) / hours
        self.hour = max(float(measures.hour), min(stretched, measures.hour * 1.6))
        self.width = measures.gutter + self.day_width * count
        self.height = self.head + measures.top + self.hour * hours + foot
        self._day_at = {day: at for at, day in enumerate(content.days)}
        self._lane_at = {key: at for at, key in enumerate(self._lanes)}
        self.rects: list[QRectF] = []
        self._lines: list[tuple[float, float, int]] = []

    def place(self, blocks: Sequence[CalendarBlock]) -> None:
        """Give every block its rectangle; overlapping ones share the width of their lane."""
        self.rects = [QRectF()] * len(blocks)
        columns: dict[tuple[int, int], list[int]] = {}
        for at, block in enumerate(blocks):
            day, lane = self._day_at.get(block.day), self._lane_at.get(block.lane)
            if lane is None and len(self._lanes) == 1:
                lane = 0
            if day is not None and lane is not None:
                columns.setdefault((day, lane), []).append(at)
        for (day, lane), members in columns.items():
            left = self.measures.gutter + day * self.day_width + lane * self.lane_width
            for at, share, parts in side_by_side(blocks, members):
                width = (self.lane_width - 2 * self.measures.gap) / parts
                self.rects[at] = QRectF(
                    left + self.measures.gap + share * width,
                    self.y(blocks[at].starts),
                    width - (self.measures.gap if parts > 1 and share < parts - 1 else 0),
                    max(14.0, self.y(blocks[at].ends) - self.y(blocks[at].starts) - 1),
                )

    def y(self, minute: float) -> float:
        """The height of a minute of the day."""
        return (
            self.head + self.measures.top + (minute - self.content.first_hour * 60) * self.hour / 60
        )

    def day_left(self, at: int) -> float:
        """The left edge of the n-th day."""
        return self.measures.gutter + at * self.day_width

    def lane_rect(self, day: date, lane: str, starts: int, ends: int) -> QRectF:
        """The whole width of a lane between two minutes; all lanes when `lane` is empty."""
        at = self._day_at.get(day)
        if at is None:
            return QRectF()
        left, width = self.day_left(at), self.day_width
        if lane in self._lane_at and len(self._lanes) > 1:
            left, width = left + self._lane_at[lane] * self.lane_width, self.lane_width
        top = max(self.y(starts), self.head + self.measures.top)
        bottom = min(self.y(ends), self.y(self.content.last_hour * 60))
        return QRectF(left, top, width, max(0.0, bottom - top))

    def spot(self, x: float, y: float, step: int = 15) -> tuple[date, int, str] | None:
        """Day, minute (whole steps) and lane under a point."""
        if x < self.measures.gutter or not self.content.days:
            return None
        edges = [self.day_left(at) for at in range(len(self.content.days))]
        at = max(0, bisect_right(edges, x) - 1)
        lane = int((x - edges[at]) // self.lane_width)
        lane = max(0, min(len(self._lanes) - 1, lane))
        minute = self.content.first_hour * 60 + (y - self.head - self.measures.top) * 60 / self.hour
        whole = round(minute / step) * step
        least, most = self.content.first_hour * 60, self.content.last_hour * 60
        return self.content.days[at], max(least, min(most, whole)), self._lanes[lane]


_MOST_BESIDE = 12
"""Blocks beside each other for which a day is widened."""


def most_beside(blocks: Sequence[CalendarBlock]) -> int:
    """Return how many blocks of one day and lane stand beside each other at most."""
    edges: dict[tuple[date, str], list[tuple[int, int]]] = {}
    for block in blocks:
        some = edges.setdefault((block.day, block.lane), [])
        some += [(block.starts, 1), (max(block.ends, block.starts + 1), -1)]
    return max((max(accumulate(step for _, step in sorted(some))) for some in edges.values()),
               default=0)  # fmt: skip


def side_by_side(
    blocks: Sequence[CalendarBlock],
    members: Sequence[int],
) -> list[tuple[int, int, int]]:
    """(block, its share, number of shares) for the blocks of one lane and day."""
    placed: list[tuple[int, int, int]] = []
    group: list[tuple[int, int]] = []
    ends_at: list[int] = []
    group_end = -1

    def close() -> None:
        placed.extend((at, share, len(ends_at)) for at, share in group)

    for at in sorted(members, key=lambda n: (blocks[n].starts, -blocks[n].ends)):
        block = blocks[at]
        if group and block.starts >= group_end:
            close()
            group, ends_at = [], []
        share = next((n for n, end in enumerate(ends_at) if end <= block.starts), len(ends_at))
        if share == len(ends_at):
            ends_at.append(block.ends)
        else:
            ends_at[share] = block.ends
        group.append((at, share))
        group_end = max(group_end if len(group) > 1 else -1, block.ends)
    close()
    return placed
