from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from kursplaner.basics.errors import HardConflict
from kursplaner.domain.kinds import ActKind, OccupationSource
from kursplaner.domain.town import ClosingDay
from kursplaner.store.file.connection import raw_connection
from kursplaner.store.file.database import migrate
from kursplaner.store.file.schema import JOURNAL, SCHEMA
from kursplaner.store.file.shape import TRIGGERS, triggers_of
from kursplaner.store.journal.triggers import Row, columns_of, parse_row, row_of, typed
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.refusals import UnreadableError
from kursplaner.store.workspace import Workspace
from tests.store.journal.two_logins import add_room
from tests.store.town_files import laid


@pytest.mark.parametrize(
    ("literals", "wanted"),
    [
        ("", []),
        ("NULL", [None]),
        ("1,-2,0", [1, -2, 0]),
        ("''", [""]),
        ("'','a',NULL,7,'b'", ["", "a", None, 7, "b"]),
        ("'it''s','''','a,b'", ["it's", "'", "a,b"]),
    ],
)
def test_rows_are_read_back(literals: str, wanted: list[int | str | None]) -> None:
    assert parse_row(literals) == wanted


@pytest.mark.parametrize(
    "literals", ["'offen", "'a'1", "'a''", "1'a'", "null", ",1", "1.5", "X'00'", "1,,2", 7, None]
)
def test_what_is_no_row_is_told(literals: object) -> None:
    with pytest.raises(UnreadableError):
        parse_row(literals)


def test_a_row_has_exactly_the_columns_of_its_table() -> None:
    table = SCHEMA.tables["room_equipment"]
    assert row_of(table, "1,2,'beamer',3") == {"id": 1, "room_id": 2, "kind": "beamer", "count": 3}
    assert row_of(table, None) is None
    for literals in ("1,2,'beamer'", "1,2,'beamer',3,4"):
        with pytest.raises(UnreadableError):
            row_of(table, literals)


VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(codec="utf-8"))


def written(values: Sequence[int | str | None]) -> str:
    """Write a row as every database writes it."""
    quoted = (
        "'" + value.replace("'", "''") + "'" if isinstance(value, str) else value
        for value in values
    )
    return ",".join("NULL" if value is None else str(value) for value in quoted)


@given(st.lists(VALUES))
def test_every_row_is_read_back(values: list[int | str | None]) -> None:
    assert parse_row(written(values)) == values


NAMES = (
    *("", "'", "''", "O'Çelik", "a,b", "NULL", "1", '"x"', "Лучия 😀", "ß%_;--"),
    *("\\n \\' \\", "eine\nandere\tZeile"),
)


@pytest.mark.parametrize("name", NAMES)
def test_the_database_writes_a_row_in_that_way(workspace: Workspace, name: str) -> None:
    day = date(2027, 3, 2)
    with workspace.change(ActKind.SETTINGS_CHANGED) as db:
        db.add(ClosingDay(first_day=day, last_day=day, name=name))
    with workspace.change(ActKind.SETTINGS_CHANGED) as db:
        db.execute(text("UPDATE closing_day SET id = 9223372036854775807"))
    with workspace.read() as db:
        rows = db.execute(
            select(JOURNAL.c.old_row, JOURNAL.c.new_row).order_by(JOURNAL.c.id.desc())
        )
        old, new = rows.first() or ("", "")
    values: Row = {"id": 1, "first_day": "2027-03-02", "last_day": "2027-03-02", "name": name}
    table = SCHEMA.tables["closing_day"]
    for found, key in ((old, 1), (new, 2**63 - 1)):
        wanted = [{**values, "id": key, "version": 1}.get(column) for column in columns_of(table)]
        assert found == written(wanted)


def test_truth_is_one_or_nothing_and_no_day_is_null(workspace: Workspace) -> None:
    add_room(workspace)
    with workspace.change(ActKind.ROOM_CHANGED) as db:
        db.execute(text("UPDATE room SET accessible = NOT accessible"))
    with workspace.read() as db:
        old, new = db.execute(select(JOURNAL.c.old_row, JOURNAL.c.new_row)).all()[-1]
    table = SCHEMA.tables["room"]
    rows = [row_of(table, old), row_of(table, new)]
    assert {row["accessible"] for row in rows if row} == {0, 1}
    for row in rows:
        assert row is not None
        assert row["ended_on"] is None
        assert typed(table, row)["accessible"] is bool(row["accessible"])


def test_a_row_takes_the_types_of_its_columns() -> None:
    table = SCHEMA.tables["consent"]
    row: Row = dict.fromkeys(columns_of(table))
    row |= {"given": 1, "given_on": "2027-03-02"}
    found = typed(table, row)
    assert found["given"] is True
    assert (found["given_on"], found["revoked_on"]) == (date(2027, 3, 2), None)
    assert row["given"] == 1


@pytest.mark.parametrize("day", ["gestern", "2027-02-30", 7])
def test_a_day_that_is_none_is_told(day: int | str) -> None:
    table = SCHEMA.tables["consent"]
    with pytest.raises(UnreadableError):
        typed(table, {**dict.fromkeys(columns_of(table)), "given_on": day})
    with pytest.raises(UnreadableError):
        typed(table, {"given": 1})


def test_foreign_triggers_are_taken_away_and_a_second_laying_changes_nothing(
    blank_town: Path, tmp_path: Path
) -> None:
    path = laid(blank_town, tmp_path / "Adorf.kursplan")
    town = raw_connection(path)
    town.execute("UPDATE journal_state SET version_floor = 4000000")
    town.execute(
        'CREATE TRIGGER "a ""b" AFTER UPDATE ON alembic_version BEGIN DELETE FROM act; END'
    )
    assert triggers_of(town) != TRIGGERS
    town.close()
    migrate(path)
    town = raw_connection(path)
    assert triggers_of(town) == TRIGGERS
    assert town.execute("SELECT version_floor FROM journal_state").fetchall() == [(4_000_000,)]
    town.close()


@pytest.mark.parametrize(
    ("starts", "ends", "free"),
    [(100, 200, False), (50, 100, True), (50, 101, False), (200, 210, True), (199, 210, False)],
)
def test_two_uses_may_touch(workspace: Workspace, starts: int, ends: int, free: bool) -> None:  # noqa: FBT001
    room = add_room(workspace)
    with workspace.fill() as db:
        occupy(db, [Claim(room, 100, 200, OccupationSource.BOOKING, 1)])
    claim = Claim(room, starts, ends, OccupationSource.BOOKING, 2)
    if free:
        with workspace.fill() as db:
            occupy(db, [claim])
    else:
        with pytest.raises(HardConflict), workspace.fill() as db:
            occupy(db, [claim])


def test_a_use_of_fourteen_days_still_bars_its_last_minute(workspace: Workspace) -> None:
    room, longest = add_room(workspace), 14 * 1440
    with workspace.fill() as db:
        occupy(db, [Claim(room, 0, longest, OccupationSource.BOOKING, 1)])
    with pytest.raises(HardConflict), workspace.fill() as db:
        occupy(db, [Claim(room, longest - 1, longest + 5, OccupationSource.BOOKING, 2)])


def test_a_use_may_be_lengthened_over_itself_but_not_over_another(workspace: Workspace) -> None:
    room = add_room(workspace)
    with workspace.fill() as db:
        occupy(db, [Claim(room, 0, 60, OccupationSource.BOOKING, 1)])
        occupy(db, [Claim(room, 90, 120, OccupationSource.BOOKING, 2)])
        db.execute(text("UPDATE occupation SET ends = 90 WHERE source_id = 1"))
    with pytest.raises(HardConflict), workspace.fill() as db:
        db.execute(text("UPDATE occupation SET ends = 91 WHERE source_id = 1"))
