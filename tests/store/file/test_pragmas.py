from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kursplaner.store.file.connection import DRIVER_ERROR, raw_connection
from kursplaner.store.file.numbering import backup_number
from kursplaner.store.file.pragmas import (
    APPLICATION_ID,
    begin_upgrade,
    is_full,
    is_held,
    is_shut,
    is_sound,
    is_torn,
    keep_log,
    laid_out,
    number_as_backup,
    tables_in,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Adorf.kursplan"


@pytest.fixture
def raw(path: Path) -> Iterator[Any]:
    connection = raw_connection(path)
    connection.execute("CREATE TABLE room(id INTEGER PRIMARY KEY AUTOINCREMENT)")
    connection.execute("CREATE TABLE place(room REFERENCES room(id))")
    yield connection
    connection.close()


def asked(connection: Any, pragma: str) -> object:
    return connection.execute(f"PRAGMA {pragma}").fetchone()[0]


def test_an_upgrade_begins_with_a_town_whose_rows_may_lack_others(path: Path, raw: Any) -> None:
    raw.execute("PRAGMA foreign_keys=ON")
    number_as_backup(raw, 7)
    assert backup_number(path) == 7
    begin_upgrade(raw)
    assert backup_number(path) == 0
    assert asked(raw, "foreign_keys") == 0
    assert asked(raw, "application_id") == APPLICATION_ID


def test_a_log_is_kept_from_then_on(path: Path, raw: Any) -> None:
    assert asked(raw, "journal_mode") != "wal"
    keep_log(raw)
    other = raw_connection(path)
    assert asked(other, "journal_mode") == "wal"
    other.close()


def test_a_file_is_sound_while_no_row_lacks_another(raw: Any) -> None:
    assert is_sound(raw)
    raw.execute("INSERT INTO place VALUES (1)")
    assert not is_sound(raw)
    raw.execute("INSERT INTO room VALUES (1)")
    assert is_sound(raw)


def test_what_is_laid_out_is_read_by_kinds(raw: Any) -> None:
    raw.execute("CREATE TRIGGER t AFTER INSERT ON room BEGIN SELECT 1; END")
    raw.execute("CREATE INDEX i ON place(room)")
    assert [row[:3] for row in laid_out(raw, triggers=True)] == [("trigger", "t", "room")]
    rest = [row[:3] for row in laid_out(raw, triggers=False)]
    assert rest == [("index", "i", "place"), ("table", "place", "place"), ("table", "room", "room")]
    assert set(tables_in(raw)) == {"room", "place", "sqlite_sequence"}


def test_who_holds_a_file_is_told_from_what_is_no_file(path: Path, raw: Any) -> None:
    raw.execute("BEGIN EXCLUSIVE")
    other = raw_connection(path)
    other.execute("PRAGMA busy_timeout=0")
    with pytest.raises(DRIVER_ERROR) as held:
        other.execute("SELECT * FROM room").fetchall()
    other.close()
    torn_file = path.with_name("torn")
    torn_file.write_bytes(b"no database at all" * 100)
    other = raw_connection(torn_file)
    with pytest.raises(DRIVER_ERROR) as torn:
        other.execute("SELECT * FROM room").fetchall()
    other.close()
    assert (is_held(held.value), is_torn(held.value)) == (True, False)
    assert (is_held(torn.value), is_torn(torn.value)) == (False, True)
    assert not is_shut(torn.value)
    assert not is_full(torn.value)


def test_a_file_that_may_not_be_written_is_shut(path: Path, raw: Any) -> None:
    looking = raw_connection(path, read_only=True)
    with pytest.raises(DRIVER_ERROR) as shut:
        looking.execute("INSERT INTO room VALUES (1)")
    looking.close()
    assert is_shut(shut.value)
    with pytest.raises(DRIVER_ERROR) as missing:
        raw_connection(path.parent / "nowhere" / "a.kursplan").close()
    assert is_shut(missing.value)


@pytest.mark.parametrize("words", ["database or disk is full", "[Errno 28] No space left"])
def test_no_room_left_is_told_by_either(words: str) -> None:
    assert is_full(OSError(words))
    assert not is_shut(OSError(words))
