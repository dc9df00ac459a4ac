import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from kursplaner.basics import clock
from tests.cli import schema
from tests.cli.conftest import Town


def reported(town: Town) -> dict[str, Any]:
    args = ("absence", town.path, "--day", "--from", "02.02.2027", "--reason", "strike", "--json")
    result = town.run(*args)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.output)
    return found


def ledger(town: Town, *args: object) -> dict[str, Any]:
    result = town.run(*args, "--json")
    assert result.exit_code == 0, result.output
    value: dict[str, Any] = json.loads(result.output)
    assert schema.faults("absence", value) == []
    return value


def lists(town: Town, *args: object) -> dict[str, Any]:
    """Return all lists, of the absences and of what changed."""
    result = town.run("calls", town.path, "--json", *args)
    assert result.exit_code == 0, result.output
    value: dict[str, Any] = json.loads(result.output)
    assert schema.faults("calls", value) == []
    return value


def line(answer: dict[str, Any], person: int) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in answer["calls"] if c["person_id"] == person)
    return found


def test_the_shell_shows_and_keeps_the_same_ledger(course: Callable[[], Town]) -> None:
    town = course()
    mother = town.ids.mother
    town.run("enrol", town.path, "--course", "27-A1", "--person", mother)
    answer = reported(town)
    shown = line(ledger(town, "calls", town.path, "--absence", answer["id"]), mother)
    assert (shown["told"], shown["answer"], shown["stand"]) == ("noch nichts", "noch keine", "open")
    assert line(answer, mother) == shown
    tried = line(ledger(town, "call", town.path, "--person", mother, "--dry-run"), mother)
    assert tried["stand"] == "reached"
    assert (
        line(ledger(town, "calls", town.path, "--absence", answer["id"]), mother)["stand"] == "open"
    )
    args = ("call", town.path, "--absence", answer["id"], "--person", mother)
    kept = line(ledger(town, *args, "--result", "mailbox"), mother)
    assert (kept["told"], kept["stand"]) == ("Kurs fällt aus", "mailbox")
    assert kept["told_at"].endswith("aufgesprochen")
    assert line(ledger(town, *args), mother)["answer"] == "weiß Bescheid"
    table = town.run("calls", town.path).output
    assert "Zuletzt gesagt" in table
    assert "erreicht" in table
    back = line(ledger(town, "absence-plan", town.path, "--back"), mother)
    assert (back["told"], back["now"]) == ("Kurs fällt aus", "Jetzt: Kurs findet statt")
    assert back["stand"] == "again"
    town.run("undo", town.path)
    assert (
        line(ledger(town, "calls", town.path, "--absence", answer["id"]), mother)["stand"]
        == "reached"
    )


def test_every_absence_that_still_holds_is_shown(course: Callable[[], Town]) -> None:
    town = course()
    mother = town.ids.mother
    town.run("enrol", town.path, "--course", "27-A1", "--person", mother)
    first = reported(town)["id"]
    words = ("absence", town.path, "--day", "--from", "06.03.2027", "--reason", "strike")
    assert town.run(*words).exit_code == 0
    told = town.run("calls", town.path).output
    heads = [row for row in told.splitlines() if row.startswith("Ausfall ")]
    assert heads[0].startswith(f"Ausfall {first}: der ganze Tag, ")
    assert len(heads) == 2
    assert "Zuletzt gesagt" in told
    assert told.endswith("Niemand ist anzurufen.\n")
    found = lists(town)
    assert [row["id"] for row in found["absences"]] == [first, first + 1]
    assert found["absences"][0] == ledger(town, "calls", town.path, "--absence", first)
    on_day = lists(town, "--day", "06.03.2027")
    assert [row["id"] for row in on_day["absences"]] == [first + 1]
    assert lists(town, "--day", "05.03.2027") == {"absences": [], "changes": []}
    both = town.run("calls", town.path, "--absence", first, "--day", "05.03.2027")
    assert both.exit_code == 2


def test_a_moved_lesson_is_on_the_list_and_on_paper(course: Callable[[], Town]) -> None:
    town = course()
    mother = town.ids.mother
    town.run("enrol", town.path, "--course", "27-A1", "--person", mother)
    out = town.path.parent / "anrufe.pdf"
    with clock.pinned(datetime(2027, 2, 1, 8, 0)):
        assert town.run("calls", town.path).output == "Niemand ist anzurufen.\n"
        moved = town.run("move", town.path, 1, "--to", "2027-02-03 10:00")
        assert moved.exit_code == 0, moved.output
        told = town.run("calls", town.path, "--out", out).output
        sentence = "Deutsch A1 am Di 02.02., 9:00–11:15, ist verlegt auf Mi 03.02., 10:00–12:15."
        assert f"{mother}: Rima Haddad anrufen: „{sentence}“" in told
        assert out.read_bytes().startswith(b"%PDF")
        assert lists(town)["absences"] == []
        for day in ("02.02.2027", "03.02.2027"):
            assert mother in {row["id"] for row in lists(town, "--day", day)["changes"]}
        assert lists(town, "--day", "04.02.2027")["changes"] == []
        town.run("ride", "calls", town.path, "--told", mother)
        assert mother not in {row["id"] for row in lists(town)["changes"]}


def test_an_absence_ends_at_another_time_and_only_once(course: Callable[[], Town]) -> None:
    town = course()
    town.run("enrol", town.path, "--course", "27-A1", "--person", town.ids.mother)
    answer = reported(town)
    args = ("absence-plan", town.path, "--until", "2027-02-02 08:00")
    assert ledger(town, *args, "--dry-run")["ends"] == "08:00"
    assert ledger(town, "calls", town.path, "--absence", answer["id"])["ends"] in {"00:00", "24:00"}
    both = town.run(*args, "--back")
    assert both.exit_code == 2
    assert "genau eines" in both.output
    shown = town.run("absence-plan", town.path, "--back", "--dry-run").output.splitlines()
    gone = town.run("absence-plan", town.path, "--back")
    assert gone.output.startswith("Der Ausfall ist ganz zurückgenommen: ")
    assert "der ganze Tag" in gone.output
    assert shown == [*gone.output.splitlines(), "Nur gezeigt, nichts gespeichert."]
    nothing = town.run("calls", town.path)
    assert (nothing.exit_code, nothing.output) == (0, "Niemand ist anzurufen.\n")


def test_nobody_is_excused_where_the_lesson_is_off(course: Callable[[], Town]) -> None:
    town = course()
    town.run("enrol", town.path, "--course", "27-A1", "--person", town.ids.mother)
    reported(town)
    ledger(town, "call", town.path, "--person", town.ids.mother, "--answer", "home")
    refused = town.run("excuse", town.path)
    assert refused.exit_code == 4
    assert "niemand zu entschuldigen" in refused.output
