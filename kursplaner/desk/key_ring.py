"""What window and shell say of a town before it is open: its name, its last backup, who may."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.desk.wording.words.days import moment
from kursplaner.store.backups.backup import backups_of
from kursplaner.store.keys import keyring_of_pc
from kursplaner.store.keys.envelope import Slot
from kursplaner.store.keys.unlocking import envelope_for


@dataclass(frozen=True, slots=True)
class Shut:
    """A town as it shows itself while it is locked.

    Attributes:
        town: its name; empty where the envelope cannot be read.
        uuid: its UUID, or "".
        backup: when its last backup was made, in words; empty where there is none.
        people: the slots with a password.
        keeps: whether this PC can keep a password.
    """

    town: str
    uuid: str
    file: str
    backup: str
    people: tuple[Slot, ...]
    keeps: bool


def shut(path: Path) -> Shut:
    """Return what can be said of a locked town."""
    name, uuid = "", ""
    people: tuple[Slot, ...] = ()
    with suppress(Refused, OSError):
        envelope = envelope_for(path)
        name, uuid, people = envelope.name, envelope.town, envelope.people
    found = next((backup for backup in backups_of(path) if backup.town), None)
    last = moment(found.made) if found else ""
    return Shut(name, uuid, path.name, last, people, keyring_of_pc.is_there())
