"""What every save passes: text lengths, unreadable signs, search columns."""

import unicodedata
from typing import Any

from sqlalchemy import String, Text, event, inspect
from sqlalchemy.orm import Session

from kursplaner.basics.errors import Refused
from kursplaner.store import search_text

LONGEST_PROSE = 20_000
ALLOWED_CONTROLS = frozenset("\n\t")


def check_text(noun: str, field: str, value: str, longest: int | None) -> None:
    """Refuse a text that is too long or holds signs nobody can read.

    Raises:
        Refused: "text_too_long" with noun, field and limit; "text_unreadable".
    """
    limit = longest or LONGEST_PROSE
    if len(value) > limit:
        raise Refused("text_too_long", noun=noun, field=field, limit=limit, length=len(value))
    for sign in value:
        kind = unicodedata.category(sign)
        if kind == "Cs" or (kind == "Cc" and sign not in ALLOWED_CONTROLS):
            raise Refused("text_unreadable", noun=noun, field=field)


def _text_columns(record: object) -> list[tuple[str, int | None]]:
    found: list[tuple[str, int | None]] = []
    for attribute in inspect(type(record)).column_attrs:
        kind: Any = attribute.columns[0].type
        if isinstance(kind, Text):
            found.append((attribute.key, None))
        elif isinstance(kind, String):
            found.append((attribute.key, kind.length))
    return found


_columns: dict[type, list[tuple[str, int | None]]] = {}


def check_record(record: object) -> None:
    """Check all texts of a record and set its search column."""
    search_text.refresh(record)
    columns = _columns.get(type(record))
    if columns is None:
        columns = _columns[type(record)] = _text_columns(record)
    for field, longest in columns:
        value = record.__dict__.get(field)
        if isinstance(value, str) and not (
            value.isascii() and value.isprintable() and len(value) <= 40
        ):
            check_text(type(record).__name__.casefold(), field, value, longest)


def watch(db: Session) -> None:
    """Check every new and changed record of a transaction before it is written."""

    @event.listens_for(db, "before_flush")
    def _check(session: Session, _context: object, _records: object) -> None:
        for record in (*session.new, *session.dirty):
            check_record(record)
