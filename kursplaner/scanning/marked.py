"""The little boxes of an attendance list: whether something is in them, and which letter."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from kursplaner.basics.layout import Rect
from kursplaner.scanning.flat import FINENESS, Flat
from kursplaner.scanning.groups import groups
from kursplaner.scanning.ink import EDGE, Ink, faintest, pens
from kursplaner.scanning.letters import Letter, read_letter

_INSIDE: Final = 0.5
_BEYOND: Final = -0.8
"""Millimetres around the box within which a letter that is too large is still seen."""
_LEAST: Final = 0.25
"""Square millimetres of ink that a letter has at least."""
_SPECK: Final = 0.1


def read_marks(flat: Flat, cells: Mapping[str, Rect], pen: float = 0.0) -> dict[str, Letter | None]:
    """Return what stands in each box, by name: a letter, certain or not, or None for nothing.

    `pen` is how dark the pens of the page are (`ink.page_pen`), 0 where that is not known.
    """
    inside = pens(flat, cells, _INSIDE)
    least = max(faintest(flat), EDGE * pen)
    around = pens(flat, cells, _BEYOND)
    return {name: _mark(ink, around.get(name), least) for name, ink in inside.items()}


def _mark(inside: Ink, around: Ink | None, least: float) -> Letter | None:
    written = inside > least
    if float(written.sum()) / FINENESS**2 < _LEAST:
        return None
    if around is None:
        return read_letter(written)
    return read_letter(_touching(around > 1.3 * least, written))


def _touching(
    around: npt.NDArray[np.bool_], inside: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Return the strokes that come into the box, without those that only pass by it."""
    edge = round((_INSIDE - _BEYOND) * FINENESS)
    rows, columns = inside.shape
    both = around.copy()
    both[edge : edge + rows, edge : edge + columns] |= inside
    for group in groups(both):
        within = group.top < edge + rows and group.bottom >= edge
        within = within and group.left < edge + columns and group.right >= edge
        if not within or group.pixels < _SPECK * FINENESS**2:
            both[group.top : group.bottom + 1, group.left : group.right + 1] = False
    return both
