"""What the window's command line asks for."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for."""

    file: Path | None
    picture: Path | None
    place: str
    size: tuple[int, int]
    dark: bool
    scale: int


def parsed(arguments: Sequence[str] | None = None) -> Options:
    """Return the options; a wrong use ends the program with 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) < 2 and not any(argument.startswith("-") for argument in given):
        return Options(Path(given[0]) if given else None, None, "today", (1440, 900), False, 0)
    import argparse

    parser = argparse.ArgumentParser(prog="kursplaner.app", description="Das Fenster")
    parser.add_argument("file", nargs="?", type=Path, help="Datei *.kursplan")
    parser.add_argument("--picture", type=Path, help="Bild des Fensters schreiben und enden")
    parser.add_argument("--place", default="today", help="Ort, der sich öffnet")
    parser.add_argument("--size", default="1440x900", type=_size, help="Größe des Bildes")
    parser.add_argument("--dark", action="store_true", help="dunkle Farben")
    parser.add_argument("--scale", default=0, type=int, help="Textgröße in Prozent, 100 bis 200")
    found = parser.parse_args(given)
    return Options(found.file, found.picture, found.place, found.size, found.dark, found.scale)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)
