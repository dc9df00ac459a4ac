"""The button of the list of courses with what others get as files: lessons and calendars."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from kursplaner.desk.printing.attendance import month_of
from kursplaner.ui.context import AppContext
from kursplaner.ui.exports.calendar_dialog import CalendarDialog
from kursplaner.ui.exports.lesson_list_dialog import LessonListDialog
from kursplaner.ui.widgets import Button, PaletteEntry

LIST, CALENDAR = "list", "calendar"


class FilesButton(Button):
    """Offers the lessons of a period as a list, and calendar files."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Dateien", icon="file-down", tip="Terminliste, Kalender für das Telefon")
        self._context = context
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
        """Open the dialog that writes the lessons of this month, or other days, as a list."""
        first, last = month_of(self._context.today())
        LessonListDialog(self._context, first, last, self.window()).open()

    def save_calendar(self) -> None:
        """Open the dialog with the calendar file of a person, a room or everything."""
        CalendarDialog(self._context, None, self.window()).open()


def file_commands(context: AppContext) -> list[PaletteEntry]:
    """Return what Strg+K offers of it."""

    def go(kind: str) -> Callable[[], None]:
        return lambda: context.go("courses", file=kind)

    for_phones = "Termine für Telefon oder Outlook"
    return [
        PaletteEntry(
            "Terminliste speichern", go(LIST), "Excel, ODS, CSV", "file-down", words="Export"
        ),
        PaletteEntry(
            "Kalenderdatei speichern", go(CALENDAR), for_phones, "file-down", words="Export ICS"
        ),
    ]
