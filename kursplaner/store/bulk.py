"""Many rows at once, for imports and demo towns; the guards of single records do not run."""

from collections.abc import Iterable, Mapping
from itertools import islice

from sqlalchemy import func, insert, select

from kursplaner.domain.base import Base
from kursplaner.store.session import Db

BATCH = 2000


def insert_rows(db: Db, model: type[Base], rows: Iterable[Mapping[str, object]]) -> int:
    """Insert rows (all with the same keys) into a record's own table and return their number.

    Records that are a kind of resource take `id` from `next_id` and need their `Resource` row.
    """
    count, waiting = 0, iter(rows)
    while some := [dict(row) for row in islice(waiting, BATCH)]:
        db.connection().execute(insert(model.__table__), some)  # type: ignore[arg-type]
        count += len(some)
    return count


def next_id(db: Db, model: type[Base]) -> int:
    """Return the first free id of a table (above every one in use)."""
    column = model.__table__.c.id
    return int(db.scalar(select(func.max(column))) or 0) + 1
