"""Town files as they lie on a disk: filled, killed, of another state, of an older program."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.store.file.connection import raw_connection, raw_engine
from kursplaner.store.file.database import upgrade
from kursplaner.store.file.held_file import head_of
from kursplaner.store.file.pragmas import APPLICATION_ID
from kursplaner.store.workspace import Workspace

ASIDE = Path("Sicherungen", "Beiseite")


def add(workspace: Workspace, *names: str) -> None:
    for name in names:
        with workspace.change(ActKind.PERSON_ADDED) as db:
            db.add(Person(family_name=name))


def names(workspace: Workspace) -> list[str]:
    with workspace.read() as db:
        return list(db.scalars(select(Person.family_name).order_by(Person.id)))


def names_in(path: Path) -> list[str]:
    workspace = Workspace.open(path)
    try:
        return names(workspace)
    finally:
        workspace.close()


def laid(blank_town: Path, path: Path, *people: str) -> Path:
    """Lay a closed town with these people under a path."""
    path.parent.mkdir(exist_ok=True)
    shutil.copyfile(blank_town, path)
    if people:
        workspace = Workspace.open(path, who="Test")
        add(workspace, *people)
        workspace.close()
    return path


def killed(workspace: Workspace, folder: Path, *, base: bool = True) -> Path:
    """Copy what a killed program would leave of an open town; return where the copy lies.

    The town is read through the handle that is open: closing another would let go its locks.
    """
    folder.mkdir(exist_ok=True)
    path = workspace.path
    copy = folder / path.name
    copy.write_bytes(head_of(path, path.stat().st_size))
    for ending in ("-wal", "-base") if base else ("-wal",):
        shutil.copyfile(path.with_name(path.name + ending), folder / (path.name + ending))
    return copy


def beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}{ending}")


def everything_in(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def kind_of_refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        Workspace.open(path).close()
    return refused.value.kind


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << (bit % 8)
    return bytes(changed)


def older_town(path: Path, *people: str) -> Path:
    """Lay a town of the first revision, as an earlier program left it."""
    engine = raw_engine(path)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.commit()
        with connection.begin():
            upgrade(connection, "0001")
    engine.dispose()
    town = raw_connection(path)
    town.execute("INSERT INTO setting(key, value) VALUES ('town.uuid', 'u-1'), ('town.name', 'A')")
    town.execute(
        "INSERT INTO act(kind, subjects, who, at, tables, undone, discarded, final)"
        " VALUES ('town_created', '[]', 'Alt', '2026-11-02T08:00:00.000000', '', 0, 0, 1)"
    )
    town.execute("INSERT INTO journal_state(id, version_floor) VALUES (1, 1000000)")
    told = [row[1] for row in town.execute("PRAGMA table_info(person)") if row[3]]
    for number, name in enumerate(people, 1):
        town.execute("INSERT INTO resource(id, kind) VALUES (?, 'person')", (number,))
        row = {**dict.fromkeys(told, ""), "id": number, "family_name": name}
        marks = ", ".join("?" for _ in row)
        town.execute(f"INSERT INTO person({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    town.close()
    return path


def run(code: str, *arguments: object) -> "subprocess.Popen[str]":
    """Start a program of its own on these arguments; it says what it has done line by line."""
    here = str(Path(__file__).parents[2])
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": here},
    )


def told(program: "subprocess.Popen[str]") -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def ended(programs: "Sequence[subprocess.Popen[str]]") -> list[list[str]]:
    """Wait for programs to end and return the lines they said."""
    return [program.communicate(timeout=60)[0].splitlines() for program in programs]
