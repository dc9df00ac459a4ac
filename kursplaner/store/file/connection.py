"""The one place that opens connections: driver, key, pragmas, and how a transaction begins."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePath
from typing import Any, Final

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Dialect, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from kursplaner.store.file.held_file import head_of
from kursplaner.store.file.location import true_path
from kursplaner.store.keys import chain

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
_COMPILED: Final[dict[Any, Any]] = {}
"""Statements in the database's words, of every town that is opened; to find the words takes longer
than to run them. They are as many as the program has, however many towns and lists of ids."""


def _prepare(connection: Any) -> None:  # noqa: ANN401 (driver connection is untyped)
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    for name, wanted in PRAGMAS:
        cursor.execute(f"PRAGMA {name}={wanted}")
        cursor.execute(f"PRAGMA {name}")
        found = cursor.fetchone()
        if found is None or str(found[0]) != str(wanted):
            message = f"PRAGMA {name} is {found}, wanted {wanted}"
            raise driver.OperationalError(message)
    cursor.close()


def _town_creator(path: Path, look: Callable[[], None]) -> Callable[[], Any]:
    def connect() -> Any:  # noqa: ANN401 (driver connection is untyped)
        look()
        connection = _by_address(path, "mode=rw")
        try:
            look()
            _prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    return connect


def open_engine(path: Path, before_writing: Callable[[], None], look: Callable[[], None]) -> Engine:
    """Return an engine for an existing town file; each writing unit opens with BEGIN IMMEDIATE.

    `engine.execution_options(kursplaner_writes=True)` gives the writing twin.

    Args:
        path: the town; where it is missing, none is made.
        before_writing: called whenever a unit has taken the lock and not yet written.
        look: called before and after each connecting; raises when another file lies there now,
            which must not be read as the town, nor together with the log of the town.
    """
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=_town_creator(path, look),
        module=driver,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        execution_options={"compiled_cache": _COMPILED},
    )
    engine.dialect = _dialect()  # what is compiled is known by its dialect

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # noqa: ANN401 (event signature)
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        if writes:
            before_writing()

    return engine


@cache
def _dialect() -> Dialect:
    """Return the dialect of all towns; its first connection tells it what the database can do."""
    memory = create_engine("sqlite+pysqlite://", module=driver)
    with memory.connect():
        dialect = memory.dialect
    memory.dispose()
    return dialect


def raw_engine(path: Path) -> Engine:
    """Return an engine without pragmas and pool, for migrations of a copy and for looking."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: raw_connection(path),
        module=driver,
        poolclass=NullPool,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # noqa: ANN401 (event signature)
        connection.exec_driver_sql("BEGIN")

    return engine


def raw_connection(path: Path, *, read_only: bool = False) -> Any:  # noqa: ANN401
    """Return a bare driver connection, for backups and checks of a file."""
    return _by_address(path, "mode=ro" if read_only else "mode=rwc")


def existing_connection(path: Path) -> Any:  # noqa: ANN401 (driver connection is untyped)
    """Return a bare connection to a file that is there; none is made where it is missing."""
    return _by_address(path, "mode=rw")


def resting_connection(path: Path) -> Any:  # noqa: ANN401 (driver connection is untyped)
    """Return a bare connection to a file alone: nothing beside it is looked at or laid there.

    For files that nobody writes to: backups, and towns whose log is not trusted yet.
    """
    return _by_address(path, "mode=ro&immutable=1")


def address_of(path: PurePath) -> str:
    """Return the address of a file as the database reads it, also on a share of Windows."""
    address = path.as_uri()
    return address if address.startswith("file:///") else f"file:////{address[len('file://') :]}"


def lock_connection(path: Path) -> Any:  # noqa: ANN401 (driver connection is untyped)
    """Return a bare connection to the little database of a lock; it is never encrypted."""
    return _connected(path, "mode=rwc", b"")


def begin_encrypted(path: Path, salt: bytes) -> None:
    """Make of an empty file an empty encrypted database under a key that the chain holds."""
    connection = _connected(path, "mode=rw", salt)
    try:
        connection.execute("PRAGMA user_version=1")  # what is written first lays the salt
        connection.execute("PRAGMA user_version=0")
    finally:
        connection.close()


def opens_with(path: Path, salt: bytes) -> bool:
    """Tell whether a file is encrypted under a key that the chain holds, whatever it begins with.

    So a file whose first bytes were damaged is told from one that belongs elsewhere.
    """
    try:
        connection = _connected(path, "mode=ro&immutable=1", salt)
    except driver.Error:
        return False
    connection.close()
    return True


def encrypt_into(source: Any, target: Path, salt: bytes) -> None:  # noqa: ANN401 (driver connection)
    """Copy one state of a plain town into an empty file, encrypted; it passes through memory."""
    between = driver.connect(":memory:", uri=True, isolation_level=None)
    try:
        source.backup(between, pages=-1)
        address = f"{address_of(true_path(target))}?mode=rw".replace("'", "''")
        between.execute(f"ATTACH '{address}' AS encrypted KEY \"{_spoken(salt)}\"")
        for name in ("application_id", "user_version"):
            number = between.execute(f"PRAGMA main.{name}").fetchone()[0]
            between.execute(f"PRAGMA encrypted.{name}={number}")
        between.execute("SELECT sqlcipher_export('encrypted')").fetchone()
        between.execute("DETACH encrypted")
    finally:
        between.close()


def _by_address(path: Path, how: str) -> Any:  # noqa: ANN401 (driver connection is untyped)
    salt = b""
    if chain.holds_any():
        with suppress(OSError):
            salt = head_of(path, chain.SALT)
    return _connected(path, how, salt if chain.key_for(salt) else b"")


def _connected(path: Path, how: str, salt: bytes) -> Any:  # noqa: ANN401 (driver connection)
    """Return a connection; with a salt it reads and writes under the key of that salt."""
    connection = driver.connect(
        f"{address_of(true_path(path))}?{how}",
        uri=True,
        check_same_thread=False,  # a town may be opened by one thread and closed by another
        isolation_level=None,
        timeout=BUSY_MILLISECONDS / 1000,
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        if salt:
            connection.execute(f'PRAGMA key="{_spoken(salt)}"')
            connection.execute("PRAGMA temp_store=2")
            # the first page is read here: a wrong key and a damaged page show at once
            connection.execute(f"PRAGMA cache_size={dict(PRAGMAS)['cache_size']}")
    except BaseException:
        connection.close()
        raise
    return connection


def _spoken(salt: bytes) -> str:
    """Return a raw key with its salt as SQLCipher reads it: nothing is derived from a password."""
    key = chain.key_for(salt)
    if key is None:
        raise driver.OperationalError
    return f"x'{key.hex()}{salt.hex()}'"


DRIVER_ERROR: type[Exception] = driver.Error
