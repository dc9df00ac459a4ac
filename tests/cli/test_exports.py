import os
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import date

import pytest
from openpyxl import load_workbook

from kursplaner.domain.kinds import ActKind
from kursplaner.planning.funding.grants import GrantForm, store_grant
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import DRAFT, Town

PERIOD = ("--from", "01.01.2027", "--to", "2027-07-31")


def test_workbook_for_the_funder(course: Callable[[], Town]) -> None:
    town = course()
    out = town.path.parent / "f.xlsx"
    result = town.run("export", "funder", town.path, *PERIOD, "--out", out)
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"PK")


def test_only_a_course_under_the_grant_is_in_its_workbook(town: Town) -> None:
    with (
        closing(Workspace.open(town.path)) as workspace,
        workspace.change(ActKind.GRANT_CHANGED) as db,
    ):
        year = (date(2027, 1, 1), date(2027, 12, 31))
        store_grant(db, GrantForm("LZ-1", "Landeszuwendung", "", *year))
    paid = DRAFT + 'grant = "LZ-1"\n'
    assert town.add_course(paid).exit_code == 0
    other = DRAFT.replace("27-A1", "27-A2").replace('"tue", "thu"', '"mon", "wed"')
    assert town.add_course(other).exit_code == 0
    out = town.path.parent / "f.xlsx"
    town.run("export", "funder", town.path, *PERIOD, "--grant", "LZ-1", "--out", out)
    book = load_workbook(out)
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert any("27-A1" in cell for cell in cells)
    assert not any("27-A2" in cell for cell in cells)


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx", "x.ods"])
@pytest.mark.parametrize("what", ["people", "lessons"])
def test_lists(course: Callable[[], Town], what: str, name: str) -> None:
    town = course()
    out = town.path.parent / name
    result = town.run("export", what, town.path, "--out", out)
    assert result.exit_code == 0, result.output
    assert out.stat().st_size > 100


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("people", "--out", "{0}/x.txt"), "keine passende Endung"),
        (("people", "--out", "{0}/no/x.csv"), "Den Ordner"),
        (("funder", *PERIOD, "--grant", "X", "--out", "{0}/x.xlsx"), "Aktenzeichen „X“"),
        (
            ("funder", "--from", "2027-02-01", "--to", "2027-01-01", "--out", "{0}/x.xlsx"),
            "endet vor seinem Beginn",
        ),
    ],
)
def test_refused(town: Town, args: tuple[str, ...], says: str) -> None:
    what, *rest = (arg.format(town.path.parent) for arg in args)
    result = town.run("export", what, town.path, *rest)
    assert result.exit_code == 4
    assert says in result.output
    assert not list(town.path.parent.glob("x.*"))


def test_calendar_of_a_teacher_and_a_carer(course: Callable[[], Town]) -> None:
    town = course()
    town.run("cancel", town.path, 1, "--reason", "Schnee")
    out = town.path.parent / "x.ics"
    for person, title in ((town.ids.teacher, "SUMMARY:"), (town.ids.carer, "Kinderbetreuung")):
        result = town.run("export", "calendar", town.path, "--person", person, "--out", out)
        assert result.exit_code == 0, result.output
        assert "(4 Einträge)" in result.output
        text = out.read_text(encoding="utf-8")
        assert text.count("BEGIN:VEVENT") == 4
        assert text.count("STATUS:CANCELLED") == 1
        assert title in text
        assert "Haddad" not in text


def test_calendar_of_nobody(town: Town) -> None:
    out = town.path.parent / "x.ics"
    result = town.run("export", "calendar", town.path, "--person", 999, "--out", out)
    assert result.exit_code == 4
    assert "Person 999 gibt es nicht" in result.output


OVER_THE_TOWN = (
    (("export", "people"), "stadt.csv"),
    (("export", "lessons"), "stadt.ods"),
    (("export", "funder", *PERIOD), "stadt.xlsx"),
    (("export", "calendar", "--person", "{teacher}"), "stadt.ics"),
    (("print", "attendance"), "stadt.pdf"),
)


@pytest.mark.parametrize(("words", "name"), OVER_THE_TOWN)
def test_nothing_is_written_over_the_open_town_or_another(
    course: Callable[[], Town], words: tuple[str, ...], name: str
) -> None:
    town = course()
    folder = town.path.parent
    town_file = town.path.rename(folder / name)
    (folder / "x").mkdir()
    (folder / f"2{name}").write_bytes(town_file.read_bytes())
    before = town_file.read_bytes()
    for out in (town_file, folder / "x" / ".." / name, folder / f"2{name}"):
        result = town.run(*words[:2], town_file, *filled(town, words), "--out", out)
        assert result.exit_code == 4, result.output
        assert "wird nicht überschrieben" in result.output
    assert {
        path.name for path in folder.iterdir() if path.suffix != ".toml" and path.is_file()
    } == {
        name,
        f"2{name}",
    }
    assert (folder / f"2{name}").read_bytes() == before
    with closing(Workspace.open(town_file)) as workspace:
        assert [act.kind for act in workspace.history(1)] == [ActKind.COURSE_ADDED]


def filled(town: Town, words: tuple[str, ...]) -> list[str]:
    return [word.format(teacher=town.ids.teacher) for word in words[2:]]


@pytest.mark.skipif(os.name != "posix", reason="rights go by folder there")
def test_what_is_written_is_its_owners(course: Callable[[], Town]) -> None:
    town = course()
    before = os.umask(0)
    try:
        for words, name in OVER_THE_TOWN:
            out = town.path.parent / name.replace("stadt", "liste")
            result = town.run(*words[:2], town.path, *filled(town, words), "--out", out)
            assert result.exit_code == 0, result.output
            assert stat.S_IMODE(out.stat().st_mode) == 0o600
    finally:
        os.umask(before)
