"""Small pages of ink laid out by hand, for the measures that whole sheets are too coarse for."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kursplaner.basics.layout import Rect
from kursplaner.scanning.flat import Flat

Drawn: TypeAlias = npt.NDArray[np.uint8]


def empty(high: int = 40, wide: int = 40) -> Drawn:
    return np.zeros((high, wide), np.uint8)


def block(
    top: int, left: int, high: int, wide: int, shade: int = 200, *, size: tuple[int, int] = (40, 40)
) -> Drawn:
    """Return a cell with one inked rectangle."""
    drawn = empty(*size)
    drawn[top : top + high, left : left + wide] = shade
    return drawn


def counted(pixels: int, wide: int, shade: int = 200, *, size: tuple[int, int] = (40, 40)) -> Drawn:
    """Return a cell with so many inked pixels in its middle, in rows of that width."""
    drawn = empty(*size)
    top, left = 14, 12
    for pixel in range(pixels):
        drawn[top + pixel // wide, left + pixel % wide] = shade
    return drawn


def page_of(
    drawings: list[Drawn], inset: float, kind: str = "box", grain: float = 0.0
) -> tuple[Flat, dict[str, Rect]]:
    """Return a page with drawings side by side, and the cells that they fill but for `inset`."""
    high = max(len(drawn) for drawn in drawings)
    step = 8 * -(-max(drawn.shape[1] for drawn in drawings) // 8) + 32
    ink = np.zeros((high + 64, step * len(drawings) + 64), np.uint8)
    cells = {}
    for at, drawn in enumerate(drawings):
        rows, columns = drawn.shape
        left = 32 + at * step
        ink[32 : 32 + rows, left : left + columns] = drawn
        cells[f"{kind} {at}"] = Rect(left / 8, 4, columns / 8, rows / 8).inset(-inset)
    return Flat(255 - ink, ink, grain), cells
