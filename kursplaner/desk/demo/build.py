"""Builds a demo town: a small one, a county, or ten years."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from kursplaner.basics.errors import Refused
from kursplaner.store.workspace import Workspace

FILE_NAMES: Mapping[str, str] = MappingProxyType(
    {"town": "Adorf.kursplan", "county": "Vogtlandkreis.kursplan", "decade": "Zehn Jahre.kursplan"}
)
DEFAULT_SEED = 1


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
