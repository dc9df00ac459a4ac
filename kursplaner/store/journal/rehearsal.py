"""What a change would do to the file: tried inside a transaction, read off the journal, undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select

from kursplaner.basics.errors import Refused
from kursplaner.store.dialect.known import dialect_of
from kursplaner.store.file.schema import JOURNAL, SCHEMA
from kursplaner.store.journal.triggers import Row, row_of
from kursplaner.store.refusals import double_use_named
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where it did not exist."""

    table: str
    id: int
    before: Row | None
    after: Row | None

    @property
    def columns(self) -> frozenset[str]:
        """Which columns differ (all of a new or removed row)."""
        rows = (self.before or {}, self.after or {})
        return frozenset(
            key
            for key in rows[0] | rows[1]
            if key != "version" and rows[0].get(key) != rows[1].get(key)
        )


@contextmanager
def tried(db: Db) -> Iterator[None]:
    """Take back at the end whatever is written inside; errors pass through.

    Works within `Workspace.rehearse` and `Workspace.change`, several times in a row.

    Raises:
        HardConflict: the database refused a double use.
    """
    savepoint = db.begin_nested()
    try:
        with double_use_named(dialect_of(db)):
            yield
    finally:
        savepoint.rollback()
        db.expire_all()


def changed_rows(db: Db) -> list[RowChange]:
    """Return what the running act or rehearsal has changed so far, each row once.

    Raises:
        Refused: "no_act" outside of an act or rehearsal.
    """
    db.flush()
    act = dialect_of(db).carried(db)
    if act is None:
        raise Refused("no_act")
    columns = (JOURNAL.c.table_name, JOURNAL.c.row_id, JOURNAL.c.old_row, JOURNAL.c.new_row)
    query = select(*columns).where(JOURNAL.c.act_id == act).order_by(JOURNAL.c.id)
    first: dict[tuple[str, int], str | None] = {}
    last: dict[tuple[str, int], str | None] = {}
    for table, key, old, new in db.execute(query):
        first.setdefault((table, key), old)
        last[table, key] = new
    return [
        RowChange(table, key, _row(table, old), _row(table, last[table, key]))
        for (table, key), old in first.items()
        if old != last[table, key]
    ]


def state_of(changes: list[RowChange]) -> str:
    """Return a hash of how the changed rows were before; the same while nobody changes them.

    Versions do not count: they rise also when a change is taken back.
    """
    olds = sorted(
        (
            change.table,
            change.id,
            sorted(pair for pair in change.before.items() if pair[0] != "version"),
        )
        for change in changes
        if change.before is not None
    )
    return sha256(repr(olds).encode()).hexdigest()


def _row(table: str, text: str | None) -> Row | None:
    return row_of(SCHEMA.tables[table], text)
