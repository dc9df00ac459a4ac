"""Rows written and deleted by table and id, as erasing does it: no record is loaded for it."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import delete, select, update

from kursplaner.store.file.schema import JOURNAL, SCHEMA
from kursplaner.store.session import Db

BATCH = 500
PERSON = "person"


def write_row(db: Db, table_name: str, key: int, values: Mapping[str, Any]) -> None:
    """Write values, so that whoever has the row open in a form is told when storing.

    A row that is gone by now stays gone.
    """
    if not values:
        return
    table = SCHEMA.tables[table_name]
    raised = {"version": table.c.version + 1} if "version" in table.c else {}
    db.execute(update(table).where(table.c.id == key).values(**values, **raised))
    if table_name == PERSON:
        resource = SCHEMA.tables["resource"]
        newer = {"version": resource.c.version + 1}
        db.execute(update(resource).where(resource.c.id == key).values(**newer))


def delete_row(db: Db, table_name: str, key: int) -> None:
    """Delete a row that nothing refers to any more."""
    table = SCHEMA.tables[table_name]
    db.execute(delete(table).where(table.c.id == key))


def may_be_empty(table_name: str, column: str) -> bool:
    """Tell whether a column may hold nothing at all; else an empty text stands for it."""
    return bool(SCHEMA.tables[table_name].c[column].nullable)


def journaled(db: Db, rows: Iterable[tuple[str, int]]) -> set[int]:
    """Return the rows of the journal that tell of these rows."""
    found: set[int] = set()
    for name, keys in groupby(sorted(rows), lambda row: row[0]):
        ids = [key for _, key in keys]
        for first in range(0, len(ids), BATCH):
            wanted = JOURNAL.c.row_id.in_(ids[first : first + BATCH])
            query = select(JOURNAL.c.id).where(JOURNAL.c.table_name == name, wanted)
            found |= set(db.scalars(query))
    return found
