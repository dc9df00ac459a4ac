"""Three programs that open an older town at the same moment and go to work at once."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.faults.children import Child, Tell
from benchmarks.faults.older import crashed_at_work, made_older
from benchmarks.faults.score import Score
from benchmarks.faults.towns import (
    NAMES,
    backups_in,
    copied,
    found,
    left_behind,
    names_in,
    opened_and_closed,
    work,
)
from benchmarks.measure import Tally
from kursplaner.store.file.check import HEAD, check_resting
from kursplaner.store.workspace import Workspace

COUNT, SEED = 300, 1
PROCESSES = 3
EACH = 20
"""Acts of a process before the next older town is taken."""


def figures(count: int = COUNT, seed: int = SEED) -> Iterator[Tally]:
    """Let at least so many acts be done in towns that are brought up to date meanwhile."""
    score = Score("acts there after three open an older town together", seed)
    random = Random(seed)
    with TemporaryDirectory() as name:
        source = made_older(found(Path(name) / "vorlage" / "Adorf.kursplan"))
        while score.of < count:
            _trial(score, source, Path(name) / f"{score.of:04}", random)
    yield score.tally()


def _trial(score: Score, source: Path, folder: Path, random: Random) -> None:
    path = copied(source, folder, random.choice(NAMES))
    done = names_in(path)
    if random.random() < 0.5:
        done |= set(crashed_at_work(path, random.randint(1, 30)))
    begins = [random.random() for _ in range(PROCESSES)]
    with ExitStack() as running:
        children = [
            running.enter_context(Child(_work, folder, path, f"büro{at}", begin))
            for at, begin in enumerate(begins)
        ]
        for child in children:
            child.wait()
        acts = {name for child in children for name in child.acknowledged}
    what = f"{path.stem}, {len(done)} people before"
    with score.trial(what, of=PROCESSES * EACH) as faults:
        if len(acts) != PROCESSES * EACH:
            faults.append(f"only {len(acts)} acts done")
        opened_and_closed(path)
        if check_resting(path) != HEAD:
            faults.append("not brought up to date")
        if lost := (acts | done) - names_in(path):
            faults.append(f"{len(lost)} acts lost")
        saved = [names_in(backup) for backup in backups_in(folder) if check_resting(backup) != HEAD]
        if done not in saved:
            faults.append("no backup of the older town")
        faults.extend([f"left behind: {name}" for name in left_behind(folder)])


def _work(tell: Tell, _folder: Path, path: Path, who: str, seed: float) -> None:
    random = Random(seed)
    town = Workspace.open(path, who=who)
    for number in range(EACH):
        tell(work(town, who, number, random))
    town.close()
