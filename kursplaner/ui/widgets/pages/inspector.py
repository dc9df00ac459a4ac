"""The column at the right of a page that tells about what is selected."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.buttons import IconButton
from kursplaner.ui.widgets.cards import Divider
from kursplaner.ui.widgets.texts import Elide, Text

INSPECTOR_WIDTH, WIDE_INSPECTOR = 320, 400


class Inspector(QFrame):
    """The column at the right that tells about what is selected; fill it anew each time.

    Use `begin(over, title, subtitle)`, then `add(widget)` and `section(title)`.

    Signals:
        closed: the drawer was closed.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Auswahl")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme().px(INSPECTOR_WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        self._close = IconButton("x", "Schließen")
        self._close.clicked.connect(self.closed)
        self._close.setParent(self)
        self._close.hide()
        self._scroll = QScrollArea()
        self._scroll.setProperty("ground", "surface")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._scroll, 1)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(theme().px(20), 0, theme().px(19), 0)
        outer.addLayout(self._foot)
        self._column = QVBoxLayout()
        self._fresh()

    def set_wide(self, *, wide: bool) -> None:
        """Take more room beside a page that has much of it."""
        width = theme().px(WIDE_INSPECTOR if wide else INSPECTOR_WIDTH)
        if width != self.width():
            self.setFixedWidth(width)

    def begin(self, over: str = "", title: str = "", subtitle: str = "") -> None:
        """Empty it and show a head."""
        self._fresh()
        if over:
            self._column.addWidget(Text(over.upper(), "label", "third"))
        if title:
            self._column.addWidget(Elide(title, "title"))
        if subtitle:
            self._column.addWidget(Text(subtitle, "plain", "second", wrap=True))
        if title or subtitle:
            self._column.addSpacing(theme().px(8))
        self.setAccessibleDescription(f"{title}. {subtitle}" if subtitle else title)

    def add(self, widget: QWidget) -> None:
        """Append a widget."""
        self._column.addWidget(widget)

    def add_foot(self, widget: QWidget) -> None:
        """Put a widget under what scrolls, where it is always in sight."""
        self._foot.setContentsMargins(
            theme().px(20), theme().px(12), theme().px(19), theme().px(16)
        )
        self._foot.addWidget(widget)

    def section(self, title: str, *, small: bool = False) -> None:
        """Append a heading; `small` writes it in capitals."""
        self._column.addSpacing(theme().px(12))
        if small:
            self._column.addWidget(Text(title.upper(), "label", "third"))
        else:
            self._column.addWidget(Text(title, "head"))

    def divider(self) -> None:
        """Append a faint line."""
        self._column.addWidget(Divider())

    def space(self, pixels: int = 8) -> None:
        """Append empty room."""
        self._column.addSpacing(theme().px(pixels))

    def finish(self) -> None:
        """Push everything to the top; call after the last `add`."""
        self._column.addStretch(1)

    def show_nothing(self, sentence: str = "Nichts ausgewählt") -> None:
        """Say that nothing is selected."""
        self.begin()
        self.add(Text(sentence, "plain", "third", wrap=True))
        self.finish()

    def set_drawer(self, drawer: bool) -> None:
        """Show or hide the cross that closes the drawer."""
        self._close.setVisible(drawer)
        self._close.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painting.vertical(QPainter(self), 0, 0, self.height(), theme().c("line"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        hint = self._close.sizeHint()
        self._close.setGeometry(
            self.width() - hint.width() - theme().px(12),
            theme().px(12),
            hint.width(),
            hint.height(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._close.isVisible():
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _fresh(self) -> None:
        old = self._scroll.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        while (item := self._foot.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        self._foot.setContentsMargins(theme().px(20), 0, theme().px(19), 0)
        inside = QWidget()
        inside.setProperty("ground", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(
            theme().px(20), theme().px(20), theme().px(19), theme().px(20)
        )
        self._column.setSpacing(theme().px(4))
        self._scroll.setWidget(inside)
