"""The trigger journal: old and new row of every change, written by the database itself.

Rows are kept as SQL literals (`quote()`), because JSON functions are forbidden inside triggers of
an untrusted schema; `parse_row` reads them back, they are never executed.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Table

from kursplaner.store.file.schema import JOURNALED
from kursplaner.store.refusals import UnreadableError

Row = dict[str, int | str | None]
"""A row as the journal keeps it: days are texts, truth is 0 or 1."""
UNREADABLE = "journal row cannot be read"


def _literals(table: Table, row: str) -> str:
    return "||','||".join(f'quote({row}."{column.name}")' for column in table.columns)


def _trigger(table: Table, operation: str, old: str, new: str, row: str) -> str:
    name = f"journal_{table.name}_{operation.lower()}"
    return (
        f'CREATE TRIGGER "{name}" AFTER {operation} ON "{table.name}"'
        " WHEN (SELECT act_id FROM journal_state) IS NOT NULL BEGIN"
        " INSERT INTO journal(act_id, table_name, row_id, operation, old_row, new_row)"
        f" VALUES ((SELECT act_id FROM journal_state), '{table.name}', {row}.id,"
        f" '{operation[0]}', {old}, {new}); END"
    )


def _triggers(table: Table) -> list[str]:
    old, new = _literals(table, "OLD"), _literals(table, "NEW")
    return [
        _trigger(table, "INSERT", "NULL", new, "NEW"),
        _trigger(table, "UPDATE", old, new, "NEW"),
        _trigger(table, "DELETE", old, "NULL", "OLD"),
    ]


def _overlap_trigger(event: str) -> str:
    """Refuse an active occupation that overlaps another of the same resource.

    The lower bound on the start keeps the search inside the index (longest occupation: 14 days).
    """
    suffix = event.split(maxsplit=1)[0].lower()
    return (
        f"CREATE TRIGGER occupation_no_overlap_{suffix} BEFORE {event} ON occupation"
        " WHEN NEW.active BEGIN"
        " SELECT RAISE(ABORT, 'occupied') WHERE EXISTS (SELECT 1 FROM occupation o"
        " WHERE o.resource_id = NEW.resource_id AND o.active AND o.starts < NEW.ends"
        " AND o.starts > NEW.starts - 20160 AND o.ends > NEW.starts AND o.id IS NOT NEW.id);"
        " END"
    )


def statements() -> list[str]:
    """Return every trigger of a town file, in the dialect of SQLite."""
    journal = [text for table in JOURNALED for text in _triggers(table)]
    return [*journal, _overlap_trigger("INSERT"), _overlap_trigger("UPDATE")]


def uninstall(connection: Connection) -> None:
    """Drop all triggers, also foreign ones, so that none fires during an upgrade."""
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='trigger'")
    for (name,) in found.fetchall():
        quoted = str(name).replace('"', '""')
        connection.exec_driver_sql(f'DROP TRIGGER "{quoted}"')


def install(connection: Connection) -> None:
    """Lay the shipped triggers on a file that has none; needed after each migration."""
    for text in statements():
        connection.exec_driver_sql(text)
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO journal_state(id, act_id, version_floor) VALUES (1, NULL, 1000000)"
    )


def parse_row(text: object) -> list[int | str | None]:
    """Read back a row written with `quote()`: integers, texts and NULL.

    Raises:
        UnreadableError: the text is no list of such literals.
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
