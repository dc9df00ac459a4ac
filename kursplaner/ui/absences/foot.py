"""The foot of the ledger: the marks that are noted, and the messages in every language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.desk.absences.call_list import CallLine, CallList
from kursplaner.desk.wording import ledger as wording
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import CallAnswer
from kursplaner.planning.absences.calls import Excuses
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Card, Elide, IconLabel

ORDERED = (
    "Geordnet nach dem Aufbruch von zu Hause. Ändert sich der Plan, kommen alle mit altem Satz"
    " als „neu anrufen“ zurück."
)


class FootCard(Card):
    """What is noted for the attendance, whom it is about, and what was taken back.

    Signals:
        excuses_wanted: enter the marks; messages_wanted(bool): show the messages, or hide them.
    """

    excuses_wanted = Signal()
    messages_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=16, spacing=0, parent=parent)
        self.setAccessibleName("Vermerke")
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        self._icon = IconLabel("clipboard-check", "second")
        row.addWidget(self._icon)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self.title, self.text = Elide("", "strong"), Elide("", "plain", "second")
        lines.addWidget(self.title)
        lines.addWidget(self.text)
        row.addLayout(lines, 1)
        self.messages = Button("Nachrichten je Sprache", icon="message-square")
        self.messages.setCheckable(True)
        self.messages.toggled.connect(self.messages_wanted)
        row.addWidget(self.messages)
        self.take_over = Button("Eintragen", icon="check")
        self.take_over.clicked.connect(self.excuses_wanted)
        row.addWidget(self.take_over)
        self.body.addLayout(row)

    def show_calls(self, calls: CallList, plan: Excuses | None, *, hidden: bool) -> None:
        """Show the marks that can be entered; without a `plan` only the messages."""
        self.setVisible(bool(calls.lines))
        for part in (self._icon, self.title, self.text, self.take_over):
            part.setVisible(plan is not None)
        if plan is None:
            return
        home = CallAnswer.STAYS_HOME.value
        noted = [line for line in calls.lines if line.answer == home and line.reached]
        open_ = [line for line in noted if line.ledger is None or not line.ledger.excused]
        back = [line for line in calls.lines if line.taken_back]
        entered = len(noted) - len(open_)
        count = len(plan.marks)
        self.title.show_text(wording.excuses_title(count, entered, word(plan.reason)))
        freed = len(plan.place_ids) + len(plan.seat_ids)
        shown = open_ if count else noted
        self.text.show_text(
            wording.excuses_text(_names(shown, hidden), _names(back, hidden), freed if count else 0)
        )
        self.take_over.setEnabled(bool(plan.marks or plan.place_ids or plan.seat_ids))


def _names(lines: Sequence[CallLine], hidden: bool) -> list[str]:
    return [line.name if hidden else names.spoken(line.name) for line in lines]
