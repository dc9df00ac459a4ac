"""What another stop makes of the rides already planned, shown before it is saved."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kursplaner.desk.wording import pick_ups
from kursplaner.planning.rides.pick_ups import PickUpChange
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Dialog, PrimaryButton, Row, RowList, Text
from kursplaner.ui.widgets.scrolling import Area
from kursplaner.ui.widgets.texts import Tone

NOTE = (
    "Gespeichert wird alles zusammen, und „Rückgängig“ nimmt alles zusammen zurück. Vergangene und"
    " begonnene Fahrten bleiben, wie sie sind; gedruckte Fahrtenblätter gelten danach als geändert."
)
WIDTH, MOST_HEIGHT = 640, 380
TONES: dict[str, Tone] = {"second": "second", "warning": "warning", "bad": "bad"}


class PickUpsDialog(Dialog):
    """Lists the rides laid anew, the others' new times and what does not go."""

    def __init__(self, change: PickUpChange, parent: QWidget | None, *, hidden: bool) -> None:
        super().__init__("Fahrten werden neu gelegt", parent, width=WIDTH)
        self.head = Text(pick_ups.headline(change), "strong", wrap=True)
        self.lines = pick_ups.lines(change, hidden=hidden)
        self.body.addWidget(self.head)
        self.body.addWidget(self._list(), 1)
        self.body.addWidget(Text(NOTE, "note", "second", wrap=True))
        self.back_button = self.add_button(Button("Zurück"), rejects=True)
        self.store_button = self.add_button(
            PrimaryButton("Speichern und neu legen", "check"), accepts=True
        )
        self.store_button.setFocus()

    def _list(self) -> QScrollArea:
        rows = RowList(top_line=False)
        for line in self.lines:
            tone = TONES[line.tone]
            rows.add(
                Row(line.title, line.detail, icon=line.icon, icon_tone=tone, margin=4, wrap=True)
            )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme().px(8), 0)
        column.addWidget(rows)
        column.addStretch(1)
        area = Area(1)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        wanted = column.heightForWidth(theme().px(WIDTH - 60)) + theme().px(4)
        area.height_wanted = min(wanted * 100 // theme().scale, MOST_HEIGHT)
        return area
