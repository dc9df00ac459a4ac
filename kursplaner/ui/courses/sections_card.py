"""The sections of a course to print, each with its units, lessons and days."""

from __future__ import annotations

from functools import partial

from kursplaner.desk.printing.attendance import SIMPLE
from kursplaner.desk.printing.sections import sections_of
from kursplaner.desk.wording import print_words
from kursplaner.domain.kinds import SheetKind
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import Button, Card, Row, RowList, Text


class SectionsCard(Card):
    """One line a section with its button; hidden where the town's lists have no sections."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(margin=16, spacing=8)
        self._context = context
        self.body.addWidget(Text("Abschnitte (BAMF)", "head"))
        self.body.addWidget(Text(print_words.FEDERAL_FORM, "note", "second", wrap=True))
        self._rows = RowList()
        self.body.addWidget(self._rows)
        self.buttons: list[Button] = []
        self.hide()

    def show_course(self, course_id: int) -> None:
        """List the sections of a course as its lessons stand now."""
        self._rows.clear()
        self.buttons = []
        strict = self._context.workspace.settings.text("attendance.profile") != SIMPLE
        with self._context.workspace.read() as db:
            found = sections_of(db, course_id) if strict else ()
        for section in found:
            button = Button("Drucken", icon="printer", name=f"{section.title} drucken")
            button.clicked.connect(partial(self._print, course_id, section.number))
            self.buttons.append(button)
            line = Row(section.title, section.facts, icon="clipboard-list", tool=button, margin=0)
            self._rows.add(line)
        self.setVisible(bool(found))

    def _print(self, course_id: int, number: int, _checked: object = None) -> None:
        kind = SheetKind.ATTENDANCE.value
        self._context.go("printing", course_id=course_id, kind=kind, section=number)
