"""Every foreign library has its floor, and every dangerous act has its one place."""

import ast
import re
import sys

from tests.walls.sources import PACKAGE, Fault, Tree, calls, code, texts

FLOORS_OF_LIBRARY = {
    "PySide6": {"ui", "app"},
    "shiboken6": {"ui", "app"},
    "sqlalchemy": {"domain", "store"},
    "alembic": {"store"},
    "sqlcipher3": {"store"},
    "sqlite3": {"store"},
    "cryptography": {"store"},
    "keyring": {"store"},
    "psycopg": {"store"},
    "reportlab": {"documents"},
    "uharfbuzz": {"documents"},
    "segno": {"documents"},
    "pypdfium2": {"documents", "scanning"},
    "PIL": {"documents", "scanning"},  # previews of paper, and scans
    "numpy": {"scanning"},
    "zxingcpp": {"scanning"},
    "openpyxl": {"exchange"},
    "xlsxwriter": {"exchange"},
    "python_calamine": {"exchange"},
    "defusedxml": {"documents", "exchange", "scanning"},
    "icalendar": {"exchange"},
    "ortools": {"planning"},
    "vroom": {"planning"},
    "click": {"cli"},
    "babel": {"documents"},
    "phonenumbers": {"domain"},
    "rapidfuzz": {"planning"},
}
WHEN_USED = {"cryptography", "keyring", "ortools", "vroom", "babel", "phonenumbers", "rapidfuzz"}
CONNECTION = f"{PACKAGE}/store/file/connection.py"
DRIVERS = {"sqlcipher3", "sqlite3", "psycopg"}
DIALECT = f"{PACKAGE}/store/dialect/"
RAW_FILES = frozenset(
    f"{PACKAGE}/store/file/{room}.py" for room in ("connection", "pragmas", "locks")
)
"""Who speaks to a town as a raw file of SQLite: it opens it, checks and restores it, and keeps its
lock in a little database of its own, whatever the town is."""
REVISIONS = f"{PACKAGE}/store/migrations/versions/"
SPEAKS_SQLITE = re.compile(
    r"""\b(PRAGMA|AUTOINCREMENT|INSERT\ OR|CREATE\ TRIGGER|DROP\ TRIGGER|GLOB|ROWID)\b
    |\bBEGIN\ (IMMEDIATE|EXCLUSIVE|DEFERRED)\b|\bON\ CONFLICT\b|\bRAISE\(|\bquote\(
    |\bsqlite_(master|schema|sequence)\b|^sqlite(\+|:)
    |constraint\ failed|\bdisk\ I/O\ error|not\ a\ database|\bunable\ to\ open""",
    re.VERBOSE,
)
"""Statements, functions, tables and messages that only SQLite has."""
COMMITTING = frozenset(["workspace", "journal", "file", "backups", "migrations"])


WRITERS = frozenset(
    {f"{PACKAGE}/basics/{room}.py" for room in ("whole_file", "owner_only")}
    | {f"{PACKAGE}/store/file/unfinished.py", f"{PACKAGE}/ui/look/theme.py"}
)
"""Who may write files: the store puts towns and backups in place; the theme keeps the little
pictures of its style sheet, no data."""


def libraries_on_a_wrong_floor(tree: Tree) -> list[Fault]:
    """Qt, SQLAlchemy, ReportLab, Excel … imported where they do not live."""
    return [
        source.fault(found.line, f"{name} gehört nicht nach {source.floor}")
        for source in code(tree)
        for found in source.imports
        if (name := found.module.partition(".")[0]) in FLOORS_OF_LIBRARY
        and source.floor not in FLOORS_OF_LIBRARY[name]
    ]


def basics_beyond_the_standard_library(tree: Tree) -> list[Fault]:
    """Floor 0 stands on Python alone."""
    return [
        source.fault(found.line, f"basics kennt nur die Standardbibliothek, nicht {name}")
        for source in code(tree)
        if source.floor == "basics"
        for found in source.imports
        if (name := found.module.partition(".")[0]) not in {PACKAGE, *sys.stdlib_module_names}
    ]


def slow_libraries_imported_at_once(tree: Tree) -> list[Fault]:
    """Solvers cost most of a second, others a tenth: imported in the function that uses them."""
    return [
        source.fault(found.line, f"{found.module} erst in der Funktion importieren")
        for source in code(tree)
        for found in source.imports
        if found.module.partition(".")[0] in WHEN_USED and not found.inside_function
    ]


def second_places_that_connect(tree: Tree) -> list[Fault]:
    """Only store/file/connection.py makes engines and knows a database driver."""
    others = [source for source in code(tree) if str(source.path) != CONNECTION]
    return [
        *(
            source.fault(node.lineno, "nur store/file/connection.py öffnet Verbindungen")
            for source in others
            for name, node in calls(source)
            if name in ("create_engine", "engine_from_config")
        ),
        *(
            source.fault(found.line, f"nur store/file/connection.py kennt {found.module}")
            for source in others
            for found in source.imports
            if found.module.partition(".")[0] in DRIVERS
        ),
    ]


def dialects_outside_their_room(tree: Tree) -> list[Fault]:
    """What only SQLite understands stands where a second database would answer otherwise."""
    outside = [
        source
        for source in code(tree)
        if not str(source.path).startswith(DIALECT) and str(source.path) not in RAW_FILES
    ]
    return [
        *(
            source.fault(line, "nur store/dialect spricht wie SQLite")
            for source in outside
            for text, line in texts(source)
            if SPEAKS_SQLITE.search(text)
        ),
        *(
            source.fault(found.line, "nur store/dialect spricht wie SQLite")
            for source in outside
            for found in source.imports
            if found.module.startswith("sqlalchemy.dialects")
        ),
        *(
            source.fault(node.lineno, "SQL am Dialekt vorbei, nur für den Treiber")
            for source in outside
            for name, node in calls(source)
            if name == "exec_driver_sql"
        ),
    ]


def dialect_words_in_tables(tree: Tree) -> list[Fault]:
    """SQLAlchemy's own words for one database (`sqlite_…`) are said once, for all tables."""
    return [
        source.fault(node.lineno, "nur domain/base.py sagt einer Datenbank etwas Eigenes")
        for source in code(tree)
        if not str(source.path).startswith(REVISIONS)
        for _, node in calls(source)
        for word in node.keywords
        if word.arg is not None and word.arg.startswith(("sqlite_", "postgresql_"))
    ]


def commits_outside_the_workspace(tree: Tree) -> list[Fault]:
    """A change ends in the workspace; nobody else commits or rolls back."""
    return [
        source.fault(node.lineno, f".{name}() nur im Arbeitsbereich des Speichers")
        for source in code(tree)
        if not (source.floor == "store" and _room(source.path.parts) in COMMITTING)
        for name, node in calls(source)
        if name in ("commit", "rollback", "begin_nested")
    ]


def _room(parts: tuple[str, ...]) -> str:
    return parts[2].removesuffix(".py") if len(parts) > 2 else ""


def files_written_past_the_writer(tree: Tree) -> list[Fault]:
    """Files leave through `basics.whole_file`: private, whole, and never over a town."""
    return [
        source.fault(node.lineno, "schreibt eine Datei an basics.whole_file vorbei")
        for source in code(tree)
        if str(source.path) not in WRITERS
        for name, node in calls(source)
        if name in {"write_bytes", "write_text", "mkstemp", "NamedTemporaryFile"}
        or (name == "open" and _opens_for_writing(node))
    ]


def _opens_for_writing(call: ast.Call) -> bool:
    told = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
    modes = [argument.value for argument in told if isinstance(argument, ast.Constant)]
    return any(
        isinstance(mode, str) and len(mode) <= 3 and set(mode) & set("wax+") for mode in modes
    )


def files_read_past_the_reader(tree: Tree) -> list[Fault]:
    """What somebody chose is read by `basics.limited_file`: never waiting, never without end.

    The store opens towns in its own way; the program's own texts lie in `resources`.
    """
    return [
        source.fault(node.lineno, "liest eine Datei an basics.limited_file vorbei")
        for source in code(tree)
        if source.floor not in {"basics", "store"}
        for name, node in calls(source)
        if name == "read_bytes" or (name == "open" and _opens_for_reading(node))
    ]


def _opens_for_reading(call: ast.Call) -> bool:
    told = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
    modes = [argument.value for argument in told if isinstance(argument, ast.Constant)]
    return any(mode in {"r", "rb", "rt"} for mode in modes)
