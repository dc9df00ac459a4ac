"""The quiet bar at the foot of the window: what was done, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.buttons import Button
from kursplaner.ui.widgets.texts import Elide, Text

Offer = tuple[str, Callable[[], None]]
"""What a second button says and does."""
SHADOW = 20
BUTTONS = 180
"""What the edges and the buttons at its right take of its width."""
SHOWN_FOR = 8000
_DISTANCE = 20
WIDEST = 820
"""From this width on what stays is broken into lines (px)."""


class NoticeBar(QWidget):
    """Floats over the foot of its parent; goes after eight seconds unless the mouse is on it.

    Signals:
        undo_wanted: "Rückgängig" was clicked. history_wanted: the whole history is wanted.
    """

    undo_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, parent: QWidget, recent: Callable[[], Sequence[str]] | None = None) -> None:
        super().__init__(parent)
        self._over = parent
        self._recent = recent
        self._undo: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        side = theme().px(SHADOW)
        row.setContentsMargins(
            side + theme().px(16), side + theme().px(9), side + theme().px(12), side + theme().px(9)
        )
        row.setSpacing(theme().px(12))
        self._text = Elide("", "strong", "notice")
        row.addWidget(self._text, 1)
        self._lines = Text("", "strong", "notice", wrap=True)
        row.addWidget(self._lines, 1)
        self._offer: Callable[[], None] | None = None
        self.offer_button = Button("", "notice", name="Nächster Schritt")
        self.offer_button.clicked.connect(self._offered)
        row.addWidget(self.offer_button)
        self._button = Button("Rückgängig", "notice")
        self._button.clicked.connect(self._undone)
        row.addWidget(self._button)
        self._more = Button("", "notice", "history", name="Letzte Vorgänge")
        self._more.clicked.connect(self.open_recent)
        row.addWidget(self._more)
        self._more.setVisible(recent is not None)
        self._close = Button("", "notice", "x", name="Meldung schließen")
        self._close.clicked.connect(self.hide)
        row.addWidget(self._close)
        self._whole = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        parent.installEventFilter(self)
        self.hide()

    def show_notice(
        self,
        text: str,
        undo: Callable[[], None] | bool | None = None,
        *,
        stay: bool = False,
        offer: Offer | None = None,
    ) -> None:
        """Show a sentence; `undo` True asks the window, a callable is called.

        `offer` is a button with what could come next.
        """
        self._offer = offer[1] if offer is not None else None
        self.offer_button.show_text(offer[0] if offer is not None else "")
        self.offer_button.setVisible(offer is not None)
        self._undo = undo if callable(undo) else None
        self._show_text(text, whole=stay)
        self._button.setVisible(bool(undo))
        self._close.setVisible(stay)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        if stay:
            self._timer.stop()
        else:
            self._timer.start(SHOWN_FOR)

    def _show_text(self, text: str, *, whole: bool) -> None:
        """Show the sentence in one line, or what stays in as many as it needs."""
        self._text.show_text(text)
        self._text.setToolTip(text)
        self._lines.show_text(text)
        self._whole = whole
        self._break_lines()

    def _break_lines(self) -> None:
        """Take as many lines as it needs in the room there is now."""
        text, whole = self._text.text(), self._whole
        room = min(theme().px(WIDEST), self._over.width() - theme().px(BUTTONS))
        long = "\n" in text or self._text.sizeHint().width() > room
        self._lines.setVisible(whole and long)
        self._text.setVisible(not (whole and long))

    def text(self) -> str:
        """The sentence shown last."""
        return self._text.text()

    def open_recent(self) -> QMenu:
        """Open the list of the last ten acts."""
        menu = QMenu(self)
        for title in list(self._recent() if self._recent else ())[:10]:
            menu.addAction(title).setEnabled(False)
        menu.addSeparator()
        menu.addAction("Alle im Verlauf …", self.history_wanted.emit)
        height = menu.sizeHint().height()
        menu.popup(self.mapToGlobal(QPoint(theme().px(SHADOW), -height)))
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._break_lines()
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = theme()
        side = look.px(SHADOW)
        box = QRectF(self.rect()).adjusted(side, side, -side, -side)
        shade = QColor(0, 0, 0, 5)
        for step in range(10, 0, -1):
            grow = side * step / 14
            painting.frame(
                painter, box.adjusted(-grow, -grow + 6, grow, grow + 4), look.px(8) + grow, shade
            )
        painting.frame(painter, box, look.px(8), look.c("notice"))

    def _place(self) -> None:
        parent = self._over
        room = max(1, parent.width() - theme().px(16))
        width, height = min(self.sizeHint().width(), room), self.sizeHint().height()
        if not self._lines.isHidden():
            width = min(theme().px(WIDEST), room)
            height = min(self.heightForWidth(width), parent.height())
        bottom = parent.height() - theme().px(_DISTANCE) + theme().px(SHADOW)
        self.setGeometry((parent.width() - width) // 2, bottom - height, width, height)

    def _leave(self) -> None:
        if self.underMouse() or self._button.hasFocus() or self.offer_button.hasFocus():
            self._timer.start(SHOWN_FOR)
        else:
            self.hide()

    def _offered(self) -> None:
        self.hide()
        if self._offer is not None:
            self._offer()

    def _undone(self) -> None:
        self.hide()
        if self._undo is not None:
            self._undo()
        else:
            self.undo_wanted.emit()


__all__ = ["NoticeBar", "Offer"]
