"""The papers of an absence: the list of calls, and the confirmation for those who stay at home."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.desk.absences.call_list import CallList
from kursplaner.desk.printing.absence import confirmations
from kursplaner.desk.printing.calls import call_sheet
from kursplaner.desk.printing.readable import paper_of
from kursplaner.documents.sheets import call_sheet as paper
from kursplaner.documents.sheets import childcare_failed
from kursplaner.ui.context import AppContext
from kursplaner.ui.printing.at_once import print_at_once

CONFIRMATION, LIST = "Bestätigung Kinderbetreuung", "Anrufliste"


def print_confirmations(context: AppContext, calls: CallList, parent: QWidget) -> None:
    """Print one page a family; without a printer it is shown."""
    with context.workspace.read() as db:
        sheets = confirmations(db, calls)
        made = paper_of(db, CONFIRMATION, sheets, childcare_failed.draw) if sheets else None
    if made is None:
        context.notice("Noch niemand bleibt zu Hause; dann ist nichts zu bestätigen.")
        return
    print_at_once(context, made, _moment(), parent)


def print_calls(context: AppContext, calls: CallList, parent: QWidget) -> None:
    """Print whom to call, in order; without a printer it is shown."""
    sheet = call_sheet(context.workspace.settings, calls, clock.now())
    with context.workspace.read() as db:
        made = paper_of(db, LIST, sheet, paper.draw)
    print_at_once(context, made, _moment(), parent)


def _moment() -> str:
    return f"{clock.now():%H-%M}"
