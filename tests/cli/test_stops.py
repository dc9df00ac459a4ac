import json

from tests.cli.conftest import Town
from tests.cli.schema import faults


def listed(town: Town) -> list[dict[str, object]]:
    result = town.run("stop", "list", town.path, "--json")
    found: list[dict[str, object]] = json.loads(result.output)
    assert faults("stop-list", found) == []
    return found


def test_a_stop_is_put_down_changed_and_ended(town: Town) -> None:
    before = listed(town)
    words = ("stop", "add", town.path, "--place", "Oelsnitz", "--name", "Finanzamt")
    shown = town.run(*words, "--dry-run")
    assert "Ortsmitte: Oelsnitz, Sachsen" in shown.output
    assert listed(town) == before
    assert town.run(*words).exit_code == 0
    (new,) = (row for row in listed(town) if row not in before)
    assert (new["municipality"], new["latitude"]) == ("Oelsnitz", 50_414_700)
    key = new["id"]
    for again in (words, (*words[:-1], " finanzamt", "--dry-run")):
        twice = town.run(*again)
        assert (twice.exit_code, "„Finanzamt“ gibt es in diesem Ort schon" in twice.output) == (
            4,
            True,
        )
    elsewhere = town.run("stop", "add", town.path, "--place", "Adorf", "--name", "Finanzamt")
    assert elsewhere.exit_code == 0
    town.run("undo", town.path)
    moved = town.run("stop", "change", town.path, key, "--place", "Aš", "--note", "am Zaun")
    assert "Aš, Tschechien" in moved.output
    assert town.run("stop", "change", town.path, key, "--at", "50,3 12,2").exit_code == 0
    (changed,) = (row for row in listed(town) if row["id"] == key)
    assert (changed["municipality"], changed["latitude"]) == ("Aš", 50_300_000)
    assert (
        f"{key}: Aš, Finanzamt (50.30000, 12.20000)" in town.run("stop", "list", town.path).output
    )
    assert town.run("stop", "end", town.path, key).exit_code == 0
    assert listed(town) == before
    town.run("undo", town.path)
    assert changed in listed(town)


def test_what_is_not_listed_or_unreadable_is_refused(town: Town) -> None:
    before = listed(town)
    words = ("stop", "add", town.path, "--name", "Kirche", "--place", "Gettengrün")
    refused = town.run(*words)
    assert refused.exit_code == 4
    assert "steht nicht in der Ortsliste" in refused.output
    assert town.run(*words, "--at", "hier").exit_code == 4
    assert listed(town) == before
    assert town.run(*words, "--at", "50,2893 12,2020").exit_code == 0
    assert len(listed(town)) == len(before) + 1


def test_a_village_lies_some_way_from_a_place(town: Town) -> None:
    words = ("stop", "add", town.path, "--name", "Kirche", "--place", "Gettengrün")
    assert town.run(*words, "--at", "5 km hinter Adorf").exit_code == 4
    said = town.run(*words, "--at", "5 km SW von Adorf")
    assert "Geschätzt: 5 km südwestlich von Adorf, Sachsen" in said.output
    (new,) = (row for row in listed(town) if row["name"] == "Kirche")
    assert (new["municipality"], new["latitude"]) == ("Gettengrün", 50_288_314)
    address = "https://www.openstreetmap.org/#map=17/50.28930/12.20200"
    assert town.run("stop", "change", town.path, new["id"], "--at", address).exit_code == 0
    (new,) = (row for row in listed(town) if row["name"] == "Kirche")
    assert (new["latitude"], new["longitude"]) == (50_289_300, 12_202_000)
