"""The script that makes the handbook's pictures: its scenes are what is recorded of the window."""

import importlib.util
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from PIL import Image

from benchmarks.record.folder import Record
from benchmarks.record.handbook import DOCS

SCRIPT = DOCS / "make_pictures.py"
LONGEST_SECONDS = 900
SEARCHES = "stundenplan"
"""This scene shows what a search found by now: that depends on the machine."""


@cache
def pictures_script() -> ModuleType:
    """Return the script, which is no module of a package, as one."""
    spec = importlib.util.spec_from_file_location("make_pictures", SCRIPT)
    if spec is None or spec.loader is None:
        raise ImportError(str(SCRIPT))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def window(town: Path, record: Record, *, plain: bool) -> None:
    """Take every picture of the window in a process of its own; `plain`: what changes nothing."""
    folder = record.folder / "raw"
    folder.mkdir(parents=True)
    arguments = [sys.executable, str(SCRIPT), "--into", str(folder), "--town", str(town)]
    subprocess.run(
        [*arguments, "--plain"] if plain else arguments,
        check=True,
        timeout=LONGEST_SECONDS,
        stdout=subprocess.DEVNULL,
    )
    for path in sorted(folder.glob("*.png")):
        if not path.stem.startswith(SEARCHES):
            with Image.open(path) as picture:
                record.picture(path.stem, picture.size, picture.convert("RGB").tobytes())
        path.unlink()
    folder.rmdir()
