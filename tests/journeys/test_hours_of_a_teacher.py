"""A teacher's week of availability, by mouse, from the person to the undo: eight steps at most."""

from datetime import timedelta

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kursplaner.domain.people import Availability
from kursplaner.planning.availability.weeks import version_on
from kursplaner.store.queries.conflicts.closed_times import weekly_times
from kursplaner.store.records import find
from kursplaner.ui.availability.page import AvailabilityPage
from kursplaner.ui.main_window import MainWindow
from tests.ui.conftest import office, office_window
from tests.ui.office import TODAY, Office

__all__ = ["office", "office_window"]

LEFT = Qt.MouseButton.LeftButton


class Mouse:
    """Clicks and drags, each counts one."""

    def __init__(self, window: QWidget) -> None:
        self.window, self.count = window, 0

    def click(self, text: str) -> None:
        """Click the button that is seen with these words."""
        QApplication.processEvents()
        every = self.window.findChildren(QPushButton)
        found = [
            b for b in every if text in (b.text(), b.accessibleName()) or b.text().startswith(text)
        ]
        (button,) = [b for b in found if b.isVisible()]
        QTest.mouseClick(button, LEFT)
        QApplication.processEvents()
        self.count += 1

    def drag(self, page: AvailabilityPage, *ends: tuple[int, int]) -> None:
        """Paint from a weekday and minute to another."""
        frame = page.week.frame()
        first, last = (
            QPointF(frame.day_box(day).center().x(), frame.y_of(minute)).toPoint()
            for day, minute in ends
        )
        QTest.mousePress(page.week, LEFT, pos=first)
        QTest.mouseMove(page.week, last)
        QTest.mouseRelease(page.week, LEFT, pos=last)
        self.count += 1


def test_a_week_takes_at_most_eight_steps(
    office: Office, office_window: MainWindow, qtbot: QtBot
) -> None:
    key = office.people["Katrin"]
    office_window.go("people", person_id=key)
    QApplication.processEvents()
    mouse = Mouse(office_window)
    mouse.click("Verfügbarkeit")
    page = office_window.page("availability")
    assert isinstance(page, AvailabilityPage)
    mouse.click("Woche leeren")
    mouse.drag(page, (0, 480), (3, 840))
    mouse.drag(page, (4, 480), (4, 720))
    qtbot.waitUntil(lambda: page.panel.take_over is not None and page.plan is not None)
    mouse.click("Übernehmen")
    assert mouse.count <= 8
    with office.workspace.read() as db:
        version = version_on(weekly_times(db, [key]), TODAY + timedelta(days=7))
    days = [(day, 480, 840) for day in range(4)]
    assert [(t.weekday, t.starts, t.ends) for t in version.hours] == [*days, (4, 480, 720)]
    QTest.keyClick(office_window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with office.workspace.read() as db:
        assert find(db, Availability, resource_id=key) == []
