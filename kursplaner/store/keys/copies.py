"""Copies of a town within reach: whose envelopes are renewed, and which lie there in plain."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.store.backups.backup import resting
from kursplaner.store.backups.replaying import town_id
from kursplaner.store.file.connection import DRIVER_ERROR
from kursplaner.store.file.held_file import head_of, is_plain
from kursplaner.store.file.location import true_path
from kursplaner.store.file.locks import TownLock
from kursplaner.store.file.neighbours import ASIDE
from kursplaner.store.keys.chain import SALT
from kursplaner.store.keys.envelope import ENDING, Envelope, write_envelope
from kursplaner.store.keys.standing import BACKUPS, TOWN, read_envelope_or_none, salt_at

REMAINS = ("-wal", "-journal")


@dataclass(frozen=True, slots=True)
class Renewed:
    """What became of the envelopes beside a town's copies.

    Attributes:
        done: the copies that have the new envelope now.
        left: those that could not be given it; who knew the old password still opens them.
    """

    done: tuple[Path, ...]
    left: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class PlainCopy:
    """A file that shows what is in a town to whoever reads it."""

    path: Path
    size: int


def renew_envelopes(path: Path, envelope: Envelope) -> Renewed:
    """Lay the present envelope beside every copy of a town within reach."""
    done, left = [], []
    for file in _files_near(true_path(path)):
        if file == true_path(path) or envelope.key_of(salt_at(file)) is None:
            continue
        own = read_envelope_or_none(file)
        if own == envelope:
            continue
        try:
            write_envelope(file, envelope)
            done.append(file)
        except OSError:
            left.append(file)
    return Renewed(tuple(done), tuple(left))


def plain_copies(path: Path, town: str) -> tuple[PlainCopy, ...]:
    """Return every plain copy of a town within reach, and what was set aside of it.

    Args:
        path: the town; it is none of them.
        town: its UUID.
    """
    path = true_path(path)
    found = [file for file in _files_near(path) if file != path and _shows(file, path, town)]
    return tuple(PlainCopy(file, file.stat().st_size) for file in found)


def remove(copies: tuple[PlainCopy, ...]) -> tuple[Path, ...]:
    """Take plain copies away for good; return those that could not be."""
    left = []
    for copy in copies:
        try:
            _take_away(copy.path)
        except (OSError, DRIVER_ERROR, Refused):
            left.append(copy.path)
    return tuple(left)


def _take_away(file: Path) -> None:
    lock = TownLock(file)
    if not lock.take(alone=True):
        raise Refused("town_in_use", path=file)
    try:
        for ending in ("-wal", "-shm", "-base", "-journal", ""):
            file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)
    finally:
        lock.clear()


def _shows(file: Path, path: Path, town: str) -> bool:
    """Tell whether a file is a plain copy of a town, or remains of one that were set aside."""
    if file.name.endswith(REMAINS):
        return file.parent == path.parent / ASIDE and path.name in file.name
    with suppress(OSError):
        head = head_of(file, SALT)
        if not head or not is_plain(head):
            return False
        return _town_in(file) in {town, None}
    return False


def _town_in(file: Path) -> str | None:
    """Return whose town a plain file is; None where it cannot be read any more."""
    try:
        with resting(file) as connection:
            return town_id(connection)
    except DRIVER_ERROR:
        return None


def _files_near(path: Path) -> Iterator[Path]:
    """Yield towns, backups and what was set aside in the folders that belong to a town."""
    for folder in (path.parent, path.parent / BACKUPS, path.parent / ASIDE):
        with suppress(OSError):
            for file in sorted(folder.iterdir()):
                kind = file.suffix == TOWN or file.name.endswith(REMAINS)
                if kind and file.is_file() and not file.name.endswith(ENDING):
                    yield file
