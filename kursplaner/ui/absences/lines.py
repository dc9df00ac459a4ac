"""The table of calls: one row a person, ticked in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kursplaner.desk.absences.call_list import CallLine, CallList
from kursplaner.desk.wording.absences import progress_text
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import ContactResult, RouteKind
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    Choice,
    Divider,
    Elide,
    IconLabel,
    ProgressSteps,
    Segmented,
    Text,
)

ICONS = {
    RouteKind.PHONE: "phone",
    RouteKind.MESSENGER: "message-circle",
    RouteKind.EMAIL: "mail",
    RouteKind.NEIGHBOUR: "house",
    RouteKind.EMPLOYER: "briefcase",
    RouteKind.HOSTEL: "building-2",
    RouteKind.LETTER: "file-text",
}
STATES = (
    (ContactResult.REACHED, "good", "check"),
    (ContactResult.MAILBOX, "warning", "voicemail"),
    (ContactResult.OPEN, "neutral", "circle-dashed"),
)
WIDTHS = (("Familie", 29), ("Betrifft", 22), ("Weg", 32), ("Sprache", 18))
STATE_WIDTH = 230
MOST_SHOWN = 40
STEPS_SHOWN = 12


def icon_of(kind: str) -> str:
    """Return the icon of a way to reach somebody."""
    return ICONS.get(RouteKind(kind), "phone") if kind in set(RouteKind) else "lock"


class CallRow(QWidget):
    """One person to call.

    Signals:
        chosen(int): the row was clicked; ticked(int, str): a state was chosen.
    """

    chosen = Signal(int)
    ticked = Signal(int, str)

    def __init__(self, line: CallLine) -> None:
        super().__init__()
        self.line = line
        self._selected = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(part for part in (line.name, line.concerns) if part))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(16), theme().px(8), theme().px(16), theme().px(8))
        row.setSpacing(theme().px(8))
        way = line.ways[0]
        parts = (
            _two(line.name, line.children, strong=True),
            _two(line.concerns, line.way),
            _way(icon_of(way.kind), way.value, way.label),
            _two(line.language, ""),
        )
        for part, (_, share) in zip(parts, WIDTHS, strict=True):
            row.addWidget(part, share)
        row.addWidget(self._state())

    def set_selected(self, selected: bool) -> None:
        """Show that the panel at the right is about this row."""
        self._selected = selected
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._selected:
            painter = QPainter(self)
            painter.fillRect(QRectF(self.rect()), theme().c("accent_weak"))
            painter.fillRect(QRectF(0, 0, theme().px(3), self.height()), theme().c("accent"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.line.person_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self.line.person_id)
        else:
            super().keyPressEvent(event)

    def _state(self) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(theme().px(STATE_WIDTH))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(2))
        self.state = state_choice(self.line)
        self.state.chosen.connect(lambda key: self.ticked.emit(self.line.person_id, key))
        column.addStretch(1)
        column.addWidget(self.state)
        note = "gute Nachricht: bitte anrufen" if self.line.again and not self.line.state else ""
        if self.line.state or note:
            column.addWidget(Elide(self.line.state or note, "note", "second"))
        column.addStretch(1)
        return holder


def state_choice(line: CallLine) -> Segmented:
    """Return the three states of a call, the present one with its sign and colour."""
    choices = [
        Choice(state.value, word(state), icon if state.value == line.result else "")
        for state, _, icon in STATES
    ]
    made = Segmented(choices, line.result, name=f"Stand {line.name}", stretch=True)
    for state, tone, _ in STATES:
        made.button(state.value).setProperty("tone", tone)
    return made


def _two(first: str, second: str, *, strong: bool = False) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(Elide(first, "head" if strong else "plain"))
    if second:
        column.addWidget(Elide(second, "plain", "second"))
    column.addStretch(1)
    return holder


def _way(icon: str, value: str, label: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().px(8))
    row.addWidget(IconLabel(icon, "second", 16))
    row.addWidget(_two(value, label), 1)
    return holder


class CallTable(Card):
    """All calls with how far they are.

    Signals:
        chosen(int), ticked(int, str): as the rows; print_wanted: the confirmation is wanted.
    """

    chosen = Signal(int)
    ticked = Signal(int, str)
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Anrufliste", margin=0, spacing=0, parent=parent)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._steps = ProgressSteps([], "Fortschritt")
        self._done = Text("", "strong")
        self._rest = Text("", "plain", "second")
        for widget in (self._steps, self._done, self._rest):
            self.head.add_beside(widget)
        self.print_button = Button("Bestätigung drucken", icon="printer")
        self.print_button.clicked.connect(self.print_wanted)
        self.head.add(self.print_button)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(0)
        self._inside.setContentsMargins(0, 0, 0, theme().px(6))
        self.body.addLayout(self._inside)
        self.rows: list[CallRow] = []
        self._all = False
        self._calls: CallList | None = None

    def show_calls(self, calls: CallList, selected: int | None, *, printable: bool) -> None:
        """Show the calls; `printable` offers the confirmation of failed childcare."""
        self._calls = calls
        reached, mailbox, open_ = calls.counts
        done, rest = progress_text(reached, len(calls.lines), mailbox, open_)
        self._done.show_text(done)
        self._rest.show_text(rest)
        tones = ["good"] * reached + ["warning"] * mailbox + ["line"] * open_
        few = 0 < len(tones) <= STEPS_SHOWN
        self._steps.show_steps(tones if few else [], done)
        self._steps.setVisible(few)
        self._done.setVisible(bool(calls.lines))
        self.print_button.setVisible(printable)
        self._fill(calls.lines)
        self.select(selected)

    def select(self, person_id: int | None) -> None:
        """Mark the row that the panel at the right is about."""
        for row in self.rows:
            row.set_selected(row.line.person_id == person_id)

    def _fill(self, lines: Sequence[CallLine]) -> None:
        while self._inside.count():
            item = self._inside.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        if not lines:
            self._inside.addWidget(Divider())
            self._inside.addWidget(_hint("Niemand muss angerufen werden."))
            return
        self._inside.addWidget(Divider())
        self._inside.addWidget(_titles())
        shown = lines if self._all else lines[:MOST_SHOWN]
        for line in shown:
            row = CallRow(line)
            row.chosen.connect(self.chosen)
            row.ticked.connect(self.ticked)
            self._inside.addWidget(Divider())
            self._inside.addWidget(row)
            self.rows.append(row)
        if len(shown) < len(lines):
            more = Button(f"Alle {len(lines)} zeigen", "link")
            more.clicked.connect(self._unfold)
            self._inside.addWidget(more)

    def _unfold(self) -> None:
        self._all = True
        if self._calls is not None:
            self._fill(self._calls.lines)


def _titles() -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(theme().px(16), theme().px(6), theme().px(16), theme().px(6))
    row.setSpacing(theme().px(8))
    for title, share in WIDTHS:
        row.addWidget(Elide(title, "label", "second"), share)
    state = Elide("Stand", "label", "second")
    state.setFixedWidth(theme().px(STATE_WIDTH))
    row.addWidget(state)
    return holder


def _hint(text: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(theme().px(16), theme().px(12), theme().px(16), theme().px(12))
    row.addWidget(Text(text, "plain", "second"))
    return holder
