"""Makes refusals of the program out of what the database says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from kursplaner.basics.errors import HardConflict, KursplanerError, Refused
from kursplaner.store.dialect.dialect import OCCUPIED, Dialect, Told

READERS = "sqlalchemy."
"""Who reads stored values; what they cannot read was not written by this program."""


class UnreadableError(ValueError):
    """A value of the file's own book-keeping is not what this program wrote: a damaged file."""


@contextmanager
def translated(path: Path, dialect: Dialect) -> Iterator[None]:
    """Turn a database error of a file inside the block into Refused or HardConflict."""
    try:
        yield
    except StaleDataError as error:
        raise Refused("overtaken") from error
    except DBAPIError as error:
        raise _refusal(path, dialect.told(error)) from error
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
def double_use_named(dialect: Dialect) -> Iterator[None]:
    """Turn a refused double use into HardConflict at once, where the act goes on after it."""
    try:
        yield
    except DBAPIError as error:
        if dialect.told(error).kind == OCCUPIED:
            raise HardConflict((OCCUPIED,)) from error
        raise


def _refusal(path: Path, told: Told) -> KursplanerError:
    if told.kind == OCCUPIED:
        return HardConflict((OCCUPIED,))
    return Refused(told.kind, path=path, detail=told.words)
