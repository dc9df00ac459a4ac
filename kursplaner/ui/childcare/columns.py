"""The columns of the board: a carer with her children, and those who have none yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kursplaner.ui.childcare.cards import MIME, ChildCard, ChildWords
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Card, Elide, IconLabel, Pill, Text
from kursplaner.ui.widgets.texts import PillTone

LEAST_WIDTH = 228
MOST_FREE_SHOWN = 2


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """What a column says; `carer_id` None is the column of those without a carer."""

    carer_id: int | None
    title: str
    subtitle: str
    pill: str
    tone: PillTone
    children: tuple[ChildWords, ...] = ()
    free: int = 0
    groups: tuple[tuple[str, tuple[ChildWords, ...]], ...] = ()
    help: str = ""
    empty: str = ""


class CareColumn(Card):
    """One column; a child dropped on it belongs to its carer.

    Signals:
        chosen(int), opened(int): id of a place. dropped(int, object): place, carer or None.
        help_wanted: the button under the children without a carer.
    """

    chosen = Signal(int)
    opened = Signal(int)
    dropped = Signal(int, object)
    help_wanted = Signal()

    def __init__(self, words: ColumnWords, parent: QWidget | None = None) -> None:
        super().__init__(margin=10, spacing=8, parent=parent)
        self.carer_id = words.carer_id
        self.cards: list[ChildCard] = []
        self.setAccessibleName(f"{words.title}, {words.pill}")
        self.setAcceptDrops(True)
        self.body.addWidget(_head(words))
        for child in words.children:
            self._add(child)
        if words.help:
            button = Button(words.help, icon="users")
            button.clicked.connect(self.help_wanted)
            self.body.addWidget(button)
        self._add_free(words)
        for title, children in words.groups:
            if children:
                self.body.addSpacing(theme().px(4))
                self.body.addWidget(Text(title.upper(), "label", "third"))
            for child in children:
                self._add(child)
        self.body.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        place = bytes(event.mimeData().data(MIME).data()).decode()
        if place.isdigit():
            event.acceptProposedAction()
            self.dropped.emit(int(place), self.carer_id)

    def _add(self, child: ChildWords) -> None:
        card = ChildCard(child)
        card.chosen.connect(self.chosen)
        card.opened.connect(self.opened)
        self.cards.append(card)
        self.body.addWidget(card)

    def _add_free(self, words: ColumnWords) -> None:
        for _ in range(min(words.free, MOST_FREE_SHOWN)):
            self.body.addWidget(_place("Kind hierher ziehen", "plus"))
        if words.empty:
            self.body.addWidget(_place(words.empty, ""))


class CareColumns(QWidget):
    """All columns side by side, in as many rows as the width asks for.

    Signals:
        chosen, opened, dropped, help_wanted: as those of a column.
    """

    chosen = Signal(int)
    opened = Signal(int)
    dropped = Signal(int, object)
    help_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: list[CareColumn] = []
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme().px(12))

    def show_columns(self, columns: Sequence[ColumnWords]) -> None:
        """Show other columns."""
        for old in self.columns:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.columns = []
        for words in columns:
            column = CareColumn(words)
            column.chosen.connect(self.chosen)
            column.opened.connect(self.opened)
            column.dropped.connect(self.dropped)
            column.help_wanted.connect(self.help_wanted)
            self.columns.append(column)
        self._across = 0
        self._lay()

    def card(self, place_id: int) -> ChildCard | None:
        """The card of a place, if it is shown."""
        cards = (card for column in self.columns for card in column.cards)
        return next((card for card in cards if card.place_id == place_id), None)

    def choose(self, place_id: int | None) -> None:
        """Draw the border of one card."""
        for column in self.columns:
            for card in column.cards:
                card.set_selected(card.place_id == place_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(LEAST_WIDTH), super().minimumSizeHint().height())

    def _lay(self) -> None:
        fits = max(1, (self.width() + theme().px(12)) // theme().px(LEAST_WIDTH + 12))
        across = max(1, min(fits, len(self.columns)))
        if across == self._across:
            return
        self._across = across
        for at, column in enumerate(self.columns):
            self._grid.addWidget(column, at // across, at % across)
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 1 if at < across else 0)


def _head(words: ColumnWords) -> QWidget:
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(theme().px(2), theme().px(2), 0, theme().px(4))
    row.setSpacing(theme().px(7))
    icon = "users" if words.carer_id is None else "user"
    row.addWidget(IconLabel(icon), 0, Qt.AlignmentFlag.AlignVCenter)
    lines = QVBoxLayout()
    lines.setSpacing(0)
    lines.addWidget(Elide(words.title, "head"))
    lines.addWidget(Elide(words.subtitle, "note", "second"))
    row.addLayout(lines, 1)
    if words.pill:
        row.addWidget(Pill(words.pill, words.tone), 0, Qt.AlignmentFlag.AlignVCenter)
    return head


def _place(text: str, icon: str) -> Card:
    """An empty place to drop a child, or the sentence that there is none."""
    card = Card(tone="empty", horizontal=True)
    card.setFixedHeight(theme().px(64))
    card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    card.body.addStretch(1)
    if icon:
        card.body.addWidget(IconLabel(icon, "second", 16))
    card.body.addWidget(Elide(text, "plain", "second"))
    card.body.addStretch(1)
    return card
