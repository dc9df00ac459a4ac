"""What happens to a file while its town is open."""

import gc
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.store.file.connection import existing_connection
from kursplaner.store.workspace import Workspace
from tests.store.town_files import (
    ASIDE,
    add,
    beside,
    everything_in,
    killed,
    laid,
    names,
    names_in,
)

posix_only = pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved there")


@pytest.fixture(scope="module")
def towns(blank_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("Orte")
    laid(blank_town, folder / "Bdorf.kursplan", "Fremd")
    laid(blank_town, folder / "Kopie.kursplan", "Alt")
    shutil.copytree(folder, folder / "Amt")
    (folder / "Amt" / "Kopie.kursplan").rename(folder / "Amt" / "Adorf.kursplan")
    (folder / "Amt" / "Bdorf.kursplan").unlink()
    return folder


@pytest.fixture
def path(towns: Path, tmp_path: Path) -> Path:
    """Return a closed town with Alt, in a folder among other towns."""
    shutil.copytree(towns, tmp_path, dirs_exist_ok=True)
    return tmp_path / "Amt" / "Adorf.kursplan"


@pytest.fixture
def opened(path: Path) -> Workspace:
    """Return the same town open, with Neu in its log."""
    workspace = Workspace.open(path, who="Test")
    add(workspace, "Neu")
    return workspace


def removed(path: Path) -> None:
    path.unlink()


def renamed(path: Path) -> None:
    path.rename(path.with_name("Anders.kursplan"))


def folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name("Woanders"))


def replaced(path: Path) -> None:
    (path.parent.parent / "Bdorf.kursplan").replace(path)


def replaced_by_its_copy(path: Path) -> None:
    (path.parent.parent / "Kopie.kursplan").replace(path)


def log_removed(path: Path) -> None:
    beside(path, "-wal").unlink()


def log_replaced(path: Path) -> None:
    shutil.copyfile(beside(path, "-wal"), path.parent / "w")
    (path.parent / "w").replace(beside(path, "-wal"))


AWAY = (removed, renamed, folder_moved)
OTHER = (replaced, replaced_by_its_copy)
LOG = (log_removed, log_replaced)


def refused_act(workspace: Workspace) -> Refused:
    with pytest.raises(Refused) as refused:
        add(workspace, "Zu spät")
    return refused.value


@posix_only
@pytest.mark.parametrize("fate", [*AWAY, *OTHER, *LOG])
def test_nothing_more_is_stored_and_what_was_is_rescued(
    opened: Workspace, fate: Callable[[Path], None]
) -> None:
    path = opened.path
    fate(path)
    wanted = "town_replaced" if fate in OTHER else "town_gone"
    for _ in range(2):
        refused = refused_act(opened)
        assert refused.kind == wanted
        assert refused.facts["path"] == (beside(path, "-wal") if fate in LOG else path)
    with pytest.raises(Refused, match=wanted):
        opened.undo()
    before = path.read_bytes() if fate in OTHER else b""
    with pytest.raises(Refused, match="town_rescued") as rescued:
        opened.close(with_backup=True)
    if fate in OTHER:
        assert path.read_bytes() == before
    else:
        assert path.exists() is (fate in LOG)
    file = rescued.value.facts["rescued"]
    assert isinstance(file, Path)
    assert file.parent == path.parent / "Sicherungen"
    assert file.name.endswith("_gerettet.kursplan")
    assert names_in(file) == ["Alt", "Neu"]


@posix_only
@pytest.mark.parametrize("fate", OTHER)
def test_the_other_file_is_opened_without_a_log_that_is_not_its_own(
    opened: Workspace, fate: Callable[[Path], None]
) -> None:
    fate(opened.path)
    with pytest.raises(Refused):
        opened.close(with_backup=True)
    found = Workspace.open(opened.path)
    if fate is replaced:
        assert (names(found), len(found.set_aside)) == (["Fremd"], 1)
    else:  # byte by byte the file the log was begun for
        assert (names(found), len(found.set_aside)) == (["Alt", "Neu"], 0)
    found.close()


@posix_only
@pytest.mark.parametrize("fate", [removed, replaced])
def test_what_lies_there_now_is_neither_read_nor_made(
    path: Path, fate: Callable[[Path], None]
) -> None:
    workspace = Workspace.open(path)
    fate(workspace.path)
    before = everything_in(workspace.path.parent)
    seen: list[object] = []

    def read() -> None:
        try:
            seen.append(names(workspace))
        except Refused as refused:
            seen.append(refused.kind)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kind = "town_gone" if fate is removed else "town_replaced"
    assert all(kinds in (["Alt"], kind) for kinds in seen)
    assert everything_in(workspace.path.parent) == before
    with pytest.raises(Refused, match="town_rescued") as rescued:
        workspace.back_up("hand")
    workspace.close()
    file = rescued.value.facts["rescued"]
    assert isinstance(file, Path)
    assert names_in(file) == ["Alt"]


def overwritten(path: Path, content: bytes) -> None:
    with path.open("r+b") as file:
        file.write(content)
        file.truncate()


@posix_only
def test_a_town_overwritten_in_place_stays_as_it_was_overwritten(
    opened: Workspace, tmp_path: Path
) -> None:
    Workspace.create(tmp_path / "Neustadt.kursplan", town="Neustadt").close()
    content = (tmp_path / "Neustadt.kursplan").read_bytes()
    log = beside(opened.path, "-wal").read_bytes()
    overwritten(opened.path, content)
    assert refused_act(opened).kind == "town_replaced"
    with pytest.raises(Refused, match="town_replaced"):
        opened.close(with_backup=True)
    assert opened.path.read_bytes() == content
    assert not list(opened.path.parent.glob("Sicherungen/*gerettet*"))
    found = Workspace.open(opened.path)
    assert names(found) == []
    assert len(found.set_aside) == 1
    found.close()
    assert log in everything_in(opened.path.parent / ASIDE).values()


@posix_only
def test_a_town_overwritten_where_its_log_knows_more_is_rescued(
    opened: Workspace, tmp_path: Path
) -> None:
    opened.close()
    last = opened.path.read_bytes()
    again = Workspace.open(opened.path)
    add(again, "Neuer")
    copy = killed(again, tmp_path / "Bild")
    Workspace.open(copy).close()
    overwritten(again.path, copy.read_bytes())
    assert refused_act(again).kind == "town_replaced"
    with pytest.raises(Refused, match="town_rescued") as rescued:
        again.close(with_backup=True)
    file = rescued.value.facts["rescued"]
    assert isinstance(file, Path)
    assert names_in(file) == ["Alt", "Neu", "Neuer"]
    assert again.path.read_bytes() == copy.read_bytes() != last


@pytest.mark.parametrize("first", [True, False])
def test_a_file_that_was_only_touched_is_worked_on(
    blank_town: Path,
    tmp_path: Path,
    first: bool,  # noqa: FBT001
) -> None:
    workspace = Workspace.open(laid(blank_town, tmp_path / "Adorf.kursplan"))
    if not first:
        add(workspace, "Vorher")
    os.utime(workspace.path, (1, 1))
    add(workspace, "Nachher")
    os.utime(workspace.path, (2, 2))
    workspace.close(with_backup=True)
    assert names_in(workspace.path)[-1] == "Nachher"


@posix_only
def test_a_town_that_comes_back_is_worked_on(opened: Workspace) -> None:
    away = opened.path.with_name("kurz weg")
    opened.path.rename(away)
    assert refused_act(opened).kind == "town_gone"
    away.rename(opened.path)
    add(opened, "Wieder da")
    opened.close(with_backup=True)
    assert names_in(opened.path) == ["Alt", "Neu", "Wieder da"]


@posix_only
def test_an_act_during_which_the_town_goes_is_not_stored(path: Path) -> None:
    workspace, away = Workspace.open(path), path.with_name("kurz weg")
    add(workspace, "Neu")
    with (
        pytest.raises(Refused, match="town_gone"),
        workspace.change(ActKind.PERSON_ADDED) as db,
    ):
        db.add(Person(family_name="Halb"))
        path.rename(away)
    away.rename(path)
    assert names(workspace) == ["Alt", "Neu"]
    workspace.close()


@posix_only
def test_a_second_window_may_not_open_what_replaced_the_town(opened: Workspace) -> None:
    replaced(opened.path)
    with pytest.raises(Refused, match="town_replaced"):
        Workspace.open(opened.path)
    opened.close()
    assert names_in(opened.path) == ["Fremd"]


def test_two_windows_write_and_the_last_one_leaves_one_file(opened: Workspace) -> None:
    other = Workspace.open(opened.path, who="Kollegin")
    add(other, "Ihre")
    add(opened, "Meine")
    opened.close(with_backup=True)
    add(other, "Später")
    assert beside(other.path, "-wal").exists()
    other.close(with_backup=True)
    assert {file.name for file in opened.path.parent.iterdir()} == {"Adorf.kursplan", "Sicherungen"}
    assert names_in(opened.path) == ["Alt", "Neu", "Ihre", "Meine", "Später"]


def test_a_town_may_be_opened_by_one_thread_and_closed_by_another(
    blank_town: Path, tmp_path: Path
) -> None:
    path, box = laid(blank_town, tmp_path / "Adorf.kursplan"), list[Workspace]()
    opener = threading.Thread(target=lambda: box.append(Workspace.open(path)))
    opener.start()
    opener.join()
    add(box[0], "Neu")
    box[0].close(with_backup=True)
    assert {file.name for file in tmp_path.iterdir()} == {path.name, "Sicherungen"}


def test_a_workspace_that_is_forgotten_bars_nobody(blank_town: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(laid(blank_town, tmp_path / "Adorf.kursplan"))
    path = workspace.path
    add(workspace, "Neu")
    del workspace
    gc.collect()
    assert names_in(path) == ["Neu"]
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_closing_twice_is_closing_once(opened: Workspace) -> None:
    opened.close()
    opened.close()
    assert names_in(opened.path) == ["Alt", "Neu"]


@posix_only
def test_every_name_of_a_file_leads_to_the_same_town(
    opened: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "Verweis.kursplan").symlink_to(opened.path)
    (tmp_path / "Ordner").symlink_to(opened.path.parent)
    monkeypatch.chdir(opened.path.parent)
    ways = [
        tmp_path / "Verweis.kursplan",
        tmp_path / "Ordner" / "Adorf.kursplan",
        Path("Adorf.kursplan"),
    ]
    for way in ways:
        found = Workspace.open(way)
        monkeypatch.chdir(tmp_path)
        add(found, str(len(names(found))))
        assert found.path == opened.path
        found.close(with_backup=True)
        monkeypatch.chdir(opened.path.parent)
    opened.close()
    assert names_in(opened.path) == ["Alt", "Neu", "2", "3", "4"]
    assert {file.name for file in tmp_path.iterdir()} == {
        *("Amt", "Ordner", "Verweis.kursplan", "Bdorf.kursplan", "Kopie.kursplan")
    }
    assert len(list((opened.path.parent / "Sicherungen").iterdir())) == 3


def test_a_file_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="unable to open"):
        existing_connection(tmp_path / "weg.kursplan")
    assert list(tmp_path.iterdir()) == []


def test_writing_by_others_is_seen_also_after_a_backup(opened: Workspace) -> None:
    other = Workspace.open(opened.path, who="Kollegin")
    versions = [opened.data_version()]
    for step in (
        lambda: add(other, "Ihre"),
        lambda: opened.back_up("hand"),
        lambda: add(other, "X"),
    ):
        step()
        versions.append(opened.data_version())
    assert versions[0] < versions[1] == versions[2] < versions[3]
    with opened._copying:
        add(other, "Während einer Sicherung")
        assert opened.data_version() == versions[3]
    assert opened.data_version() > versions[3]
    other.close()
    opened.close()
