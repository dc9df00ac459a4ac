"""What a row of the same person fills in: one tick for each field."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QCheckBox, QWidget

from kursplaner.desk.people.importing import ImportRow
from kursplaner.desk.wording import list_words
from kursplaner.planning.people.merge_fields import MergeField
from kursplaner.ui.widgets import Button, Dialog, Text

EXPLAINED = (
    "Angehakt ist, was aus der Liste übernommen wird. Was nur ergänzt, ist angehakt; wo Programm"
    " und Liste Verschiedenes sagen, gilt ohne Ihre Wahl, was im Programm steht."
)


class AdditionsDialog(Dialog):
    """Asks which fields of a row are taken for somebody who is there already."""

    def __init__(
        self, row: ImportRow, taken: Collection[MergeField], parent: QWidget | None = None
    ) -> None:
        super().__init__("Angaben aus der Liste", parent, width=620)
        self.body.addWidget(Text(EXPLAINED, "plain", "second", wrap=True))
        self.ticks: dict[MergeField, QCheckBox] = {}
        for addition in row.additions:
            tick = QCheckBox(list_words.addition_line(addition)[:MOST_SHOWN])
            tick.setToolTip(list_words.addition_line(addition))
            tick.setChecked(addition.field in taken)
            self.body.addWidget(tick)
            self.ticks[addition.field] = tick
        self.body.addStretch()
        self.add_button(Button("Abbrechen"), rejects=True)
        self.add_button(Button("Übernehmen", "primary")).clicked.connect(self.accept)

    @property
    def taken(self) -> frozenset[MergeField]:
        """The fields that are ticked."""
        return frozenset(field for field, tick in self.ticks.items() if tick.isChecked())


MOST_SHOWN = 90
