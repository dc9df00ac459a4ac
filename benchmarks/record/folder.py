"""The folder of a record: texts and pictures under speaking names, without what chance decides."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
UNSAFE = re.compile(r"[^\w.,=+-]+")
LONGEST_NAME = 120


class Record:
    """Writes what is seen; `places` are folders of this run, by the word that stands for each."""

    def __init__(self, folder: Path, places: Mapping[str, Path] | None = None) -> None:
        self.folder = folder
        self._places = dict(places or {})

    def text(self, name: str, content: str | Iterable[str]) -> None:
        """Write a text, line by line."""
        whole = content if isinstance(content, str) else "\n".join(content)
        for word, place in self._places.items():
            whole = whole.replace(str(place), word)
        self._free(name, ".txt").write_text(UUID.sub("UUID", whole) + "\n", encoding="utf-8")

    def picture(self, name: str, size: tuple[int, int], rgb: bytes) -> None:
        """Write a picture of three bytes a point, row by row from the top."""
        Image.frombytes("RGB", size, rgb).save(self._free(name, ".png"), compress_level=1)

    def part(self, name: str) -> "Record":
        """Return the record of a part, in a folder of its own."""
        return Record(self.folder / name, self._places)

    def _free(self, name: str, ending: str) -> Path:
        """Return a path for a name; the second of the same name is numbered."""
        self.folder.mkdir(parents=True, exist_ok=True)
        stem = UNSAFE.sub("_", name).strip("_")[:LONGEST_NAME]
        path, number = self.folder / f"{stem}{ending}", 1
        while path.exists():
            number += 1
            path = self.folder / f"{stem} ({number}){ending}"
        return path
