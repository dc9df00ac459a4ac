"""The one way to read a file that somebody chose: never waiting, never more than was agreed."""

import os
import stat
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.progress import Tell, untold

_PIECE = 1_000_000
_MODE = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to opens at once
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_limited(path: Path, limit: int, tell: Tell = untold) -> bytes:
    """Return what a file holds; at most one byte more than `limit` is ever read.

    Args:
        path: what somebody named or chose.
        limit: bytes that it may have.
        tell: told the bytes read and those there are; what it raises ends the reading.

    Raises:
        Refused: "file_is_folder"; "file_is_device" for a pipe, a device, a socket;
            "file_too_big" (limit); all with path.
        OSError: untouched.
    """
    _check_ordinary(path, path.stat().st_mode)  # opening alone can set a device going
    number = os.open(path, _MODE)
    with os.fdopen(number, "rb", buffering=0) as file:
        status = os.fstat(number)
        _check_ordinary(path, status.st_mode)
        if status.st_size > limit:
            raise Refused("file_too_big", path=path, limit=limit)
        pieces: list[bytes] = []
        length = 0
        while piece := file.read(min(_PIECE, limit + 1 - length)):
            pieces.append(piece)
            length += len(piece)
            if length > limit:
                raise Refused("file_too_big", path=path, limit=limit)
            tell(length, max(length, status.st_size))
    return b"".join(pieces)


def _check_ordinary(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise Refused("file_is_folder", path=path)
    if not stat.S_ISREG(mode):
        raise Refused("file_is_device", path=path)
