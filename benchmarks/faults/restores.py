"""Backups brought back into folders where a killed program left things, by hand and by us.

Whatever lay there, the town must be the backup to the last row, the backup the same to the last
byte, and what lay there must be kept aside.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.faults.children import Child, Tell
from benchmarks.faults.score import Score
from benchmarks.faults.towns import (
    NAMES,
    check_all,
    copied,
    dump,
    found,
    left_behind,
    names_in,
    opened_and_closed,
    work,
)
from benchmarks.measure import Tally
from kursplaner.store.backups import restoring
from kursplaner.store.file.neighbours import ASIDE
from kursplaner.store.workspace import Workspace

COUNT, SEED = 50, 1
LOG_MAGIC = bytes.fromhex("377f0682002de21800001000")
JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")


def figures(count: int = COUNT, seed: int = SEED) -> Iterator[Tally]:
    """Bring back so many backups, each with other leftovers, in another way."""
    score = Score("restores into folders with leftovers", seed)
    random = Random(seed)
    with TemporaryDirectory() as name:
        towns = _Towns(Path(name), random)
        for number in range(count):
            _trial(score, towns, Path(name) / f"{number:03}", random)
    yield score.tally()


def _trial(score: Score, towns: "_Towns", folder: Path, random: Random) -> None:
    """Kill a town, lay something beside it, bring back a backup, and look."""
    name, left, way = random.choice(NAMES), random.choice(LEFTOVERS), random.choice(WAYS)
    when = random.choice(("before", "during"))
    path = copied(towns.own, folder, name)
    with score.trial(f"{name}, backup {when}, {left.__name__}, {way.__name__}") as faults:
        saved, done = _killed_after_backup(path, when, random)
        left(path, towns, random)
        lay = {_content(leftover) for leftover in _leftovers(path)} - {b""}
        before = saved.read_bytes()
        way(path, saved)
        opened_and_closed(path)
        if dump(path) != dump(saved):
            faults.append("not what was brought back")
        if saved.read_bytes() != before:
            faults.append("the backup was changed")
        faults.extend([f"left behind: {strange}" for strange in left_behind(folder)])
        if way is by_the_program:
            if left in OWN:
                faults.extend(_lost(folder, done))
        elif not lay <= {_content(stranger) for stranger in (folder / ASIDE).glob("*")}:
            faults.append("a stranger is gone")
    shutil.rmtree(folder)


def _killed_after_backup(path: Path, when: str, random: Random) -> tuple[Path, set[str]]:
    """Work on a town with a backup made on the way, kill it; return the backup and all acts."""
    first, then = random.randint(1, 8), random.randint(1, 12)
    with Child(_work_on, path.parent, path, when, first, random.random()) as child:
        child.wait_for(first + 1 + then)
        child.kill()
        saved = next(told for told in child.acknowledged if isinstance(told, Path))
        return saved, {told for told in child.acknowledged if isinstance(told, str)}


def _work_on(tell: Tell, _folder: Path, path: Path, when: str, acts: int, seed: float) -> None:
    """Work, make a backup, and work on for ever; before: the town is closed after the backup."""
    random = Random(seed)
    town = Workspace.open(path, who="Büro")
    for number in range(acts):
        tell(work(town, "vorher", number, random))
    tell(town.back_up("hand"))
    if when == "before":
        town.close()
        town = Workspace.open(path, who="Büro")
    for number in range(100_000):
        tell(work(town, "nachher", number, random))


def _lost(folder: Path, done: set[str]) -> list[str]:
    """Tell what the state before, kept by the program, does not hold of what was acknowledged."""
    kept = list((folder / "Sicherungen").glob(f"*_{restoring.BEFORE}.*"))
    check_all(kept)
    held = set().union(*(names_in(path) for path in kept))
    return [f"{len(done - held)} acts lost from the state before"] if done - held else []


# --- what lies beside the town ---------------------------------------------------------------


class _Towns:
    """The town that is disturbed, and the log of another one that was killed."""

    def __init__(self, folder: Path, random: Random) -> None:
        self.own = found(folder / "vorlage.kursplan")
        other = found(folder / "fremd" / "Oelsnitz.kursplan")
        _killed_after_backup(other, "before", random)
        self.log = _beside(other, "-wal").read_bytes()
        self.base = _beside(other, "-base").read_bytes()


def its_own_log(_path: Path, _towns: _Towns, _random: Random) -> None:
    """Leave what the killed program left."""


def its_own_log_without_base(path: Path, _towns: _Towns, _random: Random) -> None:
    """Leave the log alone, as a version does that wrote no pages down."""
    _beside(path, "-base").unlink()
    _beside(path, "-lock").unlink()


def log_of_another_town(path: Path, towns: _Towns, random: Random) -> None:
    """Lay the log of another town there, with or without its pages."""
    _beside(path, "-wal").write_bytes(towns.log)
    kind = random.choice(("none", "own", "other"))
    if kind == "none":
        _beside(path, "-base").unlink()
    elif kind == "other":
        _beside(path, "-base").write_bytes(towns.base)


def garbage_as_log(path: Path, _towns: _Towns, random: Random) -> None:
    """Lay something there that is no log, or only begins like one."""
    begin = random.choice((b"", LOG_MAGIC, b"PK\x03\x04"))
    _beside(path, "-wal").write_bytes(begin + random.randbytes(random.choice((100, 5000, 200_000))))


def damaged_log(path: Path, _towns: _Towns, random: Random) -> None:
    """Turn over bits of its own log, anywhere."""
    content = bytearray(_beside(path, "-wal").read_bytes())
    for _ in range(random.randint(1, 5)):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    _beside(path, "-wal").write_bytes(content)


def journal_and_index(path: Path, _towns: _Towns, random: Random) -> None:
    """Lay a rollback journal and a torn index there, with its own log or without."""
    begin = random.choice((b"", JOURNAL_MAGIC + b"\xff\xff\xff\xff"))
    _beside(path, "-journal").write_bytes(begin + random.randbytes(9000))
    _beside(path, "-shm").write_bytes(random.randbytes(32768))
    if random.random() < 0.5:
        _beside(path, "-wal").unlink()


def unfinished_files(path: Path, towns: _Towns, random: Random) -> None:
    """Lay unfinished files of all versions there."""
    for name in (f"{path.name}.tmp", f"{path.name}.migration", f".{path.name}.0a1b2c3d.neu"):
        path.with_name(name).write_bytes(towns.own.read_bytes()[: random.randrange(50_000)])
        path.with_name(f"{name}-journal").write_bytes(JOURNAL_MAGIC)


Leftover = Callable[[Path, _Towns, Random], None]
OWN: tuple[Leftover, ...] = (its_own_log, its_own_log_without_base, unfinished_files)
LEFTOVERS: tuple[Leftover, ...] = (
    *OWN,
    log_of_another_town,
    garbage_as_log,
    damaged_log,
    journal_and_index,
)


# --- how a backup is brought back ------------------------------------------------------------


def renamed_and_copied(path: Path, saved: Path) -> None:
    """Do as the handbook said for years: rename the town, give its name to a copy."""
    path.rename(path.with_name(f"{path.stem}-alt.kursplan"))
    shutil.copyfile(saved, path)


def overwritten(path: Path, saved: Path) -> None:
    """Copy the backup over the town, in place."""
    shutil.copyfile(saved, path)


def deleted_and_copied(path: Path, saved: Path) -> None:
    """Delete the town and put a copy there."""
    path.unlink()
    shutil.copyfile(saved, path)


def by_the_program(path: Path, saved: Path) -> None:
    """Let the program do it."""
    restoring.restore(path, saved)


WAYS: tuple[Callable[[Path, Path], None], ...] = (
    renamed_and_copied,
    overwritten,
    deleted_and_copied,
    by_the_program,
)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}{ending}")


def _leftovers(path: Path) -> list[Path]:
    return [_beside(path, ending) for ending in ("-wal", "-journal")]


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
