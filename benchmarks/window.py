"""The start of the window, beside an empty Qt window, as whole processes."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure
from benchmarks.towns import fresh_copy

RUNS = 5
PATIENCE = 60


def figures() -> Iterator[Figure]:
    """Measure the first paint and the moment in which the county is usable."""
    with TemporaryDirectory() as folder:
        path = str(fresh_copy("county", Path(folder)))
        pairs = [(_start("empty", folder), _start(path, folder)) for _ in range(RUNS + 1)][1:]
    starts = [ours for _, ours in pairs]
    peer = statistics.median(empty["first"] for empty, _ in pairs)
    first = statistics.median(start["first"] for start in starts)
    ratio = statistics.median(ours["first"] / theirs["first"] for theirs, ours in pairs)
    usable = statistics.median(start["usable"] - start["first"] for start in starts)
    yield Figure("empty Qt window, first paint", peer * 1000, beside="the peer")
    yield Figure("Kursplaner, first paint", first * 1000)
    yield Figure("ratio to the empty window, pair by pair", ratio, unit="×", limit=1.6)
    yield Figure("usable with the county after that", usable * 1000, limit=1500)


def _start(what: str, folder: str) -> dict[str, float]:
    """Start a process and return its moments in seconds after its start."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": folder}
    environment |= {"XDG_STATE_HOME": folder, "XDG_DATA_HOME": folder}
    before = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.window_probe", what],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
        env=environment,
    )
    moments = (line.split() for line in done.stdout.splitlines())
    return {name: float(moment) - before for name, moment in moments}
