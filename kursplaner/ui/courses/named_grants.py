"""Grants that the sheets of a course name beside the one that pays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.store.queries.funding.grants import GrantRow
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Choice, ChoiceField, IconButton, Text

MORE = Choice("", "Weitere Förderung nennen …")
LEAST = 2
"""Without a second grant in the town there is nothing to name beside the one that pays."""


class NamedGrants(QWidget):
    """One line a grant, in the order in which sheets name them, and a choice of further ones.

    Attributes:
        more: the choice; choosing asks for the grant to be named.

    Signals:
        wanted(tuple): the ids that shall be named from now on.
    """

    wanted = Signal(tuple)

    def __init__(self, grants: Sequence[GrantRow], named: Sequence[int], pays: int | None) -> None:
        super().__init__()
        self._named = tuple(named)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        known = {grant.id: grant for grant in grants}
        if named:
            words = "Auf den Blättern auch genannt; abgerechnet wird über sie nichts:"
            column.addWidget(Text(words, "plain", "second", wrap=True))
        for place, key in enumerate(named):
            column.addWidget(self._line(place, known[key]))
        free = [grant for grant in grants if grant.id not in {*named, pays}]
        choices = [Choice(str(grant.id), f"{grant.reference}, {grant.title}") for grant in free]
        self.more = ChoiceField([MORE, *choices], name="Weitere Förderung auf den Blättern")
        self.more.chosen.connect(self._name)
        self.more.setMaximumWidth(theme().px(480))
        column.addWidget(self.more)
        self.more.setVisible(bool(free))
        self.setVisible(len(grants) >= LEAST or bool(named))

    def _line(self, place: int, grant: GrantRow) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(4))
        row.addWidget(Text(f"{grant.reference}, {grant.title}"))
        up = IconButton("arrow-up", f"{grant.reference} weiter nach vorn")
        up.clicked.connect(lambda: self.move_up(place))
        up.setEnabled(place > 0)
        away = IconButton("x", f"{grant.reference} nicht mehr nennen")
        away.clicked.connect(lambda: self.take_away(place))
        for button in (up, away):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        return line

    def _name(self, key: str) -> None:
        if key:
            self.wanted.emit((*self._named, int(key)))

    def take_away(self, place: int) -> None:
        """Ask that a grant is named no longer."""
        self.wanted.emit((*self._named[:place], *self._named[place + 1 :]))

    def move_up(self, place: int) -> None:
        """Ask that a grant changes places with the one before it."""
        order = list(self._named)
        order[place - 1], order[place] = order[place], order[place - 1]
        self.wanted.emit(tuple(order))
