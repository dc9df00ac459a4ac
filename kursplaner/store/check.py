"""Is this file a town of ours? Named plainly when it is damaged, empty, foreign or newer."""

import errno
import os
import shutil
import struct
from pathlib import Path
from typing import Any

from kursplaner.basics.errors import Refused
from kursplaner.store.connection import APPLICATION_ID, DRIVER_ERROR, raw_connection
from kursplaner.store.location import lies_in_cloud, lies_on_share

MAGIC = b"SQLite format 3\0"
HEADER = 100
HEAD = "0002"
REVISIONS = ("0001", "0002")
LEAST_FREE = 64 * 1024
"""Bytes that must be free beside a town, or the database cannot even be read."""


def check_file(path: Path) -> str:
    """Return the schema revision of a town file, after looking at it without changing it.

    Raises:
        Refused: "file_missing", "file_is_folder", "file_empty", "file_foreign",
            "file_truncated", "file_damaged", "file_newer", "file_forbidden", "file_read_only",
            "disk_full", "on_share", "in_cloud".
    """
    check_place(path)
    try:
        _check_header(path)
    except OSError as error:
        raise Refused(_unreadable(error), path=path) from error
    check_writable(path)
    try:
        connection = raw_connection(path, read_only=True)
        try:
            return _revision(path, connection)
        finally:
            connection.close()
    except DRIVER_ERROR as error:
        raise Refused("disk_full" if disk_is_full(path) else "file_damaged", path=path) from error


def _unreadable(error: OSError) -> str:
    return "file_forbidden" if error.errno in (errno.EACCES, errno.EPERM) else "disk_failed"


def check_writable(path: Path) -> None:
    """Refuse a file that cannot be written, before the database lays its own files beside it.

    Those would be as read-only as the town, and stand in the way once it may be written again.
    """
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise Refused("file_read_only", path=path)


def disk_is_full(path: Path) -> bool:
    """Tell whether there is no room left beside a town: then nothing is wrong with the town."""
    try:
        return shutil.disk_usage(path.parent).free < LEAST_FREE
    except OSError:
        return False


def check_place(path: Path) -> None:
    """Refuse a place where a database would be damaged."""
    if lies_on_share(path):
        raise Refused("on_share", path=path)
    if lies_in_cloud(path):
        raise Refused("in_cloud", path=path)


def _check_header(path: Path) -> None:
    if path.is_dir():
        raise Refused("file_is_folder", path=path)
    if not path.exists():
        raise Refused("file_missing", path=path)
    with path.open("rb") as file:
        header = file.read(HEADER)
    if not header:
        raise Refused("file_empty", path=path)
    if not MAGIC.startswith(header[: len(MAGIC)]):
        raise Refused("file_foreign", path=path)
    if len(header) < HEADER:
        raise Refused("file_truncated", path=path)
    _check_length(path, header)
    if struct.unpack(">I", header[68:72])[0] != APPLICATION_ID:
        raise Refused("file_foreign", path=path)


def _check_length(path: Path, header: bytes) -> None:
    """Refuse a file shorter than its header says (a copy that broke off)."""
    page = struct.unpack(">H", header[16:18])[0]
    page = 65536 if page == 1 else page
    pages = struct.unpack(">I", header[28:32])[0]
    log = path.with_name(f"{path.name}-wal")
    if path.stat().st_size < page * pages and not log.exists():
        raise Refused("file_truncated", path=path)


def _revision(path: Path, connection: Any) -> str:  # noqa: ANN401 (driver connection)
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    problem = connection.execute("PRAGMA quick_check(1)").fetchone()
    if problem is None or problem[0] != "ok" or found is None:
        raise Refused("file_damaged", path=path)
    revision = str(found[0])
    if revision not in REVISIONS:
        raise Refused("file_newer", path=path, revision=revision)
    return revision
