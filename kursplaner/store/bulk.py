"""Many rows at once, for imports and demo towns; the guards of single records do not run."""

from collections.abc import Iterable, Mapping
from itertools import islice

from kursplaner.domain.base import Base
from kursplaner.store.dialect.known import dialect_of
from kursplaner.store.file.schema import SCHEMA
from kursplaner.store.session import Db

BATCH = 5000


def insert_rows(db: Db, model: type[Base], rows: Iterable[Mapping[str, object]]) -> int:
    """Insert rows (all with the keys of the first) into a record's own table; return how many.

    Records that are a kind of
    resource take `id` from `next_id` and need their `Resource` row.
    """
    count, waiting = 0, iter(rows)
    table, dialect = SCHEMA.tables[model.__tablename__], dialect_of(db)
    while some := list(islice(waiting, BATCH)):
        dialect.insert_many(db, table, some)
        count += len(some)
    return count


def next_id(db: Db, model: type[Base]) -> int:
    """Return the first free id of a table, above every one that was ever used."""
    return dialect_of(db).next_id(db, SCHEMA.tables[model.__tablename__])
