"""Asks whether one date of a repeated booking or closure goes, or all from it on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kursplaner.basics.spans import day_of
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.days import short_day
from kursplaner.planning.rooms.series import Date
from kursplaner.ui.widgets import Button, Dialog, Text


class LiftDialog(Dialog):
    """One date, or this one and all that follow at the same hours.

    Signals:
        chosen: True if all that follow go too.
    """

    chosen = Signal(bool)

    def __init__(
        self, word: str, title: str, dates: list[Date], parent: QWidget | None = None
    ) -> None:
        super().__init__(f"{word} aufheben", parent, width=480)
        first, last = day_of(dates[0][1]), day_of(dates[-1][1])
        count = counted(len(dates), "day", dative=True)
        told = f"Bis {short_day(last)} steht {title} zu diesen Zeiten noch an {count}."
        self.body.addWidget(Text(f"{told} Frühere Tage bleiben.", wrap=True))
        safe = self.add_button(Button("Abbrechen"), rejects=True)
        self.all = self.add_button(Button(f"Alle ab {short_day(first)}"))
        self.all.clicked.connect(lambda: self._choose(all_of_them=True))
        self.one = self.add_button(Button(f"Nur {short_day(first)}", "primary"))
        self.one.clicked.connect(lambda: self._choose(all_of_them=False))
        safe.setFocus()

    def _choose(self, *, all_of_them: bool) -> None:
        self.chosen.emit(all_of_them)
        self.accept()
