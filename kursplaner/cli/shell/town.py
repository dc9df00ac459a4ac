"""Opening the town file that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kursplaner.cli.shell import output

if TYPE_CHECKING:
    from kursplaner.store.workspace import Workspace


@contextmanager
def town(path: Path) -> "Iterator[Workspace]":
    """Open a town file for one command and close it whatever happens."""
    from kursplaner.desk.printing.further_fonts import use_beside
    from kursplaner.desk.wording.restoring import set_aside
    from kursplaner.store.workspace import Workspace

    workspace = Workspace.open(path)
    use_beside(workspace.path)
    if workspace.set_aside:
        output.complain(set_aside(workspace.set_aside))
    workspace.subscribe(output.keep)
    try:
        yield workspace
    finally:
        workspace.close()
