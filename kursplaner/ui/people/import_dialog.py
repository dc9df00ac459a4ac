"""A list of people read from a file."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import Button, Dialog


class ImportDialog(Dialog):
    """Reads a list."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Personenliste einlesen", parent, width=880)
        self._context = context
        self.add_button(Button("Abbrechen"), rejects=True)
