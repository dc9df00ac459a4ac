import json
from collections.abc import Callable
from datetime import date

from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ActKind, ClosureReason
from kursplaner.domain.people import Closure
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town
from tests.cli.schema import faults


def test_nothing_found(town: Town) -> None:
    result = town.run("check", town.path)
    assert (result.exit_code, result.output) == (0, "Keine Konflikte.\n")
    assert json.loads(town.run("check", town.path, "--json").output) == []


def test_hard_conflicts_end_with_3(course: Callable[[], Town]) -> None:
    town = course()
    workspace = Workspace.open(town.path)
    with workspace.change(ActKind.CLOSURE_ADDED) as db:
        day = date(2027, 2, 2)
        starts, ends = minute_of(day), minute_of(day, 1440)
        reason = ClosureReason.REPAIR.value
        closure = Closure(resource_id=town.ids.room, starts=starts, ends=ends, reason=reason)
        db.add(closure)
    workspace.close()
    result = town.run("check", town.path)
    assert result.exit_code == 3
    assert result.output.startswith("Konflikt: Schulungsraum steht am Di 02.02.2027, 9:00–11:15")
    assert result.output.endswith("\n1 Konflikt, 4 Hinweise.\n")
    as_json = town.run("check", town.path, "--json")
    assert as_json.exit_code == 3
    found = json.loads(as_json.output)
    assert faults("check", found) == []
    assert found[0]["kind"] == "closure"
    assert json.loads(town.run("check", town.path, "--json").output) == found


def test_one_closure_is_one_line_and_one_act(course: Callable[[], Town]) -> None:
    town = course()
    workspace = Workspace.open(town.path)
    with workspace.change(ActKind.CLOSURE_ADDED) as db:
        span = {"starts": minute_of(date(2027, 2, 2)), "ends": minute_of(date(2027, 2, 13))}
        reason = ClosureReason.REPAIR.value
        db.add(Closure(resource_id=town.ids.room, reason=reason, **span))
    workspace.close()
    lines = town.run("check", town.path).output.splitlines()
    assert lines[0].startswith("Konflikt: Schulungsraum steht nicht zur Verfügung (Reparatur): ")
    found = json.loads(town.run("check", town.path, "--json").output)
    closures = [row for row in found if row["kind"] == "closure"]
    assert len(closures) > 1
    assert faults("check", found) == []
    (key,) = {row["group"] for row in closures}
    assert {f"Konflikt: {row['cause']}" for row in closures} == {lines[0]}
    singles = town.run("check", town.path, "--single").output.splitlines()
    assert [line for line in singles if "Reparatur" in line] == [
        f"Konflikt: {row['sentence']}" for row in closures
    ]
    answer = json.loads(town.run("fixes", town.path, key, "--json").output)
    assert faults("fixes", answer) == []
    assert (answer["conflicts"], answer["applied"]) == (len(closures), None)
    assert answer["fixes"]
    assert town.run("fixes", town.path, key, "--apply", "1").exit_code == 0
    left = json.loads(town.run("check", town.path, "--json").output)
    assert not [row for row in left if row["kind"] == "closure"]
    assert town.run("undo", town.path).exit_code == 0
    again = json.loads(town.run("check", town.path, "--json").output)
    assert [row["id"] for row in again if row["kind"] == "closure"] == [
        row["id"] for row in closures
    ]
