from pathlib import Path

import pytest
from sqlalchemy import text

from kursplaner.basics.errors import HardConflict
from kursplaner.domain.kinds import OccupationSource
from kursplaner.store.file.connection import raw_connection
from kursplaner.store.file.database import migrate
from kursplaner.store.file.schema import SCHEMA
from kursplaner.store.file.shape import TRIGGERS, triggers_of
from kursplaner.store.journal.triggers import parse_row, row_of
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
