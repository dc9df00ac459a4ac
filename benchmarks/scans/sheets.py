"""The program's own sheets, filled by somebody, with what was meant."""

import io
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pypdfium2

from benchmarks.scans.pens import DPI, hand
from kursplaner.basics.layout import Rect, SheetCode, SheetLayout
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import attendance_sheet, evaluation_sheet
from kursplaner.documents.sheets.attendance_sheet import (
    AttendanceLesson,
    AttendanceRow,
    AttendanceSheet,
)
from kursplaner.documents.sheets.evaluation_sheet import EvaluationSheet
from kursplaner.scanning.answers import answer
from kursplaner.scanning.boxes import Box, read_boxes
from kursplaner.scanning.lists import read_list
from kursplaner.scanning.reading import FlatPage

Grey = npt.NDArray[np.uint8]
Found = tuple[object, bool]
"""What was read, and whether it is certain."""
TOWN = "K7QM"
HEAD = Letterhead(issuer="Stadt Adorf/Vogtl.", office="Integrationsbüro", town=TOWN)


LIST = AttendanceSheet(
    number=412,
    letterhead=HEAD,
    course_number="A2-03",
    course_title="A2 Alltag am Vormittag",
    level="A2",
    place="Markt 1, Schulungsraum",
    teachers="Kathrin M.",
    unit_minutes=45,
    lessons=tuple(
        AttendanceLesson(
            day=date(2027, 2, 2) + timedelta(days=7 * week),
            starts=time(9),
            ends=time(11, 30),
            units=Decimal(3),
        )
        for week in range(6)
    ),
    people=tuple(
        AttendanceRow(family_name=f"Familie{number:02}", given_name=f"Vorname{number:02}")
        for number in range(14)
    ),
)


@dataclass(slots=True)
class EvaluationPile:
    """Evaluation sheets in the standard version."""

    fonts: Sequence[Path] = ()
    layout: SheetLayout = field(default_factory=evaluation_sheet.layout)
    code: SheetCode | None = None
    NOTHING: ClassVar = (None,)

    def layout_of(self, code: SheetCode) -> SheetLayout:
        """Return the layout kept with the printing."""
        del code
        return self.layout

    def filled(self, chance: random.Random) -> tuple[Grey, dict[str, object]]:
        """Return a filled sheet, and the step meant for each question, None or "several"."""
        self.code = SheetCode("E", 4471, chance.randint(1, 30), self.layout.version, TOWN)
        sheet = EvaluationSheet(
            number=4471, letterhead=HEAD, subject="A2 Alltag", first_copy=self.code.sheet
        )
        who = hand(_raster(lambda out: evaluation_sheet.draw([sheet], out)), chance, self.fonts)
        truth: dict[str, object] = {}
        for question, boxes in _questions(self.layout).items():
            kind, first = chance.random(), chance.choice(list(boxes))
            truth[question] = None if kind < 0.06 else first
            if kind < 0.06:
                continue
            who.tick(boxes[first])
            if kind < 0.12:
                second = chance.choice([step for step in boxes if step != first])
                who.tick(boxes[second])
                if kind < 0.10:
                    who.fill(boxes[second])
                else:
                    truth[question] = "several"
        return np.asarray(who.image), truth

    def read(self, page: FlatPage) -> dict[str, Found]:
        """Return what each question was answered with."""
        cells = {name: cell for name, cell in page.cells.items() if name != "free"}
        found: dict[str, dict[int, Box]] = defaultdict(dict)
        for name, box in read_boxes(page.flat, cells).items():
            question, step = name.rsplit(" ", 1)
            found[question][int(step)] = box
        answers = {question: answer(boxes) for question, boxes in found.items()}
        return {
            question: (
                "several" if said.state == "several" else said.step,
                said.state != "doubtful",
            )
            for question, said in answers.items()
        }


@dataclass(slots=True)
class AttendancePile:
    """Attendance lists of 14 people and six dates."""

    fonts: Sequence[Path] = ()
    code: SheetCode | None = None
    layout: SheetLayout = field(default_factory=lambda: attendance_sheet.records(LIST)[0].layout)
    NOTHING: ClassVar = ("",)

    def layout_of(self, code: SheetCode) -> SheetLayout:
        """Return the layout kept with the printing."""
        del code
        return self.layout

    def filled(self, chance: random.Random) -> tuple[Grey, dict[tuple[int, int], str]]:
        """Return a filled list, and the mark meant for each cell."""
        self.code = SheetCode("A", 412, 1, self.layout.version, TOWN)
        printed = _raster(lambda out: attendance_sheet.draw([LIST], out))
        picture, truth = printed, dict[tuple[int, int], str]()
        for row in range(14):
            who = hand(picture, chance, self.fonts)
            for column in range(6):
                signed = self.layout.cells[f"signature {row} {column}"]
                box = self.layout.cells[f"mark {row} {column}"]
                kind, letter = chance.random(), chance.choice("EEEUUWP")
                mark = "X" if kind < 0.86 else letter if kind < 0.98 else ""
                if mark == "X":
                    who.sign(signed)
                elif mark:
                    who.letter(mark, box)
                    if kind < 0.93:
                        who.strike(signed)
                truth[row, column] = mark
            picture = np.asarray(who.image)
        return picture, truth

    def read(self, page: FlatPage) -> dict[tuple[int, int], Found]:
        """Return the mark of each cell."""
        cells = read_list(page.flat, page.cells)
        return {place: (cell.mark, cell.doubt is None) for place, cell in cells.items()}


def _questions(layout: SheetLayout) -> Mapping[str, dict[int, Rect]]:
    found: dict[str, dict[int, Rect]] = defaultdict(dict)
    for name, cell in layout.cells.items():
        if name != "free":
            question, step = name.rsplit(" ", 1)
            found[question][int(step)] = cell
    return found


def _raster(draw: Callable[[io.BytesIO], object]) -> Grey:
    out = io.BytesIO()
    draw(out)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        return np.asarray(document[0].render(scale=DPI / 72, grayscale=True).to_pil().convert("L"))
