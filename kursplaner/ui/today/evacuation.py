"""The list for a fire drill: who is in which room now, to tick off, to copy."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from kursplaner.desk.printing.moment import evacuation_sheet_of, room_title
from kursplaner.desk.today.board import HereNow, RoomList, evacuation_text, house_line
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.documents.sheets import evacuation_sheet
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.printing.sheet_dialog import SheetDialog
from kursplaner.ui.widgets import Text

COLUMNS, LONG = 3, 24
"""Names beside each other, unless one has more signs than a third of the width shows."""


class EvacuationDialog(SheetDialog):
    """Everybody by house and room; ticks count how many are outside.

    Attributes:
        boxes: of those who are in a house; unclear: of children who should be here.
    """

    def __init__(
        self,
        context: AppContext,
        here: HereNow,
        now: datetime,
        parent: QWidget | None = None,
        *,
        hidden: bool = False,
    ) -> None:
        super().__init__(context, "Räumungsliste", now, parent, width=680)
        self._hidden = hidden
        self.boxes: list[QCheckBox] = []
        self.unclear: list[QCheckBox] = []
        self._count, self.found = Text("", "strong"), Text("", "plain", "warning")
        self.body.addWidget(self._count)
        self.body.addWidget(self.found)
        text = evacuation_text(here, now, hidden=hidden)
        sheet = evacuation_sheet_of(context.workspace.settings, here, now)
        self.fill(self._list(here), text, sheet, evacuation_sheet.draw, hidden=hidden)
        self._tell()

    def _list(self, here: HereNow) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        for house in here.houses:
            column.addWidget(Text(house_line(house), "big", wrap=True))
            for room in house.rooms:
                self._add_room(column, room)
        if not here.rooms:
            column.addWidget(Text("Gerade läuft weder ein Kurs noch die Kinderbetreuung."))
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
        outside = sum(box.isChecked() for box in self.boxes)
        self._count.show_text(f"{outside} von {len(self.boxes)} draußen")
        found = sum(box.isChecked() for box in self.unclear)
        words = f"{found} von {counted(len(self.unclear), 'expected_child', dative=True)} gefunden"
        self.found.show_text(words)
        self.found.setVisible(bool(self.unclear))
