"""Sheets as a scanner sees them: drawn by the program, filled with a pen, and laid somehow."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw

from kursplaner.basics.layout import Rect, SheetLayout
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import attendance_sheet, evaluation_sheet
from kursplaner.documents.sheets.evaluation_sheet import EvaluationSheet
from kursplaner.scanning.codes import Grey
from kursplaner.scanning.geometry import Projection
from tests.documents.sheets.test_attendance_sheet import SHEET as LIST
from tests.documents.sheets.test_attendance_sheet import lessons, people

DPI: Final = 150
LAYOUT: Final = evaluation_sheet.layout()
_SHEET: Final = EvaluationSheet(
    number=4471,
    letterhead=Letterhead(issuer="Stadt Adorf/Vogtl.", office="Integrationsbüro", town="K7QM"),
    subject="A2 Alltag am Vormittag",
)
_LIST: Final = replace(LIST, people=people(5), lessons=lessons(6))


@cache
def drawn() -> bytes:
    """Return the sheet as a PDF."""
    out = io.BytesIO()
    evaluation_sheet.draw([_SHEET], out)
    return out.getvalue()


@cache
def _printed(dpi: int) -> Grey:
    with pypdfium2.PdfDocument(drawn()) as document:
        return np.asarray(document[0].render(scale=dpi / 72).to_pil().convert("L"))


@cache
def _list_printed(dpi: int) -> Grey:
    out = io.BytesIO()
    attendance_sheet.draw([_LIST], out)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        return np.asarray(document[0].render(scale=dpi / 72).to_pil().convert("L"))


class Paper:
    """One evaluation sheet; what is drawn is measured in millimetres."""

    layout = LAYOUT

    def __init__(self, dpi: int = DPI) -> None:
        self.dpi = dpi
        self.picture = Image.fromarray(self._blank(dpi).copy())
        self._pen = ImageDraw.Draw(self.picture)

    def _blank(self, dpi: int) -> Grey:
        return _printed(dpi)

    @property
    def grey(self) -> Grey:
        """The picture as it would come from the scanner."""
        return np.asarray(self.picture)

    def line(self, points: Iterable[tuple[float, float]], width: float, shade: int) -> None:
        """Draw along some points."""
        pixels = self.dpi / 25.4
        places = [(x * pixels, y * pixels) for x, y in points]
        self._pen.line(places, fill=shade, width=max(1, round(width * pixels)), joint="curve")

    def cross(self, name: str, width: float = 0.5, shade: int = 40) -> None:
        """Tick a box with a cross."""
        box = LAYOUT.cells[name].inset(0.7)
        self.line([(box.x, box.y), (box.right, box.bottom)], width, shade)
        self.line([(box.x, box.bottom), (box.right, box.y)], width, shade)

    def fill(self, name: str, shade: int = 40) -> None:
        """Fill a box in completely, as one does with a ballpoint pen."""
        box = LAYOUT.cells[name].inset(0.2)
        rows = np.arange(box.y + 0.3, box.bottom, 0.4)
        ends = [(x, float(y)) for y in rows for x in (box.x, box.right)]
        self.line(ends, 0.5, shade)

    def blot(self, rect: Rect, shade: int) -> None:
        """Cover a rectangle."""
        pixels = self.dpi / 25.4
        sides = (rect.x, rect.y, rect.right, rect.bottom)
        self._pen.rectangle([side * pixels for side in sides], fill=shade)


class SignedPaper(Paper):
    """One attendance list of five people and six dates."""

    layout = attendance_sheet.records(_LIST)[0].layout

    def _blank(self, dpi: int) -> Grey:
        return _list_printed(dpi)

    def sign(self, row: int, column: int, shade: int = 40) -> None:
        """Write a signature: up and down, smaller towards its end."""
        cell = self.layout.cells[f"signature {row} {column}"]
        turns = np.linspace(0, 1, 60)
        x = cell.x + 2 + turns * 14
        y = cell.middle[1] + np.sin(turns * 40 + row) * 2.4 * (1 - 0.6 * turns)
        self.line(list(zip(x.tolist(), y.tolist(), strict=True)), 0.4, shade)

    def strike(self, row: int, column: int, rise: float = 0.6) -> None:
        """Strike a field through."""
        cell = self.layout.cells[f"signature {row} {column}"]
        y = cell.middle[1]
        self.line([(cell.x + 1, y + rise), (cell.right - 1.5, y - rise)], 0.5, 40)

    def letter(
        self, row: int, column: int, strokes: Sequence[Sequence[tuple[float, float]]]
    ) -> None:
        """Write strokes, given in a square, into the box for a mark."""
        box = self.layout.cells[f"mark {row} {column}"].inset(0.8)
        for stroke in strokes:
            places = [(box.x + x * box.width, box.y + y * box.height) for x, y in stroke]
            self.line(places, 0.4, 40)


def known(_: object) -> SheetLayout:
    """Return the layout of the sheet, as what was kept with its printing would."""
    return SheetLayout.from_measures(LAYOUT.measures())


def lying(picture: Grey, degrees: float = 0.0, shrunk: float = 1.0, paper: int = 255) -> Grey:
    """Return a picture on a larger glass, turned and shrunk."""
    image = Image.fromarray(picture)
    size = (round(image.width * shrunk), round(image.height * shrunk))
    glass = Image.new("L", (image.width + 400, image.height + 400), paper)
    glass.paste(image.resize(size, Image.Resampling.BICUBIC), (200, 200))
    return np.asarray(glass.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=paper))


def tilted(picture: Grey) -> Grey:
    """Return a picture as a phone takes it: from below, on a dark table, in uneven light."""
    image = Image.fromarray(picture)
    width, height = image.size
    sheet = np.array([(0, 0), (width, 0), (0, height), (width, height)], float)
    seen_as = np.array([(0.14, 0.08), (0.9, 0.12), (0.04, 0.93), (0.97, 0.95)]) * (width, height)
    back = Projection.through(seen_as, sheet).matrix.ravel()[:8]
    seen = image.transform(
        (width, height),
        Image.Transform.PERSPECTIVE,
        tuple(float(value) for value in back),
        Image.Resampling.BICUBIC,
        fillcolor=70,
    )
    light = np.linspace(0.6, 1.0, width)
    return np.asarray(np.asarray(seen) * light, np.uint8)
