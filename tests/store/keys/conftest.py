import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kursplaner.store.keys import chain
from tests.store.keys.towns import encrypted

PEOPLE = ("Zwetschgenbaum", "Löwenzahn")


@pytest.fixture(autouse=True)
def _nothing_unlocked() -> Iterator[None]:
    chain.forget()
    yield
    chain.forget()


@pytest.fixture(scope="session")
def _laid(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    path = tmp_path_factory.mktemp("zu") / "Adorf.kursplan"
    return path, encrypted(path, *PEOPLE)


@pytest.fixture
def town(_laid: tuple[Path, list[str]], tmp_path: Path) -> Path:
    """An encrypted town with two people, locked, in a folder of its own."""
    folder = tmp_path / "Ort"
    shutil.copytree(_laid[0].parent, folder)
    return folder / "Adorf.kursplan"


@pytest.fixture
def code(_laid: tuple[Path, list[str]]) -> list[str]:
    """The recovery code of the town."""
    return _laid[1]
