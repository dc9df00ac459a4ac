"""A morning at the childcare: brought by whom, shared out, one too many, gone, and who is here."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.kinds import ActKind, PlaceStatus
from kursplaner.store.queries.childcare import SlotChild
from kursplaner.store.records import by_id
from kursplaner.ui.childcare.admission import AdmissionDialog
from kursplaner.ui.childcare.brought_dialog import BroughtDialog
from kursplaner.ui.childcare.door_dialogs import CollectDialog
from kursplaner.ui.childcare.page import ChildcarePage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.today.evacuation import EvacuationDialog
from kursplaner.ui.today.page import TodayPage
from tests.journeys.keyboard import Keyboard
from tests.ui.conftest import office, office_window
from tests.ui.office import Office

__all__ = ["office", "office_window"]


def board(window: MainWindow) -> ChildcarePage:
    window.go("childcare")
    page = window.page("childcare")
    assert isinstance(page, ChildcarePage)
    return page


def child(page: ChildcarePage, name: str) -> SlotChild:
    assert page.board.slot is not None
    return next(child for child in page.board.slot.children if name in child.name)


def test_from_the_door_to_the_fire_drill(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    page = board(office_window)
    keys = Keyboard(qtbot, office_window)
    page.choose(child(page, "Sami").place_id)
    keys.push("Gebracht: Zeit und Person ändern")
    brought = QApplication.activeModalWidget()
    assert isinstance(brought, BroughtDialog)
    keys.choose(brought.who, lambda text: "Mutter" in text)
    keys.fill(brought.time, "8:40")
    keys.push(brought.store_button)
    assert child(page, "Sami").brought_by
    assert "8:40" in office_window._notice.text()
    keys.push("Alle 3 verteilen")
    assert len(page.board.of_carer(office.people["Anke"])) == 3
    for name in ("Ole", "Ida"):
        admitted(page, name)
    over = page.board.slot
    assert over is not None
    assert sum(child.status == PlaceStatus.BROUGHT for child in over.children) == 5
    assert child(page, "Ida").over_limit_reason == "Mutter ist im Kurs"
    assert {step.state for step in page.board.steps[over.id]} >= {"over"}
    collected(page, "Sami")
    office_window.go("today")
    today = office_window.page("today")
    assert isinstance(today, TodayPage)
    today.show_evacuation()
    drill = QApplication.activeModalWidget()
    assert isinstance(drill, EvacuationDialog)
    names = [box.text() for box in drill.boxes]
    assert any("Ole" in name for name in names)
    assert not any("Sami" in name for name in names)
    drill.boxes[0].click()
    assert drill._count.plain() == f"1 von {len(names)} draußen"


def test_a_child_of_a_cancelled_childcare_is_still_collected(
    office_window: MainWindow, office: Office
) -> None:
    page = board(office_window)
    slot = page.board.slot
    assert slot is not None
    with office.workspace.change(ActKind.CHILDCARE_CHANGED) as db:
        by_id(db, ChildcareSlot, slot.id).status = "cancelled"
    page.refresh()
    page.show_target(slot_id=slot.id)
    collected(page, "Sami")


def admitted(page: ChildcarePage, name: str) -> None:
    """Take a child in at the door; over the ratio with a reason."""
    page.admit()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AdmissionDialog)
    QTest.keyClicks(dialog.name, name)
    if dialog.anyway.isVisible():
        QTest.keyClicks(dialog.anyway, "Mutter ist im Kurs")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def collected(page: ChildcarePage, name: str) -> None:
    """Let a child go home with whoever stands first among those who may."""
    page.acts.collect(child(page, name))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CollectDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert child(page, name).status == PlaceStatus.COLLECTED
