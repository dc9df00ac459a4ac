"""Where something lies on a page that is no stroke of a pen: coffee, a thumb, a strip of tape."""

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from kursplaner.basics.layout import Rect
from kursplaner.scanning.flat import FINENESS, Flat
from kursplaner.scanning.groups import all_dark

_COARSE: Final = 2
_BROAD: Final = 1.5
"""Millimetres that a stain is broad at least; the thickest felt pen draws less."""
_AS_DARK: Final = 0.6
_OWN: Final = 0.8
"""Millimetres around a box that belong to what was drawn into it."""


def stains(flat: Flat, boxes: Iterable[Rect], pen: float) -> npt.NDArray[np.bool_]:
    """Return where the page is stained about as dark as its pen, two pixels as one.

    What lies in a box and close around it may have been drawn there; it is left out.
    """
    dark = flat.ink[::_COARSE, ::_COARSE] > _AS_DARK * pen
    for box in boxes:
        dark[_part(box.inset(-_OWN))] = False
    return all_dark(dark, round(_BROAD / 2 * FINENESS / _COARSE))


def near(stained: npt.NDArray[np.bool_], box: Rect, distance: float) -> bool:
    """Tell whether a stain lies within some millimetres of a box."""
    return bool(stained[_part(box.inset(-distance))].any())


def _part(rect: Rect) -> tuple[slice, slice]:
    scale = FINENESS / _COARSE
    sides = (rect.y, rect.bottom, rect.x, rect.right)
    top, bottom, left, right = (max(0, round(side * scale)) for side in sides)
    return slice(top, bottom), slice(left, right)
