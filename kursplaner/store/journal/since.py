"""What happened to the town since an act was last played, read off the journal.

The order of the journal's ids is the order in which acts were last played: an undo or redo puts
the rows of its act behind all others (`store.undo`).
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from kursplaner.store.file.schema import ACT, JOURNAL, SCHEMA
from kursplaner.store.journal.acts import ActSummary, acts_by_id
from kursplaner.store.journal.triggers import Row, row_of
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class RowSince:
    """A row that other acts touched since.

    Attributes:
        then: how it was; None: it was not there.
        now: how it is; None: it is gone.
        act: the act that touched it last.
        order: rises with the moment of that.
    """

    table: str
    id: int
    then: Row | None
    now: Row | None
    act: ActSummary
    order: int


def last_played(db: Db, act_id: int) -> int:
    """Return the place of an act in the journal, to be compared with the `order` of others."""
    query = select(func.max(JOURNAL.c.id)).where(JOURNAL.c.act_id == act_id)
    return int(db.execute(query).scalar() or 0)


def made_by(db: Db, table: str, row_id: int) -> tuple[int, int] | None:
    """Return the act that made a row, and its place as `last_played`; None: made without one."""
    query = select(JOURNAL.c.act_id).where(
        JOURNAL.c.table_name == table, JOURNAL.c.row_id == row_id, JOURNAL.c.operation == "I"
    )
    act_id = db.execute(query.order_by(JOURNAL.c.id)).scalar()
    return None if act_id is None else (int(act_id), last_played(db, int(act_id)))


def rows_since(
    db: Db, act_id: int, after: int, tables: Collection[str] = frozenset()
) -> list[RowSince]:
    """Return what acts but `act_id` touched after that place, in the order they did it.

    `tables` leaves out all others; a row that is again as it was counts as not touched.
    """
    columns = (JOURNAL.c.id, JOURNAL.c.act_id, JOURNAL.c.table_name, JOURNAL.c.row_id)
    query = (
        select(*columns, JOURNAL.c.old_row, JOURNAL.c.new_row, ACT.c.undone)
        .join(ACT, ACT.c.id == JOURNAL.c.act_id)
        .where(JOURNAL.c.id > after, JOURNAL.c.act_id != act_id)
        .order_by(JOURNAL.c.id)
    )
    if tables:
        query = query.where(JOURNAL.c.table_name.in_(list(tables)))
    spans: dict[tuple[int, str, int], tuple[int, str | None, str | None, bool]] = {}
    for place, act, table, key, old, new, undone in db.execute(query):
        began = spans[act, table, key][1] if (act, table, key) in spans else old
        spans[act, table, key] = (place, began, new, undone)
    then: dict[tuple[str, int], str | None] = {}
    now: dict[tuple[str, int], tuple[int, int, str | None]] = {}
    for (act, table, key), (place, old, new, undone) in spans.items():
        was, became = (new, old) if undone else (old, new)
        then.setdefault((table, key), was)
        now[table, key] = (place, act, became)
    acts = acts_by_id(db, {act for _, act, _ in now.values()})
    found = [
        RowSince(table, key, _row(table, then[table, key]), _row(table, text), acts[act], place)
        for (table, key), (place, act, text) in now.items()
    ]
    return sorted((row for row in found if row.then != row.now), key=lambda row: row.order)


def _row(table: str, text: str | None) -> Row | None:
    row = row_of(SCHEMA.tables[table], text)
    return None if row is None else {name: row[name] for name in row if name != "version"}
