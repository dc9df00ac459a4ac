"""The lessons of a period as a list for Excel, OpenDocument or CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kursplaner.basics.errors import Refused
from kursplaner.desk.exports.files import export_list
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.days import period
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.ui import saved_files
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.tasks import Task
from kursplaner.ui.widgets import DateField


class LessonListDialog(FormDialog):
    """The first and the last day, and how many lessons lie between."""

    def __init__(
        self, context: AppContext, first: date, last: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Terminliste", parent)
        self.first = DateField(first, name="Erster Tag")
        self.last = DateField(last, name="Letzter Tag")
        self.add_line(("Von", self.first, 1), ("Bis", self.last, 1))
        changed = (self.first.changed, self.last.changed)
        self.begin("Speichern", "file-down", self.save, self._look, changed)

    def days(self) -> tuple[date, date]:
        """Return the period.

        Raises:
            Refused: "date_unreadable", "period_backwards".
        """
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            raise Refused("date_unreadable")
        if last < first:
            raise Refused("period_backwards", first=first, last=last)
        return first, last

    def save(self) -> None:
        """Ask where to and write the list."""
        name = f"Termine {period(*self.days())}.xlsx"
        path = saved_files.ask_where(self, "Terminliste speichern", name, saved_files.LISTS)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> Task:
        """Write the list and close."""
        workspace, days = self._context.workspace, self.days()
        named = path if path.suffix else path.with_suffix(".xlsx")
        task = saved_files.save(
            self._context, named, lambda out: export_list(workspace, "lessons", out, *days)
        )
        self.accept()
        return task

    def _look(self) -> Outlook:
        with self._context.workspace.read() as db:
            count = len(lessons_between(db, *self.days()))
        return Outlook(counted(count, "lesson"), tone="second")
