"""Towns built once a run: every test works on a copy in a file of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol, TypeVar

from kursplaner.basics import clock
from kursplaner.desk.demo.build import build as build_demo
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
    """Open a copy that goes with its folder, for one example of many."""
    with TemporaryDirectory() as folder, copied(build, Path(folder, "a.kursplan"), moment) as town:
        yield town


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
