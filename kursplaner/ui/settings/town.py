"""The town and its letterhead."""

from __future__ import annotations

from kursplaner.basics.settings import DEFAULTS
from kursplaner.ui.context import AppContext
from kursplaner.ui.settings.section import Section
from kursplaner.ui.widgets import Card, TextField, beside

LINES = (
    (("town.name", 1), ("town.office", 1)),
    (("town.sender", 2), ("town.phone", 1)),
)


class TownSection(Section):
    """What stands at the head of every sheet."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(
            context,
            "Ort und Briefkopf",
            "Der Ort steht im Fenster links oben; Absender, Stelle und Telefon auf jedem Blatt.",
        )
        self.inputs: dict[str, TextField] = {}
        card = Card(margin=20, spacing=14)
        for line in LINES:
            parts = []
            for key, stretch in line:
                field = TextField(name=DEFAULTS[key].label)
                field.setMaxLength(200)
                field.editingFinished.connect(lambda name=key: self._keep(name))
                self.inputs[key] = field
                parts.append((DEFAULTS[key].label, field, stretch))
            card.body.addLayout(beside(*parts))
        self.column.addWidget(card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        settings = self.context.workspace.settings
        for key, field in self.inputs.items():
            if not field.hasFocus():
                field.setText(settings.text(key))

    def _keep(self, key: str) -> None:
        self.store({key: self.inputs[key].text()})
