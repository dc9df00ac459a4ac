"""The list for a fire drill: who is in which room now, to tick off, to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from kursplaner.desk.printing.moment import evacuation_sheet_of, room_title
from kursplaner.desk.today.board import HereNow, RoomList
from kursplaner.desk.today.drill import (
    evacuation_text,
    house_line,
    left_out_words,
    only_house,
)
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.documents.sheets import evacuation_sheet
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.printing.sheet_dialog import SheetDialog
from kursplaner.ui.widgets import Choice, ChoiceField, Text

COLUMNS, LONG = 3, 24
"""Names beside each other, unless one has more signs than a third of the width shows."""


class EvacuationDialog(SheetDialog):
    """Everybody by house and room; ticks count how many are outside.

    Attributes:
        boxes: of those who are in a house; unclear: of children who should be here.
        house: of which house; "" for all. Ticks stay while another is looked at.
    """

    def __init__(
        self,
        context: AppContext,
        here: HereNow,
        now: datetime,
        parent: QWidget | None = None,
        *,
        houses: Sequence[str] = (),
        hidden: bool = False,
    ) -> None:
        super().__init__(context, "Räumungsliste", now, parent, width=680)
        self._here, self._hidden = here, hidden
        self.boxes: list[QCheckBox] = []
        self.unclear: list[QCheckBox] = []
        self._parts: dict[str, QWidget] = {}
        titles = houses or [house.title for house in here.houses]
        choices = [Choice("", "Alle Häuser"), *(Choice(title, title) for title in titles)]
        self.house = ChoiceField(choices, "", name="Haus")
        self.house.chosen.connect(self._show_house)
        self.house.setVisible(len(titles) > 1)
        self.body.addWidget(self.house)
        self._count, self.found = Text("", "strong"), Text("", "plain", "warning")
        self._elsewhere = Text("", "plain", "second", wrap=True)
        for words in (self._count, self.found, self._elsewhere):
            self.body.addWidget(words)
        sheet = evacuation_sheet_of(context.workspace.settings, here, now)
        self.fill(self._list(here), "", sheet, evacuation_sheet.draw, hidden=hidden)
        self._show_house("")

    def _show_house(self, title: str) -> None:
        """Show one house, "" for all: on the screen, as text and on paper."""
        here = only_house(self._here, title) if title else self._here
        for house, part in self._parts.items():
            part.setVisible(title in {"", house})
        self._nobody.setVisible(not here.rooms)
        sheet = evacuation_sheet_of(self._context.workspace.settings, here, self._now)
        text = evacuation_text(here, self._now, hidden=self._hidden)
        self.change(text, sheet, evacuation_sheet.draw)
        words = left_out_words(here)
        self._elsewhere.show_text(f"{words[:1].upper()}{words[1:]}")
        self._elsewhere.setVisible(bool(here.left_out))
        self._tell()

    def _list(self, here: HereNow) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        for house in here.houses:
            part = self._parts[house.title] = QWidget()
            rooms = QVBoxLayout(part)
            rooms.setContentsMargins(0, 0, 0, 0)
            rooms.setSpacing(theme().px(8))
            rooms.addWidget(Text(house_line(house), "big", wrap=True))
            for room in house.rooms:
                self._add_room(rooms, room)
            column.addWidget(part)
        self._nobody = Text("Gerade läuft weder ein Kurs noch die Kinderbetreuung.")
        column.addWidget(self._nobody)
        if here.vehicles:
            column.addWidget(Text("UNTERWEGS, NICHT IM HAUS", "label", "third"))
        for vehicle in here.vehicles:
            self._add_vehicle(column, vehicle)
        return inside

    def _add_room(self, column: QVBoxLayout, room: RoomList) -> None:
        column.addWidget(
            Text(room_title(room), "head", "warning" if room.unclear else "text", wrap=True)
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(4))
        shown = [names.shown(name, hidden=self._hidden) for name in room.everybody]
        columns = COLUMNS if max(map(len, shown), default=0) <= LONG else 1
        for number, words in enumerate(shown):
            box = QCheckBox(words)
            box.toggled.connect(self._tell)
            (self.unclear if room.unclear else self.boxes).append(box)
            grid.addWidget(box, number // columns, number % columns)
        for at in range(columns):
            grid.setColumnStretch(at, 1)
        column.addLayout(grid)
        column.addSpacing(theme().px(8))

    def _add_vehicle(self, column: QVBoxLayout, vehicle: RoomList) -> None:
        """Name who is under way; they are not counted among those who must come out."""
        column.addWidget(Text(room_title(vehicle), "head", wrap=True))
        who = [names.shown(name, hidden=self._hidden) for name in vehicle.everybody]
        column.addWidget(Text("; ".join(who) or "niemand eingetragen", wrap=True))

    def _tell(self) -> None:
        boxes, unclear = self._shown(self.boxes), self._shown(self.unclear)
        outside = sum(box.isChecked() for box in boxes)
        self._count.show_text(f"{outside} von {len(boxes)} draußen")
        found = sum(box.isChecked() for box in unclear)
        words = f"{found} von {counted(len(unclear), 'expected_child', dative=True)} gefunden"
        self.found.show_text(words)
        self.found.setVisible(bool(unclear))

    def _shown(self, boxes: Iterable[QCheckBox]) -> list[QCheckBox]:
        """Return those of the boxes that belong to the house that is shown."""
        title = self.house.current()
        part = self._parts.get(title)
        return [box for box in boxes if not title or (part and part.isAncestorOf(box))]
