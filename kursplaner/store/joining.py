"""Two rows become one: what refers to the one that goes is found from the foreign keys.

What is derived from other rows (occupations) is left to the one who derives it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Table, UniqueConstraint, delete, select, update

from kursplaner.store.file.schema import SCHEMA
from kursplaner.store.session import Db

Values = dict[str, Any]
Fold = Callable[[Values, Values], Values]
"""From the row that goes and the one that stays: which values of the latter change."""

KINDS_OF_RESOURCE = frozenset({"person", "room", "vehicle"})
DERIVED = frozenset({"occupation"})
NAMED_BY_SOURCE: Mapping[str, str] = {
    "attendance_mark": "mark",
    "childcare_place": "place",
    "ride_seat": "seat",
}
"""Rows that an absence set: `absence_effect` names them by source and number, without a key."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that holds ids of another table."""

    table: str
    column: str


@cache
def references_to(*targets: str) -> tuple[Reference, ...]:
    """Return every column whose foreign key leads to one of these tables.

    A person, room or vehicle shares the id of its `resource` row: that is no reference to it.
    """
    return tuple(
        Reference(table.name, column.name)
        for table in SCHEMA.sorted_tables
        if table.name not in DERIVED
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in targets
        and not (table.name in KINDS_OF_RESOURCE and column.primary_key)
    )


@cache
def unique_with(table_name: str, column: str) -> tuple[tuple[str, ...], ...]:
    """Return the other columns of each rule that lets a table hold a value only once."""
    table = SCHEMA.tables[table_name]
    sets = [
        [part.name for part in rule.columns]
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint)
    ]
    sets += [[part.name for part in index.columns] for index in table.indexes if index.unique]
    return tuple(
        tuple(name for name in names if name != column) for names in sets if column in names
    )


def folded_tables(*targets: str) -> frozenset[str]:
    """Return the tables in which two rows can meet when two rows of the targets become one.

    Rows that meet are joined themselves, so that what refers to them counts, too.
    """
    found: set[str] = set()
    waiting = list(references_to(*targets))
    while waiting:
        reference = waiting.pop()
        if unique_with(reference.table, reference.column) and reference.table not in found:
            found.add(reference.table)
            waiting += references_to(reference.table)
    return frozenset(found)


def referring(db: Db, key: int, *targets: str) -> dict[Reference, int]:
    """Return how many rows refer to an id, by column."""
    found = {}
    for reference in references_to(*targets):
        table = SCHEMA.tables[reference.table]
        rows = db.execute(select(table.c.id).where(table.c[reference.column] == key)).all()
        if rows:
            found[reference] = len(rows)
    return found


def delete_referring(db: Db, key: int, *targets: str) -> dict[str, int]:
    """Delete every row that refers to an id; returns how many, by table."""
    found: dict[str, int] = {}
    for reference, count in referring(db, key, *targets).items():
        table = SCHEMA.tables[reference.table]
        db.execute(delete(table).where(table.c[reference.column] == key))
        found[reference.table] = found.get(reference.table, 0) + count
    db.expire_all()
    return found


class Joiner:
    """Lets rows hang over to others; what would stand twice is folded into one row."""

    def __init__(self, db: Db, folds: Mapping[str, Fold]) -> None:
        """`folds` says for each table of `folded_tables` which values the row that stays takes."""
        self._db, self._folds = db, folds
        db.flush()

    def hang_over(self, gone: int, kept: int, *targets: str) -> None:
        """Let all that refers to one row of some tables refer to another; the row itself stays."""
        for reference in references_to(*targets):
            table = SCHEMA.tables[reference.table]
            for row in list(_rows(self._db, table, {reference.column: gone})):
                self._move(table, row, reference.column, kept)
        self._db.expire_all()

    def join(self, table_name: str, gone: int, kept: int) -> None:
        """Fold one row of a table into another and delete it."""
        table = SCHEMA.tables[table_name]
        rows = {row["id"]: row for row in _rows(self._db, table, {"id": (gone, kept)})}
        self._fold(table, rows[gone], rows[kept])
        self._db.expire_all()

    def _move(self, table: Table, row: Values, column: str, kept: int) -> None:
        for others in unique_with(table.name, column):
            same = {name: row[name] for name in others} | {column: kept}
            twin = next((r for r in _rows(self._db, table, same) if r["id"] != row["id"]), None)
            if twin is not None:
                self._fold(table, row, twin)
                return
        self._write(table, row, {column: kept})

    def _fold(self, table: Table, row: Values, twin: Values) -> None:
        values = self._folds[table.name](row, twin)
        for reference in references_to(table.name):
            below = SCHEMA.tables[reference.table]
            for other in list(_rows(self._db, below, {reference.column: row["id"]})):
                self._move(below, other, reference.column, twin["id"])
        self._effects(table.name, row["id"], twin["id"])
        self._db.execute(delete(table).where(table.c.id == row["id"]))
        self._write(table, twin, {k: v for k, v in values.items() if twin[k] != v})

    def _effects(self, table_name: str, gone: int, kept: int) -> None:
        source = NAMED_BY_SOURCE.get(table_name)
        if source is None:
            return
        table = SCHEMA.tables["absence_effect"]
        taken = any(_rows(self._db, table, {"source": source, "record_id": kept}))
        for row in list(_rows(self._db, table, {"source": source, "record_id": gone})):
            if taken:
                self._db.execute(delete(table).where(table.c.id == row["id"]))
            else:
                self._write(table, row, {"record_id": kept})

    def _write(self, table: Table, row: Values, values: Values) -> None:
        if not values:
            return
        if "version" in row:
            values = {**values, "version": row["version"] + 1}
        self._db.execute(update(table).where(table.c.id == row["id"]).values(**values))


def _rows(db: Db, table: Table, equals: Mapping[str, object]) -> Iterator[Values]:
    query = select(table)
    for name, value in equals.items():
        column = table.c[name]
        query = query.where(column.in_(value) if isinstance(value, tuple) else column == value)
    for row in db.execute(query.order_by(table.c.id)):
        yield dict(row._mapping)  # noqa: SLF001 (SQLAlchemy's public name)
