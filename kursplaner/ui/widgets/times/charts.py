"""Small pictures of numbers: columns and steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme


class BarChart(QWidget):
    """Columns side by side; each value is a height between 0 and 1 and whether it is strong."""

    def __init__(
        self, values: Sequence[tuple[float, bool]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values = tuple(values)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if not self._values:
            return
        painter, look = QPainter(self), theme()
        gap = look.px(4)
        width = min(look.px(24), (self.width() + gap) / len(self._values) - gap)
        room = self.height() - look.px(6)
        for at, (value, strong) in enumerate(self._values):
            height = max(look.px(3), room * max(0.0, min(1.0, value)))
            box = QRectF(at * (width + gap), self.height() - height, width, height)
            painting.frame(painter, box, look.px(3), look.c("accent" if strong else "line"))


class ProgressSteps(QWidget):
    """Short strokes, one per step, in the tone of its state ("good", "warning", "line")."""

    def __init__(self, tones: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tones = tuple(tones)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_steps(self, tones: Sequence[str], name: str) -> None:
        """Show other states."""
        self._tones = tuple(tones)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(self._tones) * theme().px(25), theme().px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, look = QPainter(self), theme()
        for at, tone in enumerate(self._tones):
            box = QRectF(at * look.px(25), 0, look.px(22), look.px(6))
            painting.frame(painter, box, look.px(3), look.c(tone))
