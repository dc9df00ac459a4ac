import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.cli.conflicts.fixing import _show
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.domain.kinds import ActKind, ClosureReason
from kursplaner.domain.people import Closure
from kursplaner.planning.conflicts.grouping import ConflictGroup
from kursplaner.planning.fixes.cost import Touched
from kursplaner.planning.fixes.offering import Fix, conflict_of
from kursplaner.planning.fixes.situation import FixKind
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town
from tests.cli.schema import faults

if TYPE_CHECKING:
    from kursplaner.planning.fixes.facts import FixFacts


@pytest.fixture
def troubled(course: Callable[[], Town]) -> tuple[Town, str]:
    """Return a town whose room is closed on a day, and the conflict's id."""
    town = course()
    workspace = Workspace.open(town.path)
    with workspace.change(ActKind.CLOSURE_ADDED) as db:
        day = date(2027, 2, 2)
        span = {"starts": minute_of(day), "ends": minute_of(day, 1440)}
        reason = ClosureReason.REPAIR.value
        db.add(Closure(resource_id=town.ids.room, reason=reason, **span))
    workspace.close()
    found = json.loads(town.run("check", town.path, "--json").output)
    return town, next(conflict["id"] for conflict in found if conflict["severity"] == "hard")


def test_fixes_are_shown_and_one_is_applied(troubled: tuple[Town, str]) -> None:
    town, key = troubled
    shown = town.run("fixes", town.path, key)
    assert shown.exit_code == 0, shown.output
    assert "Schulungsraum steht am Di 02.02.2027" in shown.output
    assert "\n1. " in shown.output
    assert "betroffen." in shown.output
    found = json.loads(town.run("fixes", town.path, key, "--json").output)
    assert faults("fixes", found) == []
    assert 1 <= len(found["fixes"]) <= 5
    assert found["applied"] is None
    done = town.run("fixes", town.path, key, "--apply", 1)
    assert done.exit_code == 0, done.output
    assert f"Angewendet: {found['fixes'][0]['text']}." in done.output
    assert key not in town.run("check", town.path, "--json").output
    assert town.run("fixes", town.path, key).exit_code == 4
    assert "Konflikt gelöst" in town.run("undo", town.path).output
    assert town.run("check", town.path).exit_code == 3


def test_an_unknown_conflict_and_number_are_refused(troubled: tuple[Town, str]) -> None:
    town, key = troubled
    wrong = town.run("fixes", town.path, "room:9:lesson1-lesson2")
    assert wrong.exit_code == 4
    assert "room:9:lesson1-lesson2" in wrong.output
    beyond = town.run("fixes", town.path, key, "--apply", 77)
    assert beyond.exit_code == 4
    assert "77" in beyond.output


def lessons(town: Town) -> list[dict[str, object]]:
    text = town.run("course", "show", town.path, "27-A1", "--json").output
    return list(json.loads(text)["lessons"])


def test_two_lessons_change_places(course: Callable[[], Town]) -> None:
    town = course()
    key = lessons(town)[0]["id"]
    assert town.run("move", town.path, key, "--to", "2027-02-02 13:00").exit_code == 0
    first, second = lessons(town)[:2]
    ids = (first["id"], second["id"])
    dry = town.run("swap", town.path, *ids, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "Deutsch A1: Di 02.02. 13:00–15:15 → Do 04.02. 9:00–11:15" in dry.output
    assert "nichts gespeichert" in dry.output
    assert lessons(town)[:2] == [first, second]
    answer = json.loads(town.run("swap", town.path, *ids, "--json").output)
    assert faults("swap", answer) == []
    assert answer["stored"] is True
    now = {lesson["id"]: lesson["starts"] for lesson in lessons(town)}
    assert (now[ids[0]], now[ids[1]]) == ("09:00", "13:00")
    assert "Termine getauscht" in town.run("undo", town.path).output


def test_a_swap_that_cannot_be_is_refused(course: Callable[[], Town]) -> None:
    town = course()
    first, second = lessons(town)[:2]
    same = town.run("swap", town.path, first["id"], first["id"])
    assert same.exit_code == 4
    rooms = town.run("swap", town.path, first["id"], second["id"], "--rooms")
    assert rooms.exit_code == 4
    assert "schon im selben Raum" in rooms.output
    assert town.run("swap", town.path, first["id"], 99999).exit_code == 4


def test_what_a_way_out_brings_is_told_beneath_it(
    troubled: tuple[Town, str], capsys: pytest.CaptureFixture[str]
) -> None:
    town, key = troubled
    workspace = Workspace.open(town.path)
    with workspace.read() as db:
        found = conflict_of(db, key)
    workspace.close()
    for come in (0, 1, 2):
        facts = cast("FixFacts", {})
        fix = Fix(found, FixKind.ACCEPT, (), facts, 0, "", (found,) * come, (), Touched(1))
        _show(ConflictGroup(found.id, (found,)), [fix], None)
        told = capsys.readouterr().out
        assert told.count(f"\n   Hinweis: {sentence(found)}") == come
        assert told.endswith('Anwenden mit --apply 1 --reason "…".\n')
