from collections.abc import Callable

import pytest

from tests.cli.conftest import Town


@pytest.mark.parametrize("kind", ["attendance", "childcare", "evaluation", "door"])
def test_a_sheet_of_every_kind(course: Callable[[], Town], kind: str) -> None:
    town = course()
    town.run("enrol", town.path, "--course", "27-A1", "--person", town.ids.mother)
    out = town.path.parent / "x.pdf"
    result = town.run("print", kind, town.path, "--course", "27-A1", "--out", out)
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"%PDF")


def test_nothing_to_print(course: Callable[[], Town]) -> None:
    town = course()
    out = town.path.parent / "x.pdf"
    period = ("--from", "2027-03-20", "--to", "2027-03-21")
    result = town.run("print", "childcare", town.path, *period, "--out", out)
    assert result.exit_code == 4
    assert "nichts zu drucken" in result.output
    assert not out.exists()


def test_a_folder_that_does_not_exist(course: Callable[[], Town]) -> None:
    town = course()
    out = town.path.parent / "no" / "x.pdf"
    result = town.run("print", "attendance", town.path, "--out", out)
    assert result.exit_code == 4
    assert "Den Ordner" in result.output
