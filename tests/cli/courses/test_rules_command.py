"""`kursplaner course rules`: shown, set for one course, and given back to the town."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Town
from tests.cli.schema import faults

NUMBER = "27-A1"


@pytest.fixture
def town(course: Callable[[], Town]) -> Town:
    return course()


def rules(town: Town, *asked: object) -> dict[str, dict[str, Any]]:
    result = town.run("course", "rules", town.path, NUMBER, *asked, "--json")
    assert result.exit_code == 0, result.output
    value = json.loads(result.output)
    assert faults("course-rules", value) == []
    return {row["rule"]: row for row in value}


def test_a_rule_is_set_for_one_course_and_taken_back(town: Town) -> None:
    before = rules(town)
    assert not any(row["own"] for row in before.values())
    assert rules(town, "--set", "level", "hard", "--dry-run")["level"]["severity"] == "hard"
    assert rules(town) == before
    told = town.run(
        "course", "rules", town.path, NUMBER, "--set", "level", "hard", "--set", "holiday", "off"
    )
    assert "2 Regeln geändert." in told.output
    assert "muss gelöst werden (nur hier)" in told.output
    after = rules(town)
    assert {rule for rule, row in after.items() if row["own"]} == {"level", "holiday"}
    town.run("undo", town.path)
    assert rules(town) == before


def test_the_town_decides_again(town: Town) -> None:
    rules(town, "--set", "level", "hard")
    again = town.run("course", "rules", town.path, NUMBER, "--set", "level", "town")
    assert "1 Regel geändert." in again.output
    assert not rules(town)["level"]["own"]
    same = town.run("course", "rules", town.path, NUMBER, "--set", "level", "town")
    assert "Daran hat sich nichts geändert." in same.output


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        (("--set", "room", "off"), 4, "Doppelt belegt bleibt ein Konflikt"),
        (("--set", "level", "loud"), 2, "„loud“ kennt das Programm nicht"),
        (("--set", "nothing", "off"), 2, "„nothing“ kennt das Programm nicht"),
        (("--set", "level", "off", "--set", "level", "hard"), 4, "Eine Regel ist zweimal genannt"),
    ],
)
def test_what_cannot_be_set_is_refused(
    town: Town, asked: tuple[str, ...], code: int, says: str
) -> None:
    before = rules(town)
    result = town.run("course", "rules", town.path, NUMBER, *asked)
    assert (result.exit_code, says in result.output) == (code, True), result.output
    assert rules(town) == before
