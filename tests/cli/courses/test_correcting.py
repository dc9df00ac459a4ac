"""`kursplaner course change` on the small town of the shell."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.funding import Grant
from kursplaner.store.records import find
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town
from tests.cli.schema import faults

NUMBER = "27-A1"


@pytest.fixture
def full(course: Callable[[], Town]) -> Town:
    """Return the town with one place in its course: the mother has it, the father waits."""
    town = course()
    assert town.run("course", "change", town.path, NUMBER, "--capacity", 1).exit_code == 0
    for person in (town.ids.mother, town.ids.father):
        town.run("enrol", town.path, "--course", NUMBER, "--person", person)
    return town


def stored(town: Town) -> tuple[Course, dict[int, Enrolment]]:
    workspace = Workspace.open(town.path)
    with workspace.read() as db:
        (course,) = find(db, Course)
        rows = {row.person_id: row for row in find(db, Enrolment)}
        db.expunge_all()
    workspace.close()
    return course, rows


def change(town: Town, *asked: object) -> Any:
    return town.run("course", "change", town.path, NUMBER, *asked)


def test_who_waits_moves_up_and_undo_takes_it_back(full: Town) -> None:
    shown = change(full, "--capacity", 2, "--dry-run")
    assert "Es rückt nach" in shown.output
    assert "nichts gespeichert" in shown.output
    assert stored(full)[0].capacity == 1
    done = change(full, "--capacity", 2)
    assert "Kurs 27-A1 geändert, 1 Person nachgerückt." in done.output
    course, people = stored(full)
    assert (course.capacity, people[full.ids.father].status) == (2, "enrolled")
    full.run("undo", full.path)
    course, people = stored(full)
    assert (course.capacity, people[full.ids.father].status) == (1, "waiting")


def test_who_is_skipped_keeps_the_reason(full: Town) -> None:
    skip = ("--capacity", 2, "--skip", full.ids.father)
    assert change(full, *skip).exit_code == 4
    assert change(full, "--skip", full.ids.mother, "--because", "x").exit_code == 4
    done = change(full, *skip, "--because", "kommt im Mai", "--json")
    value = json.loads(done.output)
    assert faults("course-change", value) == []
    assert (value["passed_over"], value["moving_up"]) == ([full.ids.father], [])
    row = stored(full)[1][full.ids.father]
    assert (row.status, row.reason_note) == ("waiting", "kommt im Mai")


def test_fields_are_changed_and_taken_away(full: Town) -> None:
    done = change(
        full,
        *("--new-number", "27-B", "--title", "Neu", "--kind", "general", "--level", "-"),
        *("--colour", 6, "--units", 20, "--unit-minutes", 60, "--women-only", "yes"),
        *("--walk-in", "no", "--accessible", "yes", "--equipment", "beamer,toys", "--note", "N"),
        *("--site", "markt 1", "--provider", "-", "--grant", "-"),
    )
    assert done.exit_code == 0, done.output
    course = stored(full)[0]
    assert (course.number, course.title, course.course_type, course.level) == (
        "27-B",
        "Neu",
        "general",
        "",
    )
    assert (course.colour, course.required_units, course.unit_minutes) == (5, 20, 60)
    assert (course.women_only, course.needs_accessible) == (True, True)
    assert (course.needs_equipment, course.note) == ("beamer toys", "N")


def test_nothing_to_change_is_said(full: Town) -> None:
    done = change(full, "--capacity", 1)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Daran hat sich nichts geändert.")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--colour", 7), "Eine Farbe 7 gibt es nicht"),
        (("--site", "Schloss"), "Einen Standort „Schloss“ gibt es nicht"),
        (("--provider", "Verein"), "Einen Träger „Verein“ gibt es nicht"),
        (("--grant", "AZ"), "„AZ“ gibt es nicht"),
        (("--teacher", "Niemand"), "Eine Lehrkraft „Niemand“ gibt es nicht"),
        (("--teacher", "Haddad"), "nicht eindeutig"),
        (("--room", "Keller"), "Einen Raum „Keller“ gibt es nicht"),
        (("--from", "2027-01-01", "--room", "Nebenraum"), "ist vorbei"),
    ],
)
def test_what_is_not_there_is_refused(full: Town, asked: tuple[object, ...], said: str) -> None:
    done = change(full, *asked)
    assert (done.exit_code, said in done.output) == (4, True), done.output


def test_another_grant_from_a_day_on_and_the_language(full: Town) -> None:
    workspace = Workspace.open(full.path)
    with workspace.fill() as db:
        days = {"first_day": date(2027, 1, 1), "last_day": date(2027, 12, 31)}
        db.add(Grant(reference="AZ-2", title="Neu", **days))
    workspace.close()
    asked = ("--grant", "AZ-2", "--from", "2027-02-10", "--language", "Türkisch")
    shown = change(full, *asked, "--dry-run")
    assert "Unterrichtssprache: Deutsch → Türkisch" in shown.output
    assert "Förderung ab Mi 10.02.2027: keine → AZ-2, Neu" in shown.output
    value = json.loads(change(full, *asked, "--json").output)
    assert faults("course-change", value) == []
    assert (value["grant"]["before"], value["grant"]["lessons"] > 0) == ([None], True)
    course = stored(full)[0]
    assert (course.grant_id, course.language) == (None, "Türkisch")
    as_json = json.loads(full.run("course", "show", full.path, NUMBER, "--json").output)
    assert faults("course-show", as_json) == []
    assert as_json["language"] == "Türkisch"
    assert "auf Türkisch" in full.run("course", "show", full.path, NUMBER).output
    assert change(full, "--language", "-").exit_code == 0
    assert stored(full)[0].language == ""
    too_long = change(full, "--language", "x" * 41)
    assert (too_long.exit_code, "zu lang: Bis 40 Zeichen" in too_long.output) == (4, True)
    assert change(full, "--language", "x" * 40).exit_code == 0
