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


def open_engine(path: Path) -> Engine:
    """Return an engine for an existing town file; each writing unit opens with BEGIN IMMEDIATE.

    `engine.execution_options(kursplaner_writes=True)` gives the writing twin.
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
        uri = f"{path.resolve().as_uri()}?mode=ro"
        return driver.connect(uri, uri=True, isolation_level=None)
    return driver.connect(str(path), isolation_level=None)


DRIVER_ERROR: type[Exception] = driver.Error
