"""Why a file that somebody named cannot be read or written."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kursplaner.basics.errors import Refused


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn what the system says of a file being read into a refusal that names it.

    Raises:
        Refused: "file_missing", "file_is_folder", "file_forbidden".
    """
    try:
        yield
    except OSError as error:
        raise Refused(_kind(path), path=path) from error


def _kind(path: Path) -> str:
    try:
        if path.is_dir():
            return "file_is_folder"
        return "file_forbidden" if path.exists() else "file_missing"
    except OSError:
        return "file_missing"


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the system says of a file being written into a refusal that names it.

    Raises:
        Refused: "disk_full", "folder_read_only", "folder_missing", "file_is_folder" or
            "write_failed" (the file is open in another program).
    """
    try:
        yield
    except OSError as error:
        raise _refusal(error, path) from error


def _refusal(error: OSError, path: Path) -> Refused:
    full = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
    if error.errno in full:
        return Refused("disk_full")
    if path.is_dir():
        return Refused("file_is_folder", path=path)
    if not path.parent.is_dir():
        return Refused("folder_missing", path=path.parent)
    if error.errno == errno.EROFS or (error.errno in {errno.EACCES, errno.EPERM}
                                      and not path.exists()):  # fmt: skip
        return Refused("folder_read_only", path=path.parent)
    return Refused("write_failed", path=path)
