"""One page to draw on, in millimetres from the upper left corner."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, Literal, Protocol, TypeAlias

import segno

from kursplaner.basics.layout import FINE, GRID, RULE, PageSize, Rect
from kursplaner.documents.page import pictograms
from kursplaner.documents.type import shaping, text
from kursplaner.documents.type.fonts import Face

POINTS: Final = 72 / 25.4
BLACK: Final = 0.0
GREY: Final = 0x8C / 255
DIM: Final = 0x48 / 255
Align: TypeAlias = Literal["left", "centre", "right"]
LEFT: Final[Align] = "left"
RIGHT: Final[Align] = "right"
ASCENT: Final = 0.9
CAPITALS: Final = 0.714
"""Heights in the type's size: of a line above its baseline, and of its capital letters."""
_MASK: Final = 2
"""Of the eight masks of a code one is as readable as another on paper; trying all takes longest."""
_SHIFT: Final = {"left": 0.0, "centre": 0.5, "right": 1.0}


class FontKeys(Protocol):
    """Who knows under which key a font stands in the document."""

    def key(self, face: Face, codes: frozenset[int]) -> str:
        """Return the font's key and take the glyphs of these codes along."""
        ...


class Page:
    """Collects what stands on one page.

    Attributes:
        page_size: width and height in millimetres.
        instructions: what was drawn so far, in the language of a PDF page.
    """

    def __init__(self, page_size: PageSize, fonts: FontKeys) -> None:
        self.page_size = page_size
        self.instructions: list[str] = []
        self._fonts = fonts
        self._stroke: tuple[float, float] | None = None
        self._fill: float | None = None

    def _point(self, x: float, y: float) -> str:
        return f"{x * POINTS:.2f} {(self.page_size.height - y) * POINTS:.2f}"

    def _pen(self, weight: float, shade: float) -> None:
        if self._stroke != (weight, shade):
            self._stroke = (weight, shade)
            self.instructions.append(f"{weight * POINTS:.3f} w {shade:.3g} G")

    def _ink(self, shade: float) -> None:
        if self._fill != shade:
            self._fill = shade
            self.instructions.append(f"{shade:.3g} g")

    def line(
        self, start: tuple[float, float], end: tuple[float, float], weight: float = FINE
    ) -> None:
        """Draw a line; the grid's weight is drawn in the grid's grey."""
        self._pen(weight, GREY if weight <= GRID else BLACK)
        self.instructions.append(f"{self._point(*start)} m {self._point(*end)} l S")

    def across(self, y: float, x: float, right: float, weight: float = FINE) -> None:
        """Draw a horizontal line."""
        self.line((x, y), (right, y), weight)

    def down(self, x: float, y: float, bottom: float, weight: float = FINE) -> None:
        """Draw a vertical line."""
        self.line((x, y), (x, bottom), weight)

    def frame(self, rect: Rect, weight: float = FINE) -> None:
        """Draw a rectangle's edge; the grid's weight is drawn in the grid's grey."""
        self._pen(weight, GREY if weight <= GRID else BLACK)
        corner = self._point(rect.x, rect.bottom)
        size = f"{rect.width * POINTS:.2f} {rect.height * POINTS:.2f}"
        self.instructions.append(f"{corner} {size} re S")

    def hatch(self, rect: Rect, gap: float = 2.0) -> None:
        """Cover a cell with slanted grey lines, which also a black printer shows."""
        self._pen(GRID, GREY)
        offset = gap / 2
        while offset < rect.width + rect.height:
            start = (rect.x + min(offset, rect.width), rect.y + max(0.0, offset - rect.width))
            end = (rect.x + max(0.0, offset - rect.height), rect.y + min(offset, rect.height))
            self.instructions.append(f"{self._point(*start)} m {self._point(*end)} l S")
            offset += gap

    def marks(self) -> None:
        """Draw the four corner marks."""
        self._ink(BLACK)
        for rect in self.page_size.corner_marks:
            corner = self._point(rect.x, rect.bottom)
            side = f"{rect.width * POINTS:.2f} {rect.height * POINTS:.2f}"
            self.instructions.append(f"{corner} {side} re f")

    def qr(self, rect: Rect, content: str) -> None:
        """Draw `content` as a QR code of level Q that fills `rect`."""
        self._ink(BLACK)
        count, drawing = _qr(content)
        side = rect.width * POINTS / count
        origin = self._point(rect.x, rect.y)
        self.instructions.append(f"q {side:.4f} 0 0 {-side:.4f} {origin} cm {drawing} f Q")

    def pictogram(self, rect: Rect, name: str, *, stroke: float = 1.75) -> None:
        """Draw the icon `name` into the square `rect`; `stroke` in 24ths of it."""
        self._in_units(rect, f"{stroke:g} w 1 J 1 j {pictograms.outline(name)} S")

    def smiley(self, rect: Rect, kind: pictograms.Smiley) -> None:
        """Draw a smiley into the square `rect`."""
        self._in_units(rect, f"1.5 w 1 J 1 j {pictograms.smiley(kind)}")

    def _in_units(self, rect: Rect, drawing: str) -> None:
        side = rect.width * POINTS / pictograms.UNITS
        origin = self._point(rect.x, rect.y)
        self.instructions.append(f"q {side:.4f} 0 0 {-side:.4f} {origin} cm 0 G 0 g {drawing} Q")

    def write(  # noqa: PLR0913 -- where, what and how: each is one word at the call
        self,
        x: float,
        y: float,
        content: text.Text,
        size: float,
        *,
        bold: bool = False,
        align: Align = "left",
        shade: float = BLACK,
        width: float | None = None,
        minimum: float = 6.0,
    ) -> float:
        """Write one line with its baseline at `y` and return its width.

        With `width` (mm) it shrinks down to `minimum` points and then ends in "…".
        """
        if width is None:
            line = text.shape(content, bold=bold)
        else:
            line, size = text.fitted(content, size, width * POINTS, min(minimum, size), bold=bold)
        return self.shaped(x, y, line, size, align=align, shade=shade)

    def fit(  # noqa: PLR0913 -- as write
        self,
        x: float,
        y: float,
        content: text.Text,
        size: float,
        *,
        width: float,
        leading: float,
        bold: bool = False,
        shade: float = BLACK,
        single: float = 8.0,
        minimum: float = 6.0,
    ) -> None:
        """Write one line with its baseline at `y`, or two around it where one gets too small.

        One line shrinks down to `single` points, two down to `minimum`; a word that would have
        to be cut stays on one line as long as that is possible. The rest ends in "…".
        """
        room = width * POINTS
        line = text.shape(content, bold=bold)
        alone = room / line.width if line.width else size
        if alone >= min(size, single):
            self.shaped(x, y, line, min(size, alone), shade=shade)
            return
        word = text.widest_word(content, bold=bold)
        if alone >= minimum and word * single > room:
            self.shaped(x, y, line, min(size, alone), shade=shade)
            return
        smaller = max(minimum, min(single, room / word))
        above = CAPITALS / 2 * size + (ASCENT - CAPITALS / 2) * smaller
        rect = Rect(x, y - above / POINTS - leading / 2, width, 2 * leading)
        self.paragraph(
            rect, content, smaller, leading=leading, bold=bold, shade=shade, minimum=minimum
        )

    def shaped(
        self,
        x: float,
        y: float,
        line: shaping.Shaped,
        size: float,
        *,
        align: Align = "left",
        shade: float = BLACK,
    ) -> float:
        """Write a line that is already shaped; return its width."""
        width = line.width * size / POINTS
        if line.runs:
            self._ink(shade)
            keys = [self._fonts.key(run.face, run.codes) for run in line.runs]
            start = self._point(x - _SHIFT[align] * width, y)
            drawing = " ".join(shaping.instructions(line, size, keys))
            self.instructions.append(f"BT 1 0 0 1 {start} Tm {drawing} ET")
        return width

    def lines(
        self,
        x: float,
        y: float,
        lines: Iterable[shaping.Shaped],
        size: float,
        *,
        leading: float,
        align: Align = "left",
        shade: float = BLACK,
    ) -> float:
        """Write lines one under the other, `leading` mm apart; return the next baseline."""
        for line in lines:
            self.shaped(x, y, line, size, align=align, shade=shade)
            y += leading
        return y

    def paragraph(
        self,
        rect: Rect,
        content: text.Text,
        size: float,
        *,
        leading: float,
        bold: bool = False,
        shade: float = BLACK,
        minimum: float = 5.5,
    ) -> float:
        """Write wrapped text from the top of `rect`; return the baseline after it.

        The type shrinks until the lines fit the height; what is still too long is left out after
        an ellipsis in the last line.
        """
        rows = max(1, int(rect.height / leading + 0.01))
        lines = text.wrapped(content, size, rect.width * POINTS, bold=bold)
        while len(lines) > rows and size > minimum:
            size -= 0.25
            lines = text.wrapped(content, size, rect.width * POINTS, bold=bold)
        if len(lines) > rows:
            whole = text.parts_of(content, bold=bold)
            lines = text.shortened_lines(whole, size, rect.width * POINTS, rows)
        first = rect.y + size * ASCENT / POINTS
        return self.set(rect, first, lines, size, leading=leading, shade=shade)

    def set(
        self,
        rect: Rect,
        first: float,
        lines: Sequence[shaping.Shaped],
        size: float,
        *,
        leading: float,
        shade: float = BLACK,
    ) -> float:
        """Write a paragraph's lines from the baseline `first` on; return the one after them.

        A paragraph that reads from right to left stands at the right edge of `rect`.
        """
        rtl = bool(lines) and lines[0].rtl
        x, align = (rect.right, RIGHT) if rtl else (rect.x, LEFT)
        return self.lines(x, first, lines, size, leading=leading, align=align, shade=shade)

    def box(self, rect: Rect) -> None:
        """Draw a box to be ticked."""
        self.frame(rect, FINE)

    def repeat(self, instructions: Iterable[str]) -> None:
        """Draw what another page of the same document already holds."""
        self.instructions.extend(instructions)
        self._stroke = self._fill = None

    def rule(self, y: float, *, weight: float = RULE, inset: float = 12.0) -> None:
        """Draw a line from margin to margin."""
        self.across(y, inset, self.page_size.width - inset, weight)


@lru_cache(maxsize=512)
def _qr(content: str) -> tuple[int, str]:
    """Return the number of modules of a side and the dark ones as rectangles."""
    matrix = segno.make(content, error="q", micro=False, boost_error=False, mask=_MASK).matrix
    parts = []
    for y, row in enumerate(matrix):
        start: int | None = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                parts.append(f"{start} {y} {x - start} 1 re")
                start = None
    return len(matrix), " ".join(parts)
