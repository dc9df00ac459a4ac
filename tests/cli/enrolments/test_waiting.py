"""The waiting list of a course at the shell."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import DRAFT, Town
from tests.cli.schema import faults

COURSE = ("--course", "27-A1")


@pytest.fixture
def full(town: Town) -> Town:
    """Return a town whose course has one place, taken; a mother and a carer wait."""
    draft = DRAFT.replace("capacity = 12", "capacity = 1").replace("childcare = true", "")
    assert town.add_course(draft).exit_code == 0
    for person in (town.ids.father, town.ids.mother, town.ids.carer):
        town.run("enrol", town.path, *COURSE, "--person", person)
    return town


def listed(town: Town) -> list[dict[str, Any]]:
    answer = town.run("waiting", "list", town.path, *COURSE, "--json")
    found: list[dict[str, Any]] = json.loads(answer.output)
    assert faults("waiting-list", found) == []
    return found


def test_who_waits_stands_in_order_with_what_is_missing(full: Town) -> None:
    rows = listed(full)
    assert [(row["id"], row["position"], row["fits"]) for row in rows] == [
        (full.ids.mother, 1, False),
        (full.ids.carer, 2, False),
    ]
    assert all(row["lacks"] for row in rows)
    assert "wartet auf Kursplatz" in full.run("waiting", "list", full.path, *COURSE).output
    assert full.run("waiting", "up", full.path, *COURSE).exit_code == 4


def test_all_who_fit_move_up_when_there_is_room(full: Town) -> None:
    full.run("leave", full.path, *COURSE, "--person", full.ids.father, "--day", "2027-02-04")
    up = ("waiting", "up", full.path, *COURSE)
    assert "Nachrücken kann Rima Haddad" in full.run(*up, "--dry-run").output
    assert len(listed(full)) == 2
    assert full.run(*up).output == "1 Wartende:r ist nachgerückt.\n"
    assert [row["id"] for row in listed(full)] == [full.ids.carer]
    full.run("undo", full.path)
    assert len(listed(full)) == 2


def test_out_of_turn_only_with_a_reason(full: Town) -> None:
    up = ("waiting", "up", full.path, *COURSE, "--person", "Bea Richter")
    assert full.run(*up).exit_code == 3
    assert len(listed(full)) == 2
    assert full.run(*up, "--accept", "mit allen abgesprochen").exit_code == 0
    assert [row["id"] for row in listed(full)] == [full.ids.mother]


def test_a_refusal_keeps_its_reason(full: Town) -> None:
    refuse = ("waiting", "refuse", full.path, *COURSE, "--person", full.ids.mother)
    assert full.run(*refuse, "--dry-run").output.startswith("Rima Haddad abgesagt\n")
    assert len(listed(full)) == 2
    assert full.run(*refuse, "--because", "im Herbst wieder").exit_code == 0
    assert [row["id"] for row in listed(full)] == [full.ids.carer]
    assert full.run(*refuse).exit_code == 4


def test_a_course_without_a_list_says_so(course: Callable[[], Town]) -> None:
    town = course()
    assert town.run("waiting", "list", town.path, *COURSE).output == "Niemand wartet.\n"
    assert town.run("waiting", "list", town.path, "--course", "nix").exit_code == 4
