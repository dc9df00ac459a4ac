import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kursplaner.store.file.held_file import HeldFile
from kursplaner.store.file.log_file import log_of
from kursplaner.store.file.log_frames import read_log
from kursplaner.store.file.watch import Watch
from kursplaner.store.workspace import Workspace
from tests.store.town_files import add, killed, laid

pytestmark = pytest.mark.skipif(os.name == "nt", reason="an open file cannot be written there")


@pytest.fixture
def path(blank_town: Path, tmp_path: Path) -> Path:
    """Return a town as a killed program left it, with its log."""
    workspace = Workspace.open(laid(blank_town, tmp_path / "Adorf.kursplan"))
    add(workspace, "Neu")
    copy = killed(workspace, tmp_path / "Bild")
    workspace.close()
    return copy


@pytest.fixture
def watch(path: Path) -> Iterator[Watch]:
    held = HeldFile(path)
    yield Watch(held)
    held.close()


def lose(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 200)
        file.write(b"verloren")


def test_a_town_that_is_not_watched_is_not_overwritten(watch: Watch, path: Path) -> None:
    assert (watch.overwritten, watch.readable) == (False, True)
    watch.begin()
    lose(path, 2)
    assert watch.overwritten
    watch.end()
    assert (watch.overwritten, watch.readable) == (False, True)


def test_it_can_be_read_while_its_log_holds_every_lost_page(watch: Watch, path: Path) -> None:
    watch.begin()
    log = read_log(log_of(path))
    assert log is not None
    for page in log.pages:
        lose(path, page)
    assert (watch.overwritten, watch.readable) == (True, True)
    pages = path.stat().st_size // 4096
    lose(path, next(page for page in range(1, pages + 1) if page not in log.pages))
    assert not watch.readable


def test_without_its_log_an_overwritten_town_cannot_be_read(watch: Watch, path: Path) -> None:
    watch.begin()
    lose(path, 2)
    log_of(path).unlink()
    assert not watch.readable


def test_closing_is_no_change_by_others(blank_town: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(laid(blank_town, tmp_path / "Bdorf.kursplan"))
    add(workspace, "Neu")
    workspace.close()
    workspace.look_after_file()
