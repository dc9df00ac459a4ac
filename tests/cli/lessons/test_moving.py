import json
from collections.abc import Callable

import pytest

from kursplaner.cli.lessons.moving import cancel_reason
from kursplaner.domain.kinds import CancelReason
from tests.cli.conftest import Town


def lessons(town: Town) -> list[dict[str, object]]:
    text = town.run("course", "show", town.path, "27-A1", "--json").output
    return list(json.loads(text)["lessons"])


def test_move_takes_room_and_childcare_along(course: Callable[[], Town]) -> None:
    town = course()
    lesson = lessons(town)[0]
    moved = town.run("move", town.path, lesson["id"], "--to", "03.02.2027 10:00")
    assert moved.exit_code == 0, moved.output
    assert "Di 02.02.2027, 9:00–11:15 → Mi 03.02.2027, 10:00–12:15" in moved.output
    assert "2 Räume ziehen mit." in moved.output
    found = lessons(town)[0]
    assert (found["day"], found["starts"]) == ("2027-02-03", "10:00")
    assert town.run("check", town.path).exit_code == 0
    assert "Termin verschoben: Deutsch A1" in town.run("undo", town.path).output
    assert lessons(town)[0] == lesson


def test_dry_run_of_a_move_writes_nothing(course: Callable[[], Town]) -> None:
    town = course()
    before = lessons(town)
    key = before[0]["id"]
    shown = town.run("move", town.path, key, "--to", "2027-02-03 10:00", "--dry-run")
    assert shown.exit_code == 0
    assert "nichts gespeichert" in shown.output
    assert lessons(town) == before


def test_a_move_onto_another_lesson_stops(course: Callable[[], Town]) -> None:
    town = course()
    before = lessons(town)
    result = town.run("move", town.path, before[0]["id"], "--to", "2027-02-04 10:00")
    assert result.exit_code == 3
    assert "doppelt" in result.output
    assert lessons(town) == before


def test_from_here_on_with_another_room(course: Callable[[], Town]) -> None:
    town = course()
    key = lessons(town)[1]["id"]
    to = ["--to", "2027-02-04 14:00", "--room", "schulungsraum", "--from-here-on"]
    result = town.run("move", town.path, key, *to)
    assert result.exit_code == 0, result.output
    assert "2 Termine verschoben." in result.output
    assert [lesson["starts"] for lesson in lessons(town)] == ["09:00", "14:00", "09:00", "14:00"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["999", "--to", "2027-02-03 10:00"], "Termin 999 gibt es nicht"),
        (["1", "--to", "2026-02-03 10:00"], "liegt in der Vergangenheit"),
        (["1", "--to", "2027-02-03 10:00", "--room", "Turm"], "Es gibt: "),
    ],
)
def test_refused_moves(course: Callable[[], Town], args: list[str], says: str) -> None:
    town = course()
    result = town.run("move", town.path, *args)
    assert result.exit_code == 4
    assert says in result.output


def test_cancel_and_make_up(course: Callable[[], Town]) -> None:
    town = course()
    key = lessons(town)[1]["id"]
    result = town.run("cancel", town.path, key, "--reason", "Schnee", "--make-up")
    assert result.exit_code == 0, result.output
    assert "Deutsch A1 am Do 04.02.2027, 9:00–11:15 abgesagt: Schnee." in result.output
    assert "Auch abgesagt: 1 Betreuungszeit." in result.output
    assert "Nachgeholt als Termin" in result.output
    found = lessons(town)
    assert [lesson["status"] for lesson in found].count("cancelled") == 1
    assert found[-1]["day"] == "2027-03-02"
    assert "Termin abgesagt: Deutsch A1" in town.run("undo", town.path).output
    assert len(lessons(town)) == 4


def test_cancel_twice_is_refused(course: Callable[[], Town]) -> None:
    town = course()
    assert town.run("cancel", town.path, 1, "--reason", "Streik").exit_code == 0
    again = town.run("cancel", town.path, 1, "--reason", "Streik")
    assert again.exit_code == 4
    assert "ist abgesagt" in again.output


def test_reasons_are_understood() -> None:
    assert cancel_reason("snow") == (CancelReason.SNOW, "")
    assert cancel_reason("lehrkraft krank") == (CancelReason.TEACHER_ILL, "")
    assert cancel_reason("Schnee und Eis") == (CancelReason.SNOW, "Schnee und Eis")
    assert cancel_reason(" Stadtfest ") == (CancelReason.OTHER, "Stadtfest")


def test_a_move_to_where_it_is_says_so(course: Callable[[], Town]) -> None:
    town = course()
    lesson = lessons(town)[0]
    stays = town.run("move", town.path, lesson["id"], "--to", f"{lesson['day']} {lesson['starts']}")
    assert stays.exit_code == 4
    assert "schon dort" in stays.output
