"""A sheet over a box: F12 hides the names in it from a visitor, and shows them again."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.texts import IconLabel, Text

HIDDEN = "Namen sind verborgen. F12 zeigt sie wieder; was Sie geschrieben haben, bleibt."


@runtime_checkable
class HidesNames(Protocol):
    """The window that knows whether names are hidden."""

    @property
    def names_hidden(self) -> bool:
        """Whether names are hidden from a visitor."""

    def hide_names(self) -> None:
        """Hide or show names."""


class Veil(QWidget):
    """Covers a box and switches off what is under it while names are hidden."""

    def __init__(self, box: QDialog) -> None:
        super().__init__(box)
        self._box = box
        self._covered: list[QWidget] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(HIDDEN)
        column = QVBoxLayout(self)
        column.setSpacing(theme().px(12))
        words = Text(HIDDEN, "plain", "second", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addWidget(IconLabel("eye-off", "third", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        column.addStretch(1)
        self.hide()

    def cover(self) -> None:
        """Hide what stands in the box; nothing of it is lost."""
        parts = self._box.findChildren(QWidget, "", Qt.FindChildOption.FindDirectChildrenOnly)
        self._covered = [part for part in parts if part is not self and part.isEnabled()]
        for part in self._covered:
            part.setEnabled(False)
        self.setGeometry(self._box.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def lift(self) -> None:
        """Show the box again."""
        for part in self._covered:
            part.setEnabled(True)
        self._covered = []
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        QPainter(self).fillRect(self.rect(), theme().c("background"))


def window_of(box: QWidget) -> HidesNames | None:
    """The window behind a box."""
    above = box.parentWidget()
    while above is not None:
        window = above.window()
        if isinstance(window, HidesNames):
            return window
        above = window.parentWidget()
    return None


def veils() -> list[Veil]:
    """The veils of all open boxes."""
    boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, QDialog)]
    return [veil for box in boxes if box.isVisible() for veil in box.findChildren(Veil)]


def switch_names(box: QWidget) -> None:
    """F12 in a box: the window hides its names, every open box is covered; or back."""
    window = window_of(box)
    if window is None:
        return
    window.hide_names()
    for veil in veils():
        if window.names_hidden:
            veil.cover()
        else:
            veil.lift()
