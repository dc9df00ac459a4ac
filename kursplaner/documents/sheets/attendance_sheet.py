"""The attendance list: names, dates, a field to sign in, the teacher's row, the sums."""

from collections.abc import Sequence

from kursplaner.basics.layout import LANDSCAPE, SheetRecord
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.texts import texts
from kursplaner.documents.sheets.attendance_content import (
    KNOWN_MARKS,
    LATE_MINUTES,
    OPEN,
    RETENTION_YEARS,
    SECTION_UNITS,
    AttendanceCell,
    AttendanceLesson,
    AttendanceRow,
    AttendanceSheet,
    Profile,
)
from kursplaner.documents.sheets.attendance_drawing import AttendanceDrawing
from kursplaner.documents.sheets.attendance_parts import parts

__all__ = (
    "KNOWN_MARKS",
    "LATE_MINUTES",
    "OPEN",
    "RETENTION_YEARS",
    "SECTION_UNITS",
    "AttendanceCell",
    "AttendanceLesson",
    "AttendanceRow",
    "AttendanceSheet",
    "Profile",
)


def draw(
    sheets: Sequence[AttendanceSheet], out: Out, *, title: str = "", language: str = "de"
) -> int:
    """Write the lists into one PDF and return its number of pages."""
    name = title or texts(language, "attendance_sheet").plain("title")
    with Document(out, name, language=language) as document:
        for sheet in sheets:
            draw_on(document, sheet, language=language)
    return document.page_count


def draw_on(document: Document, sheet: AttendanceSheet, *, language: str = "de") -> None:
    """Add one list to a document."""
    for place, part in enumerate(parts(sheet, language)):
        bookmark = f"{sheet.course_number} {sheet.course_title}" if not place else ""
        with document.page(LANDSCAPE, bookmark) as page:
            AttendanceDrawing(document, page, sheet, part, language).draw()


def page_count(sheet: AttendanceSheet) -> int:
    """Return how many sheets of paper the list takes."""
    return sum(1 for _ in parts(sheet, "de"))


def records(sheet: AttendanceSheet) -> tuple[SheetRecord, ...]:
    """Return what a reader of each sheet of paper must know."""
    return tuple(part.record() for part in parts(sheet, "de"))
