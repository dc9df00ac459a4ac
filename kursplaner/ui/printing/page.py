"""The print centre: choose, look, print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from kursplaner.basics import clock
from kursplaner.basics.owner_only import private_folder
from kursplaner.basics.spans import minute_at
from kursplaner.desk.named_files import told
from kursplaner.desk.printing import jobs as print_jobs
from kursplaner.desk.printing import rendering
from kursplaner.desk.printing.jobs import PrintJob
from kursplaner.desk.printing.rendering import PrintedFile
from kursplaner.desk.wording import print_words
from kursplaner.store.queries.courses.courses import any_course
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.workspace import Workspace
from kursplaner.ui import tasks
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.look.theme import theme
from kursplaner.ui.printing import targets
from kursplaner.ui.printing.confirming import confirm_printed, stop_in_time
from kursplaner.ui.printing.filters import CourseChip, FilterCard, Wanted, chips_of
from kursplaner.ui.printing.foot import PrintFoot
from kursplaner.ui.printing.job_list import JobList
from kursplaner.ui.printing.lines import lines_of
from kursplaner.ui.printing.lists_button import ListsButton
from kursplaner.ui.printing.pages_view import PagesView
from kursplaner.ui.printing.printer import (
    PRINT_FOLDER,
    PrintRun,
    free_path,
    open_outside,
    printer_named,
)
from kursplaner.ui.printing.stack import JobStack
from kursplaner.ui.printing.summary import Summary
from kursplaner.ui.tasks import Progress
from kursplaner.ui.widgets import Button, Card, Divider, Page
from kursplaner.ui.widgets.pages.tab_order import follow_layout

NARROW = 720
HIDDEN = "Namen sind verborgen (F12 zeigt sie)."
Due = tuple[tuple[PrintJob, ...], list[CourseChip]]


class PrintingPage(Page):
    """What is due for some days at the left, its pages and the printer at the right.

    Attributes:
        context: the window around it.
        asked, shown: how often it looked what is due, and which look is on the list.
    """

    kinds = frozenset(
        {"people", "courses", "rooms", "childcare", "rides", "attendance", "funding", "printing",
         "settings", "town"}
    )  # fmt: skip

    def __init__(self, context: AppContext) -> None:
        super().__init__("Drucken")
        self.context = context
        self._jobs: dict[str, PrintJob] = {}
        self.asked = self.shown = 0
        self._wish: frozenset[date] | None = frozenset({context.today()})
        self._ride: int | None = None
        self._section: int | None = None
        self._pdfs: dict[str, bytes] = {}
        self._page = 0
        self._run: PrintRun | None = None
        self.head.show_title("Drucken", "Heute")
        self.head.crumb_clicked.connect(self._go_home)
        self.missing = Button("Fehlende auswählen", "plain", "list-checks")
        self.missing.clicked.connect(self.tick_missing)
        self.head.add_tool(self.missing)
        profile = context.workspace.settings.text("attendance.profile")
        self.filters = FilterCard(context.today(), profile)
        self.lists = ListsButton(context, self.filters.wanted)
        self.head.add_tool(self.lists)
        self.jobs = JobList()
        self.view = PagesView()
        self.foot = PrintFoot()
        self.summary = Summary()
        self._build()
        self._listen()
        self.summary.show_jobs(())
        self.view.show_words("Einen Augenblick …")
        self.refresh()

    # --- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        self.body.addWidget(self.filters)
        listed = Card(margin=0, spacing=0)
        self._stack = JobStack(self.jobs)
        self._stack.course_wanted.connect(lambda: self.context.go("courses", new=True))
        self._stack.every_wanted.connect(self.filters.show_every)
        listed.body.addWidget(self._stack)
        self.body.addWidget(listed, 1)
        self.body.addWidget(self.summary)
        pane = self._pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(Divider("line"))
        column.addWidget(self.foot)
        self._outer.addWidget(pane, 1)
        self._outer.setStretch(0, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._outer.direction() != way:
            self._outer.setDirection(way)
            self._outer.setStretchFactor(self._pane, 0 if narrow else 1)
            self.view.setVisible(not narrow)

    def _listen(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.jobs.ticked.connect(self._ticks_changed)
        self.jobs.shown.connect(self._show_job)
        self.view.stepped.connect(self._step)
        self.foot.pdf_wanted.connect(self._ask_for_pdf)
        self.summary.on_paper.connect(partial(confirm_printed, self.context))
        self.foot.print_wanted.connect(self.print_now)

    # --- what is due --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look again at what is due, off the window's thread."""
        self.asked += 1
        asked, wanted, workspace = self.asked, self.filters.wanted(), self.workspace

        def work(progress: Progress) -> Due:
            progress.step(0, 1)
            with workspace.read() as db:
                rows = lessons_between(db, wanted.first, wanted.last)
            return _due(self.context, wanted), chips_of(rows)

        def done(due: Due) -> None:
            if asked == self.asked and isValid(self.jobs):
                self._show_due(*due)
                self.shown = asked

        tasks.start("Blätter", work, done, self.context.problem)

    def _show_due(self, jobs: Sequence[PrintJob], courses: Sequence[CourseChip]) -> None:
        current = self.jobs.current_key()
        self._jobs = {job.key: job for job in jobs}
        self._pdfs.clear()
        self.filters.show_courses(courses)
        follow_layout(self._outer)
        ticked = self.jobs.jobs.ticked_keys()
        if self._wish is not None and jobs:
            alone = targets.sheets_of(jobs, self._ride, self._section)
            ticked = alone or self._missing_keys(self._wish)
            self._wish = self._ride = self._section = None
            current = "" if current not in ticked else current
        hidden = self.context.names_hidden
        self.jobs.jobs.show_lines(lines_of(jobs, self.context.today(), hidden=hidden), ticked)
        with self.workspace.read() as db:
            known = any_course(db)
        no_end = self.filters.ending_alone
        self._stack.show_state(due=bool(jobs), any_course=known, no_end=no_end)
        first = next((key for key in self._jobs if key in ticked), next(iter(self._jobs), ""))
        self._ticks_changed()
        self.jobs.choose(current if current in self._jobs else first)
        if not jobs:
            self.view.show_place("", 0, 0)
            self.view.show_words("")

    def _missing_keys(self, days: Iterable[date] | None) -> frozenset[str]:
        now, wanted = minute_at(clock.now()), None if days is None else set(days)
        return frozenset(
            key
            for key, job in self._jobs.items()
            if job.is_missing(now) and (wanted is None or job.day in wanted)
        )

    def tick_missing(self) -> None:
        """Tick all that is not printed as it is now."""
        self.jobs.jobs.tick(self._missing_keys(None))

    @property
    def workspace(self) -> Workspace:
        """The open town."""
        return self.context.workspace

    def all_jobs(self) -> list[PrintJob]:
        """The sheets on the list, in their order."""
        return list(self._jobs.values())

    def ticked_jobs(self) -> list[PrintJob]:
        """The ticked sheets in the order in which they are printed."""
        keys = self.jobs.jobs.ticked_keys()
        return [job for key, job in self._jobs.items() if key in keys]

    def show_target(self, **target: object) -> None:
        """Show a day, a course, kinds, a ride, a section or a list; what is missing is ticked."""
        day, course, ride = target.get("day"), target.get("course_id"), target.get("ride_id")
        self._ride = ride if isinstance(ride, int) else None
        section = target.get("section")
        if isinstance(course, int) and isinstance(section, int):
            self._section = section
            self._wish = frozenset()
            with self.workspace.read() as db:
                self.filters.show_section(*targets.days_of_section(db, course, section))
        elif isinstance(day, date):
            if day == self.context.today():
                self.filters.choose_week()
            else:
                self.filters.show_days(day, day)
            self._wish = frozenset({day})
        self.filters.courses.choose_some(
            frozenset({str(course)}) if isinstance(course, int) else frozenset()
        )
        self.filters.show_kinds(targets.kinds_asked(target))
        self.refresh()
        if target.get("list"):
            self.lists.show_kind(str(target["list"]))

    def print_page(self) -> bool:
        """Strg+P prints what is ticked."""
        if self.foot.print.isEnabled():
            self.print_now()
        return True

    def _go_home(self) -> None:
        self.context.go("today")

    # --- what is shown ------------------------------------------------------------------------

    def _ticks_changed(self) -> None:
        jobs = self.ticked_jobs()
        self.foot.show_pages(sum(job.pages for job in jobs))
        self.summary.show_jobs(jobs, hidden=self.context.names_hidden)
        self._place()

    def _show_job(self, key: str) -> None:
        del key
        self._page = 0
        self._place()
        self._show_page()

    def _pile(self) -> list[PrintJob]:
        """The jobs through which the arrows go: those ticked, or the current one alone."""
        current = self._jobs.get(self.jobs.current_key())
        ticked = self.ticked_jobs()
        if current is None:
            return []
        return ticked if current in ticked else [current]

    def _place(self) -> None:
        current, pile = self._jobs.get(self.jobs.current_key()), self._pile()
        if current is None:
            return
        before = sum(job.pages for job in pile[: pile.index(current)])
        self.view.show_place(current.title, before + self._page, sum(job.pages for job in pile))

    def _step(self, by: int) -> None:
        current, pile = self._jobs.get(self.jobs.current_key()), self._pile()
        if current is None:
            return
        page, place = self._page + by, pile.index(current)
        if 0 <= page < current.pages:
            self._page = page
        elif 0 <= place + by < len(pile):
            self.jobs.choose(pile[place + by].key)
            self._page = pile[place + by].pages - 1 if by < 0 else 0
        self._place()
        self._show_page()

    def _show_page(self) -> None:
        job = self._jobs.get(self.jobs.current_key())
        if job is None:
            return
        if self.context.names_hidden:
            self.view.show_words(HIDDEN)
            return
        if job.key in self._pdfs:
            self.view.show_page(self._pdfs[job.key], self._page)
            return
        workspace = self.workspace

        def work(progress: Progress) -> bytes:
            progress.step(0, 1)
            return rendering.preview(workspace, job)

        def done(pdf: bytes) -> None:
            self._pdfs[job.key] = pdf
            if self.jobs.current_key() == job.key:
                self._show_page()

        tasks.start("Vorschau", work, done, self.context.problem)

    # --- printing -----------------------------------------------------------------------------

    def print_now(self) -> None:
        """Print what is ticked; without a printer a PDF is laid beside the town's file."""
        if self.foot.printer:
            self._render(None)
        else:
            self._render(free_path(self.workspace.path.parent / PRINT_FOLDER, self.context.today()))

    def save_pdf(self, path: Path) -> None:
        """Write what is ticked into one PDF."""
        self._render(path if path.suffix.casefold() == ".pdf" else Path(f"{path}.pdf"))

    def _ask_for_pdf(self) -> None:
        start = Path.home() / f"{self.context.today().isoformat()} Blätter.pdf"
        path, _ = QFileDialog.getSaveFileName(self, "Als PDF speichern", str(start), "PDF (*.pdf)")
        if path:
            self.save_pdf(Path(path))

    def _render(self, out: Path | None) -> None:
        jobs, workspace = self.ticked_jobs(), self.workspace

        def work(progress: Progress) -> PrintedFile:
            progress.step(0, 1)
            if out is not None and out.parent.name == PRINT_FOLDER:
                with told(out):
                    private_folder(out.parent)
            printed = rendering.render(workspace, jobs, out)
            if out is None:
                stop_in_time(progress, workspace, printed)
            return printed

        self.foot.setEnabled(False)
        task = self.context.run("Blätter werden gedruckt", work, self._rendered)
        task.ended.connect(self._ready_again)

    def _ready_again(self) -> None:
        self.foot.setEnabled(True)

    def _rendered(self, printed: PrintedFile) -> None:
        self.jobs.jobs.tick(())
        if printed.path is not None:
            words = print_words.saved(len(printed.numbers), printed.pages, str(printed.path))
            confirmed = partial(confirm_printed, self.context, printed.numbers)
            self.context.notice(words, offer=("Ist gedruckt", confirmed))
            if not self.foot.printer:
                open_outside(printed.path)
            return
        self._run = PrintRun(
            printed.pdf, printed.pages, printer_named(self.foot.printer), rendering.TITLE, self
        )

        def failed(error: BaseException) -> None:
            rendering.take_back(self.workspace, printed)
            self.context.problem(error)

        self._run.failed.connect(failed)

        def finished() -> None:
            rendering.confirm(self.workspace, printed.numbers)
            told = print_words.printed(len(printed.numbers), printed.pages, self.foot.printer)
            self.context.notice(told)

        self._run.finished.connect(finished)
        self._run.start()

    # --- Qt -----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.foot.look_for_printers()


def _due(context: AppContext, wanted: Wanted) -> tuple[PrintJob, ...]:
    chosen = (wanted.courses or None, wanted.kinds or None, wanted.choice)
    return print_jobs.jobs_due(context.workspace, wanted.first, wanted.last, *chosen)


SPEC = PageSpec("printing", "Drucken", "printer", PrintingPage,
                in_rail=False, home="today", commands=targets.commands)  # fmt: skip
