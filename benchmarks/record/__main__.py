"""See the package."""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.record import rows, sheets, shell
from benchmarks.record.differences import UNEXPLAINED, differences, read_reasons, told
from benchmarks.record.folder import Record
from benchmarks.record.scenes import window
from kursplaner.basics import clock
from kursplaner.desk.demo.build import build
from kursplaner.store.workspace import Workspace

NOW = datetime(2027, 3, 2, 10, 20)
SIZES = ("town", "county")
PARTS = ("rows", "shell", "sheets", "forth", "window")


def main(arguments: list[str]) -> int:
    """Write a record, or compare two; returns 1 where a difference has no reason."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.record")
    ways = parser.add_subparsers(dest="way", required=True)
    writing = ways.add_parser("write")
    writing.add_argument("folder", type=Path)
    writing.add_argument("--sizes", nargs="+", choices=SIZES, default=SIZES)
    writing.add_argument("--seed", type=int, default=1)
    writing.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    comparing = ways.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument("--because", type=Path)
    asked = parser.parse_args(arguments)
    if asked.way == "compare":
        return compare(asked.before, asked.after, asked.because)
    for size in asked.sizes:
        write(asked.folder / size, size, asked.seed, asked.only)
    return 0


def write(folder: Path, size: str, seed: int, only: tuple[str, ...] = PARTS) -> None:
    """Write down what is visible of one demo town; an older record there goes."""
    shutil.rmtree(folder, ignore_errors=True)
    with TemporaryDirectory() as place, clock.pinned(NOW):
        here = Path(place).resolve()
        town = here / f"{size}.kursplan"
        build(town, size, seed)
        record = Record(folder, {"PLACE": here})
        for part in only:
            sys.stdout.write(f"{size}: {part}\n")
            sys.stdout.flush()
            WRITES[part](town, record.part(part), size)


def _rows(town: Path, record: Record, _size: str) -> None:
    record.text("schema", rows.schema(town))
    record.text("tables", rows.tables(town))


def _shell(town: Path, record: Record, size: str) -> None:
    shell.readings(town, record)
    if size == "town":
        shell.examples(town, record.part("examples"))


def _sheets(town: Path, record: Record, size: str) -> None:
    workspace = Workspace.open(_copy(town))
    sheets.all_kinds(workspace, record)
    sheets.of_children(workspace, record)
    if size == "town":
        sheets.of_absence(workspace, record)
    workspace.close()


def _forth(town: Path, record: Record, _size: str) -> None:
    with TemporaryDirectory() as place:
        here = Path(place).resolve()
        rows.back_and_forth(town, here, Record(record.folder, {"PLACE": here}))


def _window(town: Path, record: Record, size: str) -> None:
    window(_copy(town), record, plain=size != "town")


def _copy(town: Path) -> Path:
    folder = town.parent / "copy"
    folder.mkdir(exist_ok=True)
    return Path(shutil.copyfile(town, folder / "Adorf.kursplan"))


WRITES: dict[str, Callable[[Path, Record, str], None]] = {
    "rows": _rows,
    "shell": _shell,
    "sheets": _sheets,
    "forth": _forth,
    "window": _window,
}


def compare(before: Path, after: Path, because: Path | None) -> int:
    """List what differs, each with the number that explains it; returns 1 if one has none."""
    reasons = read_reasons(because) if because else ()
    counted: Counter[str] = Counter()
    for found in differences(before, after):
        number, lines = told(found, reasons)
        counted[number] += 1
        sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.write(f"{counted.total()} differences {dict(counted)}\n")
    return 1 if counted[UNEXPLAINED] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
