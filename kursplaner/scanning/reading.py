"""One picture of one page, from its code to its cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import numpy as np

from kursplaner.basics.errors import Refused
from kursplaner.basics.layout import Rect, SheetCode, SheetLayout
from kursplaner.scanning import codes, flat, frames, marks
from kursplaner.scanning.codes import FoundCode, Grey
from kursplaner.scanning.flat import Flat

Obstacle: TypeAlias = Literal[
    "blank", "no_code", "foreign", "misread", "unknown", "no_marks", "gate"
]
"""Why a page cannot be read by machine: nothing is on it, it has no code, a code of something else,
one that contradicts itself, one of a printing that is not known here; its corner marks are not
found, or its code does not lie where it was printed."""
Layouts: TypeAlias = Callable[[SheetCode], SheetLayout | None]
"""Returns the measures that were kept with a printing; None for a sheet that is not known."""

_HARDLY: Final = 0.0005


@dataclass(frozen=True, slots=True)
class FlatPage:
    """A page whose place is known.

    Attributes:
        code: what it says of itself.
        layout: its measures.
        flat: its picture, upright, with the ink on it.
        cells: where each cell really lies, in millimetres.
        error: by how many millimetres its code misses its place.
        turned: by how many degrees it lay turned clockwise.
    """

    code: SheetCode
    layout: SheetLayout
    flat: Flat
    cells: Mapping[str, Rect]
    error: float
    turned: float


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page that waits for a person.

    Attributes:
        code: what it says of itself, where that could be read.
        texts: what its codes say, where none is a sheet's of this program.
    """

    obstacle: Obstacle
    code: SheetCode | None = None
    texts: tuple[str, ...] = field(default_factory=tuple)


def read_page(picture: Grey, layouts: Layouts) -> FlatPage | UnreadPage:
    """Return a page laid flat, or why it cannot be.

    Args:
        picture: grey, from 150 to 600 dpi, however it lies.
        layouts: knows the measures of printed sheets.
    """
    found = codes.find(picture)
    if not found:
        return UnreadPage("blank" if _blank(picture) else "no_code")
    texts = tuple(code.text for code in found)
    known, misread = _sheet_code(found)
    if known is None:
        return UnreadPage("misread" if misread else "foreign", texts=texts)
    place, code = known
    layout = layouts(code)
    if layout is None:
        return UnreadPage("unknown", code, texts)
    placing = marks.place(picture, place, layout.page_size, layout.qr)
    if placing is None:
        return UnreadPage("no_marks", code, texts)
    if not placing.passes:
        return UnreadPage("gate", code, texts)
    laid = flat.lay_flat(picture, placing.projection, layout.page_size)
    moved = frames.field(laid, layout.cells)
    cells = {name: moved.lying(rect) for name, rect in layout.cells.items()}
    turned = placing.projection.turn_at(layout.qr.middle)
    return FlatPage(code, layout, laid, cells, placing.error, turned)


def _blank(picture: Grey) -> bool:
    """Tell whether a page is an empty back: hardly anything on it is darker than its paper."""
    coarse = picture[::4, ::4]
    inner = coarse[len(coarse) // 12 : -len(coarse) // 12 or None]
    paper = float(np.percentile(inner, 60))
    return bool((inner < paper * 0.7).mean() < _HARDLY)


def _sheet_code(found: list[FoundCode]) -> tuple[tuple[FoundCode, SheetCode] | None, bool]:
    """Return the first code that is a sheet's, and whether one was misread."""
    misread = False
    for code in found:
        try:
            return (code, SheetCode.parse(code.text)), False
        except Refused as refused:
            misread = misread or refused.kind == "code_misread"
    return None, misread
