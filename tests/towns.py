"""Towns built once a run: every test works on a copy in a file of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import datetime
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any, Protocol, TypeVar

from kursplaner.basics import clock
from kursplaner.desk.demo.build import build as build_demo
from kursplaner.store.file.database import open_town
from kursplaner.store.workspace import Workspace

DEMO_DAY = datetime(2027, 3, 2, 10, 20)


class Opened(Protocol):
    """What a town's module makes: an open workspace, and the ids of what is in it."""

    @property
    def workspace(self) -> Workspace:
        """The open town."""


T = TypeVar("T", bound=Opened)
_BUILT: dict[tuple[Callable[[Path], Any], datetime], tuple[Any, bytes]] = {}


@contextmanager
def copied(build: Callable[[Path], T], path: Path, moment: datetime) -> Iterator[T]:
    """Open a copy of what `build` makes in a new file, under `path`; the clock stands still.

    To build takes a quarter of a second, to copy a fiftieth. `build` is asked once for a moment,
    so it is a function of a module, not one made anew for each test.
    """
    with clock.pinned(moment):
        made, content = _built(build, moment)
        path.write_bytes(content)
        workspace = Workspace.open(path, who=made.workspace.who)
        try:
            # Lists and dictionaries of ids are the test's own; the workspace is the copy's.
            yield deepcopy(made, {id(made.workspace): workspace})
        finally:
            workspace.close()


@contextmanager
def passing(build: Callable[[Path], T], moment: datetime) -> Iterator[T]:
    """Lend an open copy, for tests without threads, to which its path is all one.

    To open a town takes longer than most of what is tried in it, so it stays open for the next
    test, with what the database knows of it; what it holds is as `build` made it each time.
    """
    with clock.pinned(moment):
        made, content = _built(build, moment)
        kept = _KEPT.setdefault((build, moment), [])
        lent = kept.pop() if kept else _Lent(content)
        workspace = Workspace(lent.town, who=made.workspace.who)
        try:
            yield deepcopy(made, {id(made.workspace): workspace})
        finally:
            if lent.given_back(workspace):
                kept.append(lent)


class _Lent:
    """An open town that is lent to one test after the other."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._folder = TemporaryDirectory()
        path = Path(self._folder.name, "Adorf.kursplan")
        path.write_bytes(content)
        self.town = open_town(path)

    def given_back(self, workspace: Workspace) -> bool:
        """Put everything back as it was; False, and it is gone, where that cannot be had."""
        if workspace._watcher.closed:  # the test has closed it
            self._folder.cleanup()
            return False
        workspace._watcher.close()
        for other in self.town.path.parent.iterdir():
            if not other.name.startswith(self.town.path.name):  # what the test has laid beside it
                rmtree(other) if other.is_dir() else other.unlink()
        with self.town.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            grown = self.town.path.stat().st_size != len(self._content)
            if not busy and not grown:
                with self.town.path.open("r+b") as file:
                    file.write(self._content)
                raw.execute("PRAGMA shrink_memory")  # else it goes by what it has read before
        if busy or grown:  # the database goes on as if it were as long as it was once
            self.put_away()
        return not busy and not grown

    def put_away(self) -> None:
        """Close the town."""
        self.town.leave()
        self._folder.cleanup()


_KEPT: dict[tuple[Callable[[Path], Any], datetime], list[_Lent]] = {}


def put_away() -> None:
    """Close the towns that were kept open."""
    while _KEPT:
        for lent in _KEPT.popitem()[1]:
            lent.put_away()


@cache
def demo_town() -> bytes:
    """Return the file of the demo town, made on its demo day."""
    with TemporaryDirectory() as folder, clock.pinned(DEMO_DAY):
        path = Path(folder, "Adorf.kursplan")
        build_demo(path)
        return path.read_bytes()


def _built(build: Callable[[Path], T], moment: datetime) -> tuple[T, bytes]:
    if (build, moment) not in _BUILT:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "stadt.kursplan"
            made = build(path)
            made.workspace.close()
            _BUILT[build, moment] = made, path.read_bytes()
    return _BUILT[build, moment]
