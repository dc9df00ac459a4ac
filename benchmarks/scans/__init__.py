"""Piles of sheets filled by hand and laid on a copier: how many cells are read wrongly or asked.

The program's own sheets are drawn, filled by a generator whose truth the reader never sees, and
spoilt. Nothing here knows how the reader decides, and nothing there knows how a page is spoilt.
`--fonts FOLDER` takes handwriting (TrueType files) for letters and names; without it letters are
drawn as lines and names as scribbles.
"""

import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import Figure
from benchmarks.scans.conditions import CONDITIONS, SEEN_WHILE_TUNING
from benchmarks.scans.sheets import AttendancePile, EvaluationPile
from kursplaner.scanning.reading import FlatPage, read_page

PAGES = 300


@dataclass(slots=True)
class Tally:
    """What came of the cells of some pages."""

    cells: int = 0
    filled: int = 0
    wrong: int = 0
    wrong_filled: int = 0
    asked: int = 0
    pages: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    misattributed: int = 0

    def add(self, other: "Tally") -> None:
        """Take another tally in."""
        for name in ("cells", "filled", "wrong", "wrong_filled", "asked", "pages", "misattributed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.refused += other.refused
        self.seconds += other.seconds


def figures(count: int = PAGES, seed: int = 1) -> Iterator[Figure]:
    """Read `count` evaluation sheets and as many attendance lists, spoilt in all conditions."""
    fonts = _fonts()
    for name, pile, most_wrong, most_asked in (
        ("evaluation", EvaluationPile(fonts), 0.05, 2.0),
        ("attendance", AttendancePile(fonts), 0.1, 5.0),
    ):
        by_condition = _read(pile, count, seed)
        unseen, every = Tally(), Tally()
        for condition, tally in by_condition.items():
            every.add(tally)
            if condition not in SEEN_WHILE_TUNING:
                unseen.add(tally)
        yield from _lines(f"{name}, conditions not looked at", unseen, most_wrong, most_asked)
        yield from _lines(f"{name}, all conditions", every, most_wrong, most_asked)
        for condition, tally in by_condition.items():
            yield Figure(
                f"{name}, {condition}: asked", _share(tally.asked, tally.cells), unit="%",
                beside=f"{tally.wrong} wrong of {tally.cells}, refused {dict(tally.refused)}",
            )  # fmt: skip
        yield Figure(
            f"{name}, CPU per page", every.seconds / max(1, every.pages), unit="s", limit=0.3
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("memory at most, with the drawing of the piles", peak, unit="MB")


def _lines(name: str, tally: Tally, wrong: float, asked: float) -> Iterator[Figure]:
    beside = f"{tally.pages} pages, {tally.cells} cells, refused {dict(tally.refused)}"
    yield Figure(
        f"{name}: wrong outside review", _share(tally.wrong, tally.cells), "%", wrong, beside
    )
    yield Figure(f"{name}: wrong of filled cells", _share(tally.wrong_filled, tally.filled), "%")
    yield Figure(f"{name}: asked", _share(tally.asked, tally.cells), "%", asked)
    yield Figure(f"{name}: attributed to a wrong sheet", tally.misattributed, "pages", 0.0)


def _share(some: int, of: int) -> float:
    return 100 * some / max(1, of)


def _read(pile: Any, count: int, seed: int) -> dict[str, Tally]:  # noqa: ANN401
    tallies = {name: Tally() for name in CONDITIONS}
    names = list(CONDITIONS)
    for number in range(count):
        condition = names[number % len(names)]
        chance = random.Random(f"{seed} {number}")
        tallies[condition].add(_page(pile, CONDITIONS[condition], chance))
    return tallies


def _page(pile: Any, spoil: Callable[..., Any], chance: random.Random) -> Tally:  # noqa: ANN401
    picture, truth = pile.filled(chance)
    picture = spoil(picture, chance, np.random.default_rng(chance.getrandbits(32)))
    begun = time.process_time()
    page = read_page(picture, pile.layout_of)
    tally = Tally(pages=1)
    if not isinstance(page, FlatPage):
        tally.seconds = time.process_time() - begun
        tally.refused[page.obstacle] += 1
        return tally
    read = pile.read(page)
    tally.seconds = time.process_time() - begun
    tally.misattributed = int(page.code != pile.code)
    for place, wanted in truth.items():
        found, certain = read[place]
        tally.cells += 1
        filled = wanted not in pile.NOTHING
        tally.filled += filled
        tally.asked += not certain
        tally.wrong += certain and found != wanted
        tally.wrong_filled += certain and filled and found != wanted
    return tally


def _fonts() -> list[Path]:
    folder = os.environ.get("KURSPLANER_HANDWRITING", "")
    return sorted(Path(folder).rglob("*.ttf")) if folder else []


if __name__ == "__main__":
    for shown in figures():
        sys.stdout.write(shown.line() + "\n")
