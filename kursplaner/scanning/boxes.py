"""What a pen has done to the boxes of a page: nothing, a cross, or filled in to take it back.

The boxes of a page are judged together: what most of them show alike is printed, or smeared by the
scanner, and no pen's; and how dark the pen is that filled the page tells a stroke from a stain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from kursplaner.basics.layout import Rect
from kursplaner.scanning.flat import Flat
from kursplaner.scanning.ink import EDGE, FEWEST, Ink, faintest, pens
from kursplaner.scanning.stains import near, stains

BoxState: TypeAlias = Literal["empty", "grazed", "ticked", "filled", "doubtful"]
FRAME: Final = 0.6
"""Millimetres taken off at each side, so that the printed frame is not seen."""
_NOTHING: Final = 0.008
_LEAST: Final = 0.022
_SPAN: Final = 0.33
_STRIP: Final = 0.28
_GAP: Final = 2
_FULL: Final = 0.004
_OPEN: Final = 0.02
_STAIN: Final = 3.0
"""Millimetres within which a stain may have reached a box."""
_WEAK: Final = 0.62
"""Ink below this share of the page's pen may be a stain or what shines through."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box as it was found.

    Attributes:
        cover: which share of it is inked, 0 to 1.
        span: how far the ink reaches, as a share of the longer of its height and width.
        gaps: which share of it is so light around that no pen came near.
        peak: its darkest ink (0 to 255).
    """

    state: BoxState
    cover: float = 0.0
    span: float = 0.0
    gaps: float = 1.0
    peak: float = 0.0


def read_boxes(flat: Flat, cells: Mapping[str, Rect]) -> dict[str, Box]:
    """Return what was done to each box, by name, where `cells` tells where they lie."""
    least = faintest(flat)
    found = {name: _box(ink, least) for name, ink in pens(flat, cells, FRAME).items()}
    peaks = [box.peak for box in found.values() if box.state in {"ticked", "filled"}]
    if len(peaks) < FEWEST:
        return found
    pen = float(np.median(peaks))
    stained = stains(flat, cells.values(), pen)
    return {
        name: _doubted(box)
        if stained.any() and near(stained, cells[name], _STAIN)
        else _beside_pen(box, _WEAK * pen)
        for name, box in found.items()
    }


def _doubted(box: Box) -> Box:
    """Return a box that a stain lies beside: only an empty one is certain."""
    if box.state == "empty":
        return box
    return Box("doubtful", box.cover, box.span, box.gaps, box.peak)


def _beside_pen(box: Box, weak: float) -> Box:
    """Return the box as it is beside the others: far lighter, it is a speck or doubtful."""
    if box.peak >= weak or box.state == "empty":
        return box
    if box.cover < _LEAST and box.span < _SPAN:
        return Box("empty", box.cover, box.span, box.gaps, box.peak)
    return box if box.state == "grazed" else _doubted(box)


def _box(ink: Ink, least: float) -> Box:
    peak = float(np.percentile(ink, 99))
    dark = ink > max(least, EDGE * peak)
    if not dark.any():
        return Box("empty", peak=peak)
    cover = float(dark.mean())
    rows, columns = np.flatnonzero(dark.any(1)), np.flatnonzero(dark.any(0))
    high, wide = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    span = max(float(high) / dark.shape[0], float(wide) / dark.shape[1])
    gaps = _gaps(dark)
    return Box(_state(dark, cover, span, gaps), cover, span, gaps, peak)


def _state(dark: npt.NDArray[np.bool_], cover: float, span: float, gaps: float) -> BoxState:
    if cover < _NOTHING or span < 0.12:
        return "empty"
    if gaps < _FULL:
        return "filled"
    if gaps < _OPEN:
        return "doubtful"
    if _at_the_edge(dark) and cover < 0.09:
        return "grazed"
    return "ticked" if cover >= _LEAST and span >= _SPAN else "doubtful"


def _gaps(dark: npt.NDArray[np.bool_]) -> float:
    """Return which share of a box lies at least two pixels from all ink."""
    size = 2 * _GAP + 1
    sums = np.pad(dark.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    within = sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]
    return float((within == 0).mean())


def _at_the_edge(dark: npt.NDArray[np.bool_]) -> bool:
    """Tell whether all ink lies in a strip along one side: a stroke that came from elsewhere."""
    high, wide = (round(side * _STRIP) for side in dark.shape)
    inner = (dark[high:], dark[:-high], dark[:, wide:], dark[:, :-wide])
    return any(part.mean() < _NOTHING / 2 for part in inner)
