"""The triggers of a town file: they write the journal and refuse a double use.

`quote()` writes each value as `journal.triggers` says: JSON functions are forbidden inside
triggers of an untrusted schema.
"""

from sqlalchemy import Table

from kursplaner.store.file.schema import JOURNALED

REFUSED = "occupied"


def statements() -> list[str]:
    """Return every trigger of a town file."""
    journal = [text for table in JOURNALED for text in _triggers(table)]
    return [*journal, _overlap_trigger("INSERT"), _overlap_trigger("UPDATE")]


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
        f" SELECT RAISE(ABORT, '{REFUSED}') WHERE EXISTS (SELECT 1 FROM occupation o"
        " WHERE o.resource_id = NEW.resource_id AND o.active AND o.starts < NEW.ends"
        " AND o.starts > NEW.starts - 20160 AND o.ends > NEW.starts AND o.id IS NOT NEW.id);"
        " END"
    )
