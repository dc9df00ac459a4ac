"""Chooses the second record of a person who shall be merged with another one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kursplaner.ui.context import AppContext
from kursplaner.ui.list_output import ListOutput
from kursplaner.ui.people.source import COLUMNS, PeopleSource
from kursplaner.ui.widgets import Button, Dialog, ListTable, PrimaryButton


class MergeWithDialog(Dialog):
    """A list of people to choose one from.

    Signals:
        chosen(int): id of the other record.
    """

    chosen = Signal(int)

    def __init__(self, context: AppContext, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__("Mit welchem Eintrag zusammenführen?", parent, width=680)
        self._person_id = person_id
        self.list = ListTable("Anderer Eintrag", COLUMNS[:4], PeopleSource(context))
        ListOutput(context, self.list, "Personen")
        self.keep_high(self.list, 360)
        self.list.selected.connect(self._selected)
        self.list.activated.connect(self._take)
        self.body.addWidget(self.list)
        self.add_button(Button("Abbrechen"), rejects=True)
        self.take = self.add_button(PrimaryButton("Vergleichen", "git-merge"))
        self.take.clicked.connect(lambda: self._take(self.list.current_key()))
        self._selected(None)
        self.list.search.setFocus()

    def _selected(self, key: object) -> None:
        self.take.setEnabled(isinstance(key, int) and key != self._person_id)

    def _take(self, key: object) -> None:
        if isinstance(key, int) and key != self._person_id:
            self.accept()
            self.chosen.emit(key)
