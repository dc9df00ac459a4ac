import json
from collections.abc import Callable

from tests.cli.conftest import DRAFT, Town
from tests.cli.schema import faults


def test_course_is_planned_shown_and_stored_in_one_step(town: Town) -> None:
    added = town.add_course()
    assert added.exit_code == 0, added.output
    assert "4 Termine · 12 UE" in added.output
    assert "Winterferien" in added.output
    assert town.run("undo", town.path).output == "Rückgängig gemacht: Kurs angelegt: Deutsch A1\n"
    assert json.loads(town.run("course", "list", town.path, "--json").output) == []


def test_dry_run_writes_nothing(town: Town) -> None:
    before = town.path.read_bytes()
    spec = town.write("draft.toml", DRAFT)
    shown = town.run("course", "add", town.path, "--spec", spec, "--dry-run")
    assert shown.exit_code == 0
    assert "nichts gespeichert" in shown.output
    assert town.path.read_bytes() == before


def test_json_fits_the_schema(course: Callable[[], Town]) -> None:
    town = course()
    listed = json.loads(town.run("course", "list", town.path, "--json").output)
    assert faults("course-list", listed) == []
    assert listed[0]["last_day"] == "2027-02-25"
    shown = json.loads(town.run("course", "show", town.path, "27-A1", "--json").output)
    assert faults("course-show", shown) == []
    assert [lesson["day"] for lesson in shown["lessons"]][:2] == ["2027-02-02", "2027-02-04"]
    assert shown["lessons"][0]["childcare"]["places"] == 5
    assert shown["skipped"][0] == {"day": "2027-02-09", "reason": "school_holiday"}


def test_tables_for_people(course: Callable[[], Town]) -> None:
    town = course()
    listed = town.run("course", "list", town.path).output
    assert "Allgemeiner Integrationskurs" in listed
    assert listed.endswith("1 Kurs\n")
    assert "Di 02.02.2027" in town.run("course", "show", town.path, "27-A1").output


def test_unknown_course(town: Town) -> None:
    result = town.run("course", "show", town.path, "99")
    assert result.exit_code == 4
    assert "„99“ gibt es nicht" in result.output


def test_a_taken_room_is_a_hard_conflict(course: Callable[[], Town]) -> None:
    town = course()
    second = DRAFT.replace("27-A1", "27-A2") + 'room = "Schulungsraum"\n'
    result = town.add_course(second)
    assert result.exit_code == 3
    assert "Schulungsraum ist am Di 02.02.2027, 9:00–11:15 doppelt belegt" in result.output
    assert len(json.loads(town.run("course", "list", town.path, "--json").output)) == 1


def test_refused_drafts_store_nothing(town: Town) -> None:
    for wrong, says in (
        ('room = "Schlossturm"\n', "Raum „Schlossturm“ gibt es nicht"),
        ('teacher = "Niemand"\n', "Lehrkraft „Niemand“ gibt es nicht"),
        ("units_per_week = 3\n", "„units_per_week“; das kennt das Programm nicht"),
    ):
        result = town.add_course(DRAFT + wrong)
        assert result.exit_code == 4
        assert says in result.output
    swapped = DRAFT.replace("09:00", "12:00")
    assert "Ende liegt nicht nach dem Beginn" in town.add_course(swapped).output
    long = town.add_course(DRAFT.replace("Deutsch A1", "D" * 500))
    assert long.exit_code == 4
    assert "zu lang" in long.output
    assert json.loads(town.run("course", "list", town.path, "--json").output) == []


def test_a_course_wholly_in_the_past_is_asked_about(town: Town) -> None:
    draft = town.write("old.toml", DRAFT.replace("2027-", "2025-"))
    add = ("course", "add", town.path, "--spec", draft)
    result = town.run(*add)
    assert result.exit_code == 4
    assert "Stimmt das Jahr?" in result.output
    assert town.run("course", "show", town.path, "27-A1").exit_code != 0
    result = town.run(*add, "--past")
    assert result.exit_code == 0, result.output
