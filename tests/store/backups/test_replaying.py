from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kursplaner.store.backups.backup import counts
from kursplaner.store.backups.replaying import replays_soundly, town_id
from kursplaner.store.file.connection import raw_connection
from kursplaner.store.file.pragmas import is_sound
from kursplaner.store.workspace import Workspace
from tests.store.town_files import add, beside, killed, laid


@pytest.fixture
def path(blank_town: Path, tmp_path: Path) -> Path:
    """Return a town as a killed program left it: three acts, the last two in its log alone."""
    workspace = Workspace.open(laid(blank_town, tmp_path / "Adorf.kursplan", "Alt"))
    add(workspace, "Neu", "Neuer")
    workspace.undo()
    copy = killed(workspace, tmp_path / "Bild", base=False)
    workspace.close()
    return copy


@pytest.fixture
def town(path: Path) -> Iterator[Any]:
    connection = raw_connection(path)
    yield connection
    connection.close()


def test_its_own_log_goes_on_from_a_town_and_nothing_is_left_of_trying(path: Path) -> None:
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    other = path.parent.parent / "Woanders.kursplan"
    assert replays_soundly(path)
    assert replays_soundly(path, other)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before
    assert [file.name for file in path.parent.parent.iterdir() if "Woanders" in file.name] == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE person SET given_name = 'anders' WHERE family_name = 'Neu'",
        "DELETE FROM person WHERE family_name = 'Neu'",
        "UPDATE act SET who = 'Jemand' WHERE id = 1",
        "DELETE FROM act WHERE id = 1",
        "UPDATE setting SET value = 'fremd' WHERE key = 'town.uuid'",
        "UPDATE journal SET new_row = 'unlesbar'",
        "UPDATE journal SET new_row = new_row || ',1'",
        "UPDATE journal SET table_name = 'nichts'",
        (
            "INSERT INTO room(id, site_id, name, capacity, purpose, accessible, note)"
            " VALUES (99, 98, '', 0, '', 0, '')"
        ),
    ],
)
def test_what_a_log_must_not_make_of_a_town(path: Path, town: Any, change: str) -> None:
    """Rows unlike the journal, acts missing or different, another town, rows without a parent."""
    file = path.read_bytes()
    town.execute("PRAGMA wal_autocheckpoint=0")
    town.execute(change)
    log = beside(path, "-wal").read_bytes()
    path.write_bytes(file)
    beside(path, "-wal").write_bytes(log)
    assert not replays_soundly(path)


def test_a_version_that_rose_is_no_other_row(path: Path, town: Any) -> None:
    town.execute("PRAGMA wal_autocheckpoint=0")
    town.execute("UPDATE resource SET version = version + 3")
    assert replays_soundly(path)


def test_a_row_without_its_parent_is_not_sound(town: Any) -> None:
    assert is_sound(town)
    town.execute("PRAGMA foreign_keys=OFF")
    town.execute("UPDATE journal SET act_id = 999 WHERE id = 1")
    assert not is_sound(town)


def test_which_town_it_is_and_how_much_is_in_it(town: Any) -> None:
    (uuid,) = town.execute("SELECT value FROM setting WHERE key = 'town.uuid'").fetchone()
    assert town_id(town) == uuid
    assert (counts(town)["person"], counts(town)["room"]) == (2, 0)
    town.execute("DELETE FROM setting WHERE key = 'town.uuid'")
    assert town_id(town) == ""
