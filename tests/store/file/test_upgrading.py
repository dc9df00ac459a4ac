"""Making a town in one step, and bringing an older one up to date."""

import os
import shutil
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.store.backups import backup
from kursplaner.store.file import database
from kursplaner.store.file.check import HEAD, LONGEST_NEW, LONGEST_OPENED, check_resting
from kursplaner.store.file.connection import DRIVER_ERROR, address_of, raw_connection
from kursplaner.store.file.locks import TownLock
from kursplaner.store.workspace import Workspace
from tests.store.town_files import (
    add,
    beside,
    ended,
    everything_in,
    kind_of_refusal,
    names_in,
    older_town,
    run,
    told,
)

WRITER = """
import sys
from pathlib import Path
from kursplaner.store.workspace import Workspace
from tests.store.town_files import add
sys.stdin.readline()
for number in range(3):
    workspace = Workspace.open(Path(sys.argv[1]), who=sys.argv[2])
    for one in range(4):
        name = f"{sys.argv[2]} {number} {one}"
        add(workspace, name)
        print(name, flush=True)
    workspace.close()
"""

KILLED = """
import os, sys
from pathlib import Path
from kursplaner.store import workspace
store = workspace.store_settings
def last(*arguments):
    store(*arguments)
    os._exit(9)
workspace.store_settings = last
workspace.Workspace.create(Path(sys.argv[1]), town="Adorf")
"""


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return older_town(tmp_path_factory.mktemp("Alt") / "Köln [alt].kursplan", "Eins", "Zwei")


@pytest.fixture
def path(older: Path, tmp_path: Path) -> Path:
    """Return a town of the first revision with Eins and Zwei."""
    return Path(shutil.copy(older, tmp_path))


def test_an_older_town_is_backed_up_and_brought_up_to_date(path: Path, tmp_path: Path) -> None:
    before = everything_in(tmp_path)[path.name]
    with backup.resting(path) as town:
        counted = backup.counts(town)
    assert names_in(path) == ["Eins", "Zwei"]
    assert check_resting(path) == HEAD
    [file] = (tmp_path / "Sicherungen").iterdir()
    assert file.name.endswith("_vor-update.kursplan")
    assert check_resting(file) == "0001"
    with backup.resting(file) as kept, backup.resting(path) as town:
        assert backup.counts(kept) == counted
        assert counted.items() <= backup.counts(town).items()
    assert {left.name for left in tmp_path.iterdir()} == {path.name, "Sicherungen"}
    assert before != path.read_bytes()
    assert names_in(path) == ["Eins", "Zwei"]
    assert len(list((tmp_path / "Sicherungen").iterdir())) == 1


@pytest.mark.parametrize("fault", ["lost rows", "driver"])
def test_an_upgrade_that_fails_leaves_everything(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    content, migrate = path.read_bytes(), database.migrate

    def failing(copy: Path) -> None:
        migrate(copy)
        if fault == "driver":
            raise DRIVER_ERROR("disk I/O error")
        connection = raw_connection(copy)
        connection.execute("DELETE FROM person")
        connection.close()

    monkeypatch.setattr(database, "migrate", failing)
    assert kind_of_refusal(path) == "migration_failed"
    assert path.read_bytes() == content
    assert {file.name for file in tmp_path.iterdir()} == {path.name, "Sicherungen"}


def test_an_older_town_waits_for_whoever_upgrades_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    lock = TownLock(path)
    assert lock.take(alone=True)
    assert kind_of_refusal(path) == "town_in_use"
    lock.clear()
    assert check_resting(path) == "0001"


def test_two_programs_that_open_an_older_town_together_lose_no_act(
    path: Path, tmp_path: Path
) -> None:
    programs = [run(WRITER, path, who) for who in ("Anna", "Boris")]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    lines = [line for said in ended(programs) for line in said]
    assert len(lines) == 24
    assert sorted(names_in(path)) == sorted(["Eins", "Zwei", *lines])
    assert {file.name for file in tmp_path.iterdir()} == {path.name, "Sicherungen"}
    assert len(list((tmp_path / "Sicherungen").iterdir())) == 1


def test_a_program_killed_while_writing_loses_no_act_it_told(
    tmp_path: Path, blank_town: Path
) -> None:
    path = tmp_path / "Adorf.kursplan"
    shutil.copyfile(blank_town, path)
    program = run(WRITER, path, "Anna")
    assert program.stdin is not None
    program.stdin.write("\n")
    program.stdin.flush()
    lines = [told(program) for _ in range(6)]
    program.kill()
    lines += ended([program])[0]
    found = names_in(path)
    assert found[: len(lines)] == lines
    assert len(found) - len(lines) in {0, 1}


def test_a_program_killed_while_it_makes_a_town_leaves_none(tmp_path: Path) -> None:
    path = tmp_path / "Adorf.kursplan"
    program = run(KILLED, path)
    program.communicate()
    assert program.returncode == 9
    assert not path.exists()
    Workspace.create(path, town="Adorf").close()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_town_appears_with_all_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "Adorf.kursplan"
    made = Workspace.create(path, town="Adorf", land="SN", more={"calendar.second_land": "TH"})
    assert made.path == path
    settings = made.settings
    assert [settings.text(key) for key in ("town.name", "calendar.land")] == ["Adorf", "SN"]
    assert settings.text("calendar.second_land") == "TH"
    assert settings.text("town.uuid")
    made.close()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_two_who_make_the_same_town_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "Adorf.kursplan"
    with database.new_file(path), pytest.raises(Refused, match="town_in_use"):
        Workspace.create(path, town="Zweite")
    with pytest.raises(Refused, match="file_exists"):
        Workspace.create(path, town="Dritte")


def test_what_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "Adorf.kursplan"
    with pytest.raises(Refused, match="file_exists"), database.new_file(path):
        path.write_bytes(b"somebody else's")
    assert everything_in(tmp_path) == {path.name: b"somebody else's"}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights by folder")
def test_a_town_and_what_lies_beside_it_are_for_their_owner_only(
    blank_town: Path, tmp_path: Path
) -> None:
    mask = os.umask(0)
    try:
        workspace = Workspace.create(tmp_path / "Adorf.kursplan", town="Adorf")
        add(workspace, "Neu")
        rights = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
        workspace.close()
        shutil.copyfile(blank_town, tmp_path / "Alt.kursplan")
        (tmp_path / "Alt.kursplan").chmod(0o666)
        Workspace.open(tmp_path / "Alt.kursplan").close()
    finally:
        os.umask(mask)
    assert len(rights) == 5
    assert set(rights.values()) == {0o600}
    assert (tmp_path / "Alt.kursplan").stat().st_mode & 0o777 == 0o600


def test_a_town_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "Ö [1] 100%20#b" if os.name == "nt" else "file:Ö [1] 100%20#b?c=d"
    monkeypatch.chdir(tmp_path)
    workspace = Workspace.create(Path(f"{name}.kursplan"), town="Ort")
    add(workspace, "Neu")
    workspace.close(with_backup=True)
    assert names_in(tmp_path / f"{name}.kursplan") == ["Neu"]
    assert {file.name for file in tmp_path.iterdir()} == {f"{name}.kursplan", "Sicherungen"}


def test_a_folder_that_may_not_be_entered_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, exists = tmp_path / "Adorf.kursplan", Path.exists

    def forbidden(asked: Path) -> bool:
        if asked == path:
            raise PermissionError(13, "Permission denied")
        return exists(asked)

    monkeypatch.setattr(Path, "exists", forbidden)
    with pytest.raises(Refused, match="folder_read_only"):
        Workspace.create(path)


def test_names_too_long_for_what_lies_beside_are_refused(blank_town: Path, tmp_path: Path) -> None:
    for longest, known in ((LONGEST_NEW, "new"), (LONGEST_OPENED, "opened")):
        longer = tmp_path / ("x" * (longest + 1))
        longest_one = tmp_path / ("x" * longest)
        if known == "opened":
            shutil.copyfile(blank_town, longer)
            shutil.copyfile(blank_town, longest_one)
            workspace = Workspace.open(longest_one)
            assert kind_of_refusal(longer) == "file_name_too_long"
        else:
            with pytest.raises(Refused, match="file_name_too_long"):
                Workspace.create(longer)
            workspace = Workspace.create(longest_one, town="Lang")
        add(workspace, "Neu")
        if known == "new":
            assert len(names_in(workspace.back_up("vor-zurueckholen"))) == 1
        workspace.close()


def test_a_refused_town_leaves_nothing_beside_it(blank_town: Path, tmp_path: Path) -> None:
    path = tmp_path / "Adorf.kursplan"
    path.write_bytes(blank_town.read_bytes()[:-200_000] + bytes(200_000))
    before = everything_in(tmp_path)
    assert kind_of_refusal(path) == "file_damaged"
    assert everything_in(tmp_path) == before
    assert not beside(path, "-lock").exists()


def test_addresses_on_shares_of_windows_are_those_of_the_database() -> None:
    from pathlib import PurePosixPath, PureWindowsPath

    assert address_of(PurePosixPath("/a b/c?.kursplan")) == "file:///a%20b/c%3F.kursplan"
    assert address_of(PureWindowsPath("C:\\a\\b")) == "file:///C:/a/b"
    assert address_of(PureWindowsPath("\\\\amt\\teil\\b")) == "file:////amt/teil/b"
