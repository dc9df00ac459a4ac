"""Closing days at the shell."""

import json

import pytest

from tests.cli.conftest import Town
from tests.cli.schema import faults


def days(town: Town, *args: object) -> list[dict[str, object]]:
    result = town.run("closing-day", "list", town.path, "--json", *args)
    found: list[dict[str, object]] = json.loads(result.output)
    assert faults("closing-day-list", found) == []
    return found


def test_closing_days_are_put_down_listed_and_removed(town: Town) -> None:
    words = ("closing-day", "add", town.path, "--from", "2027-05-07", "--name", " Brücke ")
    assert town.run("closing-day", "list", town.path).output == "Keine Schließtage.\n"
    assert "nichts gespeichert" in town.run(*words, "--dry-run").output
    assert days(town) == []
    answer = json.loads(town.run(*words, "--to", "2027-05-08", "--json").output)
    assert faults("record", answer) == []
    key = answer["id"]
    assert answer == {"id": key, "hints": [], "stored": True}
    row = {"id": key, "first": "2027-05-07", "last": "2027-05-08", "name": "Brücke"}
    assert days(town) == [row]
    assert days(town, "--from", "2027-05-08") == [row]
    assert days(town, "--from", "2027-05-09") == []
    assert f"{key}: 07.05.–08.05.2027, Brücke" in town.run("closing-day", "list", town.path).output
    shown = town.run("closing-day", "remove", town.path, key, "--dry-run", "--json")
    assert json.loads(shown.output) == {"id": None, "hints": [], "stored": False}
    assert days(town) == [row]
    assert town.run("closing-day", "remove", town.path, key).output == "Entfernt.\n"
    assert days(town) == []
    town.run("undo", town.path)
    assert days(town) == [row]
    assert town.run("closing-day", "remove", town.path, key + 1).exit_code == 4


def test_lessons_on_closing_days_are_named(town: Town) -> None:
    town.add_course()
    words = ("closing-day", "add", town.path, "--name", "Betriebsausflug")
    told = town.run(*words, "--from", "2027-02-02", "--dry-run").output
    assert "Passt danach nicht mehr:" in told
    assert "Betriebsausflug" in told
    assert "Deutsch A1" in told
    free = town.run(*words, "--from", "2027-02-03", "--dry-run").output
    assert free == "Nur gezeigt, nichts gespeichert.\n"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("--from", "2027-02-02", "--to", "2027-02-01", "--name", "X"), 4),
        (("--from", "2027-02-02", "--name", " "), 4),
        (("--from", "2027-02-02"), 2),
    ],
)
def test_what_cannot_be_is_refused(town: Town, given: tuple[str, ...], code: int) -> None:
    assert town.run("closing-day", "add", town.path, *given).exit_code == code
    assert days(town) == []


def test_days_gone_by_are_asked_about(town: Town) -> None:
    words = ("closing-day", "add", town.path, "--from", "2027-01-10", "--name", "X", "--dry-run")
    assert "Vergangenheit" in town.run(*words).output
    assert json.loads(town.run(*words, "--json").output)["stored"] is False
    today = ("closing-day", "add", town.path, "--from", "2027-01-11", "--name", "X", "--dry-run")
    assert "Vergangenheit" not in town.run(*today).output
