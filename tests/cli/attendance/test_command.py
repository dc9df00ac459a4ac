from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest

from kursplaner.basics import clock
from kursplaner.domain.town import PrintedSheet
from kursplaner.store.queries.attendance.attendance import attendance_grid
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town


@pytest.fixture
def lesson(course: Callable[[], Town]) -> Town:
    """A town in the evening of a course's first lesson, with two people in it."""
    town = course()
    for person in (town.ids.mother, town.ids.father):
        town.run("enrol", town.path, "--course", "27-A1", "--person", person)
    clock.pin(datetime(2027, 2, 2, 18, 0))
    return town


def enter(town: Town, text: str, lesson_id: int = 1) -> tuple[int, str]:
    marks = town.write("marks.csv", text)
    result = town.run("attendance", town.path, lesson_id, "--marks", marks)
    return result.exit_code, result.output


def stored(town: Town) -> dict[str, tuple[str, str | None, int | None]]:
    workspace = Workspace.open(town.path)
    with workspace.read() as db:
        grid = attendance_grid(db, course_id_of(db, "27-A1"))
    workspace.close()
    names = {person.enrolment_id: person.name for person in grid.people}
    return {
        names[mark.enrolment_id]: (mark.mark, mark.reason, mark.came_at)
        for mark in grid.marks.values()
    }


def test_marks_by_number_and_by_name(lesson: Town) -> None:
    text = f"person;mark;reason;came\n{lesson.ids.mother};x;;9:20\nJan Dvorak;E;krank;\n"
    code, told = enter(lesson, text)
    assert code == 0, told
    assert "2 Einträge für Deutsch A1 am Di 02.02.2027: 1 entschuldigt, 1 anwesend." in told
    assert stored(lesson) == {
        "Haddad, Rima": ("X", None, 560),
        "Dvořák, Jan": ("E", "ill", None),
    }


def test_the_same_file_again_is_no_step(lesson: Town) -> None:
    text = f"person;mark;reason;came\n{lesson.ids.mother};x;;9:20\nJan Dvorak;E;krank;\n"
    enter(lesson, text)
    before, history = stored(lesson), lesson.run("history", lesson.path).output
    assert enter(lesson, text) == (0, "Daran hat sich nichts geändert.\n")
    signs = f"person;mark\n{lesson.ids.mother};x\nJan Dvorak;E\n"
    assert enter(lesson, signs) == (0, "Daran hat sich nichts geändert.\n")
    assert (stored(lesson), lesson.run("history", lesson.path).output) == (before, history)


def test_a_file_without_heading(lesson: Town) -> None:
    assert enter(lesson, f"{lesson.ids.mother},X\n{lesson.ids.father},U\n")[0] == 0
    assert [mark[0] for mark in stored(lesson).values()] == ["X", "U"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("person;mark\n{0};X\n999;X\n", "Zeile 3 der Datei"),
        ("person;mark\n{0};Zettel\n", "Spalte „mark“: „Zettel“"),
        ("person;mark\n{0};X\nRima Haddad;E\n", "Sie steht schon in Zeile 2"),
        ("person;mark\nNiemand;X\n", "„Niemand“"),
        ("person;mark;came\n{0};X;bald\n", "Uhrzeit wie 9:20"),
        ("person;mark;reason\n{0};E;Lust\n", "„Lust“"),
        ("person;mark;came\n{0};X;20:00\n", "außerhalb des Termins"),
        ("name;vorname\nA;B\n", "Spalten „person“ und „mark“"),
        ("person;mark\n", "enthält keine Einträge"),
        ("", "ist leer"),
    ],
)
def test_a_fault_changes_nothing(lesson: Town, text: str, says: str) -> None:
    code, told = enter(lesson, text.format(lesson.ids.mother))
    assert code == 4
    assert says in told
    assert stored(lesson) == {}


def test_unknown_lesson(lesson: Town) -> None:
    assert enter(lesson, f"{lesson.ids.mother},X\n", 77)[0] == 4


def test_recorded_attendance_survives_a_move_from_here_on(course: Callable[[], Town]) -> None:
    town = course()
    town.run("enrol", town.path, "--course", "27-A1", "--person", town.ids.mother)
    clock.pin(datetime(2027, 2, 23, 18, 0))
    assert enter(town, f"{town.ids.mother},U\n", 3)[0] == 0
    times = ("times", town.path, "27-A1", "--from", "2027-02-01", "--to", "2027-03-31")
    moved = town.run(*times, "--shift", "30")
    assert moved.exit_code == 0, moved.output
    assert "Anwesenheit ist eingetragen" in moved.output
    refused = town.run("move", town.path, 3, "--to", "2027-02-26 13:00")
    assert refused.exit_code == 4
    assert "ist schon Anwesenheit eingetragen" in refused.output
    assert stored(town) == {"Haddad, Rima": ("U", None, None)}


def test_any_other_sign_counts_as_unexcused(lesson: Town) -> None:
    code, told = enter(lesson, f"person;mark\n{lesson.ids.mother};k\n{lesson.ids.father};X\n")
    assert code == 0
    assert "1 unentschuldigt" in told
    assert "Als unentschuldigt zählt: „K“." in told
    assert stored(lesson)["Haddad, Rima"] == ("K", None, None)


def test_marks_taken_away_are_told(lesson: Town) -> None:
    enter(lesson, f"{lesson.ids.mother},X\n")
    assert "02.02.2027: 1 gelöscht." in enter(lesson, f"person,mark\n{lesson.ids.mother},-\n")[1]
    assert stored(lesson) == {}


def test_a_file_of_names_without_heading(lesson: Town) -> None:
    assert enter(lesson, "Rima Haddad;X\nDvořák, Jan;E\n")[0] == 0
    assert {name: mark[0] for name, mark in stored(lesson).items()} == {
        "Haddad, Rima": "X",
        "Dvořák, Jan": "E",
    }


def test_a_day_before_joining_says_since_when(lesson: Town) -> None:
    clock.pin(datetime(2027, 2, 3, 8, 0))
    lesson.run("leave", lesson.path, "--course", "27-A1", "--person", 7, "--day", "2027-02-02")
    lesson.run("enrol", lesson.path, "--course", "27-A1", "--person", 5)
    child = lesson.ids.child
    lesson.run("enrol", lesson.path, "--course", "27-A1", "--person", child)
    code, told = enter(lesson, f"{child},X\n")
    assert code == 4
    assert "nicht im Kurs (angemeldet ab 03.02.2027). Bitte" in told


def test_a_lesson_is_not_marked_before_it_begins(lesson: Town) -> None:
    clock.pin(datetime(2027, 2, 2, 8, 59))
    for text in (f"{lesson.ids.mother},X\n", f"person;mark;came\n{lesson.ids.mother};E;9:10\n"):
        code, told = enter(lesson, text)
        assert code == 4
        assert "27-A1 „Deutsch A1“ am Di 02.02.2027, 9:00 Uhr hat noch nicht begonnen" in told
        assert "Bitte tragen Sie die Anwesenheit erst dann ein" in told
    assert stored(lesson) == {}
    clock.pin(datetime(2027, 2, 2, 9, 0))
    assert enter(lesson, f"{lesson.ids.mother},X\n")[0] == 0


def test_an_announced_absence_leaves_the_lesson_free_and_out_of_the_proof(lesson: Town) -> None:
    clock.pin(datetime(2027, 2, 2, 8, 59))
    text = f"{lesson.ids.mother},E\n{lesson.ids.father},P\n"
    assert enter(lesson, text)[0] == 0
    assert enter(lesson, text, 2)[0] == 0
    assert proof(lesson) == {"geplant"}
    moved = lesson.run("move", lesson.path, 1, "--to", "2027-02-02 10:00")
    assert moved.exit_code == 0, moved.output
    assert len(stored(lesson)) == 2
    cancelled = lesson.run("cancel", lesson.path, 2, "--reason", "Schnee")
    assert cancelled.exit_code == 0, cancelled.output
    clock.pin(datetime(2027, 2, 2, 18, 0))
    assert proof(lesson) == {"geplant", "stattgefunden", "ausgefallen"}


def proof(town: Town) -> set[str]:
    """Return where the lessons of the half-year stand in the funder's workbook."""
    out = town.path.with_suffix(".xlsx")
    out.unlink(missing_ok=True)
    period = ("--from", "2027-02-01", "--to", "2027-07-31")
    told = town.run("export", "funder", town.path, *period, "--out", out)
    assert told.exit_code == 0, told.output
    sheet = openpyxl.load_workbook(out, data_only=True)["Termine"]
    cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    return cells & {"geplant", "stattgefunden", "ausgefallen"}


def test_what_is_printed_is_corrected_with_a_reason_and_printed_again(lesson: Town) -> None:
    enter(lesson, f"{lesson.ids.mother},X\n")
    workspace = Workspace.open(lesson.path)
    with workspace.fill() as db:
        days = {"first_day": date(2027, 2, 1), "last_day": date(2027, 2, 28)}
        kept = {"code": "A 1", "printed_at": 0, "fingerprint": "", "layout": "result"}
        db.add(PrintedSheet(kind="attendance", course_id=course_id_of(db, "27-A1"), **days, **kept))
    workspace.close()
    code, told = enter(lesson, f"{lesson.ids.mother},U\n")
    assert code == 4
    assert "die Liste A 1 (01.02.–28.02.2027) ist gedruckt" in told
    assert stored(lesson)["Haddad, Rima"][0] == "X"
    marks = lesson.write("marks.csv", f"{lesson.ids.mother},U\n")
    why = ("--because", "Zeile verrutscht")
    result = lesson.run("attendance", lesson.path, 1, "--marks", marks, *why)
    assert result.exit_code == 0, result.output
    assert "Bitte neu drucken: Liste A 1 (01.02.–28.02.2027)." in result.output
    assert stored(lesson)["Haddad, Rima"][0] == "U"


def test_marks_are_told_by_name_and_the_others_by_one_sign(lesson: Town) -> None:
    attendance = ("attendance", lesson.path, 1)
    assert "Haddad, Rima" in lesson.run(*attendance).output
    told = lesson.run(*attendance, "--mark", "Rima Haddad=E:krank", "--others", "X")
    assert told.exit_code == 0, told.output
    assert stored(lesson) == {
        "Haddad, Rima": ("E", "ill", None),
        "Dvořák, Jan": ("X", None, None),
    }
    assert "krank" in lesson.run(*attendance).output
    lesson.run(*attendance, "--mark", f"{lesson.ids.mother}=-")
    assert set(stored(lesson)) == {"Dvořák, Jan"}
    lesson.run(*attendance, "--others", "U")
    assert stored(lesson)["Dvořák, Jan"][0] == "X"
    assert stored(lesson)["Haddad, Rima"][0] == "U"


def test_a_mark_that_cannot_be_is_refused_and_none_is_stored(lesson: Town) -> None:
    attendance = ("attendance", lesson.path, 1)
    who = f"{lesson.ids.mother}=X"
    for words in (
        ("--mark", "Rima Haddad"),
        ("--mark", f"{lesson.ids.mother}="),
        ("--mark", f"{lesson.ids.mother}=E:weil"),
        ("--mark", "Niemand=X"),
        ("--mark", f"{lesson.ids.carer}=X"),
        ("--mark", who, "--mark", "Haddad, Rima=E"),
        ("--others", "viel zu langes Zeichen"),
    ):
        refused = lesson.run(*attendance, *words)
        assert (refused.exit_code, refused.output.strip()[-1]) == (4, "."), words
    assert lesson.run(*attendance, "--others", "X", "--marks", "m.csv").exit_code == 2
    assert stored(lesson) == {}
