"""What the proof is about: a period and a grant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.desk.exports.periods import TITLES, last_whole
from kursplaner.store.queries.funding.grants import GrantRow
from kursplaner.ui.widgets import Card, Choice, ChoiceField, DateField, Segmented, Text, beside

OWN = "own"
ALL = ""
PERIODS = (*(Choice(key, title) for key, title in TITLES.items()), Choice(OWN, "Von – bis"))
USUAL = "quarter"


class ProofFilters(Card):
    """The period as chips and days, and the grant.

    Signals:
        changed: another period or grant is wanted.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(margin=16, spacing=12, parent=parent)
        self.setAccessibleName("Zeitraum und Förderung")
        self._today = today
        self.period = Segmented(PERIODS, USUAL, name="Zeitraum")
        first, last = last_whole(USUAL, today)
        self.first = DateField(first, name="Erster Tag")
        self.last = DateField(last, name="Letzter Tag")
        self.grant = ChoiceField((Choice(ALL, "alle Kurse"),), name="Förderung")
        row = QHBoxLayout()
        row.addWidget(self.period)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addLayout(
            beside(("Von", self.first, 2), ("Bis", self.last, 2), ("Förderung", self.grant, 5))
        )
        self.complaint = Text("", "plain", "bad", wrap=True)
        self.complaint.hide()
        self.body.addWidget(self.complaint)
        self.period.chosen.connect(self._chosen)
        for field in (self.first, self.last):
            field.changed.connect(self._typed)
        self.grant.chosen.connect(lambda _key: self.changed.emit())

    def show_grants(self, grants: Sequence[GrantRow]) -> None:
        """Offer the grants; the chosen one stays."""
        choices = [Choice(row.reference, f"{row.title} ({row.reference})") for row in grants]
        self.grant.show_choices([Choice(ALL, "alle Kurse"), *choices], self.grant.current())

    def show_days(self, first: date, last: date) -> None:
        """Take a period of its own."""
        self.period.choose(OWN)
        self.first.set_value(first)
        self.last.set_value(last)

    def days(self) -> tuple[date, date] | None:
        """Return the period, None where a day is missing or unreadable."""
        first, last = self.first.value(), self.last.value()
        return None if first is None or last is None else (first, last)

    def reference(self) -> str | None:
        """Return the grant's reference, None for all courses."""
        return self.grant.current() or None

    def complain(self, text: str) -> None:
        """Say what is wrong with the period; "" takes that away."""
        self.complaint.show_text(text)
        self.complaint.setVisible(bool(text))

    def _chosen(self, key: str) -> None:
        if key == OWN:
            self.first.setFocus()
            return
        first, last = last_whole(key, self._today)
        for field, day in ((self.first, first), (self.last, last)):
            field.blockSignals(True)
            field.set_value(day)
            field.blockSignals(False)
        self.changed.emit()

    def _typed(self, _value: object) -> None:
        self.period.choose(OWN)
        self.changed.emit()
