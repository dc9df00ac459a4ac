"""A window over a copy of the demo town on its demo day, and hands that count what they do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kursplaner.basics import clock
from kursplaner.store.workspace import Workspace
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.look.theme import theme
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.places import all_places
from kursplaner.ui.start import application
from kursplaner.ui.widgets import NoticeBar
from tests.towns import demo_town

NOW = datetime(2027, 3, 2, 12, 0)


@contextmanager
def town_window(bot: QtBot, folder: Path) -> Iterator[MainWindow]:
    """Open a copy of the demo town in a window, on Tuesday 2 March 2027 at noon."""
    application([])
    theme().apply("light", 100)
    path = folder / "Adorf.kursplan"
    path.write_bytes(demo_town())
    with clock.pinned(NOW):
        workspace = Workspace.open(path, who="Test")
        window = MainWindow(workspace, all_places())
        bot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        bot.waitExposed(window)
        try:
            yield window
        finally:
            window.close()
            workspace.close()


def computed(bot: QtBot, dialog: FormDialog) -> None:
    """Wait until the box says what would come of what stands in its fields."""
    bot.waitUntil(lambda: not dialog.computing, timeout=30_000)


def notice(window: MainWindow) -> str:
    """Return what the notice bar says."""
    bar = window.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    return bar.text()


@dataclass
class Hands:
    """Clicks, keys and typed fields, counted as the figures of the project count them.

    A click, a key chord and a field typed into count one; Tab and arrows count nothing.
    """

    bot: QtBot
    count: int = 0

    def click(self, button: QWidget) -> None:
        """Click a button that can be clicked."""
        assert button.isEnabled(), button.accessibleName()
        self.count += 1
        if isinstance(button, QAbstractButton):
            button.click()
        else:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def type(self, field: QLineEdit, text: str) -> None:
        """Type into a field and leave it."""
        self.count += 1
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Tab)
        QApplication.processEvents()

    def choose(self, field: QComboBox, key: str) -> None:
        """Choose an entry of a list."""
        self.count += 1
        at = field.findData(key)
        assert at >= 0, key
        field.setCurrentIndex(at)
        field.activated.emit(at)
        QApplication.processEvents()

    def key(
        self,
        widget: QWidget,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key; arrows and Tab are free."""
        widget.window().activateWindow()
        QApplication.processEvents()
        free = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab}
        plain = modifier == Qt.KeyboardModifier.NoModifier
        self.count += not (key in free and plain)
        QTest.keyClick(widget, key, modifier)
        QApplication.processEvents()


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Drag with the mouse in three steps, as a hand does."""
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for share in (0.3, 0.7, 1.0):
        way = end - start
        point = QPoint(start.x() + round(way.x() * share), start.y() + round(way.y() * share))
        QTest.mouseMove(widget, point)
        QApplication.processEvents()
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    QApplication.processEvents()
