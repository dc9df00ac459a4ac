import json
from collections.abc import Callable
from datetime import datetime

import pytest

from kursplaner.basics import clock
from tests.cli.conftest import Town
from tests.cli.schema import faults


@pytest.fixture
def evening(course: Callable[[], Town]) -> Town:
    """A town in the evening of the first lesson of an open course."""
    town = course()
    assert town.run("course", "change", town.path, "27-A1", "--walk-in", "yes").exit_code == 0
    clock.pin(datetime(2027, 2, 2, 18, 0))
    return town


def test_guests_are_counted_shown_and_cleared(evening: Town) -> None:
    words = ("guests", evening.path, 1)
    assert evening.run(*words).output == "Noch nicht gezählt\n"
    told = evening.run(
        *words, "--adults", 14, "--women", 14, "--children", 6, "--age", "27=9", "--age", "3=4"
    )
    assert told.exit_code == 0, told.output
    assert told.output == ("14 Erwachsene, davon 14 Frauen; 6 Kinder\n  3–5: 4\n  27–39: 9\n")
    figures = evening.run(
        *("export", "funder", evening.path, "--from", "01.01.2027", "--to", "31.07.2027"),
        "--dry-run",
    ).output
    assert "Gäste ohne Namen: 14" in figures
    assert "Gastkinder ohne Namen: 6" in figures
    assert evening.run(*words, "--clear").output == "Noch nicht gezählt\n"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--adults", 1, "--women", 2), "nicht möglich"),
        (("--adults", 1, "--age", "27=2"), "Nach Alter"),
        (("--adults", 1, "--age", "alt"), "keine Altersgruppe"),
        (("--adults", 9, "--age", "27=2", "--age", "27=3"), "zweimal genannt"),
    ],
)
def test_what_cannot_be_is_refused(evening: Town, options: tuple[object, ...], says: str) -> None:
    result = evening.run("guests", evening.path, 1, *options)
    assert result.exit_code == 4
    assert says in result.output
    assert evening.run("guests", evening.path, 1).output == "Noch nicht gezählt\n"


def test_an_interpreter_is_put_down_listed_and_removed(evening: Town) -> None:
    words = ("interpreter", "add", evening.path, 1, "--language", "Arabisch")
    added = (*words, "--agency", "Pool", "--cost", "90,00", "--minutes", 90)
    assert "nichts gespeichert" in evening.run(*added, "--dry-run").output
    assert evening.run(*added).exit_code == 0
    listed = ("interpreter", "list", evening.path)
    rows = json.loads(evening.run(*listed, "--json").output)
    assert faults("interpreter-list", rows) == []
    assert [(row["language"], row["cost_cents"], row["day"]) for row in rows] == [
        ("ar", 9000, "2027-02-02")
    ]
    assert "Arabisch: Pool, 1 Std. 30 Min." in evening.run(*listed).output
    assert evening.run(*listed, "--from", "2027-03-01").output == ""
    figures = evening.run(
        *("export", "funder", evening.path, "--from", "01.01.2027", "--to", "31.07.2027"),
        "--dry-run",
    ).output
    assert "Kosten der Sprachmittlung: 90,00" in figures
    busy = evening.run(*words, "--person", evening.ids.carer)
    assert busy.exit_code == 3
    assert evening.run("interpreter", "remove", evening.path, rows[0]["id"]).exit_code == 0
    assert evening.run(*words, "--agency", "Pool", "--minutes", 0).exit_code == 4
    assert evening.run(*listed).output == ""
