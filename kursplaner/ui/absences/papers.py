"""The papers of an absence: the list of calls, and the confirmation for those who stay at home."""

from __future__ import annotations

import io

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.desk.absences.call_list import CallList
from kursplaner.desk.printing.absence import confirmations
from kursplaner.desk.printing.calls import call_sheet
from kursplaner.documents.sheets import call_sheet as paper
from kursplaner.documents.sheets import childcare_failed
from kursplaner.ui.context import AppContext
from kursplaner.ui.printing.at_once import print_at_once

CONFIRMATION, LIST = "Bestätigung Kinderbetreuung", "Anrufliste"


def print_confirmations(context: AppContext, calls: CallList, parent: QWidget) -> None:
    """Print one page a family; without a printer it is shown."""
    with context.workspace.read() as db:
        sheets = confirmations(db, calls)
    if not sheets:
        context.notice("Noch niemand bleibt zu Hause; dann ist nichts zu bestätigen.")
        return
    pdf = io.BytesIO()
    count = childcare_failed.draw(sheets, pdf)
    print_at_once(context, pdf.getvalue(), count, CONFIRMATION, _moment(), parent)


def print_calls(context: AppContext, calls: CallList, parent: QWidget) -> None:
    """Print whom to call, in order; without a printer it is shown."""
    pdf = io.BytesIO()
    count = paper.draw(call_sheet(context.workspace.settings, calls, clock.now()), pdf)
    print_at_once(context, pdf.getvalue(), count, LIST, _moment(), parent)


def _moment() -> str:
    return f"{clock.now():%H-%M}"
