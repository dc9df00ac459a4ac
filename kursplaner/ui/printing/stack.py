"""The list of sheets, or why there is none and what helps."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from kursplaner.ui.look.theme import theme
from kursplaner.ui.printing.job_list import JobList
from kursplaner.ui.widgets import EmptyState

SHORTEST_LIST = 256


class JobStack(QStackedWidget):
    """Shows the list while something is due.

    Signals:
        course_wanted: a new course shall be made.
        every_wanted: evaluation sheets of all courses shall be shown.
    """

    course_wanted = Signal()
    every_wanted = Signal()

    def __init__(self, jobs: JobList) -> None:
        super().__init__()
        self.setMinimumHeight(theme().px(SHORTEST_LIST))
        self._jobs = jobs
        self._nothing = EmptyState(
            "Für diese Auswahl gibt es nichts zu drucken.",
            icon="printer",
            hint="Ein anderer Zeitraum zeigt mehr.",
        )
        self.no_end = EmptyState(
            "In dieser Zeit und bald danach endet kein Kurs.",
            "Alle Kurse zeigen",
            "notebook-pen",
            hint="Evaluationsbögen kommen zum Kursende, auf Wunsch auch früher.",
        )
        self._no_course = EmptyState(
            "Hier stehen die Listen, Fahrtenblätter und Türaushänge Ihrer Kurse.",
            "Neuer Kurs",
            "printer",
            hint="Es gibt noch keinen Kurs.",
        )
        self._no_course.wanted.connect(self.course_wanted)
        self.no_end.wanted.connect(self.every_wanted)
        looking = EmptyState("Die Blätter werden zusammengestellt …", icon="printer")
        for state in (looking, self._no_course, self._jobs, self._nothing, self.no_end):
            self.addWidget(state)

    def show_state(self, *, due: bool, any_course: bool, no_end: bool) -> None:
        """Show the list, or which of the reasons there is for its being empty."""
        empty = self.no_end if no_end else self._nothing
        self.setCurrentWidget(self._jobs if due else empty if any_course else self._no_course)
