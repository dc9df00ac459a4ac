"""A line for a password: dots, an eye that shows it, and a word when capitals are locked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from kursplaner.ui.look import icons
from kursplaner.ui.widgets import TextField

MOST = 4096
SHOW, HIDE = "Passwort zeigen", "Passwort verbergen"


class PasswordField(TextField):
    """A line for a password; it is never remembered, corrected or copied.

    Signals:
        capitals(bool): whether what is typed looks as if capitals were locked.
    """

    capitals = Signal(bool)

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self.setMaxLength(MOST)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhSensitiveData
        )
        self._eye = QAction(icons.icon("eye", "text2"), SHOW, self)
        self._eye.setToolTip(SHOW)
        self._eye.triggered.connect(self._switch)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def take(self) -> str:
        """Return what was typed, and forget it."""
        text = self.text()
        self.clear()
        self.hide_text()
        return text

    def hide_text(self) -> None:
        """Show dots again."""
        if self.echoMode() == QLineEdit.EchoMode.Normal:
            self._switch()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = event.text()
        if len(sign) == 1 and sign.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(sign.isupper() != shifted and sign.upper() != sign.lower())
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide_text()

    def _switch(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._eye.setIcon(icons.icon("eye-off" if hidden else "eye", "text2"))
        self._eye.setText(HIDE if hidden else SHOW)
        self._eye.setToolTip(HIDE if hidden else SHOW)
