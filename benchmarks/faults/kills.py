"""Programs killed in the midst of creating, backing up, bringing up to date and restoring.

Whatever the moment: a new town is whole or not there at all, every act that was stored is there,
every backup is whole, and after the next opening, backup and closing nothing is left behind.
"""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.faults.children import Tell, kill_within, measured
from benchmarks.faults.older import crashed_at_work, made_older
from benchmarks.faults.score import Score
from benchmarks.faults.towns import (
    NAMES,
    backups_in,
    check_all,
    copied,
    dump,
    found,
    left_behind,
    names_in,
    work,
)
from benchmarks.measure import Tally
from kursplaner.store.backups import restoring
from kursplaner.store.backups.backup import KEPT
from kursplaner.store.file.check import HEAD, check_resting
from kursplaner.store.workspace import Workspace

COUNT, SEED = 204, 1
"""Kills in creating, backing up and bringing up to date together; a third of each in restoring."""
TRIES = 3
"""How often a kill that came too late may be tried again."""
LAND = "BY"


def figures(count: int = COUNT, seed: int = SEED) -> Iterator[Tally]:
    """Kill so many programs in the midst of it, and look at what the next one finds."""
    with TemporaryDirectory() as name:
        source = found(Path(name) / "vorlage" / "Adorf.kursplan")
        for phase in (Create(source), BackUp(source), Upgrade(source)):
            yield killed(phase, -(-count // 3), seed, Path(name))
        yield killed(Restore(source), -(-count // 9), seed, Path(name))


class Phase(ABC):
    """Something that a program is killed in.

    Attributes:
        name: for the table.
        source: a town to begin with.
    """

    name = ""

    def __init__(self, source: Path) -> None:
        self.source = source

    @abstractmethod
    def lay(self, path: Path, random: Random) -> None:
        """Lay what is there before, under the name of the town or beside it."""

    @staticmethod
    @abstractmethod
    def act(tell: Tell, folder: Path, path: Path) -> None:
        """Do it, in a process of its own, which is killed after `tell.begin`."""

    @abstractmethod
    def found(self, path: Path) -> Iterator[str]:
        """Tell what is wrong with what the killed program left; then begin again, if need be."""

    @abstractmethod
    def look(self, path: Path) -> Iterator[str]:
        """Tell what is wrong after the town was opened, worked on, saved and closed."""


def killed(phase: Phase, count: int, seed: int, folder: Path) -> Tally:
    """Kill a phase so many times in its midst; one that was done already does not count."""
    score = Score(f"kills in {phase.name} that harm nothing", seed)
    random = Random(f"{seed} {phase.name}")
    once = folder / phase.name / "once" / "Adorf.kursplan"
    once.parent.mkdir(parents=True)
    phase.lay(once, random)
    length = measured(phase.act, once.parent, once)
    late = 0
    for number in range(count * TRIES):
        path = folder / phase.name / f"{number}" / f"{random.choice(NAMES)}.kursplan"
        path.parent.mkdir()
        phase.lay(path, random)
        moment = length.moment(random)
        if kill_within(moment, phase.act, path.parent, path).done:
            late += 1
        else:
            with score.trial(f"{path.stem}, {moment}") as faults:
                faults.extend(phase.found(path))
                faults.extend(_opened_saved_closed(path))
                faults.extend(phase.look(path))
        shutil.rmtree(path.parent)
        if score.of == count:
            break
    score.told = f"in {length.seconds:.2f} s, {length.steps} steps on the disk; {late} too late"
    return score.tally()


def _opened_saved_closed(path: Path) -> Iterator[str]:
    """Open the town, work, save and close it: then nothing may be left behind."""
    town = Workspace.open(path, who="Nachher")
    added = work(town, "nachher", 0, Random(0), note=0)
    town.close(with_backup=True)
    if added not in names_in(path):
        yield "cannot be worked on"
    check_all([path, *backups_in(path.parent)])
    yield from (f"left behind: {name}" for name in left_behind(path.parent))


class Create(Phase):
    """A town is founded: afterwards it is whole, with its Land, or not there."""

    name = "creating"

    def lay(self, path: Path, random: Random) -> None:
        """Lay nothing: the folder is empty."""

    @staticmethod
    def act(tell: Tell, _folder: Path, path: Path) -> None:
        """Found the town."""
        tell.begin()
        Workspace.create(path, town=path.stem, land=LAND).close()

    def found(self, path: Path) -> Iterator[str]:
        """See that there is a whole town or none; then found it again."""
        if path.exists():
            check_resting(path)
        else:
            Workspace.create(path, town=path.stem, land=LAND).close()
        yield from ()

    def look(self, path: Path) -> Iterator[str]:
        """See that it has all that it was founded with, and was founded once."""
        rows = dump(path)
        settings = {(key, value) for key, value, *_ in (row[1:] for row in rows["setting"])}
        if not settings >= {("town.name", path.stem), ("calendar.land", LAND)}:
            yield "half a town"
        if len(rows["act"]) != 2:  # and the one afterwards
            yield f"{len(rows['act'])} acts"


class BackUp(Phase):
    """A backup is made beside as many as are kept: all those or the newest are there."""

    name = "backing up"

    def __init__(self, source: Path) -> None:
        super().__init__(copied(source, source.parent / "gesichert", "Adorf"))
        town = Workspace.open(self.source)
        for number in range(KEPT):
            work(town, "vorher", number, Random(number))
            town.back_up("ende")
        town.close()

    def lay(self, path: Path, random: Random) -> None:  # noqa: ARG002
        """Lay a town with its backups."""
        copied(self.source, path.parent, path.stem)
        folder = path.parent / "Sicherungen"
        folder.mkdir()
        for backup in backups_in(self.source.parent):
            renamed = backup.name.replace(self.source.stem, path.stem, 1)
            shutil.copyfile(backup, folder / renamed)

    @staticmethod
    def act(tell: Tell, _folder: Path, path: Path) -> None:
        """Work and save."""
        town = Workspace.open(path)
        work(town, "büro", 0, Random(0))
        tell.begin()
        town.back_up("ende")

    def found(self, path: Path) -> Iterator[str]:
        """See that no other is gone."""
        if (count := len(backups_in(path.parent))) not in (KEPT, KEPT + 1):
            yield f"{count} backups"

    def look(self, path: Path) -> Iterator[str]:
        """See that the newest are there, with everything."""
        saved = backups_in(path.parent)
        if len(saved) != KEPT:
            yield f"{len(saved)} backups after the next"
        held: set[str] = set().union(*(names_in(backup) for backup in saved))
        if lost := {"büro-00000", "vorher-00009", "nachher-00000"} - held:
            yield f"lost: {sorted(lost)}"


class Upgrade(Phase):
    """An older town is opened, closed or killed before: nothing in it is lost."""

    name = "bringing up to date"

    def __init__(self, source: Path) -> None:
        super().__init__(made_older(copied(source, source.parent / "älter", "Adorf")))
        self.people: set[str] = set()

    def lay(self, path: Path, random: Random) -> None:
        """Lay an older town, with a log or without."""
        copied(self.source, path.parent, path.stem)
        self.people = names_in(path)
        if random.random() < 0.5:
            self.people |= set(crashed_at_work(path, random.randint(1, 20)))

    @staticmethod
    def act(tell: Tell, _folder: Path, path: Path) -> None:
        """Open it."""
        tell.begin()
        Workspace.open(path)

    def found(self, path: Path) -> Iterator[str]:
        """See that there is a town."""
        if not path.exists():
            yield "no town"

    def look(self, path: Path) -> Iterator[str]:
        """See that it is up to date, with everything, and kept as it was."""
        if check_resting(path) != HEAD:
            yield "not brought up to date"
        if lost := self.people - names_in(path):
            yield f"{len(lost)} people lost"
        saved = [backup for backup in backups_in(path.parent) if check_resting(backup) != HEAD]
        if self.people not in [names_in(backup) for backup in saved]:
            yield "no backup of the older town"


class Restore(Phase):
    """A backup is brought back: there is the one state or the other, and both are kept."""

    name = "restoring"

    def lay(self, path: Path, random: Random) -> None:
        """Lay a town that went on since its backup."""
        town = Workspace.open(copied(self.source, path.parent, path.stem))
        town.back_up("hand")
        for number in range(random.randint(1, 6)):
            work(town, "seither", number, random)
        town.close()
        shutil.copyfile(path, path.parent / "vorher")

    @staticmethod
    def act(tell: Tell, folder: Path, path: Path) -> None:
        """Bring it back."""
        saved = next((folder / "Sicherungen").glob("*_hand.kursplan"))
        tell.begin()
        restoring.restore(path, saved)

    def found(self, path: Path) -> Iterator[str]:
        """See which state is there, and where the other one is."""
        Workspace.open(path).close()
        before, now = dump(path.parent / "vorher"), dump(path)
        others = [dump(backup) for backup in backups_in(path.parent)]
        saved = dump(next((path.parent / "Sicherungen").glob("*_hand.kursplan")))
        if now not in (before, saved):
            yield "neither the one nor the other"
        if now == saved and before not in others:
            yield "the state before is lost"

    def look(self, path: Path) -> Iterator[str]:
        """See that the backup is still there."""
        if not [*(path.parent / "Sicherungen").glob("*_hand.kursplan")]:
            yield "the backup is gone"
