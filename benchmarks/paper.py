"""Paper: attendance lists beside the same strokes on a bare canvas."""

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import groupby

import segno
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
    """Measure 100 lists of 16 people and 10 dates, all of them new, and the memory of 1 000 sheets.

    The bare canvas draws as many lines, boxes and words, and makes and draws the code as well.
    """
    drawn = _Lists()
    pages = attendance_sheet.draw(drawn.fresh(), io.BytesIO())
    ours = median_cpu_ms(lambda: attendance_sheet.draw(drawn.fresh(), io.BytesIO()), 5) / pages
    bare = median_cpu_ms(lambda: _bare(pages), 5) / pages
    yield Figure(
        f"attendance list, CPU per page ({pages} pages)", ours, beside="with code and fonts"
    )
    yield Figure("the same strokes, words and code on a bare canvas", bare, beside="Helvetica")
    yield Figure("ratio to the bare canvas", ours / bare, unit="×", limit=1.3)
    yield Figure("memory of a PDF of 1 000 sheets", _memory(), unit="MB", limit=80.0)


class _Lists:
    """Lists whose names and numbers were never drawn before, so that nothing is remembered."""

    def __init__(self) -> None:
        self._begun = 0

    def fresh(self) -> list[AttendanceSheet]:
        self._begun += PAGES
        return [_sheet(self._begun + number) for number in range(PAGES)]


def _memory() -> float:
    """Return by how many MB drawing 1 000 sheets raises the most a process of its own holds."""
    script = (
        "import io, pathlib\n"
        "from benchmarks.paper import _sheet\n"
        "from kursplaner.documents.sheets import attendance_sheet\n"
        "def most():\n"
        "    told = pathlib.Path('/proc/self/status').read_text().splitlines()\n"
        "    return int(next(line for line in told if line.startswith('VmHWM')).split()[1])\n"
        "attendance_sheet.draw([_sheet(1)], io.BytesIO())\n"
        "before = most()\n"
        "pages = attendance_sheet.draw([_sheet(n) for n in range(2, 502)], io.BytesIO())\n"
        "assert pages == 1000\n"
        "print(most() - before)\n"
    )
    ran = [sys.executable, "-c", script]
    told = subprocess.run(ran, capture_output=True, text=True, check=True)
    return int(told.stdout) / 1024


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
        letterhead=Letterhead(issuer="Stadt Adorf/Vogtl.", office="Integrationsbüro", town="KQ3X"),
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
    for page in range(pages):
        _bare_page(canvas, page)
    canvas.save()


def _bare_page(canvas: Canvas, page: int) -> None:
    canvas.setFont("Helvetica", 10)
    for place in range(24):
        canvas.drawString((12 + place % 6 * 40) * MM, (200 - place // 6 * 4) * MM, "Markt 1, Raum")
    for row in range(PEOPLE + 2):
        y = (40 + row * 8.5) * MM
        canvas.line(12 * MM, y, 285 * MM, y)
        for x, words in ((14, str(row)), (20, f"Beispiel {page} {row}"), (50, f"Jana {row}")):
            canvas.drawString(x * MM, y + 2, words)
        for column in range(6):
            canvas.rect((83 + column * 30.2 + 24) * MM, y + 4, 4.6 * MM, 4.6 * MM)
    for column in range(12):
        canvas.line((83 + column * 17) * MM, 40 * MM, (83 + column * 17) * MM, 185 * MM)
    for column in range(6):
        for words in ("Di", "2. Feb.", "9:00–11:30 · 3 UE", "Verm."):
            canvas.drawString((83 + column * 30) * MM, 187 * MM, words)
    for x, y in ((12, 192), (279, 192), (12, 12), (279, 12)):
        canvas.rect(x * MM, y * MM, 6 * MM, 6 * MM, stroke=0, fill=1)
    _bare_code(canvas, f"A {page + 1}-1-2 KQ3X7F")
    canvas.showPage()


def _bare_code(canvas: Canvas, content: str) -> None:
    matrix = segno.make(content, error="q", micro=False, boost_error=False, mask=2).matrix
    path, side = canvas.beginPath(), 18 * MM / len(matrix)
    for y, row in enumerate(matrix):
        x = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                path.rect(256 * MM + x * side, 198 * MM - (y + 1) * side, width * side, side)
            x += width
    canvas.drawPath(path, stroke=0, fill=1)
