"""A list on its way to paper: the pages as they come out, what no font has, printer or PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.basics.owner_only import private_folder
from kursplaner.basics.whole_file import write_whole
from kursplaner.desk.named_files import told
from kursplaner.desk.printing.listing import Listing, list_paper
from kursplaner.desk.printing.readable import Paper
from kursplaner.ui import saved_files
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.printing.at_once import add_signs_note
from kursplaner.ui.printing.foot import PrintFoot
from kursplaner.ui.printing.page import PRINT_FOLDER
from kursplaner.ui.printing.pages_view import PagesView
from kursplaner.ui.printing.printer import PrintRun, free_path, open_outside, printer_named
from kursplaner.ui.tasks import Progress
from kursplaner.ui.widgets import Dialog

WIDTH, PREVIEW = 760, 420


class ListDialog(Dialog):
    """Shows the pages of a list, and prints them or writes them as PDF."""

    def __init__(
        self, context: AppContext, listing: Listing, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"{listing.title} drucken", parent, width=WIDTH)
        self._context, self._page = context, 0
        with context.workspace.read() as db:
            self.paper: Paper = list_paper(db, listing, clock.now())
        self.view = PagesView(self)
        self.view.setMinimumHeight(theme().px(240))
        self.view.stepped.connect(self._step)
        self.keep_high(self.view, theme().px(PREVIEW))
        self.foot_line = PrintFoot(self)
        self.foot_line.pdf_wanted.connect(self._ask_for_pdf)
        self.foot_line.print_wanted.connect(self.print_now)
        self.foot_line.show_pages(self.paper.pages)
        self.signs = add_signs_note(self.body, self.paper, hidden=context.names_hidden)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.foot_line)
        self._show()

    def print_now(self) -> None:
        """Print the list; without a printer a PDF is laid beside the town's file."""
        if not self.foot_line.printer:
            folder = self._context.workspace.path.parent / PRINT_FOLDER
            name = saved_files.plain_name(self.paper.title)
            self.save(free_path(folder, self._context.today(), name), opened=True)
            return
        window, title, printer = self._context, self.paper.title, self.foot_line.printer
        run = PrintRun(
            self.paper.pdf, self.paper.pages, printer_named(printer), title, self.parent()
        )
        run.failed.connect(window.problem)
        run.finished.connect(lambda: window.notice(f"{title} gedruckt auf {printer}"))
        run.start()
        self.accept()

    def save(self, path: Path, *, opened: bool = False) -> None:
        """Write the list as PDF, off the window's thread, and close."""
        named = path if path.suffix.casefold() == ".pdf" else Path(f"{path}.pdf")
        pdf = self.paper.pdf

        def work(progress: Progress) -> Path:
            progress.step(0, 1)
            with told(named):
                if named.parent.name == PRINT_FOLDER:
                    private_folder(named.parent)
                write_whole(named, pdf)
            return named

        def done(there: Path) -> None:
            if opened:
                open_outside(there)
            self._context.notice(f"Liste gespeichert: {there.name}")

        self._context.run(f"{named.name} wird geschrieben", work, done)
        self.accept()

    def _ask_for_pdf(self) -> None:
        name = f"{self.paper.title} {self._context.today().isoformat()}.pdf"
        path = saved_files.ask_where(self, "Als PDF speichern", name, "PDF (*.pdf)")
        if path is not None:
            self.save(path)

    def _step(self, by: int) -> None:
        self._page = min(max(0, self._page + by), self.paper.pages - 1)
        self._show()

    def _show(self) -> None:
        self.view.show_place(self.paper.title, self._page, self.paper.pages)
        self.view.show_page(self.paper.pdf, self._page)
