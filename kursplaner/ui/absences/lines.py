"""The table of calls: one row a person, ticked in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kursplaner.basics.spans import clock_text, minute_of_day
from kursplaner.desk.absences.call_list import CallLine, CallList
from kursplaner.desk.wording.ledger import NOTHING, STANDS, Stand, progress_texts
from kursplaner.domain.kinds import RouteKind
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    Divider,
    Elide,
    Pill,
    ProgressSteps,
    Text,
)
from kursplaner.ui.widgets.texts import TextKind

ICONS = {
    RouteKind.PHONE: "phone",
    RouteKind.MESSENGER: "message-circle",
    RouteKind.EMAIL: "mail",
    RouteKind.NEIGHBOUR: "house",
    RouteKind.EMPLOYER: "briefcase",
    RouteKind.HOSTEL: "building-2",
    RouteKind.LETTER: "file-text",
}
WIDTHS = (
    ("Ab", 0),
    ("Wer", 26),
    ("Betrifft", 25),
    ("Nummer", 26),
    ("Zuletzt gesagt", 27),
    ("Antwort", 23),
)
STATE_WIDTH, TIME_WIDTH = 108, 38
MOST_SHOWN = 40
STEPS_SHOWN = 12


def icon_of(kind: str) -> str:
    """Return the icon of a way to reach somebody."""
    return ICONS.get(RouteKind(kind), "phone") if kind in set(RouteKind) else "lock"


class CallRow(QWidget):
    """One person to call: when she leaves, what she was told last, what she said, where it stands.

    Signals:
        chosen(int): the row was clicked, or taken by Enter or the space bar.
    """

    chosen = Signal(int)

    def __init__(self, line: CallLine) -> None:
        super().__init__()
        self.line = line
        self._selected = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(16), theme().px(8), theme().px(16), theme().px(8))
        row.setSpacing(theme().px(8))
        for part, (_, share) in zip(self._parts(), WIDTHS, strict=True):
            row.addWidget(part, share)
            if not share:
                part.setFixedWidth(theme().px(TIME_WIDTH))
        word, tone, icon, _ = STANDS[_stand(line)]
        self.state = Pill(word, tone, icon)  # type: ignore[arg-type]
        holder = QWidget()
        holder.setFixedWidth(theme().px(STATE_WIDTH))
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.state)
        inside.addStretch(1)
        row.addWidget(holder)
        self.setAccessibleName(_spoken(line, word))

    def _parts(self) -> tuple[QWidget, ...]:
        line, said, way = self.line, self.line.ledger, self.line.ways[0]
        role = said.role if said is not None else ""
        beneath = line.children or role or line.language
        if said is None:
            return (
                QWidget(),
                _two(line.name, beneath, strong=True),
                *(QWidget() for _ in range(4)),
            )
        news = (said.now, "accent") if said.now else (said.told_at, "second")
        struck = bool(said.now) and said.told != NOTHING
        beside = said.told_at.split(",")[0] if struck else ""
        return (
            _two(clock_text(minute_of_day(line.leaves)), "", strong=True),
            _two(line.name, beneath, strong=True),
            _two(said.topic, said.way),
            _two(way.value, way.label),
            _two(said.told, news[0], struck=struck, tone=news[1], beside=beside),
            _two(said.answer, said.means, struck=said.void),
        )

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


def _stand(line: CallLine) -> Stand:
    return line.ledger.stand if line.ledger is not None else Stand.OPEN


def _spoken(line: CallLine, state: str) -> str:
    said = line.ledger
    parts = (line.name, line.concerns, state)
    more = (said.told, said.now, said.answer) if said is not None else ()
    return ", ".join(part for part in (*parts, *more) if part)


def _two(
    first: str,
    second: str,
    *,
    strong: bool = False,
    struck: bool = False,
    tone: str = "second",
    beside: str = "",
) -> QWidget:
    """Return two lines; `beside` stands after the first and is never struck through."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch(1)
    kind: TextKind = "head" if strong else "plain"
    upper = Elide(first, kind, "second" if struck else "text", struck=struck)
    if beside:
        line = QHBoxLayout()
        line.setSpacing(theme().px(4))
        line.addWidget(upper)
        line.addWidget(Text(beside, "note", "second"))
        line.addStretch(1)
        column.addLayout(line)
    else:
        column.addWidget(upper)
    if second:
        column.addWidget(Elide(second, "note", tone))  # type: ignore[arg-type]
    column.addStretch(1)
    return holder


class CallTable(Card):
    """All calls with how far they are.

    Signals:
        chosen(int): as the rows; print_wanted: the list on paper;
        confirmation_wanted: a page for every family that stays at home.
    """

    chosen = Signal(int)
    print_wanted = Signal()
    confirmation_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Anrufliste", margin=0, spacing=0, parent=parent)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._steps = ProgressSteps([], "Fortschritt")
        self._done = Text("", "strong")
        self._rest = Text("", "plain", "second")
        for widget in (self._steps, self._done, self._rest):
            self.head.add_beside(widget)
        self.confirm_button = Button("Bestätigung drucken", icon="clipboard-check")
        self.confirm_button.clicked.connect(self.confirmation_wanted)
        self.print_button = Button("Liste drucken", icon="printer")
        self.print_button.clicked.connect(self.print_wanted)
        for button in (self.confirm_button, self.print_button):
            self.head.add(button)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(0)
        self._inside.setContentsMargins(0, 0, 0, theme().px(6))
        self.body.addLayout(self._inside)
        self.rows: list[CallRow] = []
        self._all = False
        self._calls: CallList | None = None

    def show_calls(
        self, calls: CallList, selected: int | None, *, printable: bool, hidden: bool
    ) -> None:
        """Show the calls; `printable` offers the confirmation of failed childcare.

        With `hidden` names nothing can be printed.
        """
        self._calls = calls
        stands = [_stand(line) for line in calls.lines]
        done, rest = progress_texts(stands)
        self._done.show_text(done)
        self._rest.show_text(rest)
        tones = [STANDS[stand][3] for stand in stands]
        few = 0 < len(tones) <= STEPS_SHOWN
        self._steps.show_steps(tones if few else [], done)
        self._steps.setVisible(few)
        self._done.setVisible(bool(calls.lines))
        self.confirm_button.setVisible(printable)
        self.print_button.setVisible(bool(calls.lines))
        self.print_button.setEnabled(not hidden)
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
        label = Elide(title, "label", "second")
        row.addWidget(label, share)
        if not share:
            label.setFixedWidth(theme().px(TIME_WIDTH))
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
