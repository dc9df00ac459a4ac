"""Who opens a town, changed on the disk; and a plain town encrypted.

Whatever stops in between, the pair that lies there opens: an envelope that names a new key is put
in place first and still holds the old one, then the file under the new key takes the old one's
place in one step. What was left at the first step is finished at the next opening.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.store.backups import backup
from kursplaner.store.backups.replaying import town_id
from kursplaner.store.file.check import check_file, check_one_name, check_place
from kursplaner.store.file.connection import DRIVER_ERROR
from kursplaner.store.file.database import alone, lay_anew, lay_envelope
from kursplaner.store.file.location import true_path
from kursplaner.store.file.locks import TownLock
from kursplaner.store.file.neighbours import settle
from kursplaner.store.keys.copies import PlainCopy, Renewed, plain_copies, renew_envelopes
from kursplaner.store.keys.envelope import (
    Access,
    Envelope,
    envelope_path,
    hold,
    write_envelope,
)
from kursplaner.store.keys.standing import newest_salt, salt_at
from kursplaner.store.keys.unlocking import Opener, envelope_for

AFTER = "verschluesselt"
PATIENCE = 3.0
"""Seconds to wait for whoever is just closing the town."""
Work = Callable[[Access], Access]


@dataclass(frozen=True, slots=True)
class Changed:
    """An envelope as it is now, and the copies of the town that have it, too."""

    access: Access
    renewed: Renewed


@dataclass(frozen=True, slots=True)
class Converted:
    """A town that is encrypted now.

    Attributes:
        backup: the first encrypted backup of it.
        plain: the copies within reach that anybody can still read.
    """

    backup: Path
    plain: tuple[PlainCopy, ...]


def change(path: Path, opener: Opener, work: Work) -> Changed:
    """Change the envelope of a town as it lies there now, and the envelopes of its copies.

    Where `work` makes a new key, the town is written anew under it; nobody may have it open then.

    Args:
        path: the town.
        opener: opens the envelope.
        work: returns the envelope as it shall be (`store.keys.slots`).

    Raises:
        Refused: what `opener`, `work` and `envelope_for` say; "town_in_use"; as `lay_anew`; then
            the town opens as before.
        OSError: the envelope cannot be written.
    """
    path = true_path(path)
    with _nobody_else_changes(path):
        envelope = envelope_for(path)
        access = opener(envelope)
        hold(access)
        wanted = work(access)
        _put(path, envelope, wanted)
    hold(wanted)
    return Changed(wanted, renew_envelopes(path, wanted.envelope))


def _put(path: Path, before: Envelope, wanted: Access) -> None:
    if wanted.envelope.newest.salt == before.newest.salt:
        write_envelope(path, wanted.envelope)
        return
    try:
        with alone(path, patience=PATIENCE):
            check_one_name(path)
            settle(path)
            check_file(path)
            hold(wanted)
            write_envelope(path, wanted.envelope)
            lay_anew(path, lambda: backup.closed_town(path), newest_salt(path))
    except DRIVER_ERROR as error:
        raise Refused("rekey_failed", path=path) from error


@contextmanager
def _nobody_else_changes(path: Path) -> Iterator[None]:
    """Keep others from changing the envelope between reading and writing it."""
    lock = TownLock(envelope_path(path))
    lock.wait(alone=True, patience=PATIENCE)
    try:
        yield
    finally:
        lock.clear()


def town_in(path: Path) -> tuple[str, str]:
    """Return UUID and name of a town that can be opened.

    Raises:
        Refused: what `check_file` says.
    """
    path = true_path(path)
    check_file(path)
    with backup.looked_at(path) as town:
        row = town.execute("SELECT value FROM setting WHERE key='town.name'").fetchone()
        return town_id(town), str(row[0]) if row else ""


def convert(path: Path, access: Access) -> Converted:
    """Encrypt a plain town: on a verified copy, which then takes its place in one step.

    Args:
        path: a plain town that nobody has open.
        access: a new envelope for its UUID.

    Raises:
        Refused: "already_encrypted", "town_in_use", what `check_file` says, as `lay_anew`; then
            the town is as it was.
    """
    path = true_path(path)
    check_place(path)
    try:
        with alone(path, patience=PATIENCE):
            if salt_at(path):
                raise Refused("already_encrypted", path=path)
            check_one_name(path)
            settle(path)
            check_file(path)
            hold(access)
            lay_envelope(path, access)
            lay_anew(path, lambda: backup.closed_town(path), access.envelope.newest.salt)
            with backup.closed_town(path) as town:
                made = backup.back_up(town, path, AFTER)
    except (OSError, DRIVER_ERROR) as error:
        raise Refused("convert_failed", path=path) from error
    return Converted(made, plain_copies(path, access.envelope.town))
