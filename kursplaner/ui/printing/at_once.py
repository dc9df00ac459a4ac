"""A sheet printed at once, without the print centre; where there is no printer it is shown."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QBoxLayout, QWidget

from kursplaner.basics.whole_file import write_whole
from kursplaner.desk.wording import print_words
from kursplaner.documents.unprintable import unprintable
from kursplaner.ui.context import AppContext
from kursplaner.ui.printing.printer import PrintRun, open_outside, printer_named, printer_names
from kursplaner.ui.printing.summary import Note


def print_at_once(
    context: AppContext, pdf: bytes, pages: int, title: str, moment: str, parent: QWidget
) -> None:
    """Send a sheet to the first printer; without one show it, and keep no file of it."""
    printers = printer_names()
    if not printers:
        path = Path(_shown().name) / f"{title} {moment}.pdf"
        write_whole(path, pdf)
        open_outside(path)
        context.notice(f"Kein Drucker gefunden: {title} zur Ansicht geöffnet.")
        return
    run = PrintRun(pdf, pages, printer_named(printers[0]), title, parent)
    run.failed.connect(context.problem)
    run.finished.connect(lambda: context.notice(f"{title} gedruckt auf {printers[0]}"))
    run.start()


def add_signs_note(body: QBoxLayout, sheet: object, *, hidden: bool) -> Note:
    """Add the remark about signs of a sheet that no font has, before it is printed."""
    note = Note("triangle-alert", "warning")
    body.addWidget(note)
    note.show_words(print_words.without_font(unprintable(sheet), hidden=hidden))
    return note


@cache
def _shown() -> tempfile.TemporaryDirectory[str]:
    """The folder of sheets shown on the screen; gone when the program ends."""
    return tempfile.TemporaryDirectory(prefix="kursplaner-blatt-")
