"""Calendar files and the list of lessons, from their dialogs."""

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import icalendar
import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kursplaner.desk.exports.calendars import Whose
from kursplaner.domain.people import ContactRoute
from kursplaner.store.queries.people.people import people_rows
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


def test_somebody_who_takes_part_has_a_calendar_of_her_own(
    office: Office, office_window: MainWindow
) -> None:
    page = office_window.page("people")
    assert isinstance(page, PeoplePage)
    with office.workspace.read() as db:
        row = next(row for row in people_rows(db) if row.roles == ("participant",))
    page.save_calendar(row.id)
    dialog = page.findChild(CalendarDialog)
    assert isinstance(dialog, CalendarDialog)
    assert dialog.whose() == Whose(row.id)
    assert dialog.made is not None
    assert dialog.made.count > 0


def test_only_children_have_none(office: Office, office_window: MainWindow) -> None:
    office_window.go("people")
    with office.workspace.read() as db:
        rows = people_rows(db)
    offered = {row.roles: _offers(office_window, row.id) for row in rows}
    assert {roles for roles, offers in offered.items() if not offers} == {("child",)}


def _offers(window: MainWindow, person_id: int) -> bool:
    """Tell whether "Weiteres" of a person offers the calendar file."""
    window.go("people", person_id=person_id)
    page = window.page("people")
    assert page is not None
    more = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == "Weiteres")
    menu = more.menu()
    assert menu is not None
    return any(action.text().startswith("Kalenderdatei") for action in menu.actions())


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
