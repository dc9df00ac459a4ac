"""Painted words that end in an ellipsis although no tool tip has them whole."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from benchmarks.screens.faults import Fault, place_of
from kursplaner.ui.look import painting

PLAIN = painting.text
LOWEST = 0.8
"""The share of a line's height beneath which its words are cut."""


class Watch:
    """Notes which painted words did not fit while `watching`."""

    def __init__(self) -> None:
        self._short: list[tuple[QWidget, QPoint, str]] = []
        self.low: list[Fault] = []

    def text(
        self,
        painter: QPainter,
        rect: QRectF,
        value: str,
        font: QFont,
        colour: QColor,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """Paint as ever, and note what was too long."""
        PLAIN(painter, rect, value, font, colour, align)
        device = painter.device()
        measure = QFontMetricsF(font)
        if value and isinstance(device, QWidget):
            if measure.horizontalAdvance(value) > rect.width() + 1.5:
                at = painter.transform().map(rect.center()).toPoint()
                self._short.append((device, at, value))
            if rect.height() < measure.height() * LOWEST:
                self.low.append(Fault("cut", place_of(device), f"{value} in {rect.height():.0f}"))

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch what is painted."""
        vars(painting)["text"] = self.text
        try:
            yield
        finally:
            vars(painting)["text"] = PLAIN

    def faults(self) -> Iterator[Fault]:
        """Give what was shortened without anybody being able to read it."""
        yield from self.low
        for widget, at, value in self._short:
            if widget.isVisible() and widget.rect().contains(at) and not _tip(widget, at):
                yield Fault("elided", place_of(widget), value)


def grabbed(root: QWidget) -> tuple[QPixmap, list[Fault]]:
    """Take a picture, and find which painted words cannot be read in it."""
    watch = Watch()
    with watch.watching():
        picture = root.grab()
    return picture, list(watch.faults())


def _tip(widget: QWidget, at: QPoint) -> str:
    """Return what the tool tip says at a place of a widget."""
    if widget.toolTip():
        return widget.toolTip()
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)
    found = QToolTip.text() if QToolTip.isVisible() else ""
    QToolTip.hideText()
    return found
