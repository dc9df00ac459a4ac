"""Painted words that end in an ellipsis have a tool tip with the whole of them, in every widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget


class _Watch(QObject):
    """Knows what was shortened in a widget, and tells it where the mouse rests."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget
        self.short: list[tuple[QRectF, str]] = []
        self._tells = not _has_own(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Paint and isinstance(event, QPaintEvent):
            fresh = QRectF(event.rect())
            self.short = [each for each in self.short if not fresh.intersects(each[0])]
        elif kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._tells:
            at = QPointF(event.pos())
            words = next((text for box, text in self.short if box.contains(at)), "")
            if words and not self.widget.toolTip():
                QToolTip.showText(event.globalPos(), words, self.widget)
                return True
        return super().eventFilter(watched, event)


def note(painter: QPainter, rect: QRectF, value: str) -> None:
    """Remember that `value` was shortened in `rect` of the widget that is being painted."""
    widget = painter.device()
    if not isinstance(widget, QWidget):
        return
    watch = widget.findChild(_Watch)
    if watch is None:
        watch = _Watch(widget)
    box = painter.transform().mapRect(rect)
    if all(each[1] != value or each[0] != box for each in watch.short):
        watch.short.append((box, value))


def _has_own(widget: QWidget) -> bool:
    """Tell whether a widget says more on its own than the words that were shortened."""
    around = widget.parentWidget()
    owner = around if isinstance(around, QAbstractScrollArea) else widget
    return "event" in vars(type(owner)) or "viewportEvent" in vars(type(owner))
