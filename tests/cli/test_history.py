from collections.abc import Callable

import pytest

from tests.cli.conftest import DRAFT, Town


def test_history_undo_and_redo(course: Callable[[], Town]) -> None:
    town = course()
    assert "Kurs angelegt: Deutsch A1" in town.run("history", town.path).output
    assert "Rückgängig gemacht" in town.run("undo", town.path).output
    assert "rückgängig gemacht" in town.run("history", town.path).output
    redone = town.run("redo", town.path)
    assert redone.output == "Wiederholt: Kurs angelegt: Deutsch A1\n"
    assert town.run("redo", town.path).output == "Es gibt nichts zu wiederholen.\n"


def test_a_deleted_course_and_a_lifted_booking_are_named(course: Callable[[], Town]) -> None:
    town = course()
    book = ("room", "book", town.path, "--room", "Schulungsraum", "--title", "Chor")
    town.run(*book, "--from", "2027-02-03", "--between", "18-20")
    town.run("room", "lift", town.path, "b1")
    told = town.run("undo", town.path).output
    assert told == "Rückgängig gemacht: Belegung aufgehoben: Schulungsraum\n"
    assert town.run("cancel", town.path, 1, "--reason", "Schnee").exit_code == 0
    town.run("course", "delete", town.path, "27-A1")
    told = town.run("history", town.path).output
    assert "Kurs gelöscht: Deutsch A1" in told
    assert "Termin abgesagt: Deutsch A1" in told


def test_nothing_left_to_undo(town: Town) -> None:
    assert town.run("undo", town.path).exit_code == 0
    result = town.run("undo", town.path)
    assert (result.exit_code, result.output) == (0, "Es gibt nichts rückgängig zu machen.\n")


def test_neither_undo_nor_redo_passes_a_full_course(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def enrolled(who: str, person: int) -> None:
        monkeypatch.setenv("LOGNAME", who)
        done = town.run("enrol", town.path, "--course", "27-A1", "--person", person)
        assert (done.exit_code, "angemeldet" in done.output) == (0, True)

    draft = DRAFT.replace("capacity = 12", "capacity = 1").replace("childcare = true", "")
    assert town.add_course(draft).exit_code == 0
    enrolled("first", town.ids.mother)
    assert town.run("undo", town.path).exit_code == 0
    enrolled("second", town.ids.father)
    before = town.run("course", "show", town.path, "27-A1").output

    monkeypatch.setenv("LOGNAME", "first")
    refused = town.run("redo", town.path)
    assert refused.exit_code == 3
    assert "wurde nicht wiederholt" in refused.output
    assert "2 Teilnehmende" in refused.output
    assert "durch „second“" in refused.output
    assert town.run("course", "show", town.path, "27-A1").output == before

    monkeypatch.setenv("LOGNAME", "second")
    assert town.run("undo", town.path).exit_code == 0
    monkeypatch.setenv("LOGNAME", "first")
    assert town.run("redo", town.path).exit_code == 0
    assert "1/1 angemeldet" in town.run("course", "show", town.path, "27-A1").output
