"""Fetching mapped records inside an act, and saving a form without losing somebody's update."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from sqlalchemy import BindParameter, Select, bindparam, insert, inspect, select

from kursplaner.basics.errors import Refused
from kursplaner.domain.base import Base
from kursplaner.store.session import Db

BATCH = 900
Record = TypeVar("Record", bound=Base)


def by_id(db: Db, model: type[Record], key: int) -> Record:
    """Return the record with this id.

    Raises:
        Refused: kind "not_found" with the noun and the id.
    """
    found = db.get(model, key)
    if found is None:
        raise Refused("not_found", noun=model.__tablename__, id=key)
    return found


def find(db: Db, model: type[Record], **equals: object) -> list[Record]:
    """Return the records whose columns equal these values (a list or set: any of them), by id."""
    values = {
        name: list(value) if isinstance(value, list | set | frozenset | tuple) else value
        for name, value in equals.items()
    }
    query = _query(model, **{name: _how(value) for name, value in values.items()})
    return list(db.scalars(query, values))


def _how(value: object) -> str:
    """Return how a column is compared with a value: "none", "any" of a list, or "same"."""
    if value is None:
        return "none"
    return "any" if isinstance(value, list) else "same"


@cache
def _query(model: type[Record], **compared: str) -> Select[Record]:
    """Build a query once for all values: to write it takes longer than to run it."""
    query = select(model)
    for name, how in compared.items():
        column = getattr(model, name)
        given: BindParameter[object] = bindparam(name, expanding=how == "any")
        query = query.where(
            column.is_(None)
            if how == "none"
            else (column.in_(given) if how == "any" else column == given)
        )
    return query.order_by(model.id)  # type: ignore[attr-defined]


def by_ids(db: Db, model: type[Record], keys: Iterable[int]) -> dict[int, Record]:
    """Return the records with these ids, keyed by id; missing ones are left out."""
    wanted: Sequence[int] = list(dict.fromkeys(keys))
    found: dict[int, Record] = {}
    for first in range(0, len(wanted), BATCH):
        some = find(db, model, id=wanted[first : first + BATCH])
        found.update((row.id, row) for row in some)  # type: ignore[attr-defined]
    return found


def insert_all(db: Db, model: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
    """Insert many rows of one kind at once, several times faster than as records.

    For links, halts and seats, whose ids nobody needs: typed texts are checked on records only.
    """
    if rows:
        db.flush()
        db.execute(insert(model), list(rows))


def save(db: Db, model: type[Record], key: int, version: int, **values: object) -> Record:
    """Store what a form holds, if the record is still the one the form was filled from.

    Raises:
        Refused: kind "overtaken" when somebody saved it in between; nothing is stored.
    """
    record = by_id(db, model, key)
    if record.version != version:  # type: ignore[attr-defined]
        raise Refused("overtaken", noun=model.__tablename__, id=key)
    known = set(inspect(model).columns.keys())
    for name, value in values.items():
        if name not in known:
            raise AttributeError(name)
        if getattr(record, name) != value:
            setattr(record, name, value)
    return record
