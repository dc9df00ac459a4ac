"""Where the printed frames of a flat page really lie.

Paper stretches and feeders slip: a cell can lie half a millimetre beside its measure. The frames
that were printed around the cells tell by how much; one even field over the page is laid through
all of them, so that a pen that drew along a frame moves nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kursplaner.basics.layout import Rect
from kursplaner.scanning.flat import FINENESS, Flat

_REACH: Final = 1.2
"""Millimetres around its measure within which a frame is looked for."""
_CLEAR: Final = 14.0
"""Ink by which a frame must stand out to be taken for one (of 255), on even paper."""
_STIFF: Final = 30_000.0
"""Square millimetres from the middle that a slope over the page needs to be believed by half."""
_NEAR: Final = 0.35
_FEWEST: Final = 6


@dataclass(frozen=True, slots=True)
class Field:
    """By how many millimetres the page is moved, as an even field over it.

    Attributes:
        across, down: at the page's corner, and per millimetre to the right and downwards.
        spread: how far the frames lie beside the field, in millimetres (nine of ten are nearer).
    """

    across: tuple[float, float, float] = (0.0, 0.0, 0.0)
    down: tuple[float, float, float] = (0.0, 0.0, 0.0)
    spread: float = 0.0

    def lying(self, rect: Rect) -> Rect:
        """Return where a cell lies on this page."""
        x, y = rect.middle
        dx, dy = (a + b * x + c * y for a, b, c in (self.across, self.down))
        return Rect(rect.x + dx, rect.y + dy, rect.width, rect.height)


def field(flat: Flat, cells: Mapping[str, Rect]) -> Field:
    """Return the field through the frames of all cells; a still one where too few are seen."""
    found = [(cell.middle, *_shift(flat, cell)) for cell in cells.values()]
    across = [(at, shift) for at, shift, _ in found if shift is not None]
    down = [(at, shift) for at, _, shift in found if shift is not None]
    if min(len(across), len(down)) < _FEWEST:
        return Field()
    (fit_x, off_x), (fit_y, off_y) = _even(across), _even(down)
    return Field(fit_x, fit_y, max(off_x, off_y))


def _shift(flat: Flat, cell: Rect) -> tuple[float | None, float | None]:
    """Return by how much a cell's frame lies to the right and below, None where it is not seen."""
    around = flat.cut(cell.inset(-_REACH))
    width, height = round(cell.width * FINENESS), round(cell.height * FINENESS)
    reach = round(_REACH * FINENESS)
    if around.shape[0] < height + 2 * reach - 1 or around.shape[1] < width + 2 * reach - 1:
        return None, None
    calm = slice(reach + height // 6, reach + height - height // 6)
    columns = around[calm].mean(0)
    calm = slice(reach + width // 6, reach + width - width // 6)
    rows = around[:, calm].mean(1)
    clear = _CLEAR + flat.grain
    return _edges(columns, width, reach, clear), _edges(rows, height, reach, clear)


def _edges(profile: npt.NDArray[np.floating], size: int, reach: int, clear: float) -> float | None:
    """Return where two edges `size` apart stand out together, in millimetres."""
    smooth = np.convolve(profile, np.ones(3) / 3, "same")
    count = len(smooth) - size
    both = np.minimum(smooth[:count], smooth[size : size + count])[: 2 * reach + 1]
    best = int(both.argmax())
    if both[best] < np.median(both) + clear:
        return None
    near = both[max(0, best - 2) : best + 3]
    place = float((near * np.arange(max(0, best - 2), best + 3)[: len(near)]).sum() / near.sum())
    return (place - reach) / FINENESS


def _even(
    found: list[tuple[tuple[float, float], float]],
) -> tuple[tuple[float, float, float], float]:
    """Return the even field through single shifts, those far beside it left out, and the spread."""
    places = np.array([at for at, _ in found])
    shifts = np.array([shift for _, shift in found])
    keep = np.abs(shifts - np.median(shifts)) < 2 * _NEAR
    fit = np.array([float(np.median(shifts)), 0.0, 0.0])
    full = np.c_[np.ones(len(places)), places]
    for _ in range(3):
        if keep.sum() < _FEWEST:
            break
        middle = places[keep].mean(0)
        around = places[keep] - middle
        level = float(shifts[keep].mean())
        slope = np.linalg.solve(
            around.T @ around + _STIFF * np.eye(2), around.T @ (shifts[keep] - level)
        )
        fit = np.r_[level - slope @ middle, slope]
        keep = np.abs(shifts - full @ fit) < _NEAR
    off = float(np.percentile(np.abs(shifts - full @ fit), 90))
    return (float(fit[0]), float(fit[1]), float(fit[2])), off
