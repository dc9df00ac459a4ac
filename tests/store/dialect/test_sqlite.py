"""What SQLite answers to the questions of `dialect.Dialect`; the triggers: `journal`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.town import ClosingDay, Setting
from kursplaner.store.dialect.dialect import KINDS, Told
from kursplaner.store.dialect.sqlite import SIGNS, Sqlite
from kursplaner.store.file.connection import raw_connection, raw_engine
from kursplaner.store.file.schema import SCHEMA
from kursplaner.store.records import find
from kursplaner.store.workspace import Workspace
from tests.store.town_files import laid

SQLITE = Sqlite()
OCCUPATION = (
    "INSERT INTO occupation(resource_id, starts, ends, active, source, source_id, accepted_reason)"
    " VALUES (1, {}, {}, 1, 'lesson', 1, '')"
)


@pytest.fixture
def connection(blank_town: Path, tmp_path: Path) -> Iterator[Connection]:
    engine = raw_engine(laid(blank_town, tmp_path / "Adorf.kursplan"))
    with engine.connect() as opened:
        opened.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]
        opened.execute(text("INSERT INTO resource(id, kind) VALUES (1, 'room')"))
        yield opened
    engine.dispose()


def told(connection: Connection, *statements: str) -> Told:
    with pytest.raises(DBAPIError) as refused:
        for statement in statements:
            connection.execute(text(statement))
    return SQLITE.told(refused.value)


def test_a_row_that_is_there_already_is_told_by_its_columns(connection: Connection) -> None:
    place = "INSERT INTO room_equipment(room_id, kind, count) VALUES (1, 'beamer', 1)"
    connection.execute(text("PRAGMA defer_foreign_keys=ON"))
    words = "room_equipment.room_id, room_equipment.kind"
    wanted = Told("not_unique", words, "room_equipment", ("room_id", "kind"))
    assert told(connection, place, place) == wanted


@pytest.mark.parametrize(
    ("statement", "kind", "words"),
    [
        ("INSERT INTO setting(key) VALUES ('a')", "value_missing", "setting.value"),
        ("UPDATE journal SET act_id = 999", "still_used", "FOREIGN KEY constraint failed"),
        ("SELECT * FROM fremd", "file_damaged", "fremd"),
        ("SELECT fremd FROM act", "file_damaged", "fremd"),
        ("SELECT nichts(1)", "database_failed", "no such function: nichts"),
    ],
)
def test_what_the_database_says_has_a_kind(
    connection: Connection, statement: str, kind: str, words: str
) -> None:
    assert told(connection, statement) == Told(kind, words)


def test_a_double_use_is_told(connection: Connection) -> None:
    assert told(connection, OCCUPATION.format(0, 60), OCCUPATION.format(59, 90)) == Told("occupied")


def test_an_order_of_times_is_a_check(connection: Connection) -> None:
    assert told(connection, OCCUPATION.format(60, 60)).kind == "value_refused"


def test_only_known_kinds_are_told() -> None:
    assert {kind for _, kind in SIGNS} <= KINDS


def test_an_act_is_carried_by_its_transaction_alone(workspace: Workspace) -> None:
    with workspace.read() as db:
        assert SQLITE.carried(db) is None
    with workspace.change(ActKind.SETTINGS_CHANGED) as db:
        carried = SQLITE.carried(db)
        assert carried is not None
        with workspace.read() as other:
            assert SQLITE.carried(other) is None
    with workspace.read() as db:
        assert SQLITE.carried(db) is None


def test_an_act_that_fails_is_carried_no_longer(workspace: Workspace) -> None:
    with pytest.raises(Refused), workspace.change(ActKind.SETTINGS_CHANGED) as db:
        assert SQLITE.carried(db) is not None
        raise Refused("never_heard_of")
    with workspace.read() as db:
        assert SQLITE.carried(db) is None


def test_an_id_is_never_given_twice(workspace: Workspace) -> None:
    table = SCHEMA.tables["setting"]
    with workspace.change(ActKind.SETTINGS_CHANGED) as db:
        first = SQLITE.next_id(db, table)
        record = Setting(key="town.office", value="Amt")
        db.add(record)
        db.flush()
        assert record.id == first
        assert SQLITE.next_id(db, table) == first + 1
    workspace.undo()
    with workspace.read() as db:
        assert SQLITE.next_id(db, table) == first + 1


def test_ids_are_counted_from_the_rows_where_no_count_is_kept(workspace: Workspace) -> None:
    table = SCHEMA.tables["setting"]
    with workspace.fill() as db:
        wanted = SQLITE.next_id(db, table)
        db.execute(text("DELETE FROM sqlite_sequence"))
        assert SQLITE.next_id(db, table) == wanted
        assert SQLITE.next_id(db, SCHEMA.tables["draft"]) == 1


def test_many_rows_keep_days_truth_and_nothing(workspace: Workspace) -> None:
    day = date(2027, 3, 2)
    rows = [{"first_day": day, "last_day": day, "name": name} for name in ("Ö'1", 'a"b\n')]
    with workspace.fill() as db:
        SQLITE.insert_many(db, SCHEMA.tables["closing_day"], rows)
    with workspace.read() as db:
        found = [(row.first_day, row.last_day, row.name) for row in find(db, ClosingDay)]
        assert find(db, PersonAddress) == []
    assert found == [(day, day, "Ö'1"), (day, day, 'a"b\n')]


def test_the_version_of_the_data_changes_with_what_others_store(
    workspace: Workspace, connection: Connection
) -> None:
    connection.rollback()
    before = SQLITE.data_version(connection)
    path = workspace.path.parent / "Adorf.kursplan"
    assert SQLITE.data_version(connection) == before
    connection.rollback()
    other = raw_connection(path)
    other.execute("INSERT INTO setting(key, value) VALUES ('a', 'b')")
    other.close()
    assert SQLITE.data_version(connection) != before
