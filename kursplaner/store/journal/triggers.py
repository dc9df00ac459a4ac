"""The trigger journal: old and new row of every change, written by the database itself.

Every database writes a row as the same text, and none of it is ever executed: the values in the
order of the table's columns, parted by commas. A number stands in digits, truth as 1 or 0, nothing
as NULL; texts, and days as "2027-03-02", stand in single quotes, with a quote among them doubled
and every other sign as it is, also a backslash and the end of a line. Journaled tables have no
other types. SQLite writes that with `quote()`; PostgreSQL would, each within
`coalesce(..., 'NULL')`, with `number::text`, `truth::int::text`, and for text and day
`''''||replace(value::text, '''', '''''')||''''`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Boolean, Date, Table
from sqlalchemy.types import TypeEngine

from kursplaner.store.refusals import UnreadableError

Row = dict[str, int | str | None]
"""A row as the journal keeps it: days are texts, truth is 0 or 1."""
UNREADABLE = "journal row cannot be read"
_TYPED: Mapping[type[TypeEngine[Any]], Callable[[Any], object]] = MappingProxyType(
    {Boolean: bool, Date: date.fromisoformat}
)


def parse_row(text: object) -> list[int | str | None]:
    """Read back the text of a row: integers, texts and None.

    Raises:
        UnreadableError: it is no list of such values.
    """
    if not isinstance(text, str):
        raise UnreadableError(UNREADABLE)
    values: list[int | str | None] = []
    at = 0
    while at < len(text):
        value, at = _literal(text, at)
        values.append(value)
        if at < len(text) and text[at] != ",":
            raise UnreadableError(UNREADABLE)
        at += 1
    return values


def _literal(text: str, at: int) -> tuple[int | str | None, int]:
    if text[at] == "'":
        return _quoted(text, at + 1)
    end = text.find(",", at)
    end = len(text) if end == -1 else end
    word = text[at:end]
    if word == "NULL":
        return None, end
    try:
        return int(word), end
    except ValueError as error:
        raise UnreadableError(UNREADABLE) from error


def _quoted(text: str, at: int) -> tuple[str, int]:
    parts: list[str] = []
    while True:
        end = text.find("'", at)
        if end == -1:
            raise UnreadableError(UNREADABLE)
        parts.append(text[at:end])
        if text[end + 1 : end + 2] != "'":
            return "".join(parts), end + 1
        parts.append("'")
        at = end + 2


def row_of(table: Table, text: str | None) -> Row | None:
    """Return a journal row by its columns; None where there was none."""
    if text is None:
        return None
    names, values = columns_of(table), parse_row(text)
    if len(names) != len(values):
        raise UnreadableError(UNREADABLE)
    return dict(zip(names, values, strict=True))


def columns_of(table: Table) -> Sequence[str]:
    """Return the names of a table's columns in the order of a journal row."""
    return [column.name for column in table.columns]


def typed(table: Table, row: Row) -> dict[str, object]:
    """Return a journal row with the types of its columns, as every database takes them.

    Raises:
        UnreadableError: a value is none of its column's type.
    """
    values: dict[str, object] = dict(row)
    try:
        for name, read in _readers(table):
            if values[name] is not None:
                values[name] = read(values[name])
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError(UNREADABLE) from error
    return values


@cache
def _readers(table: Table) -> tuple[tuple[str, Callable[[Any], object]], ...]:
    kinds = ((column.name, type(column.type)) for column in table.columns)
    return tuple((name, _TYPED[kind]) for name, kind in kinds if kind in _TYPED)
