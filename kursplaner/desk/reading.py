"""Why a file that somebody named cannot be read."""

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
