"""Lessons added, changed and held after all at the shell."""

import json
from collections.abc import Callable
from typing import Any

from tests.cli.conftest import Town
from tests.cli.schema import faults


def lessons(town: Town) -> list[dict[str, Any]]:
    answer = town.run("course", "show", town.path, "27-A1", "--json")
    return list(json.loads(answer.output)["lessons"])


def test_one_lesson_more_is_like_another(course: Callable[[], Town]) -> None:
    town = course()
    before = lessons(town)
    add = ("lesson", "add", town.path, before[0]["id"], "--to", "2027-02-12 09:00")
    assert "Nur gezeigt" in town.run(*add, "--dry-run").output
    assert lessons(town) == before
    answer = json.loads(town.run(*add, "--json").output)
    assert faults("record", answer) == []
    (made,) = [row for row in lessons(town) if row["id"] == answer["id"]]
    assert (made["day"], made["teachers"]) == ("2027-02-12", before[0]["teachers"])
    town.run("undo", town.path)
    assert lessons(town) == before
    assert town.run(*add[:-1], "2026-02-12 09:00").exit_code == 4


def test_room_teacher_and_times_are_changed_with_their_reach(course: Callable[[], Town]) -> None:
    town = course()
    first = lessons(town)[0]["id"]
    change = ("lesson", "change", town.path, first)
    assert town.run(*change, "--teacher", "-", "--reach", "rest").exit_code == 0
    assert [bool(row["teachers"]) for row in lessons(town)] == [False, True, False, True]
    assert town.run(*change, "--ends", "10:30").exit_code == 0
    assert [row["ends"] for row in lessons(town)][:2] == ["10:30", "11:15"]
    assert town.run(*change, "--ends", "10:30").exit_code == 4
    assert town.run(*change, "--ends", "8:00").exit_code == 4
    assert town.run(*change, "--room", "Nirgends").exit_code == 4
    assert town.run(*change, "--teacher", "Niemand").exit_code == 4
    assert town.run(*change).exit_code == 2
    assert town.run("lesson", "change", town.path, 999, "--room", "-").exit_code == 4


def test_choices_say_what_stands_against_each(course: Callable[[], Town]) -> None:
    town = course()
    first = lessons(town)[0]["id"]
    rooms = json.loads(town.run("lesson", "choices", town.path, first, "--json").output)
    assert faults("lesson-choices", rooms) == []
    (side,) = rooms
    assert (side["name"], side["possible"], bool(side["against"])) == ("Nebenraum", False, True)
    assert "geht nicht" in town.run("lesson", "choices", town.path, first).output
    told = town.run("lesson", "choices", town.path, first, "--teachers").output
    assert told == "Es gibt keine andere Wahl.\n"


def test_a_cancelled_lesson_is_held_after_all(course: Callable[[], Town]) -> None:
    town = course()
    first = lessons(town)[0]["id"]
    cancel = ("cancel", town.path, first, "--reason", "Schnee", "--from-here-on")
    assert town.run(*cancel, "--dry-run").output.startswith("Es entfallen: 2 Termine")
    assert all(row["status"] == "planned" for row in lessons(town))
    town.run(*cancel)
    restore = ("lesson", "restore", town.path, first)
    assert town.run(*restore, "--dry-run").exit_code == 0
    assert town.run(*restore).output == "Deutsch A1 findet am Di 02.02. statt\n"
    assert [row["status"] for row in lessons(town)].count("cancelled") == 1
    assert town.run(*restore).exit_code == 4
    assert town.run("lesson", "take-in", town.path, "27-A1", "--day", "2027-02-03").exit_code == 4


def test_a_move_goes_into_a_draft_and_out_of_it(course: Callable[[], Town]) -> None:
    town = course()
    before = lessons(town)
    move = ("move", town.path, before[0]["id"], "--to", "2027-02-05 09:00", "--draft")
    assert town.run(*move, "--dry-run").exit_code == 0
    assert town.run("draft", "list", town.path).output == "Kein Entwurf.\n"
    assert town.run(*move).output.endswith("Im Entwurf 1 vorgemerkt: 1 Änderung.\n")
    assert lessons(town) == before
    assert "  1. Deutsch A1" in town.run("draft", "show", town.path, 1).output
    assert town.run("draft", "take-out", town.path, 1, 2).exit_code == 4
    assert town.run("draft", "take-out", town.path, 1, 1, "--dry-run").exit_code == 0
    assert town.run("draft", "take-out", town.path, 1, 1).exit_code == 0
    assert "1." not in town.run("draft", "show", town.path, 1).output
