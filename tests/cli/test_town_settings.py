"""Settings at the shell, and new and saved towns."""

import json
from pathlib import Path

from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town
from tests.cli.schema import faults


def test_every_setting_is_listed_with_its_value_as_people_read_it(town: Town) -> None:
    rows = json.loads(town.run("settings", "list", town.path, "--json").output)
    assert faults("settings-list", rows) == []
    shown = {row["key"]: row["shown"] for row in rows}
    assert shown["calendar.day_starts"] == "7:00"
    assert shown["calendar.land"] == "Sachsen"
    assert shown["course.weekdays"] == "Di, Do"
    assert {"ja", "nein", "hart", "Hinweis"} <= set(shown.values())
    changed = json.loads(town.run("settings", "list", town.path, "--changed", "--json").output)
    assert {row["key"] for row in changed} == {"town.name"}
    told = town.run("settings", "list", town.path, "--find", "Kalender").output
    assert "  Kalender beginnt um: 7:00\n" in told


def test_a_setting_is_changed_by_enough_of_its_name(town: Town) -> None:
    put = ("settings", "set", town.path, "Kalender beginnt")
    assert town.run(*put, "8:30", "--dry-run").exit_code == 0
    answer = json.loads(town.run(*put, "8.30", "--json").output)
    assert faults("settings-set", answer) == []
    assert (answer["before"], answer["after"], answer["stored"]) == ("7:00", "8:30", True)
    assert town.run(*put, "8:30").output == "Kalender beginnt um bleibt: 8:30\n"
    told = town.run("settings", "get", town.path, "kalender BEGINNT").output
    assert told.splitlines()[:2] == ["Kalender beginnt um: 8:30", "Voreinstellung: 7:00"]
    town.run("undo", town.path)
    row = json.loads(town.run("settings", "get", town.path, "Kalender beginnt", "--json").output)
    assert (row["value"], row["changed"]) == ("420", False)
    for name, value in (
        ("Übliche Wochentage", "Mo, mi"),
        ("An Feiertagen kein Unterricht", "NEIN"),
        ("Kindersitz fehlt", "hinweis"),
        ("Zweites Land", "Bayern"),
    ):
        assert "Gespeichert." in town.run("settings", "set", town.path, name, value).output, name


def test_what_a_setting_cannot_be_is_refused(town: Town) -> None:
    for words in (
        ("Kalender beginnt", "morgens"),
        ("Kalender", "8:00"),
        ("Gibt es nicht", "1"),
        ("An Feiertagen kein Unterricht", "vielleicht"),
        ("Übliche Wochentage", "Feiertag"),
        ("Raster beim Verschieben", "0"),
        ("Raster beim Verschieben", "viele"),
    ):
        refused = town.run("settings", "set", town.path, *words)
        assert (refused.exit_code, "_" in refused.output) == (4, False), words
    assert town.run("settings", "set", town.path, "Kalender beginnt").exit_code == 2
    assert town.run("settings", "set", town.path, "Raster", "5", "--default").exit_code == 2
    rows = json.loads(town.run("settings", "list", town.path, "--changed", "--json").output)
    assert {row["key"] for row in rows} == {"town.name"}


def test_a_town_is_founded_once_and_saved(town: Town, tmp_path: Path) -> None:
    new = (
        "create",
        tmp_path / "Neu",
        "--town",
        " Greiz ",
        "--land",
        "th",
        "--second-land",
        "SN",
        "--plain",
    )
    assert town.run(*new).output.startswith("Angelegt: Neu.kursplan.\n")
    assert town.run(*new).exit_code == 4
    assert town.run("create", tmp_path / "X", "--town", " ", "--plain").exit_code == 2
    assert town.run("create", tmp_path / "X", "--town", "X", "--land", "XX").exit_code == 2
    assert not (tmp_path / "X.kursplan").exists()
    founded = Workspace.open(tmp_path / "Neu.kursplan")
    wanted = ("town.name", "calendar.land", "calendar.second_land")
    assert [founded.settings.text(key) for key in wanted] == ["Greiz", "TH", "SN"]
    founded.close()
    assert town.run("backups", town.path).output == "Noch keine Sicherung.\n"
    assert town.run("backup", town.path).exit_code == 0
    (saved,) = json.loads(town.run("backups", town.path, "--json").output)
    assert faults("backups", [saved]) == []
    assert saved["readable"]
    assert Path(saved["file"]).is_file()
    assert town.run("backup", tmp_path / "fehlt.kursplan").exit_code == 4
