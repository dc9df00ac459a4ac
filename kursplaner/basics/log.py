"""A small rotating log without personal data: kinds, ids, and where in the code it happened."""

import faulthandler
import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.owner_only import close_to_others, continued, private_folder

FILE_NAME = "kursplaner.log"
CRASH_NAME = "absturz.log"
MAX_BYTES = 500_000
KEPT_FILES = 3

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
Tell = Callable[[str], None]

_LOGGER = logging.getLogger("kursplaner")


def folder() -> Path:
    """Return the folder of the log files on this computer, where its system keeps such."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local") / "Kursplaner/Logs"
    if sys.platform == "darwin":
        return home / "Library/Logs/Kursplaner"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local/state") / "kursplaner/log"


def start(directory: Path | None = None) -> Path | None:
    """Write the log into `directory` (default: `folder()`), replacing an earlier start.

    Returns:
        The log file, or None where it cannot be written: the program works without.
    """
    stop()
    where = directory or folder()
    try:
        private_folder(where)
        handler = _PrivateHandler(
            where / FILE_NAME, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
        )
        for older in where.glob(f"{FILE_NAME}.*"):
            close_to_others(older)
    except OSError:
        _LOGGER.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(NamelessFormatter("%(asctime)s %(levelname)s %(message)s"))
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False
    return where / FILE_NAME


def stop() -> None:
    """Close the log file."""
    for handler in list(_LOGGER.handlers):
        _LOGGER.removeHandler(handler)
        handler.close()


def note(kind: str, **ids: int) -> None:
    """Log that something happened: its kind and the ids it touched, never a name."""
    _LOGGER.info("%s", _line(kind, ids))


def trouble(kind: str, error: BaseException, **ids: int) -> None:
    """Log a failure with its kind and traceback, without the text of the exception."""
    _LOGGER.error("%s", _line(kind, ids), exc_info=error)


def _line(kind: str, ids: dict[str, int]) -> str:
    return " ".join([kind, *(f"{name}={number}" for name, number in ids.items())])


class _PrivateHandler(RotatingFileHandler):
    """Writes into files that only their owner can read."""

    def _open(self) -> TextIOWrapper:
        return continued(Path(self.baseFilename))


class NamelessFormatter(logging.Formatter):
    """Formats tracebacks as places in the code and types, leaving out every message.

    The text of an exception may quote a name: SQLAlchemy, for one, adds the parameters.
    """

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - overridden name
        """Return the frames and types of the exception and of what caused it."""
        return "\n".join(_frames(ei[1]))


def _frames(error: BaseException | None) -> list[str]:
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        kind = f" ({error.kind})" if isinstance(error, KursplanerError) else ""
        lines.append(f"{type(error).__module__}.{type(error).__qualname__}{kind}")
        frames = traceback.extract_tb(error.__traceback__)
        lines += [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        error = error.__cause__ or error.__context__
    return lines


def _short(file_name: str) -> str:
    """Return the last two parts of a path: the rest may hold the user's login name."""
    return "/".join(Path(file_name).parts[-2:])


@dataclass
class _CrashFile:
    """The open file into which faulthandler writes; it must live as long as the process."""

    file: TextIO | None = None


_crash = _CrashFile()


def install_hooks(tell: Tell | None = None) -> None:
    """Log what nobody caught, in the main and in every other thread.

    Args:
        tell: called with the kind ("unexpected" or that of a KursplanerError), in the thread
            where it happened, to show one plain notice.
    """

    def report(error: BaseException | None) -> None:
        if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
            return
        trouble("unexpected", error)
        if tell is not None:
            tell(error.kind if isinstance(error, KursplanerError) else "unexpected")

    def in_main(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        report(error)
        if issubclass(kind, KeyboardInterrupt) or not _LOGGER.hasHandlers():
            sys.__excepthook__(kind, error, trace)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        report(args.exc_value)

    sys.excepthook = in_main
    threading.excepthook = in_thread


def install_crash_file(directory: Path | None = None) -> Path | None:
    """Let faulthandler write the stack of a hard crash (files and lines only) into a file.

    Returns:
        The file, or None where it cannot be written.
    """
    where = directory or folder()
    try:
        private_folder(where)
        opened = continued(where / CRASH_NAME)
    except OSError:
        return None
    faulthandler.enable(opened)
    before, _crash.file = _crash.file, opened
    if before is not None:
        with suppress(OSError):
            before.close()
    return where / CRASH_NAME
