"""At the door: a child nobody registered, one that comes, one that goes, by keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kursplaner.domain.kinds import ActKind, PlaceStatus
from kursplaner.planning.childcare import day_ratio
from kursplaner.store.queries.people.follow_ups import open_follow_ups
from kursplaner.ui.childcare.admission import AdmissionDialog
from kursplaner.ui.childcare.door_dialogs import CollectDialog
from kursplaner.ui.childcare.page import ChildcarePage
from kursplaner.ui.main_window import MainWindow
from tests.ui.conftest import office, office_window
from tests.ui.office import TODAY, Office

__all__ = ["office", "office_window"]


def childcare(window: MainWindow) -> ChildcarePage:
    page = window.page("childcare")
    assert isinstance(page, ChildcarePage)
    return page


def test_a_child_nobody_registered_is_taken_in_by_one_line(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    QTest.keyClick(office_window.windowHandle(), Qt.Key.Key_F6)
    page = childcare(office_window)
    dialog = page.findChild(AdmissionDialog)
    assert dialog is not None
    dialog.name.setText("Sofia")
    for field, text in (
        (dialog.age, "4"),
        (dialog.allergies, "Milch"),
        (dialog.phone, "0176 555"),
        (dialog.collector, "Olha"),
    ):
        QTest.keyClicks(field, text)
    QTest.keyClick(dialog.collector, Qt.Key.Key_Return)
    assert page.board.slot is not None
    sofia = next(child for child in page.board.slot.children if child.name == "Sofia")
    assert sofia.status == PlaceStatus.BROUGHT
    assert sofia.has_health_note
    with office.workspace.read() as db:
        asked = [row.person_id for row in open_follow_ups(db, TODAY.replace(month=4))]
    assert sofia.child_id in asked
    office_window.undo_steps.undo()
    assert page.board.slot is not None
    assert all(child.name != "Sofia" for child in page.board.slot.children)


def test_over_the_ratio_only_with_a_reason(office_window: MainWindow, office: Office) -> None:
    office_window.go("childcare")
    page = childcare(office_window)
    slot = page.board.slot
    assert slot is not None
    with office.workspace.change(ActKind.CHILDCARE_CHANGED) as db:
        carer = slot.carers[0].person_id
        day_ratio.staff(db, slot.id, carer, slot.starts, slot.ends - 60)
    office_window.go("childcare", admit=True)
    dialog = page.findChild(AdmissionDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.name, "Ole")
    assert dialog.anyway.isVisible()
    assert not dialog.store_button.isEnabled()
    QTest.keyClicks(dialog.anyway, "Mutter ist im Kurs, Frau Hanke kommt dazu")
    QTest.keyClick(dialog.anyway, Qt.Key.Key_Return)
    assert page.board.slot is not None
    ole = next(child for child in page.board.slot.children if child.name == "Ole")
    assert ole.over_limit_reason.startswith("Mutter ist im Kurs")


def test_a_child_goes_home_with_its_mother(office_window: MainWindow) -> None:
    office_window.go("childcare")
    page = childcare(office_window)
    card = page.columns.columns[-1].cards[0]
    QTest.keyClick(card, Qt.Key.Key_Return)
    dialog = page.findChild(CollectDialog)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert page.board.slot is not None
    gone = [child for child in page.board.slot.children if child.status == PlaceStatus.COLLECTED]
    assert len(gone) == 1
