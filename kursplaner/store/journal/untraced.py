"""Writing inside an act what must leave no trace: the journal would keep what was erased."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import delete, select, update

from kursplaner.store.dialect.known import dialect_of
from kursplaner.store.file.schema import ACT, JOURNAL
from kursplaner.store.session import Db

BATCH = 500


@contextmanager
def untraced(db: Db) -> Iterator[None]:
    """Let the journal note nothing of what is written inside; the act stays in the history.

    It must name a table itself (`workspace.touching`), and there is no undo of it.
    """
    db.flush()
    dialect = dialect_of(db)
    act = dialect.carried(db)
    dialect.carry(db, None)
    try:
        yield
        db.flush()
    finally:
        dialect.carry(db, act)


def forget(db: Db, journal_ids: Collection[int]) -> set[int]:
    """Delete rows of the journal; the acts they belong to can be neither undone nor redone.

    Returns those acts. An act of which a part is forgotten keeps nothing of the rest either.
    """
    wanted = sorted(journal_ids)
    acts: set[int] = set()
    for first in range(0, len(wanted), BATCH):
        some = JOURNAL.c.id.in_(wanted[first : first + BATCH])
        acts |= set(db.scalars(select(JOURNAL.c.act_id).where(some)))
    for act_id in sorted(acts):
        db.execute(delete(JOURNAL).where(JOURNAL.c.act_id == act_id))
        db.execute(update(ACT).where(ACT.c.id == act_id).values(final=True, tables=""))
    return acts
