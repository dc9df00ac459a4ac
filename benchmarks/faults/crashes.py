"""The ordinary crash: a killed program is just opened again, and every act is there.

The control beside the restores: whoever sets strangers aside must keep the town's own log. Towns
are killed while they work and while they close, also in the midst of the log's way into the file.
"""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.faults.children import BEGUN, PATIENCE, Child, Tell, kill_within, measured
from benchmarks.faults.score import Score
from benchmarks.faults.towns import (
    NAMES,
    copied,
    found,
    left_behind,
    names_in,
    numbers_of,
    opened_and_closed,
    work,
)
from benchmarks.measure import Tally
from kursplaner.store.file.check import check_resting
from kursplaner.store.file.log_file import log_is_empty
from kursplaner.store.workspace import Workspace

COUNT, SEED = 30, 1
MOST = 40
"""Acts before a kill at work."""
MANY = 250
"""Acts that make a log of some megabytes, whose way into the file takes a while."""


def figures(count: int = COUNT, seed: int = SEED) -> Iterator[Tally]:
    """Kill so many towns at work and so many on closing, and count the acts that are there."""
    with TemporaryDirectory() as name:
        source = found(Path(name) / "vorlage.kursplan")
        yield _working(count, seed, source, Random(seed))
        yield _closing(count, seed, source, Random(seed))


def _working(count: int, seed: int, source: Path, random: Random) -> Tally:
    score = Score("acts there after a kill at work", seed)
    for number in range(count):
        path = copied(source, source.parent / f"work{number}", random.choice(NAMES))
        with Child(work_on, path.parent, path, random.random()) as child:
            child.wait_for(random.randint(0, MOST))
            time.sleep(random.uniform(0, 0.03))
            child.kill()
        _look(score, path, child.acknowledged)
    return score.tally()


def _closing(count: int, seed: int, source: Path, random: Random) -> Tally:
    """Let a town be killed with a long log, and copies of it be opened and killed on closing."""
    score = Score("acts there after a kill on closing", seed)
    long = copied(source, source.parent / "long", "Stadt Köthen")
    with Child(work_on, long.parent, long, random.random()) as child:
        child.wait_for(min(MANY, 20 * count))
        child.kill()
        done = child.acknowledged
    length = measured(_close, _copied_whole(long, source.parent / "once").parent)
    midst = 0
    for number in range(count):
        path = _copied_whole(long, source.parent / f"close{number}")
        if number % 2:
            kill_within(length.moment(random), _close, path.parent)
        else:
            _kill_when_changed(path, random.uniform(0, 0.004))
        midst += not log_is_empty(path) and path.read_bytes() != long.read_bytes()
        _look(score, path, done)
    score.told = f"{midst} of {count} in the midst of the log's way"
    return score.tally()


def work_on(tell: Tell, _folder: Path, path: Path, seed: float) -> None:
    """Open a town and work for ever."""
    random = Random(seed)
    town = Workspace.open(path, who="Büro")
    for number in range(1_000_000):
        tell(work(town, "büro", number, random))


def _kill_when_changed(path: Path, seconds: float) -> None:
    """Kill a town on closing so long after the log has begun to go into the file."""
    before = path.stat().st_mtime_ns
    with Child(_close, path.parent) as child:
        child.wait(BEGUN)
        until = time.monotonic() + PATIENCE
        while path.stat().st_mtime_ns == before and time.monotonic() < until:
            pass
        time.sleep(seconds)


def _close(tell: Tell, folder: Path) -> None:
    town = Workspace.open(next(folder.glob("*.kursplan")), who="Büro")
    tell.begin()
    town.close()


def _copied_whole(path: Path, folder: Path) -> Path:
    """Copy a killed town with everything beside it."""
    shutil.copytree(path.parent, folder)
    return folder / path.name


def _look(score: Score, path: Path, acknowledged: list[str]) -> None:
    """Open a killed town again and count its acts; one may be stored and not acknowledged yet."""
    with score.trial(path.stem, of=len(acknowledged)) as faults:
        strangers = opened_and_closed(path)
        check_resting(path)
        there = names_in(path)
        if lost := set(acknowledged) - there:
            faults.append(f"{len(lost)} acts lost")
        numbers = numbers_of(there, "büro")
        if len(acknowledged) + 1 < len(numbers) or numbers != [*range(len(numbers))]:
            faults.append("acts that nobody did, or gaps between them")
        left = [*left_behind(path.parent), *(stranger.name for stranger in strangers)]
        faults.extend([f"left behind: {name}" for name in left])
    shutil.rmtree(path.parent)
