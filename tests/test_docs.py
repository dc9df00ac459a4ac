"""The handbook tells what the program does: its links, pictures, commands, settings and keys."""

import ast
import os
import re
import shlex
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from benchmarks.record.handbook import blocks_of, files, lines_of, shell_page, split_input
from kursplaner.basics import clock
from kursplaner.basics.settings import Settings
from kursplaner.cli.courses.draft_file import EXAMPLES, NEEDED, read_draft
from kursplaner.cli.main import BROKEN_OFF, CONFLICT, DONE, FAILED, REFUSED, WRONG_USE, shell
from kursplaner.desk.marks_file import COLUMNS
from kursplaner.desk.town_settings import RULES
from kursplaner.desk.wording.words.kinds import WORDS
from kursplaner.domain.kinds import CourseType
from kursplaner.store.keys import chain, slots
from kursplaner.store.keys.wrapping import Cost
from kursplaner.ui.commands import KEYS
from kursplaner.ui.settings.page import GENERAL
from tests.desk.wording.plain import faults
from tests.towns import DEMO_DAY, demo_town

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
HANDBOOK = tuple(sorted(DOCS.glob("*.md")))
PAGES = (*HANDBOOK, ROOT / "README.md")
SHELL_PAGE = shell_page()

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PICTURE = re.compile(r"bilder/([\w-]+)\.png")
SECTION = re.compile(r"Einstellungen → ([^*]+)\*\*")
BUILDS = "demo"
PASSWORD = "--password-fd"


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-") for head in heads}


def scenes() -> set[str]:
    """The names of the pictures that docs/make_pictures.py makes, some perhaps later."""
    tree = ast.parse((DOCS / "make_pictures.py").read_text(encoding="utf-8"))
    return {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Scene"
        and isinstance(node.args[0], ast.Constant)
    }


def blocks() -> list[str]:
    return [block for page in PAGES for block in blocks_of(text_of(page))]


COMMANDS = [arguments for block in blocks() for arguments, _ in lines_of(block)]


def resolved(arguments: list[str]) -> click.Context:
    """The command that arguments lead to, with its parameters taken apart; nothing runs."""
    command: click.Command = shell
    rest, _ = split_input(arguments)
    context = click.Context(shell, info_name="kursplaner")
    while isinstance(command, click.Group):
        name, following, rest = command.resolve_command(context, rest)
        assert following is not None
        command = following
        context = (
            click.Context(command, parent=context, info_name=name)
            if isinstance(command, click.Group)
            else command.make_context(name, list(rest), parent=context)
        )
    return context


def all_commands(
    group: click.Group = shell, names: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from all_commands(command, (*names, name))
        else:
            yield " ".join((*names, name)), command


# --- Links and pictures -----------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(text_of(page)) if "://" not in target]
    missing = []
    for target in targets:
        name, _, anchor = target.partition("#")
        goal = (page.parent / name) if name else page
        picture = PICTURE.search(name)
        if picture is not None and picture[1].removesuffix("-dunkel") in scenes():
            continue
        if not goal.exists() or (anchor and anchor not in anchors(goal)):
            missing.append(target)
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_is_one_that_the_script_makes(page: Path) -> None:
    names = {name.removesuffix("-dunkel") for name in PICTURE.findall(text_of(page))}
    assert names <= scenes()


def test_every_scene_is_shown() -> None:
    shown = {name for page in HANDBOOK for name in PICTURE.findall(text_of(page))}
    assert shown >= scenes()


def test_every_page_is_reached_from_the_first() -> None:
    linked = set(LINK.findall(text_of(DOCS / "index.md")))
    assert {page.name for page in HANDBOOK} - {"index.md"} <= linked
    assert "docs/index.md" in LINK.findall(text_of(ROOT / "README.md"))


# --- The shell --------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_is_known_with_its_options(arguments: list[str]) -> None:
    assert not isinstance(resolved(arguments).command, click.Group)


def kin_of(name: str) -> str:
    """What shares its options: all that `print` prints, else the command alone."""
    return "print" if name.startswith("print ") else name


def test_the_shell_page_shows_every_command_with_every_option() -> None:
    names: set[str] = set()
    options: dict[str, set[str]] = {}
    for block in blocks_of(SHELL_PAGE):
        for arguments, _ in lines_of(block):
            name = resolved(arguments).command_path.removeprefix("kursplaner ")
            names.add(name)
            options.setdefault(kin_of(name), set()).update(
                argument for argument in arguments if argument.startswith("--")
            )
    for name, command in all_commands():
        known = {
            parameter.opts[0] for parameter in command.params if isinstance(parameter, click.Option)
        }
        assert name in names
        assert known - {PASSWORD} <= options[kin_of(name)], name
    assert PASSWORD in SHELL_PAGE


@pytest.mark.parametrize("word", ["", "demo", "test"])
def test_the_start_knows_what_the_texts_tell(word: str) -> None:
    told = {
        " ".join(shlex.split(line, comments=True)[2:])
        for block in blocks()
        for line in block.splitlines()
        if line.startswith("python3 start.py")
    }
    assert told <= {"", "demo", "test"}
    assert word in told


def test_the_exit_codes_are_told() -> None:
    rows = re.findall(r"^\| (\d+) \|", SHELL_PAGE, re.MULTILINE)
    assert set(map(int, rows)) == {DONE, FAILED, WRONG_USE, CONFLICT, REFUSED, BROKEN_OFF}


def test_every_schema_is_named() -> None:
    for schema in (DOCS / "json-schema").glob("*.json"):
        assert f"(json-schema/{schema.name})" in SHELL_PAGE


# --- Files for the shell ----------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in files() if name.endswith(".toml")])
def test_every_draft_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(files()[name], encoding="utf-8")
    assert read_draft(path, Settings(), {"LZ-2027-0042": 1}).number


def test_the_first_draft_has_every_field_and_the_table_explains_each() -> None:
    assert set(tomllib.loads(files()["kurs.toml"])) == set(EXAMPLES)
    rows = dict(re.findall(r"^\| `(\w+)` \| (ja|nein) \|", SHELL_PAGE, re.MULTILINE))
    assert set(EXAMPLES) | set(COLUMNS) == set(rows)
    assert {key for key in EXAMPLES if rows[key] == "ja"} == set(NEEDED)


def test_every_kind_of_course_is_named() -> None:
    for kind in CourseType:
        assert f"| `{kind.value}` | {WORDS[CourseType][kind]} |" in SHELL_PAGE


# --- The examples, as they stand --------------------------------------------------------------


@pytest.mark.parametrize(
    "block",
    [block for block in dict.fromkeys(blocks()) if lines_of(block) and "county" not in block],
    ids=lambda block: block.split("\n")[0][:60],
)
def test_every_example_runs(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(slots, "PRODUCTION", Cost(2, 1, 1))
    if f" {BUILDS} " not in block.split("\n", maxsplit=1)[0]:
        folder = tmp_path / "demo"
        folder.mkdir()
        (folder / "Adorf.kursplan").write_bytes(demo_town())
    for name, content in files().items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with clock.pinned(DEMO_DAY):
        for arguments, code in lines_of(block):
            with told_in(tmp_path, arguments) as plain:
                result = CliRunner().invoke(shell, quickly(plain))
            assert result.exit_code == code, f"{arguments}\n{result.output}"
            assert result.output.strip(), arguments
            assert not inside(arguments, result.output), arguments


@contextmanager
def told_in(folder: Path, arguments: list[str]) -> Iterator[list[str]]:
    """Give a command without "< FILE", while that file is what the process reads."""
    chain.forget()  # each line is a process of its own
    plain, name = split_input(arguments)
    before = os.dup(0)
    given = os.open(folder / name if name else os.devnull, os.O_RDONLY)
    os.dup2(given, 0)
    try:
        yield plain
    finally:
        os.dup2(before, 0)
        os.close(before)
        os.close(given)


def inside(arguments: list[str], told: str) -> list[str]:
    """Return what of an answer in words comes from the inside.

    Keys of rules are to be typed, and files have the names they have.
    """
    if "--json" in arguments or arguments[:2] == ["course", "rules"]:
        return []
    lines = [re.sub(r"\S+\.kursplan", "", line) for line in told.splitlines()]
    return [line for line in lines if faults(line)]


def quickly(arguments: list[str]) -> list[str]:
    """Return a command with the shortest search: it shall run, not find the best timetable."""
    words = list(arguments)
    if "--seconds" in words:
        words[words.index("--seconds") + 1] = "1"
    return words


# --- The window -------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_section_of_the_settings_exists(page: Path) -> None:
    titles = {entry.title for entry in GENERAL} | {group.title for group in RULES}
    assert set(SECTION.findall(text_of(page))) <= titles


def test_the_first_steps_name_every_section_of_the_settings() -> None:
    named = set(SECTION.findall(text_of(DOCS / "erste-schritte.md")))
    assert named == {entry.title for entry in GENERAL} | {group.title for group in RULES}


def test_the_page_of_keys_has_those_of_the_box() -> None:
    page = text_of(DOCS / "tastatur.md")
    for keys, _ in KEYS:
        for key in re.split(r", | … ", keys):
            wanted = key.split(" ") if re.fullmatch(r"(\w )+\w", key) else [key]
            assert [
                key_word for key_word in wanted if key_word.removesuffix("e") not in page
            ] == [], keys
