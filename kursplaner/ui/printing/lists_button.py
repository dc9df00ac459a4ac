"""The button of the print centre with every list: people, waiting lists, rides, conflicts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from kursplaner.desk.exports.files import listing
from kursplaner.ui.context import AppContext
from kursplaner.ui.printing.filters import Wanted
from kursplaner.ui.printing.list_dialog import ListDialog, show_list
from kursplaner.ui.tasks import Task
from kursplaner.ui.widgets import Button

LISTS = (
    ("people", "Personen"),
    ("courses", "Kurse"),
    ("rooms", "Räume"),
    ("waiting", "Wartelisten"),
    ("follow_ups", "Wiedervorlagen"),
    ("availability", "Verfügbarkeit"),
)
OF_DAYS = (("lessons", "Termine"), ("rides", "Fahrten"), ("conflicts", "Konflikte"))
HIDDEN = "Die Namen sind verborgen (F12); so wird keine Liste gedruckt."


class ListsButton(Button):
    """Offers every list of the office; those of days take the days that are `wanted`."""

    def __init__(self, context: AppContext, wanted: Callable[[], Wanted]) -> None:
        super().__init__("Listen", icon="list", tip="Personen, Wartelisten, Fahrten … drucken")
        self._context, self._wanted = context, wanted
        menu = QMenu(self)
        for kind, title in LISTS:
            menu.addAction(title, partial(self.show_kind, kind))
        menu.addSeparator()
        for kind, title in OF_DAYS:
            menu.addAction(f"{title} im Zeitraum", partial(self.show_kind, kind))
        self.setMenu(menu)
        self.dialog: ListDialog | None = None

    def show_kind(self, kind: str) -> Task | None:
        """Show the pages of a list, to be printed or saved; not while names are hidden."""
        if self._context.names_hidden:
            self._context.notice(HIDDEN)
            return None
        first, last = self._wanted().first, self._wanted().last
        title = dict((*LISTS, *OF_DAYS))[kind]
        return show_list(
            self._context,
            title,
            lambda db: listing(db, kind, first, last),
            self._shown,
            self.window(),
        )

    def _shown(self, dialog: ListDialog) -> None:
        self.dialog = dialog
