"""Tries on a copy what a log of unknown origin makes of a town (one left by an older version)."""

import shutil
from pathlib import Path
from typing import Any

from kursplaner.basics.owner_only import empty_file
from kursplaner.store.file.connection import DRIVER_ERROR, raw_connection, resting_connection
from kursplaner.store.file.log_file import log_of
from kursplaner.store.file.pragmas import is_sound
from kursplaner.store.file.schema import SCHEMA
from kursplaner.store.file.unfinished import take_away, unfinished_beside
from kursplaner.store.journal.triggers import columns_of, parse_row

COMPARED = 2000
"""How many of the last rows of the journal are laid beside the rows they tell of."""


def replays_soundly(path: Path, beside: Path | None = None) -> bool:
    """Tell whether town and log together are sound, of the same town, and go on from it.

    They are tried on a copy that lies `beside` another file meanwhile, or beside the town.

    The log of another state mixes old pages with new ones. That shows in the database's own
    checks, in acts that are missing or different, or in rows unlike what the journal says of them.
    """
    copy = unfinished_beside(beside or path)
    try:
        for source, target in ((path, copy), (log_of(path), log_of(copy))):
            empty_file(target)
            shutil.copyfile(source, target)
        return _goes_on(path, copy)
    except (DRIVER_ERROR, ValueError, TypeError, KeyError):
        return False
    finally:
        take_away(copy)


def _goes_on(path: Path, copy: Path) -> bool:
    before, after = resting_connection(path), raw_connection(copy)
    try:
        return (
            is_sound(after)
            and town_id(before) == town_id(after)
            and _acts(after, len(_acts(before))) == _acts(before)
            and _rows_as_journaled(after)
        )
    finally:
        before.close()
        after.close()


def town_id(connection: Any) -> str:  # noqa: ANN401 (driver connection)
    """Return the UUID of a town; empty where it has none yet."""
    row = connection.execute("SELECT value FROM setting WHERE key='town.uuid'").fetchone()
    return str(row[0]) if row else ""


def _acts(connection: Any, count: int = -1) -> list[tuple[object, ...]]:  # noqa: ANN401
    query = "SELECT id, kind, who, at FROM act ORDER BY id LIMIT ?"
    return [tuple(row) for row in connection.execute(query, (count,))]


def _rows_as_journaled(connection: Any) -> bool:  # noqa: ANN401 (driver connection)
    query = (
        "SELECT j.table_name, j.row_id, j.old_row, j.new_row, a.undone"
        " FROM journal j JOIN act a ON a.id = j.act_id ORDER BY j.act_id DESC, j.id DESC LIMIT ?"
    )
    wanted: dict[tuple[str, int], str | None] = {}
    told: set[tuple[str, int]] = set()
    for table, row_id, old, new, undone in connection.execute(query, (COMPARED,)).fetchall():
        if (table, row_id) not in told:
            wanted[table, row_id] = old if undone else new
            if not undone:
                told.add((table, row_id))
    return all(
        _same(table, _present(connection, table, row_id), row)
        for (table, row_id), row in wanted.items()
    )


def _present(connection: Any, table: str, row_id: int) -> list[object] | None:  # noqa: ANN401
    names = ", ".join(f'"{name}"' for name in columns_of(SCHEMA.tables[table]))
    found = connection.execute(f'SELECT {names} FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
    return None if found is None else list(found)


def _same(table: str, present: list[object] | None, literals: str | None) -> bool:
    """Compare a row with what the journal says of it; its version does not count (model.md 14)."""
    if present is None or literals is None:
        return present is None and literals is None
    named = zip(columns_of(SCHEMA.tables[table]), present, parse_row(literals), strict=True)
    return all(is_ == was for name, is_, was in named if name != "version")
