"""A sheet printed at once, without the print centre; where there is no printer it is shown."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QBoxLayout, QWidget

from kursplaner.basics.whole_file import write_whole
from kursplaner.desk.printing.readable import Paper
from kursplaner.desk.wording import print_words
from kursplaner.ui.context import AppContext
from kursplaner.ui.printing.printer import PrintRun, open_outside, printer_named, printer_names
from kursplaner.ui.printing.summary import Note
from kursplaner.ui.widgets import ConfirmDialog


def print_at_once(
    context: AppContext, paper: Paper, moment: str, parent: QWidget, *, told: bool = False
) -> None:
    """Send a sheet to the first printer; without one show it, and keep no file of it.

    Signs that no font has are told before, unless they were `told` already.
    """
    if not told and not may_print(paper, parent):
        return
    title, printers = paper.title, printer_names()
    if not printers:
        path = Path(_shown().name) / f"{title} {moment}.pdf"
        write_whole(path, paper.pdf)
        open_outside(path)
        context.notice(f"Kein Drucker gefunden: {title} zur Ansicht geöffnet.")
        return
    run = PrintRun(paper.pdf, paper.pages, printer_named(printers[0]), title, parent)
    run.failed.connect(context.problem)
    run.finished.connect(lambda: context.notice(f"{title} gedruckt auf {printers[0]}"))
    run.start()


def may_print(paper: Paper, parent: QWidget) -> bool:
    """Say which signs no font has and ask whether to print; True where there are none."""
    words = print_words.without_font(paper.unprintable, most=MOST_TOLD)
    return not words or ConfirmDialog.ask(
        f"{paper.title} drucken?", words, "Trotzdem drucken", danger=False, parent=parent
    )


MOST_TOLD = 6


def add_signs_note(body: QBoxLayout, paper: Paper, *, hidden: bool) -> Note:
    """Add the remark about signs of a sheet that no font has, before it is printed."""
    note = Note("triangle-alert", "warning")
    body.addWidget(note)
    note.show_words(print_words.without_font(paper.unprintable, hidden=hidden))
    return note


@cache
def _shown() -> tempfile.TemporaryDirectory[str]:
    """The folder of sheets shown on the screen; gone when the program ends."""
    return tempfile.TemporaryDirectory(prefix="kursplaner-blatt-")
