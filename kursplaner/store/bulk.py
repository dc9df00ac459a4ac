"""Many rows at once, for imports and demo towns; the guards of single records do not run."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice

from sqlalchemy import func, select

from kursplaner.domain.base import Base
from kursplaner.store.session import Db

BATCH = 5000


def insert_rows(db: Db, model: type[Base], rows: Iterable[Mapping[str, object]]) -> int:
    """Insert rows (all with the keys of the first) into a record's own table; return how many.

    Values are bound as the driver takes them, days as ISO text. Records that are a kind of
    resource take `id` from `next_id` and need their `Resource` row.
    """
    count, waiting = 0, iter(rows)
    names: Sequence[str] = ()
    while some := list(islice(waiting, BATCH)):
        names = names or tuple(some[0])
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" for _ in names)
        text = f'INSERT INTO "{model.__tablename__}" ({columns}) VALUES ({marks})'
        bound = [tuple(_bound(row[name]) for name in names) for row in some]
        db.connection().exec_driver_sql(text, bound)
        count += len(some)
    return count


def _bound(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def next_id(db: Db, model: type[Base]) -> int:
    """Return the first free id of a table (above every one in use)."""
    column = model.__table__.c.id
    return int(db.scalar(select(func.max(column))) or 0) + 1
