"""Verified copies of a town file, made with the database's own backup in one step."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.store.connection import DRIVER_ERROR, raw_connection

FOLDER = "Sicherungen"
KEPT = 10


def back_up(path: Path, target: Path) -> Path:
    """Copy a town to `target`, verify the copy, then put it in place; return the target.

    Raises:
        Refused: kind "backup_failed" when the copy cannot be made or does not verify; nothing
            is left of it then and an older file of that name stays.
    """
    unfinished = target.with_name(f"{target.name}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(path, unfinished)
        _verify(path, unfinished)
        _to_disk(unfinished)
        unfinished.replace(target)
    except (OSError, *DRIVER_ERRORS) as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise Refused("backup_failed", path=target) from error
    return target


DRIVER_ERRORS = (DRIVER_ERROR,)


def back_up_beside(path: Path, reason: str, kept: int = KEPT) -> Path:
    """Make a backup in the folder `Sicherungen` beside the town and keep the newest ones."""
    folder = path.parent / FOLDER
    stamp = clock.now().strftime("%Y-%m-%d_%H%M%S")
    target = back_up(path, folder / f"{path.stem}_{stamp}_{reason}{path.suffix}")
    for old in sorted(folder.glob(f"{path.stem}_*_{reason}{path.suffix}"))[:-kept]:
        with contextlib.suppress(OSError):
            old.unlink()
    return target


@contextlib.contextmanager
def _opened(path: Path, *, read_only: bool = False) -> Iterator[object]:
    connection = raw_connection(path, read_only=read_only)
    try:
        yield connection
    finally:
        connection.close()


def _copy(path: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with _opened(path) as source, _opened(target) as copy:
        source.backup(copy, pages=-1)  # type: ignore[attr-defined]
        copy.execute("PRAGMA journal_mode=DELETE")  # type: ignore[attr-defined]


def _verify(path: Path, copy: Path) -> None:
    with _opened(path) as first, _opened(copy) as second:
        found = second.execute("PRAGMA integrity_check").fetchone()  # type: ignore[attr-defined]
        if found[0] != "ok" or _counts(first) != _counts(second):
            raise OSError(copy)


def _counts(connection: object) -> dict[str, int]:
    run = connection.execute  # type: ignore[attr-defined]
    names = run("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
    return {name: run(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
