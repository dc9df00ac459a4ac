"""Is this file a town of ours? Named plainly when it is damaged, empty, foreign or newer."""

import errno
import os
import shutil
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kursplaner.basics.errors import Refused
from kursplaner.store.file.connection import (
    DRIVER_ERROR,
    raw_connection,
    resting_connection,
)
from kursplaner.store.file.held_file import Identity, head_of, identity_of, is_plain
from kursplaner.store.file.location import lies_in_cloud, lies_on_share
from kursplaner.store.file.pragmas import APPLICATION_ID, application_of, is_sound
from kursplaner.store.file.shape import as_shipped
from kursplaner.store.keys.standing import check_encrypted

HEADER = 100
HEAD = "0011"
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")
LONGEST_OPENED, LONGEST_NEW = 235, 195
"""Bytes of a town's file name: most systems take 255, what lies beside it adds 19, a backup 40."""
LEAST_FREE = 64 * 1024
"""Bytes that must be free beside a town, or the database cannot even be read."""


def check_file(path: Path) -> str:
    """Return the schema revision of a town file, after looking at it without changing it.

    The log beside it is taken for its own: settle its neighbours first.

    Raises:
        Refused: what `check_head` and `check_content` say.
    """
    check_head(path)
    check_writable(path)
    with _read(path, lambda: raw_connection(path, read_only=True)) as connection:
        return check_content(path, connection)


def check_resting(path: Path) -> str:
    """Return the revision of a backup that nobody writes to, as it lies there alone.

    Raises:
        Refused: what `check_head` and `check_content` say.
    """
    check_head(path, anywhere=True)
    with _read(path, lambda: resting_connection(path)) as connection:
        return check_content(path, connection)


@contextmanager
def _read(path: Path, connect: Callable[[], Any]) -> Iterator[Any]:
    try:
        connection = connect()
        try:
            yield connection
        finally:
            connection.close()
    except (DRIVER_ERROR, UnicodeError, MemoryError) as error:
        raise Refused("disk_full" if disk_is_full(path) else "file_damaged", path=path) from error


def check_head(path: Path, *, anywhere: bool = False) -> None:
    """Look at a file's place, kind and length, before anything beside it counts.

    Raises:
        Refused: "file_missing", "file_is_folder", "file_empty", "file_foreign",
            "file_truncated", "file_forbidden", "disk_failed"; "on_share", "in_cloud" unless it may
            lie `anywhere`; what `check_encrypted` says, "locked" before all.
    """
    if not anywhere:
        check_place(path)
    try:
        _check_header(path)
    except OSError as error:
        raise Refused(_unreadable(error), path=path) from error


def _unreadable(error: OSError) -> str:
    return "file_forbidden" if error.errno in (errno.EACCES, errno.EPERM) else "disk_failed"


def check_writable(path: Path) -> None:
    """Refuse a file that cannot be written, before the database lays its own files beside it.

    Those would be as read-only as the town, and stand in the way once it may be written again.
    """
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise Refused("file_read_only", path=path)


def check_one_name(path: Path) -> None:
    """Refuse a file that has a second name (a hard link), whoever has it open.

    Log and lock go by the name: under either name the acts stored under the other would be
    missing, and be lost with the next closing.

    Raises:
        Refused: "file_two_names"; `other` is another name in the same folder, if there is one.
        OSError: the file cannot be looked at.
    """
    found = path.stat()
    if found.st_nlink > 1:
        raise Refused("file_two_names", path=path, other=_other_name(path, identity_of(path)))


def _other_name(path: Path, identity: Identity) -> str:
    for other in path.parent.iterdir():
        with suppress(OSError):
            known = other.name == path.name or other.is_symlink()
            if not known and identity_of(other) == identity:
                return other.name
    return ""


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


def check_name(path: Path, longest: int) -> None:
    """Refuse a name that leaves no room for those of the files beside the town."""
    if len(os.fsencode(path.name)) > longest:
        raise Refused("file_name_too_long", path=path, limit=longest)


def _check_header(path: Path) -> None:
    if path.is_dir():
        raise Refused("file_is_folder", path=path)
    if not path.exists():
        raise Refused("file_missing", path=path)
    if not path.is_file():
        raise Refused("file_foreign", path=path)
    header = head_of(path, HEADER)
    if not header:
        raise Refused("file_empty", path=path)
    if not is_plain(header):
        check_encrypted(path, header)
        return
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


def check_content(path: Path, connection: Any) -> str:  # noqa: ANN401 (driver connection)
    """Return the revision of a town that is whole and laid out as this program lays it out.

    Raises:
        Refused: "file_newer", "file_damaged", "file_altered".
    """
    revision = revision_of(path, connection)
    if application_of(connection) != APPLICATION_ID:
        raise Refused("file_foreign", path=path)
    if not as_shipped(connection, revision, HEAD):
        raise Refused("file_altered", path=path)
    if not is_sound(connection):
        raise Refused("file_damaged", path=path)
    return revision


def revision_of(path: Path, connection: Any) -> str:  # noqa: ANN401 (driver connection)
    """Return the revision of a town that this program knows.

    Raises:
        Refused: "file_newer"; "file_damaged" where none is written down.
    """
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None:
        raise Refused("file_damaged", path=path)
    revision = str(found[0])
    if revision not in REVISIONS:
        raise Refused("file_newer", path=path, revision=revision)
    return revision
