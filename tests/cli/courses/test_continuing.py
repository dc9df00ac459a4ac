"""`kursplaner course continue` and `course ask` on the small town of the shell."""

import json
from pathlib import Path

import pytest

from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.town import FollowUp
from kursplaner.store.records import find
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import JANUARY, Town, with_family
from tests.cli.schema import faults
from tests.towns import copied

NUMBER, NEXT = "27-A1", "27-A2"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    with copied(with_family, tmp_path / "adorf.kursplan", JANUARY) as made:
        return Town(made.workspace.path, made.ids)


def stored(town: Town) -> tuple[list[str], int, int]:
    workspace = Workspace.open(town.path)
    with workspace.read() as db:
        numbers = [course.number for course in find(db, Course)]
        people, asked = len(find(db, Enrolment)), len(find(db, FollowUp))
    workspace.close()
    return numbers, people, asked


def test_a_course_goes_on_shown_first_and_taken_back_whole(town: Town) -> None:
    before = stored(town)
    shown = town.run("course", "continue", town.path, NUMBER, "--dry-run")
    assert "Es gehen weiter: 2 Personen, 1 Kind" in shown.output
    assert "erneut zu fragen: 3 Personen (Einwilligung 3)" in shown.output
    assert "nichts gespeichert" in shown.output
    assert stored(town) == before
    done = town.run("course", "continue", town.path, NUMBER)
    assert f"Kurs {NEXT} angelegt (ID 2); er führt {NUMBER} fort." in done.output
    assert stored(town) == ([NUMBER, NEXT], before[1] + 2, before[2] + 3)
    town.run("undo", town.path)
    assert stored(town) == before


def test_who_does_not_go_on_stays_behind_and_names_are_given(town: Town) -> None:
    asked = (
        *("--from", "2027-09-01", "--new-number", "27-B", "--title", "Neu", "--same-level"),
        *("--without", town.ids.mother),
    )
    done = town.run("course", "continue", town.path, NUMBER, *asked)
    assert done.exit_code == 0, done.output
    value = json.loads(town.run("course", "show", town.path, "27-B", "--json").output)
    assert (value["title"], value["level"], value["first_day"]) == ("Neu", "A1.1", "2027-09-02")
    assert [person["id"] for person in value["people"]] == [town.ids.father]
    refused = town.run("course", "continue", town.path, NUMBER, "--without", town.ids.teacher)
    assert refused.exit_code == 4


def test_the_list_is_ticked_opened_and_promised(town: Town) -> None:
    town.run("course", "continue", town.path, NUMBER)
    father, mother = town.ids.father, town.ids.mother
    ticked = town.run("course", "ask", town.path, NEXT, "--done", father, "--done", mother)
    assert "2 Personen gefragt." in ticked.output
    opened = town.run("course", "ask", town.path, NEXT, "--open", father, "--json")
    value = json.loads(opened.output)
    assert faults("course-ask", value) == []
    days = {person["id"]: person["asked_on"] for person in value}
    assert days == {father: None, mother: "2027-01-11", town.ids.child: None}
    assert {text for person in value for text in person["known"].values()} == {"keine"}
    assert "2 Personen gefragt." in town.run("course", "ask", town.path, NEXT, "--all").output
    town.run("undo", town.path)
    town.run("undo", town.path)
    again = json.loads(town.run("course", "ask", town.path, NEXT, "--json").output)
    assert sum(person["asked_on"] is not None for person in again) == 2


def test_a_course_without_a_list_asks_nobody(town: Town) -> None:
    nobody = town.run("course", "ask", town.path, NUMBER)
    assert (nobody.exit_code, nobody.output) == (0, f"Kurs {NUMBER} fragt niemanden erneut.\n")
    refused = town.run("course", "ask", town.path, NUMBER, "--done", town.ids.mother)
    assert refused.exit_code == 4
    assert "steht nicht auf der Liste" in refused.output
