"""The column of places at the left: town, search, places, history and settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.texts import Elide, IconLabel, KeyHint, Text

WIDTH = 168
NARROW_WIDTH = 56


@dataclass(frozen=True, slots=True)
class RailEntry:
    """A place of the rail; `bottom` puts it under the gap."""

    key: str
    title: str
    icon: str
    bottom: bool = False


class RailButton(QPushButton):
    """One place, with a small number of what is open there."""

    def __init__(self, entry: RailEntry, parent: QWidget | None = None) -> None:
        super().__init__(entry.title, parent)
        self._entry = entry
        self._badge = 0
        self._narrow = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(entry.title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._dress()

    def set_badge(self, count: int, meaning: str = "offen") -> None:
        """Show how many things are open there; 0 hides the number."""
        self._badge = count
        title = self._entry.title
        self.setAccessibleName(f"{title}, {count} {meaning}" if count else title)
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone."""
        self._narrow = narrow
        self.setText("" if narrow else self._entry.title)
        self.setToolTip(self._entry.title if narrow else "")
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_narrow"):
            self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._badge:
            return
        look = theme()
        painter = QPainter(self)
        font = look.font(11, 500)
        words = str(self._badge)
        height = look.px(18)
        width = max(height, painting.metrics(font).horizontalAdvance(words) + look.px(10))
        x = self.width() - width - look.px(9)
        box = QRectF(x, (self.height() - height) / 2, width, height)
        if self._narrow:
            box.moveTop(1)
            box.moveLeft(self.width() - width - 1)
        painting.frame(painter, box, height / 2, look.c("bad_weak"))
        painting.text(painter, box, words, font, look.c("bad"), Qt.AlignmentFlag.AlignHCenter)

    def _dress(self) -> None:
        picture = icons.icon(self._entry.icon, "text2", "text")
        if self.icon().cacheKey() != picture.cacheKey():
            self.setIcon(picture)
        side = theme().px(18)
        size = QSize(side + (0 if self._narrow else theme().px(6)), side)
        if self.iconSize() != size:
            self.setIconSize(size)


class Rail(QWidget):
    """The rail itself.

    Signals:
        chosen(str): a place was chosen. search_wanted: the search box was clicked.
    """

    chosen = Signal(str)
    search_wanted = Signal()

    def __init__(self, entries: Sequence[RailEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Orte")
        self._narrow = False
        self._buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme().px(2))
        self._column.setContentsMargins(
            theme().px(8), theme().px(15), theme().px(8), theme().px(14)
        )
        self._head()
        self._fill(entries)
        self.setFixedWidth(theme().px(WIDTH))

    def show_town(self, town: str, term: str) -> None:
        """Show the name of the town and the term."""
        self._town.show_text(town)
        self._term.show_text(term)

    def show_warning(self, sentence: str) -> None:
        """Show a plain line at the foot, e.g. that the file is not encrypted; "" hides it."""
        self._warning.show_text(sentence)
        self._mark.setToolTip(sentence)
        self._mark.setAccessibleName(sentence)
        self._show_warning()

    def _show_warning(self) -> None:
        warned = bool(self._warning.plain())
        self._warning.setVisible(warned and not self._narrow)
        self._mark.setVisible(warned and self._narrow)

    def choose(self, key: str) -> None:
        """Mark a place without a signal."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def set_badge(self, key: str, count: int, meaning: str = "offen") -> None:
        """Show the number of open things at a place."""
        if key in self._buttons:
            self._buttons[key].set_badge(count, meaning)

    def set_place_visible(self, key: str, visible: bool) -> None:
        """Hide or show a place."""
        self._buttons[key].setVisible(visible)

    def set_narrow(self, narrow: bool) -> None:
        """Collapse to icons."""
        self._narrow = narrow
        for button in self._buttons.values():
            button.set_narrow(narrow)
        self._town.setVisible(not narrow)
        self._term.setVisible(not narrow)
        self._hint.setVisible(not narrow)
        self._search.setText("" if narrow else "Suchen")
        self._show_warning()
        self.setFixedWidth(theme().px(NARROW_WIDTH if narrow else WIDTH))

    def is_narrow(self) -> bool:
        """Whether only icons are shown."""
        return self._narrow

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        shown = [each for each in self._buttons.values() if each.isVisible()]
        focus = next((each for each in shown if each.hasFocus()), None)
        if step is None or focus is None:
            super().keyPressEvent(event)
            return
        shown[(shown.index(focus) + step) % len(shown)].setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().c("rail"))
        painting.vertical(painter, self.width() - 1, 0, self.height(), theme().c("line"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_search"):
            self.setFixedWidth(theme().px(NARROW_WIDTH if self._narrow else WIDTH))

    def _head(self) -> None:
        self._town = Elide("", "town")
        self._term = Elide("", "note", "second")
        for label in (self._town, self._term):
            line = QHBoxLayout()
            line.setContentsMargins(theme().px(8), 0, 0, 0)
            line.addWidget(label)
            self._column.addLayout(line)
        self._column.addSpacing(theme().px(18))
        self._search = QPushButton("Suchen")
        self._search.setProperty("k", "railsearch")
        self._search.setIcon(icons.icon("search", "text2"))
        self._search.setIconSize(QSize(theme().px(20), theme().px(16)))
        self._search.setAccessibleName("Suchen, Strg+K")
        self._search.clicked.connect(self.search_wanted)
        self._hint = KeyHint("Strg K", self._search)
        self._column.addWidget(self._search)
        self._column.addSpacing(theme().px(12))

    def resizeEvent(self, event: object) -> None:
        del event
        self._place_hint()

    def showEvent(self, event: object) -> None:
        del event
        self._place_hint()

    def _place_hint(self) -> None:
        hint = self._hint.sizeHint()
        self._hint.setGeometry(
            self._search.width() - hint.width() - theme().px(7),
            (self._search.height() - hint.height()) // 2,
            hint.width(),
            hint.height(),
        )

    def _fill(self, entries: Sequence[RailEntry]) -> None:
        for entry in (each for each in entries if not each.bottom):
            self._add(entry)
        self._column.addStretch(1)
        self._warning = Text("", "label", "warning", wrap=True)
        self._warning.hide()
        self._column.addWidget(self._warning)
        self._mark = IconLabel("triangle-alert", "warning", 18)
        self._mark.hide()
        self._column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(theme().px(6))
        for entry in (each for each in entries if each.bottom):
            self._add(entry)

    def _add(self, entry: RailEntry) -> None:
        button = RailButton(entry)
        button.clicked.connect(self._tell)
        self._buttons[entry.key] = button
        self._column.addWidget(button)

    def _tell(self) -> None:
        for key, button in self._buttons.items():
            if button.isChecked():
                self.chosen.emit(key)
