"""The scale in the corner of a map: a line and how far that is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme

STEPS_KM = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
LONGEST = 120
"""Pixels."""


def paint_scale(painter: QPainter, size: QSize, per_km: float) -> None:
    """Draw the longest round stretch that fits, at the lower right."""
    look = theme()
    fitting = [step for step in STEPS_KM if step * per_km <= look.px(LONGEST)]
    step = fitting[-1] if fitting else STEPS_KM[0]
    width = step * per_km
    right, y = size.width() - look.px(16), size.height() - look.px(18)
    colour = look.c("text2")
    painting.horizontal(painter, right - width, right, y, colour)
    for x in (right - width, right - 1):
        painting.vertical(painter, round(x), y - look.px(4), y, colour)
    box = QRectF(right - width - 20, y - look.px(17), width + 40, look.px(15))
    font, middle = look.font(11), Qt.AlignmentFlag.AlignHCenter
    painting.text(painter, box, scale_words(step), font, colour, middle)


def scale_words(step: float) -> str:
    """Return "200 m" or "1,5 km"."""
    if step < 0.5:
        return f"{round(step * 1000)} m"
    return f"{step:g} km".replace(".", ",")
