"""The calendar page's button with what others get of it as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QMenu

from kursplaner.ui.context import AppContext
from kursplaner.ui.exports.calendar_dialog import CalendarDialog
from kursplaner.ui.exports.lesson_list_dialog import LessonListDialog
from kursplaner.ui.widgets import Button, PaletteEntry

LIST, CALENDAR = "list", "calendar"


class FilesButton(Button):
    """Offers the list of the shown lessons, and calendar files."""

    def __init__(self, context: AppContext, days: Callable[[], Sequence[date]]) -> None:
        super().__init__(kind="framed", icon="file-down", name="Dateien für andere")
        self._context, self._days = context, days
        menu = QMenu(self)
        menu.addAction("Terminliste …", self.save_list)
        menu.addAction("Kalenderdatei …", self.save_calendar)
        self.setMenu(menu)

    def open(self, kind: object) -> None:
        """Open one of the two by its key; nothing for any other."""
        if kind == LIST:
            self.save_list()
        elif kind == CALENDAR:
            self.save_calendar()

    def save_list(self) -> None:
        """Open the dialog that writes the lessons of the shown days as a list."""
        shown = self._days()
        LessonListDialog(self._context, shown[0], shown[-1], self.window()).open()

    def save_calendar(self) -> None:
        """Open the dialog with the calendar file of a person, a room or everything."""
        CalendarDialog(self._context, None, self.window()).open()


def file_commands(context: AppContext) -> list[PaletteEntry]:
    """Return what Strg+K offers of it."""

    def go(kind: str) -> Callable[[], None]:
        return lambda: context.go("calendar", file=kind)

    for_phones = "Termine für Telefon oder Outlook"
    return [
        PaletteEntry("Terminliste speichern", go(LIST), "Excel, ODS, CSV", "file-down"),
        PaletteEntry("Kalenderdatei speichern", go(CALENDAR), for_phones, "file-down"),
    ]
