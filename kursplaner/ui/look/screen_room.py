"""How much room a window has on its screen, and how it is brought inside."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget

SMALL = (
    "Dieser Bildschirm ist klein ({size}): Alles ist erreichbar, manches nur durch Scrollen."
    " Ab 1024 × 768 steht alles auf einmal da."
)
LEAST_WIDE, LEAST_HIGH = 1000, 500
"""Of a screen on which every box is read without scrolling it as a whole, in its own pixels."""
TITLE_BAR = 32
"""What a title bar takes of the height, at least: nothing is known of it before it is shown."""


def room_of(window: QWidget) -> QSize:
    """Return how large the inside of a window can be at most on its screen, in pixels."""
    free = _screen(window).availableGeometry()
    frame = _frame(window)
    return QSize(free.width() - frame.width(), free.height() - frame.height())


def first_size(window: QWidget, wide: int, high: int) -> QSize:
    """Return a first size for a window: what it likes, but never more than the screen has."""
    return QSize(wide, high).boundedTo(room_of(window))


def bring_inside(window: QWidget) -> None:
    """Shrink and move a window so that all of it, with its title bar, lies on its screen."""
    screen = _screen(window)
    if window.isMaximized() or window.isFullScreen():
        return
    room = room_of(window)
    if window.width() > room.width() or window.height() > room.height():
        window.resize(window.size().boundedTo(room))
    free, frame = screen.availableGeometry(), _frame(window)
    whole = QRect(window.pos(), window.size() + frame)
    right = free.left() + max(0, free.width() - whole.width())
    bottom = free.top() + max(0, free.height() - whole.height())
    corner = QPoint(
        max(free.left(), min(whole.left(), right)), max(free.top(), min(whole.top(), bottom))
    )
    if corner != window.pos():
        window.move(corner)


def _frame(window: QWidget) -> QSize:
    """Return what the system's frame adds around a window."""
    frame = window.frameGeometry().size() - window.geometry().size()
    return QSize(max(0, frame.width()), max(TITLE_BAR, frame.height()))


def _screen(window: QWidget) -> QScreen:
    parent = window.parentWidget()
    around = parent.window() if parent is not None and not window.isVisible() else window
    return around.screen()


def small_screen(window: QWidget) -> str:
    """Return what to say of a screen that shows pages and boxes only in parts, else ""."""
    free = _screen(window).availableGeometry()
    if free.width() >= LEAST_WIDE and free.height() >= LEAST_HIGH:
        return ""
    whole = _screen(window).geometry()
    return SMALL.format(size=f"{whole.width()} × {whole.height()}")


def bring_to_front(window: QWidget) -> None:
    """Show a window in front of all others, and what it asks in front of it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    for shown in filter(None, (window, QApplication.activeModalWidget())):
        shown.raise_()
        shown.activateWindow()
