"""One ride at the shell: shown, closed with its results, locked, its passengers moved."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kursplaner.basics import clock
from kursplaner.cli.main import shell
from tests.cli.schema import faults
from tests.towns import demo_town

EVENING = datetime(2027, 3, 2, 21, 0)
MORNING, LATER = 17, 169


class Demo:
    """The demo town on the evening of its day."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def run(self, *args: object) -> Result:
        return CliRunner().invoke(shell, [str(arg) for arg in args])

    def ride(self, *args: object) -> Result:
        verb, *rest = args
        return self.run("ride", verb, self.path, *rest)

    def shown(self, key: int) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.ride("show", key, "--json").output)
        assert faults("ride-show", found) == []
        return found


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    path = tmp_path / "Adorf.kursplan"
    path.write_bytes(demo_town())
    with clock.pinned(EVENING):
        yield Demo(path)


def test_a_ride_is_closed_once_all_is_told(demo: Demo) -> None:
    before = demo.shown(MORNING)
    who = before["people"][0]["id"]
    result = ("result", MORNING)
    for words in (
        ("--person", f"{who}=nix"),
        ("--person", f"{who}=no-show"),
        ("--person", "999=done"),
        ("--all", "--end", 99_999),
        ("--all", "--start", 1, "--end", 9),
    ):
        assert demo.ride(*result, *words).exit_code == 4, words
    assert demo.shown(MORNING) == before
    told_all = ("--all", "--person", f"{who}=no-show: nicht am Halt", "--end", 49_541)
    assert "abgeschlossen" in demo.ride(*result, *told_all, "--dry-run").output
    assert demo.shown(MORNING) == before
    assert demo.ride(*result, *told_all).output == "Fahrt Oelsnitz: abgeschlossen\n"
    after = demo.shown(MORNING)
    told = {each["id"]: (each["result"], each["reason"]) for each in after["people"]}
    assert told.pop(who) == ("no_show", "nicht am Halt")
    assert set(told.values()) == {("done", "")}
    assert (after["status"], after["odometer_end_km"]) == ("done", 49_541)
    assert "nicht am Halt" in demo.ride("show", MORNING).output
    demo.run("undo", demo.path)
    assert demo.shown(MORNING) == before


def test_what_is_not_told_again_stays(demo: Demo) -> None:
    demo.ride("result", MORNING, "--all", "--note", "Stau")
    demo.ride("result", MORNING, "--end", 49_541)
    after = demo.shown(MORNING)
    assert (after["note"], after["status"]) == ("Stau", "done")


def test_a_ride_is_locked_and_let_go(demo: Demo) -> None:
    assert demo.ride("lock", LATER, "--open").exit_code == 4
    assert demo.ride("lock", LATER).exit_code == 0
    assert demo.shown(LATER)["locked"]
    assert demo.ride("lock", LATER, "--open").exit_code == 0
    assert not demo.shown(LATER)["locked"]
    assert demo.ride("lock", 9999).exit_code == 4


def test_a_passenger_goes_to_a_vehicle_that_can_be_had(demo: Demo) -> None:
    with clock.pinned(datetime(2027, 3, 3, 8, 0)):
        rides = json.loads(demo.ride("list", "--day", "2027-03-04", "--json").output)
        ride = next(row for row in rides if row["people"])
        who = next(stop["people"][0]["id"] for stop in ride["stops"] if stop["people"])
        shown = demo.ride("move", ride["id"], "--person", who)
        assert (shown.exit_code, shown.output.count("Bus")) == (0, 1)
        assert demo.ride("move", ride["id"], "--person", who, "--vehicle", 999).exit_code == 4
        assert demo.ride("move", ride["id"], "--person", 999).exit_code == 4
        assert "haben alle einen Platz" in demo.ride("take", "--day", "2027-03-04").output
        assert demo.ride("take", "--person", who, "--day", "2027-03-04").exit_code == 4


def test_nobody_drives_from_here_on(demo: Demo) -> None:
    with clock.pinned(datetime(2027, 3, 3, 8, 0)):
        rides = json.loads(demo.ride("list", "--day", "2027-03-04", "--json").output)
        key = rides[0]["id"]
        words = ("drive", key, "--nobody", "--from-here-on")
        assert "Fahrten betroffen" in demo.ride(*words, "--dry-run").output
        assert demo.shown(key)["driver"]
        assert demo.ride(*words).exit_code == 0
        assert demo.shown(key)["driver"] is None
        assert demo.ride("drive", key, "--nobody", "--driver", 13).exit_code == 2
