"""What is said to a town as a raw file, in the words that only SQLite has for its files.

Each takes a bare connection (`connection`), outside of any transaction.
"""

from typing import Any

APPLICATION_ID = 0x4B504C4E  # "KPLN"


def begin_upgrade(connection: Any) -> None:  # noqa: ANN401 (driver connection is untyped)
    """Make a file a town of ours, no backup, whose rows may lack others while it is changed."""
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    number_as_backup(connection, 0)


def number_as_backup(connection: Any, number: int) -> None:  # noqa: ANN401 (driver connection)
    """Write into a file which backup in a row it is (`numbering.backup_number`); 0: a town."""
    connection.execute(f"PRAGMA user_version={number}")


def number_in(connection: Any) -> int:  # noqa: ANN401 (driver connection is untyped)
    """Return the number that `number_as_backup` wrote."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def application_of(connection: Any) -> int:  # noqa: ANN401 (driver connection is untyped)
    """Return whose file it says it is: `APPLICATION_ID` for a town of ours."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def salt_of(connection: Any) -> bytes:  # noqa: ANN401 (driver connection is untyped)
    """Return the salt that an encrypted file begins with; empty for a plain one."""
    found = connection.execute("PRAGMA cipher_status").fetchone()
    if found is None or str(found[0]) != "1":
        return b""
    return bytes.fromhex(connection.execute("PRAGMA cipher_salt").fetchone()[0])


def keep_log(connection: Any) -> None:  # noqa: ANN401 (driver connection is untyped)
    """Let a file have a log beside it from now on: then a journal there is never its own."""
    connection.execute("PRAGMA journal_mode=WAL")


def is_sound(connection: Any) -> bool:  # noqa: ANN401 (driver connection is untyped)
    """Tell whether the database finds nothing wrong with itself."""
    if salt_of(connection) and connection.execute("PRAGMA cipher_integrity_check").fetchone():
        return False
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    return found is not None and found[0] == "ok" and orphan is None


def tables_in(connection: Any) -> list[str]:  # noqa: ANN401 (driver connection is untyped)
    """Return the names of all tables in a file."""
    query = "SELECT name FROM sqlite_master WHERE type='table'"
    return [str(name) for (name,) in connection.execute(query)]


def laid_out(connection: Any, *, triggers: bool) -> list[tuple[str, str, str, str]]:  # noqa: ANN401
    """Return kind, name, table and text of a file's triggers, or of all it has but triggers."""
    query = (
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
        " WHERE (type = 'trigger') = ? AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
        " ORDER BY type, name"
    )
    return [tuple(row) for row in connection.execute(query, (triggers,))]


def is_held(error: Exception) -> bool:
    """Tell whether somebody else holds what was wanted."""
    return "locked" in str(error)


def is_torn(error: Exception) -> bool:
    """Tell whether what lies there is no whole database."""
    return any(sign in str(error) for sign in ("not a database", "malformed"))


def is_shut(error: Exception) -> bool:
    """Tell whether a file or its folder may not be opened or written."""
    words = str(error).casefold()
    return any(sign in words for sign in ("unable to open", "readonly", "read-only", "permission"))


def is_full(error: Exception) -> bool:
    """Tell whether there was no room left, by the words of the database or of the system."""
    words = str(error).casefold()
    return "full" in words or "no space" in words
