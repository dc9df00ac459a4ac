"""What a file must be to be opened, and what happens when it is not."""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from kursplaner.basics.errors import Refused
from kursplaner.store.backups import backup, restoring
from kursplaner.store.file.check import HEAD, REVISIONS, check_file, check_resting
from kursplaner.store.file.connection import raw_connection, raw_engine
from kursplaner.store.file.database import upgrade
from kursplaner.store.file.schema import JOURNALED
from kursplaner.store.file.shape import SHAPES, TRIGGERS, shape_of, triggers_of
from kursplaner.store.workspace import Workspace
from tests.store.town_files import add, everything_in, flipped, kind_of_refusal, laid, older_town


@pytest.fixture
def town(blank_town: Path, tmp_path: Path) -> Path:
    path = tmp_path / "Adorf.kursplan"
    shutil.copyfile(blank_town, path)
    return path


@pytest.mark.parametrize("revision", REVISIONS)
def test_the_print_of_each_revision_is_that_of_its_migrations(
    tmp_path: Path, revision: str
) -> None:
    engine = raw_engine(tmp_path / "neu.db")
    with engine.connect() as connection:
        with connection.begin():
            upgrade(connection, revision)
        assert shape_of(connection.connection.driver_connection) == SHAPES[revision]
    engine.dispose()


def test_the_prints_are_those_of_a_new_town(blank_town: Path) -> None:
    assert set(SHAPES) == set(REVISIONS)
    assert REVISIONS[-1] == HEAD
    with backup.resting(blank_town) as connection:
        assert shape_of(connection) == SHAPES[HEAD]
        assert triggers_of(connection) == TRIGGERS


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TRIGGER fremd AFTER INSERT ON person BEGIN DELETE FROM setting; END",
        "CREATE TABLE fremd(a)",
        "CREATE VIEW fremd AS SELECT 1",
        "CREATE INDEX fremd ON person(note)",
        "DROP INDEX ix_journal_act_id",
        "DROP TRIGGER journal_person_update",
        "ALTER TABLE person ADD COLUMN fremd TEXT",
        "ALTER TABLE person RENAME COLUMN note TO notiz",
    ],
)
def test_other_tables_and_rules_are_refused(town: Path, change: str) -> None:
    connection = raw_connection(town)
    connection.executescript(change)
    connection.close()
    before = everything_in(town.parent)
    assert kind_of_refusal(town) == "file_altered"
    assert everything_in(town.parent) == before
    with pytest.raises(Refused, match="file_altered"):
        check_resting(town)


def test_an_older_file_with_other_tables_is_not_brought_up_to_date(tmp_path: Path) -> None:
    path = older_town(tmp_path / "Alt.kursplan")
    connection = raw_connection(path)
    connection.execute("CREATE TABLE draft(id)")
    connection.close()
    before = everything_in(tmp_path)
    assert kind_of_refusal(path) == "file_altered"
    assert everything_in(tmp_path) == before


def test_other_space_in_the_words_of_a_table_is_no_change(town: Path) -> None:
    connection = raw_connection(town)
    before = shape_of(connection)
    connection.execute("PRAGMA writable_schema=1")
    connection.execute(
        "UPDATE sqlite_master SET sql=replace(sql, ', ', ',\n\t  ') WHERE name='person'"
    )
    assert shape_of(connection) == before
    connection.close()


def test_a_file_that_breaks_its_own_rules_is_damaged(town: Path) -> None:
    connection = raw_connection(town)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(
        "INSERT INTO journal(act_id, table_name, row_id, operation) VALUES (99, 'person', 1, 'I')"
    )
    connection.close()
    assert kind_of_refusal(town) == "file_damaged"


def test_a_file_without_a_revision_is_damaged(town: Path) -> None:
    connection = raw_connection(town)
    connection.execute("DELETE FROM alembic_version")
    connection.close()
    assert kind_of_refusal(town) == "file_damaged"


@pytest.mark.parametrize("column", ["at", "subjects"])
@pytest.mark.parametrize("value", ["'2027-02-3!T08:00'", "7", "x'00ff'"])
def test_an_act_that_can_no_longer_be_read_is_named(town: Path, column: str, value: str) -> None:
    connection = raw_connection(town)
    connection.execute(f'UPDATE act SET "{column}"={value}')
    connection.close()
    workspace = Workspace.open(town)
    with pytest.raises(Refused) as refused:
        workspace.history()
    assert (refused.value.kind, refused.value.facts["path"]) == ("file_damaged", town)
    add(workspace, "Weiter")
    workspace.close()


@pytest.mark.parametrize(
    "value", ["'1,''offen'", "'1,x'", "'7'", "x'3132'", "'1''2'"], ids=range(5)
)
def test_a_journal_that_can_no_longer_be_read_is_named(town: Path, value: str) -> None:
    workspace = Workspace.open(town)
    add(workspace, "Neu")
    connection = raw_connection(town)
    connection.execute(f"UPDATE journal SET new_row={value} WHERE table_name='person'")
    connection.close()
    with pytest.raises(Refused, match="file_damaged"):
        workspace.undo()
    workspace.close()


def everything(workspace: Workspace) -> None:
    with workspace.read() as db:
        for table in JOURNALED:
            db.execute(select(*table.columns)).all()
    workspace.history()
    workspace.settings.text("town.name")
    assert workspace.undo_summary is None or workspace.undo_summary.id


def tried(path: Path) -> str:
    """Open, read, do and undo something, close; return how far that went."""
    try:
        workspace = Workspace.open(path)
        try:
            everything(workspace)
            add(workspace, "Neu")
            workspace.undo()
        finally:
            workspace.close()
    except Refused as refused:
        return refused.kind
    return "done"


def test_no_single_bit_leads_anywhere_but_to_an_end_or_a_refusal(
    blank_town: Path, tmp_path: Path
) -> None:
    source = laid(blank_town, tmp_path / "Quelle.kursplan", "Eins", "Zwei")
    content, chance = source.read_bytes(), random.Random(4)
    path, ends = tmp_path / "Adorf.kursplan", Counter[str]()
    pages = [at for at in range(0, len(content), 4096) if content[at : at + 4096].strip(b"\0")]
    for number in range(100):
        start = 0 if number % 4 == 0 else chance.choice(pages)
        bit = chance.randrange(start * 8, (start + (100 if number % 4 == 0 else 4096)) * 8)
        path.write_bytes(flipped(content, bit))
        try:
            check_file(path)
            ends[tried(path) if number % 10 == 1 else "whole"] += 1
        except Refused as refused:
            ends[refused.kind] += 1
        for file in tmp_path.glob("Adorf.kursplan?*"):
            file.unlink()
    assert set(ends) >= {"done", "file_damaged", "file_altered", "file_foreign"}


def test_no_single_bit_of_a_backup_stops_the_list_of_backups(
    blank_town: Path, tmp_path: Path
) -> None:
    town = laid(blank_town, tmp_path / "Adorf.kursplan", "Eins")
    with backup.closed_town(town) as source:
        file = backup.back_up(source, town, "hand")
    content, chance = file.read_bytes(), random.Random(5)
    for number in range(16):
        file.write_bytes(
            flipped(content, chance.randrange(8 * (100 if number % 2 else len(content))))
        )
        assert [saved.path for saved in backup.backups_of(town)] == [file]
        try:
            assert restoring.propose(town, file).lost >= 0
        except Refused as refused:
            assert refused.facts["path"] == file  # noqa: PT017 (either way is an end)
