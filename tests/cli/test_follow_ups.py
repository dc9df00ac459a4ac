"""Follow-ups at the shell."""

import json
from typing import Any

from tests.cli.conftest import Town
from tests.cli.schema import faults


def listed(town: Town, *more: object) -> list[dict[str, Any]]:
    answer = town.run("follow-up", "list", town.path, "--json", *more)
    found: list[dict[str, Any]] = json.loads(answer.output)
    assert faults("follow-up-list", found) == []
    return found


def test_a_line_is_written_down_put_off_and_ticked_off(town: Town) -> None:
    add = ("follow-up", "add", town.path, "Jobcenter anrufen", "--person", "Rima Haddad")
    assert town.run(*add, "--day", "2027-01-20", "--dry-run").exit_code == 0
    assert listed(town) == []
    assert town.run(*add, "--day", "2027-01-20").output == "Angelegt: Wiedervorlage 1\n"
    (line,) = listed(town)
    assert (line["day"], line["text"]) == ("2027-01-20", "Haddad, Rima: Jobcenter anrufen")
    assert listed(town, "--until", "2027-01-19") == []
    later = ("follow-up", "later", town.path, line["id"], "--day")
    assert town.run(*later, "2027-01-20").exit_code == 4
    assert town.run(*later, "2027-02-01").output == "Verschoben auf Mo 01.02.\n"
    assert listed(town)[0]["day"] == "2027-02-01"
    assert "Wiedervorlage verschoben" in town.run("undo", town.path).output
    assert listed(town)[0]["day"] == "2027-01-20"
    done = ("follow-up", "done", town.path, line["id"])
    assert town.run(*done, "--dry-run").exit_code == 0
    assert town.run(*done).exit_code == 0
    assert listed(town) == []
    assert town.run(*done).exit_code == 4
    assert town.run("follow-up", "list", town.path).output == "Keine Wiedervorlage.\n"


def test_an_empty_line_or_an_unknown_person_is_refused(town: Town) -> None:
    for words in ((" ",), ("x", "--person", 999), ("x", "--course", "nix")):
        assert town.run("follow-up", "add", town.path, *words).exit_code == 4, words
    assert town.run("follow-up", "add", town.path, "x", "--day", "bald").exit_code == 2
    assert listed(town) == []
