"""A year of backups of three towns with similar names, with the clock set back twice.

After each backup: it is there and whole, the newest ten of its town and reason are there in the
order in which they were made, and nobody else's is gone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.faults.score import Score
from benchmarks.faults.towns import backups_in, copied, found, left_behind, work
from benchmarks.measure import Tally
from kursplaner.basics import clock
from kursplaner.store.backups.backup import KEPT
from kursplaner.store.file.check import check_resting
from kursplaner.store.workspace import AT_END, Workspace

COUNT, SEED = 250, 1
NAMES = ("Adorf", "Adorf_Uebung", "Adorf [1]")
BY_HAND = "hand"
NOTE = 200
"""Signs of a note at most: the towns stay small, so that a year takes a minute."""
BEGIN = datetime(2027, 1, 4, 17, 0)
BACK = (timedelta(days=120), timedelta(days=45))
"""How far the clock is set back, after a third and two thirds of the days."""


@dataclass(slots=True)
class _Year:
    """The towns of a folder and their backups in the order in which they were made."""

    folder: Path
    made: dict[tuple[str, str], list[Path]] = field(default_factory=dict)
    open: dict[str, Workspace] = field(default_factory=dict)

    def town(self, name: str) -> Workspace:
        """Return a town; it stays open until somebody closes it."""
        if name not in self.open:
            self.open[name] = Workspace.open(self.folder / f"{name}.kursplan", who="Büro")
        return self.open[name]

    def expected(self) -> set[Path]:
        """Return the backups that must be there: the last ten of each town and reason."""
        return {path for paths in self.made.values() for path in paths[-KEPT:]}


def figures(count: int = COUNT, seed: int = SEED) -> Iterator[Tally]:
    """Let so many working days pass."""
    score = Score("backups of a year, three similar names, clock set back twice", seed)
    random = Random(seed)
    with TemporaryDirectory() as name:
        year = _Year(Path(name))
        source = found(year.folder / "vorlage" / "Adorf.kursplan")
        for town in NAMES:
            copied(source, year.folder, town)
        for number, moment in enumerate(_days(count)):
            with clock.pinned(moment):
                _day(score, year, number, random)
        for opened in year.open.values():
            opened.close()
        with score.trial("the folder afterwards") as faults:
            faults.extend([f"left behind: {name}" for name in left_behind(year.folder)])
    yield score.tally()


def _days(count: int) -> Iterator[datetime]:
    """Return the evenings of so many working days as a clock tells them that is set back twice."""
    moment = BEGIN
    back = dict(zip((count // 3, 2 * count // 3), BACK, strict=True))
    for number in range(count):
        moment += timedelta(days=3 if moment.weekday() == 4 else 1)
        moment -= back.get(number, timedelta())
        yield moment


def _day(score: Score, year: _Year, number: int, random: Random) -> None:
    """Work on one of the towns, sometimes save by hand (twice in a second, too), and finish."""
    name = random.choice(NAMES)
    town = year.town(name)
    work(town, "tag", number, random, note=NOTE)
    for _ in range(random.choice((0, 0, 0, 0, 1, 2))):
        with _backup(score, year, name, BY_HAND):
            town.back_up(BY_HAND)
    if random.random() < 0.2:
        with _backup(score, year, name, AT_END):
            year.open.pop(name).close(with_backup=True)
    else:  # the window stays open over night
        with _backup(score, year, name, AT_END):
            town.back_up(AT_END)


@contextmanager
def _backup(score: Score, year: _Year, name: str, reason: str) -> Iterator[None]:
    """Look what a backup made of the folder."""
    before = set(backups_in(year.folder))
    with score.trial(f"{name}, {reason}, {clock.now():%d.%m.}") as faults:
        yield
        there = set(backups_in(year.folder))
        new = there - before
        if len(new) != 1:
            faults.append(f"{len(new)} new files")
        for path in new:
            check_resting(path)
            year.made.setdefault((name, reason), []).append(path)
        gone, extra = year.expected() - there, there - year.expected()
        faults.extend(
            [f"gone: {path.name}" for path in gone] + [f"too many: {path.name}" for path in extra]
        )
