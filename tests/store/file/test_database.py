import os
import shutil
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kursplaner.basics.errors import Refused
from kursplaner.store.file import database
from kursplaner.store.file.check import HEAD, check_file
from kursplaner.store.file.connection import DRIVER_ERROR, raw_connection, raw_engine
from kursplaner.store.file.location import lies_in_cloud, lies_on_share
from kursplaner.store.file.schema import JOURNALED, NOUN_OF_TABLE, SCHEMA
from kursplaner.store.journal.triggers import parse_row
from kursplaner.store.workspace import Workspace


def refusal(path: Path) -> str:
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(Refused) as refused:
        Workspace.open(path)
    assert (path.read_bytes() if path.is_file() else b"") == before
    return refused.value.kind


def test_the_migrations_give_the_schema_of_the_classes(blank_town: Path) -> None:
    engine = raw_engine(blank_town)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, SCHEMA) == []
    assert check_file(blank_town) == HEAD


def test_every_journaled_table_belongs_to_a_noun() -> None:
    assert {table.name for table in JOURNALED} <= set(NOUN_OF_TABLE)


def test_every_journaled_table_has_only_integers_and_texts(blank_town: Path) -> None:
    connection = raw_connection(blank_town)
    for table in JOURNALED:
        kinds = {
            row[2].split("(")[0] for row in connection.execute(f'PRAGMA table_info("{table.name}")')
        }
        assert kinds <= {"INTEGER", "VARCHAR", "TEXT", "DATE", "BOOLEAN"}
    connection.close()


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "leer.kursplan"
    path.write_bytes(b"")
    assert refusal(path) == "file_empty"


def test_a_foreign_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "brief.kursplan"
    path.write_bytes(b"%PDF-1.7 and so on" * 100)
    assert refusal(path) == "file_foreign"


def test_a_foreign_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "fremd.kursplan"
    connection = raw_connection(path)
    connection.execute("CREATE TABLE a(b)")
    connection.close()
    assert refusal(path) == "file_foreign"


def test_a_truncated_file_is_named(blank_town: Path, tmp_path: Path) -> None:
    path = tmp_path / "halb.kursplan"
    path.write_bytes(blank_town.read_bytes()[:50_000])
    assert refusal(path) == "file_truncated"


def test_a_damaged_file_is_named(blank_town: Path, tmp_path: Path) -> None:
    path = tmp_path / "kaputt.kursplan"
    content = bytearray(blank_town.read_bytes())
    content[4096:60_000] = os.urandom(60_000 - 4096)
    path.write_bytes(bytes(content))
    assert refusal(path) == "file_damaged"


def test_a_newer_file_is_named(blank_town: Path, tmp_path: Path) -> None:
    path = tmp_path / "neu.kursplan"
    shutil.copy(blank_town, path)
    connection = raw_connection(path)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("UPDATE alembic_version SET version_num='9999'")
    connection.close()
    assert refusal(path) == "file_newer"
    # Neither lock nor engine is left: once it is right, it opens in the same program.
    connection = raw_connection(path)
    connection.execute(f"UPDATE alembic_version SET version_num='{HEAD}'")
    connection.close()
    assert list(tmp_path.glob("neu.kursplan*")) == [path]
    Workspace.open(path).close()


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nichts.kursplan") == "file_missing"
    assert refusal(tmp_path) == "file_is_folder"


def test_creating_over_a_file_is_refused(blank_town: Path) -> None:
    with pytest.raises(Refused) as refused:
        Workspace.create(blank_town)
    assert refused.value.kind == "file_exists"


def test_creating_in_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        Workspace.create(tmp_path / "weg" / "a.kursplan")
    assert refused.value.kind == "folder_missing"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(Refused) as refused:
        Workspace.create(tmp_path / "a.kursplan")
    assert refused.value.kind == "folder_read_only"


def test_a_failed_creation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_path: Path) -> None:
        _path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(database, "migrate", fail)
    with pytest.raises(Refused) as refused:
        Workspace.create(tmp_path / "a.kursplan")
    assert refused.value.kind == "disk_full"
    assert list(tmp_path.iterdir()) == []


def test_network_shares_are_known(tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(
        "22 1 0:21 / / rw - ext4 /dev/vda rw\n36 22 0:40 / /mnt/amt rw - cifs //srv/amt rw\n",
        encoding="utf-8",
    )
    assert lies_on_share(Path("/mnt/amt/a.kursplan"), table)
    assert not lies_on_share(Path("/home/a.kursplan"), table)


def test_cloud_folders_are_known() -> None:
    assert lies_in_cloud(Path("/home/a/Dropbox/a.kursplan"))
    assert lies_in_cloud(Path("/home/a/OneDrive - Stadt/a.kursplan"))
    assert not lies_in_cloud(Path("/home/a/Dokumente/a.kursplan"))


def test_journal_rows_are_read_back() -> None:
    assert parse_row("1,'it''s, ok',NULL,-5,''") == [1, "it's, ok", None, -5, ""]
    with pytest.raises(ValueError, match="journal"):
        parse_row("'open")


def test_a_town_that_may_not_be_written_is_named_and_nothing_laid_beside_it(
    blank_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(blank_town.parent.iterdir())
    monkeypatch.setattr(os, "access", lambda path, _mode: path != blank_town.parent)
    assert refusal(blank_town) == "file_read_only"
    assert sorted(blank_town.parent.iterdir()) == before


def test_a_full_disk_is_not_taken_for_a_damaged_town(
    blank_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kinds: object) -> object:
        message = "disk I/O error"
        raise DRIVER_ERROR(message)

    monkeypatch.setattr("kursplaner.store.file.check.raw_connection", broken)
    assert refusal(blank_town) == "file_damaged"
    nothing = shutil.disk_usage(blank_town)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: nothing)
    assert refusal(blank_town) == "disk_full"


def test_a_folder_that_may_not_be_entered_is_named(
    blank_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", forbidden)
    with pytest.raises(Refused, match="file_forbidden"):
        check_file(blank_town)
