"""The four corner marks of a sheet, and the gate that tells whether a page lies as it should.

A mark is a solid square. Of all solid spots those four are taken through which the code lies best
where it was printed; how far it misses is the error of the gate.
"""

from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from kursplaner.basics.layout import MARK_SIDE, PageSize, Rect
from kursplaner.scanning.codes import FoundCode, Grey
from kursplaner.scanning.geometry import Points, Projection
from kursplaner.scanning.groups import all_dark, groups

GATE: Final = 0.7
"""Millimetres by which the code may miss its place; beyond it a person reads the page."""
_FINENESS: Final = 4.0
_MOST_PER_CORNER: Final = 3
_SIZES: Final = (0.25, 2.2)
_SOLID: Final = (0.88, 1.06)


@dataclass(frozen=True, slots=True)
class Placing:
    """How a sheet lies in its picture.

    Attributes:
        projection: from millimetres of the sheet to pixels of the picture.
        error: by how many millimetres the code misses its place.
    """

    projection: Projection
    error: float

    @property
    def passes(self) -> bool:
        """Whether the page may be read by machine."""
        return self.error <= GATE


def place(picture: Grey, code: FoundCode, page: PageSize, qr: Rect) -> Placing | None:
    """Return how the sheet lies, or None where four marks cannot be found."""
    density = code.side / qr.width
    shrink = max(1, round(density / _FINENESS))
    spots = _spots(_smaller(picture, shrink), density / shrink) * shrink
    rough = Projection.through(_corners(qr), code.corners)
    chosen = [_outermost(spots, rough, qr.middle, way) for way in _OUTWARD]
    marks = np.array([mark.middle for mark in page.corner_marks])
    found: Placing | None = None
    for four in product(*chosen):
        points = np.array(four)
        if len({tuple(point) for point in four}) < len(four):
            continue
        placing = _placing(points, marks, code, qr)
        if placing and (found is None or placing.error < found.error):
            found = placing
    return found


_OUTWARD: Final = ((-1, -1), (1, -1), (-1, 1), (1, 1))
"""Which way each corner lies, in the order of `PageSize.corner_marks`."""


def _corners(rect: Rect) -> Points:
    return np.array(
        [
            (rect.x, rect.y),
            (rect.right, rect.y),
            (rect.x, rect.bottom),
            (rect.right, rect.bottom),
        ]
    )


def _outermost(
    spots: Points, rough: Projection, middle: tuple[float, float], way: tuple[int, int]
) -> Points:
    """Return the spots that lie farthest out towards a corner, as the code is turned."""
    if not len(spots):
        return spots
    x, y = spots.T
    lying = np.linalg.solve(rough.slope_at(middle), np.array([x, y])).T
    farthest = np.argsort(-(lying @ np.array(way, float)))
    return np.asarray(spots[farthest[:_MOST_PER_CORNER]])


def _placing(points: Points, marks: Points, code: FoundCode, qr: Rect) -> Placing | None:
    try:
        projection = Projection.through(marks, points)
        missed = projection.inverse()(code.corners) - _corners(qr)
    except (ValueError, np.linalg.LinAlgError):
        return None
    return Placing(projection, float(np.hypot(*missed.T).max()))


def _smaller(picture: Grey, shrink: int) -> Grey:
    if shrink == 1:
        return picture
    from PIL import Image

    return np.asarray(Image.fromarray(picture).reduce(shrink))


def _spots(picture: Grey, density: float) -> Points:
    """Return the middles of all solid spots of about the size of a mark."""
    side = MARK_SIDE * density
    dark = _dark(picture, max(8, round(side * 2)))
    core = max(2, round(side * 0.2))
    solid = all_dark(dark, core)
    found = []
    for group in groups(solid):
        reach = core + 2
        rows = slice(max(0, group.top - reach), group.bottom + reach + 1)
        columns = slice(max(0, group.left - reach), group.right + reach + 1)
        middle = _square(dark[rows, columns], side)
        if middle is not None:
            found.append((columns.start + middle[0], rows.start + middle[1]))
    return np.array(found, float).reshape(-1, 2)


def _dark(picture: Grey, window: int) -> npt.NDArray[np.bool_]:
    """Return which pixels are clearly darker than the paper around them."""
    from PIL import Image, ImageFilter

    around = Image.fromarray(picture).reduce(4)
    paper = around.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.BoxBlur(window / 4))
    height, width = picture.shape
    light = np.asarray(paper.resize((width, height), Image.Resampling.BILINEAR))
    return np.asarray(picture < light * 0.62)


def _square(dark: npt.NDArray[np.bool_], side: float) -> tuple[float, float] | None:
    """Return the middle of a spot if it is a solid square of about that side, however it lies.

    Area² over 144 times the determinant of its spread is 1 for every parallelogram that is full.
    """
    y, x = np.nonzero(dark)
    area = float(len(x))
    if not _SIZES[0] * side * side <= area <= _SIZES[1] * side * side:
        return None
    spread = np.cov(np.array([x, y]))
    solid = area / (12 * float(np.sqrt(max(np.linalg.det(spread), 1e-9))))
    lengths = np.linalg.eigvalsh(spread)
    if not _SOLID[0] <= solid <= _SOLID[1] or lengths[1] > 4 * lengths[0]:
        return None
    return float(x.mean()) + 0.5, float(y.mean()) + 0.5
