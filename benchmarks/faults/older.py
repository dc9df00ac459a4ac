"""A town as an older version left it: closed, or killed with a log and no pages written down."""

import shutil
from pathlib import Path
from typing import Any

from kursplaner.store.dialect.sqlite_triggers import statements
from kursplaner.store.file.connection import raw_connection

SINCE = (
    *("named_grant", "grant_logo"),
    "open_form",
    *("printed_page", "print_layout"),
    *("closed_month", "course_grant", "week_note", "weekly_limit"),
    *(
        "lesson_interpreter",
        "tally_age",
        "other_name",
        "absence_answer",
        "absence_word",
        "absence_effect",
        "absence_ending",
    ),
    *("draft_step", "draft", "absence_call", "absence", "course_rule"),
)
"""Tables of the later revisions, in an order in which they can be taken away."""
COLUMNS = (
    ("vehicle", "owner"),
    ("course", "language"),
    *(
        ("printed_sheet", column)
        for column in ("confirmed", "valid_from", "valid_until", "earlier_until", "let_go")
    ),
)
"""Columns of the later revisions, with their tables."""
EMPTY = [
    "given_name",
    "call_name",
    "passport_name",
    "own_script_name",
    "search_text",
    "languages",
    "nationality",
    "level",
    "needs",
    "note",
]
FALSE = ("birth_uncertain", "address_restricted", "processing_restricted")


def made_older(path: Path) -> Path:
    """Bring a closed town back to the first revision, as the first version laid it; return it."""
    connection = raw_connection(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
    for (name,) in triggers.fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for table in SINCE:
        connection.execute(f'DROP TABLE "{table}"')
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
    for table, column in COLUMNS:
        connection.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
    connection.execute("UPDATE alembic_version SET version_num = '0001'")
    for text in statements():
        if not any(f'ON "{table}"' in text for table in SINCE):
            connection.execute(_without_columns(text))
    connection.close()
    return path


def _without_columns(trigger: str) -> str:
    """Return a trigger that does not know the columns of the later revisions."""
    for table, column in COLUMNS:
        for row in ("OLD", "NEW") if f'ON "{table}"' in trigger else ():
            trigger = trigger.replace(f"||','||quote({row}.\"{column}\")", "")
    return trigger


def crashed_at_work(path: Path, acts: int) -> list[str]:
    """Let the older version add people and be killed; return their names. Its log is left."""
    connection = raw_connection(path)
    for number in range(acts):
        _added(connection, f"älter-{number:05}")
    lay = [path, path.with_name(f"{path.name}-wal")]
    for file in lay:
        shutil.copyfile(file, file.with_name(f"{file.name}.copy"))
    connection.close()
    for file in lay:
        file.with_name(f"{file.name}.copy").replace(file)
    return [f"älter-{number:05}" for number in range(acts)]


def _added(connection: Any, name: str) -> None:  # noqa: ANN401 (driver connection)
    """Add a person in one act, as the database sees it when a version does that."""
    connection.execute("BEGIN IMMEDIATE")
    values = ("person_added", "[]", "Büro", "2027-01-04T08:00:00.000000", "person")
    connection.execute(
        "INSERT INTO act(kind, subjects, who, at, tables, undone, discarded, final)"
        " VALUES (?, ?, ?, ?, ?, 0, 0, 0)",
        values,
    )
    connection.execute("UPDATE journal_state SET act_id = (SELECT max(id) FROM act)")
    connection.execute("INSERT INTO resource(kind) VALUES ('person')")
    empty = dict.fromkeys(EMPTY, "") | dict.fromkeys(FALSE, 0)
    row = {"family_name": name, "gender": "unknown", **empty}
    marks = ", ".join("?" for _ in row)
    connection.execute(
        f"INSERT INTO person(id, {', '.join(row)})"
        f" VALUES ((SELECT max(id) FROM resource), {marks})",
        tuple(row.values()),
    )
    connection.execute("UPDATE journal_state SET act_id = NULL")
    connection.execute("COMMIT")
