from collections.abc import Callable

from tests.cli.conftest import Town


def test_history_undo_and_redo(course: Callable[[], Town]) -> None:
    town = course()
    assert "Kurs angelegt: Deutsch A1" in town.run("history", town.path).output
    assert "Rückgängig gemacht" in town.run("undo", town.path).output
    assert "rückgängig gemacht" in town.run("history", town.path).output
    redone = town.run("redo", town.path)
    assert redone.output == "Wiederholt: Kurs angelegt: Deutsch A1\n"
    assert town.run("redo", town.path).output == "Es gibt nichts zu wiederholen.\n"


def test_nothing_left_to_undo(town: Town) -> None:
    assert town.run("undo", town.path).exit_code == 0
    result = town.run("undo", town.path)
    assert (result.exit_code, result.output) == (0, "Es gibt nichts rückgängig zu machen.\n")
