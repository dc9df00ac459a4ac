"""What builders read is true: the tables of rooms and walls, the way of a click, every name."""

import json
import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from docs import make_rooms, make_way
from kursplaner.cli.printing.command import KINDS
from kursplaner.desk.printing.sheets import LETTERS
from kursplaner.desk.wording.conflicts.sentences import _MAKERS
from kursplaner.desk.wording.print_words import GROUPS
from kursplaner.domain.kinds import ConflictKind, SheetKind
from kursplaner.ui.courses.service_tabs import SHEETS
from kursplaner.ui.look.tokens import LIGHT
from kursplaner.ui.printing.lines import ICONS
from tests.ui.town_window import town_window

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "kursplaner"
GUIDES = tuple(sorted((ROOT / "docs" / "bauen").glob("*.md")))
PAGES = (ROOT / "CONTRIBUTING.md", *GUIDES)
MOST_LINES = 60
FENCED = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"`([\w.-]+(?:/[\w.-]*)+)`")
LINK = re.compile(r"\]\(([^)\s#]+)\)|(?:src|srcset)=\"([^\"]+)\"")
MADE = {
    *("docs/json-schema/close-room.json", "resources/texts/de/sign.toml"),
    *("desk/printing/signs.py", "tests/cli/test_closing.py", "demo/Adorf.kursplan"),
}
"""Files that the examples make."""


def is_there(name: str) -> bool:
    """Tell whether a path, or a path with a name of its module behind the dot, is there."""
    if any((base / name).exists() for base in (ROOT, HOUSE)):
        return True
    room, _, word = name.rpartition(".")
    files = [base / f"{room}.py" for base in (ROOT, HOUSE)]
    texts = [file.read_text(encoding="utf-8") for file in files if file.exists()]
    defined = rf"^(?:    )?(?:def |class )?{re.escape(word)}\b"
    return any(re.search(defined, text, re.MULTILINE) for text in texts)


# --- What scripts make ------------------------------------------------------------------------


def test_rooms_and_walls_are_told_as_they_are() -> None:
    page = make_rooms.PAGE.read_text(encoding="utf-8")
    assert make_rooms.renewed(page) == page, "python docs/make_rooms.py"


def test_a_page_without_the_marks_is_not_written() -> None:
    with pytest.raises(ValueError, match="rooms"):
        make_rooms.renewed("# Working on Kursplaner\n")


def test_the_picture_shows_the_way_that_the_program_goes(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        way = make_way.walked(window)
    for name, colours in make_way.PICTURES.items():
        shown = (make_way.FOLDER / name).read_text(encoding="utf-8")
        assert shown == make_way.drawn(way, colours), "python docs/make_way.py"


def test_rows_written_on_the_way_belong_to_whoever_lets_them_be_written() -> None:
    store, asks = ("planning.a.store",), ("planning.a.store", "store.records.find")
    way = make_way.Way(
        (
            make_way.Statement("± lesson", (*DROP, make_way.TRIED, *store), flushed=False),
            make_way.Statement("± ride", (*DROP, make_way.TRIED, *asks), flushed=True),
        ),
        (
            make_way.Statement("+ act", ("ui.acts.act", "store.workspace.change"), flushed=False),
            make_way.Statement("± lesson", ("ui.acts.act", make_way.TRIED), flushed=False),
            make_way.Statement("", ("store.workspace.change", make_way.AGAIN), flushed=False),
        ),
        ("lesson",),
    )
    (_, tried), *_ = make_way.flights(way)
    assert [step.name for step in tried.every()][-1] == "± lesson\n± ride"
    assert "find" not in make_way.drawn(way, LIGHT)


DROP = ("ui.calendar.page.CalendarPage._dropped",)


# --- Names ------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_name_is_there(page: Path) -> None:
    told = set(NAME.findall(FENCED.sub("", page.read_text(encoding="utf-8"))))
    assert {name for name in told - MADE if not is_there(name)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_is_there(page: Path) -> None:
    told = [link or picture for link, picture in LINK.findall(page.read_text(encoding="utf-8"))]
    assert [goal for goal in told if not (page.parent / goal).exists()] == []


def test_a_guide_is_a_page_and_reached_from_the_first() -> None:
    first = PAGES[0].read_text(encoding="utf-8")
    for guide in GUIDES:
        assert guide.read_text(encoding="utf-8").count("\n") <= MOST_LINES, guide.name
        assert f"(docs/bauen/{guide.name})" in first


def test_a_name_that_is_gone_is_noticed() -> None:
    here = ("planning/lessons/changing.py", "planning/lessons/changing.propose", "store/dialect/")
    gone = ("planning/lesson/changing.py", "planning/lessons/changing.proposed", "store/dialects/")
    assert all(map(is_there, (*here, "tests/walls/form.long_files")))
    assert not any(map(is_there, gone))


# --- What a guide says is compared --------------------------------------------------------------


def test_every_kind_of_sheet_stands_in_all_lists() -> None:
    every = set(SheetKind)
    assert set(LETTERS) == set(GROUPS) == set(ICONS) == every
    assert {kind for kind, *_ in KINDS} == {kind for kind, *_ in SHEETS} == every
    assert len(set(LETTERS.values())) == len(every)


def test_every_kind_of_conflict_is_said_and_promised() -> None:
    schema = json.loads((ROOT / "docs/json-schema/check.json").read_text(encoding="utf-8"))
    (kinds,) = {tuple(found) for found in _enumerations(schema) if "room_capacity" in found}
    assert set(_MAKERS) == set(kinds) == set(ConflictKind)


def _enumerations(schema: object) -> list[list[str]]:
    if isinstance(schema, dict):
        own = [schema["enum"]] if "enum" in schema else []
        return own + [found for part in schema.values() for found in _enumerations(part)]
    if isinstance(schema, list):
        return [found for part in schema for found in _enumerations(part)]
    return []
