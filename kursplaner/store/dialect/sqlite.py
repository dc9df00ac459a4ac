"""SQLite's answers. The running act stands in a table of one row: BEGIN IMMEDIATE guards it."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date

from sqlalchemy import Connection, Engine, Table, func, select, text, update
from sqlalchemy.exc import DBAPIError

from kursplaner.store.dialect import sqlite_triggers
from kursplaner.store.dialect.dialect import OCCUPIED, UNKNOWN, Told
from kursplaner.store.file.schema import JOURNAL_STATE
from kursplaner.store.session import Db

SIGNS = (
    ("UNIQUE constraint failed", "not_unique"),
    ("FOREIGN KEY constraint failed", "still_used"),
    ("CHECK constraint failed", "value_refused"),
    ("NOT NULL constraint failed", "value_missing"),
    ("is full", "disk_full"),
    ("disk I/O error", "disk_failed"),
    ("readonly", "file_read_only"),
    ("locked", "busy"),
    ("malformed", "file_damaged"),
    ("not a database", "file_damaged"),
    ("no such table", "file_damaged"),
    ("no such column", "file_damaged"),
    ("decode", "file_damaged"),
)
_USED_IDS = text("SELECT seq FROM sqlite_sequence WHERE name = :name")


class Sqlite:
    """The dialect of a town that is a file."""

    def lay_rules(self, connection: Connection) -> None:
        """Lay the shipped triggers, and the row that carries the act where it is missing."""
        for statement in sqlite_triggers.statements():
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO journal_state(id, act_id, version_floor)"
            " VALUES (1, NULL, 1000000)"
        )

    def take_rules_away(self, connection: Connection) -> None:
        """Drop all triggers."""
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='trigger'")
        for (name,) in found.fetchall():
            quoted = str(name).replace('"', '""')
            connection.exec_driver_sql(f'DROP TRIGGER "{quoted}"')

    def carry(self, db: Db, act_id: int | None) -> None:
        """Write the act into the row that the triggers read; no other writer is there."""
        db.execute(update(JOURNAL_STATE).values(act_id=act_id))

    def carried(self, db: Db) -> int | None:
        """Return the act in that row."""
        return db.execute(select(JOURNAL_STATE.c.act_id)).scalar()

    def next_id(self, db: Db, table: Table) -> int:
        """Return one more than was ever used, as AUTOINCREMENT counts."""
        used = db.execute(_USED_IDS, {"name": table.name}).scalar()
        present = db.execute(select(func.max(table.c.id))).scalar()
        return max(used or 0, present or 0) + 1

    def insert_many(self, db: Db, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert with one prepared statement, days as ISO text."""
        names = tuple(rows[0])
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" for _ in names)
        statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'
        bound = [tuple(_bound(row[name]) for name in names) for row in rows]
        db.connection().exec_driver_sql(statement, bound)

    def data_version(self, connection: Connection) -> int:
        """Return SQLite's own number; it means nothing across several connections."""
        return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    def rewrite(self, engine: Engine) -> None:
        """VACUUM; the driver's connection stands outside of any transaction."""
        with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute("VACUUM")

    def told(self, error: DBAPIError) -> Told:
        """Read the English words of SQLite and of the rule against double use."""
        words = str(error.orig)
        if words.strip() == sqlite_triggers.REFUSED:
            return Told(OCCUPIED)
        kind = next((kind for sign, kind in SIGNS if sign in words), UNKNOWN)
        if kind == UNKNOWN:
            return Told(kind, words)
        rest = words.rpartition(": ")[2]
        return _with_columns(rest) if kind == "not_unique" else Told(kind, rest)


def _with_columns(rest: str) -> Told:
    """Take apart "ride_stop.ride_id, ride_stop.position"."""
    pairs = [name.strip().partition(".") for name in rest.split(",")]
    return Told("not_unique", rest, pairs[0][0], tuple(column for _, _, column in pairs))


def _bound(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
