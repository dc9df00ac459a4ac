"""What must survive: restores, crashes, backups, rotation, upgrades and kills, each counted.

Real files and real processes, killed without a warning. What happens follows from the seed, up to
the moments that the machine itself decides.
"""

import importlib
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from benchmarks.measure import Tally

PARTS = ("kills", "keys", "rotation", "restores", "crashes", "backups", "upgrades")
"""The longest first: two run at a time."""
AT_ONCE = 2


def figures(**asked: int) -> Iterator[Tally]:
    """Run all of them; `count` and `seed` are handed on to each."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(AT_ONCE, mp_context=context) as pool:
        running = [pool.submit(tallies, part, asked) for part in PARTS]
        for part in running:
            yield from part.result()


def tallies(part: str, asked: dict[str, int]) -> list[Tally]:
    """Run one part to its end."""
    return list(importlib.import_module(f"benchmarks.faults.{part}").figures(**asked))
