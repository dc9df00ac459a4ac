"""Files on their way: made beside their place under a name of their own, cleared when abandoned."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

ENDING = ".neu"
BESIDE = ("-journal", "-wal", "-shm", "-base", "-lock")
"""Endings of what the database and this program lay beside a file."""


def unfinished_beside(path: Path) -> Path:
    """Return a name beside a file that nobody else uses, also not at the same time."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{ENDING}")


def take_away(path: Path) -> None:
    """Take away an unfinished file with what lies beside it."""
    for name in ("", *BESIDE):
        with suppress(OSError):
            path.with_name(f"{path.name}{name}").unlink(missing_ok=True)


def clear_unfinished(path: Path) -> None:
    """Take away what killed programs left of a file; whoever calls keeps others from making it.

    Older versions used fixed names.
    """
    name = re.escape(path.name)
    mark = rf"\.[0-9a-f]{{8}}{re.escape(ENDING)}"
    own = rf"\.{name}(-base)?{mark}"
    earlier = rf"{name}\.(tmp|migration|migration\.tmp)"
    beside = rf"({'|'.join(BESIDE)})?"
    envelope = rf"\.{re.escape(f'{path.name}.schluessel'[:50])}\.[0-9a-f]{{8}}\.tmp"
    base = rf"\.\.{name}{mark}-base{mark}"
    abandoned = re.compile(rf"({own}|{earlier}){beside}|{base}|{envelope}")
    for found in _names_in(path.parent):
        if abandoned.fullmatch(found):
            with suppress(OSError):
                path.with_name(found).unlink()


def put_in_place(unfinished: Path, target: Path) -> None:
    """Bring a finished file to the disk and under its name, in one step, over what is there.

    Raises:
        OSError: it cannot be done; `target` is as it was.
    """
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
    folder_to_disk(target.parent)


def folder_to_disk(folder: Path) -> None:
    """Bring the names of a folder to the disk, where the system offers that."""
    if os.name == "nt":
        return
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _names_in(folder: Path) -> list[str]:
    with suppress(OSError):
        return [found.name for found in folder.iterdir()]
    return []
