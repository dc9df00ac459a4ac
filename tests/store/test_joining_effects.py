"""What an absence set moves with the row it set, and stands once."""

import pytest
from sqlalchemy import select, update

from kursplaner.domain.absences import Absence, AbsenceEffect
from kursplaner.store.file.schema import SCHEMA
from kursplaner.store.joining import Joiner
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.planning.small_town import add_person

TABLE = SCHEMA.tables["absence_effect"]


def effects(db: Db, *records: tuple[str, int]) -> None:
    person = add_person(db, "Weiss")
    absence = Absence(
        kind="person", resource_id=person, reason="ill", reported_at=0, starts=0, ends=60
    )
    db.add(absence)
    db.flush()
    for source, record in records:
        db.add(
            AbsenceEffect(
                absence_id=absence.id,
                person_id=person,
                source=source,
                record_id=record,
                cause="own",
                starts=0,
            )
        )
    db.flush()


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("childcare_place", [("place", 7)], [("place", 9)]),
        ("childcare_place", [("place", 7), ("place", 9)], [("place", 9)]),
        ("childcare_place", [("place", 9)], [("place", 9)]),
        ("childcare_place", [("seat", 7), ("mark", 7)], [("seat", 7), ("mark", 7)]),
        ("ride_seat", [("seat", 7), ("place", 9)], [("seat", 9), ("place", 9)]),
        ("attendance_mark", [("mark", 7), ("mark", 8)], [("mark", 9), ("mark", 8)]),
        ("ride_stop", [("seat", 7)], [("seat", 7)]),
    ],
)
def test_what_an_absence_set_hangs_over_once(
    workspace: Workspace,
    table: str,
    before: list[tuple[str, int]],
    after: list[tuple[str, int]],
) -> None:
    with workspace.fill() as db:
        effects(db, *before)
        Joiner(db, {})._effects(table, 7, 9)
        rows = db.execute(select(TABLE.c.source, TABLE.c.record_id).order_by(TABLE.c.id))
        assert [tuple(row) for row in rows] == after


def test_a_row_is_written_with_its_next_version_and_only_where_something_changed(
    workspace: Workspace,
) -> None:
    with workspace.fill() as db:
        effects(db)
        table = SCHEMA.tables["absence"]
        db.execute(update(table).values(version=4))
        joiner = Joiner(db, {})
        row = dict(db.execute(select(table)).one()._mapping)
        joiner._write(table, row, {})
        assert dict(db.execute(select(table)).one()._mapping) == row
        joiner._write(table, row, {"note": "Grippe"})
        found = db.execute(select(table)).one()
        assert (found.version, found.note) == (5, "Grippe")
