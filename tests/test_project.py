"""What stands around the house: versions, dependencies and the files a newcomer reads."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import kursplaner
from kursplaner.basics.settings import DEFAULTS

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = [line for line in CONSTRAINTS if line and not line.startswith("#")]


def plain(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!;\[]", name, maxsplit=1)[0]).lower()


def wanted() -> list[str]:
    project = PROJECT["project"]
    groups = [
        project["dependencies"],
        PROJECT["build-system"]["requires"],
        *project["optional-dependencies"].values(),
    ]
    return sorted({plain(name) for group in groups for name in group})


@pytest.mark.parametrize("name", wanted())
def test_every_dependency_is_pinned_and_explained(name: str) -> None:
    assert name in {plain(pin) for pin in PINS}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| ")]
    assert name in {plain(part.strip()) for cell in table for part in cell.split(",")}


@pytest.mark.parametrize("pin", PINS)
def test_a_pin_is_a_name_a_version_and_perhaps_a_platform(pin: str) -> None:
    platforms = "win32|darwin|linux"
    assert re.fullmatch(rf'[\w.-]+==[\w.]+( ; sys_platform == "({platforms})")?', pin)


def brought_along(lines: Iterable[str], extra: str = "") -> Iterator[str]:
    """The plain names of what these requirements bring along here; may name one twice."""
    for line in lines:
        wish = Requirement(line)
        if wish.marker is None or wish.marker.evaluate({"extra": extra}):
            yield plain(wish.name)
            for inner in wish.extras or {""}:
                yield from brought_along(metadata.requires(wish.name) or (), inner)


def test_what_comes_along_is_pinned_and_here_in_that_version() -> None:
    pinned = {plain(pin): re.split(r"==| ;", pin)[1] for pin in PINS}
    project = PROJECT["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    here = {name: metadata.version(name) for name in brought_along(asked)}
    assert len(here) > 40
    assert {name: pinned.get(name) for name in here} == here


def test_qt_stays_below_the_broken_version() -> None:
    (qt,) = (pin for pin in PINS if plain(pin) == "pyside6-essentials")
    assert (6, 8) <= tuple(map(int, qt.partition("==")[2].split(".")[:2])) < (6, 12)


def test_one_version_everywhere() -> None:
    version = kursplaner.__version__
    public = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"softwareVersion: {version}\n" in public
    assert f"## {version} " in changes


def test_start_needs_python_alone() -> None:
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    modules = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert modules <= {"__future__", *sys.stdlib_module_names}


def test_ci_runs_what_everybody_runs() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 start.py test" in script


def test_the_licence_is_whole() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "15.Applicable Law" in licence
    assert "‘Compatible Licences’ according to Article 5 EUPL" in licence


def test_pictures_of_the_readme_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^):#]+)\)", readme)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


# --- Settings ---------------------------------------------------------------------------------

KEY = re.compile(r"[a-z_]+(\.[a-z_*]+)+")
WRITERS = ("ui/settings/", "desk/demo/", "basics/settings.py")
"""What shows, checks or invents settings; a key that only they name changes nothing."""


@cache
def read_keys() -> set[str]:
    """Return the setting keys the program names, with * for what an f-string fills in."""
    house = ROOT / "kursplaner"
    found: set[str] = set()
    for path in house.rglob("*.py"):
        if path.relative_to(house).as_posix().startswith(WRITERS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (
                    part.value if isinstance(part, ast.Constant) else "*" for part in node.values
                )
                found.add("".join(str(part) for part in parts))
    return {key for key in found if KEY.fullmatch(key)}


def patterns() -> list[re.Pattern[str]]:
    """Return what is built from parts, such as papers.*_months; its group is always written out."""
    built = [key for key in read_keys() if "*" in key]
    return [re.compile(re.escape(key).replace(r"\*", "[a-z_]+")) for key in built]


def is_read(key: str) -> bool:
    return key in read_keys() or any(pattern.fullmatch(key) for pattern in patterns())


def test_every_setting_is_read_or_says_that_it_waits() -> None:
    reads = {key for key in DEFAULTS if is_read(key)}
    waits = {key for key, default in DEFAULTS.items() if default.waits}
    assert sorted(set(DEFAULTS) - reads - waits) == [], "nobody reads them: read them or let wait"
    assert sorted(reads & waits) == [], "they are read: take `waits = true` away"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("calendar.snap_minutes", True),
        ("papers.hygiene_months", True),
        ("course.type.sport.units", True),
        ("paper.margin_mm", False),
        ("town.street", False),
    ],
)
def test_reading_is_seen_in_the_source(key: str, *, expected: bool) -> None:
    assert is_read(key) is expected
