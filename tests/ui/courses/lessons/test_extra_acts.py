"""Guests of an open evening and an interpreter, entered from the lesson."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication

from kursplaner.basics import clock
from kursplaner.desk.lessons.card import lesson_card
from kursplaner.desk.today.board import read_day
from kursplaner.desk.today.things_to_do import things_to_do
from kursplaner.domain.courses import Course
from kursplaner.planning.attendance import guests
from kursplaner.planning.attendance.guests import GuestCount
from kursplaner.store.queries.lessons.interpreters import interpreters_of
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.records import by_id
from kursplaner.ui.courses.lessons.guests_dialog import GuestsDialog
from kursplaner.ui.courses.lessons.interpreter_dialog import AGENCY, InterpreterDialog
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets import Button, Dialog
from tests.ui.office import TODAY, Office

EVENING = datetime(2027, 3, 2, 20, 0)


@pytest.fixture
def lesson(office: Office) -> Iterator[int]:
    """Return a lesson of an open course on its evening."""
    with office.workspace.fill() as db:
        by_id(db, Course, office.courses["NH-01"]).walk_in = True
    with clock.pinned(EVENING):
        yield office.lessons["NH-01"][0]


def opened(window: MainWindow, lesson: int, words: str) -> Dialog:
    """Click a button of the lesson in the calendar and return the box."""
    window.go("calendar", lesson_id=lesson)
    QApplication.processEvents()
    page = window.page("calendar")
    (button,) = [b for b in page.findChildren(Button) if b.text() == words and b.isEnabled()]
    button.click()
    (box,) = [box for box in page.findChildren(Dialog) if box.isVisible()]
    return box


def links(office: Office, lesson: int) -> dict[str, tuple[str, str]]:
    with office.workspace.read() as db:
        card = lesson_card(db, lesson)
    assert card is not None
    return {link.title: (link.subtitle, link.state) for link in card.links}


def to_do(office: Office) -> list[str]:
    with office.workspace.read() as db:
        return [each.title for each in things_to_do(db, read_day(db, TODAY), clock.now())]


def test_guests_are_counted_by_age_corrected_and_cleared(
    office: Office, office_window: MainWindow, lesson: int
) -> None:
    assert links(office, lesson)["Gäste ohne Namen"] == ("noch nicht gezählt", "fehlt")
    assert "Gäste noch nicht gezählt: Nachhilfe" in to_do(office)
    box = opened(office_window, lesson, "Gäste zählen")
    assert isinstance(box, GuestsDialog)
    box.adults.setValue(14)
    box.women.setValue(15)
    assert "nicht möglich" in box.told
    box.women.setValue(14)
    box.young.setValue(6)
    box.by_age.setChecked(True)
    box.ages[27].setValue(15)
    assert "Nach Alter sind es 15 Erwachsene" in box.told
    assert not box.store_button.isEnabled()
    box.ages[27].setValue(9)
    box.store()
    with office.workspace.read() as db:
        assert guests.counted(db, lesson) == GuestCount(14, 14, 6, {27: 9})
    words = "14 Erwachsene, davon 14 Frauen; 6 Kinder"
    assert links(office, lesson)["Gäste ohne Namen"] == (words, "")
    assert "Gäste noch nicht gezählt: Nachhilfe" not in to_do(office)
    again = GuestsDialog(office_window, office_row(office, lesson), office_window)
    assert (again.adults.value(), again.by_age.isChecked()) == (14, True)
    again.clear()
    with office.workspace.read() as db:
        assert guests.counted(db, lesson) is None


def office_row(office: Office, lesson: int) -> LessonRow:
    with office.workspace.read() as db:
        card = lesson_card(db, lesson)
    assert card is not None
    return card.row


def test_an_interpreter_is_engaged_changed_and_taken_off(
    office: Office, office_window: MainWindow, lesson: int
) -> None:
    box = opened(office_window, lesson, "Sprachmittlung")
    assert isinstance(box, InterpreterDialog)
    box.person.choose(str(office.people["Anke"]))
    box.language.choose("cs")
    box.cost.setText("90 Euro")
    assert not box.store_button.isEnabled()
    box.cost.setText("90,00")
    assert "frei" in box.told
    box.note.setText("erster Abend")
    box.store()
    with office.workspace.read() as db:
        (row,) = interpreters_of(db, [lesson])
    assert (row.person_id, row.language, row.cost_cents, row.note) == (
        *(office.people["Anke"], "cs", 9000, "erster Abend"),
    )
    told = links(office, lesson)["Sprachmittlung"][0]
    assert told.startswith("Tschechisch: Anke ")
    assert told.endswith("1 Std. 30 Min., 90,00\N{NO-BREAK SPACE}€")
    again = opened(office_window, lesson, "Sprachmittlung")
    assert isinstance(again, InterpreterDialog)
    again.kind.choose(AGENCY)
    again.agency.setText("Pool")
    again.store()
    with office.workspace.read() as db:
        (row,) = interpreters_of(db, [lesson])
    assert (row.person_id, row.agency) == (None, "Pool")
    last = InterpreterDialog(office_window, office_row(office, lesson), office_window)
    last.remove()
    assert "Sprachmittlung" not in links(office, lesson)
    office.workspace.undo()
    assert "Pool" in links(office, lesson)["Sprachmittlung"][0]


def test_somebody_who_works_elsewhere_cannot_be_taken(
    office: Office, office_window: MainWindow
) -> None:
    box = opened(office_window, office.lessons["A2-03"][0], "Sprachmittlung")
    assert isinstance(box, InterpreterDialog)
    box.person.choose(str(office.people["Anke"]))
    box.propose()
    assert not box.store_button.isEnabled()
    assert "Anke" in box.told


def test_only_an_open_evening_counts_guests(office: Office, office_window: MainWindow) -> None:
    office_window.go("calendar", lesson_id=office.lessons["A2-03"][0])
    page = office_window.page("calendar")
    assert not [b for b in page.findChildren(Button) if b.text() == "Gäste zählen"]
