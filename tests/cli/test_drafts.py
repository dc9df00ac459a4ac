"""Drafts at the shell."""

import json
from typing import Any

import pytest

from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.drafts import drafts
from kursplaner.planning.drafts.draft_changes import CancelLessons, DraftChange
from kursplaner.store.records import by_id, find
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town
from tests.cli.schema import faults


@pytest.fixture
def planned(town: Town) -> Town:
    town.add_course()
    return town


def draft(town: Town, *changes: DraftChange) -> int:
    workspace = Workspace.open(town.path)
    with workspace.change(ActKind.DRAFT_CHANGED) as db:
        first = CancelLessons((min(lesson.id for lesson in find(db, Lesson)),), "snow")
        key = drafts.new(db, "Schneetag", changes or [first])
    workspace.close()
    return key


def lesson(town: Town) -> str:
    workspace = Workspace.open(town.path)
    with workspace.read() as db:
        status = by_id(db, Lesson, min(lesson.id for lesson in find(db, Lesson))).status
    workspace.close()
    return status


def listed(town: Town) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(town.run("draft", "list", town.path, "--json").output)
    assert faults("draft-list", found) == []
    return found


def test_a_draft_is_listed_shown_and_applied_in_one_step(planned: Town) -> None:
    assert planned.run("draft", "list", planned.path).output == "Kein Entwurf.\n"
    key = draft(planned)
    assert listed(planned) == [{"id": key, "title": "Schneetag", "steps": 1}]
    assert planned.run("draft", "list", planned.path).output == f"{key}: Schneetag, 1 Änderung\n"
    shown = planned.run("draft", "show", planned.path, key).output
    assert shown.startswith("Schneetag\n  ")
    assert "Schnee" in shown
    found = json.loads(planned.run("draft", "show", planned.path, key, "--json").output)
    assert faults("draft-show", found) == []
    assert (found["ready"], found["stored"], found["steps"][0]["problem"]) == (True, False, "")
    dry = planned.run("draft", "apply", planned.path, key, "--dry-run")
    assert (dry.exit_code, lesson(planned)) == (0, "planned")
    done = json.loads(planned.run("draft", "apply", planned.path, key, "--json").output)
    assert done == {**found, "stored": True}
    assert (lesson(planned), listed(planned)) == ("cancelled", [])
    planned.run("undo", planned.path)
    assert (lesson(planned), len(listed(planned))) == ("planned", 1)


def test_a_draft_is_thrown_away(planned: Town) -> None:
    key = draft(planned)
    assert planned.run("draft", "discard", planned.path, key).output == "Verworfen.\n"
    assert listed(planned) == []
    assert lesson(planned) == "planned"
    assert planned.run("draft", "discard", planned.path, key).exit_code == 4


def test_a_draft_that_does_not_work_any_more_is_refused(planned: Town) -> None:
    key = draft(planned, CancelLessons((99_999,), "snow"))
    shown = json.loads(planned.run("draft", "show", planned.path, key, "--json").output)
    assert shown["ready"] is False
    assert shown["steps"][0]["problem"].startswith("Termin: diesen Eintrag gibt es nicht mehr")
    refused = planned.run("draft", "apply", planned.path, key)
    assert refused.exit_code == 4
    assert "geht so nicht mehr" in refused.output
    assert len(listed(planned)) == 1
