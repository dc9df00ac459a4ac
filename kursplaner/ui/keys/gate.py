"""The window before a locked town at the start of the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kursplaner.ui import state
from kursplaner.ui.keys.unlock_page import UnlockPage
from kursplaner.ui.keys.unlocking import Unlocking, standing
from kursplaner.ui.look.screen_room import first_size


class Gate(QWidget):
    """Shows the page for unlocking until the keys of a town are held.

    Signals:
        opened(object): the Path of the town, which can be opened now.
        backup_chosen(object, object): Paths of the town and of a backup to bring back.
        demo_wanted, other_wanted: another town.
        left: the window was closed.
    """

    opened = Signal(object)
    backup_chosen = Signal(object, object)
    demo_wanted = Signal()
    other_wanted = Signal()
    left = Signal()

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.setWindowTitle(f"Kursplaner – {path.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.page = UnlockPage(standing(path))
        column.addWidget(self.page)
        self._done = False
        self._ways = Unlocking(path, self.page)
        self._ways.opened.connect(lambda: self.opened.emit(path))
        self._ways.backup_chosen.connect(lambda source: self.backup_chosen.emit(path, source))
        self.page.demo_wanted.connect(self.demo_wanted)
        self.page.other_wanted.connect(self.other_wanted)
        self.resize(first_size(self, 1440, 900))
        self.restoreGeometry(state.remembered_bytes("window/geometry"))

    def end(self) -> None:
        """Close because something else follows."""
        self._done = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._done:
            self.left.emit()
