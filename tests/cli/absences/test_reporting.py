import json
import sqlite3
from collections.abc import Callable

from tests.cli import schema
from tests.cli.conftest import Town


def test_a_dry_run_shows_and_stores_nothing(course: Callable[[], Town]) -> None:
    town = course()
    args = ("absence", town.path, "--person", town.ids.teacher, "--from", "2027-02-02")
    shown = town.run(*args, "--to", "2027-02-05", "--dry-run")
    assert shown.exit_code == 0, shown.output
    assert "Kurs „Deutsch A1“: Di 02.02.2027, 9:00–11:15" in shown.output
    assert "Nur gezeigt, nichts gespeichert." in shown.output
    stored = town.run(*args)
    assert stored.exit_code == 0, stored.output
    assert "Ausfall gespeichert." in stored.output
    again = town.run(*args)
    assert again.exit_code == 4
    assert "schon gemeldet" in again.output
    assert "Ausfall gemeldet" in town.run("undo", town.path).output


def test_json_follows_its_schema(course: Callable[[], Town]) -> None:
    town = course()
    town.run("enrol", town.path, "--course", "27-A1", "--person", town.ids.mother)
    args = ("absence", town.path, "--day", "--from", "02.02.2027", "--reason", "strike")
    result = town.run(*args, "--json", "--dry-run")
    assert result.exit_code == 0, result.output
    value = json.loads(result.output)
    assert schema.faults("absence", value) == []
    assert value["stored"] is False
    assert {touched["source"] for touched in value["touched"]} >= {"lesson", "childcare"}
    assert value["calls"]


def test_exactly_one_of_person_vehicle_village_and_day(town: Town) -> None:
    nothing = town.run("absence", town.path, "--from", "2027-02-02")
    assert nothing.exit_code == 2
    both = town.run("absence", town.path, "--day", "--person", 1, "--from", "2027-02-02")
    assert both.exit_code == 2
    assert "genau eines" in both.output


def test_what_cannot_be_is_refused(town: Town) -> None:
    unknown = town.run("absence", town.path, "--person", 999, "--from", "2027-02-02")
    assert unknown.exit_code == 4
    village = town.run("absence", town.path, "--village", "Rom", "--from", "2027-02-02")
    assert village.exit_code == 4
    assert "keinen Haltepunkt" in village.output
    back = ("--from", "2027-02-02", "--to", "2027-02-01")
    assert town.run("absence", town.path, "--day", *back).exit_code == 4


def test_the_history_names_the_vehicle(town: Town) -> None:
    with sqlite3.connect(town.path) as db:
        (bus,) = db.execute("SELECT id FROM vehicle").fetchone()
    result = town.run("absence", town.path, "--vehicle", bus, "--from", "2027-02-02")
    assert result.exit_code == 0, result.output
    assert "Ausfall gemeldet: Bus 1" in town.run("history", town.path).output


def test_a_village_is_found_however_it_is_written(town: Town) -> None:
    with sqlite3.connect(town.path) as db:
        db.execute("INSERT INTO stop (name, municipality, note) VALUES ('Markt', 'Bad Elster', '')")
    result = town.run("absence", town.path, "--village", "bad elster", "--from", "2027-02-02")
    assert result.exit_code == 0, result.output
