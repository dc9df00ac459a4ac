"""Somebody who has a keyboard and nothing else; keys go where the focus is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

FURTHEST = 150
FREE = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down}
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Keyboard:
    """Presses keys; a key chord and a field typed into count one, Tab and arrows nothing."""

    bot: QtBot
    window: QWidget
    count: int = 0

    def __post_init__(self) -> None:
        """Bring the window to the front: keys go to the active one only."""
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow, timeout=5000)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        self.count += not (key in FREE and modifier == NONE)
        QTest.keyClick(self.focus(), key, modifier)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Replace what stands in the field that has the focus."""
        field = self.focus()
        QTest.keyClick(field, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(field, text)
        self.count += 1
        QApplication.processEvents()

    def to(self, wanted: QWidget | str) -> QWidget:
        """Walk by Tab to a widget, or to one of this accessible name."""
        seen: set[str] = set()
        for _ in range(FURTHEST):
            focus = self.focus()
            seen.add(focus.accessibleName() or type(focus).__name__)
            if focus is wanted or focus.accessibleName() == wanted:
                return focus
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {wanted}, but {sorted(seen)}")

    def fill(self, wanted: QWidget | str, text: str) -> None:
        """Walk to a field and write into it."""
        self.to(wanted)
        self.write(text)

    def push(self, wanted: QWidget | str) -> None:
        """Walk to a button and press the space bar."""
        button = self.to(wanted)
        assert isinstance(button, QAbstractButton)
        assert button.isEnabled(), button.accessibleName()
        self.press(Qt.Key.Key_Space)

    def choose(self, wanted: QWidget | str, fits: Callable[[str], bool]) -> None:
        """Walk to a list and go down to an entry."""
        field = self.to(wanted)
        assert isinstance(field, QComboBox)
        self.count += 1
        for _ in range(field.count()):
            if fits(field.currentText()):
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(field.currentText())

    def command(self, text: str) -> None:
        """Strg+K, a few letters, Enter."""
        self.press(Qt.Key.Key_K, CTRL)
        QTest.keyClicks(self.focus(), text)
        self.count += 1
        QApplication.processEvents()
        self.press(Qt.Key.Key_Return)

    def focus(self) -> QWidget:
        """Where a key would go: an open list or box first."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            inside = QApplication.focusWidget()
            return inside if inside is not None and popup.isAncestorOf(inside) else popup
        if QApplication.activeWindow() is None:  # a window manager would do that
            self.window.activateWindow()
            QApplication.processEvents()
        focus = QApplication.focusWidget()
        return focus if focus is not None else self.window
