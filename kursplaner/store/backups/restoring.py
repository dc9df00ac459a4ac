"""Bringing a backup back under the name of a town: the present state is kept, the backup stays."""

from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kursplaner.basics.errors import Refused
from kursplaner.store.backups import backup
from kursplaner.store.backups.replaying import town_id
from kursplaner.store.file.check import (
    check_content,
    check_head,
    check_one_name,
    check_place,
    check_resting,
)
from kursplaner.store.file.connection import DRIVER_ERROR
from kursplaner.store.file.database import alone, lay_anew
from kursplaner.store.file.location import true_path
from kursplaner.store.file.log_file import log_is_empty, log_of
from kursplaner.store.file.log_frames import read_log
from kursplaner.store.file.neighbours import copy_aside, is_own, set_aside, settle
from kursplaner.store.keys.chain import key_for
from kursplaner.store.keys.envelope import envelope_path, write_envelope
from kursplaner.store.keys.standing import fitting, read_envelope_or_none, salt_at

BEFORE = "vor-zurueckholen"
PATIENCE = 3.0
"""Seconds to wait for whoever is just closing the town."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a town or a backup goes.

    Attributes:
        town_id: its UUID.
        name: the town's name.
        acts: number and moment of its acts, ascending.
        last_act: when something was last done; None before the first act.
    """

    town_id: str
    name: str
    acts: tuple[tuple[int, str], ...]
    last_act: datetime | None


@dataclass(frozen=True, slots=True)
class Restoring:
    """What bringing back a backup would do.

    Attributes:
        present: the state it replaces; None where there is none or it cannot be read.
        lost: how many acts of the present state the backup does not know.
        log_left_out: beside the backup lies a log that does not come back, or only in part:
            it cannot be shown to be its own, or is damaged.
    """

    path: Path
    source: Path
    restored: State
    present: State | None
    lost: int
    log_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done.

    Attributes:
        kept: where the state before lies now; None where there was no file.
    """

    path: Path
    kept: Path | None


def propose(path: Path, source: Path) -> Restoring:
    """Look at a backup and at the town it would replace; nothing is written.

    Raises:
        Refused: what `check_resting` says of the backup, "backup_is_town", "backup_of_other_town";
            "locked" of backup or town.
    """
    path, source = true_path(path), true_path(source)
    check_place(path)
    if path.exists() and source.exists() and path.samefile(source):
        raise Refused("backup_is_town", path=source)
    check_resting(source)
    _check_unlocked(path)
    own, whole = _log_beside(source, path)
    with _opened(source, own=own) as connection:
        restored = _state(connection)
    present = _present(path)
    if present is not None and present.town_id != restored.town_id:
        facts = {"town": restored.name, "here": present.name}
        raise Refused("backup_of_other_town", path=source, **facts)
    acts = set(present.acts if present else ())
    lost = len(acts - set(restored.acts))
    return Restoring(path, source, restored, present, lost, not whole)


def _check_unlocked(path: Path) -> None:
    """Refuse to replace a town that is only locked: it is neither missing nor damaged."""
    try:
        check_head(path, anywhere=True)
    except Refused as shut:
        if shut.kind == "locked":
            raise


def restore(path: Path, source: Path) -> Restored:
    """Bring a backup back under the name of a town; it is copied and stays as it is.

    The state that lay there is kept: as a backup of its own kind, or whole among what was set
    aside where it cannot be read any more.

    Raises:
        Refused: what `propose` and `check_one_name` say, "town_in_use", "folder_missing",
            "backup_failed", "migration_failed", "disk_full"; then the town is as it was.
    """
    path, source = true_path(path), true_path(source)
    if not path.parent.is_dir():
        raise Refused("folder_missing", path=path.parent)
    try:
        with alone(path, patience=PATIENCE):
            propose(path, source)
            if path.exists():
                check_one_name(path)
            settle(path)
            kept = _kept(path)
            own, _ = _log_beside(source, path)
            salt = _envelope_laid(path, source)
            lay_anew(path, lambda: _opened(source, own=own), salt)
    except (OSError, DRIVER_ERROR) as error:
        raise Refused("restore_failed", path=path) from error
    return Restored(path, kept)


def _envelope_laid(path: Path, source: Path) -> bytes:
    """See that the town will have an envelope; return the salt of its key, empty for a plain one.

    The town keeps its own where that is unlocked, so that a colleague who left stays outside.
    """
    own = read_envelope_or_none(path)
    if own is not None and key_for(own.newest.salt) and (salt_at(path) or not path.exists()):
        return own.newest.salt
    brought = fitting(source)
    if brought is None:
        return b""
    if own is not None and own != brought:
        set_aside(envelope_path(path))
    write_envelope(path, brought)
    return brought.newest.salt if key_for(brought.newest.salt) else salt_at(source)


def _kept(path: Path) -> Path | None:
    """Keep what lies under a name; return where."""
    if not path.exists():
        return None
    if _present(path) is not None:
        with suppress(Refused, DRIVER_ERROR), backup.closed_town(path) as town:
            return backup.back_up(town, path, BEFORE)
    return copy_aside(path)


def _present(path: Path) -> State | None:
    """Return the state that lies under a name, with its log; None where it cannot be read."""
    with suppress(Refused, OSError, DRIVER_ERROR):
        check_head(path)
        own, _ = _log_beside(path, path)
        with _opened(path, own=own) as connection:
            check_content(path, connection)
            return _state(connection)
    return None


def _log_beside(source: Path, path: Path) -> tuple[bool, bool]:
    """Tell whether a file has a log of its own, and whether nothing of what lies there is left out.

    The rule is that of opening (`neighbours.settle`); what must be tried is tried beside `path`.
    """
    if log_is_empty(source):
        return False, True
    log = read_log(log_of(source))
    if log is None or not log.pages:
        return False, log is not None and log.whole
    own = False
    with suppress(OSError):
        own = is_own(source, log, path)
    return own, own and log.whole


def _opened(source: Path, *, own: bool) -> AbstractContextManager[Any]:
    """Open a file with its `own` log, or by itself."""
    return backup.looked_at(source) if own else backup.resting(source)


def _state(connection: Any) -> State:  # noqa: ANN401 (driver connection)
    acts = connection.execute("SELECT id, at FROM act ORDER BY id").fetchall()
    name = connection.execute("SELECT value FROM setting WHERE key='town.name'").fetchone()
    last_act = backup.moment(acts[-1][1]) if acts else None
    told = tuple((int(number), str(at)) for number, at in acts)
    return State(town_id(connection), str(name[0]) if name else "", told, last_act)
