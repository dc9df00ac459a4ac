"""Run all measurements, or those named, and print one table."""

import importlib
import os
import platform
import sys

from benchmarks.measure import Figure

ROOMS = (
    "planning",
    "conflicts",
    "fixes",
    "people",
    "paper",
    "timetable_clash",
    "window",
    "calendar",
)


def main(names: list[str]) -> int:
    """Print the table; returns 1 if a limit was missed."""
    wanted = names or list(ROOMS)
    unknown = [name for name in wanted if name not in ROOMS]
    if unknown:
        sys.stderr.write(f"unknown: {', '.join(unknown)}; there are: {', '.join(ROOMS)}\n")
        return 2
    out = sys.stdout
    out.write(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}\n\n"
    )
    out.write("| figure | median | limit | | beside |\n|---|---|---|---|---|\n")
    kept = True
    for name in wanted:
        for figure in importlib.import_module(f"benchmarks.{name}").figures():
            kept = shown(figure) and kept
    return 0 if kept else 1


def shown(figure: Figure) -> bool:
    """Print one line; returns whether its limit is kept."""
    sys.stdout.write(f"{figure.line()}\n")
    sys.stdout.flush()
    return figure.kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
