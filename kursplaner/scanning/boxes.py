"""What a pen has done to a box: nothing, a cross, or filled in to take a cross back."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from kursplaner.basics.layout import Rect
from kursplaner.scanning.flat import FINENESS, Flat

BoxState: TypeAlias = Literal["empty", "grazed", "ticked", "filled", "doubtful"]
FRAME: Final = 0.6
"""Millimetres taken off at each side, so that the printed frame is not seen."""
FAINTEST: Final = 26.0
"""Ink (of 255) that is no shade of the paper; a hard pencil leaves about 50."""
_GRAIN: Final = 4.5
_NOTHING: Final = 0.008
_LEAST: Final = 0.022
_SPAN: Final = 0.33
_FULL_PART: Final = 0.45
_STRIP: Final = 0.28


@dataclass(frozen=True, slots=True)
class Box:
    """A box as it was found.

    Attributes:
        cover: which share of it is inked, 0 to 1.
        span: how far the ink reaches, as a share of the longer of its height and width.
        parts: how many of its nine parts are full.
    """

    state: BoxState
    cover: float
    span: float
    parts: int


def level(flat: Flat) -> float:
    """Return from which ink on a pen was there, on this page."""
    return max(FAINTEST, _GRAIN * flat.grain)


def read_box(flat: Flat, cell: Rect) -> Box:
    """Return what was done to the box that lies in `cell`."""
    dark = flat.cut(cell.inset(FRAME)) > level(flat)
    if not dark.any():
        return Box("empty", 0.0, 0.0, 0)
    cover = float(dark.mean())
    rows, columns = np.flatnonzero(dark.any(1)), np.flatnonzero(dark.any(0))
    high, wide = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    span = max(float(high) / dark.shape[0], float(wide) / dark.shape[1])
    parts = _full_parts(dark)
    return Box(_state(dark, cover, span, parts), cover, span, parts)


def _state(dark: npt.NDArray[np.bool_], cover: float, span: float, parts: int) -> BoxState:
    if parts >= 8:
        return "filled"
    if cover < _NOTHING or span < 0.12:
        return "empty"
    if parts >= 6 or cover > 0.6:
        return "doubtful"
    if _at_the_edge(dark) and cover < 0.09:
        return "grazed"
    return "ticked" if cover >= _LEAST and span >= _SPAN else "doubtful"


def _full_parts(dark: npt.NDArray[np.bool_]) -> int:
    return sum(
        bool(part.mean() >= _FULL_PART)
        for row in np.array_split(dark, 3, axis=0)
        for part in np.array_split(row, 3, axis=1)
    )


def _at_the_edge(dark: npt.NDArray[np.bool_]) -> bool:
    """Tell whether all ink lies in a strip along one side: a stroke that came from elsewhere."""
    high, wide = (round(side * _STRIP) for side in dark.shape)
    inner = (dark[high:], dark[:-high], dark[:, wide:], dark[:, :-wide])
    return any(part.mean() < _NOTHING / 2 for part in inner)


def pixels(size: float) -> int:
    """Return a length in millimetres as pixels of a flat page."""
    return round(size * FINENESS)
