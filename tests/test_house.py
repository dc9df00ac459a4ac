"""The walls of the house: each finds a planted fault, and none in the house itself."""

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.walls import form, libraries, stairs
from tests.walls.sources import Fault, Tree, read_tree, written

ROOT = Path(__file__).resolve().parents[1]
Wall = Callable[[Tree], list[Fault]]
Files = dict[str, str]


@pytest.fixture(scope="module")
def house() -> Tree:
    tree = read_tree(ROOT)
    gc.disable()  # two million nodes, none of them waste: to look for it took longer than to read
    try:
        for source in tree:
            if source.path.suffix == ".py":
                assert source.nodes
        gc.freeze()
    finally:
        gc.enable()
    return tree


def lines(count: int) -> str:
    return "x = 1\n" * count


# One row a wall: its function, a tree it lets pass, and trees with one planted fault each.
WALLS: list[tuple[Wall, Files, list[Files]]] = [
    (
        stairs.imports_that_climb,
        {
            "kursplaner/__init__.py": "",
            "kursplaner/planning/lessons/dates.py": "from kursplaner.store import queries\n",
            "kursplaner/cli/main.py": "from kursplaner import __version__, desk\n",
            "kursplaner/app.py": "from kursplaner.ui.main_window import MainWindow\n",
        },
        [
            {"kursplaner/domain/people.py": "import kursplaner.store.workspace\n"},
            {"kursplaner/domain/people.py": "from ..planning import dates\n"},
            {"kursplaner/store/journal/undo.py": "def f():\n    from kursplaner import desk\n"},
            {"kursplaner/desk/search.py": "if TYPE_CHECKING:\n    import kursplaner.ui.theme\n"},
            {"kursplaner/documents/pile.py": "from kursplaner.planning.lessons.dates import fit\n"},
            {"kursplaner/exchange/lists/tables.py": "from kursplaner.documents import text\n"},
            {"kursplaner/cli/main.py": "from kursplaner.ui import theme\n"},
            {"kursplaner/ui/look/theme.py": "from kursplaner.cli.main import main\n"},
            {"kursplaner/desk/search.py": "import_module('kursplaner.ui.theme')\n"},
        ],
    ),
    (
        stairs.side_doors,
        {
            "kursplaner/store/whereabouts.py": (
                "from kursplaner.store.occupations import occupy, release\n"
            ),
            "kursplaner/planning/lessons/changing.py": (
                "from kursplaner.planning.lessons.relocation import store\n"
            ),
            "kursplaner/planning/rides/day.py": (
                "from kursplaner.store.occupations import overlaps\n"
            ),
        },
        [
            {"kursplaner/ui/page.py": "from kursplaner.store.occupations import occupy\n"},
            {"kursplaner/planning/a.py": "from kursplaner.store.occupations import release\n"},
            {
                "kursplaner/planning/lessons/moving.py": (
                    "def f():\n    from kursplaner.planning.lessons.relocation import store\n"
                )
            },
        ],
    ),
    (
        stairs.folders_without_floor,
        {"kursplaner/basics/clock.py": "", "kursplaner/__main__.py": ""},
        [{"kursplaner/cellar/wine.py": ""}, {"kursplaner/attic.py": ""}],
    ),
    (
        stairs.papers_that_know_records,
        {"kursplaner/documents/type/text.py": "from kursplaner.basics import resources\n"},
        [
            {"kursplaner/documents/type/text.py": "from kursplaner.domain.people import Person\n"},
            {"kursplaner/scanning/page.py": "import kursplaner.store.queries.people\n"},
        ],
    ),
    (
        stairs.circles,
        {
            "kursplaner/planning/a.py": "from kursplaner.planning import b\n",
            "kursplaner/planning/b.py": "from kursplaner.basics import clock\n",
            "kursplaner/planning/__init__.py": "",
        },
        [
            {
                "kursplaner/planning/a.py": "from kursplaner.planning.b import y\n",
                "kursplaner/planning/b.py": "def f():\n    from kursplaner.planning import a\n",
            },
            {
                "kursplaner/ui/__init__.py": "from kursplaner.ui.look.theme import Theme\n",
                "kursplaner/ui/look/theme.py": "from kursplaner.ui import something\n",
            },
        ],
    ),
    (
        libraries.libraries_on_a_wrong_floor,
        {
            "kursplaner/ui/look/theme.py": "from PySide6.QtGui import QPalette\n",
            "kursplaner/domain/people.py": "from sqlalchemy.orm import Mapped\n",
            "kursplaner/documents/type/fonts.py": "import reportlab.pdfgen.canvas\n",
        },
        [
            {"kursplaner/desk/search.py": "from PySide6 import QtCore\n"},
            {"kursplaner/cli/main.py": "def f():\n    import PySide6\n"},
            {"kursplaner/planning/lessons/dates.py": "from sqlalchemy import select\n"},
            {"kursplaner/desk/printing/jobs.py": "import reportlab\n"},
            {"kursplaner/desk/exports/files.py": "import openpyxl\n"},
            {"kursplaner/ui/look/theme.py": "from PIL import Image\n"},
            {"kursplaner/store/queries/rides/rides.py": "def f():\n    import ortools\n"},
            {"kursplaner/desk/search.py": "import click\n"},
        ],
    ),
    (
        libraries.basics_beyond_the_standard_library,
        {"kursplaner/basics/clock.py": "import datetime\nfrom kursplaner.basics import spans\n"},
        [{"kursplaner/basics/log.py": "import platformdirs\n"}],
    ),
    (
        libraries.slow_libraries_imported_at_once,
        {"kursplaner/planning/rides/plan.py": "def f():\n    import ortools\n"},
        [{"kursplaner/planning/rides/plan.py": "from ortools.sat.python import cp_model\n"}],
    ),
    (
        libraries.second_places_that_connect,
        {"kursplaner/store/file/connection.py": "import sqlcipher3\ncreate_engine('sqlite://')\n"},
        [
            {"kursplaner/store/backups/backup.py": "import sqlite3\n"},
            {"kursplaner/store/backups/backup.py": "sqlalchemy.create_engine('sqlite://')\n"},
        ],
    ),
    (
        libraries.dialects_outside_their_room,
        {
            "kursplaner/store/dialect/sqlite_triggers.py": "SQL = 'CREATE TRIGGER x'\n",
            "kursplaner/store/file/locks.py": "db.execute('PRAGMA user_version')\n",
            "kursplaner/store/bulk.py": '"""Past AUTOINCREMENT."""\ndb.execute(insert(table))\n',
        },
        [
            {"kursplaner/desk/search.py": "db.execute('PRAGMA data_version')\n"},
            {"kursplaner/domain/base.py": "from sqlalchemy.dialects.sqlite import JSON\n"},
            {"kursplaner/store/workspace.py": "db.execute('BEGIN IMMEDIATE')\n"},
            {"kursplaner/store/journal/undo.py": "x = f'SELECT quote({column})'\n"},
            {"kursplaner/store/refusals.py": "x = 'UNIQUE constraint failed' in words\n"},
            {"kursplaner/store/backups/backup.py": "x = 'SELECT name FROM sqlite_master'\n"},
            {"kursplaner/store/settings.py": "x = 'INSERT OR IGNORE INTO setting'\n"},
            {"kursplaner/store/bulk.py": "connection.exec_driver_sql(text, rows)\n"},
        ],
    ),
    (
        libraries.dialect_words_in_tables,
        {
            "kursplaner/domain/base.py": "AUTOINCREMENT = {'sqlite_autoincrement': True}\n",
            "kursplaner/store/migrations/versions/a.py": "table(sqlite_autoincrement=True)\n",
        },
        [{"kursplaner/store/file/schema.py": "Table('a', sqlite_autoincrement=True)\n"}],
    ),
    (
        libraries.commits_outside_the_workspace,
        {"kursplaner/store/workspace.py": "db.commit()\n"},
        [
            {"kursplaner/planning/courses/new_course.py": "db.commit()\n"},
            {"kursplaner/store/queries/people/people.py": "db.rollback()\n"},
        ],
    ),
    (
        libraries.files_written_past_the_writer,
        {
            "kursplaner/basics/whole_file.py": "path.open('xb')\n",
            "kursplaner/exchange/lists/tables.py": "path.open('rb')\nworkspace.open(path)\n",
        },
        [
            {"kursplaner/exchange/lists/tables.py": "path.open('wb')\n"},
            {"kursplaner/cli/shell/output.py": "open(path, mode='a')\n"},
            {"kursplaner/ui/mail_drafts.py": "path.write_bytes(b'')\n"},
        ],
    ),
    (
        libraries.files_read_past_the_reader,
        {
            "kursplaner/basics/limited_file.py": "path.open('rb')\n",
            "kursplaner/store/file/log_file.py": "path.open('rb')\npath.read_bytes()\n",
            "kursplaner/desk/demo/tables.py": "resources.path('x').read_text()\n",
        },
        [
            {"kursplaner/exchange/reading/file_guards.py": "path.open('rb')\n"},
            {"kursplaner/cli/courses/draft_file.py": "open(path, mode='r')\n"},
            {"kursplaner/ui/settings/grants.py": "path.read_bytes()\n"},
        ],
    ),
    (
        form.long_files,
        {"kursplaner/desk/search.py": lines(400)},
        [{"kursplaner/desk/search.py": lines(401)}, {"tests/desk/test_search.py": lines(401)}],
    ),
    (
        form.crowded_folders,
        {f"kursplaner/desk/room{number}.py": "" for number in range(20)}
        | {"kursplaner/desk/__init__.py": "", "kursplaner/desk/inside/room.py": ""},
        [{f"kursplaner/desk/room{number}.py": "" for number in range(21)}],
    ),
    (
        form.folders_that_say_nothing,
        {"kursplaner/desk/__init__.py": '"""Floor 4."""\n', "kursplaner/desk/card.py": ""},
        [
            {"kursplaner/desk/card.py": ""},
            {"kursplaner/desk/__init__.py": "", "kursplaner/desk/card.py": ""},
        ],
    ),
    (
        form.long_functions,
        {"kursplaner/desk/search.py": "def f():\n" + "    x = 1\n" * 44},
        [{"kursplaner/desk/search.py": "class A:\n  def f(self):\n" + "    x = 1\n" * 45}],
    ),
    (
        form.rooms_named_for_nothing,
        {"kursplaner/store/workspace.py": "class Workspace: ...\n"},
        [
            {"kursplaner/desk/utils.py": ""},
            {"kursplaner/ui/helpers/dates.py": ""},
            {"kursplaner/domain/models.py": ""},
            {"kursplaner/ui/page.py": "class WindowManager: ...\n"},
        ],
    ),
    (
        form.lessons_called_session,
        {"kursplaner/store/workspace.py": "session = 1\n", "kursplaner/ui/a.py": "lesson = 1\n"},
        [
            {"kursplaner/domain/courses.py": "class Session: ...\n"},
            {"kursplaner/planning/lessons/single_changes.py": "def move(session): ...\n"},
            {"kursplaner/ui/page.py": "for course_session in (): ...\n"},
        ],
    ),
    (
        form.names_that_say_nothing,
        {
            "kursplaner/domain/rooms.py": "rooms = [row.one() for row in rows]\nfind(one=1)\n",
            "tests/domain/test_rooms.py": "one = 1\n",
        },
        [
            {"kursplaner/domain/rooms.py": "names = [one.name for one in rooms]\n"},
            {"kursplaner/domain/rooms.py": "for key, (one, other) in pairs: ...\n"},
            {"kursplaner/domain/rooms.py": "rooms.sort(key=lambda one: one.name)\n"},
            {"kursplaner/domain/rooms.py": "def free(one_): ...\n"},
            {"kursplaner/store/records.py": "def one(db): ...\n"},
            {"kursplaner/store/records.py": "from sqlalchemy import select as one\n"},
        ],
    ),
    (
        form.prints,
        {"kursplaner/cli/main.py": "click.echo('x')\njob.print()\n", "start.py": "print(1)\n"},
        [{"kursplaner/cli/main.py": "print('x')\n"}],
    ),
    (
        form.second_style_sheets,
        {"kursplaner/ui/look/theme.py": "app.setStyleSheet(x)\n"},
        [
            {
                "kursplaner/ui/look/theme.py": "app.setStyleSheet(x)\n",
                "kursplaner/ui/page.py": "self.setStyleSheet('color: red')\n",
            },
        ],
    ),
    (
        form.german_below_desk,
        {
            "kursplaner/domain/people.py": '"""Der Name ist nicht der Schlüssel."""\nx = "a b"\n',
            "kursplaner/desk/wording/a.py": "x = 'Der Raum ist nicht frei.'\n",
            "kursplaner/store/journal/undo.py": "x = 'SELECT id FROM act WHERE undone = 0'\n",
        },
        [
            {"kursplaner/planning/choices/rooms.py": "x = 'Der Raum ist schon belegt.'\n"},
            {"kursplaner/store/journal/undo.py": "x = f'Das {thing} wurde nicht gespeichert'\n"},
            {"kursplaner/domain/rooms.py": "x = 'Bitte wählen Sie einen Raum'\n"},
        ],
    ),
    (
        form.pages_without_test,
        {"kursplaner/ui/today/page.py": "", "tests/ui/today/test_page.py": ""},
        [
            {"kursplaner/ui/today/page.py": "", "tests/ui/rooms/test_page.py": ""},
            {"kursplaner/ui/rooms/page.py": ""},
        ],
    ),
    (
        form.rules_without_test,
        {
            "kursplaner/planning/rides/plan.py": "def f(): ...\n",
            "tests/planning/rides/test_plan.py": "",
            "kursplaner/planning/rides/tours.py": "class A:\n    def f(self): ...\n",
            "tests/planning/rides/test_laying.py": "from kursplaner.planning.rides import tours\n",
            "kursplaner/domain/papers.py": "def f(): ...\n",
            "tests/domain/test_rules.py": "def g():\n    from kursplaner.domain.papers import f\n",
            "kursplaner/domain/people.py": "class Person: ...\n",
            "kursplaner/desk/search.py": "def f(): ...\n",
        },
        [
            {"kursplaner/planning/rides/plan.py": "def f(): ...\n"},
            {
                "kursplaner/planning/rides/plan.py": "class A:\n    def f(self): ...\n",
                "tests/planning/absences/test_plan.py": "import kursplaner.planning.rides.plan\n",
            },
            {
                "kursplaner/domain/papers.py": "async def f(): ...\n",
                "tests/domain/papers_town.py": "from kursplaner.domain.papers import f\n",
            },
        ],
    ),
    (
        form.second_lists_of_what_counts,
        {
            "kursplaner/domain/kinds/counting.py": "A = (RideStatus.PLANNED, RideStatus.DONE)\n",
            "kursplaner/desk/words.py": "WORDS = {RideStatus.PLANNED: 1, RideStatus.DONE: 2}\n",
            "kursplaner/planning/rides/plan.py": "a.status != RideStatus.PLANNED.value\n",
        },
        [
            {"kursplaner/ui/a.py": "GONE = (PlaceStatus.EXCUSED.value, PlaceStatus.CANCELLED)\n"},
            {"kursplaner/ui/a.py": "x in {SeatResult.OPEN, SeatResult.DONE}\n"},
            {"kursplaner/store/a.py": "Lesson.status != LessonStatus.CANCELLED.value\n"},
        ],
    ),
    (
        form.words_from_elsewhere,
        {"README.md": "Die Stadt liegt in demo/papers; network/roots, /bin/sh, a tmp/ folder\n"},
        [
            {"docs/a.md": "Im Ordner /wo" + "rk/x liegt\n"},
            {"kursplaner/basics/log.py": "LOG = '/tm" + "p/x.log'\n"},
            {"constraints.txt": "--index-" + "url https://example.org/simple\nclick==8\n"},
            {"README.md": "[click](https://py" + "pi.org/project/click)\n"},
        ],
    ),
]
PLANTED = [
    pytest.param(wall, files, id=f"{wall.__name__}-{number}")
    for wall, _, faults in WALLS
    for number, files in enumerate(faults)
]


@pytest.mark.parametrize(("wall", "files"), PLANTED)
def test_a_planted_fault_is_found(wall: Wall, files: Files) -> None:
    assert wall(written(files)), f"{wall.__name__} sees nothing wrong in {files}"


@pytest.mark.parametrize(
    ("wall", "files"), [pytest.param(wall, files, id=wall.__name__) for wall, files, _ in WALLS]
)
def test_what_is_right_passes(wall: Wall, files: Files) -> None:
    assert wall(written(files)) == []


@pytest.mark.parametrize("wall", [pytest.param(wall, id=wall.__name__) for wall, _, _ in WALLS])
def test_the_house_stands(wall: Wall, house: Tree) -> None:
    faults = wall(house)
    assert not faults, "\n" + "\n".join(map(str, faults))


def test_every_wall_is_watched() -> None:
    watched = {wall for wall, _, _ in WALLS}
    for module in (stairs, libraries, form):
        for name, thing in vars(module).items():
            own = getattr(thing, "__module__", "") == module.__name__
            if own and getattr(thing, "__annotations__", {}).get("return") == list[Fault]:
                assert thing in watched, name


def test_the_tree_is_read_from_the_disk(tmp_path: Path) -> None:
    kept = tmp_path / "kursplaner" / "planning" / "dates.py"
    left = tmp_path / ".venv" / "lib" / "other.py"
    for path in (kept, left):
        path.parent.mkdir(parents=True)
        path.write_text("import kursplaner.ui\n", encoding="utf-8")
    (fault,) = stairs.imports_that_climb(read_tree(tmp_path))
    assert str(fault) == "kursplaner/planning/dates.py:1: planning darf ui nicht importieren"


def test_the_house_is_whole(house: Tree) -> None:
    floors = {source.floor for source in house if source.is_code}
    assert {"basics", "domain", "store", "planning", "documents", "exchange"} <= floors
