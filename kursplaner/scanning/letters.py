"""Which of the few letters of an attendance list somebody wrote into its little box.

A written letter is laid beside some hundred ways of writing each; it is told only where one letter
is much liker than all others. Everything else is for a person to read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Mask: TypeAlias = npt.NDArray[np.bool_]
Stroke: TypeAlias = Sequence[tuple[float, float]]
LIKE: Final = 0.72
"""How like its nearest way of writing a letter must be (1: the same)."""
LEAD: Final = 0.06
"""By how much it must be liker than every other letter."""
_SIDE: Final = 20
_DRAWN: Final = 2 * _SIDE
_WAYS: Final = 45
_STROKES: Final[dict[str, tuple[tuple[Stroke, ...], ...]]] = {
    "E": (
        (((1, 0), (0, 0), (0, 1), (1, 1)), ((0, 0.5), (0.8, 0.5))),
        (((0.9, 0.05), (0.05, 0), (0.02, 0.95), (0.95, 1)), ((0.05, 0.48), (0.6, 0.45))),
        (((0.95, 0.12), (0.6, 0), (0.2, 0.08), (0.12, 0.3), (0.35, 0.46), (0.65, 0.48)),
         ((0.5, 0.48), (0.15, 0.58), (0.02, 0.8), (0.3, 1), (0.7, 0.98), (1, 0.85))),
        (((0.95, 0.1), (0.55, 0), (0.15, 0.2), (0, 0.5), (0.15, 0.85), (0.55, 1), (0.95, 0.9)),
         ((0.02, 0.5), (0.75, 0.48))),
        (((0.08, 0.52), (0.9, 0.45), (0.85, 0.15), (0.5, 0), (0.15, 0.2), (0.03, 0.6),
          (0.25, 0.95), (0.6, 1), (0.95, 0.85)),),
    ),
    "U": (
        (((0, 0), (0, 0.65), (0.15, 0.92), (0.45, 1), (0.75, 0.92), (0.9, 0.65), (0.95, 0)),),
        (((0, 0), (0.02, 0.7), (0.2, 1), (0.55, 0.98), (0.85, 0.7), (0.9, 0)),
         ((0.9, 0), (0.92, 0.8), (1, 1))),
        (((0, 0.08), (0.12, 0), (0.15, 0.7), (0.35, 1), (0.65, 0.95), (0.85, 0.6), (0.85, 0)),
         ((0.85, 0), (0.85, 0.85), (1, 1))),
    ),
    "W": (
        (((0, 0), (0.25, 1), (0.5, 0.25), (0.75, 1), (1, 0)),),
        (((0, 0), (0.28, 1), (0.5, 0), (0.72, 1), (1, 0)),),
        (((0, 0), (0.04, 0.75), (0.2, 1), (0.4, 0.85), (0.5, 0.3), (0.58, 0.85), (0.78, 1),
          (0.96, 0.7), (1, 0)),),
        (((0, 0), (0.22, 1), (0.5, 0.5), (0.78, 1), (1, 0)),),
    ),
    "P": (
        (((0, 1), (0, 0), (0.6, 0), (0.9, 0.12), (0.9, 0.4), (0.6, 0.52), (0, 0.52)),),
        (((0.15, 1), (0.15, 0.05)),
         ((0, 0.1), (0.5, 0), (0.9, 0.15), (0.85, 0.42), (0.5, 0.56), (0.15, 0.52))),
        (((0.05, 1), (0.1, 0), (0.7, 0), (1, 0.25), (0.75, 0.6), (0.3, 0.62)),),
        (((0.1, 1), (0.1, 0)), ((0.1, 0.02), (0.6, 0), (0.75, 0.2), (0.6, 0.4), (0.1, 0.42))),
    ),
    "X": (
        (((0, 0), (1, 1)), ((1, 0), (0, 1))),
        (((0, 0.1), (0.45, 0.5), (1, 0.95)), ((0.95, 0), (0.5, 0.5), (0.05, 1))),
    ),
    "-": ((((0, 1), (1, 0)),), (((0, 0), (1, 1)),), (((0, 0.5), (1, 0.45)),)),
    "": (
        (((0.5, 0), (0.1, 0.3), (0.1, 0.7), (0.5, 1), (0.9, 0.7), (0.9, 0.3), (0.5, 0)),),
        (((0, 0), (1, 0)), ((0.5, 0), (0.5, 1))),
        (((0.5, 0), (0.5, 1)),),
        (((0, 0), (0.5, 1), (1, 0)),),
        (((0, 1), (0.5, 0), (1, 1)),),
        (((0, 0), (0, 1)), ((1, 0), (1, 1)), ((0, 0.5), (1, 0.5))),
        (((0, 1), (0, 0), (1, 1), (1, 0)),),
        (((0, 1), (0.05, 0), (0.5, 0.6), (0.95, 0), (1, 1)),),
        (((1, 0.05), (0.4, 0), (0.05, 0.4), (0.1, 0.8), (0.5, 1), (1, 0.9)),),
        (((0, 0.5), (0.3, 1), (1, 0)),),
        (((0, 1), (0, 0), (0.7, 0), (0.8, 0.35), (0.4, 0.5), (0, 0.5)), ((0.4, 0.5), (1, 1))),
        (((0, 1), (0, 0), (0.6, 0), (0.8, 0.25), (0.5, 0.5), (0, 0.5)),
         ((0.5, 0.5), (0.9, 0.7), (0.6, 1), (0, 1))),
        (((0, 1), (0, 0), (0.9, 0)), ((0, 0.5), (0.7, 0.5))),
        (((0, 0), (0, 1), (1, 1)),),
        (((0.9, 0.1), (0.4, 0), (0.1, 0.25), (0.5, 0.5), (0.9, 0.75), (0.5, 1), (0.05, 0.9)),),
        (((0, 0), (0.5, 0.5), (1, 0)), ((0.5, 0.5), (0.5, 1))),
        (((0, 0), (1, 0), (0, 1), (1, 1)),),
    ),
}  # fmt: skip
"""How the letters are written, in a square, downwards; "-" is a stroke, "" is anything else."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was read.

    Attributes:
        sign: "E", "U", "W", "P", "X", "-" for a stroke; "" where none is certain.
        nearest: the likeliest of them, for a proposal.
        like: how like it is, -1 to 1.
        lead: by how much it is liker than the next.
    """

    sign: str
    nearest: str
    like: float
    lead: float


def read_letter(ink: Mask) -> Letter:
    """Return which letter the ink of a box is, if one is certain."""
    seen = _seen(ink)
    if seen is None:
        return Letter("", "", 0.0, 0.0)
    signs, ways = _written()
    likeness = ways @ seen
    best = {sign: float(likeness[signs == sign].max()) for sign in _STROKES}
    nearest, second = sorted(best, key=best.__getitem__, reverse=True)[:2]
    like, lead = best[nearest], best[nearest] - best[second]
    certain = like >= LIKE and lead >= LEAD
    return Letter(nearest if certain else "", nearest, like, lead)


def _seen(ink: Mask) -> npt.NDArray[np.float32] | None:
    """Return what is inked as a small even picture of its own, None where there is nothing."""
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    if not len(rows):
        return None
    part = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = max(part.shape)
    square = np.zeros((side, side), np.uint8)
    top, left = (side - part.shape[0]) // 2, (side - part.shape[1]) // 2
    square[top : top + part.shape[0], left : left + part.shape[1]] = part * np.uint8(255)
    return _even(square)


def _even(square: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    from PIL import Image, ImageFilter

    image = Image.fromarray(square).resize((_SIDE, _SIDE), Image.Resampling.BOX)
    small = np.asarray(image.filter(ImageFilter.GaussianBlur(1.1)), np.float32).ravel()
    small = small - small.mean()
    even: npt.NDArray[np.float32] = small / max(float(np.linalg.norm(small)), 1e-6)
    return even


@cache
def _written() -> tuple[npt.NDArray[np.str_], npt.NDArray[np.float32]]:
    """Return many ways of writing each letter, always the same ones."""
    chance = np.random.default_rng(20270302)
    signs, ways = [], []
    for sign, forms in _STROKES.items():
        for strokes in forms:
            for seen in _variants(strokes, chance):
                signs.append(sign)
                ways.append(seen)
    return np.array(signs), np.array(ways)


def _variants(
    strokes: Sequence[Stroke], chance: np.random.Generator
) -> Iterator[npt.NDArray[np.float32]]:
    from PIL import Image, ImageDraw

    for _ in range(_WAYS):
        turn, lean = chance.uniform(-0.22, 0.22), chance.uniform(-0.3, 0.3)
        wide = chance.uniform(0.6, 1.25)
        cos, sin = np.cos(turn), np.sin(turn)
        change = np.array([[cos, -sin], [sin, cos]]) @ np.array([[wide, lean], [0, 1]])
        image = Image.new("L", (3 * _DRAWN, 3 * _DRAWN), 0)
        pen, width = ImageDraw.Draw(image), round(chance.uniform(2.5, 6.5))
        for stroke in strokes:
            points = np.array(stroke) + chance.normal(0, 0.045, (len(stroke), 2))
            places = (points - 0.5) @ change.T * _DRAWN + 1.5 * _DRAWN
            pen.line([tuple(place) for place in places.tolist()], 255, width, joint="curve")
        seen = _seen(np.asarray(image) > 0)
        if seen is not None:
            yield seen
