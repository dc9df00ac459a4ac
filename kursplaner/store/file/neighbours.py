"""What lies beside a town file: its own log is kept, strangers are set aside, never replayed."""

import shutil
from contextlib import suppress
from pathlib import Path

from kursplaner.basics import clock
from kursplaner.basics.owner_only import empty_file, private_folder
from kursplaner.store.backups.replaying import replays_soundly
from kursplaner.store.file.locks import clear_lock
from kursplaner.store.file.log_file import base_of, belongs, log_of
from kursplaner.store.file.log_frames import Log, read_log
from kursplaner.store.file.numbering import is_backup
from kursplaner.store.file.unfinished import clear_unfinished, folder_to_disk
from kursplaner.store.keys.envelope import envelope_path

ASIDE = Path("Sicherungen", "Beiseite")
"""Where strangers go, below the folder of the town; nothing there is ever taken away again."""


def settle(path: Path) -> tuple[Path, ...]:
    """Tidy up beside a town that nobody has open; return where strangers lie now.

    A log of the town's own stays and will be replayed; of one damaged inside, whose later acts the
    database would leave out, a copy is kept among the strangers. A log of another state or town,
    and a rollback journal (a town never has one of its own), are set aside.

    Raises:
        OSError: a stranger cannot be moved; then the town must not be opened.
    """
    clear_unfinished(path)
    clear_lock(envelope_path(path))
    moved = [set_aside(_journal_of(path))] if _holds_something(_journal_of(path)) else []
    if _holds_something(log_of(path)):
        log = read_log(log_of(path))
        if log is not None and log.whole and not log.pages:
            log_of(path).unlink()  # nothing in it was ever finished
        elif log is None or not log.pages or not path.exists() or not is_own(path, log):
            moved.append(set_aside(log_of(path)))
        elif not log.whole:
            moved.append(copy_aside(log_of(path)))
    tidy(path)
    return tuple(moved)


def tidy(path: Path) -> None:
    """Take away what lies beside a town that nobody has open and holds nothing."""
    if not _holds_something(log_of(path)):
        _take_away_empty(path)


def clear_for_another(path: Path) -> None:
    """Take away what belongs to the file under a name, because another is about to take it.

    What still holds something is set aside; kept pages and empty files go.

    Raises:
        OSError: something cannot be moved.
    """
    for file in (log_of(path), _journal_of(path)):
        if _holds_something(file):
            set_aside(file)
    _take_away_empty(path)


def set_aside(file: Path) -> Path:
    """Move a file into the folder for strangers, never over another; return where it lies now.

    Raises:
        OSError: it cannot be moved.
    """
    return file.rename(_place_aside(file))


def copy_aside(file: Path) -> Path:
    """Copy a file into the folder for strangers, as `set_aside`, and return the copy.

    Raises:
        OSError: it cannot be copied; nothing is left of the copy then.
    """
    target = _place_aside(file)
    try:
        empty_file(target)
        shutil.copyfile(file, target)
        folder_to_disk(target.parent)
    except OSError:
        target.unlink(missing_ok=True)
        raise
    return target


def _place_aside(file: Path) -> Path:
    """Return a free place for a file among the strangers, in a folder made where it is missing."""
    folder = private_folder(file.parent / ASIDE)
    stamp = clock.now().strftime("%Y-%m-%d_%H%M%S")
    count, target = 1, folder / f"{stamp}_{file.name}"
    while target.exists():
        count += 1
        target = folder / f"{stamp}_{count}_{file.name}"
    return target


def is_own(path: Path, log: Log, beside: Path | None = None) -> bool:
    """Tell whether a log can be shown to be that of the file it lies beside.

    Where nothing was written down to tell it by (an older version did not), it is tried on a copy
    that is made `beside` another file, or beside this one.

    Raises:
        OSError: the copy cannot be made.
    """
    known = belongs(path, log)
    if known is None and not is_backup(path):
        return replays_soundly(path, beside)
    return known is True


def _take_away_empty(path: Path) -> None:
    for file in (log_of(path), base_of(path), path.with_name(f"{path.name}-shm")):
        with suppress(OSError):
            file.unlink()
    if not _holds_something(_journal_of(path)):
        with suppress(OSError):
            _journal_of(path).unlink()


def _journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _holds_something(file: Path) -> bool:
    with suppress(OSError):
        return file.stat().st_size > 0
    return False
