"""Whom to call about a ride, in the order of the halts."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kursplaner.basics.spans import clock_text, minute_of_day
from kursplaner.desk.wording.rides import place_name, tour_title
from kursplaner.planning.rides.day import boarding
from kursplaner.store.queries.rides.rides import Halt, Passenger, RideRow
from kursplaner.ui.rides.content import shown
from kursplaner.ui.widgets import Button, Dialog, IconButton, Row, RowList, Text


class CallListDialog(Dialog):
    """Every passenger with a phone; the list is copied as text."""

    def __init__(
        self, ride: RideRow, parent: QWidget | None = None, *, hidden: bool = False
    ) -> None:
        super().__init__(f"Anrufliste: {tour_title(ride)}", parent, width=480)
        lines, rows = [], RowList(top_line=False)
        for halt in ride.halts:
            for passenger in boarding(ride, halt):
                if passenger.with_person:
                    continue
                name, where = shown(passenger.name, hidden=hidden), _where(halt)
                phone = "verborgen" if hidden else passenger.phone or "ohne Telefon"
                rows.add(_row(passenger, name, phone, where))
                lines.append(f"{phone}  {name}, {where}")
        self.text = "\n".join([f"{tour_title(ride)}, {clock_text(minute_of_day(ride.starts))}",
                               *lines])  # fmt: skip
        self.body.addWidget(rows)
        if not lines:
            self.body.addWidget(Text("Auf dieser Fahrt ist niemand eingeplant."))
        copy = self.add_button(Button("Liste kopieren", icon="copy"))
        copy.clicked.connect(self.copy)
        self.add_button(Button("Schließen", "primary"), accepts=True)

    def copy(self) -> None:
        """Put the list on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)


def _where(halt: Halt) -> str:
    time = clock_text(minute_of_day(halt.at))
    return f"{place_name(halt.name, halt.municipality)} {time}"


def _row(passenger: Passenger, name: str, phone: str, where: str) -> Row:
    copy = IconButton("copy", f"Nummer von {name} kopieren")
    copy.setEnabled(bool(passenger.phone))
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(passenger.phone))
    icon = "phone" if passenger.phone else "phone-off"
    return Row(phone, f"{name} · {where}", icon=icon, tool=copy, margin=4)
