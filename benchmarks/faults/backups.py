"""Backups made while two others write without a pause: each must be one state that there was."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.faults.children import Child, Tell
from benchmarks.faults.score import Score
from benchmarks.faults.towns import (
    found,
    left_behind,
    names_in,
    numbers_of,
    opened_and_closed,
    work,
)
from benchmarks.measure import Tally
from kursplaner.basics.errors import Refused
from kursplaner.store.backups import backup
from kursplaner.store.file.check import check_resting
from kursplaner.store.workspace import Workspace

COUNT, SEED = 60, 1
WRITERS = ("eins", "zwei")


def figures(count: int = COUNT, seed: int = SEED) -> Iterator[Tally]:
    """Make so many backups while two processes write, and look into each."""
    score = Score("backups while two others write", seed)
    random = Random(seed)
    with TemporaryDirectory() as name:
        path = found(Path(name) / "Stadt Köthen.kursplan")
        first, second = (_writer(path, who, random) for who in WRITERS)
        with first, second:
            first.wait_for(1)
            second.wait_for(1)
            town = Workspace.open(path, who="Sicherung")
            for _ in range(count):
                with score.trial("backup") as faults:
                    faults.extend(_made(town, dict(zip(WRITERS, (first, second), strict=True))))
            town.close()
        yield score.tally()
        yield _afterwards(path, seed, first.acknowledged + second.acknowledged)


def _writer(path: Path, who: str, random: Random) -> Child:
    return Child(_write, path.parent, path, who, random.random())


def _write(tell: Tell, _folder: Path, path: Path, who: str, seed: float) -> None:
    random, number = Random(seed), 0
    town = Workspace.open(path, who=who)
    while True:
        try:
            tell(work(town, who, number, random))
        except Refused as refused:
            if refused.kind != "busy":  # the other one was quicker for five seconds
                raise
        else:
            number += 1


def _made(town: Workspace, writers: dict[str, Child]) -> Iterator[str]:
    """Make a backup; it holds what was stored before it began, and nothing that came after."""
    before = _stored(writers)
    saved = town.back_up("hand")
    after = _stored(writers)
    check_resting(saved)
    names = names_in(saved)
    for who in writers:
        numbers = numbers_of(names, who)
        if numbers != [*range(len(numbers))]:
            yield f"gaps in the acts of {who}"
        if not before[who] <= len(numbers) <= after[who] + 1:
            yield f"{len(numbers)} acts of {who}, stored were {before[who]} to {after[who]}"
    with backup.resting(saved) as connection:
        acts = backup.counts(connection)["act"] - 2  # the first ones founded and named the town
    if acts != len(names):
        yield f"{acts} acts and {len(names)} people"
    yield from (f"{who} writes no more" for who, child in writers.items() if not child.alive)


def _stored(writers: dict[str, Child]) -> dict[str, int]:
    for child in writers.values():
        child.listen()
    return {who: len(child.acknowledged) for who, child in writers.items()}


def _afterwards(path: Path, seed: int, acknowledged: list[str]) -> Tally:
    """Open the town, whose writers were killed: nothing is lost and nothing left behind."""
    score = Score("acts there after those backups", seed)
    with score.trial(path.stem, of=len(acknowledged)) as faults:
        opened_and_closed(path)
        if lost := set(acknowledged) - names_in(path):
            faults.append(f"{len(lost)} acts lost")
        faults.extend([f"left behind: {name}" for name in left_behind(path.parent)])
    return score.tally()
