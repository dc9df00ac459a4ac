"""Kurse: the list, one course, and the wizard, one of them at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from kursplaner.basics.spans import minute_at
from kursplaner.basics import clock
from kursplaner.store.queries.courses import course_rows
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.courses.new_course import NewCoursePage
from kursplaner.ui.widgets import Page, PaletteEntry


class CoursesPage(Page):
    kinds = frozenset({"courses"})
    def __init__(self, context: AppContext) -> None:
        super().__init__("Kurse", scroll=False)
        self._context = context
        self.head.hide()
        self.body.setContentsMargins(0,0,0,0)
        self.wizard = NewCoursePage(context)
        self.body.addWidget(self.wizard)
    def show_target(self, **target: object) -> None:
        self.wizard.begin()
SPEC = PageSpec("courses", "Kurse", "graduation-cap", CoursesPage)
