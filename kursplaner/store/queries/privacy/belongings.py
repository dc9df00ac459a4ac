"""The rows that speak of a person: hers, those below hers, and those that only name her."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Table, select

from kursplaner.domain.privacy.entries import link, told
from kursplaner.domain.privacy.registry import Link
from kursplaner.store.file.schema import SCHEMA
from kursplaner.store.joining import DERIVED, Reference, references_to
from kursplaner.store.session import Db

Values = Mapping[str, Any]
PERSON = "person"
ABOVE = ("enrolment", "ride_demand", "absence")
"""Tables whose rows belong to a person together with the rows below them."""
BATCH = 500


@dataclass(frozen=True, slots=True)
class Belonging:
    """A row that speaks of a person.

    Attributes:
        way: the column that leads to her, or to a row of hers.
        owned: whether the row is hers; else it only names her.
        says: the columns that speak of her and of nobody else.
        values: the whole row.
    """

    table: str
    id: int
    way: str
    owned: bool
    says: tuple[str, ...]
    values: Values

    @property
    def told(self) -> dict[str, Any]:
        """Return what the row says of her, without what it leaves open."""
        return {name: self.values[name] for name in self.says if not is_empty(self.values[name])}


def is_empty(value: object) -> bool:
    """Tell whether a value says nothing: none, or an empty text."""
    return value is None or value == ""


@cache
def ways() -> tuple[Reference, ...]:
    """Return every column that leads to a person, also of what is derived."""
    derived = [
        Reference(name, column.name)
        for name in sorted(DERIVED)
        for column in SCHEMA.tables[name].columns
        for key in column.foreign_keys
        if key.column.table.name == "resource"
    ]
    return (*references_to(PERSON, "resource"), *derived)


@cache
def ways_below() -> tuple[Reference, ...]:
    """Return the columns to what is hers, of tables that name no person themselves."""
    direct = {way.table for way in ways()}
    found = [way for way in references_to(*ABOVE) if way.table not in direct]
    return tuple(sorted(found, key=lambda way: _order(way.table)))


def link_of(way: Reference) -> Link:
    """Return what a way makes of a row."""
    return link(way.table, way.column)


def belongings(db: Db, person_id: int) -> list[Belonging]:
    """Return all rows that speak of a person, in the order in which tables refer to others."""
    found: dict[tuple[str, int], Belonging] = {}
    person = SCHEMA.tables[PERSON]
    for row in _rows(db, person, "id", {person_id}):
        found[PERSON, person_id] = Belonging(
            PERSON, person_id, "id", owned=True, says=told(PERSON, Link()), values=row
        )
    for way in ways():
        for row in _rows(db, SCHEMA.tables[way.table], way.column, {person_id}):
            _add(found, way, row, link_of(way))
    for way in ways_below():
        above = _target(way)
        keys = {key for (table, key), part in found.items() if table == above and part.owned}
        for row in _rows(db, SCHEMA.tables[way.table], way.column, keys):
            _add(found, way, row, Link())
    return sorted(found.values(), key=lambda part: (_order(part.table), part.id))


def _add(found: dict[tuple[str, int], Belonging], way: Reference, row: Values, how: Link) -> None:
    """Add a row; one that names her twice says what both ways say."""
    key = (way.table, int(row["id"]))
    before = found.get(key)
    says = told(way.table, how)
    if before is not None:
        says = tuple(dict.fromkeys((*before.says, *says)))
    owned = how.owns or (before is not None and before.owned)
    found[key] = Belonging(*key, way.column, owned, says, row)


def _target(way: Reference) -> str:
    (key,) = SCHEMA.tables[way.table].columns[way.column].foreign_keys
    return str(key.column.table.name)


@cache
def _places() -> Mapping[str, int]:
    return {table.name: place for place, table in enumerate(SCHEMA.sorted_tables)}


def _order(table: str) -> int:
    return _places()[table]


def _rows(db: Db, table: Table, column: str, keys: Iterable[int]) -> Iterator[Values]:
    wanted = sorted(keys)
    for first in range(0, len(wanted), BATCH):
        some = wanted[first : first + BATCH]
        for row in db.execute(select(table).where(table.c[column].in_(some))):
            yield dict(row._mapping)  # noqa: SLF001 (SQLAlchemy's public name)
