"""A sheet printed at once, without the print centre; where there is no printer it is shown."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kursplaner.basics.whole_file import write_whole
from kursplaner.ui.context import AppContext
from kursplaner.ui.printing.printer import PrintRun, open_outside, printer_named, printer_names


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


@cache
def _shown() -> tempfile.TemporaryDirectory[str]:
    """The folder of sheets shown on the screen; gone when the program ends."""
    return tempfile.TemporaryDirectory(prefix="kursplaner-blatt-")
