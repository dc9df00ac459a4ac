"""Attendance that is closed, in words: by what, and which list to print again."""

from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import listed
from kursplaner.planning.attendance.closed_months import Closed, PrintedList


def closed_text(closed: object) -> str:
    """Return "die Liste A 12 (01.02.–28.02.2027) ist gedruckt", the proof that was due."""
    if not isinstance(closed, Closed):
        return ""
    parts = []
    if closed.sheets:
        noun, verb = ("Liste", "ist") if len(closed.sheets) == 1 else ("Listen", "sind")
        parts.append(f"die {noun} {sheets_text(closed)} {verb} gedruckt")
    if closed.proof is not None:
        reference, due = closed.proof
        parts.append(f"der Nachweis zu „{reference}“ war am {days.dated(due)} fällig")
    return listed(parts)


def sheets_text(closed: Closed) -> str:
    """Return "A 12 (01.02.–28.02.2027)" of all lists to print again."""
    return listed(_sheet(sheet) for sheet in closed.sheets)


def again_text(closed: Closed | None) -> str:
    """Return what to do after a correction: "Bitte neu drucken: Liste A 12 (…)."; "" if nothing."""
    if closed is None or not closed.sheets:
        return ""
    noun = "Liste" if len(closed.sheets) == 1 else "Listen"
    return f"Bitte neu drucken: {noun} {sheets_text(closed)}"


def _sheet(sheet: PrintedList) -> str:
    return f"A {sheet.number} ({days.period(sheet.first_day, sheet.last_day)})"
