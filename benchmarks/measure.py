"""Taking times, counting what went well, and the row of the table that shows it."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 7
TIMES = frozenset({"ms", "s"})
"""Units whose limits depend on how fast the machine is."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        name: what was measured.
        value: the median.
        unit: e.g. "ms".
        limit: what it may be at most; None where it stands for itself. A time is stated for the
            quiet machine of the yardstick.
        beside: the peer measured in the same run, or what the limit is.
        slowness: how many times slower than that machine this one is at the moment.
    """

    name: str
    value: float
    unit: str = "ms"
    limit: float | None = None
    beside: str = ""
    slowness: float = 1.0

    @property
    def allowed(self) -> float | None:
        """The limit on this machine at this moment; what is no time is the same everywhere."""
        if self.limit is None or self.unit not in TIMES:
            return self.limit
        return self.limit * self.slowness

    @property
    def kept(self) -> bool:
        """Whether the limit is kept."""
        return self.allowed is None or self.value <= self.allowed

    def line(self) -> str:
        """Return the line of the table."""
        limit = "" if self.allowed is None else f"{self.allowed:.3g} {self.unit}"
        if self.allowed != self.limit:
            limit += f" ({self.limit:g})"
        verdict = "" if self.limit is None else ("ok" if self.kept else "MISSED")
        value = f"{self.value:.2f} {self.unit}"
        return f"| {self.name} | {value} | {limit} | {verdict} | {self.beside} |"


@dataclass(frozen=True, slots=True)
class Tally:
    """One line of the table that counts: all must have gone well.

    Attributes:
        name: what was counted.
        well: how many went well.
        of: how many there were.
        beside: what else is worth telling: the seed, and what went wrong.
    """

    name: str
    well: int
    of: int
    beside: str = ""

    @property
    def kept(self) -> bool:
        """Whether all went well, and there were some."""
        return self.well == self.of > 0

    def line(self) -> str:
        """Return the line of the table."""
        verdict = "ok" if self.kept else "MISSED"
        counted = f"{self.well} of {self.of}"
        return f"| {self.name} | {counted} | {self.of} of {self.of} | {verdict} | {self.beside} |"


def median_ms(act: Callable[[], object], runs: int = RUNS, warm: int = 1) -> float:
    """Return the median wall time of an act in milliseconds, after warming up."""
    for _ in range(warm):
        act()
    return statistics.median(_once(act, time.perf_counter) for _ in range(runs))


def median_cpu_ms(act: Callable[[], object], runs: int = RUNS, warm: int = 1) -> float:
    """Return the median processor time of an act in milliseconds, after warming up."""
    for _ in range(warm):
        act()
    return statistics.median(_once(act, time.process_time) for _ in range(runs))


def _once(act: Callable[[], object], watch: Callable[[], float]) -> float:
    before = watch()
    act()
    return (watch() - before) * 1000
