"""Vehicles at the shell."""

import json
from typing import Any

from kursplaner.domain.kinds import ActKind, Role
from kursplaner.domain.people import Profile
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town
from tests.cli.schema import faults


def listed(town: Town) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        town.run("vehicle", "list", town.path, "--json").output
    )
    assert faults("vehicle-list", found) == []
    return found


def driver(town: Town) -> int:
    workspace = Workspace.open(town.path)
    with workspace.change(ActKind.PERSON_CHANGED) as db:
        db.add(Profile(person_id=town.ids.father, role=Role.DRIVER.value))
    workspace.close()
    return town.ids.father


def test_a_vehicle_is_put_down_with_all_its_facts(town: Town) -> None:
    town.run("stop", "add", town.path, "--place", "Oelsnitz", "--name", "Markt")
    who = driver(town)
    words = (
        *("vehicle", "add", town.path, "--name", " Bus 7 ", "--plate", "V-AD 7", "--seats", 6),
        *("--wheelchairs", 1, "--prams", 2, "--child-seats", 3, "--boosters", 4),
        *("--infant-carriers", 5, "--driver", who, "--depot", "Oelsnitz, Markt"),
        *(
            "--owner",
            "lent",
            "--odometer",
            4711,
            "--inspection",
            "2028-06-30",
            "--insurance",
            "31.12.2027",
        ),
    )
    assert json.loads(town.run(*words, "--dry-run", "--json").output)["id"] is None
    assert len(listed(town)) == 1
    answer = json.loads(town.run(*words, "--json").output)
    assert faults("record", answer) == []
    (made,) = (row for row in listed(town) if row["id"] == answer["id"])
    depot = made.pop("depot")
    assert depot["name"] == "Oelsnitz, Markt"
    assert made == {
        "id": answer["id"],
        "name": "Bus 7",
        "plate": "V-AD 7",
        "seats": 6,
        "wheelchairs": 1,
        "prams": 2,
        "child_seats": 3,
        "boosters": 4,
        "infant_carriers": 5,
        "odometer": 4711,
        "owner": "lent",
        "driver": {"id": who, "name": "Dvořák, Jan"},
        "inspection": "2028-06-30",
        "insurance": "2027-12-31",
    }
    told = town.run("vehicle", "list", town.path).output
    assert "Dvořák, Jan" in told
    assert "niemand fest" in told
    assert "am Kursort" in told


def test_a_vehicle_is_changed_in_what_is_given_alone(town: Town) -> None:
    (before,) = listed(town)
    key, who = before["id"], driver(town)
    assert town.run("vehicle", "change", town.path, key, "--driver", who).exit_code == 0
    assert town.run("vehicle", "change", town.path, key, "--seats", 5, "--dry-run").exit_code == 0
    (after,) = listed(town)
    assert after == {**before, "driver": {"id": who, "name": "Dvořák, Jan"}}
    words = ("vehicle", "change", town.path, key, "--driver", "-", "--name", "Bus A")
    assert town.run(*words).output == "Gespeichert.\n"
    (last,) = listed(town)
    assert last == {**before, "name": "Bus A"}
    town.run("undo", town.path)
    assert listed(town) == [after]


def test_what_cannot_be_is_refused(town: Town) -> None:
    (before,) = listed(town)
    change = ("vehicle", "change", town.path, before["id"])
    for words in (("--seats", 1), ("--name", " "), ("--depot", "Nirgends"), ("--driver", 999)):
        assert town.run(*change, *words).exit_code == 4, words
    assert town.run(*change, "--driver", town.ids.teacher).exit_code == 4
    assert town.run(*change, "--driver", "Niemand").exit_code == 4
    assert town.run("vehicle", "change", town.path, 999, "--seats", 5).exit_code == 4
    assert listed(town) == [before]


def test_what_no_longer_fits_is_said(town: Town) -> None:
    (before,) = listed(town)
    words = ("vehicle", "change", town.path, before["id"], "--seats", 2, "--dry-run")
    assert town.run(*words).output == "Nur gezeigt, nichts gespeichert.\n"


def test_a_vehicle_ends(town: Town) -> None:
    (before,) = listed(town)
    end = ("vehicle", "end", town.path, before["id"])
    assert town.run(*end, "--dry-run").exit_code == 0
    assert listed(town) == [before]
    assert town.run(*end).output == "Beendet.\n"
    assert listed(town) == []
    assert "Noch kein Fahrzeug." in town.run("vehicle", "list", town.path).output
    town.run("undo", town.path)
    assert listed(town) == [before]
