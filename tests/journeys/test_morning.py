"""A morning at seven: somebody is ill, by keyboard alone; keys are counted."""

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from kursplaner.domain.childcare import ChildcareSlotCarer
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult
from kursplaner.domain.people import Credential
from kursplaner.store.records import find
from kursplaner.ui.absences.page import AbsencePage
from kursplaner.ui.main_window import MainWindow
from tests.journeys.keyboard import Keyboard
from tests.ui.conftest import office, office_window
from tests.ui.office import Office

__all__ = ["office", "office_window"]
CREDENTIALS = ("police_certificate", "first_aid", "measles", "hygiene")


def absences(window: MainWindow) -> AbsencePage:
    page = window.page("absences")
    assert isinstance(page, AbsencePage)
    return page


def test_a_carers_absence_with_stand_in_and_calls_listed_in_five_steps(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    with office.workspace.change(ActKind.PERSON_CHANGED) as db:
        db.add_all(
            [Credential(resource_id=office.people["Jutta"], kind=kind) for kind in CREDENTIALS]
        )
    keys = Keyboard(qtbot, office_window)
    keys.command("Lehmann krank")
    page = absences(office_window)
    assert page.calls is not None
    assert [line.name for line in page.calls.lines] == ["Haddad, Rima"]
    assert keys.count <= 3
    button = page.stand_ins.buttons[0]
    qtbot.waitUntil(button.hasFocus, timeout=3000)
    keys.push(button)
    assert keys.count <= 5
    with office.workspace.read() as db:
        assert find(db, ChildcareSlotCarer, person_id=office.people["Jutta"])


def test_nobody_stands_in_so_the_family_is_called_and_excused(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    keys = Keyboard(qtbot, office_window)
    keys.command("Lehmann krank")
    page = absences(office_window)
    home = keys.to("bleibt zu Hause: entschuldigt")
    assert isinstance(home, QAbstractButton)
    keys.push(home)
    assert page.panel.reached is not None
    keys.push(page.panel.reached)
    assert page.calls is not None
    line = page.calls.lines[0]
    assert (line.result, line.answer) == (ContactResult.REACHED, CallAnswer.STAYS_HOME)
    keys.push("Eintragen")
    assert not page.foot.take_over.isEnabled()
    assert keys.count <= 6
    for _ in range(3):
        office_window.undo_steps.undo()
    assert office.workspace.undo_summary is None
