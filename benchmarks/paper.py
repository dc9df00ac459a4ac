"""Paper: attendance lists beside the same strokes on a bare canvas."""

import io
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import Figure, median_cpu_ms
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import attendance_sheet
from kursplaner.documents.sheets.attendance_sheet import (
    AttendanceLesson,
    AttendanceRow,
    AttendanceSheet,
)

PAGES, PEOPLE, DATES = 100, 16, 10
MM = 72 / 25.4


def figures() -> Iterator[Figure]:
    """Measure 100 lists of 16 people and 10 dates."""
    lists = [_sheet(number) for number in range(PAGES)]
    pages = attendance_sheet.draw(lists, io.BytesIO())
    ours = median_cpu_ms(lambda: attendance_sheet.draw(lists, io.BytesIO()), 3) / pages
    bare = median_cpu_ms(lambda: _bare(pages), 3) / pages
    yield Figure(
        f"attendance list, CPU per page ({pages} pages)", ours, beside="with code and fonts"
    )
    yield Figure("the same strokes and words on a bare canvas", bare, beside="ReportLab, Helvetica")
    yield Figure("ratio to the bare canvas", ours / bare, unit="×")


def _sheet(number: int) -> AttendanceSheet:
    first = date(2027, 2, 2)
    lessons = tuple(
        AttendanceLesson(
            day=first + timedelta(days=7 * week),
            starts=time(9),
            ends=time(11, 30),
            units=Decimal(3),
        )
        for week in range(DATES)
    )
    people = tuple(
        AttendanceRow(family_name=f"Beispiel {number} {row}", given_name=f"Jana {row}")
        for row in range(PEOPLE)
    )
    return AttendanceSheet(
        number=number + 1,
        letterhead=Letterhead(issuer="Stadt Adorf/Vogtl.", office="Integrationsbüro"),
        course_number="A2-03",
        course_title="A2 Alltag am Vormittag",
        level="A2",
        place="Markt 1, Schulungsraum",
        teachers="B. Seidel",
        unit_minutes=45,
        lessons=lessons,
        people=people,
    )


def _bare(pages: int) -> None:
    canvas = Canvas(io.BytesIO(), pagesize=landscape(A4), pageCompression=1)
    for _ in range(pages):
        _bare_page(canvas)
    canvas.save()


def _bare_page(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    for row in range(PEOPLE + 2):
        y = (40 + row * 8.5) * MM
        canvas.line(12 * MM, y, 285 * MM, y)
        canvas.drawString(20 * MM, y + 2, f"Beispiel {row}")
        canvas.drawString(50 * MM, y + 2, f"Jana {row}")
        for column in range(6):
            canvas.rect((83 + column * 30.2 + 24) * MM, y + 4, 4.6 * MM, 4.6 * MM)
    for column in range(10):
        canvas.line((83 + column * 20) * MM, 40 * MM, (83 + column * 20) * MM, 185 * MM)
        canvas.drawString((83 + column * 20) * MM, 187 * MM, "Di 2. Feb.")
    canvas.showPage()
