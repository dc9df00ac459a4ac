"""Above a waiting list: who can move up now, what the others wait for, one button for all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kursplaner.desk.wording import waiting
from kursplaner.planning.enrolments.moving_up import Chance
from kursplaner.ui.widgets import Button, Card, IconLabel, Text


class WaitingCard(QWidget):
    """One line for a waiting list.

    Signals:
        move_up_wanted: all who fit shall move up.
    """

    move_up_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(margin=12, horizontal=True)
        self._icon = IconLabel("users", "second")
        card.body.addWidget(self._icon)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        self.title = Text("", "strong", wrap=True)
        self.sentence = Text("", "plain", "second", wrap=True)
        lines.addWidget(self.title)
        lines.addWidget(self.sentence)
        card.body.addLayout(lines, 1)
        self.button = Button("Alle nachrücken lassen", "primary", "user-check")
        self.button.clicked.connect(self.move_up_wanted)
        card.body.addWidget(self.button)
        column.addWidget(card)

    def show_chance(self, chance: Chance, people: Sequence[str], *, later: bool) -> None:
        """Show who fits, in the order of the list; `later`: from a day to come."""
        day = chance.day if later else None
        lacking = waiting.lacking_text(chance.lacking)
        if people:
            self.title.show_text(waiting.fitting_text(people, day=day))
            self.sentence.show_text(lacking)
        else:
            self.title.show_text("Gerade kann niemand nachrücken")
            self.sentence.show_text(lacking)
        self.sentence.setVisible(bool(lacking))
        self.button.setVisible(bool(people))
        self.button.show_text("Nachrücken lassen" if len(people) == 1 else "Alle nachrücken lassen")
