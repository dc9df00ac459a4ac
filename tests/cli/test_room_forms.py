"""Rooms themselves at the shell."""

import json
from typing import Any

from tests.cli.conftest import Town
from tests.cli.schema import faults


def rooms(town: Town) -> dict[str, dict[str, Any]]:
    found = json.loads(town.run("room", "list", town.path, "--json").output)
    assert faults("rooms", found) == []
    return {row["name"]: row for row in found}


def test_a_room_is_put_down_where_there_is_one_site(town: Town) -> None:
    words = (
        *("room", "add", town.path, "--name", "Werkstatt", "--capacity", 8, "--purpose", "other"),
        *("--accessible", "yes", "--beside", "Nebenraum", "--equipment", "toys, beamer"),
        *("--note", "Schlüssel im Büro"),
    )
    assert town.run(*words, "--dry-run").exit_code == 0
    assert "Werkstatt" not in rooms(town)
    answer = json.loads(town.run(*words, "--json").output)
    assert faults("record", answer) == []
    assert rooms(town)["Werkstatt"] == {
        "id": answer["id"],
        "name": "Werkstatt",
        "site": "Markt 1",
        "capacity": 8,
        "purpose": "other",
        "accessible": True,
        "beside_id": town.ids.side_room,
        "note": "Schlüssel im Büro",
        "equipment": ["beamer", "toys"],
    }
    told = town.run("room", "list", town.path).output
    assert "Werkstatt" in told
    assert "Markt 1" in told


def test_a_new_site_comes_with_its_room(town: Town) -> None:
    words = ("room", "add", town.path, "--name", "Halle", "--site", "Bauhof")
    refused = town.run(*words)
    assert refused.exit_code == 4
    assert "Den Standort „Bauhof“ gibt es nicht. Es gibt: Markt 1. Einen neuen" in refused.output
    assert town.run(*words, "--place", "Adorf").exit_code == 0
    assert rooms(town)["Halle"]["site"] == "Bauhof"
    again = ("room", "add", town.path, "--name", "Keller")
    assert town.run(*again).exit_code == 4
    assert town.run(*again, "--site", "markt 1").exit_code == 0
    assert rooms(town)["Keller"]["site"] == "Markt 1"


def test_a_room_is_changed_in_what_is_given_alone(town: Town) -> None:
    before = rooms(town)["Nebenraum"]
    change = ("room", "change", town.path, "--room", "nebenraum")
    assert town.run(*change, "--accessible", "yes", "--equipment", "toys").exit_code == 0
    now = {**before, "accessible": True, "equipment": ["toys"]}
    assert rooms(town)["Nebenraum"] == now
    assert town.run(*change, "--equipment", "-", "--accessible", "no").exit_code == 0
    assert rooms(town)["Nebenraum"] == before
    assert town.run(*change, "--name", "Kleiner Saal", "--beside", "Schulungsraum").exit_code == 0
    assert rooms(town)["Kleiner Saal"]["beside_id"] == town.ids.room
    cleared = ("room", "change", town.path, "--room", "Kleiner Saal", "--beside", "-")
    assert town.run(*cleared).exit_code == 0
    assert rooms(town)["Kleiner Saal"] == {**before, "name": "Kleiner Saal"}


def test_what_no_longer_fits_is_said_before_and_after(town: Town) -> None:
    town.add_course()
    for who in (town.ids.mother, town.ids.father):
        town.run("enrol", town.path, "--course", "27-A1", "--person", who)
    change = ("room", "change", town.path, "--room", "Schulungsraum", "--capacity", 1)
    told = town.run(*change, "--dry-run").output
    assert told.startswith("Passt danach nicht mehr:\n  Hinweis: ")
    assert rooms(town)["Schulungsraum"]["capacity"] == 20
    answer = json.loads(town.run(*change, "--json").output)
    assert answer["stored"] is True
    assert len(answer["hints"]) > 0
    assert rooms(town)["Schulungsraum"]["capacity"] == 1


def test_what_cannot_be_is_refused(town: Town) -> None:
    before = rooms(town)
    change = ("room", "change", town.path, "--room", "Schulungsraum")
    unknown = town.run(*change, "--equipment", "beamer,sauna")
    assert unknown.exit_code == 4
    assert "Die Ausstattung „sauna“ kennt das Programm nicht. Bitte prüfen" in unknown.output
    for words in (("--capacity", 99_999), ("--name", " "), ("--beside", "Nirgends")):
        assert town.run(*change, *words).exit_code == 4, words
    assert town.run(*change, "--purpose", "party").exit_code == 2
    assert rooms(town) == before


def test_a_room_ends_when_nothing_is_planned_in_it(town: Town) -> None:
    town.add_course()
    used = town.run("room", "end", town.path, "--room", "Schulungsraum")
    assert used.exit_code == 4
    assert "Im Raum sind noch" in used.output
    town.run("undo", town.path)
    end = ("room", "end", town.path, "--room", "Schulungsraum")
    assert town.run(*end, "--dry-run").exit_code == 0
    assert "Schulungsraum" in rooms(town)
    assert town.run(*end).output == "Beendet.\n"
    assert "Schulungsraum" not in rooms(town)
    town.run("undo", town.path)
    assert "Schulungsraum" in rooms(town)
