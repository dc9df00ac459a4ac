"""What a town file holds: its schema, its rows, and what undoing and redoing everything leaves."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults.towns import copied, dump
from benchmarks.record import handbook
from benchmarks.record.folder import Record
from benchmarks.record.shell import inside, said
from kursplaner.store.backups import backup

LEFT_OUT = ("demo", "restore", "undo", "redo", "timetable")
"""Commands of the handbook that are about another file, the history, or not always the same."""


def schema(town: Path) -> Iterator[str]:
    """Give every statement that lays the file's tables, by name."""
    with backup.resting(town) as connection:
        query = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
        for kind, name, sql in connection.execute(query):
            yield f"--- {kind} {name}\n{sql}"


def tables(town: Path) -> Iterator[str]:
    """Give every row of every table."""
    for name, rows in sorted(dump(town).items()):
        yield f"--- {name}: {len(rows)}"
        yield from (json.dumps(row, ensure_ascii=False, default=repr) for row in rows)


def back_and_forth(town: Path, folder: Path, record: Record) -> None:
    """Do what the handbook does, one after the other, then undo all of it and redo all of it."""
    work = copied(town, folder / "demo", "Adorf")
    for name, content in handbook.files().items():
        (folder / name).write_text(content, encoding="utf-8")
    with inside(folder):
        for block in handbook.blocks_of(handbook.shell_page()):
            for arguments, _ in handbook.lines_of(block):
                if arguments[0] not in LEFT_OUT and "--dry-run" not in arguments:
                    said([argument for argument in arguments if argument != "--json"])
        record.text("after everything", [said(["history", str(work)]), *tables(work)])
        undone = _all(work, forth=False)
        record.text("after undoing everything", [*undone, *tables(work)])
        redone = _all(work, forth=True)
        record.text("after redoing everything", [*redone, *tables(work)])
        record.text("history at the end", said(["history", str(work)]))


def _all(work: Path, *, forth: bool) -> list[str]:
    """Undo or redo until nothing is left or something is refused; return what was said of each."""
    told: list[str] = []
    step = "redo" if forth else "undo"
    while True:
        said_now = said([step, str(work)])
        told.append(said_now)
        if "Es gibt nichts" in said_now or not said_now.endswith("ends with 0"):
            return told
