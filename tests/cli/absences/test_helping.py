"""Standing in, calling off and writing to all at the shell."""

import json
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from tests.cli import schema
from tests.cli.conftest import Town


def ill(course: Callable[[], Town]) -> Town:
    """Return a town whose only carer is ill on the day of the first lesson, with a family in it."""
    town = course()
    family = ("--course", "27-A1", "--person", town.ids.mother, "--with-children")
    town.run("enrol", town.path, *family)
    town.run("person", "change", town.path, town.ids.mother, "--email", "rima@example.org")
    words = ("--person", town.ids.carer, "--from", "2027-02-02", "--reason", "ill")
    assert town.run("absence", town.path, *words).exit_code == 0
    return town


def test_somebody_who_can_stands_in_as_one_step(course: Callable[[], Town]) -> None:
    town = ill(course)
    assert "Niemand kann vertreten." in town.run("stand-in", town.path).output
    assert town.run("stand-in", town.path, "--take", town.ids.father).exit_code == 4
    town.run("person", "change", town.path, town.ids.father, "--role", "carer")
    papers = ("police-certificate", "first-aid", "measles", "hygiene")
    given = [word for paper in papers for word in ("--paper", f"{paper}=2030-01-01")]
    town.run("person", "change", town.path, town.ids.father, *given)
    answer = json.loads(town.run("stand-in", town.path, "--json").output)
    assert schema.faults("absence", answer) == []
    assert [each["id"] for each in answer["stand_ins"]] == [town.ids.father]
    assert town.run("stand-in", town.path, "--take", town.ids.father, "--dry-run").exit_code == 0
    assert "ganz frei" in town.run("stand-in", town.path).output
    assert town.run("stand-in", town.path, "--take", town.ids.father).exit_code == 0
    assert town.run("stand-in", town.path).output == "Es ist nichts zu vertreten.\n"
    town.run("undo", town.path)
    assert "ganz frei" in town.run("stand-in", town.path).output


def test_what_nobody_stands_in_for_is_called_off_once(course: Callable[[], Town]) -> None:
    town = ill(course)
    shown = town.run("call-off", town.path, "--dry-run")
    assert shown.output.startswith("Es entfallen: 1 Betreuungszeit.\n")
    assert town.run("call-off", town.path).exit_code == 0
    assert town.run("call-off", town.path).exit_code == 4


def test_a_message_becomes_a_draft_with_hidden_recipients(
    course: Callable[[], Town], tmp_path: Path
) -> None:
    town = ill(course)
    found = json.loads(town.run("messages", town.path, "--json").output)
    assert schema.faults("messages", found) == []
    assert [person["id"] for person in found[0]["people"]] == [town.ids.mother]
    out = tmp_path / "nachricht.eml"
    assert "an 1 Person" in town.run("messages", town.path, "--out", out).output
    mail = message_from_bytes(out.read_bytes(), policy=default)
    assert (mail["Bcc"], mail["To"]) == ("rima@example.org", None)
    assert found[0]["text"] in mail.get_content()
    for words in (("--number", 9, "--out", out), ("--out", tmp_path / "x.pdf")):
        assert town.run("messages", town.path, *words).exit_code == 4
    assert "Rima Haddad" in town.run("messages", town.path).output
