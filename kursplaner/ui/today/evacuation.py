"""The list for a fire drill: who is in which room now, to tick off, to copy."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from kursplaner.basics.spans import clock_text
from kursplaner.desk.day_board import HereNow, RoomList, evacuation_text
from kursplaner.desk.wording import names
from kursplaner.desk.wording.counts import counted
from kursplaner.ui.theme import theme
from kursplaner.ui.widgets import Button, Dialog, Text

COLUMNS = 3


class EvacuationDialog(Dialog):
    """Everybody in the house by room; ticks count how many are outside."""

    def __init__(
        self, here: HereNow, now: datetime, parent: QWidget | None = None, *, hidden: bool = False
    ) -> None:
        moment = clock_text(now.hour * 60 + now.minute)
        super().__init__(f"Räumungsliste, {moment} Uhr", parent, width=680)
        self._text = evacuation_text(here, now, hidden=hidden)
        self._hidden = hidden
        self.boxes: list[QCheckBox] = []
        self._count = Text("", "strong")
        self.body.addWidget(self._count)
        self.body.addWidget(self._list(here), 1)
        copy = self.add_button(Button("Text kopieren", icon="copy"))
        copy.clicked.connect(self.copy)
        self.add_button(Button("Schließen", "primary"), accepts=True)
        self._tell()

    def copy(self) -> None:
        """Put the list on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)

    def _list(self, here: HereNow) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setMinimumHeight(theme().px(360))
        inside = QWidget()
        inside.setProperty("ground", "background")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        for room in here.rooms:
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
        title = f"{room.room}, {room.what} · {counted(len(room.everybody), 'person')}"
        column.addWidget(Text(title, "head"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(4))
        for number, name in enumerate(room.everybody):
            box = QCheckBox(names.shown(name, hidden=self._hidden))
            box.toggled.connect(self._tell)
            self.boxes.append(box)
            grid.addWidget(box, number // COLUMNS, number % COLUMNS)
        for at in range(COLUMNS):
            grid.setColumnStretch(at, 1)
        column.addLayout(grid)
        column.addSpacing(theme().px(8))

    def _add_vehicle(self, column: QVBoxLayout, vehicle: RoomList) -> None:
        """Name who is under way; they are not counted among those who must come out."""
        title = f"{vehicle.room}, {vehicle.what} · {counted(len(vehicle.everybody), 'person')}"
        column.addWidget(Text(title, "head"))
        who = [names.shown(one, hidden=self._hidden) for one in vehicle.everybody]
        column.addWidget(Text("; ".join(who) or "niemand eingetragen", wrap=True))

    def _tell(self) -> None:
        outside = sum(box.isChecked() for box in self.boxes)
        self._count.show_text(f"{outside} von {len(self.boxes)} draußen")
