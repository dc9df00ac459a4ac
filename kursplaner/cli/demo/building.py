"""Laying a demo town, with its papers, into a folder."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.owner_only import private_folder
from kursplaner.cli.shell.town import town
from kursplaner.desk.demo.build import FILE_NAMES, build_at
from kursplaner.desk.demo.papers import print_demo

PAPERS = "papers"


def build_demo(folder: Path, size: str, seed: int, *, papers: bool) -> Iterator[str]:
    """Build the town and yield a line for each thing that is ready.

    Raises:
        Refused: "file_exists", "folder_read_only", and what making a file refuses.
    """
    made = _make(folder)
    path = folder / FILE_NAMES[size]
    try:
        build_at(path, size, seed)
    except BaseException:
        for fresh in made:
            with suppress(OSError):
                fresh.rmdir()
        raise
    yield f"Angelegt: {path}"
    if papers:
        target = folder / PAPERS
        _make(target)
        with town(path) as workspace:
            for paper in print_demo(workspace, target):
                yield f"Geschrieben: {paper}"


def _make(folder: Path) -> list[Path]:
    """Make a folder with those above it; returns the new ones, the innermost first."""
    try:
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        private_folder(folder)
    except FileExistsError as error:
        raise Refused("folder_is_file", path=folder) from error
    except OSError as error:
        raise Refused("folder_read_only", path=folder.parent) from error
    return missing
