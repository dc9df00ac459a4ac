"""Two runs side by side: `python -m benchmarks compare BEFORE AFTER`.

A run is what `python -m benchmarks` printed, kept in a file. Times are divided by the yardstick of
their own run and room, so that a busy machine is not taken for a slow program.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import TIMES
from benchmarks.yardstick import NAME

TOLERANCE = 1.25
"""Two runs of one program differ by less than this."""
FINEST_MS = 0.05
"""Differences below this are the clock's."""
_MEASURED = re.compile(r"(-?[\d.]+) ?(?:(of) \d+|(\S*))")


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of a run.

    Attributes:
        value: as printed; of a tally, how many went well.
        unit: e.g. "ms"; "of" for a tally.
        missed: whether its limit was missed.
        peer: whether it is not ours but what stands beside it.
        slowness: the yardstick above it; 1 where none stands.
    """

    value: float
    unit: str
    missed: bool = False
    peer: bool = False
    slowness: float = 1.0

    @property
    def even(self) -> float:
        """The value as it would be on the quiet machine."""
        return self.value / self.slowness if self.unit in TIMES else self.value

    def __str__(self) -> str:
        return f"{self.value:g} {self.unit}".strip()


def readings(text: str) -> dict[str, Reading]:
    """Return the lines of a printed run by their names; a second of one name becomes "… (2)"."""
    found: dict[str, Reading] = {}
    slowness = 1.0
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        measured = _MEASURED.fullmatch(cells[1]) if len(cells) > 3 else None
        if not measured:
            continue
        value, unit = float(measured[1]), measured[2] or measured[3]
        if cells[0].startswith(NAME):
            slowness = value
            continue
        peer = cells[-1].startswith("the peer") or cells[0].startswith("the same ")
        name, count = cells[0], 1
        while name in found:
            count += 1
            name = f"{cells[0]} ({count})"
        found[name] = Reading(value, unit, "MISSED" in cells, peer, slowness)
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in both runs; None where it was not measured."""

    name: str
    before: Reading | None
    after: Reading | None

    @property
    def ratio(self) -> float | None:
        """How many times as much as before, both on the quiet machine."""
        if not (self.before and self.after and self.before.even):
            return None
        return self.after.even / self.before.even

    def verdict(self, tolerance: float) -> str:
        """Return "slower", "faster", "MISSED", "gone", "new" or nothing."""
        if self.before is None or self.after is None:
            return "new" if self.before is None else "gone"
        if self.after.missed and not self.before.missed:
            return "MISSED"
        if self.ratio is None or self.after.peer or self.after.unit not in TIMES:
            return ""
        finest = FINEST_MS / (1000 if self.after.unit == "s" else 1)
        if abs(self.after.even - self.before.even) < finest:
            return ""
        if self.ratio > tolerance:
            return "slower"
        return "faster" if self.ratio < 1 / tolerance else ""

    def line(self, tolerance: float) -> str:
        """Return the line of the table."""
        before, after = (str(one) if one else "" for one in (self.before, self.after))
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} ×"
        return f"| {self.name} | {before} | {after} | {ratio} | {self.verdict(tolerance)} |"


def changes(before: Mapping[str, Reading], after: Mapping[str, Reading]) -> Iterator[Change]:
    """Give every figure of both runs, in the order of the first."""
    for name in dict.fromkeys((*before, *after)):
        yield Change(name, before.get(name), after.get(name))


def main(arguments: list[str]) -> int:
    """Print both runs; returns 1 if something is slower, misses its limit or is gone."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks compare")
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--tolerance", type=float, default=TOLERANCE, metavar="RATIO")
    asked = parser.parse_args(arguments)
    runs = [readings(path.read_text(encoding="utf-8")) for path in (asked.before, asked.after)]
    if not all(runs):
        sys.stderr.write("no figures there; keep what `python -m benchmarks` prints in a file\n")
        return 2
    sys.stdout.write("| figure | before | after | by the yardstick | |\n|---|---|---|---|---|\n")
    worse = 0
    for change in changes(*runs):
        sys.stdout.write(f"{change.line(asked.tolerance)}\n")
        worse += change.verdict(asked.tolerance) in {"slower", "MISSED", "gone"}
    return 1 if worse else 0
