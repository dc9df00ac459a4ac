"""Small towns to disturb: how they are laid, worked on, and read again without touching them."""

import shutil
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.store.backups import backup
from kursplaner.store.file.check import check_resting
from kursplaner.store.settings import store_settings
from kursplaner.store.workspace import Workspace

NAMES = ("Adorf", "Stadt Köthen", "Öls (alt) & neu", "Adorf [1]", "Adorf_Uebung", "Aue 50% #2")
ENDINGS = (".neu", ".tmp", "-base", "-lock", "-wal", "-shm", "-journal", ".migration")
NOTE = 6000
"""Signs of a long note: more than a page of the file, so that it overflows."""
Dump = dict[str, list[tuple[Any, ...]]]


def found(path: Path, acts: int = 20) -> Path:
    """Make a town with some people in it, and its folder, and close it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_blank())
    town = Workspace.open(path, who="Anlage")
    with town.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"town.name": path.stem, "town.uuid": str(uuid.uuid4())})
    for number in range(acts):
        work(town, "anfang", number, Random(number))
    town.close()
    return path


@cache
def _blank() -> bytes:
    """Return an empty town, made once: each begins as a copy and gets an identity of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "leer.kursplan"
        Workspace.create(path, who="Anlage").close()
        return path.read_bytes()


def copied(source: Path, folder: Path, name: str) -> Path:
    """Return a copy of a town, under another name in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(source, folder / f"{name}.kursplan"))


def work(town: Workspace, who: str, number: int, random: Random, note: int = NOTE) -> str:
    """Add a person in one act, sometimes change another one's note; return her name.

    `note` is how many signs a note has at most.
    """
    name = f"{who}-{number:05}"
    with town.change(ActKind.PERSON_ADDED) as db:
        db.add(Person(family_name=name, note="n" * random.randint(0, note)))
        if number % 3 == 2:
            query = select(Person).where(Person.family_name == f"{who}-{number - 1:05}")
            for earlier in db.scalars(query):
                earlier.note = "m" * random.randint(0, note)
    return name


def names_in(path: Path) -> set[str]:
    """Return the people of a file that lies there alone; whatever lies beside it is not read."""
    with backup.resting(path) as connection:
        return {name for (name,) in connection.execute("SELECT family_name FROM person")}


def numbers_of(names: set[str], who: str) -> list[int]:
    """Return the numbers of the acts of somebody, ascending."""
    return sorted(int(name.rpartition("-")[2]) for name in names if name.startswith(f"{who}-"))


def dump(path: Path) -> Dump:
    """Return every row of every table of a file that lies there alone."""
    with backup.resting(path) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        return {
            name: sorted(
                (tuple(row) for row in connection.execute(f'SELECT * FROM "{name}"')), key=repr
            )
            for (name,) in tables
        }


def opened_and_closed(path: Path) -> tuple[Path, ...]:
    """Open a town as the program does and close it; return where strangers lie now."""
    town = Workspace.open(path, who="Nachher")
    town.close()
    return town.set_aside


def left_behind(folder: Path) -> list[str]:
    """Return the names of what nobody needs any more, in a folder and among its backups."""
    places = (folder, folder / backup.FOLDER)
    return sorted(
        path.name for place in places for path in _files(place) if _is_leftover(path.name)
    )


def backups_in(folder: Path) -> list[Path]:
    """Return every backup in a town's folder, by name."""
    places = _files(folder / backup.FOLDER)
    return sorted(path for path in places if path.suffix == ".kursplan" and path.name[0] != ".")


def check_all(backups: list[Path]) -> None:
    """See that every backup is whole.

    Raises:
        Refused: one is not.
    """
    for path in backups:
        check_resting(path)


def _is_leftover(name: str) -> bool:
    return name.startswith(".") or name.endswith(ENDINGS)


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.is_file())
