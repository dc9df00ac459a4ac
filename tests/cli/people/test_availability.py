"""`kursplaner person availability` on a real file: shown, set, taken back, refused."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from kursplaner.cli.shell.town import town as opened
from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.people import Availability
from kursplaner.store.queries.conflicts.work_hours import limits_by_role
from kursplaner.store.records import find
from tests.cli.conftest import Town
from tests.cli.schema import faults


def stored(town: Town) -> tuple[int, list[int]]:
    """Return how many hours lie in the file, and who teaches."""
    with opened(town.path) as workspace, workspace.read() as db:
        teachers = [row.person_id for row in find(db, LessonPerson)]
        return len(find(db, Availability)), teachers


def test_a_week_is_set_shown_and_taken_back(course: Callable[[], Town]) -> None:
    town = course()
    key, before = town.ids.teacher, stored(town)
    given = ("person", "availability", "set", town.path, key, "--from", "2027-02-09")
    hours = ("--hours", "Mo, Mi-Fr 8:00-14:00", "--hours", "Di 10-16", "--if-needed", "Mo 14-16")
    shown = town.run(*given, *hours, "--most", "12", "--dry-run")
    assert shown.exit_code == 0, shown.output
    assert "Anna Wolf kann dann erst ab 10:00." in shown.output
    assert "> Dienstags 10:00–12:15 (Raum frei)" in shown.output
    assert "Stunden je Woche: bisher " in shown.output
    assert "Vorerst offen lassen (1 Termin ohne Lehrkraft)" in shown.output
    assert "Nur gezeigt, nichts gespeichert." in shown.output
    assert stored(town) == before
    result = town.run(*given, *hours, "--most", "12", "--way", "keep", "--json")
    answer = json.loads(result.output)
    assert faults("person-availability", answer) == []
    assert (answer["stored"], answer["limit"], answer["stays"]) == (True, 720, 1)
    (touched,) = answer["touched"]
    assert touched["days"] == ["2027-02-23"]
    assert [way["chosen"] for way in touched["ways"]] == [False, False, True]
    week = town.run("person", "availability", "show", town.path, key)
    assert "ab Di 09.02." in week.output
    assert "Montag: 8:00–14:00 verfügbar, 14:00–16:00 wenn nötig" in week.output
    assert "Höchstens 12 Std. je Woche als Lehrkraft" in week.output
    read = json.loads(town.run("person", "availability", "show", town.path, key, "--json").output)
    assert faults("person-availability-show", read) == []
    steps = [{"first": "2027-02-09", "minutes": 720}]
    assert read["most"] == [{"role": "teacher", "minutes": None, "steps": steps}]
    assert [version["limited"] for version in read["versions"]] == [False, True]
    assert town.run("undo", town.path).exit_code == 0
    assert stored(town) == before


def test_exceptions_are_entered_and_removed(course: Callable[[], Town]) -> None:
    town = course()
    key = town.ids.teacher
    given = ("person", "availability", "exception", town.path, key)
    result = town.run(*given, "--from", "2027-02-04", "--note", "Fortbildung", "--way", "open")
    assert result.exit_code == 0, result.output
    assert "27-A1" not in result.output
    assert "Anna Wolf ist an diesem Tag nicht da." in result.output
    assert "> Vorerst offen lassen (1 Termin ohne Lehrkraft)" in result.output
    span = ("--to", "2027-03-31", "--between", "18-21:30", "--weekdays", "Mi", "--present")
    assert "Alles passt" in town.run(*given, "--from", "2027-03-01", *span).output
    read = json.loads(town.run("person", "availability", "show", town.path, key, "--json").output)
    assert faults("person-availability-show", read) == []
    first, second = read["exceptions"]
    assert (first["note"], first["present"], first["first"]) == ("Fortbildung", False, "2027-02-04")
    assert (second["starts"], second["ends"], second["weekdays"]) == ("18:00", "21:30", [2])
    told = town.run("person", "availability", "show", town.path, key).output
    assert "Do 04.02., ganzer Tag nicht da, Fortbildung" in told
    assert "Mo 01.03. – Mi 31.03., 18:00–21:30 verfügbar, mittwochs" in told
    gone = ("--remove", first["key"], "--remove", second["key"])
    assert town.run(*given, *gone, "--dry-run").exit_code == 0
    assert town.run(*given, *gone, "--json").exit_code == 0
    assert town.run(*given, "--remove", first["key"]).exit_code == 4
    read = json.loads(town.run("person", "availability", "show", town.path, key, "--json").output)
    assert read["exceptions"] == []


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        (("--hours", "Mo 16-14"), 4, "Das Ende liegt nicht nach dem Beginn."),
        (("--hours", "Mo 14-14"), 4, "Das Ende liegt nicht nach dem Beginn."),
        (("--hours", "Mo 8-12", "--if-needed", "Mo 11-13"), 4, "überschneiden sich"),
        (("--hours", "Xy 8-12"), 4, "keine Zeit der Woche"),
        (("--hours", "Mo 8-25"), 4, "Bitte"),
        (("--hours", "Mo 8-9", "--from", "2027-02-09", "--to", "2027-02-08"), 4, "endet vor"),
        (("--most", "0"), 4, "So viele Stunden hat keine Woche."),
        (("--most", "nan"), 4, "So viele Stunden hat keine Woche."),
        (("--most", "5", "--role", "driver"), 4, "hat dort keine Rolle"),
        (("--never", "--always"), 2, "Bitte entweder"),
        ((), 2, "Bitte entweder"),
    ],
)
def test_what_makes_no_sense_is_refused(
    course: Callable[[], Town], given: tuple[str, ...], code: int, says: str
) -> None:
    town = course()
    before = stored(town)
    result = town.run("person", "availability", "set", town.path, town.ids.teacher, *given)
    assert (result.exit_code, says in result.output) == (code, True), result.output
    assert stored(town) == before


def test_a_wish_is_set_within_the_hours(course: Callable[[], Town]) -> None:
    town = course()
    given = ("person", "availability", "set", town.path, town.ids.teacher)
    hours = ("--from", "2027-02-09", "--hours", "Mo-Do 8-14", "--way", "keep")
    assert town.run(*given, *hours).exit_code == 0
    wish = ("--from", "2027-02-16", "--wish", "Di 8-10", "--way", "keep", "--note", "auch länger")
    assert town.run(*given, *wish).exit_code == 0
    week = town.run("person", "availability", "show", town.path, town.ids.teacher)
    assert "Dienstag: 8:00–10:00 am liebsten, 10:00–14:00 verfügbar" in week.output
    assert "Mittwoch: 8:00–14:00 verfügbar" in week.output
    assert "Ab Di 16.02.2027: auch länger" in week.output
    assert town.run(*given, "--from", "2027-02-23", "--note", "-").exit_code == 0
    as_json = town.run("person", "availability", "show", town.path, town.ids.teacher, "--json")
    assert faults("person-availability-show", json.loads(as_json.output)) == []
    assert town.run(*given, "--wish", "Di 8-10", "--never").exit_code == 2


def test_never_always_and_no_limit(course: Callable[[], Town]) -> None:
    town = course()
    given = ("person", "availability", "set", town.path, town.ids.carer)
    assert town.run(*given, "--never", "--from", date(2030, 1, 1)).exit_code == 0
    assert stored(town)[0] == 7
    assert town.run(*given, "--always", "--from", date(2030, 1, 1), "--most", "7,5").exit_code == 0
    assert stored(town)[0] == 0
    with opened(town.path) as workspace, workspace.read() as db:
        assert limits_by_role(db, town.ids.carer)[town.ids.carer, "carer"].steps[1:] == (
            (date(2030, 1, 1), 450),
        )
    assert town.run(*given, "--most", "-", "--from", date(2031, 1, 1)).exit_code == 0
    exception = ("person", "availability", "exception", town.path, town.ids.carer)
    assert town.run(*exception).exit_code == 2
    assert town.run(*exception, "--from", "2027-03-02", "--to", "2027-03-01").exit_code == 4
    assert town.run(*exception, "--from", "2027-03-02", "--weekdays", "Mi").exit_code == 4
    assert town.run(*exception, "--from", "2027-03-02", "--between", "13-9").exit_code == 4
    assert town.run("person", "availability", "show", town.path, 99999).exit_code == 4
