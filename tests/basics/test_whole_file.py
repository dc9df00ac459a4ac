"""Files for others: whole or not at all, their owner's, never over a town."""

import os
import stat
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.whole_file import move_to_free_place, write_whole

TOWN = b"SQLite format 3\0" + b"town" * 100
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def kept(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_file_is_there_whole_and_replaces_the_one_before(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.csv", b"alt")
    write_whole(tmp_path / "a.csv", b"neu")
    assert kept(tmp_path) == {"a.csv": b"neu"}


@POSIX
def test_a_file_is_its_owners_even_where_an_open_one_stood(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"alt")
    (tmp_path / "a.csv").chmod(0o644)
    before = os.umask(0)
    try:
        write_whole(tmp_path / "a.csv", b"neu")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [
        TOWN,
        TOWN[:16],
        b"\x37\x7f\x06\x82\0\0",
        b"\x37\x7f\x06\x83\0\0",
        b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7\0",
    ],
)
def test_a_database_and_its_neighbours_are_never_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "stadt.xlsx").write_bytes(content)
    with pytest.raises(Refused, match="out_is_town") as refusal:
        write_whole(tmp_path / "stadt.xlsx", b"PK")
    assert refusal.value.facts["path"] == tmp_path / "stadt.xlsx"
    assert kept(tmp_path) == {"stadt.xlsx": content}


@pytest.mark.parametrize("content", [b"", b"SQLite", b"SQLite format 4\0", b"\x37\x7f"])
def test_what_only_resembles_a_database_may_be_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    write_whole(tmp_path / "a.csv", b"neu")
    assert kept(tmp_path) == {"a.csv": b"neu"}


@pytest.mark.parametrize(
    "name",
    [
        *("Adorf.kursplan", "ADORF.KURSPLAN", "Adorf.kursplan. ", "Adorf.kursplan~"),
        *("Adorf.kursplan-wal", "Adorf.kursplan-shm", "Adorf.kursplan-journal", "stadt.db-wal"),
        *("Adorf.kursplan.lock", "Adorf.kursplan.tmp", "Adorf.kursplan.migration"),
    ],
)
def test_the_name_of_a_town_is_taken_though_nothing_stands_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="out_is_town"):
        write_whole(tmp_path / name, b"x")
    assert kept(tmp_path) == {}


@pytest.mark.parametrize("name", ["Adorf.kursplan.xlsx", "kursplan.csv", "wal.pdf", "a-wal.pdf"])
def test_a_name_that_only_speaks_of_a_town_is_free(tmp_path: Path, name: str) -> None:
    write_whole(tmp_path / name, b"x")
    assert kept(tmp_path) == {name: b"x"}


def test_a_town_is_known_however_its_path_is_spelt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").mkdir()
    town = tmp_path / "stadt.csv"
    town.write_bytes(TOWN)
    (tmp_path / "hart.csv").hardlink_to(town)
    monkeypatch.chdir(tmp_path)
    for spelt in ("stadt.csv", "./x/../stadt.csv", "hart.csv"):
        with pytest.raises(Refused, match="out_is_town"):
            write_whole(Path(spelt), b"neu")
    assert kept(tmp_path) == {"stadt.csv": TOWN, "hart.csv": TOWN}


@POSIX
def test_a_link_to_a_town_is_a_town_also_where_the_town_is_gone(tmp_path: Path) -> None:
    (tmp_path / "stadt.csv").write_bytes(TOWN)
    (tmp_path / "weg.csv").symlink_to(tmp_path / "stadt.csv")
    (tmp_path / "leer.csv").symlink_to(tmp_path / "Adorf.kursplan")
    for name in ("weg.csv", "leer.csv"):
        with pytest.raises(Refused, match="out_is_town"):
            write_whole(tmp_path / name, b"neu")
        assert (tmp_path / name).is_symlink()
    assert (tmp_path / "stadt.csv").read_bytes() == TOWN


@POSIX
@pytest.mark.timeout(20)
def test_folders_and_pipes_are_no_place_for_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    os.mkfifo(tmp_path / "b.csv")
    with pytest.raises(Refused, match="file_is_folder"):
        write_whole(tmp_path / "a.csv", b"x")
    with pytest.raises(Refused, match="file_is_device"):
        write_whole(tmp_path / "b.csv", b"x")
    assert stat.S_ISFIFO((tmp_path / "b.csv").stat().st_mode)
    assert len(list(tmp_path.iterdir())) == 2


def test_what_the_system_says_stays_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "fehlt" / "a.csv", b"x")
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_full_disk_leaves_what_stood_there_and_nothing_beside_it(tmp_path: Path) -> None:
    import resource

    write_whole(tmp_path / "a.csv", b"alt")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        with pytest.raises(OSError, match="27"):
            write_whole(tmp_path / "a.csv", b"neu" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert kept(tmp_path) == {"a.csv": b"alt"}


def test_a_finished_file_takes_a_free_place_only(tmp_path: Path) -> None:
    made, place = tmp_path / "im-Bau", tmp_path / "Adorf.kursplan"
    made.write_bytes(b"neu")
    move_to_free_place(made, place)
    assert kept(tmp_path) == {"Adorf.kursplan": b"neu"}
    made.write_bytes(b"noch eine")
    with pytest.raises(FileExistsError):
        move_to_free_place(made, place)
    assert kept(tmp_path) == {"Adorf.kursplan": b"neu", "im-Bau": b"noch eine"}


def test_a_place_is_free_again_where_the_file_could_not_be_moved(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        move_to_free_place(tmp_path / "fehlt", tmp_path / "Adorf.kursplan")
    assert list(tmp_path.iterdir()) == []
