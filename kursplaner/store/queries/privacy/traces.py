"""What the journal still knows of a person: earlier values of rows that are hers, or were."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from kursplaner.domain.privacy.entries import told
from kursplaner.domain.privacy.registry import Link
from kursplaner.store.file.schema import JOURNAL, SCHEMA
from kursplaner.store.journal.triggers import Row, row_of
from kursplaner.store.queries.privacy.belongings import (
    ABOVE,
    PERSON,
    Belonging,
    is_empty,
    link_of,
    ways,
    ways_below,
)
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class Trace:
    """One change of a row that is hers or was.

    Attributes:
        id: of the row of the journal; `act_id` of the act that made it.
        told: what old and new row say of her, as the journal keeps it.
    """

    id: int
    act_id: int
    table: str
    row_id: int
    told: tuple[tuple[str, int | str], ...]


def traces(db: Db, person_id: int, parts: Iterable[Belonging]) -> list[Trace]:
    """Return every change of rows of a person, also of those that are gone by now.

    `parts` is what speaks of her today (`belongings`).
    """
    own = {table: set[int]() for table in (*ABOVE, PERSON, "resource")}
    own[PERSON].add(person_id)
    own["resource"].add(person_id)
    for part in parts:
        if part.owned and part.table in ABOVE:
            own[part.table].add(part.id)
    found: list[Trace] = []
    for table in _tables():
        for key, act_id, row_id, rows in _changes(db, table):
            says = _says(table, row_id, rows, own)
            if says is None:
                continue
            if table in ABOVE:
                own[table].add(row_id)
            found.append(Trace(key, act_id, table, row_id, _values(rows, says)))
    return found


def _tables() -> list[str]:
    """Return the tables to look at, those that others refer to first."""
    named = {way.table for way in (*ways(), *ways_below())} | {PERSON, "resource"}
    return [table.name for table in SCHEMA.sorted_tables if table.name in named]


def _changes(db: Db, table: str) -> Iterator[tuple[int, int, int, list[Row]]]:
    columns = (JOURNAL.c.id, JOURNAL.c.act_id, JOURNAL.c.row_id)
    query = select(*columns, JOURNAL.c.old_row, JOURNAL.c.new_row)
    for key, act_id, row_id, old, new in db.execute(query.where(JOURNAL.c.table_name == table)):
        rows = (row_of(SCHEMA.tables[table], text) for text in (old, new))
        yield key, act_id, row_id, [row for row in rows if row is not None]


def _says(
    table: str, row_id: int, rows: list[Row], own: dict[str, set[int]]
) -> tuple[str, ...] | None:
    """Return the columns that speak of her; None where the row is not hers."""
    if table in {PERSON, "resource"}:
        return told(table, Link()) if row_id in own[table] else None
    if table in ABOVE and row_id in own[table]:
        return told(table, Link())
    for way in ways():
        how = link_of(way)
        if way.table == table and how.owns and _leads(rows, way.column, own[PERSON]):
            return told(table, how)
    for way in ways_below():
        if way.table == table:
            (key,) = SCHEMA.tables[table].columns[way.column].foreign_keys
            if _leads(rows, way.column, own[key.column.table.name]):
                return told(table, Link())
    return None


def _leads(rows: list[Row], column: str, keys: set[int]) -> bool:
    return any(row[column] in keys for row in rows)


def _values(rows: list[Row], says: tuple[str, ...]) -> tuple[tuple[str, int | str], ...]:
    found: dict[tuple[str, int | str], None] = {}
    for row in rows:
        for name in says:
            value = row[name]
            if value is not None and not is_empty(value):
                found[name, value] = None
    return tuple(found)
