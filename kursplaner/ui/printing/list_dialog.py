"""A list on its way to paper: the pages as they come out, what no font has, printer or file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.basics.owner_only import private_folder
from kursplaner.basics.whole_file import write_whole
from kursplaner.desk.named_files import told
from kursplaner.desk.printing.listing import Listing, list_paper, write_list
from kursplaner.desk.printing.readable import Paper
from kursplaner.store.session import Db
from kursplaner.ui import saved_files
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.printing.at_once import add_signs_note
from kursplaner.ui.printing.foot import PrintFoot
from kursplaner.ui.printing.pages_view import PagesView
from kursplaner.ui.printing.printer import (
    PRINT_FOLDER,
    PrintRun,
    free_path,
    open_outside,
    printer_named,
)
from kursplaner.ui.tasks import Progress, Task
from kursplaner.ui.widgets import Button, Dialog

WIDTH, PREVIEW = 760, 420
SPREADSHEETS = (".xlsx", ".ods", ".csv")
Made = tuple[Listing, Paper]


def show_list(
    context: AppContext,
    title: str,
    make: Callable[[Db], Listing],
    done: Callable[[ListDialog], None],
    parent: QWidget,
) -> Task:
    """Make a list and draw it off the window's thread, then show its pages."""
    workspace, now = context.workspace, clock.now()

    def work(progress: Progress) -> Made:
        progress.step(0, 1)
        with workspace.read() as db:
            listing = make(db)
            return listing, list_paper(db, listing, now)

    def show(made: Made) -> None:
        dialog = ListDialog(context, *made, parent)
        done(dialog)
        dialog.open()

    return context.run(f"{title} wird vorbereitet", work, show)


class ListDialog(Dialog):
    """Shows the pages of a list; prints them, writes them as PDF, or the list as a spreadsheet."""

    def __init__(
        self, context: AppContext, listing: Listing, paper: Paper, parent: QWidget | None = None
    ) -> None:
        super().__init__(listing.title, parent, width=WIDTH)
        self._context, self._page = context, 0
        self.listing, self.paper = listing, paper
        self.view = PagesView(self)
        self.view.setMinimumHeight(theme().px(240))
        self.view.stepped.connect(self._step)
        self.keep_high(self.view, theme().px(PREVIEW))
        self.printing = PrintFoot(self)
        self.printing.pdf_wanted.connect(self._ask_for_pdf)
        self.printing.print_wanted.connect(self.print_now)
        self.printing.show_pages(self.paper.pages)
        self.signs = add_signs_note(self.body, self.paper, hidden=context.names_hidden)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.printing)
        table = self.add_button(Button("Als Excel-Datei", icon="file-spreadsheet"))
        table.clicked.connect(self._ask_for_table)
        self.add_button(Button("Schließen"), rejects=True)
        self.printing.print.setFocus()
        self._show()

    def print_now(self) -> None:
        """Print the list; without a printer a PDF is laid beside the town's file."""
        if not self.printing.printer:
            folder = self._context.workspace.path.parent / PRINT_FOLDER
            name = saved_files.plain_name(self.paper.title)
            self.save(free_path(folder, self._context.today(), name), opened=True)
            return
        window, title, printer = self._context, self.paper.title, self.printing.printer
        run = PrintRun(
            self.paper.pdf, self.paper.pages, printer_named(printer), title, self.parent()
        )
        run.failed.connect(window.problem)
        run.finished.connect(lambda: window.notice(f"{title} gedruckt auf {printer}"))
        run.start()
        self.accept()

    def save(self, path: Path, *, opened: bool = False) -> Task:
        """Write the list off the window's thread, as PDF unless the ending names a table; close."""
        is_table = path.suffix.casefold() in SPREADSHEETS
        is_named = is_table or path.suffix.casefold() == ".pdf"
        named = path if is_named else Path(f"{path}.pdf")
        pdf, listing = self.paper.pdf, self.listing

        def work(progress: Progress) -> Path:
            progress.step(0, 1)
            with told(named):
                if named.parent.name == PRINT_FOLDER:
                    private_folder(named.parent)
                if is_table:
                    write_list(listing, named)
                else:
                    write_whole(named, pdf)
            return named

        def done(there: Path) -> None:
            if opened:
                open_outside(there)
            self._context.notice(f"Liste gespeichert: {there.name}")

        self.accept()
        return self._context.run(f"{named.name} wird geschrieben", work, done)

    def _ask_for_pdf(self) -> None:
        self._ask("Als PDF speichern", ".pdf", "PDF (*.pdf)")

    def _ask_for_table(self) -> None:
        self._ask("Liste speichern", ".xlsx", saved_files.LISTS)

    def _ask(self, title: str, ending: str, kinds: str) -> None:
        name = f"{self.listing.title} {self._context.today().isoformat()}{ending}"
        path = saved_files.ask_where(self, title, name, kinds)
        if path is not None:
            self.save(path if path.suffix else path.with_suffix(ending))

    def _step(self, by: int) -> None:
        self._page = min(max(0, self._page + by), self.paper.pages - 1)
        self._show()

    def _show(self) -> None:
        self.view.show_place(self.paper.title, self._page, self.paper.pages)
        self.view.show_page(self.paper.pdf, self._page)
