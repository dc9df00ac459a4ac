from collections.abc import Callable

from tests.cli.conftest import Town


def test_a_course_ends_and_comes_back(course: Callable[[], Town]) -> None:
    town = course()
    town.run("enrol", town.path, "--course", "27-A1", "--person", town.ids.father)
    args = ("course", "end", town.path, "27-A1", "--last", "2027-02-04")
    shown = town.run(*args, "--dry-run")
    assert shown.exit_code == 0, shown.output
    assert "Kurs 27-A1 endet am Do 04.02.2027, mit 6 UE von 12." in shown.output
    assert "Abgemeldet an diesem Tag: Dvořák, Jan" in shown.output
    assert "Ab Di 23.02. entfallen 2 Termine, mit 2 Betreuungszeiten." in shown.output
    assert "nichts gespeichert" in shown.output
    done = town.run(*args, "--completed", "--because", "alle bestanden")
    assert "Abgeschlossen an diesem Tag: Dvořák, Jan" in done.output
    assert done.output.endswith("Kurs 27-A1 beendet zum 04.02.2027.\n")
    assert "Kurs beendet: Deutsch A1" in town.run("undo", town.path).output
    assert town.run(*args[:-1], "2027-01-04").exit_code == 4
