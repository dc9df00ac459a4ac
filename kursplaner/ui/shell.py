"""What stands on the screen before anything is read: the frame of the window, quickly painted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kursplaner.ui import state
from kursplaner.ui.look import painting
from kursplaner.ui.look.screen_room import first_size
from kursplaner.ui.look.theme import theme

RAIL = 168


class Shell(QWidget):
    """An empty window with its rail and one calm sentence; it imports none of the widgets.

    Signals:
        painted: it was painted for the first time.
    """

    painted = Signal()

    def __init__(self, sentence: str = "", town: str = "") -> None:
        super().__init__()
        self.setWindowTitle("Kursplaner")
        self.setAccessibleName(sentence)
        self._sentence, self._town = sentence, town
        self._fresh = True
        self.setMinimumSize(480, 320)
        self.resize(first_size(self, 1440, 900))
        self.restoreGeometry(state.remembered_bytes("window/geometry"))

    def show_sentence(self, sentence: str) -> None:
        """Say something else."""
        self._sentence = sentence
        self.setAccessibleName(sentence)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fresh = True

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.c("background"))
        rail = look.px(RAIL)
        painter.fillRect(QRectF(0, 0, rail, self.height()), look.c("rail"))
        painting.vertical(painter, rail - 1, 0, self.height(), look.c("line"))
        name = QRectF(look.px(16), look.px(12), rail - look.px(24), look.px(24))
        painting.text(painter, name, self._town, look.font(15, 600), look.c("text"))
        room = QRectF(rail, 0, self.width() - rail, self.height())
        middle = Qt.AlignmentFlag.AlignHCenter
        painting.text(painter, room, self._sentence, look.font(), look.c("text2"), middle)
        if self._fresh:
            self._fresh = False
            self.painted.emit()
