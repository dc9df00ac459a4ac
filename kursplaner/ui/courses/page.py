"""Kurse: the list, one course, and the wizard, one of them at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QStackedWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.store.queries.courses.courses import course_rows
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.courses.course_page import TABS, CoursePage
from kursplaner.ui.courses.list_page import CourseListPage
from kursplaner.ui.courses.new_course.wizard import NewCoursePage
from kursplaner.ui.exports.files_button import file_commands
from kursplaner.ui.widgets import Page, PaletteEntry

MOST_FOUND = 8
KEPT = "Ihr angefangener Kurs ist noch da."
TAB_KEYS = frozenset(tab.key for tab in TABS)


class CoursesPage(Page):
    """Holds the three faces of Kurse; each is made when it is shown first.

    Attributes:
        list: all courses. course: one course. wizard: a new one.
    """

    kinds = frozenset(
        {
            *("courses", "people", "attendance", "childcare", "rides", "rooms"),
            *("settings", "town", "conflicts"),
        }
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__("Kurse", scroll=False)
        self._context = context
        self.head.hide()
        self.body.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack)
        self.list = CourseListPage(context)
        self._stack.addWidget(self.list)
        self.list.opened.connect(self.open_course)
        self.list.new_wanted.connect(self.begin)
        self.list.continued.connect(self.continue_course)
        self._course: CoursePage | None = None
        self._wizard: NewCoursePage | None = None

    @property
    def course(self) -> CoursePage:
        """The page of one course."""
        if self._course is None:
            self._course = CoursePage(self._context)
            self._course.closed.connect(self.show_list)
            self._course.continued.connect(self.continue_course)
            self._stack.addWidget(self._course)
        return self._course

    @property
    def wizard(self) -> NewCoursePage:
        """The page of a new course."""
        if self._wizard is None:
            self._wizard = NewCoursePage(self._context)
            self._wizard.created.connect(self._created)
            self._wizard.discarded.connect(self.show_list)
            self._wizard.begun_ended.connect(self.begun_ended)
            self._stack.addWidget(self._wizard)
        return self._wizard

    def refresh(self) -> None:
        """Read the face that is shown; the others are read when they are shown."""
        shown = self._stack.currentWidget()
        if isinstance(shown, Page):
            shown.refresh()

    def show_target(self, **target: object) -> None:
        """Show a course (`course_id`, `tab`, `lesson_id`, `ask`), a `new` one, or the list.

        `file` offers a list of lessons ("list") or a calendar file ("calendar").
        """
        course, lesson = target.get("course_id"), target.get("lesson_id")
        if target.get("new"):
            self.begin(**{key: target.get(key) for key in ("day", "starts", "room_id")})
        elif isinstance(course, int):
            tab = str(target.get("tab") or "")
            self._show_course(course, tab, lesson if isinstance(lesson, int) else None)
            if target.get("ask"):
                self.course.ask_again()
        elif target.get("list"):
            self.show_list()
        self.list.files.open(target.get("file"))

    def target(self) -> dict[str, object]:
        course = self._course
        if course is None or course.course is None or self._stack.currentWidget() is not course:
            return {}
        return {"course_id": course.course.row.id, "tab": course.bar.current()}

    def begun(self) -> dict[str, object]:
        return self._wizard.begun() if self._wizard is not None else {}

    def bring_back(self, kept: Mapping[str, object]) -> None:
        self.wizard.bring_back(kept)

    def print_page(self) -> bool:
        """Print what is shown."""
        shown = self._stack.currentWidget()
        return isinstance(shown, Page) and shown.print_page()

    def show_list(self) -> None:
        """Show all courses."""
        self.list.refresh()
        self._stack.setCurrentWidget(self.list)
        self.list.list.view.setFocus()

    def open_course(self, course_id: int) -> None:
        """Show one course."""
        self._show_course(course_id, "overview", None)

    def begin(self, **start: object) -> None:
        """Begin a new course, perhaps on a day, at a time, in a room."""
        if self.wizard.begun():  # what was typed is not lost by Strg+N
            self._stack.setCurrentWidget(self.wizard)
            self._context.notice(KEPT, offer=("Neu beginnen", lambda: self._begin_anew(**start)))
            return
        self._begin_anew(**start)

    def _begin_anew(self, **start: object) -> None:
        day, starts, room = start.get("day"), start.get("starts"), start.get("room_id")
        self._stack.setCurrentWidget(self.wizard)
        self.wizard.begin(
            day=day if isinstance(day, date) else None,
            starts=starts if isinstance(starts, int) else None,
            room_id=room if isinstance(room, int) else None,
        )

    def continue_course(self, course_id: int) -> None:
        """Plan the course that continues one ("Fortschreiben")."""
        if self.wizard.begin_like(course_id):
            self._stack.setCurrentWidget(self.wizard)

    def _show_course(self, course_id: int, tab: str, lesson: int | None) -> None:
        page = self.course
        self._stack.setCurrentWidget(page)
        if not page.open(course_id, tab if tab in TAB_KEYS else "", lesson):
            self.show_list()
        elif tab == "waiting":
            page.show_waiting()

    def _created(self, course_id: int) -> None:
        self._show_course(course_id, "overview", None)


def _commands(context: AppContext) -> list[PaletteEntry]:
    return [
        PaletteEntry(
            "Neuer Kurs",
            lambda: context.go("courses", new=True),
            "mit Terminen, Raum, Betreuung und Fahrten",
            "plus",
            "Strg+N",
        ),
        *file_commands(context),
    ]


def _search(context: AppContext, text: str) -> list[PaletteEntry]:
    with context.workspace.read() as db:
        rows = course_rows(db, minute_at(clock.now()), text)[:MOST_FOUND]
    return [
        PaletteEntry(row.title, _Go(context, row.id), f"Kurs {row.number}", "graduation-cap")
        for row in rows
    ]


class _Go:
    """Opens a course."""

    def __init__(self, context: AppContext, course_id: int) -> None:
        self._context, self._course_id = context, course_id

    def __call__(self) -> None:
        self._context.go("courses", course_id=self._course_id, tab="overview")


SPEC = PageSpec(
    "courses", "Kurse", "graduation-cap", CoursesPage, commands=_commands, search=_search
)
