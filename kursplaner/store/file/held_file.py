"""One handle on a town file while it is open: who it is, and its pages as they lie on the disk.

Closing any handle of a file lets go every lock that the process has on it (POSIX), the
database's own among them. So a process opens an open town once and closes it last.
"""

import os
import threading
from dataclasses import dataclass
from pathlib import Path

Identity = tuple[int, int]
"""Device and number of a file there; another file under the same name has another."""

MAGIC = b"SQLite format 3\0"
ENCRYPTED_PAGE = 4096
"""Bytes of a page of every encrypted file; its header does not say so."""

_lock = threading.Lock()
_open: "dict[Identity, _Handle]" = {}


@dataclass(slots=True)
class _Handle:
    number: int
    users: int = 0


class HeldFile:
    """The town file of an open workspace.

    Attributes:
        identity: which file it was when it was opened.
    """

    def __init__(self, path: Path) -> None:
        """Open the file for reading.

        Raises:
            OSError: there is no such file, or it may not be read.
        """
        self.path = path
        with _lock:
            found = identity_of(path)
            handle = _open.get(found)
            if handle is None:
                number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
                status = os.fstat(number)
                found = (status.st_dev, status.st_ino)
                handle = _open.setdefault(found, _Handle(number))
            handle.users += 1
            self._handle: _Handle | None = handle
            self.identity = found

    def close(self) -> None:
        """Let the file go; the handle is closed by the last of this process."""
        with _lock:
            handle, self._handle = self._handle, None
            if handle is None:
                return
            handle.users -= 1
            if handle.users == 0:
                del _open[self.identity]
                os.close(handle.number)

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes of the file, fewer at its end."""
        if self._handle is None:
            return b""
        if hasattr(os, "pread"):
            return os.pread(self._handle.number, length, offset)
        with _lock:
            os.lseek(self._handle.number, offset, os.SEEK_SET)
            return os.read(self._handle.number, length)


def identity_of(path: Path) -> Identity:
    """Return which file lies under a path.

    Raises:
        OSError: none does.
    """
    found = path.stat()
    return (found.st_dev, found.st_ino)


def head_of(path: Path, length: int) -> bytes:
    """Return the first bytes of a file, whether or not this process has it open.

    Raises:
        OSError: it cannot be read.
    """
    held = HeldFile(path)
    try:
        return held.read(0, length)
    finally:
        held.close()


def is_plain(head: bytes) -> bool:
    """Tell whether a file begins as a database does that is not encrypted, as far as it goes."""
    return MAGIC.startswith(head[: len(MAGIC)])
