"""The childcare of a day at the shell: the board, the door, carers."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kursplaner.basics import clock
from tests.cli.conftest import JANUARY, Town, with_family
from tests.cli.schema import faults
from tests.towns import copied

LESSON = datetime(2027, 2, 2, 9, 0)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Town]:
    """Return the town on the morning of its first lesson; Noor is expected."""
    with copied(with_family, tmp_path / "adorf.kursplan", JANUARY) as made:
        town = Town(made.workspace.path, made.ids)
    with clock.pinned(LESSON):
        yield town


def child(town: Town) -> dict[str, Any]:
    slots = json.loads(town.run("childcare", "list", town.path, "--json").output)
    assert faults("childcare-list", slots) == []
    (found,) = slots[0]["children"]
    return dict(found)


def test_a_child_is_brought_put_right_and_collected(day: Town) -> None:
    care = ("childcare", "bring", day.path, "Noor Haddad", "--by", "Rima Haddad")
    shown = day.run(*care, "--dry-run")
    assert shown.output == (
        "Noor Haddad gebracht um 9:00 von Rima Haddad\nNur gezeigt, nichts gespeichert.\n"
    )
    assert child(day)["state"] == "planned"
    assert day.run(*care).exit_code == 0
    assert day.run(*care).exit_code == 4
    assert day.run(*care, "--correct", "--at", "8:50").exit_code == 0
    assert child(day)["brought_at"] == "08:50"
    gone = ("childcare", "collect", day.path, day.ids.child, "--by")
    assert "nicht auf der Liste" in day.run(*gone, "Fremd").output
    assert child(day)["state"] == "brought"
    answer = day.run(*gone, "Fremd", "--because", "Mutter rief an", "--json")
    assert faults("record", json.loads(answer.output)) == []
    assert (child(day)["state"], child(day)["remark"]) == ("collected", "Mutter rief an")
    day.run("undo", day.path)
    assert child(day)["state"] == "brought"


def test_a_collection_that_custody_forbids_is_refused_with_its_reason(day: Town) -> None:
    family = ("person", "family", day.path, day.ids.child, day.ids.father)
    assert day.run(*family, "--relation", "father", "--collects", "forbidden").exit_code == 0
    care = ("childcare", "collect", day.path, day.ids.child, "--by", "Jan Dvořák")
    refused = day.run(*care)
    assert (refused.exit_code, "darf dieses Kind nicht abholen" in refused.output) == (4, True)
    calls = json.loads(day.run("childcare", "calls", day.path, day.ids.child, "--json").output)
    assert faults("childcare-calls", calls) == []
    assert calls["may_not_collect"] == ["Dvořák, Jan"]


def test_a_child_is_excused_and_expected_again(day: Town) -> None:
    assert day.run("childcare", "excuse", day.path, day.ids.child, "--because", " ").exit_code == 4
    day.run("childcare", "excuse", day.path, day.ids.child, "--because", "Fieber")
    assert (child(day)["state"], child(day)["remark"]) == ("excused", "Fieber")
    day.run("childcare", "expect", day.path, day.ids.child)
    assert child(day)["state"] == "planned"


def test_a_child_comes_to_a_carer_and_away_from_her(day: Town) -> None:
    assign = ("childcare", "assign", day.path, day.ids.child, "--carer")
    assert day.run(*assign, "Bea Richter").exit_code == 0
    assert child(day)["carer"] == day.ids.carer
    assert day.run(*assign, "-").output == "Noor Haddad ist jetzt bei niemandem\n"
    assert day.run("childcare", "share", day.path).exit_code == 0
    assert child(day)["carer"] == day.ids.carer
    assert day.run(*assign, day.ids.teacher).exit_code == 4


def test_who_is_not_registered_is_admitted_over_the_ratio_only_with_a_reason(day: Town) -> None:
    admit = ("childcare", "admit", day.path)
    for name in ("Lea", "Max", "Ida", "Tom"):
        assert day.run(*admit, name, "--age", 5).exit_code == 0
    assert day.run(*admit, "Ben", "--age", 5).exit_code == 3
    assert "Ben" not in day.run("people", "list", day.path).output
    assert "sind es 1 Plätze" not in day.run("childcare", "staff", day.path).output
    assert day.run(*admit, "Ben", "--age", 5, "--because", "Mutter bleibt da").exit_code == 0
    told = day.run("childcare", "list", day.path).output
    assert "Begründung: Mutter bleibt da" in told
    assert "zu viel" in day.run("childcare", "staff", day.path).output
    assert day.run("childcare", "staff", day.path, "--carer", day.ids.teacher).exit_code == 4


def test_who_and_when_must_be(day: Town) -> None:
    for words in (
        ("bring", day.path, 999),
        ("bring", day.path, "Niemand"),
        ("bring", day.path, day.ids.child, "--day", "2027-02-07"),
        ("admit", day.path),
        ("admit", day.path, "Lea", "--age", 44),
        ("share", day.path, "--slot", 999),
        ("staff", day.path, "--day", "2027-02-07"),
        ("calls", day.path, 999),
    ):
        refused = day.run("childcare", *words)
        assert refused.exit_code == 4, words
        assert refused.output.strip().endswith("."), words
    assert day.run("childcare", "bring", day.path, day.ids.child, "--at", "neun").exit_code == 2
    assert child(day)["state"] == "planned"
