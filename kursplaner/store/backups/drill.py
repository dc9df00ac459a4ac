"""A drill: a backup brought back to the test, opened, looked at, and cleared away again."""

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from kursplaner.basics.owner_only import private_folder
from kursplaner.store.backups import backup, restoring
from kursplaner.store.file import database
from kursplaner.store.file.location import true_path


@dataclass(frozen=True, slots=True)
class Drill:
    """What a backup was found to hold when it was brought back to the test."""

    acts: int
    rows: int


def drill(source: Path) -> Drill:
    """Bring a backup back into a folder of its own beside it, open it, and take it away again.

    Raises:
        Refused: what `restoring.restore` and `open_town` say; nothing is left of the test.
    """
    source = true_path(source)
    folder = private_folder(source.parent / f".probe-{secrets.token_hex(4)}")
    try:
        trial = folder / f"Probe{database.SUFFIX}"
        restoring.restore(trial, source)
        database.open_town(trial).leave()
        with backup.resting(trial) as connection:
            counted = backup.counts(connection)
        return Drill(counted.get("act", 0), sum(counted.values()))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
