"""Making, opening and restoring a town file: checked, changed on a copy, never overwritten."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from kursplaner.basics.errors import Refused
from kursplaner.basics.owner_only import close_to_others, empty_file
from kursplaner.store.backups import backup
from kursplaner.store.dialect.known import dialect_of
from kursplaner.store.file.check import (
    HEAD,
    LONGEST_NEW,
    LONGEST_OPENED,
    check_content,
    check_file,
    check_head,
    check_name,
    check_one_name,
    check_place,
    check_writable,
    disk_is_full,
    revision_of,
)
from kursplaner.store.file.connection import (
    DRIVER_ERROR,
    begin_encrypted,
    open_engine,
    raw_engine,
)
from kursplaner.store.file.held_file import HeldFile, Identity, identity_of
from kursplaner.store.file.location import true_path
from kursplaner.store.file.locks import PATIENCE, PAUSE, TownLock
from kursplaner.store.file.log_file import base_of, keep_base, log_is_empty
from kursplaner.store.file.neighbours import clear_for_another, set_aside, settle, tidy
from kursplaner.store.file.pragmas import (
    begin_upgrade,
    is_full,
    is_held,
    is_shut,
    is_sound,
    keep_log,
    number_as_backup,
)
from kursplaner.store.file.unfinished import put_in_place, take_away, unfinished_beside
from kursplaner.store.file.watch import Watch
from kursplaner.store.keys.envelope import (
    Access,
    as_bytes,
    envelope_path,
    hold,
    write_envelope,
)
from kursplaner.store.keys.standing import newest_salt, salt_at

SUFFIX = ".kursplan"
MIGRATIONS = Path(__file__).parents[1] / "migrations"


@dataclass(slots=True)
class OpenTown:
    """A town file as it is held open.

    Attributes:
        set_aside: where strangers lie now that lay beside it.
    """

    path: Path
    engine: Engine
    held: HeldFile
    watch: Watch
    lock: TownLock
    set_aside: tuple[Path, ...]

    def leave(self) -> None:
        """Close the file; the last one to leave tidies up beside it.

        A town that was overwritten meanwhile stays so, and the log beside it stays, too.
        """
        overwritten = self.watch.overwritten
        self.watch.end()
        with _out_of_reach(self.path) if overwritten else nullcontext():
            self.engine.dispose()
        self.held.close()
        self.lock.release()
        with suppress(OSError, DRIVER_ERROR):
            if self.lock.take(alone=True):
                if log_is_empty(self.path):
                    base_of(self.path).unlink(missing_ok=True)
                self.lock.clear()


@contextmanager
def _out_of_reach(path: Path) -> Iterator[None]:
    """Take a file from under its name for a moment: the database brings no log into a moved file.

    Where an open file cannot be renamed (Windows) it stays.
    """
    away = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with suppress(OSError):
        path.rename(away)
    try:
        yield
    finally:
        with suppress(OSError):
            away.rename(path)


@contextmanager
def new_file(path: Path, access: Access | None = None) -> Iterator[Path]:
    """Make a new town file; what the block puts into it and the file appear in one step.

    With `access` it is encrypted, and its envelope lies beside it before it appears.

    Yields:
        Where the file lies meanwhile.

    Raises:
        Refused: "file_exists", "folder_missing", "folder_read_only", "disk_full",
            "create_failed", or what `check_place` refuses; nothing is left behind.
    """
    path = true_path(path)
    check_place(path)
    check_name(path, LONGEST_NEW)
    unfinished = unfinished_beside(path)
    try:
        if path.exists():
            raise Refused("file_exists", path=path)
        if not path.parent.is_dir():
            raise Refused("folder_missing", path=path.parent)
        with alone(path, patience=0.0):
            settle(path)
            empty_file(unfinished)
            if access is not None:
                hold(access)
                begin_encrypted(unfinished, access.envelope.newest.salt)
            migrate(unfinished)
            yield unfinished
            _appear(unfinished, path, access)
    except (OSError, DRIVER_ERROR, DBAPIError) as error:
        raise _creation_refused(path, error) from error
    finally:
        take_away(unfinished)


def _appear(unfinished: Path, path: Path, access: Access | None) -> None:
    if path.exists():
        raise Refused("file_exists", path=path)
    lay_envelope(path, access)
    try:
        put_in_place(unfinished, path)
    except OSError:
        if access is not None:
            envelope_path(path).unlink(missing_ok=True)
        raise


def lay_envelope(path: Path, access: Access | None) -> None:
    """Lay the envelope of a town that is about to take a place; another is set aside, not lost.

    Raises:
        OSError: it cannot be done.
    """
    there = envelope_path(path)
    new = as_bytes(access.envelope) if access is not None else b""
    if there.exists() and not (access is not None and there.read_bytes() == new):
        set_aside(there)
    if access is not None:
        write_envelope(path, access.envelope)


def _creation_refused(path: Path, error: Exception) -> Refused:
    if is_full(error):
        return Refused("disk_full", path=path)
    if isinstance(error, PermissionError) or is_shut(error):
        return Refused("folder_read_only", path=path.parent)
    return Refused("create_failed", path=path)


@contextmanager
def alone(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Keep everybody else from a town; its lock is cleared away at the end."""
    lock = TownLock(path)
    lock.wait(alone=True, patience=patience)
    try:
        yield
    finally:
        lock.clear()


def open_town(path: Path) -> OpenTown:
    """Open a town file; an older one is backed up and brought up to date on a copy first.

    Whoever comes first looks at everything, alone; those who come later join in.

    Raises:
        Refused: what `check_file` and `check_one_name` say, "migration_failed", "town_in_use",
            "town_replaced".
    """
    check_head(path, anywhere=True)
    path = true_path(path)
    check_place(path)
    check_name(path, LONGEST_OPENED)
    check_writable(path)
    try:
        check_one_name(path)
        lock, set_aside = _entered(path)
        try:
            return _opened(path, lock, set_aside)
        except BaseException:
            lock.release()
            raise
    except (OSError, DRIVER_ERROR, DBAPIError) as error:
        raise _opening_refused(path, error) from error


def _opening_refused(path: Path, error: Exception) -> Refused:
    if disk_is_full(path):
        return Refused("disk_full", path=path)
    if isinstance(error, OSError) or is_shut(error):
        return Refused("file_read_only", path=path)
    return Refused("busy" if is_held(error) else "file_damaged", path=path)


def _entered(path: Path) -> tuple[TownLock, tuple[Path, ...]]:
    """Take part in a town: looked at by us alone, or by those who have it open."""
    lock = TownLock(path)
    strangers: tuple[Path, ...] = ()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if lock.take(alone=True):
            try:
                strangers += _looked_at(path)
                lock.mark(_mark(identity_of(path)))
            except BaseException:
                lock.clear()
                raise
            lock.release()
        if lock.take(alone=False):
            if lock.marked == _mark(identity_of(path)):
                return lock, strangers
            seen = lock.marked
            lock.release()
            if seen:
                raise Refused("town_replaced", path=path)
        time.sleep(PAUSE)
    raise Refused("town_in_use", path=path)


def _mark(identity: Identity) -> int:
    device, number = identity
    return (device * 31 + number) % 0x7FFFFFFF + 1


def _looked_at(path: Path) -> tuple[Path, ...]:
    """Look at a town and beside it, and bring it up to date, while nobody has it open."""
    strangers = settle(path)
    try:
        revision = check_file(path)
        if revision != HEAD or newest_salt(path) != salt_at(path):
            _bring_up_to_date(path, older=revision != HEAD)
    finally:
        tidy(path)
    return strangers


def _opened(path: Path, lock: TownLock, set_aside: tuple[Path, ...]) -> OpenTown:
    close_to_others(path)
    held = HeldFile(path)
    watch = Watch(held)
    engine = open_engine(path, lambda: _begin_log(held), watch.look)
    try:
        with engine.connect() as connection:
            revision = revision_of(path, connection.connection.driver_connection)
            watch.begin()
        if revision != HEAD:
            raise Refused("file_newer", path=path, revision=revision)
    except BaseException:
        engine.dispose()
        held.close()
        raise
    return OpenTown(path, engine, held, watch, lock, set_aside)


def _begin_log(held: HeldFile) -> None:
    """Write down whose log this will be, before anything is written to it."""
    try:
        if log_is_empty(held.path):
            keep_base(held)
    except OSError as error:
        full = disk_is_full(held.path)
        raise Refused("disk_full" if full else "disk_failed", path=held.path) from error


def _bring_up_to_date(path: Path, *, older: bool) -> None:
    """Bring a town to the newest schema, and to the newest key where that was broken off."""
    if older:
        with backup.closed_town(path) as town:
            backup.back_up(town, path, "vor-update")
    lay_anew(path, lambda: backup.closed_town(path), newest_salt(path))


def lay_anew(
    path: Path, opened_source: Callable[[], AbstractContextManager[Any]], salt: bytes = b""
) -> None:
    """Put a verified copy of a town, brought up to date, under a name, in one step.

    Nobody may have that name open. What lies under it must be kept elsewhere already. With `salt`
    the copy is encrypted under that key; its envelope must lie there already.

    Raises:
        Refused: "migration_failed", "disk_full"; what lies under the name is as it was.
    """
    unfinished = unfinished_beside(path)
    try:
        with opened_source() as source:
            backup.copy_verified(source, unfinished, salt)
        with backup.closed_town(unfinished) as copy:
            before = backup.counts(copy)
            older = revision_of(path, copy) != HEAD
            number_as_backup(copy, 0)
        if older:
            migrate(unfinished)
        with backup.resting(unfinished) as copy:
            check_content(unfinished, copy)
            if before.items() - backup.counts(copy).items():
                raise Refused("migration_failed", path=path)
        clear_for_another(path)
        put_in_place(unfinished, path)
    except (OSError, DRIVER_ERROR, DBAPIError) as error:
        full = is_full(error) or disk_is_full(path)
        raise Refused("disk_full" if full else "migration_failed", path=path) from error
    finally:
        take_away(unfinished)


def migrate(path: Path) -> None:
    """Bring a file to the newest schema, lay the triggers, and check it.

    Raises:
        Refused: "migration_failed".
    """
    engine = raw_engine(path)
    try:
        with engine.connect() as connection:
            raw, dialect = connection.connection.driver_connection, dialect_of(engine)
            begin_upgrade(raw)
            with connection.begin():
                dialect.take_rules_away(connection)
                upgrade(connection)
                dialect.lay_rules(connection)
            if not is_sound(raw):
                raise Refused("migration_failed", path=path)
    finally:
        engine.dispose()
    with backup.closed_town(path) as town:
        keep_log(town)


def upgrade(connection: Connection, target: str = "head") -> None:
    """Run the migrations on an open connection, without an ini file."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
