"""The two buttons of every list: as a table for Excel, and on paper as it is shown."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject
from PySide6.QtGui import QPageLayout, QPdfWriter, QTextDocument

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.whole_file import write_whole
from kursplaner.desk.named_files import told
from kursplaner.desk.wording.words.days import dated
from kursplaner.exchange.lists.content import Column, Kind, Value
from kursplaner.exchange.lists.tables import write_table
from kursplaner.ui import saved_files
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import ListTable


class ListOutput(QObject):
    """Serves one list; what is hidden there is hidden here, too."""

    def __init__(self, context: AppContext, table: ListTable, title: str) -> None:
        super().__init__(table)
        self._context, self._table, self._title = context, table, title
        table.export_wanted.connect(self.export)
        table.print_wanted.connect(self.print_list)

    def export(self) -> None:
        """Ask where to, then write what the list shows."""
        name = f"{self._title} {self._context.today().isoformat()}.xlsx"
        path = saved_files.ask_where(self._table, "Liste speichern", name, saved_files.LISTS)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the list to a file in the format of its ending."""
        titles, rows = self._table.shown_table()
        columns, values = typed(titles, rows)
        self._written(path, lambda: write_table(path, self._title, columns, values))

    def _written(self, path: Path, write: Callable[[], None]) -> None:
        try:
            with told(path):
                write()
        except KursplanerError as error:
            self._context.problem(error)
            return
        self._context.notice(f"Liste gespeichert: {path.name}")

    def print_list(self) -> None:
        """Print what the list shows, landscape, after the system's own box."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        box = QPrintDialog(printer, self._table)
        if box.exec() != QPrintDialog.DialogCode.Accepted:
            return
        if printer.outputFileName():
            self.print_into(Path(printer.outputFileName()), printer.pageLayout())
        else:
            self.document().print_(printer)

    def print_into(self, path: Path, layout: QPageLayout) -> None:
        """Write what the list shows as a PDF: the system's box offers a file as a printer."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageLayout(layout)
        self.document().print_(writer)
        self._written(path, lambda: write_whole(path, bytes(buffer.data().data())))

    def document(self) -> QTextDocument:
        """Return the list as it is printed."""
        titles, rows = self._table.shown_table()
        document = QTextDocument()
        document.setHtml(page(self._title, dated(self._context.today()), titles, rows))
        return document


def typed(
    titles: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[Column], list[list[Value]]]:
    """Return columns of whole numbers as numbers, so that Excel can add them up."""
    number = [
        any(row[at] for row in rows)
        and all(row[at] == "" or (row[at].isascii() and row[at].isdigit()) for row in rows)
        and not any(len(row[at]) > 1 and row[at].startswith("0") for row in rows)
        for at in range(len(titles))
    ]
    columns = [
        Column(title, Kind.INT if number[at] else Kind.TEXT) for at, title in enumerate(titles)
    ]
    values: list[list[Value]] = [
        [int(cell) if number[at] and cell else cell for at, cell in enumerate(row)] for row in rows
    ]
    return columns, values


def page(title: str, day: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return the list as HTML for the printer: black lines, no fills."""
    head = "".join(f"<th align='left'>{html.escape(heading)}</th>" for heading in titles)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f"<h3>{html.escape(title)}</h3><p>Stand {day}</p>"
        "<table width='100%' border='1' cellspacing='0' cellpadding='3'"
        " style='border-collapse:collapse; font-size:9pt'>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
