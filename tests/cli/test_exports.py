from collections.abc import Callable

import pytest

from tests.cli.conftest import Town

PERIOD = ("--from", "01.01.2027", "--to", "2027-07-31")


def test_workbook_for_the_funder(course: Callable[[], Town]) -> None:
    town = course()
    out = town.path.parent / "f.xlsx"
    result = town.run("export", "funder", town.path, *PERIOD, "--out", out)
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"PK")


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
