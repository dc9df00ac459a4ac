"""The list for a fire drill: who is in which room now, to tick off, to copy."""

from __future__ import annotations

import io
from datetime import datetime

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from kursplaner.basics.spans import clock_text
from kursplaner.desk.printing.moment import evacuation_paper, room_title
from kursplaner.desk.today.board import HereNow, RoomList, evacuation_text, house_line
from kursplaner.desk.wording.words import names
from kursplaner.documents.sheets import evacuation_sheet
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.printing.at_once import add_signs_note, print_at_once
from kursplaner.ui.widgets import Button, Dialog, Text

COLUMNS, LONG = 3, 24
"""Names beside each other, unless one has more signs than a third of the width shows."""


class EvacuationDialog(Dialog):
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
        moment = clock_text(now.hour * 60 + now.minute)
        super().__init__(f"Räumungsliste, {moment} Uhr", parent, width=680)
        self._text = evacuation_text(here, now, hidden=hidden)
        self._hidden, self._now, self._context = hidden, now, context
        self._sheet = evacuation_paper(context.workspace.settings, here, now)
        self.boxes: list[QCheckBox] = []
        self.unclear: list[QCheckBox] = []
        self._count, self.found = Text("", "strong"), Text("", "plain", "warning")
        self.body.addWidget(self._count)
        self.body.addWidget(self.found)
        self.signs = add_signs_note(self.body, self._sheet, hidden=hidden)
        self.body.addWidget(self._list(here), 1)
        self.print_button = self.add_button(Button("Drucken", icon="printer"))
        self.print_button.clicked.connect(self.print_sheet)
        self.print_button.setEnabled(not hidden)
        copy = self.add_button(Button("Text kopieren", icon="copy"))
        copy.clicked.connect(self.copy)
        self.add_button(Button("Schließen", "primary"), accepts=True)
        self._tell()

    def copy(self) -> None:
        """Put the list on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)

    def print_sheet(self) -> None:
        """Send the list to the printer; without one show it, and keep no file of it."""
        pdf = io.BytesIO()
        count = evacuation_sheet.draw(self._sheet, pdf)
        moment = f"{self._now:%H-%M}"
        print_at_once(self._context, pdf.getvalue(), count, "Räumungsliste", moment, self)

    def _list(self, here: HereNow) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setMinimumHeight(theme().px(360))
        inside = QWidget()
        inside.setProperty("ground", "background")
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
        column.addStretch(1)
        area.setWidget(inside)
        return area

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
        words = f"{found} von {len(self.unclear)} erwarteten Kindern gefunden"
        self.found.show_text(words)
        self.found.setVisible(bool(self.unclear))
