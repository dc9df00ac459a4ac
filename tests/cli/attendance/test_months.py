"""`kursplaner month` on the small town of the shell."""

from collections.abc import Callable
from datetime import datetime

import pytest

from kursplaner.basics import clock
from tests.cli.conftest import Town

NUMBER = "27-A1"


@pytest.fixture
def town(course: Callable[[], Town]) -> Town:
    """Return a town on 1 March, in whose course somebody is; February has four lessons."""
    made = course()
    made.run("enrol", made.path, "--course", NUMBER, "--person", made.ids.mother)
    clock.pin(datetime(2027, 3, 1, 9, 0))
    return made


def entered(town: Town, mark: str = "X", *because: str) -> list[int]:
    marks = town.write("marks.csv", f"{town.ids.mother};{mark}\n")
    lessons = range(1, 5)
    return [
        town.run("attendance", town.path, key, "--marks", marks, *because).exit_code
        for key in lessons
    ]


def test_a_month_is_closed_corrected_with_a_reason_and_opened(town: Town) -> None:
    missing = town.run("month", "close", town.path, "2027-02-10")
    assert (missing.exit_code, "Anwesenheit fehlt noch für" in missing.output) == (4, True)
    entered(town)
    shown = town.run("month", "close", town.path, "2027-02-10", "--course", NUMBER, "--dry-run")
    assert "Nur gezeigt, nichts gespeichert." in shown.output
    done = town.run("month", "close", town.path, "2027-02-10")
    assert done.output.splitlines()[-1] == "Februar 2027 abgeschlossen: Deutsch A1."
    assert set(entered(town, "U")) == {4}
    assert 0 in entered(town, "U", "--because", "verrutscht")
    refused = town.run("undo", town.path)
    assert (refused.exit_code, "der Februar 2027 ist abgeschlossen" in refused.output) == (4, True)
    assert town.run("undo", town.path, "--because", "war richtig").exit_code == 0
    assert town.run("redo", town.path).exit_code == 4
    assert town.run("redo", town.path, "--because", "doch").exit_code == 0
    given = ("month", "reopen", town.path, "2027-02-28", "--course", NUMBER)
    assert town.run(*given).exit_code == 4
    opened = town.run(*given, "--because", "Liste fehlte")
    assert opened.output == f"Februar 2027 für Kurs {NUMBER} wieder geöffnet.\n"
    assert 0 in entered(town, "X")
    again = town.run(*given, "--because", "noch einmal")
    assert "nicht abgeschlossen" in again.output
