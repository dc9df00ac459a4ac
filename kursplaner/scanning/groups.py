"""Pixels that hang together, and those that are solid around."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(slots=True)
class Group:
    """A group of pixels: its outermost rows and columns, and how many pixels it has."""

    top: int
    bottom: int
    left: int
    right: int
    pixels: int = 0


def groups(mask: npt.NDArray[np.bool_]) -> list[Group]:
    """Return the groups of a mask, each pixel joined to those above, below and beside it."""
    edges = np.diff(np.pad(mask.view(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = (places.tolist() for places in np.nonzero(edges == 1))
    ends = np.nonzero(edges == -1)[1].tolist()
    leaders = _led(rows, starts, ends)
    found: dict[int, Group] = {}
    for run, (row, start, end) in enumerate(zip(rows, starts, ends, strict=True)):
        group = found.setdefault(_leader(leaders, run), Group(row, row, start, end - 1))
        group.top, group.bottom = min(group.top, row), max(group.bottom, row)
        group.left, group.right = min(group.left, start), max(group.right, end - 1)
        group.pixels += end - start
    return list(found.values())


def _led(rows: list[int], starts: list[int], ends: list[int]) -> list[int]:
    """Return for each run of pixels another one of its group; a leader is its own."""
    leaders = list(range(len(rows)))
    first = 0
    for run, (row, start, end) in enumerate(zip(rows, starts, ends, strict=True)):
        while first < run and rows[first] < row - 1:
            first += 1
        above = first
        while above < run and rows[above] < row:
            if starts[above] < end and ends[above] > start:
                leaders[_leader(leaders, above)] = _leader(leaders, run)
            above += 1
    return leaders


def _leader(leaders: list[int], run: int) -> int:
    while leaders[run] != run:
        leaders[run] = leaders[leaders[run]]
        run = leaders[run]
    return run


def all_dark(dark: npt.NDArray[np.bool_], core: int) -> npt.NDArray[np.bool_]:
    """Return where everything within `core` pixels is dark, but for specks."""
    size = 2 * core + 1
    if min(dark.shape) <= size:
        return np.zeros_like(dark)
    sums = np.zeros((dark.shape[0] + 1, dark.shape[1] + 1), np.int32)
    sums[1:, 1:] = dark.cumsum(0, dtype=np.int32).cumsum(1, dtype=np.int32)
    within = sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]
    solid = np.zeros_like(dark)
    solid[core : core + within.shape[0], core : core + within.shape[1]] = within >= (
        size * size * 0.93
    )
    return solid
