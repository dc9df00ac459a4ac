"""What was written into the fields of a list that is signed: a signature, a stroke, nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from kursplaner.basics.layout import Rect
from kursplaner.scanning.flat import FINENESS, Flat
from kursplaner.scanning.groups import Group, groups
from kursplaner.scanning.ink import EDGE, Ink, faintest, page_pen, pens

FieldState: TypeAlias = Literal["empty", "signed", "struck", "struck_over", "doubtful"]
INSET: Final = 0.45
_SPECK: Final = 0.12
"""Square millimetres that are no stroke of a pen."""
_LEAST: Final = 0.7
"""Square millimetres of ink that a signature has at least."""
_WIDTH: Final = 2.0
_FROM_NEXT_ROW: Final = 0.4
_LONG: Final = 0.55
_THIN: Final = 1.3
_STRAIGHT: Final = 0.4
_THROUGH: Final = 0.93
_BESIDE: Final = 0.8
_THIN_BESIDE: Final = 0.45
_SLOPES: Final = np.linspace(-0.6, 0.6, 31)


@dataclass(frozen=True, slots=True)
class SignedField:
    """A field to sign in, as it was found.

    Attributes:
        ink: square millimetres of ink that belong to it.
        wide: which share of its width the ink takes.
    """

    state: FieldState
    ink: float = 0.0
    wide: float = 0.0


def read_fields(flat: Flat, cells: Mapping[str, Rect]) -> dict[str, SignedField]:
    """Return what was written into each field, by name, where `cells` tells where they lie."""
    inks = pens(flat, cells, INSET)
    least = faintest(flat)
    least = max(least, EDGE * page_pen(inks.values(), least))
    return {name: _field(ink, least) for name, ink in inks.items()}


def _field(ink: Ink, least: float) -> SignedField:
    own = _own(ink > least)
    area = float(own.sum()) / FINENESS**2
    if area < _SPECK:
        return SignedField("empty")
    columns = np.flatnonzero(own.any(0))
    wide = float(columns[-1] - columns[0] + 1)
    share = wide / own.shape[1]
    state = _state(own, area, wide / FINENESS, share)
    return SignedField(state, area, share)


def _state(own: npt.NDArray[np.bool_], area: float, wide: float, share: float) -> FieldState:
    if share >= _LONG and _is_line(own):
        return "struck"
    if area < _LEAST or wide < _WIDTH:
        return "doubtful"
    return "struck_over" if share >= _LONG and _has_line(own) else "signed"


def _own(dark: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return the ink that belongs to the field, not to a signature of the row above or below."""
    own = dark.copy()
    for group in groups(dark):
        if group.pixels < _SPECK * FINENESS**2 or _reaches_in(group, len(dark)):
            part = own[group.top : group.bottom + 1, group.left : group.right + 1]
            part[:] = False
    return own


def _reaches_in(group: Group, height: int) -> bool:
    depth = height * _FROM_NEXT_ROW
    return (group.top == 0 and group.bottom < depth) or (
        group.bottom == height - 1 and group.top > height - 1 - depth
    )


def _is_line(own: npt.NDArray[np.bool_]) -> bool:
    """Tell whether everything is one straight thin stroke."""
    y, x = np.nonzero(own)
    slope, start = np.polyfit(x, y, 1)
    off = np.abs(y - slope * x - start) / FINENESS
    thick = own.sum(0)[own.any(0)] / FINENESS
    return bool(np.percentile(off, 95) <= _STRAIGHT + _THIN / 4 and np.median(thick) <= _THIN)


def _has_line(own: npt.NDArray[np.bool_]) -> bool:
    """Tell whether a straight stroke goes through what was written, from end to end."""
    columns = np.flatnonzero(own.any(0))
    x = np.arange(columns[0], columns[-1] + 1)
    reach = max(1, round(0.15 * FINENESS))
    near = own.copy()
    for step in range(1, reach + 1):
        near[step:] |= own[:-step]
        near[:-step] |= own[step:]
    lines = np.round(np.outer(_SLOPES, x - (x[0] + x[-1]) / 2)).astype(int)
    beside = round(_BESIDE * FINENESS)
    tall = np.pad(near, ((len(near), len(near)), (0, 0)))
    for start in range(beside, len(own) - beside, 2):
        through = tall[lines + start + len(near), x].mean(1)
        for line in lines[through >= _THROUGH] + start:
            inside = line.min() >= beside and line.max() < len(own) - beside
            if inside and _alone(own, x, line, beside):
                return True
    return False


def _alone(
    own: npt.NDArray[np.bool_], x: npt.NDArray[np.int_], y: npt.NDArray[np.int_], beside: int
) -> bool:
    """Tell whether a stroke stands out of what is written above and below it."""
    return bool(max(own[y - beside, x].mean(), own[y + beside, x].mean()) <= _THIN_BESIDE)
