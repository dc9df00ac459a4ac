"""The day of an office with many houses: a row each, and the shuttle in three figures."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kursplaner.basics.spans import clock_text
from kursplaner.desk.today.board import HereNow
from kursplaner.desk.today.houses import HouseRow, RidesNow, named_some
from kursplaner.desk.wording.words.counts import counted
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Bar, Button, Card, Figure, Lane, Text, Timeline

FIRST, LAST = 480, 1230
NAMES = 124


class HousesCard(Card):
    """One row for each house: what takes place in it, and who is there now.

    Signals:
        list_wanted: the lists for a fire drill were asked for.
        bar_activated(object): the lessons of a bar, as a tuple of ids.
    """

    list_wanted = Signal()
    bar_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Häuser", margin=0, spacing=0, parent=parent)
        self.body.setContentsMargins(0, 0, 0, theme().px(2))
        self.here = Text("", "plain", "second")
        self.head.add_beside(self.here)
        button = Button("Räumungslisten", icon="siren", tip="Wer ist jetzt in welchem Raum?")
        button.clicked.connect(self.list_wanted)
        self.head.add(button)
        self.board = Timeline(columns=("Erwachsene", "Betreuung"), framed=False, names=NAMES)
        self.board.setAccessibleName("Die Häuser am Tag")
        self.board.activated.connect(self._activated)
        self.body.addWidget(self.board)

    def show_houses(
        self, rows: Sequence[HouseRow], here: HereNow, now: datetime, against: Mapping[int, bool]
    ) -> None:
        """Show the rows; `against` names the lessons with conflicts, True for hard ones."""
        adults = f"{here.adults} Erwachsene{'r' if here.adults == 1 else ''}"
        self.here.show_text(f"jetzt hier: {adults}, {counted(here.children, 'child')}")
        minute = now.hour * 60 + now.minute
        self.board.show_day([_lane(row, against) for row in rows], minute, FIRST, LAST)

    def _activated(self, key: Hashable) -> None:
        self.bar_activated.emit(key)


def _lane(row: HouseRow, against: Mapping[int, bool]) -> Lane:
    bars = []
    for bar in row.bars:
        alert = any(against.get(key, False) for key in bar.lesson_ids)
        there = (("triangle-alert", alert), ("baby", bar.childcare), ("bus", bar.rides))
        marks = tuple(icon for icon, shown in there if shown)
        bars.append(
            Bar(bar.lesson_ids, bar.starts, bar.ends, bar.text, bar.colour, bar.tip, marks, alert)
        )
    care = f"{row.children}/{row.places}" if row.places or row.children else "–"
    tone = "good" if row.children < row.places else "warning"
    tone = "bad" if row.children > row.places else tone
    figures = (str(row.adults or "–"), care)
    return Lane(row.title, tuple(bars), row.town, figures, tone if care != "–" else "")


class RidesCard(Card):
    """The shuttle now: who is under way, what leaves next, what nobody drives yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(horizontal=True, margin=16, spacing=16, parent=parent)
        self.setAccessibleName("Fahrdienst")
        words = QVBoxLayout()
        words.setSpacing(theme().px(4))
        words.addWidget(Text("Fahrdienst", "head"))
        self.cars, self.total = Text("", "note", "second"), Text("", "note", "second")
        words.addWidget(self.cars)
        words.addWidget(self.total)
        words.addStretch(1)
        self.body.addLayout(words)
        self.figures = tuple(Figure("0", label) for label in ("unterwegs", "als Nächstes", ""))
        line = QHBoxLayout()
        line.setSpacing(theme().px(16))
        for figure in self.figures:
            figure.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            line.addWidget(figure, 1)
        self.body.addLayout(line, 1)

    def show_rides(self, rides: RidesNow | None) -> None:
        """Show the figures; hidden on a day without rides."""
        self.setVisible(rides is not None)
        if rides is None:
            return
        self.cars.show_text(counted(rides.vehicles, "vehicle"))
        self.total.show_text(f"{counted(rides.total, 'ride')} heute")
        under, coming, lacking = self.figures
        under.show_values(str(len(rides.underway)), "unterwegs", named_some(rides.underway))
        if rides.next_minute is None:
            coming.show_values("0", "keine Fahrt mehr", "")
        else:
            people = counted(rides.next_people, "person")
            at = f"um {clock_text(rides.next_minute)}"
            coming.show_values(str(rides.next_count), at, people)
        free = rides.without_driver
        lacking.show_values(str(len(free)), "ohne Fahrer:in", named_some(free))
