"""Demo towns to measure with, built once and kept in the cache folder of the user."""

import shutil
from pathlib import Path

from platformdirs import user_cache_path

from kursplaner import __version__
from kursplaner.desk.demo.build import build


def town_file(size: str) -> Path:
    """Return a demo town of this size; it is built on the first call."""
    folder = user_cache_path("kursplaner", ensure_exists=True) / "benchmarks" / __version__
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{size}.kursplan"
    if not path.exists():
        unfinished = folder / f"{size}.new.kursplan"
        unfinished.unlink(missing_ok=True)
        build(unfinished, size)
        unfinished.replace(path)
    return path


def fresh_copy(size: str, folder: Path) -> Path:
    """Return a copy of a demo town that a measurement may change."""
    return Path(shutil.copy(town_file(size), folder / f"{size}.kursplan"))
