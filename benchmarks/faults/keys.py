"""Programs killed while a town is made with a password, encrypted, or given another key.

Whatever the moment: the town opens with the password of whoever stays, with everything in it; who
leaves is outside as soon as the change is done, at the latest at the next opening; no name can be
read in any byte, and nothing is left behind.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.faults.children import Tell
from benchmarks.faults.kills import Phase, killed
from benchmarks.faults.score import Score
from benchmarks.faults.towns import backups_in, copied, found, names_in
from benchmarks.measure import Tally
from kursplaner.basics.errors import Refused
from kursplaner.store.file.check import check_resting
from kursplaner.store.keys import chain, changing, copies, slots
from kursplaner.store.keys.envelope import COLLEAGUE, HEAD, Access, envelope_path
from kursplaner.store.keys.standing import newest_salt, salt_at
from kursplaner.store.keys.unlocking import by_password, unlock
from kursplaner.store.keys.wrapping import Cost
from kursplaner.store.workspace import Workspace

COUNT, SEED = 100, 1
"""Kills in each of the three."""
QUICK = Cost(2, 1, 1)
STAYS, LEAVES = "Passwort der Leitung", "Passwort von früher"
LEAVER = 2


def figures(count: int = COUNT, seed: int = SEED) -> Iterator[Tally]:
    """Kill so many programs in each, and look at what the next one finds."""
    with TemporaryDirectory() as name:
        source = found(Path(name) / "vorlage" / "Adorf.kursplan")
        for phase in (Create(source), Convert(source), Rekey(source)):
            yield killed(phase, count, seed, Path(name))
            chain.forget()
        yield _flipped(count, seed, Path(name))


def envelope(town: str, name: str) -> Access:
    """Return a new envelope for somebody who stays and somebody who leaves."""
    holders = [
        slots.Holder(HEAD, "Leitung", STAYS),
        slots.Holder(COLLEAGUE, "Kollegin", LEAVES),
    ]
    return slots.new_envelope(town, name, holders, QUICK)[0]


def converted(path: Path) -> None:
    """Encrypt a plain town and take its plain copies away."""
    done = changing.convert(path, envelope(*changing.town_in(path)))
    copies.remove(done.plain)


def leave(access: Access) -> Access:
    """Return an envelope without the one who leaves."""
    return slots.without_slot(access, LEAVER)


def opens(path: Path, password: str) -> bool:
    """Tell whether a town opens with a password; its keys are held afterwards."""
    try:
        unlock(path, by_password(password))
    except Refused as refused:
        if refused.kind != "password_wrong":
            raise
        return False
    return True


class Create(Phase):
    """A town with a password is founded: afterwards it opens, or is not there."""

    name = "creating, encrypted"

    def lay(self, path: Path, random: Random) -> None:
        """Lay nothing: the folder is empty."""

    @staticmethod
    def act(tell: Tell, _folder: Path, path: Path) -> None:
        """Found the town."""
        tell.begin()
        Workspace.create(path, town=path.stem, access=envelope("u-1", path.stem)).close()

    def found(self, path: Path) -> Iterator[str]:
        """See that the town opens; else found it again."""
        chain.forget()
        if not path.exists():
            Workspace.create(path, town=path.stem, access=envelope("u-1", path.stem)).close()
            chain.forget()
        if not opens(path, STAYS) or not salt_at(path):
            yield "does not open"

    def look(self, path: Path) -> Iterator[str]:
        """See that it and its backups stay encrypted."""
        yield from _shown(path)


class Convert(Phase):
    """A plain town is encrypted: afterwards it is the one or the other, with everybody."""

    name = "encrypting"

    def lay(self, path: Path, random: Random) -> None:  # noqa: ARG002
        """Lay a plain town."""
        copied(self.source, path.parent, path.stem)

    @staticmethod
    def act(tell: Tell, _folder: Path, path: Path) -> None:
        """Encrypt it."""
        tell.begin()
        converted(path)

    def found(self, path: Path) -> Iterator[str]:
        """See that it opens, with everybody; then encrypt it, if that was not done."""
        chain.forget()
        if salt_at(path):
            if not opens(path, STAYS):
                yield "does not open"
            Workspace.open(path).close()
        else:
            Workspace.open(path).close()
            if names_in(path) != names_in(self.source):
                yield "somebody is missing"
            converted(path)

    def look(self, path: Path) -> Iterator[str]:
        """See that everybody is there, and nobody can be read."""
        if lost := names_in(self.source) - names_in(path):
            yield f"{len(lost)} people lost"
        yield from _shown(path)


class Rekey(Phase):
    """Somebody leaves: the town opens for who stays, and is under the new key in the end."""

    name = "changing the key"

    def __init__(self, source: Path) -> None:
        super().__init__(copied(source, source.parent / "verschlüsselt", "Adorf"))
        self.people = names_in(self.source)
        converted(self.source)

    def lay(self, path: Path, random: Random) -> None:  # noqa: ARG002
        """Lay an encrypted town with a backup."""
        copied(self.source, path.parent, path.stem)
        shutil.copyfile(envelope_path(self.source), envelope_path(path))
        folder = path.parent / "Sicherungen"
        folder.mkdir()
        for saved in backups_in(self.source.parent):
            target = folder / saved.name.replace(self.source.stem, path.stem, 1)
            shutil.copyfile(saved, target)
            shutil.copyfile(envelope_path(saved), envelope_path(target))

    @staticmethod
    def act(tell: Tell, _folder: Path, path: Path) -> None:
        """Take the one who leaves out."""
        tell.begin()
        changing.change(path, by_password(STAYS), leave)

    def found(self, path: Path) -> Iterator[str]:
        """See that the pair opens; then finish the change, if it was not done."""
        chain.forget()
        if not opens(path, STAYS):
            yield "does not open"
        Workspace.open(path).close()
        if newest_salt(path) != salt_at(path):
            yield "still under the old key after an opening"
        chain.forget()
        if opens(path, LEAVES):
            changing.change(path, by_password(STAYS), leave)
        else:
            changing.change(path, by_password(STAYS), slots.with_code_tried)

    def look(self, path: Path) -> Iterator[str]:
        """See that everybody is there, and who left is outside."""
        if lost := self.people - names_in(path):
            yield f"{len(lost)} people lost"
        for file in (path, *backups_in(path.parent)):
            if opens(file, LEAVES):
                yield f"{file.name} opens for who left"
        yield from _shown(path)


def _shown(path: Path) -> Iterator[str]:
    """Tell in which files somebody can be read."""
    for file in sorted(path.parent.rglob("*")):
        content = file.read_bytes() if file.is_file() else b""
        if b"anfang-0" in content or b"SQLite format" in content:
            yield f"plain: {file.name}"


def _flipped(count: int, seed: int, folder: Path) -> Tally:
    """Flip single bits of an encrypted town and of its envelope: each is found."""
    random = Random(f"{seed} flipped")
    path = copied(folder / "vorlage" / "Adorf.kursplan", folder / "bits", "Adorf")
    converted(path)
    shutil.rmtree(path.parent / "Sicherungen")  # a damaged envelope would come back from there
    score = Score("flipped bits found in town and envelope", seed)
    for number in range(count):
        target = path if number % 2 else envelope_path(path)
        content = target.read_bytes()
        at, bit = random.randrange(len(content)), random.randrange(8)
        wrong = bytearray(content)
        wrong[at] ^= 1 << bit
        target.write_bytes(wrong)
        chain.forget()
        with score.trial(f"{target.name}, byte {at}, bit {bit}") as faults:
            faults.extend(_unnoticed(path))
        target.write_bytes(content)
    chain.forget()
    return score.tally()


def _unnoticed(path: Path) -> Iterator[str]:
    try:
        unlock(path, by_password(STAYS))
        check_resting(path)
    except Refused:
        return
    yield "not found"
