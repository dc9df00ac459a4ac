"""Verified copies of a town, taken from one state of it while others go on writing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.owner_only import empty_file, private_folder
from kursplaner.store.backups.replaying import town_id
from kursplaner.store.file.check import check_head
from kursplaner.store.file.connection import (
    DRIVER_ERROR,
    begin_encrypted,
    encrypt_into,
    existing_connection,
    raw_connection,
    resting_connection,
)
from kursplaner.store.file.location import true_path
from kursplaner.store.file.locks import TownLock, clear_lock
from kursplaner.store.file.log_file import log_is_empty
from kursplaner.store.file.numbering import backup_number
from kursplaner.store.file.pragmas import (
    is_sound,
    keep_log,
    number_as_backup,
    salt_of,
    tables_in,
)
from kursplaner.store.file.unfinished import (
    clear_unfinished,
    put_in_place,
    take_away,
    unfinished_beside,
)
from kursplaner.store.keys.envelope import ENDING, envelope_path, write_envelope
from kursplaner.store.keys.standing import BACKUPS, fitting, read_envelope_or_none, salt_at

FOLDER = BACKUPS
KEPT = 10
BY_HAND = "hand"
STAMP = "%Y-%m-%d_%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup beside a town.

    Attributes:
        made: what the clock said then; it may have been wrong.
        reason: "ende", "hand" or another word at the end of its name.
        number: counts up with each backup of a town, whatever the clock says.
        town: the UUID of the town inside; empty where it cannot be read.
        last_act: when something was last done in it; None in one without acts.
    """

    path: Path
    made: datetime
    reason: str
    number: int
    size: int
    town: str
    last_act: datetime | None


@contextmanager
def closed_town(path: Path) -> Iterator[Any]:
    """Open a town that no workspace has open, with its log; it must be there."""
    connection = existing_connection(path)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def looked_at(path: Path) -> Iterator[Any]:
    """Open a town with its log, whoever has it open, and leave both as they are."""
    connection = raw_connection(path, read_only=True)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def resting(path: Path) -> Iterator[Any]:
    """Open a file that nobody writes to, by itself."""
    connection = resting_connection(path)
    try:
        yield connection
    finally:
        connection.close()


def copy_verified(source: Any, target: Path, salt: bytes = b"") -> None:  # noqa: ANN401
    """Copy one state of a town to a file that is not there yet, and compare it with that state.

    The copy of an encrypted town is encrypted from its first byte.

    Args:
        source: a driver connection to the town.
        target: where the copy comes to lie.
        salt: which of the keys that are held the copy gets; else it has that of the town, or none.

    Raises:
        Refused: "backup_failed" when the copy is not what was copied.
        OSError, DRIVER_ERROR: it cannot be made. An unfinished copy may be left.
    """
    empty_file(target)
    own = salt_of(source)
    source.execute("BEGIN")
    try:
        counted, town = counts(source), town_id(source)  # the first query fixes the state
        if salt and not own:
            encrypt_into(source, target, salt)
        else:
            _copied(source, target, salt or own)
    finally:
        source.execute("ROLLBACK")
    with _opened(target) as copy:
        keep_log(copy)
        if not is_sound(copy) or counts(copy) != counted or town_id(copy) != town or not town:
            raise Refused("backup_failed", path=target)


def _copied(source: Any, target: Path, salt: bytes) -> None:  # noqa: ANN401 (driver connection)
    if salt:
        begin_encrypted(target, salt)
    with _opened(target) as copy:
        source.backup(copy, pages=-1)


def back_up(source: Any, path: Path, reason: str, kept: int = KEPT) -> Path:  # noqa: ANN401
    """Make a backup of a town in the folder `Sicherungen` beside it; keep the newest of its kind.

    Args:
        source: a connection to the town, read only.
        path: where the town lies; its folder and name say where the backup lies.
        reason: a word for its name; each has its own `kept`.
        kept: how many of this town and reason stay, this one counted in.

    Raises:
        Refused: "backup_failed"; nothing is left of it then, and no other backup is gone.
    """
    folder = path.parent / FOLDER
    try:
        private_folder(folder)
        lock = TownLock(folder / path.name)
        lock.wait(alone=True)
        try:
            made = _made(source, path, reason)
            _let_go(path, made, reason, kept)
        finally:
            lock.clear()
    except (OSError, DRIVER_ERROR) as error:
        raise Refused("backup_failed", path=folder) from error
    return made


def _made(source: Any, path: Path, reason: str) -> Path:  # noqa: ANN401 (driver connection)
    folder = path.parent / FOLDER
    number = 1 + max((_number(file) for file, *_ in _named(path)), default=0)
    target = _free(folder, path, reason)
    unfinished = unfinished_beside(folder / path.name)
    clear_unfinished(folder / path.name)
    _clear_older(path)
    try:
        copy_verified(source, unfinished)
        with _opened(unfinished) as copy:
            number_as_backup(copy, number)
        carry_envelope(path, unfinished, target)
        put_in_place(unfinished, target)
    finally:
        take_away(unfinished)
    check_head(target, anywhere=True)
    return target


def carry_envelope(path: Path, made: Path, target: Path) -> None:
    """Lay the envelope of an encrypted copy beside the place that the copy is about to take.

    Where the town has lost its own meanwhile, it gets it back.

    Raises:
        Refused: "envelope_missing" where none opens the copy.
        OSError: as the system reports it.
    """
    if not salt_at(made):
        return
    envelope = fitting(path) or fitting(made)
    if envelope is None:
        raise Refused("envelope_missing", path=path)
    if salt_at(path) and read_envelope_or_none(path) is None:
        write_envelope(path, envelope)
    write_envelope(target, envelope)


def backups_of(path: Path) -> list[Backup]:
    """Return the backups beside a town by their names, the one made last first."""
    path = true_path(path)
    found = []
    for file, stamp, reason in _named(path):
        with suppress(OSError, ValueError):
            made = datetime.strptime(stamp, STAMP)
            town, last_act = _inside(file)
            size = file.stat().st_size
            found.append(Backup(file, made, reason, _number(file), size, town, last_act))
    return sorted(found, key=lambda backup: (backup.number, backup.made), reverse=True)


def _let_go(path: Path, made: Path, reason: str, kept: int) -> None:
    """Take away the oldest backups of the same town and reason, never the one just made.

    One that cannot be read counts for nothing and stays, and so does one that is being worked in.
    """
    found = backups_of(path)
    town = next((backup.town for backup in found if backup.path == made), "")
    older = [
        backup.path
        for backup in found
        if backup.reason == reason and backup.town == town and backup.path != made
    ]
    for old in older[max(kept - 1, 0) :] if town else []:
        with suppress(OSError, DRIVER_ERROR):
            _take_away(old)


def _take_away(old: Path) -> None:
    """Take away a backup, unless somebody has it open or left something beside it."""
    lock = TownLock(old)
    if not lock.take(alone=True):
        return
    try:
        if log_is_empty(old):
            old.unlink()
            envelope_path(old).unlink(missing_ok=True)
    finally:
        lock.clear()


def _named(path: Path) -> list[tuple[Path, str, str]]:
    """Return file, stamp and reason of everything named as a backup of this very file name."""
    ending = re.escape(path.suffix)
    name = re.compile(
        rf"{re.escape(path.stem)}_(\d{{4}}-\d\d-\d\d_\d{{6}})(?:-\d+)?_([a-z-]+){ending}"
    )
    folder = path.parent / FOLDER
    if not folder.is_dir():
        return []
    matches = ((file, name.fullmatch(file.name)) for file in folder.iterdir())
    return [(file, match[1], match[2]) for file, match in matches if match and file.is_file()]


def _free(folder: Path, path: Path, reason: str) -> Path:
    stamp = clock.now().strftime(STAMP)
    count, target = 1, folder / f"{path.stem}_{stamp}_{reason}{path.suffix}"
    while target.exists():
        count += 1
        target = folder / f"{path.stem}_{stamp}-{count}_{reason}{path.suffix}"
    return target


def _clear_older(path: Path) -> None:
    """Take away what an older version left unfinished, and the locks of those killed here."""
    name = rf"{re.escape(path.stem)}_\d{{4}}-\d\d-\d\d_\d{{6}}.*"
    for file in list((path.parent / FOLDER).iterdir()):
        with suppress(OSError, DRIVER_ERROR):
            if re.fullmatch(rf"{name}\.tmp(-.*)?", file.name):
                file.unlink()
            elif re.fullmatch(rf"{name}-lock", file.name):
                clear_lock(file.with_name(file.name.removesuffix("-lock")))
            elif re.fullmatch(rf"\.{name}\.[0-9a-f]{{8}}\.tmp", file.name):
                file.unlink()
            elif re.fullmatch(rf"{name}{re.escape(ENDING)}", file.name):
                _clear_envelope(path, file)


def _clear_envelope(path: Path, envelope: Path) -> None:
    """Take away the envelope of a backup that was never finished; the town has the same."""
    alone = not envelope.with_name(envelope.name.removesuffix(ENDING)).exists()
    if alone and envelope.read_bytes() == envelope_path(path).read_bytes():
        envelope.unlink()


def _number(file: Path) -> int:
    with suppress(OSError):
        return max(backup_number(file), 0)
    return 0


def _inside(file: Path) -> tuple[str, datetime | None]:
    try:
        check_head(file, anywhere=True)
    except Refused as shut:
        envelope = read_envelope_or_none(file) if shut.kind == "locked" else None
        return (envelope.town, None) if envelope is not None else ("", None)
    try:
        with resting(file) as connection:
            row = connection.execute("SELECT at FROM act ORDER BY id DESC LIMIT 1").fetchone()
            return town_id(connection), moment(row[0]) if row else None
    except DRIVER_ERROR:
        return "", None


def moment(written: object) -> datetime | None:
    """Return when an act was done; None where that can no longer be read."""
    with suppress(ValueError):
        return datetime.fromisoformat(str(written))
    return None


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    connection = raw_connection(path)
    try:
        yield connection
    finally:
        connection.close()


def counts(connection: Any) -> dict[str, int]:  # noqa: ANN401 (driver connection)
    """Return how many rows each table of a file has."""
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for name in tables_in(connection)
    }
