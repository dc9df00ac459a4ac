"""Room, teacher, childcare and shuttle of a planned course: proposal, alternatives, notes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kursplaner.desk.courses.plan_board import Alternative, ServiceRow
from kursplaner.desk.courses.plan_notes import PlanNote
from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    Divider,
    Elide,
    IconButton,
    IconLabel,
    Pill,
    Text,
)

SHOWN = 2
MOST_NOTES = 4
LABEL_WIDTH = 116
NARROW = 1100
ICONS = {"good": "circle-check", "warning": "circle-alert", "bad": "ban"}
PILL_ICONS = {"good": "check", "warning": "circle-alert", "bad": "ban"}


def narrow(widget: QWidget) -> bool:
    """Tell whether the window has no room for proposal and alternatives side by side."""
    return widget.window().width() < theme().px(NARROW)


class AlternativeButton(QAbstractButton):
    """A card with a name and what speaks against it; a click swaps."""

    def __init__(self, alternative: Alternative, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.alternative = alternative
        self.setAccessibleName(f"{alternative.name} nehmen: {alternative.reason}")
        self.setToolTip(f"{alternative.name}: {alternative.reason}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(180), theme().px(46))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(96), theme().px(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, look = QPainter(self), theme()
        under = self.underMouse() or self.hasFocus()
        border = look.c("accent" if under else "line")
        painting.frame(painter, QRectF(self.rect()), look.px(8), look.c("surface"), border)
        left, width = look.px(12), self.width() - look.px(20)
        name = QRectF(left, look.px(4), width, look.px(19))
        painting.text(painter, name, self.alternative.name, look.font(13, 500), look.c("text"))
        tone = look.c(self.alternative.tone)
        side = look.px(13)
        icon = ICONS[self.alternative.tone]
        icons.draw(painter, icon, tone, left, look.px(26), side)
        reason = QRectF(left + side + look.px(4), look.px(23), width - side, look.px(18))
        painting.text(painter, reason, self.alternative.reason, look.font(12), tone)


class PlanServices(Card):
    """One line each with its proposal; alternatives beside, notes beneath.

    Signals:
        swapped(str, int): what of the draft is set to which id.
        unplaced(object): days to be stored without what is busy.
        stand_in_taken(str, int, object): room or teacher, its id, the days it stands in.
    """

    swapped = Signal(str, int)
    unplaced = Signal(object)
    stand_in_taken = Signal(str, int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, spacing=0, parent=parent)
        self.setAccessibleName("Vorschlag")
        self.body.setContentsMargins(0, 0, 0, 0)
        self._inside: QWidget | None = None
        self._shown: tuple[tuple[ServiceRow, ...], tuple[PlanNote, ...]] = ((), ())
        self._narrow = False
        self.alternatives: list[AlternativeButton] = []
        self.note_buttons: list[Button] = []

    def show_rows(self, rows: Sequence[ServiceRow], notes: Sequence[PlanNote]) -> None:
        """Show a plan; the keyboard stays in the row it was in."""
        self._shown, self._narrow = (tuple(rows), tuple(notes)), narrow(self)
        before = self._focused_row()
        old = self._inside
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, theme().px(4))
        grid.setSpacing(0)
        grid.setColumnMinimumWidth(0, theme().px(LABEL_WIDTH + 16))
        grid.setColumnStretch(1, 10)
        grid.setColumnStretch(2, 11)
        self.alternatives, self.note_buttons = [], []
        self._add_heads(grid)
        for row in rows:
            self._add_row(grid, row)
            for note in [note for note in notes if note.row == row.key][:MOST_NOTES]:
                self._add_note(grid, note)
        known = {row.key for row in rows}
        for note in [note for note in notes if note.row not in known][:MOST_NOTES]:
            self._add_note(grid, note)
        self.body.addWidget(self._inside)
        if old is not None:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._focus_row(before)

    def fit(self) -> None:
        """Lay out again where the window became narrow or wide."""
        if self._inside is not None and self._narrow != narrow(self):
            self.show_rows(*self._shown)

    def _add_heads(self, grid: QGridLayout) -> None:
        heads = ("Vorschlag", "Andere Möglichkeiten, ein Klick tauscht")
        for column, text in enumerate(heads[: 1 if narrow(self) else 2], 1):
            label = Text(text, "label", "second")
            label.setContentsMargins(0, theme().px(8), 0, theme().px(8))
            grid.addWidget(label, 0, column)

    def _add_row(self, grid: QGridLayout, row: ServiceRow) -> None:
        at = grid.rowCount()
        grid.addWidget(Divider(), at, 0, 1, 3)
        grid.addLayout(_label(row), at + 1, 0)
        if narrow(self):
            grid.addLayout(_proposal(row), at + 1, 1, 1, 2)
            grid.addLayout(self._choices(row), at + 2, 1, 1, 2)
            return
        grid.addLayout(_proposal(row), at + 1, 1)
        grid.addLayout(self._choices(row), at + 1, 2)

    def _choices(self, row: ServiceRow) -> QHBoxLayout:
        line = QHBoxLayout()
        space = theme().px(8)
        line.setContentsMargins(0, space, theme().px(16), space)
        line.setSpacing(space)
        for alternative in row.alternatives[:SHOWN]:
            button = AlternativeButton(alternative)
            button.clicked.connect(_Swap(self, alternative))
            button.setProperty("row", row.key)
            self.alternatives.append(button)
            line.addWidget(button, 1)
        for _ in range(SHOWN - len(row.alternatives)):
            line.addStretch(1)
        rest = row.alternatives[SHOWN:]
        if rest:
            more = IconButton("ellipsis", f"{len(rest)} weitere für {row.label}")
            more.clicked.connect(_More(self, more, rest))
            line.addWidget(more)
        else:
            line.addSpacing(theme().px(28))
        return line

    def _add_note(self, grid: QGridLayout, note: PlanNote) -> None:
        card = Card(margin=12, spacing=8, tone="bad" if note.hard else "warning", horizontal=True)
        card.body.setContentsMargins(theme().px(12), theme().px(4), theme().px(8), theme().px(4))
        tone = "bad" if note.hard else "warning"
        card.body.addWidget(IconLabel("triangle-alert", tone))  # type: ignore[arg-type]
        card.body.addWidget(Elide(note.text), 1)
        card.setAccessibleName(note.text)
        if note.hard:
            self._add_ways_out(card, note)
        holder = QVBoxLayout()
        holder.setContentsMargins(0, 0, theme().px(16), theme().px(8))
        holder.addWidget(card)
        grid.addLayout(holder, grid.rowCount(), 1, 1, 2)

    def _add_ways_out(self, card: Card, note: PlanNote) -> None:
        stand_in = note.stand_in
        if stand_in is not None:
            where = "an diesem Tag" if len(note.days) == 1 else "an diesen Tagen"
            other = Button(f"{stand_in.name} {where}", icon="repeat-2")
            key, what, days = stand_in.id, note.row, note.days
            other.clicked.connect(lambda: self.stand_in_taken.emit(what, key, days))
            card.body.addWidget(other)
            self.note_buttons.append(other)
        without = Button("Ohne Platz anlegen", tip="Die Termine bleiben ungeplant.")
        without.clicked.connect(lambda: self.unplaced.emit(note.days))
        card.body.addWidget(without)
        self.note_buttons.append(without)

    def _focused_row(self) -> str:
        found = next((button for button in self.alternatives if button.hasFocus()), None)
        return str(found.property("row")) if found is not None else ""

    def _focus_row(self, row: str) -> None:
        found = next(
            (button for button in self.alternatives if button.property("row") == row), None
        )
        if row and found is not None:
            found.setFocus()


def _label(row: ServiceRow) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(theme().px(16), theme().px(8), theme().px(8), theme().px(8))
    line.setSpacing(theme().px(12))
    line.addWidget(IconLabel(row.icon))
    line.addWidget(Text(row.label, "strong", "second"), 1)
    return line


def _proposal(row: ServiceRow) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, theme().px(10), theme().px(16), theme().px(10))
    column.setSpacing(theme().px(1))
    head = QHBoxLayout()
    head.setSpacing(theme().px(8))
    head.addWidget(Elide(row.title, "head"))
    head.addWidget(Pill(row.pill, row.tone, PILL_ICONS[row.tone]))  # type: ignore[arg-type]
    head.addStretch(1)
    column.addLayout(head)
    column.addWidget(Elide(row.note, "plain", "second"))
    return column


class _Swap:
    """Takes an alternative."""

    def __init__(self, card: PlanServices, alternative: Alternative) -> None:
        self._card, self._one = card, alternative

    def __call__(self) -> None:
        self._card.swapped.emit(self._one.wish, self._one.id)


class _More:
    """Opens the alternatives that have no card."""

    def __init__(self, card: PlanServices, button: QWidget, rest: Sequence[Alternative]) -> None:
        self._card, self._button, self._rest = card, button, rest

    def __call__(self) -> None:
        menu = QMenu(self._button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for alternative in self._rest:
            action = QAction(f"{alternative.name}: {alternative.reason}", menu)
            action.triggered.connect(_Swap(self._card, alternative))
            menu.addAction(action)
        menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))
