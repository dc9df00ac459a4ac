"""The one way a file for others comes to be: whole or not at all, private, never over a town."""

import os
import re
import secrets
import stat
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.owner_only import empty_file, new_file

_DATABASE = (b"SQLite format 3\0", b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83",
             b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")  # fmt: skip
"""How a database begins, and its two kinds of neighbours (-wal, -journal)."""
_TOWN_NAME = re.compile(r"\.kursplan($|-|~|\.(tmp|migration|lock|schluessel)$)|-(wal|shm|journal)$")


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`: written beside it, forced to the disk, then moved into place.

    Only its owner can read it. Whatever stood at `path` stays untouched until the new file is
    complete.

    Raises:
        Refused: what `check_target` says; nothing is written then.
        OSError: as the system reports it (disk full, folder read-only, file open in Excel);
            nothing is left behind.
    """
    check_target(path)
    _put(path, content)


def write_beside_town(path: Path, content: bytes) -> None:
    """Put what a town needs beside it at `path`, as `write_whole` does; only the store may.

    Raises:
        OSError: as the system reports it; what stood there is as it was.
    """
    _put(path, content)


def _put(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name[:50]}.{secrets.token_hex(4)}.tmp")
    try:
        with new_file(beside) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def check_target(path: Path) -> None:
    """Refuse a place where a new file would do harm, however its path is spelt.

    Raises:
        Refused: "out_is_town" (path) for a town, a backup, any database, and what the database
            lays beside it; "file_is_folder" (path); "file_is_device" (path) for what
            is no ordinary file.
        OSError: what stands there cannot be looked at.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    if stat.S_ISDIR(mode):
        raise Refused("file_is_folder", path=path)
    if not stat.S_ISREG(mode):
        raise Refused("file_is_device", path=path)
    if any(_TOWN_NAME.search(_plain_name(name)) for name in (path, path.resolve())):
        raise Refused("out_is_town", path=path)
    if path.exists() and _begins_as_database(path):
        raise Refused("out_is_town", path=path)


def move_to_free_place(made: Path, path: Path) -> None:
    """Give a finished file its name, unless something has that name by now.

    Raises:
        FileExistsError: something stands there; `made` stays where it is.
        OSError: as the system reports it.
    """
    empty_file(path)
    try:
        made.replace(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _plain_name(path: Path) -> str:
    """Return a name as every system reads it: Windows drops dots and spaces at the end."""
    return path.name.casefold().rstrip(". ")


def _begins_as_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16).startswith(_DATABASE)
