"""Sheets as a scanner sees them: drawn by the program, filled with a pen, and laid somehow."""

import io
from collections.abc import Iterable
from functools import cache
from typing import Final

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw

from kursplaner.basics.layout import Rect, SheetLayout
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import evaluation_sheet
from kursplaner.documents.sheets.evaluation_sheet import EvaluationSheet
from kursplaner.scanning.codes import Grey
from kursplaner.scanning.geometry import Projection

DPI: Final = 150
LAYOUT: Final = evaluation_sheet.layout()
_SHEET: Final = EvaluationSheet(
    number=4471,
    letterhead=Letterhead(issuer="Stadt Adorf/Vogtl.", office="Integrationsbüro", town="K7QM"),
    subject="A2 Alltag am Vormittag",
)


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


class Paper:
    """One evaluation sheet; what is drawn is measured in millimetres."""

    def __init__(self, dpi: int = DPI) -> None:
        self.dpi = dpi
        self.picture = Image.fromarray(_printed(dpi).copy())
        self._pen = ImageDraw.Draw(self.picture)

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
