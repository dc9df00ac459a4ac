"""A sheet laid flat: upright, eight pixels to a millimetre, its ink beside the paper's white."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from kursplaner.basics.layout import PageSize, Rect
from kursplaner.scanning.codes import Grey
from kursplaner.scanning.geometry import Projection

FINENESS: Final = 8
"""Pixels to a millimetre."""
_BLOCK: Final = 3 * FINENESS
_PAPER_SHARE: Final = 0.7
"""So much of each bit of a page is darker than what is taken for its paper."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A page as it was printed.

    Attributes:
        picture: grey, upright, `FINENESS` pixels to a millimetre.
        ink: how much darker than the paper around it each pixel is, 0 to 255, specks evened out.
        grain: how much ink the empty paper seems to have, by its own unevenness (0 to 255).
    """

    picture: Grey
    ink: Grey
    grain: float

    def cut(self, rect: Rect) -> Grey:
        """Return the ink within a rectangle (mm), cut to whole pixels and to the page."""
        return self.ink[_slice(rect.y, rect.bottom), _slice(rect.x, rect.right)]


def lay_flat(picture: Grey, projection: Projection, page: PageSize) -> Flat:
    """Return the page of a picture as it was printed.

    Args:
        picture: as it came.
        projection: from millimetres of the sheet to pixels of the picture.
        page: the size of the sheet.
    """
    from PIL import Image, ImageFilter

    density = projection.scale_at((page.width / 2, page.height / 2))
    shrink = max(1, int(density / FINENESS / 1.4))
    seen = Image.fromarray(picture)
    if shrink > 1:
        seen = seen.reduce(shrink)
    back = projection.scaled(FINENESS).matrix
    back = np.diag([1 / shrink, 1 / shrink, 1.0]) @ back
    size = round(page.width * FINENESS), round(page.height * FINENESS)
    data = tuple(float(value) for value in (back / back[2, 2]).ravel()[:8])
    laid = seen.transform(
        size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BILINEAR, fillcolor=255
    )
    calm = np.asarray(laid.filter(ImageFilter.BoxBlur(1)))
    ink = _ink(calm)
    return Flat(np.asarray(laid), ink, _grain(ink))


def _ink(flat: Grey) -> Grey:
    paper = np.maximum(_paper(flat), 1)
    return np.asarray(255 - np.minimum(flat.astype(np.uint16) * 255 // paper, 255), np.uint8)


def _paper(flat: Grey) -> Grey:
    """Return the paper's own grey at each pixel, from the lightest part of what lies around."""
    from PIL import Image, ImageFilter

    height, width = flat.shape
    down, across = height // _BLOCK, width // _BLOCK
    blocks = flat[: down * _BLOCK : 2, : across * _BLOCK : 2]
    half = _BLOCK // 2
    blocks = blocks.reshape(down, half, across, half).swapaxes(1, 2).reshape(down, across, -1)
    place = int(blocks.shape[2] * _PAPER_SHARE)
    light = np.partition(blocks, place, axis=2)[:, :, place]
    calm = Image.fromarray(light).filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.BoxBlur(1))
    return np.asarray(calm.resize((width, height), Image.Resampling.BILINEAR))


def _grain(ink: Grey) -> float:
    """Return what the paper's unevenness looks like: the calmest quarter of all blocks."""
    height, width = (side // _BLOCK * _BLOCK for side in ink.shape)
    blocks = ink[:height:2, :width:2].reshape(height // _BLOCK, _BLOCK // 2, -1, _BLOCK // 2)
    spread = blocks.astype(np.float32).std(axis=(1, 3))
    return float(np.percentile(spread, 25))


def _slice(start: float, end: float) -> slice:
    return slice(max(0, round(start * FINENESS)), max(0, round(end * FINENESS)))
