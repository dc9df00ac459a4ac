from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kursplaner.desk.childcare_board import read_board
from kursplaner.domain.kinds import ActKind, PlaceStatus
from kursplaner.domain.people import (
    AuthorisedCollector,
    ContactRoute,
    EmergencyContact,
    Guardianship,
    HealthNote,
    Person,
)
from kursplaner.domain.rooms import Room
from kursplaner.planning.childcare import day_ratio
from kursplaner.store.queries.childcare import SlotChild
from kursplaner.store.records import find
from kursplaner.ui.childcare.admission import AdmissionDialog
from kursplaner.ui.childcare.door_dialogs import CallDialog, CollectDialog, ExcuseDialog
from kursplaner.ui.childcare.emergency import EmergencyDialog
from kursplaner.ui.childcare.page import ChildcarePage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.printing import at_once
from kursplaner.ui.widgets import Button, Dialog, Elide, Text
from tests.documents.reading import pages
from tests.ui.office import NOW, TODAY, Office


@pytest.fixture
def page(office_window: MainWindow, qtbot: QtBot) -> Iterator[ChildcarePage]:
    office_window.go("childcare")
    found = office_window.page("childcare")
    assert isinstance(found, ChildcarePage)
    yield found
    for dialog in found.findChildren(Dialog):
        dialog.close()


def child(page: ChildcarePage, name: str) -> SlotChild:
    assert page.board.slot is not None
    return next(child for child in page.board.slot.children if child.given_name == name)


def texts(page: ChildcarePage) -> str:
    assert page.inspector is not None
    return " | ".join(word.plain() for word in page.inspector.findChildren(Text))


def test_the_running_slot_is_shown_with_its_columns(page: ChildcarePage) -> None:
    columns = page.columns.columns
    assert [column.carer_id is None for column in columns] == [False, True]
    assert len(columns[1].cards) == 3
    assert "gebracht" in columns[1].cards[0].accessibleName()


def test_under_threes_weigh_more_in_the_strip(page: ChildcarePage) -> None:
    assert "3,5 von 5, 1,5 frei" in page.strip.accessibleDescription()


def test_health_stays_hidden_until_it_is_opened(page: ChildcarePage) -> None:
    page.choose(child(page, "Nour").place_id)
    assert "Erdnuss" not in texts(page)
    assert page.inspector is not None
    button = next(
        button for button in page.inspector.findChildren(QPushButton) if button.text() == "Zeigen"
    )
    button.click()
    assert "Erdnuss" in texts(page)


def test_who_must_not_collect_stands_above_the_button(page: ChildcarePage) -> None:
    page.choose(child(page, "Sami").place_id)
    assert "Darf nicht abholen | Omar H., Onkel" in texts(page)
    assert page.view is not None
    assert page.view.main_button is not None
    assert page.view.main_button.text() == "Abholung eintragen"


def test_collecting_by_the_mother_takes_one_confirmation(page: ChildcarePage) -> None:
    page.acts.collect(child(page, "Nour"))
    dialog = page.findChild(CollectDialog)
    assert dialog is not None
    dialog.store_button.click()
    assert child(page, "Nour").status == PlaceStatus.COLLECTED
    assert child(page, "Nour").collected_by == "Haddad, Rima"


def test_somebody_forbidden_needs_a_reason(page: ChildcarePage) -> None:
    page.acts.collect(child(page, "Sami"))
    dialog = page.findChild(CollectDialog)
    assert dialog is not None
    dialog.who.choose("?")
    dialog.other.setText("Omar H.")
    dialog.store_button.click()
    assert child(page, "Sami").status == PlaceStatus.BROUGHT
    assert dialog.anyway.isVisible()
    dialog.anyway.setText("Vom Jugendamt begleitet")
    dialog.store_button.click()
    assert child(page, "Sami").remark == "Vom Jugendamt begleitet"


def test_assigning_by_drop_and_spreading(page: ChildcarePage, office: Office) -> None:
    carer = office.people["Anke"]
    page.columns.dropped.emit(child(page, "Sami").place_id, carer)
    assert child(page, "Sami").carer_id == carer
    page.acts.spread()
    assert {child.carer_id for child in page.board.of_carer(carer)} == {carer}
    assert len(page.board.of_carer(carer)) == 3
    office.workspace.undo()
    assert len(page.board.of_carer(None)) == 2


def test_excusing_asks_for_the_reason(page: ChildcarePage, office_window: MainWindow) -> None:
    slot = page.board.slots[-1]
    page.show_target(day=TODAY, slot_id=slot.id)
    page.acts.excuse(child(page, "Maksym"))
    dialog = page.findChild(ExcuseDialog)
    assert dialog is not None
    dialog.reason.setText("krank")
    dialog.accept()
    assert child(page, "Maksym").status == PlaceStatus.EXCUSED
    page.acts.expect(child(page, "Maksym"))
    assert child(page, "Maksym").status == PlaceStatus.PLANNED


def test_enter_brings_a_child(page: ChildcarePage) -> None:
    page.show_target(day=TODAY, slot_id=page.board.slots[-1].id)
    card = page.columns.card(child(page, "Danylo").place_id)
    assert card is not None
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert child(page, "Danylo").status == PlaceStatus.BROUGHT


def test_a_gap_names_who_could_help(page: ChildcarePage, office: Office) -> None:
    slot, carer = page.board.slot, office.people["Anke"]
    assert slot is not None
    with office.workspace.change(ActKind.CHILDCARE_CHANGED) as db:
        day_ratio.staff(db, slot.id, carer, slot.starts, slot.starts + 120)
    assert page.board.gap
    stays = [fix for fix in page.board.fixes if fix.stays]
    assert [fix.person_id for fix in stays] == [carer]
    page.acts.fill_gap(stays[0])
    assert not page.board.gap


def test_numbers_are_copied(page: ChildcarePage) -> None:
    page.acts.call(child(page, "Sami"))
    dialog = page.findChild(CallDialog)
    assert dialog is not None
    dialog.copy("0171 39200 14")
    assert QGuiApplication.clipboard().text() == "0171 39200 14"


def test_the_emergency_page_has_phones_and_allergies(page: ChildcarePage) -> None:
    page.show_emergency()
    dialog = page.findChild(EmergencyDialog)
    assert dialog is not None
    assert "Erdnuss" in dialog.text
    assert "0171 39200 14" in dialog.text


def test_the_emergency_page_is_printed(
    page: ChildcarePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(at_once, "printer_names", list)
    monkeypatch.setattr(at_once, "open_outside", opened.append)
    page.show_emergency()
    dialog = page.findChild(EmergencyDialog)
    assert dialog is not None
    dialog.print_button.click()
    assert "Erdnuss" in "".join(pages(opened[0].read_bytes()))


PEN = "Sofort 112 rufen, Adrenalin-Pen aus dem roten Beutel in den Oberschenkel geben. " * 4
FAMILY, GIVEN = "Abdulrahman-Müller-Lüdenscheidt", "Omar Farhad Maximilian Alexander Friedrich"
LONG_NAME = f"{FAMILY}, {GIVEN}"


def with_long_entries(office: Office) -> None:
    """Give Nour long lines of health, many phones and long names of collectors."""
    nour = office.people["Nour"]
    with office.workspace.fill() as db:
        (note,) = find(db, HealthNote, person_id=nour)
        note.illness, note.medicine, note.emergency = "Asthma " * 30, "Spray 花", PEN
        for number in range(12):
            named = {"person_id": nour, "name": LONG_NAME, "phone": f"0170 {number:04}"}
            db.add(EmergencyContact(**named))
        for number in range(20):
            name = f"{LONG_NAME} {number}"
            db.add(AuthorisedCollector(child_id=nour, name=name, forbidden=not number))


def shown_whole(widget: QWidget) -> str:
    """Return what the wrapping texts of a widget say; none is shortened."""
    return "\n".join(text.plain() for text in widget.findChildren(Text) if text.wordWrap())


def test_the_emergency_page_shortens_nothing_and_says_what_no_font_has(
    page: ChildcarePage, office: Office
) -> None:
    with_long_entries(office)
    page.show_emergency()
    dialog = page.findChild(EmergencyDialog)
    assert dialog is not None
    seen = shown_whole(dialog)
    for wanted in ("Allergie: Erdnuss", "Krankheit: Asthma", f"Im Notfall: {PEN.strip()}"):
        assert wanted in seen
    spoken = f"{GIVEN} {FAMILY}"
    assert all(f"0170 {number:04}   {spoken}" in seen for number in range(12))
    assert all(f"{LONG_NAME} {number}" in seen for number in range(20))
    assert f"Darf nicht abholen: {LONG_NAME} 0" in seen
    assert not dialog.findChildren(Elide)
    assert dialog.signs.isVisible()
    assert "Für das Zeichen 花 fehlt die Schrift" in dialog.signs.words.plain()
    assert "Haddad, Nour (花)" in dialog.signs.words.plain()
    dialog.accept()


def test_without_such_signs_nothing_is_said(page: ChildcarePage) -> None:
    page.show_emergency()
    dialog = page.findChild(EmergencyDialog)
    assert dialog is not None
    assert not dialog.signs.isVisible()
    dialog.accept()


def test_health_and_collectors_are_whole_at_the_right(page: ChildcarePage, office: Office) -> None:
    with_long_entries(office)
    page.refresh()
    page.choose(child(page, "Nour").place_id)
    (show,) = (button for button in page.findChildren(Button) if button.text() == "Zeigen")
    show.click()
    seen = shown_whole(page)
    assert f"Im Notfall: {PEN.strip()}" in seen
    for number in range(20):
        assert f"{GIVEN} {number} {FAMILY}" in seen


def test_who_collects_and_whom_to_call_is_shown_whole(page: ChildcarePage, office: Office) -> None:
    with_long_entries(office)
    page.refresh()
    page.acts.collect(child(page, "Nour"))
    collect = page.findChild(CollectDialog)
    assert collect is not None
    assert not collect.whole_name.isVisible()
    collect.who.setCurrentIndex(1)
    collect.who.chosen.emit(collect.who.current())
    assert collect.whole_name.isVisible()
    assert collect.whole_name.plain() == collect.who.currentText()
    collect.reject()
    page.acts.call(child(page, "Nour"))
    calls = page.findChild(CallDialog)
    assert calls is not None
    seen = shown_whole(calls)
    assert all(f"0170 {number:04}" in seen for number in range(12))
    assert calls.height() < 800
    calls.accept()


def test_the_same_numbers_stand_in_every_place(page: ChildcarePage, office: Office) -> None:
    sami = office.people["Sami"]
    with office.workspace.fill() as db:
        father = Person(family_name="Haddad", given_name="Karim")
        db.add(father)
        db.flush()
        bond = {"relation": "father", "may_not_collect": True}
        db.add(Guardianship(child_id=sami, adult_id=father.id, **bond))
        db.add(ContactRoute(person_id=father.id, kind="phone", value="0172 1", note="abends"))
        db.add(ContactRoute(person_id=sami, kind="phone", value="0171 5550"))
        db.add(ContactRoute(person_id=sami, kind="email", value="sami@haddad.example"))
        db.add(EmergencyContact(person_id=sami, name="Omar H.", phone="0175 1"))
    wanted = (
        ("0171 39200 14", "Rima Haddad (Mutter)"),
        ("0171 5550", "Sami Haddad (beim Kind eingetragen)"),
        ("0172 1", "darf nicht abholen: Karim Haddad (Vater, abends)"),
        ("0175 1", "darf nicht abholen: Omar H."),
    )
    page.refresh()
    page.acts.call(child(page, "Sami"))
    calls = page.findChild(CallDialog)
    assert calls is not None
    seen = [text.plain() for text in calls.findChildren(Text)]
    places = [seen.index(text) for number in wanted for text in number]
    assert places == sorted(places)
    assert seen.index("0171 5550") < seen.index("sami@haddad.example") < seen.index("0172 1")
    page.show_emergency()
    dialog = page.findChild(EmergencyDialog)
    assert dialog is not None
    lines = [text.plain() for text in dialog.findChildren(Text)]
    shown = [lines.index(f"{number}   {who}") for number, who in wanted]
    assert shown == sorted(shown)
    dialog.copy()
    copied = QGuiApplication.clipboard().text()
    assert "\n".join(f"  {number}: {who}" for number, who in wanted) in copied
    assert "sami@haddad.example" not in copied
    for opened in (calls, dialog):
        opened.accept()


def test_without_a_room_for_childcare_it_leads_there(
    page: ChildcarePage, office: Office, office_window: MainWindow
) -> None:
    with office.workspace.fill() as db:
        for room in find(db, Room, purpose="childcare"):
            room.purpose = "teaching"
    page.stepper.stepped.emit(1)
    assert page.first.isVisible()
    page.first.button.click()
    assert office_window.page("rooms").isVisible()
    for dialog in office_window.findChildren(Dialog):
        dialog.close()


def test_hidden_names_stay_hidden(page: ChildcarePage, office_window: MainWindow) -> None:
    office_window.hide_names()
    page.choose(child(page, "Sami").place_id)
    spoken = " ".join(card.accessibleName() for card in page.columns.columns[1].cards)
    assert "Sami" not in spoken
    assert "Haddad" not in texts(page)
    page.show_emergency()
    dialog = page.findChild(EmergencyDialog)
    assert dialog is not None
    assert "Sami" not in dialog.text
    assert "Erdnuss" not in dialog.text


def test_a_day_without_childcare_says_so(page: ChildcarePage) -> None:
    page.stepper.stepped.emit(1)
    assert page.empty.isVisible()
    page.admit()
    assert page.findChild(AdmissionDialog) is None
    page.stepper.today_wanted.emit()
    assert not page.empty.isVisible()


def test_the_board_knows_the_slot_of_now(office: Office) -> None:
    with office.workspace.read() as db:
        board = read_board(db, TODAY, NOW)
    assert board.slot is board.slots[0]
    assert board.per_carer == 50
