"""A morning at seven: somebody is ill, by keyboard alone; keys are counted."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from kursplaner.basics import clock
from kursplaner.desk.wording.ledger import Stand
from kursplaner.domain.absences import AbsenceEffect
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcareSlotCarer
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult
from kursplaner.domain.people import Credential
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.store.records import find
from kursplaner.ui.absences.page import AbsencePage
from kursplaner.ui.absences.plan_dialog import PlanDialog
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


def stands(page: AbsencePage) -> dict[str, Stand]:
    assert page.calls is not None
    found = {line.name.split(",")[0]: line.ledger for line in page.calls.lines}
    return {name: line.stand for name, line in found.items() if line is not None}


def test_a_village_is_cut_off_called_and_in_part_served_again(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    with clock.pinned(datetime(2027, 3, 2, 7, 0)):
        keys = Keyboard(qtbot, office_window)
        keys.command("Oelsnitz Schnee")
        page = absences(office_window)
        assert page.head.title.text() == "Oelsnitz am Di 02.03."
        assert stands(page) == dict.fromkeys(
            ("Alekseeva", "Amini", "Bakr", "Haddad", "Roth"), Stand.OPEN
        )
        keys.push("4 Fahrten absagen")
        assert page.panel.reached is not None
        keys.to(page.panel.reached)
        keys.press(Qt.Key.Key_Space)  # the driver leaves first, and is asked nothing
        keys.to(page.panel.reached)
        keys.press(Qt.Key.Key_1)
        keys.press(Qt.Key.Key_Space)
        keys.to(page.panel.reached)
        keys.press(Qt.Key.Key_M)
        assert list(stands(page).values()).count(Stand.REACHED) == 2
        assert list(stands(page).values()).count(Stand.MAILBOX) == 1
        keys.push("Eintragen")
        with office.workspace.read() as db:
            (mark,) = [row.id for row in find(db, AttendanceMark, reason="ride_failed")]
        keys.push(page.change)
        dialog = page.findChild(PlanDialog)
        assert isinstance(dialog, PlanDialog)
        keys.fill(dialog.time, "14:00")
        keys.press(Qt.Key.Key_Tab)
        assert dialog.told.startswith("2 Fahrten wieder wie geplant. Anzurufen: ")
        keys.push(dialog.store_button)
        _served_again(page, office, mark)
        assert keys.count <= 14
    while office.workspace.undo_summary is not None:
        office_window.undo_steps.undo()
    with office.workspace.read() as db:
        assert find(db, AbsenceEffect) == []
        assert {ride.status for ride in find(db, Ride)} == {"planned"}
        assert {seat.result for seat in find(db, RideSeat)} == {"open"}


def _served_again(page: AbsencePage, office: Office, mark: int) -> None:
    """See who is called again and with what, and that the morning stays as it was told."""
    assert page.calls is not None
    told = [line for line in page.calls.lines if line.ledger and line.ledger.stand is Stand.AGAIN]
    assert [line.topic for line in told].count("work") == 1
    assert len(told) == 3
    for line in (line for line in told if line.topic != "work"):
        assert line.ledger is not None
        assert line.ledger.told.startswith("Bus fällt aus")
        assert "Bus fährt" in line.ledger.now
        assert "fährt unser Bus doch" in line.sentences[0].text
    with office.workspace.read() as db:
        assert [row.id for row in find(db, AttendanceMark, reason="ride_failed")] == [mark]
        by_start = sorted(find(db, Ride), key=lambda ride: ride.starts)
        assert [ride.status for ride in by_start] == ["cancelled"] * 2 + ["planned"] * 2
