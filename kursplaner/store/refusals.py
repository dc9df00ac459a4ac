"""Makes refusals of the program out of what the database says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from kursplaner.basics.errors import HardConflict, KursplanerError, Refused

READERS = ("sqlalchemy.", "kursplaner.store.journal.undo")
"""Who reads stored values; what they cannot read was not written by this program."""
SIGNS = (
    ("UNIQUE constraint failed", "not_unique"),
    ("FOREIGN KEY constraint failed", "still_used"),
    ("CHECK constraint failed", "value_refused"),
    ("NOT NULL constraint failed", "value_missing"),
    ("is full", "disk_full"),
    ("disk I/O error", "disk_failed"),
    ("readonly", "file_read_only"),
    ("locked", "busy"),
    ("malformed", "file_damaged"),
    ("not a database", "file_damaged"),
    ("no such table", "file_damaged"),
    ("no such column", "file_damaged"),
    ("decode", "file_damaged"),
)


class UnreadableError(ValueError):
    """A value of the file's own book-keeping is not what this program wrote: a damaged file."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn a database error of a file inside the block into Refused or HardConflict."""
    try:
        yield
    except StaleDataError as error:
        raise Refused("overtaken") from error
    except DBAPIError as error:
        raise _refusal(path, error) from error
    except (LookupError, ValueError) as error:
        if not isinstance(error, UnreadableError) and not _told_by_database(error):
            raise
        raise Refused("file_damaged", path=path) from error


def _told_by_database(error: BaseException) -> bool:
    """Tell whether a value could not be read as what its column holds: a damaged file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_globals["__name__"].startswith(READERS)


@contextmanager
def double_use_named() -> Iterator[None]:
    """Turn a refused double use into HardConflict at once, where the act goes on after it."""
    try:
        yield
    except DBAPIError as error:
        if _occupied(str(error.orig)):
            raise HardConflict(("occupied",)) from error
        raise


def kind_of(error: DBAPIError) -> tuple[str, str]:
    """Return what the database says, as a kind of refusal or "occupied", and the rest of it."""
    words = str(error.orig)
    if _occupied(words):
        return "occupied", ""
    for sign, kind in SIGNS:
        if sign in words:
            return kind, words.rpartition(": ")[2]
    return "database_failed", words


def _occupied(words: str) -> bool:
    return words.strip() == "occupied"


def _refusal(path: Path, error: DBAPIError) -> KursplanerError:
    kind, detail = kind_of(error)
    if kind == "occupied":
        return HardConflict(("occupied",))
    return Refused(kind, path=path, detail=detail)
