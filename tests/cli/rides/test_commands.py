import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kursplaner.cli.main import shell
from kursplaner.domain.people import Closure, Credential
from kursplaner.domain.rides.rides import Ride, RideSeat, Vehicle
from kursplaner.store.records import by_id, find
from kursplaner.store.whereabouts import RIDE, reoccupy
from tests.cli.schema import faults
from tests.planning.absences.test_other_times import with_neighbour
from tests.planning.riding_town import RidingTown, build_riding_town
from tests.planning.small_town import NOW, add_person
from tests.towns import copied

DAY = ("--day", "2027-03-09")


@pytest.fixture
def riding(tmp_path: Path) -> Iterator[RidingTown]:
    with copied(build_riding_town, tmp_path / "adorf.kursplan", NOW) as made:
        yield made


def run(riding: RidingTown, command: str, *args: object) -> Result:
    path = riding.workspace.path
    return CliRunner().invoke(shell, ["ride", command, str(path), *(str(arg) for arg in args)])


def undo(riding: RidingTown) -> str:
    return CliRunner().invoke(shell, ["undo", str(riding.workspace.path)]).output


def driver(riding: RidingTown) -> int:
    with riding.workspace.fill() as db:
        key = add_person(db, "Zander", "driver")
        for kind in ("licence_check", "police_certificate", "driver_briefing"):
            db.add(Credential(resource_id=key, kind=kind))
        return key


def ride(riding: RidingTown, at: int = 4) -> Ride:
    with riding.workspace.read() as db:
        found = by_id(db, Ride, riding.town.rides[at])
        db.expunge(found)
        return found


def test_the_rides_of_a_day_are_listed_with_their_numbers(riding: RidingTown) -> None:
    told = run(riding, "list", *DAY).output
    out = riding.town.rides[4]
    assert f"{out}" in told
    assert f"Bus 1 ({riding.town.vehicle})" in told
    assert "2/3" in told
    assert run(riding, "list", "--day", "2027-03-07").output == "An diesem Tag fährt niemand.\n"
    assert json.loads(run(riding, "list", "--day", "2027-03-07", "--json").output) == []


def test_whoever_is_away_at_a_ride_is_named_in_the_table_and_as_json(riding: RidingTown) -> None:
    out, ill = ride(riding), riding.town.people["driver"]
    with riding.workspace.fill() as db:
        at = {"starts": out.starts - 60, "ends": out.starts + 1}
        db.add(Closure(resource_id=ill, reason="ill", **at))
    told = run(riding, "list", *DAY).output
    assert told.count("nicht da") == 1
    found = json.loads(run(riding, "list", *DAY, "--json").output)
    assert faults("ride-list", found) == []
    by_id = {row["id"]: row for row in found}
    first = by_id[out.id]
    assert (first["driver"]["id"], first["driver"]["away"], first["driven"]) == (ill, True, False)
    assert [row["driven"] for row in found if row["id"] != out.id] == [True] * (len(found) - 1)
    assert (first["people"], first["seats"]) == (2, 3)
    assert sum(len(stop["people"]) for stop in first["stops"]) == 2
    assert [stop["site"] for stop in first["stops"]][-1]


def test_two_drivers_swap_a_day(riding: RidingTown) -> None:
    other, first = driver(riding), riding.town.people["driver"]
    shown = run(riding, "swap", first, other, "--drivers", *DAY, "--dry-run")
    assert shown.exit_code == 0, shown.output
    assert "nichts gespeichert" in shown.output
    assert ride(riding).driver_id == first
    told = run(riding, "swap", first, other, "--drivers", *DAY).output
    assert "2 Fahrten am Di 09.03.2027 ändern sich" in told
    assert "Zan Zander hat an diesem Tag keine Fahrt und übernimmt alle." in told
    assert "Zan Zander statt Wol Wolf" in told
    assert "2 Fahrten getauscht: Wol Wolf und Zan Zander." in told
    assert ride(riding).driver_id == other
    assert "Fahrten getauscht" in undo(riding)
    assert ride(riding).driver_id == first


def test_a_swap_against_a_hard_rule_ends_with_3(riding: RidingTown) -> None:
    with riding.workspace.fill() as db:
        small = Vehicle(name="Klein", seats=2)
        db.add(small)
        db.flush()
        key = small.id
    refused = run(riding, "swap", riding.town.vehicle, key, "--vehicles", *DAY)
    assert refused.exit_code == 3
    assert "Geht nicht: zu wenige Sitze" in refused.output
    assert ride(riding).vehicle_id == riding.town.vehicle
    first = riding.town.people["driver"]
    assert run(riding, "swap", first, first, "--drivers", *DAY).exit_code == 4
    assert run(riding, "swap", 1, 2, "--drivers", "--vehicles").exit_code == 2


def test_another_stop_for_a_day(riding: RidingTown) -> None:
    who = ("--person", riding.mother)
    told = run(riding, "stop", *who, "--stop", "ort near", *DAY, "--direction", "out")
    assert told.exit_code == 0, told.output
    assert "Nur am Di 09.03.2027: Haltepunkt Ort, Near für" in told.output
    assert "Hinfahrt: Abfahrt 8:36 statt 8:10 (" in told.output
    assert riding.stops_of().count(riding.stops["near"]) == 1
    assert run(riding, "stop", *who, "--stop", "-", *DAY).exit_code == 0
    assert riding.stops_of().count(riding.stops["near"]) == 0


def test_a_stop_out_of_reach_is_refused(riding: RidingTown) -> None:
    who = ("--person", riding.mother)
    refused = run(riding, "stop", *who, "--stop", "Far", *DAY, "--dry-run")
    assert refused.exit_code == 4
    assert "In Ort, Far kann niemand halten. Die Fahrt würde" in refused.output
    assert run(riding, "stop", *who, "--stop", "Nirgends", *DAY).exit_code == 4
    assert run(riding, "stop", *who, "--stop", "Near", "--day", "2027-03-07").exit_code == 4


def test_who_could_drive_is_shown_and_taken(riding: RidingTown) -> None:
    other, key = driver(riding), riding.town.rides[4]
    with riding.workspace.fill() as db:
        by_id(db, Ride, key).driver_id = None
        reoccupy(db, {RIDE: [key]})
    told = run(riding, "drive", key).output
    assert f"Zan Z. fährt: frei (--vehicle {riding.town.vehicle} --driver {other})" in told
    assert "Sonst: --taxi oder --call-off." in told
    assert run(riding, "drive", key, "--driver", other, "--dry-run").exit_code == 0
    assert ride(riding).driver_id is None
    assert "Fahrt zugeteilt." in run(riding, "drive", key, "--driver", other).output
    assert ride(riding).driver_id == other
    assert run(riding, "drive", key, "--driver", 999).exit_code == 4


def test_a_taxi_and_calling_off(riding: RidingTown) -> None:
    key = riding.town.rides[4]
    told = run(riding, "drive", key, "--taxi").output
    assert told.startswith("Di 09.03.2027, 2 Personen, davon 1 Kindersitz\n")
    assert "Ein Taxi fährt; bestellen Sie es bitte selbst." in told
    assert ride(riding).by_taxi
    assert "Taxi" in run(riding, "list", *DAY).output
    told = run(riding, "drive", key, "--call-off", "snow").output
    assert "Ohne Fahrt, danach unter „Nicht eingeplant“: " in told
    assert "Fahrt abgesagt." in told
    assert not ride(riding).by_taxi
    assert run(riding, "drive", key).exit_code == 4
    assert run(riding, "drive", key, "--taxi", "--call-off", "snow").exit_code == 2


def test_a_swap_is_told_as_json(riding: RidingTown) -> None:
    other, first = driver(riding), riding.town.people["driver"]
    shown = run(riding, "swap", first, other, "--drivers", *DAY, "--dry-run", "--json")
    found = json.loads(shown.output)
    assert faults("ride-swap", found) == []
    assert (found["stored"], found["staying"], len(found["rides"])) == (False, 0, 2)
    row = found["rides"][0]
    assert (row["before"]["driver"]["id"], row["after"]["driver"]["id"]) == (first, other)
    assert row["before"]["vehicle"] == row["after"]["vehicle"]
    assert row["after"]["vehicle"]["name"] == "Bus 1"
    assert "Zan Zander statt Wol Wolf" in " ".join(found["changes"])
    assert ride(riding).driver_id == first
    stored = json.loads(run(riding, "swap", first, other, "--drivers", *DAY, "--json").output)
    assert stored == {**found, "stored": True}
    assert ride(riding).driver_id == other


def test_another_stop_is_told_as_json_with_whose_time_changes(riding: RidingTown) -> None:
    asked = ("--person", riding.mother, "--stop", "near", *DAY, "--direction", "out", "--json")
    found = json.loads(run(riding, "stop", *asked, "--dry-run").output)
    assert faults("ride-stop", found) == []
    assert (found["day"], found["others"], found["stored"]) == ("2027-03-09", [], False)
    assert found["changes"][0].startswith("Nur am Di 09.03.2027: Haltepunkt Ort, Near")
    assert json.loads(run(riding, "stop", *asked).output)["stored"] is True
    refused = run(riding, "stop", "--person", riding.mother, "--stop", "Far", *DAY, "--json")
    assert refused.exit_code == 4


def test_who_could_drive_is_told_as_json(riding: RidingTown) -> None:
    other, key = driver(riding), riding.town.rides[4]
    found = json.loads(run(riding, "drive", key, "--json").output)
    assert faults("ride-drive", found) == []
    assert (found["stored"], found["changes"], len(found["people"])) == (False, [], 2)
    assert other in [offer["driver"]["id"] for offer in found["offers"]]
    assert {offer["vehicle"]["id"] for offer in found["offers"]} == {riding.town.vehicle}
    taken = json.loads(run(riding, "drive", key, "--driver", other, "--json").output)
    assert faults("ride-drive", taken) == []
    assert (taken["stored"], ride(riding).driver_id) == (True, other)
    called = json.loads(run(riding, "drive", key, "--call-off", "snow", "--json").output)
    assert called["changes"][0].startswith("Ohne Fahrt, danach unter „Nicht eingeplant“")


def test_whom_another_time_is_to_be_told_is_listed_and_ticked(riding: RidingTown) -> None:
    neighbour = with_neighbour(riding)
    assert "Niemandem ist eine Änderung" in run(riding, "calls").output
    who = ("--person", riding.mother, "--stop", "ort beyond")
    preview = run(riding, "stop", *who, *DAY, "--dry-run").output
    assert "Danach anzurufen: 1 Person" in preview
    assert "Danach anzurufen" in run(riding, "stop", *who, *DAY).output
    told = run(riding, "calls").output
    assert told.startswith(f"{neighbour}: Nac Nachbar anrufen: „Ihr Bus kommt am Di 09.03. um ")
    found = json.loads(run(riding, "calls", "--json").output)
    assert faults("ride-calls", found) == []
    (call,) = found
    assert (call["id"], [way["day"] for way in call["ways"]]) == (neighbour, ["2027-03-09"] * 2)
    assert [way["direction"] for way in call["ways"]] == ["out", "back"]
    assert run(riding, "calls", "--told", riding.mother).exit_code == 4
    shown = run(riding, "calls", "--told", neighbour, "--dry-run").output
    assert "nichts gespeichert" in shown
    assert len(json.loads(run(riding, "calls", "--json").output)) == 1
    assert "Niemandem ist eine Änderung" in run(riding, "calls", "--told", neighbour).output
    assert json.loads(run(riding, "calls", "--json").output) == []
    undo(riding)
    assert json.loads(run(riding, "calls", "--json").output) == found


def test_a_day_is_planned_anew(riding: RidingTown) -> None:
    with riding.workspace.fill() as db:
        for seat in find(db, RideSeat, person_id=riding.mother):
            db.delete(seat)
    shown = run(riding, "plan", *DAY, "--dry-run").output
    assert "Fahrten, 2 Personen" in shown
    assert shown.endswith("Nur gezeigt, nichts gespeichert.\n")
    assert (date(2027, 3, 9), "out") not in riding.seats()
    found = json.loads(run(riding, "plan", *DAY, "--json").output)
    assert faults("ride-plan", found) == []
    (course,) = found["courses"]
    assert (course["joining"], course["leaving"]) == ([riding.mother], [])
    assert (course["before"]["people"], course["after"]["people"]) == (1, 2)
    assert (found["day"], found["left_out"], found["stored"]) == ("2027-03-09", [], True)
    assert (date(2027, 3, 9), "out") in riding.seats()
    again = run(riding, "plan", *DAY, "--dry-run").output
    assert "Es ändert sich nichts." in again
    assert ", bleibt\n" in again
    none = run(riding, "plan", "--day", "2027-03-07", "--dry-run").output
    assert "kein" in none


def test_who_has_no_seat_in_the_new_plan_is_named(riding: RidingTown) -> None:
    with riding.workspace.fill() as db:
        by_id(db, Vehicle, riding.town.vehicle).seats = 2
    told = run(riding, "plan", *DAY, "--dry-run").output
    assert f"({riding.mother})" in told
    found = json.loads(run(riding, "plan", *DAY, "--dry-run", "--json").output)
    assert {row["id"] for row in found["left_out"]} == {riding.mother, riding.child}
    assert found["stored"] is False
