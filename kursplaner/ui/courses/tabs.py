"""What a tab of a course is: it shows the course it is given, and may fill the inspector."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Inspector, Text, ValueRow


class Host(Protocol):
    """The page around a tab."""

    inspector: Inspector | None

    def open_inspector(self) -> None:
        """Bring the inspector into view."""

    def show_facts(self) -> None:
        """Fill the inspector with the course itself."""


class CourseTab(QWidget):
    """Base of the tabs; `column` takes the widgets."""

    def __init__(self, context: AppContext, host: Host) -> None:
        super().__init__()
        self.context = context
        self.host = host
        self.course: CourseDetail | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, theme().px(16), 0, 0)
        self.column.setSpacing(theme().px(16))

    def show_course(self, course: CourseDetail) -> None:
        """Show a course; called when the tab is opened and after every change."""
        self.course = course

    def inspect(self) -> None:
        """Fill the inspector; by default with the course."""
        self.host.show_facts()

    def show_lesson(self, lesson_id: int) -> None:
        """Bring a lesson into view, where the tab shows lessons."""


def add_facts(inspector: Inspector, facts: list[tuple[str, str]]) -> None:
    """Append labels with their values; empty values are left out."""
    for label, value in facts:
        if value:
            inspector.add(ValueRow(label, value))


def note(text: str) -> Text:
    """Return a quiet line."""
    return Text(text, "plain", "second", wrap=True)
