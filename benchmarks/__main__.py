"""Run all measurements, or those named, and print one table.

    python -m benchmarks [NAME …] [--ctt FOLDER] [--seconds N] [--count N] [--seed S]
    python -m benchmarks compare BEFORE AFTER

--ctt: also solve the timetables of the competition of 2007 in that folder, N seconds each.
--count, --seed: how many trials of `faults` or one of its parts, troubles of `mending`, or pages
of `scans`, and which.

Before each room a yardstick is measured, and limits in milliseconds are scaled by it. `compare`
takes two files with what was printed.
"""

import argparse
import importlib
import os
import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import compare, faults, yardstick
from benchmarks.measure import Figure, Tally

ROOMS = (
    "planning",
    "conflicts",
    "fixes",
    "people",
    "likeness",
    "lists",
    "paper",
    "timetable",
    "timetable_clash",
    "timetable_hints",
    "mending",
    "window",
    "calendar",
    "pages",
    "scans",
    "encryption",
    "faults",
)
PARTS = tuple(f"faults.{part}" for part in faults.PARTS)
"""Run when named, for they belong to a room of the table already."""


def main(arguments: list[str]) -> int:
    """Print the table; returns 1 if a limit was missed."""
    if arguments[:1] == ["compare"]:
        return compare.main(arguments[1:])
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(ROOMS + PARTS))
    parser.add_argument("--ctt", type=Path, metavar="FOLDER")
    parser.add_argument("--seconds", type=float, default=60.0, metavar="N")
    parser.add_argument("--count", type=int, metavar="N")
    parser.add_argument("--seed", type=int, metavar="S")
    asked = parser.parse_args(arguments)
    own: dict[str, dict[str, Any]] = {"timetable": {"ctt": asked.ctt, "seconds": asked.seconds}}
    trials = {"count": asked.count, "seed": asked.seed}
    trials = {name: value for name, value in trials.items() if value is not None}
    own |= dict.fromkeys(("faults", "mending", "scans", *PARTS), trials)
    wanted = asked.names or list(ROOMS)
    unknown = [name for name in wanted if name not in ROOMS + PARTS]
    if unknown:
        there = ", ".join(ROOMS + PARTS)
        sys.stderr.write(f"unknown: {', '.join(unknown)}; there are: {there}\n")
        return 2
    out = sys.stdout
    out.write(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}\n\n"
    )
    out.write("| figure | measured | limit | | beside |\n|---|---|---|---|---|\n")
    kept = True
    for name in wanted:
        for figure in measured(name, own.get(name, {})):
            kept = shown(figure) and kept
    return 0 if kept else 1


def measured(room: str, options: Mapping[str, Any]) -> Iterator[Figure | Tally]:
    """Measure the yardstick, then a room by it."""
    stick = yardstick.measured()
    yield stick.figure(room)
    for figure in importlib.import_module(f"benchmarks.{room}").figures(**options):
        if isinstance(figure, Figure):
            yield replace(figure, slowness=stick.factor)
        else:
            yield figure


def shown(figure: Figure | Tally) -> bool:
    """Print one line; returns whether its limit is kept."""
    sys.stdout.write(f"{figure.line()}\n")
    sys.stdout.flush()
    return figure.kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
