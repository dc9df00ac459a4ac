"""Which backup in a row a file is: written into it, so that no clock is asked."""

from pathlib import Path

from kursplaner.store.file.connection import DRIVER_ERROR, resting_connection
from kursplaner.store.file.held_file import head_of, is_plain
from kursplaner.store.file.pragmas import number_in

BACKUP_NUMBER_AT = 60
"""Where a plain file says its number (SQLite's user version)."""


def backup_number(path: Path) -> int:
    """Return which backup in a row a file is; 0 for a town, less for a damaged one.

    An encrypted one says so only while its key is held; else 0.

    Raises:
        OSError: it cannot be read.
    """
    head = head_of(path, BACKUP_NUMBER_AT + 4)
    if is_plain(head):
        return int.from_bytes(head[BACKUP_NUMBER_AT:], "big", signed=True)
    try:
        connection = resting_connection(path)
    except DRIVER_ERROR:
        return 0
    try:
        return number_in(connection)
    except DRIVER_ERROR:
        return 0
    finally:
        connection.close()


def is_backup(path: Path) -> bool:
    """Tell whether a file was made as a backup, so that it had no log when it was made."""
    return backup_number(path) > 0
