"""One room at the right: what it offers, what is booked and closed in the next weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.basics.spans import day_of
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.days import period, short_day, times
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import Equipment, RoomPurpose
from kursplaner.store.queries.rooms import RoomRow, RoomUse
from kursplaner.ui.conflicts.acts import add_standing
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, IconButton, Inspector, Row, Text, ValueRow

SHOWN = 6


class RoomActs(Protocol):
    """What the buttons of the inspector do."""

    def edit(self, room: RoomRow) -> None:
        """Open its form."""

    def save_calendar(self, room: RoomRow) -> None:
        """Offer its dates as a calendar file."""

    def take_away(self, use: RoomUse) -> None:
        """Take away a booking or closure."""


class RoomView:
    """Fills the inspector for one room after the other."""

    def __init__(self, context: AppContext, inspector: Inspector, acts: RoomActs) -> None:
        self._context, self._inspector, self._acts = context, inspector, acts

    def show(self, room: RoomRow, rooms: Mapping[int, RoomRow], coming: Sequence[RoomUse]) -> None:
        """Show one room and what comes."""
        inspector = self._inspector
        purpose = said(RoomPurpose, room.purpose)
        seats = counted(room.capacity, "place")
        inspector.begin(purpose, room.name, f"{seats}, {room.site}")
        edit = Button("Bearbeiten", icon="pencil-line")
        edit.clicked.connect(lambda: self._acts.edit(room))
        dates = Button("Kalenderdatei", icon="file-down")
        dates.clicked.connect(lambda: self._acts.save_calendar(room))
        inspector.add(_left(edit, dates))
        inspector.space(8)
        place = f"{room.street}, {room.municipality}".strip(", ")
        if place:
            inspector.add(ValueRow("Adresse", place))
        inspector.add(ValueRow("Barrierefrei", "ja" if room.accessible else "nein"))
        if room.equipment:
            words = ", ".join(said(Equipment, equipment) for equipment in room.equipment)
            inspector.add(ValueRow("Ausstattung", words))
        beside = rooms.get(room.beside_id or 0)
        if beside is not None:
            inspector.add(ValueRow("Nebenan", beside.name))
        if room.note:
            inspector.add(ValueRow("Bemerkung", room.note))
        add_standing(inspector, self._context, room.id)
        self._uses("Sperrzeiten", [use for use in coming if use.source == "closure"], "Sperrzeit")
        self._uses(
            "Andere Belegung", [use for use in coming if use.source == "booking"], "Belegung"
        )
        inspector.finish()

    def _uses(self, title: str, uses: Sequence[RoomUse], word: str) -> None:
        self._inspector.section(title, small=True)
        if not uses:
            self._inspector.add(Text("keine in den nächsten 60 Tagen", "plain", "second"))
        for use in uses[:SHOWN]:
            gone = IconButton("x", f"{word} aufheben: {use.title}")
            gone.clicked.connect(lambda _=False, taken=use: self._acts.take_away(taken))
            title = f"{use.title}: {use.note}" if use.note else use.title
            self._inspector.add(Row(title, _when(use), tool=gone, margin=0))
            self._inspector.divider()


def _when(use: RoomUse) -> str:
    first, last = day_of(use.starts), day_of(use.ends - 1)
    if first != last:
        return period(first, last)
    return f"{short_day(first)}, {times(use.starts, use.ends)}"


def _left(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, theme().px(4), 0, 0)
    row.setSpacing(theme().px(8))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
