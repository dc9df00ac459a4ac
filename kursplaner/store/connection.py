"""The one place that opens connections: driver, pragmas, and how a transaction begins."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

APPLICATION_ID = 0x4B504C4E  # "KPLN"
WRITES = "kursplaner_writes"

PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", 2),
    ("foreign_keys", 1),
    ("cache_size", -64000),
    ("secure_delete", 1),
    ("temp_store", 2),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("recursive_triggers", 1),
    ("wal_autocheckpoint", 0),  # the file itself changes at the last closing only (log_file.py)
)
BUSY_MILLISECONDS = 5000


def _prepare(connection: Any) -> None:  # noqa: ANN401 (driver connection is untyped)
    cursor = connection.cursor()
    cursor.execute("PRAGMA cipher_log_level=NONE")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    for name, wanted in PRAGMAS:
        cursor.execute(f"PRAGMA {name}={wanted}")
        cursor.execute(f"PRAGMA {name}")
        found = cursor.fetchone()
        if found is None or str(found[0]) != str(wanted):
            message = f"PRAGMA {name} is {found}, wanted {wanted}"
            raise driver.OperationalError(message)
    cursor.close()


def _creator(path: Path, *, prepare: bool) -> Callable[[], Any]:
    def connect() -> Any:  # noqa: ANN401 (driver connection is untyped)
        connection = driver.connect(
            str(path),
            check_same_thread=False,
            isolation_level=None,
            timeout=BUSY_MILLISECONDS / 1000,
        )
        if prepare:
            _prepare(connection)
        return connection

    return connect


def open_engine(path: Path, before_writing: Callable[[], None] = lambda: None) -> Engine:
    """Return an engine for an existing town file; each writing unit opens with BEGIN IMMEDIATE.

    `engine.execution_options(kursplaner_writes=True)` gives the writing twin; `before_writing`
    is called whenever it has taken the lock and not yet written.
    """
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=_creator(path, prepare=True),
        module=driver,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # noqa: ANN401 (event signature)
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        if writes:
            before_writing()

    return engine


def raw_engine(path: Path) -> Engine:
    """Return an engine without pragmas and pool, for migrations of a copy and for looking."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=_creator(path, prepare=False),
        module=driver,
        poolclass=NullPool,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # noqa: ANN401 (event signature)
        connection.exec_driver_sql("BEGIN")

    return engine


def raw_connection(path: Path, *, read_only: bool = False) -> Any:  # noqa: ANN401
    """Return a bare driver connection, for backups and checks of a file."""
    if read_only:
        return _by_address(path, "mode=ro")
    return driver.connect(str(path), isolation_level=None)


def existing_connection(path: Path) -> Any:  # noqa: ANN401 (driver connection is untyped)
    """Return a bare connection to a file that is there; none is made where it is missing."""
    return _by_address(path, "mode=rw")


def resting_connection(path: Path) -> Any:  # noqa: ANN401 (driver connection is untyped)
    """Return a bare connection to a file alone: nothing beside it is looked at or laid there.

    For files that nobody writes to: backups, and towns whose log is not trusted yet.
    """
    return _by_address(path, "mode=ro&immutable=1")


def _by_address(path: Path, how: str) -> Any:  # noqa: ANN401 (driver connection is untyped)
    return driver.connect(f"{path.resolve().as_uri()}?{how}", uri=True, isolation_level=None)


DRIVER_ERROR: type[Exception] = driver.Error
