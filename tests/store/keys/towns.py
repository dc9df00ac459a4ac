"""Encrypted towns for tests: quick to unlock, and closed again."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kursplaner.basics.errors import Refused
from kursplaner.store.keys import chain, slots
from kursplaner.store.keys.envelope import COLLEAGUE, HEAD, Access, envelope_path
from kursplaner.store.keys.unlocking import by_password, unlock
from kursplaner.store.keys.wrapping import Cost
from kursplaner.store.workspace import Workspace
from tests.store.town_files import add

QUICK = Cost(2, 1, 1)
FIRST, SECOND = "Grüße aus Adorf", "zweites Wört"
HOLDERS = (
    slots.Holder(HEAD, "Frau Beispiel", FIRST),
    slots.Holder(COLLEAGUE, "Herr Muster", SECOND),
)


def envelope(town: str = "", name: str = "Adorf/Vogtl.") -> tuple[Access, list[str]]:
    """A new envelope, opened, and its recovery code."""
    return slots.new_envelope(town or str(uuid.uuid4()), name, HOLDERS, QUICK)


def encrypted(path: Path, *people: str) -> list[str]:
    """Lay an encrypted town with these people, closed and locked; return its recovery code.

    It is made once a run: all of them are copies of one town, under the same key.
    """
    town, around, code = _made(people)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(town)
    envelope_path(path).write_bytes(around)
    chain.forget()
    return list(code)


@cache
def _made(people: tuple[str, ...]) -> tuple[bytes, bytes, tuple[str, ...]]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "Adorf.kursplan")
        if people:
            code = encrypted(path)
            with unlocked(path) as workspace:
                add(workspace, *people)
        else:
            access, code = envelope()
            Workspace.create(path, town="Adorf/Vogtl.", access=access, who="Test").close()
        return path.read_bytes(), envelope_path(path).read_bytes(), tuple(code)


@contextmanager
def unlocked(path: Path, password: str = FIRST) -> Iterator[Workspace]:
    """An encrypted town, unlocked and open."""
    unlock(path, by_password(password))
    workspace = Workspace.open(path, who="Test")
    try:
        yield workspace
    finally:
        workspace.close()


def refusal(path: Path, password: str = FIRST) -> str:
    """Why a town does not open with a password; empty where it does."""
    chain.forget()
    try:
        with unlocked(path, password):
            return ""
    except Refused as refused:
        return refused.kind


def showing(folder: Path, *words: str) -> list[str]:
    """Names of all files below a folder in which one of these words can be read."""
    return [
        file.name
        for file in folder.rglob("*")
        if file.is_file() and any(word.encode() in file.read_bytes() for word in words)
    ]
