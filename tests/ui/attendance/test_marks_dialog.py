"""Marks read from a file: shown before they are entered, refused whole, one undo."""

from pathlib import Path

import pytest

from kursplaner.domain.town import PrintedSheet
from kursplaner.planning.attendance.closed_months import kept_reason
from kursplaner.store.queries.attendance.attendance import attendance_grid
from kursplaner.ui.attendance.marks_dialog import CHOOSE, MarksDialog
from kursplaner.ui.attendance.tab import AttendanceTab
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.main_window import MainWindow
from tests.ui.office import Office


@pytest.fixture
def dialog(office: Office, office_window: MainWindow) -> MarksDialog:
    course, lesson = office.courses["A2-03"], office.lessons["A2-03"][0]
    office_window.go("courses", course_id=course, tab="attendance", lesson_id=lesson)
    page = office_window.page("courses")
    assert isinstance(page, CoursesPage)
    tab = page.course.tabs["attendance"]
    assert isinstance(tab, AttendanceTab)
    tab.from_file.click()
    found = tab.findChild(MarksDialog)
    assert isinstance(found, MarksDialog)
    return found


def marks(office: Office) -> dict[str, str]:
    with office.workspace.read() as db:
        grid = attendance_grid(db, office.courses["A2-03"])
    names = {person.person_id: person.given_name for person in grid.people}
    first = office.lessons["A2-03"][0]
    return {names[key]: row.mark for (key, lesson), row in grid.marks.items() if lesson == first}


def test_a_file_is_shown_then_entered_and_taken_back(
    dialog: MarksDialog, office: Office, tmp_path: Path
) -> None:
    assert dialog.told == CHOOSE
    assert not dialog.store_button.isEnabled()
    before = marks(office)
    path = tmp_path / "marks.csv"
    path.write_text("Name;Zeichen;Grund\nHaddad, Rima;X;\nAmini, Zahra;E;krank\n", "utf-8")
    dialog.read(path)
    assert "2 Einträge: 1 entschuldigt, 1 anwesend." in dialog.told
    assert marks(office) == before
    dialog.store()
    assert {key: marks(office)[key] for key in ("Rima", "Zahra")} == {"Rima": "X", "Zahra": "E"}
    office.workspace.undo()
    assert marks(office) == before


def test_a_faulty_row_is_named_and_nothing_entered(
    dialog: MarksDialog, office: Office, tmp_path: Path
) -> None:
    before = marks(office)
    path = tmp_path / "marks.csv"
    path.write_text("Name;Zeichen\nHaddad, Rima;X\nNiemand, Nie;X\n", "utf-8")
    dialog.read(path)
    assert "Zeile 3" in dialog.told
    assert not dialog.store_button.isEnabled()
    dialog.read(tmp_path / "fehlt.csv")
    assert not dialog.store_button.isEnabled()
    assert marks(office) == before


def test_where_attendance_is_closed_the_file_asks_why(
    dialog: MarksDialog, office: Office, tmp_path: Path
) -> None:
    lesson = dialog._lesson
    with office.workspace.fill() as db:
        days = {"first_day": lesson.day, "last_day": lesson.day, "layout": "result"}
        kept = {"code": "A 900", "printed_at": 0, "fingerprint": ""}
        db.add(PrintedSheet(kind="attendance", course_id=lesson.course_id, **days, **kept))
    path = tmp_path / "marks.csv"
    path.write_text("Name;Zeichen\nHaddad, Rima;X\n", "utf-8")
    dialog.read(path)
    assert "ist gedruckt" not in dialog.told
    assert dialog.store_button.isEnabled()
    dialog.store()
    before = marks(office)
    assert before["Rima"] == "X"
    dialog.read(path)
    assert "ist gedruckt" not in dialog.told
    path.write_text("Name;Zeichen\nHaddad, Rima;U\n", "utf-8")
    dialog.read(path)
    assert "Die Liste A " in dialog.told
    assert "Bitte neu drucken: Liste A " in dialog.told
    assert not dialog.store_button.isEnabled()
    dialog.store()
    assert marks(office) == before
    dialog.anyway.setText("Zeile verrutscht")
    dialog.propose()
    assert dialog.store_button.isEnabled()
    dialog.store()
    assert marks(office) == {**before, "Rima": "U"}
    with office.workspace.read() as db:
        assert kept_reason(db, lesson.id) == "Zeile verrutscht"
