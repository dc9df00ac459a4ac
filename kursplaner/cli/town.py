"""Opening the town file that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kursplaner.store.workspace import Workspace


@contextmanager
def town(path: Path) -> "Iterator[Workspace]":
    """Open a town file for one command and close it whatever happens."""
    from kursplaner.store.workspace import Workspace

    workspace = Workspace.open(path)
    try:
        yield workspace
    finally:
        workspace.close()
