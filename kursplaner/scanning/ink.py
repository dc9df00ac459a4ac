"""The ink of a pen within the cells of a page, without what is printed there.

What most cells of a size show alike is printed, or smeared by the scanner, and no pen's.
"""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from kursplaner.basics.layout import Rect
from kursplaner.scanning.codes import Grey
from kursplaner.scanning.flat import FINENESS, Flat

Ink: TypeAlias = npt.NDArray[np.float32]
FAINTEST: Final = 26.0
"""Ink (of 255) that is no shade of the paper; a hard pencil leaves about 50."""
EDGE: Final = 0.4
"""A stroke ends where its ink has fallen to this share of its darkest."""
FEWEST: Final = 4
"""Cells of a size that tell what is printed in all of them."""
_GRAIN: Final = 5.0
_PRINTED: Final = 30
"""So many of a hundred cells of a size show what is printed in all of them, a pen in none."""


def faintest(flat: Flat) -> float:
    """Return from which ink on (0 to 255) a pen was there, on this page."""
    return max(FAINTEST, _GRAIN * flat.grain)


def page_pen(cells: Iterable[Ink], least: float) -> float:
    """Return how dark (0 to 255) the pens of a page are that somebody wrote into its cells with."""
    peaks = [float(np.percentile(ink, 99)) for ink in cells]
    written = [peak for peak in peaks if peak >= 2 * least]
    return float(np.median(written)) if len(written) >= FEWEST else 0.0


def pens(flat: Flat, cells: Mapping[str, Rect], inset: float) -> dict[str, Ink]:
    """Return the ink within each cell, by name, without what is printed in all cells of its size.

    Args:
        flat: the page.
        cells: where they lie; those that reach beyond the page are left out.
        inset: millimetres taken off at each side, so that a frame is not seen; less than nothing
            looks beyond it.
    """
    sizes: dict[tuple[int, int], dict[str, Grey]] = {}
    for name, cell in cells.items():
        high, wide = (round((side - 2 * inset) * FINENESS) for side in (cell.height, cell.width))
        cut = _cut(flat.ink, cell.inset(inset), high, wide)
        if cut is not None:
            sizes.setdefault((high, wide), {})[name] = cut
    found: dict[str, Ink] = {}
    for cuts in sizes.values():
        stack = np.stack(list(cuts.values())).astype(np.float32)
        if len(stack) >= FEWEST:
            stack = np.maximum(stack - np.percentile(stack, _PRINTED, axis=0), 0)
        found |= dict(zip(cuts, stack, strict=True))
    return found


def _cut(ink: Grey, cell: Rect, high: int, wide: int) -> Grey | None:
    y, x = (round(start * FINENESS) for start in (cell.y, cell.x))
    if min(x, y) < 0 or y + high > ink.shape[0] or x + wide > ink.shape[1]:
        return None
    return ink[y : y + high, x : x + wide]
