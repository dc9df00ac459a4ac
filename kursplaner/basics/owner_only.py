"""Files and folders that only their owner can read: they hold names of families.

Their rights are set as they are made, never after, so that nobody gets in between. Where the
system keeps rights by folder (Windows) they are those of the folder, as for any program.
"""

import os
import stat
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

FILE_MODE = 0o600
FOLDER_MODE = 0o700
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def new_file(path: Path) -> BinaryIO:
    """Make a file that is not there yet and return it, open for writing bytes.

    Raises:
        FileExistsError: something stands there, be it a link to nowhere.
        OSError: as the system reports it.
    """
    return open(path, "xb", opener=_opener)


def empty_file(path: Path) -> None:
    """Make an empty file that is not there yet, for a library that opens it by its name.

    Raises:
        OSError: as for `new_file`.
    """
    new_file(path).close()


def continued(path: Path) -> TextIOWrapper:
    """Return a text file (UTF-8) open for writing at its end, made where it is missing.

    One from before that others could read is closed to them.

    Raises:
        OSError: as the system reports it.
    """
    close_to_others(path)
    return open(path, "a", encoding="utf-8", opener=_opener)


def private_folder(path: Path) -> Path:
    """Make a folder, with those above it, where it is missing; return it.

    A folder that is there already keeps its rights: others may share it on purpose.

    Raises:
        OSError: as the system reports it; FileExistsError where a file of that name stands.
    """
    for missing in reversed([folder for folder in (path, *path.parents) if not folder.exists()]):
        missing.mkdir(mode=FOLDER_MODE, exist_ok=True)
    path.mkdir(exist_ok=True)
    return path


def close_to_others(path: Path) -> None:
    """Take from all but the owner what they may do with a file or folder; missing ones are left.

    Where the system refuses (another owner, a file system without rights) it stays as it is.
    """
    if os.name != "posix":
        return
    with suppress(OSError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & _OTHERS:
            path.chmod(mode & ~_OTHERS)


def _opener(name: str, flags: int) -> int:
    return os.open(name, flags, FILE_MODE)
