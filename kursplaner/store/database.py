"""Making and opening a town file: checked, migrated on a copy, never overwritten."""

import contextlib
from pathlib import Path

from sqlalchemy import Connection, Engine

from kursplaner.basics.errors import Refused
from kursplaner.store import backup, journal
from kursplaner.store.check import HEAD, check_file, check_place, disk_is_full
from kursplaner.store.connection import APPLICATION_ID, DRIVER_ERROR, open_engine, raw_engine

SUFFIX = ".kursplan"
PAGE_BYTES = 4096
MIGRATIONS = Path(__file__).parent / "migrations"


def create(path: Path) -> Engine:
    """Make a new, empty town file and open it.

    Raises:
        Refused: "file_exists", "folder_missing", "folder_read_only", "disk_full", or what
            `check_place` refuses; nothing is left behind.
    """
    check_place(path)
    if path.exists():
        raise Refused("file_exists", path=path)
    if not path.parent.is_dir():
        raise Refused("folder_missing", path=path.parent)
    unfinished = path.with_name(f"{path.name}.tmp")
    try:
        unfinished.unlink(missing_ok=True)
        migrate(unfinished)
        unfinished.replace(path)
    except PermissionError as error:
        raise Refused("folder_read_only", path=path.parent) from error
    except Exception as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise _creation_refused(path, error) from error
    return open_engine(path)


def _creation_refused(path: Path, error: Exception) -> Exception:
    if isinstance(error, Refused):
        return error
    words = str(error).casefold()
    if "full" in words or "no space" in words:
        return Refused("disk_full", path=path)
    if "unable to open" in words or "readonly" in words or "read-only" in words:
        return Refused("folder_read_only", path=path.parent)
    return Refused("create_failed", path=path)


def open_town(path: Path) -> Engine:
    """Open a town file; an older one is backed up and migrated on a copy first.

    Raises:
        Refused: what `check_file` says, or "migration_failed".
    """
    if check_file(path) != HEAD:
        _migrate_copy(path)
    engine = open_engine(path)
    try:
        with engine.connect():
            pass
    except Exception as error:
        engine.dispose()
        full = disk_is_full(path)
        raise Refused("disk_full" if full else "file_read_only", path=path) from error
    return engine


def _migrate_copy(path: Path) -> None:
    backup.back_up_beside(path, "vor-update")
    copy = backup.back_up(path, path.with_name(f"{path.name}.migration"))
    try:
        migrate(copy)
        copy.replace(path)
    except (OSError, DRIVER_ERROR) as error:
        raise Refused("migration_failed", path=path) from error
    finally:
        copy.unlink(missing_ok=True)


def migrate(path: Path) -> None:
    """Bring a file to the newest schema, lay the triggers, and check it."""
    engine = raw_engine(path)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.commit()
            with connection.begin():
                upgrade(connection)
                journal.install(connection)
            _check_migrated(path, connection)
    finally:
        engine.dispose()


def upgrade(connection: Connection, target: str = "head") -> None:
    """Run the migrations on an open connection, without an ini file."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _check_migrated(path: Path, connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
    if orphans or sound != "ok":
        raise Refused("migration_failed", path=path)
