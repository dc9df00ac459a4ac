"""Builds a demo town: a small one, a county, or ten years."""

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from kursplaner.basics.errors import Refused
from kursplaner.basics.whole_file import move_to_free_place
from kursplaner.store.workspace import Workspace

FILE_NAMES: Mapping[str, str] = MappingProxyType(
    {"town": "Adorf.kursplan", "county": "Vogtlandkreis.kursplan", "decade": "Zehn Jahre.kursplan"}
)
DEFAULT_SEED = 1
BESIDE = ("", "-wal", "-shm", "-journal")
"""What the database lays beside a town: the endings of its name."""


def build(path: Path, size: str = "town", seed: int = DEFAULT_SEED) -> None:
    """Make a new demo town at `path`; the same seed gives the same town.

    Raises:
        Refused: "demo_size_unknown", or what making a file refuses.
    """
    fill = _filler(size)
    workspace = Workspace.create(path, town="Adorf/Vogtl.", land="SN", who="Spielstadt")
    try:
        fill(workspace, seed)
    finally:
        workspace.close()


def build_at(path: Path, size: str = "town", seed: int = DEFAULT_SEED) -> None:
    """Make a new demo town beside its place and then put it there, never over anything.

    Raises:
        Refused: "file_exists" (path), or what `build` says; nothing is left of it then.
    """
    _check_free(path)
    unfinished = path.with_name(f"im-Bau-{secrets.token_hex(4)}-{path.name}")
    try:
        build(unfinished, size, seed)
        with suppress(FileExistsError):
            move_to_free_place(unfinished, path)
            return
    finally:
        for ending in BESIDE:
            with suppress(OSError):
                unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)
    raise Refused("file_exists", path=path)


def _check_free(path: Path) -> None:
    """Refuse a place that is taken, also by what belonged to a town that is gone."""
    for ending in BESIDE:
        file = path.with_name(path.name + ending)
        if file.exists() or file.is_symlink():
            raise Refused("file_exists", path=file)


def _filler(size: str) -> Callable[[Workspace, int], None]:
    if size == "town":
        from kursplaner.desk.demo.town import build_town

        return build_town
    if size == "county":
        from kursplaner.desk.demo.county import build_county

        return build_county
    if size == "decade":
        from kursplaner.desk.demo.decade import build_decade

        return build_decade
    raise Refused("demo_size_unknown", size=size, sizes=tuple(FILE_NAMES))
