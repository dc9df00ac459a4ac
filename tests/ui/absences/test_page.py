from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from kursplaner.basics import clock
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcareSlotCarer
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import ContactRoute, Credential, Person
from kursplaner.domain.rides.rides import Vehicle
from kursplaner.store.records import by_id, find
from kursplaner.ui.absences.page import AbsencePage
from kursplaner.ui.absences.search import asked_for, found_absences
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.printing import at_once
from kursplaner.ui.today.absence import AbsenceDialog
from kursplaner.ui.today.page import TodayPage
from kursplaner.ui.widgets import Button, ConfirmDialog, Row
from tests.ui.office import Office

CREDENTIALS = ("police_certificate", "first_aid", "measles", "hygiene")


def give_credentials(office: Office, name: str) -> None:
    with office.workspace.change(ActKind.PERSON_CHANGED) as db:
        db.add_all([Credential(resource_id=office.people[name], kind=kind) for kind in CREDENTIALS])


def reported(window: MainWindow, text: str) -> AbsencePage:
    entry = found_absences(window, text)[0]
    entry.run()
    page = window.page("absences")
    assert isinstance(page, AbsencePage)
    return page


def test_name_and_ill_are_understood() -> None:
    assert asked_for("Lehmann krank") == ("Lehmann", "ill")
    assert asked_for("Krank Anke Lehmann") == ("Anke Lehmann", "ill")
    assert asked_for("Bus 1 defekt") == ("Bus 1", "repair")
    assert asked_for("krank") is None
    assert asked_for("Lehmann") is None


def test_the_page_tells_what_a_carers_absence_touches(office_window: MainWindow) -> None:
    page = reported(office_window, "Lehmann krank")
    assert office_window.current_place == "absences"
    assert page.head.title.text() == "Betreuung am Di 02.03."
    assert page.calls is not None
    (line,) = page.calls.lines
    assert line.name == "Haddad, Rima"
    assert page.panel.line == line
    assert [row.line.person_id for row in page.table.rows] == [line.person_id]
    words = {button.text() for button in page.findChildren(QRadioButton)}
    assert words == {"Bleibt zu Hause", "Kommt ohne Kind", "Weiß noch nicht"}


def test_a_call_is_ticked_in_the_panel_and_the_excuse_taken_over(
    office_window: MainWindow, office: Office
) -> None:
    page = reported(office_window, "Lehmann krank")
    home = next(
        button for button in page.findChildren(QRadioButton) if button.text() == "Bleibt zu Hause"
    )
    home.setChecked(True)
    assert page.panel.reached is not None
    page.panel.reached.click()
    assert page.calls is not None
    assert page.calls.lines[0].state == "10:20, bleibt zu Hause"
    assert page.calls.counts == (1, 0, 0)
    page.foot.take_over.click()
    with office.workspace.read() as db:
        (mark,) = find(db, AttendanceMark, reason="childcare_failed")
        assert mark.enrolment_id == office.enrolments["A2-03", "Rima"]
    assert not page.foot.take_over.isEnabled()
    office_window.undo_steps.undo()
    assert page.foot.take_over.isEnabled()


def test_the_row_shows_where_a_call_stands(office_window: MainWindow) -> None:
    page = reported(office_window, "Lehmann krank")
    assert page.table.rows[0].state.text() == "offen"
    QTest.keyClick(page.table.rows[0], Qt.Key.Key_M)
    assert page.calls is not None
    assert page.calls.counts == (0, 1, 0)
    assert page.calls.lines[0].state == "10:20, Mailbox besprochen"
    assert page.table.rows[0].state.text() == "Mailbox"


def test_a_stand_in_takes_over(office_window: MainWindow, office: Office) -> None:
    give_credentials(office, "Jutta")
    page = reported(office_window, "Lehmann krank")
    page.stand_ins.buttons[0].click()
    with office.workspace.read() as db:
        rows = find(db, ChildcareSlotCarer, person_id=office.people["Jutta"])
        assert len(rows) == 1
    assert page.calls is not None
    assert page.calls.lines == ()


def test_nobody_without_credentials_is_offered(office_window: MainWindow) -> None:
    page = reported(office_window, "Lehmann krank")
    names = [button.accessibleName() for button in page.stand_ins.buttons]
    assert names == ["1 Betreuungszeit absagen"]


def test_the_message_is_copied_and_mailed_without_showing_anybody(
    office_window: MainWindow, office: Office
) -> None:
    with office.workspace.change(ActKind.PERSON_CHANGED) as db:
        mail = ContactRoute(
            person_id=office.people["Rima"], kind="email", value="rima@example.org", position=2
        )
        db.add(mail)
    page = reported(office_window, "Lehmann krank")
    page.message.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("Am Dienstag, 2. März, gibt es keine")
    page.message.mail_button.click()
    shown = " ".join(button.text() for button in office_window.findChildren(Button))
    assert "rima@example.org" not in shown


def test_hidden_names_leave_the_page(office_window: MainWindow) -> None:
    page = reported(office_window, "Lehmann krank")
    office_window.hide_names()
    assert page.calls is not None
    (line,) = page.calls.lines
    assert line.name == "R. H."
    assert line.ways[0].value == "verborgen"
    assert not page.message.mail_button.isEnabled()


def test_undo_on_the_page_takes_it_back(office_window: MainWindow, office: Office) -> None:
    page = reported(office_window, "Lehmann krank")
    page.acts.end(office_window.today())
    assert office_window.current_place == "today"
    summary = office.workspace.undo_summary
    assert summary is not None
    assert summary.kind == ActKind.ABSENCE_ENDED


def test_a_participant_is_ill_in_one_line(office_window: MainWindow, office: Office) -> None:
    page = reported(office_window, "Dvořáková krank")
    assert page.calls is not None
    assert page.calls.lines == ()
    with office.workspace.read() as db:
        (mark,) = find(db, AttendanceMark, reason="ill")
        assert mark.enrolment_id == office.enrolments["A2-03", "Jana"]


def test_who_has_the_seat_since_is_said(office_window: MainWindow, office: Office) -> None:
    with clock.pinned(datetime(2027, 3, 2, 6, 0)):
        page = reported(office_window, "Haddad Rima krank")
        with office.workspace.change(ActKind.VEHICLE_CHANGED) as db:
            by_id(db, Vehicle, office.vehicle).seats = 4
        page.acts.end(office_window.today())
        assert office_window.current_place == "absences"
        assert page.calls is not None
        assert [line.name for line in page.calls.lines] == ["Haddad, Rima"]
        rows = [row.accessibleName() for row in page.top.findChildren(Row)]
    told = [text for text in rows if text.startswith("Kein Sitz mehr: Rima Haddad")]
    assert len(told) == 2
    assert "wären 4 Personen in Bus 1, Platz ist für 3. Geändert seitdem von" in told[0]


def test_the_dialog_offers_a_village_and_the_day(office_window: MainWindow) -> None:
    office_window.go("today", absence=True)
    page = office_window.page("today")
    assert isinstance(page, TodayPage)
    dialog = page.findChild(AbsenceDialog)
    assert isinstance(dialog, AbsenceDialog)
    dialog.show_kind("village")
    dialog.person.choose("Oelsnitz")
    dialog.propose()
    assert dialog.store_button.isEnabled()
    dialog.show_kind("day")
    assert dialog.store_button.isEnabled()
    dialog.store()
    shown = office_window.page("absences")
    assert isinstance(shown, AbsencePage)
    assert shown.head.title.text() == "Kurse und Fahrten am Di 02.03."


def test_two_villages_are_reported_at_once(office_window: MainWindow) -> None:
    office_window.go("today", absence=True)
    page = office_window.page("today")
    assert isinstance(page, TodayPage)
    dialog = page.findChild(AbsenceDialog)
    assert isinstance(dialog, AbsenceDialog)
    assert not dialog.more.isVisibleTo(dialog)
    dialog.show_kind("village")
    dialog.person.choose("Oelsnitz")
    dialog.person.chosen.emit("Oelsnitz")
    assert dialog.more.isVisibleTo(dialog)
    dialog.more.choose("Bad Elster")
    dialog.store()
    shown = office_window.page("absences")
    assert isinstance(shown, AbsencePage)
    assert shown.head.title.text() == "Oelsnitz und Bad Elster am Di 02.03."


def test_the_list_is_printed_and_not_while_names_are_hidden(
    office_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(at_once, "printer_names", list)
    monkeypatch.setattr(at_once, "open_outside", opened.append)
    page = reported(office_window, "Lehmann krank")
    page.table.print_button.click()
    page.table.confirm_button.click()
    assert [path.name for path in opened] == ["Anrufliste 10-20.pdf"]  # nobody stays at home yet
    office_window.hide_names()
    assert not page.table.print_button.isEnabled()
    assert not page.table.confirm_button.isVisibleTo(page)
    page.print_page()
    assert len(opened) == 1


def test_a_name_without_a_font_is_told_before_the_list_is_printed(
    office: Office, office_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    opened: list[Path] = []
    monkeypatch.setattr(at_once, "printer_names", list)
    monkeypatch.setattr(at_once, "open_outside", opened.append)
    monkeypatch.setattr(
        ConfirmDialog, "ask", lambda _title, words, *_more, **_how: asked.append(words)
    )
    page = reported(office_window, "Lehmann krank")
    with office.workspace.fill() as db:
        first = page.calls.lines[0].person_id if page.calls else 0
        by_id(db, Person, first).given_name = "周"
    page.refresh()
    page.table.print_button.click()
    assert len(asked) == 1
    assert "(周) auf Anrufliste" in asked[0]
    assert opened == []


def test_without_an_absence_the_page_says_so(office_window: MainWindow) -> None:
    office_window.go("absences")
    page = office_window.page("absences")
    assert isinstance(page, AbsencePage)
    assert page.calls is None
    assert not page.table.isVisible()


def test_a_try_without_answer_is_kept_among_the_contacts(office_window: MainWindow) -> None:
    page = reported(office_window, "Lehmann krank")
    button = next(button for button in page.findChildren(Button) if button.text() == "Offen lassen")
    button.click()
    assert page.calls is not None
    assert page.calls.lines[0].state == "10:20, nicht abgenommen"


def test_in_a_narrow_window_the_cards_stand_below_each_other(office_window: MainWindow) -> None:
    page = reported(office_window, "Lehmann krank")
    office_window.resize(900, 700)
    assert page.table.width() <= page.width()
