import shutil
import stat
from datetime import datetime
from pathlib import Path

import pytest

from kursplaner.basics import clock
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rooms import Site
from kursplaner.store.file.connection import raw_connection
from kursplaner.store.file.log_file import base_of, log_of
from kursplaner.store.file.log_frames import FRAME, read_log
from kursplaner.store.file.neighbours import clear_for_another, copy_aside, set_aside, settle
from kursplaner.store.settings import store_settings
from kursplaner.store.workspace import Workspace
from tests.store.town_files import (
    ASIDE,
    add,
    beside,
    everything_in,
    flipped,
    killed,
    laid,
    names,
    names_in,
)

HOT = bytes.fromhex("d9d505f920a163d7ffffffff")
"""How a rollback journal begins that the database plays back."""


@pytest.fixture(scope="module")
def picture(blank_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a killed town: Alt is in its file and in a backup, Neu in its log."""
    folder = tmp_path_factory.mktemp("Bild")
    town = laid(blank_town, folder / "lebend" / "Adorf.kursplan", "Alt")
    shutil.copyfile(town, folder / "Kopie.kursplan")
    workspace = Workspace.open(town, who="Test")
    backup = workspace.back_up("hand")
    add(workspace, "Neu")
    killed(workspace, folder / "Amt")
    workspace.close()
    shutil.copyfile(backup, folder / "Sicherung.kursplan")
    Workspace.create(folder / "Bdorf.kursplan", town="Bdorf").close()
    return folder


@pytest.fixture
def path(picture: Path, tmp_path: Path) -> Path:
    """Return the killed town in a folder of its own."""
    shutil.copytree(picture / "Amt", tmp_path / "Amt")
    return tmp_path / "Amt" / "Adorf.kursplan"


def opened(path: Path) -> tuple[list[str], tuple[str, ...]]:
    """Return who is in a town and what was set aside when it was opened."""
    workspace = Workspace.open(path)
    found = names(workspace), tuple(file.name.split("_")[-1] for file in workspace.set_aside)
    assert all(file.parent == path.parent / ASIDE for file in workspace.set_aside)
    workspace.close()
    return found


def test_the_own_log_of_a_killed_program_is_replayed(path: Path) -> None:
    assert opened(path) == (["Alt", "Neu"], ())
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_closing_that_was_broken_off_is_gone_on_with(path: Path) -> None:
    log = read_log(log_of(path))
    assert log is not None
    content, town = log_of(path).read_bytes(), bytearray(path.read_bytes())
    for count, (page, places) in enumerate(log.pages.items()):
        new = content[places[-1] : places[-1] + log.page_size]
        at = (page - 1) * log.page_size
        town[at : at + 512 if count == 0 else at + log.page_size] = new[
            : 512 if count == 0 else None
        ]
        if count == len(log.pages) // 2:
            break
    path.write_bytes(bytes(town))
    assert opened(path) == (["Alt", "Neu"], ())


@pytest.mark.parametrize("source", ["Sicherung", "Kopie"])
def test_a_log_is_not_replayed_onto_an_earlier_state(
    path: Path, picture: Path, source: str
) -> None:
    leftover = log_of(path).read_bytes()
    path.rename(path.with_name("Adorf-alt.kursplan"))
    shutil.copyfile(picture / f"{source}.kursplan", path)
    if source == "Kopie":  # the very file the log was begun for: nothing tells them apart
        assert opened(path) == (["Alt", "Neu"], ())
        return
    assert opened(path) == (["Alt"], ("Adorf.kursplan-wal",))
    assert leftover in everything_in(path.parent / ASIDE).values()


def test_a_long_log_is_not_replayed_onto_a_backup_made_meanwhile(
    blank_town: Path, tmp_path: Path
) -> None:
    workspace = Workspace.open(laid(blank_town, tmp_path / "lebend" / "Adorf.kursplan", "Alt"))
    add(workspace, *(f"Vorher {number}" for number in range(8)))
    backup = workspace.back_up("hand")
    add(workspace, *(f"Nachher {number}" for number in range(8)))
    path = killed(workspace, tmp_path / "Amt")
    workspace.close()
    shutil.copyfile(backup, path)
    found, aside = opened(path)
    assert (found[0], found[-1], len(found)) == ("Alt", "Vorher 7", 9)
    assert aside == ("Adorf.kursplan-wal",)


def test_a_log_is_not_replayed_onto_a_copy_from_before_the_last_closing(
    blank_town: Path, tmp_path: Path
) -> None:
    town = laid(blank_town, tmp_path / "lebend" / "Adorf.kursplan", "Alt")
    shutil.copyfile(town, tmp_path / "Kopie.kursplan")
    workspace = Workspace.open(town)
    add(workspace, "Dazwischen")
    workspace.close()
    workspace = Workspace.open(town)
    add(workspace, *(f"Nachher {number}" for number in range(8)))
    path = killed(workspace, tmp_path / "Amt")
    workspace.close()
    shutil.copyfile(tmp_path / "Kopie.kursplan", path)
    assert opened(path) == (["Alt"], ("Adorf.kursplan-wal",))


def test_a_log_of_another_town_is_set_aside(path: Path, picture: Path) -> None:
    other = path.parent / "Bdorf.kursplan"
    shutil.copyfile(picture / other.name, other)
    for ending in ("-wal", "-base"):
        beside(path, ending).rename(beside(other, ending))
    assert opened(other) == ([], ("Bdorf.kursplan-wal",))
    assert opened(path) == (["Alt"], ())


@pytest.mark.parametrize(("source", "found"), [("", ["Alt", "Neu"]), ("Sicherung", ["Alt"])])
def test_a_log_without_a_base_is_tried_on_a_copy(
    path: Path, picture: Path, source: str, found: list[str]
) -> None:
    base_of(path).unlink()
    if source:
        shutil.copyfile(picture / f"{source}.kursplan", path)
    assert opened(path)[0] == found


def test_a_log_without_a_base_is_not_replayed_onto_another_town(path: Path, picture: Path) -> None:
    other = path.parent / "Bdorf.kursplan"
    shutil.copyfile(picture / other.name, other)
    log_of(path).rename(log_of(other))
    assert opened(other) == ([], ("Bdorf.kursplan-wal",))


def test_a_log_without_a_base_is_not_replayed_onto_a_twin(blank_town: Path, tmp_path: Path) -> None:
    """Their acts are the same, told is only by the town's identity in the log."""
    mine = laid(blank_town, tmp_path / "Adorf.kursplan")
    twin = laid(blank_town, tmp_path / "Twin.kursplan")
    town = raw_connection(twin)
    town.execute("UPDATE setting SET value='twin' WHERE key='town.uuid'")
    town.close()
    workspace = Workspace.open(mine)
    with workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"town.name": "Anders"})
    shutil.copyfile(log_of(killed(workspace, tmp_path / "Bild")), log_of(twin))
    workspace.close()
    assert opened(twin)[1] == ("Twin.kursplan-wal",)


def test_a_log_without_a_base_is_not_replayed_where_rows_would_be_missing(
    blank_town: Path, tmp_path: Path
) -> None:
    town = laid(blank_town, tmp_path / "lebend" / "Adorf.kursplan", "Alt")
    shutil.copyfile(town, tmp_path / "Kopie.kursplan")
    workspace = Workspace.open(town)
    with workspace.change(ActKind.ROOM_CHANGED) as db:
        db.add(Site(name="Markt 1"))
    workspace.close()
    workspace = Workspace.open(town)
    add(workspace, "Neu")
    path = killed(workspace, tmp_path / "Amt", base=False)
    workspace.close()
    shutil.copyfile(tmp_path / "Kopie.kursplan", path)
    assert opened(path) == (["Alt"], ("Adorf.kursplan-wal",))


def test_a_log_without_a_base_is_not_replayed_where_acts_would_be_missing(
    path: Path, blank_town: Path
) -> None:
    base_of(path).unlink()
    workspace = Workspace.open(laid(blank_town, path.parent / "weiter" / path.name, "Alt", "Ganz"))
    workspace.close()
    shutil.copyfile(workspace.path, path)
    assert opened(path) == (["Alt", "Ganz"], ("Adorf.kursplan-wal",))


def test_a_rollback_journal_is_never_replayed(picture: Path, tmp_path: Path) -> None:
    path = tmp_path / "Adorf.kursplan"
    shutil.copyfile(picture / "Kopie.kursplan", path)
    town = raw_connection(path)
    town.execute("PRAGMA journal_mode=DELETE")
    town.execute("BEGIN IMMEDIATE")
    town.execute("UPDATE person SET family_name='Danach'")
    journal = beside(path, "-journal").read_bytes()
    town.execute("COMMIT")
    town.close()
    hot = HOT + journal[12:]  # as if it had come to the disk whole
    left_alone = tmp_path / "Sonst.kursplan"
    shutil.copyfile(path, left_alone)
    for stem in (path, left_alone):
        beside(stem, "-journal").write_bytes(hot)
    assert opened(path) == (["Danach"], ("Adorf.kursplan-journal",))
    town = raw_connection(left_alone)
    assert town.execute("SELECT family_name FROM person").fetchone() == ("Alt",)
    town.close()


def test_what_holds_nothing_is_taken_away(path: Path) -> None:
    for ending in ("-wal", "-journal", "-shm", "-base"):
        beside(path, ending).write_bytes(b"")
    assert settle(path) == ()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("length", [1, 32, 32 + FRAME + 4095])
def test_a_log_in_which_nothing_was_finished_goes(path: Path, length: int) -> None:
    log_of(path).write_bytes(log_of(path).read_bytes()[:length])
    assert settle(path) == ()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_of_a_log_damaged_inside_a_copy_is_kept(blank_town: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(laid(blank_town, tmp_path / "lebend" / "Adorf.kursplan"))
    add(workspace, "Erste", "Zweite", "Dritte")
    path = killed(workspace, tmp_path / "Amt")
    workspace.close()
    damaged = flipped(log_of(path).read_bytes(), (log_of(path).stat().st_size // 2) * 8)
    log_of(path).write_bytes(damaged)
    found, aside = opened(path)
    assert found == ["Erste", "Zweite", "Dritte"][: len(found)]
    assert len(found) < 3
    assert aside == ("Adorf.kursplan-wal",)
    assert damaged in everything_in(path.parent / ASIDE).values()


@pytest.mark.parametrize("byte", [0, 8, 24])
def test_a_log_whose_beginning_is_damaged_is_set_aside(path: Path, byte: int) -> None:
    damaged = flipped(log_of(path).read_bytes(), byte * 8)
    log_of(path).write_bytes(damaged)
    assert opened(path) == (["Alt"], ("Adorf.kursplan-wal",))
    assert damaged in everything_in(path.parent / ASIDE).values()


def test_a_new_town_takes_no_log_from_an_earlier_one(path: Path) -> None:
    leftover = log_of(path).read_bytes()
    path.unlink()
    Workspace.create(path, town="Neustadt").close()
    assert leftover in everything_in(path.parent / ASIDE).values()
    assert names_in(path) == []


def test_what_is_set_aside_never_goes_over_another(tmp_path: Path) -> None:
    moved = []
    with clock.pinned(datetime(2027, 2, 1, 8, 0)):
        for content in ("a", "b", "c"):
            file = tmp_path / "Adorf.kursplan-wal"
            file.write_text(content)
            moved.append((copy_aside if content == "b" else set_aside)(file))
            assert file.exists() is (content == "b")
    assert [(aside.name, aside.read_text()) for aside in moved] == [
        ("2027-02-01_080000_Adorf.kursplan-wal", "a"),
        ("2027-02-01_080000_2_Adorf.kursplan-wal", "b"),
        ("2027-02-01_080000_3_Adorf.kursplan-wal", "c"),
    ]
    assert stat.S_IMODE((tmp_path / ASIDE).stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(moved[1].stat().st_mode) & 0o077 == 0


def test_a_copy_that_fails_leaves_nothing_of_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        copy_aside(tmp_path / "nichts")
    assert list((tmp_path / ASIDE).iterdir()) == []


def test_a_name_that_another_file_takes_is_cleared(path: Path) -> None:
    leftover = log_of(path).read_bytes()
    beside(path, "-journal").write_bytes(b"j")
    beside(path, "-shm").write_bytes(b"s")
    clear_for_another(path)
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, "Sicherungen"]
    assert sorted(everything_in(path.parent / ASIDE).values()) == sorted([leftover, b"j"])
