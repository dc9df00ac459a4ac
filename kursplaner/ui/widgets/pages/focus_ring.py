"""One ring around whatever the keyboard is on; hidden while the mouse is used."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme

_KEYS = {
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
}
_GAP, _GAP_OF_TEXT = 3, 6
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show}


class FocusRing(QWidget):
    """Overlay of a window; shown after Tab or an arrow, hidden after a click."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._by_keys = False
        self._watched: list[QWidget] = []
        self._handle_known = False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.hide()

    def watch_window(self) -> None:
        """Begin to listen for keys and clicks; call when the window is shown."""
        handle: QWindow | None = self._window.windowHandle()
        if handle is not None and not self._handle_known:
            handle.installEventFilter(self)
            self._handle_known = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _KEYS:
                self._by_keys = True
                self._follow()
        elif kind == QEvent.Type.MouseButtonPress:
            self._by_keys = False
            self.hide()
        elif kind in _MOVES and watched in self._watched:
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = theme()
        painting.frame(painter, QRectF(self.rect()), look.px(8) + _GAP, None, look.c("accent"), 2)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        for old_one in self._watched:
            if isValid(old_one):
                old_one.removeEventFilter(self)
        self._watched = []
        if new is None or new.window() is not self._window:
            self.hide()
            return
        each: QWidget | None = new
        while each is not None:
            each.installEventFilter(self)
            self._watched.append(each)
            each = each.parentWidget() if each is not self._window else None
        self._follow()

    def _follow(self) -> None:
        target = QApplication.focusWidget()
        if (
            not self._by_keys
            or target is None
            or target.window() is not self._window
            or not target.isVisible()
            or isinstance(target, (QLineEdit, QAbstractItemView))
        ):
            self.hide()
            return
        gap = _GAP if isinstance(target, QAbstractButton) else 1
        if isinstance(target, QScrollArea):
            gap = _GAP_OF_TEXT
        corner = target.mapTo(self._window, QPoint(0, 0))
        box = QRect(corner, target.size()).adjusted(-gap, -gap, gap, gap)
        self.setGeometry(box)
        self.show()
        self.raise_()
