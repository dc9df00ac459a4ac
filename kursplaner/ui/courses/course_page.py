"""One course: head with its state, tabs, and the inspector beside them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QStackedWidget

from kursplaner.basics import clock
from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import minute_at
from kursplaner.desk.wording.course_lines import course_state, weekly_times
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import decimal, free_of
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.kinds import CourseType, SheetKind
from kursplaner.store.queries.courses.courses import CourseDetail, course_detail
from kursplaner.ui.attendance.tab import AttendanceTab
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.ask_dialog import AskDialog
from kursplaner.ui.courses.change_dialog import ChangeDialog, DeleteDialog
from kursplaner.ui.courses.end_dialog import EndDialog
from kursplaner.ui.courses.lessons.tab import LessonsTab
from kursplaner.ui.courses.lessons.times_dialog import TimesDialog
from kursplaner.ui.courses.merge_dialog import MergeDialog
from kursplaner.ui.courses.overview_tab import OverviewTab
from kursplaner.ui.courses.people.tab import PeopleTab
from kursplaner.ui.courses.rules_dialog import RulesDialog
from kursplaner.ui.courses.service_tabs import ChildcareTab, RidesTab, SheetsTab
from kursplaner.ui.courses.split_dialog import SplitDialog
from kursplaner.ui.courses.tabs import CourseTab, add_facts, note
from kursplaner.ui.widgets import Button, Choice, Dialog, Page, Pill, PrimaryButton, Tabs

TABS = (
    Choice("overview", "Überblick"),
    Choice("lessons", "Termine"),
    Choice("people", "Personen"),
    Choice("attendance", "Anwesenheit"),
    Choice("childcare", "Betreuung"),
    Choice("rides", "Fahrten"),
    Choice("sheets", "Papiere"),
)


class CoursePage(Page):
    """A course whole.

    Attributes:
        tabs: the tabs by key; made when opened first.

    Signals:
        closed: back to the list. continued(int): the course goes on in the next half-year.
    """

    closed = Signal()
    continued = Signal(int)

    def __init__(self, context: AppContext) -> None:
        super().__init__("Kurs", scroll=False, inspector=True)
        self._context = context
        self.course: CourseDetail | None = None
        self.tabs: dict[str, CourseTab] = {}
        self.state = Pill("")
        self.head.add_beside(self.state)
        self.head.crumb_clicked.connect(self.closed)
        self.changes = Button(
            "Ändern",
            icon="ellipsis",
            tip="Angaben, andere Zeiten, zusammenlegen, teilen, fortschreiben, beenden",
        )
        self.changes.clicked.connect(self._show_changes)
        lists = Button("Liste drucken", icon="printer")
        lists.clicked.connect(self.print_page)
        enrol = PrimaryButton("Anmelden", "user-plus")
        enrol.clicked.connect(self.enrol)
        for tool in (self.changes, lists, enrol):
            self.head.add_tool(tool)
        self.bar = Tabs(TABS, "overview", name="Bereiche des Kurses")
        self.bar.chosen.connect(self._tab_chosen)
        self.column.insertWidget(1, self.bar)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)

    def open(self, course_id: int, tab: str = "", lesson_id: int | None = None) -> bool:
        """Show a course, on a tab and at a lesson; False when it is gone."""
        if self.course is None or self.course.row.id != course_id:
            self.course = None
        if not self._read(course_id):
            return False
        self._show(tab or self.bar.current() or "overview")
        if lesson_id is not None:
            self._tab(self.bar.current()).show_lesson(lesson_id)
        return True

    def refresh(self) -> None:
        """Read the course again."""
        if self.course is not None and self._read(self.course.row.id):
            self._show(self.bar.current())

    def print_page(self) -> bool:
        """Open the print centre with this course's attendance list."""
        if self.course is None:
            return False
        kind = SheetKind.ATTENDANCE.value
        self._context.go("printing", course_id=self.course.row.id, kind=kind)
        return True

    def enrol(self) -> None:
        """Enrol somebody; the tab of people opens behind it."""
        self._show("people")
        tab = self._tab("people")
        if isinstance(tab, PeopleTab):
            tab.enrol()

    def show_waiting(self) -> None:
        """Show the waiting list."""
        self._show("people")
        tab = self._tab("people")
        if isinstance(tab, PeopleTab):
            tab.show_waiting()

    def show_facts(self) -> None:
        """Fill the inspector with the course itself."""
        inspector, course = self.inspector, self.course
        if inspector is None or course is None:
            return
        row = course.row
        inspector.begin(row.number, row.title, weekly_times(course.pattern))
        services = [
            text for text, on in (("Betreuung", row.childcare), ("Fahrdienst", row.shuttle)) if on
        ]
        pause = "in Schulferien" if course.pause_in_school_holidays else "nur an Feiertagen"
        add_facts(
            inspector,
            [
                ("Kursart", said(CourseType, row.course_type)),
                ("Niveau", row.level),
                ("Sprache", languages_text(course.language)),
                ("Zeitraum", days.period(row.first_day, row.last_day or row.first_day)),
                ("Umfang", f"{decimal(row.units, 2)} von {row.required_units} UE"),
                ("Personen", free_of(row.enrolled, row.capacity)),
                ("Dabei", ", ".join(services)),
                ("Pause", pause),
            ],
        )
        rules = Button("Regeln", icon="sliders-horizontal", tip="Was bei diesem Kurs hart ist")
        rules.clicked.connect(self.show_rules)
        inspector.space(8)
        inspector.add(rules)
        if course.note:
            inspector.section("Bemerkung", small=True)
            inspector.add(note(course.note))
        inspector.finish()

    def change(self) -> Dialog | None:
        """Ask what shall be otherwise about the course."""
        return self._opened(ChangeDialog)

    def change_times(self) -> Dialog | None:
        """Ask for other times of some weeks."""
        return self._opened(TimesDialog)

    def merge(self) -> Dialog | None:
        """Ask in which other course this one goes up."""
        return self._opened(MergeDialog)

    def split(self) -> Dialog | None:
        """Ask who goes on in a new course."""
        return self._opened(SplitDialog)

    def ask_again(self) -> Dialog | None:
        """Show whom the course asks again."""
        return self._opened(AskDialog)

    def end(self) -> Dialog | None:
        """Ask when the course ends, and how."""
        return self._opened(EndDialog)

    def delete(self) -> Dialog | None:
        """Say what deleting the course takes away."""
        return self._opened(DeleteDialog)

    def show_rules(self) -> None:
        """Open the rules of this course."""
        if self.course is not None:
            RulesDialog(self._context, self.course.row.id, self).open()

    # --- inside ---------------------------------------------------------------------------------

    def _show_changes(self) -> None:
        menu = QMenu(self.changes)
        for text, act in (
            ("Kurs ändern …", self.change),
            ("Andere Zeiten …", self.change_times),
            ("Zusammenlegen …", self.merge),
            ("Teilen …", self.split),
            ("Fortschreiben …", self._continue),
            ("Erneut fragen …", self.ask_again),
            ("Kurs beenden …", self.end),
            ("Kurs löschen …", self.delete),
        ):
            menu.addAction(text).triggered.connect(act)
        menu.popup(self.changes.mapToGlobal(self.changes.rect().bottomLeft()))

    def _opened(
        self,
        kind: type[
            ChangeDialog
            | DeleteDialog
            | EndDialog
            | TimesDialog
            | MergeDialog
            | SplitDialog
            | AskDialog
        ],
    ) -> Dialog | None:
        if self.course is None:
            return None
        dialog = kind(self._context, self.course, self)
        dialog.open()
        return dialog

    def _read(self, course_id: int) -> bool:
        try:
            with self._context.workspace.read() as db:
                self.course = course_detail(db, course_id, minute_at(clock.now()))
        except KursplanerError as error:
            self.course = None
            self._context.problem(error)
            self.closed.emit()
            return False
        row = self.course.row
        self.head.show_title(row.title, f"Kurse / {row.number}")
        words, tone = course_state(row, self._context.today())
        self.state.show_state(words, tone)  # type: ignore[arg-type]
        return True

    def _tab(self, key: str) -> CourseTab:
        if key not in self.tabs:
            kinds: dict[str, type[CourseTab]] = {
                "overview": OverviewTab,
                "lessons": LessonsTab,
                "people": PeopleTab,
                "attendance": AttendanceTab,
                "childcare": ChildcareTab,
                "rides": RidesTab,
                "sheets": SheetsTab,
            }
            self.tabs[key] = kinds[key](self._context, self)
            self._stack.addWidget(self.tabs[key])
        return self.tabs[key]

    def _show(self, key: str) -> None:
        if self.course is None:
            return
        self.bar.choose(key)
        tab = self._tab(key)
        self._stack.setCurrentWidget(tab)
        tab.show_course(self.course)
        tab.inspect()

    def _tab_chosen(self, key: str) -> None:
        self._show(key)

    def _continue(self) -> None:
        if self.course is not None:
            self.continued.emit(self.course.row.id)
