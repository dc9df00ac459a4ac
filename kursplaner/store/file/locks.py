"""Who has a town file open, across processes: several together, or one alone.

A tiny database beside the town carries the lock, because SQLite's own locks work alike on every
system and end with the process that held them, however it ended.
"""

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from kursplaner.basics.errors import Refused
from kursplaner.store.file.connection import DRIVER_ERROR, lock_connection
from kursplaner.store.file.pragmas import is_held, is_torn

PATIENCE = 60.0
"""Seconds to wait for somebody who changes the whole file (an upgrade of ten years takes five)."""
PAUSE = 0.02


class TownLock:
    """One holder's lock of a town.

    Attributes:
        path: the town file; the lock lies beside it as `<name>-lock`.
    """

    def __init__(self, path: Path) -> None:
        """Name the town; nothing is taken yet."""
        self.path = path
        self._file = path.with_name(f"{path.name}-lock")
        self._connection: Any = None

    @property
    def is_there(self) -> bool:
        """Whether the lock's file lies there, held or left behind."""
        return self._file.exists()

    def take(self, *, alone: bool) -> bool:
        """Take the lock now, alone or together with others; False when somebody stands against it.

        Raises:
            OSError, DRIVER_ERROR: the folder cannot be written.
        """
        while True:
            before = self._laid()
            connection = lock_connection(self._file)
            try:
                _begin(connection, alone=alone)
            except DRIVER_ERROR as error:
                connection.close()
                if is_held(error):
                    return False
                self._take_away_torn(before, error)
                continue
            if before == _identity(self._file):
                self._connection = connection
                return True
            connection.close()  # the last holder cleared the file away meanwhile

    def wait(self, *, alone: bool, patience: float = PATIENCE) -> None:
        """Take the lock as soon as it can be had.

        Raises:
            Refused: "town_in_use" when that takes longer than `patience` seconds.
        """
        until = time.monotonic() + patience
        while not self.take(alone=alone):
            if time.monotonic() > until:
                raise Refused("town_in_use", path=self.path)
            time.sleep(PAUSE)

    def mark(self, value: int) -> None:
        """Leave a number for those who come later; only who is alone may."""
        self._connection.execute(f"PRAGMA user_version={value}")

    @property
    def marked(self) -> int:
        """The number left by the last one who was alone; 0 while there is none."""
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def release(self) -> None:
        """Let go of the lock; what was marked stays."""
        if self._connection is not None:
            with suppress(DRIVER_ERROR):
                self._connection.execute("COMMIT")
            self._connection.close()
            self._connection = None

    def clear(self) -> None:
        """Take the lock's file away; only who is alone may. The lock is released with it."""
        if os.name == "nt":  # an open file cannot be taken away there
            self.release()
        with suppress(OSError):
            self._file.unlink()
        self.release()

    def _take_away_torn(self, seen: tuple[int, int], error: Exception) -> None:
        """Take the lock's file away where the machine stopped while it was written."""
        if not is_torn(error):
            raise error
        if seen == _identity(self._file):
            self._file.unlink(missing_ok=True)

    def _laid(self) -> tuple[int, int]:
        """Return the identity of the lock's file, laid empty where it is missing."""
        with suppress(FileExistsError):
            os.close(os.open(self._file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return _identity(self._file)


def clear_lock(path: Path) -> None:
    """Take away the lock of a file that nobody holds, left by a program that was killed."""
    lock = TownLock(path)
    with suppress(OSError, DRIVER_ERROR):
        if lock.is_there and lock.take(alone=True):
            lock.clear()


def _begin(connection: Any, *, alone: bool) -> None:  # noqa: ANN401 (driver connection)
    connection.execute("PRAGMA busy_timeout=0")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA journal_mode=MEMORY")
    if alone:
        connection.execute("BEGIN EXCLUSIVE")
        _unmark(connection)
    else:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _unmark(connection: Any) -> None:  # noqa: ANN401 (driver connection)
    """Take away an earlier mark for good: it must not outlive whoever is killed from here on."""
    if connection.execute("PRAGMA user_version").fetchone()[0]:
        connection.execute("PRAGMA user_version=0")
        connection.execute("COMMIT")
        connection.execute("BEGIN EXCLUSIVE")


def _identity(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except FileNotFoundError:
        return (0, 0)
    return (found.st_dev, found.st_ino)
