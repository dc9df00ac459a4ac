"""What the shell says: every example of the handbook, and of any town what can be only read."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from click.testing import CliRunner

from benchmarks.record import books, handbook, sheets
from benchmarks.record.folder import Record
from kursplaner.cli.main import shell

TOWN = "demo/Adorf.kursplan"
SEARCHES = "timetable"
"""This command searches as long as it may: what it finds depends on the machine."""
MOST_FIXES = 12
MOST_COURSES = 12


def said(arguments: Sequence[str]) -> str:
    """Return what a command writes and how it ends."""
    result = CliRunner().invoke(shell, list(arguments))
    out, wrong = result.stdout, result.stderr
    if SEARCHES in arguments:
        out, wrong = shape_of(out), ""
    return f"{out}--- stderr\n{wrong}--- ends with {result.exit_code}"


def shape_of(out: str) -> str:
    """Return the names of the fields of what was written as JSON, else nothing of it."""
    try:
        return "\n".join(sorted(set(_fields(json.loads(out))))) + "\n"
    except ValueError:
        return ""


def _fields(value: Any, before: str = "") -> Iterator[str]:  # noqa: ANN401 (whatever JSON holds)
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{before}.{name}"
            yield from _fields(inner, f"{before}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _fields(inner, f"{before}[]")


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a folder, as somebody at the shell does."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def examples(town: Path, record: Record) -> None:
    """Run each block of the handbook on a fresh copy and write down what it says and writes."""
    for number, block in enumerate(handbook.blocks_of(handbook.shell_page()), 1):
        lines = handbook.lines_of(block)
        if not lines or "--size" in block:
            continue
        with TemporaryDirectory() as name, inside(Path(name)):
            _lay_out(Path(name), town, with_town=lines[0][0][:2] != ["demo", "demo"])
            for arguments, _ in lines:
                before = _files(Path(name))
                record.text(f"{number:02} {' '.join(arguments)}", said(arguments))
                _write_files(Path(name), before, record, f"{number:02} {' '.join(arguments[:3])}")


def _lay_out(folder: Path, town: Path, *, with_town: bool) -> None:
    for name, content in handbook.files().items():
        (folder / name).write_text(content, encoding="utf-8")
    if with_town:
        (folder / "demo").mkdir()
        shutil.copyfile(town, folder / TOWN)


def _files(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def _write_files(folder: Path, before: dict[Path, int], record: Record, name: str) -> None:
    for path, moment in sorted(_files(folder).items()):
        if before.get(path) == moment:
            continue
        title = f"{name} {path.relative_to(folder)}"
        if path.suffix == ".pdf":
            sheets.write_pdf(path.read_bytes(), record, title)
        elif path.suffix in {".xlsx", ".ods"}:
            record.text(title, books.cells(path))
        elif path.suffix in {".ics", ".csv"}:
            record.text(title, path.read_text(encoding="utf-8-sig"))


def readings(town: Path, record: Record) -> None:
    """Write down what can be read of a town: as text and, where there is one, as JSON."""
    file = str(town)
    courses = json.loads(CliRunner().invoke(shell, ["course", "list", file, "--json"]).stdout)
    numbers = [row["number"] for row in _rows(courses)][:MOST_COURSES]
    conflicts = json.loads(CliRunner().invoke(shell, ["check", file, "--json"]).stdout)
    keys = [row["id"] for row in _rows(conflicts)]
    chosen = keys[:: max(1, len(keys) // MOST_FIXES)][:MOST_FIXES]
    for words in (
        ("check",), ("course", "list"), ("people", "list"),
        *(("course", "show", number) for number in numbers),
        *(("fixes", key) for key in chosen),
    ):  # fmt: skip
        at = 1 if words[0] in {"check", "fixes"} else 2
        arguments = [*words[:at], file, *words[at:]]
        for more in ([], ["--json"]):
            record.text(" ".join([*words, *more]), said([*arguments, *more]))
    record.text("history", said(["history", file]))


def _rows(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (whatever JSON holds)
    if isinstance(value, list):
        return value
    return next(rows for rows in value.values() if isinstance(rows, list))
