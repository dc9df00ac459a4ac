"""Calendar files and the list of lessons, from their dialogs."""

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import icalendar
import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from kursplaner.desk.exports.calendars import Whose
from kursplaner.domain.people import ContactRoute
from kursplaner.ui import mail_drafts
from kursplaner.ui.exports.calendar_dialog import ALL, NOBODY, PERSON, ROOM, CalendarDialog
from kursplaner.ui.exports.lesson_list_dialog import LessonListDialog
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.page import PeoplePage
from kursplaner.ui.rooms.page import RoomsPage
from tests.ui.office import TODAY, Office


@pytest.fixture
def dialog(office: Office, office_window: MainWindow) -> CalendarDialog:
    """Return the dialog of a teacher's calendar."""
    office_window.go("people")
    page = office_window.page("people")
    assert isinstance(page, PeoplePage)
    page.save_calendar(office.people["Katrin"])
    found = page.findChild(CalendarDialog)
    assert isinstance(found, CalendarDialog)
    return found


def events(path: Path) -> list[str]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


def test_a_person_a_room_and_everything(
    dialog: CalendarDialog, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    assert dialog.whose() == Whose(office.people["Katrin"])
    assert dialog.told.startswith("8 Einträge\nKeine E-Mail-Adresse.")
    dialog.kind.button(ROOM).click()
    dialog.room.choose(str(office.rooms["Ratssaal"]))
    dialog.propose()
    assert dialog.told.startswith("1 Eintrag\n")
    dialog.kind.button(ALL).click()
    assert dialog.whose() == Whose()
    task = dialog.write(tmp_path / "alles")
    assert task is not None
    qtbot.waitUntil((tmp_path / "alles.ics").exists)
    written = events(tmp_path / "alles.ics")
    assert {"Stadtrat", "A2 Alltag (A2-03)", "Nachhilfe (NH-01)"} <= set(written)
    assert any(line.startswith("Hinfahrt") for line in written)


def test_a_mail_draft_with_the_file(
    dialog: CalendarDialog, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.workspace.fill() as db:
        person = office.people["Katrin"]
        db.add(ContactRoute(person_id=person, position=9, kind="email", value="k@example.org"))
    dialog.propose()
    assert "E-Mail an k@example.org" in dialog.told
    shown: list[Path] = []
    monkeypatch.setattr(mail_drafts, "open_outside", shown.append)
    dialog.mail_button.click()
    mail = message_from_bytes(shown[0].read_bytes(), policy=policy.default)
    (file,) = mail.iter_attachments()
    assert (mail["To"], file.get_filename()) == ("k@example.org", "Kalender Katrin Seidel.ics")
    content = file.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.count(b"BEGIN:VEVENT") == 8


def test_the_calendar_of_a_room_from_its_facts(office: Office, office_window: MainWindow) -> None:
    office_window.go("rooms", room_id=office.rooms["Ratssaal"])
    page = office_window.page("rooms")
    assert isinstance(page, RoomsPage)
    room = page.current()
    assert room is not None
    page.save_calendar(room)
    dialog = page.findChild(CalendarDialog)
    assert isinstance(dialog, CalendarDialog)
    assert dialog.whose() == Whose(room_id=office.rooms["Ratssaal"])


def test_without_anybody_nothing_is_offered(dialog: CalendarDialog) -> None:
    dialog.person.clear()
    dialog.kind.choose(PERSON)
    dialog.propose()
    assert dialog.told == NOBODY
    assert not dialog.store_button.isEnabled()
    assert not dialog.mail_button.isEnabled()


def test_the_lessons_of_a_period(office_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    office_window.go("courses", file="list")
    dialog = office_window.findChild(LessonListDialog)
    assert isinstance(dialog, LessonListDialog)
    assert dialog.days() == (date(2027, 3, 1), date(2027, 3, 31))
    assert dialog.told == "15 Termine"
    dialog.last.set_value(date(2027, 2, 1))
    dialog.propose()
    assert not dialog.store_button.isEnabled()
    dialog.first.set_value(TODAY)
    dialog.last.set_value(TODAY)
    dialog.propose()
    dialog.write(tmp_path / "heute")
    qtbot.waitUntil((tmp_path / "heute.xlsx").exists)
    sheet = load_workbook(tmp_path / "heute.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 4


def test_the_courses_offer_both_and_strg_k_finds_them(office_window: MainWindow) -> None:
    titles = [entry.title for entry in office_window.commands.entries("Kalenderdatei")]
    assert "Kalenderdatei speichern" in titles
    office_window.go("courses", file="calendar")
    assert office_window.findChild(CalendarDialog) is not None
