"""The confirmation that childcare failed, for every family that stays at home."""

from __future__ import annotations

import io
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject

from kursplaner.basics.whole_file import write_whole
from kursplaner.desk.absences.call_list import CallList
from kursplaner.desk.printing.absence import confirmations
from kursplaner.documents.sheets import childcare_failed
from kursplaner.ui.context import AppContext
from kursplaner.ui.printing.printer import PrintRun, open_outside, printer_named, printer_names

TITLE = "Bestätigung Kinderbetreuung"


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="kursplaner-bestaetigung-")


def print_confirmations(context: AppContext, calls: CallList, parent: QObject) -> Path | None:
    """Print one page a family; without a printer the PDF is shown, and its path returned."""
    with context.workspace.read() as db:
        sheets = confirmations(db, calls)
    if not sheets:
        context.notice("Noch niemand bleibt zu Hause; dann ist nichts zu bestätigen.")
        return None
    pdf = io.BytesIO()
    count = childcare_failed.draw(sheets, pdf)
    printers = printer_names()
    if not printers:
        path = Path(_folder().name) / f"{TITLE}.pdf"
        write_whole(path, pdf.getvalue())
        open_outside(path)
        context.notice("Kein Drucker gefunden: Die Bestätigung ist zur Ansicht offen.")
        return path
    run = PrintRun(pdf.getvalue(), count, printer_named(printers[0]), TITLE, parent)
    run.failed.connect(context.problem)
    run.finished.connect(lambda: context.notice(f"{TITLE} gedruckt auf {printers[0]}"))
    run.start()
    return None
