"""Text in the cell of a table: one line, two smaller ones, or as many as it needs; never cut."""

from dataclasses import dataclass
from math import ceil

from kursplaner.documents.page.page import ASCENT, BLACK, CAPITALS, POINTS, Page
from kursplaner.documents.type import text
from kursplaner.documents.type.shaping import Shaped


@dataclass(frozen=True, slots=True)
class Cell:
    """Text that is set: its lines, the type's size in points, mm from line to line."""

    lines: tuple[Shaped, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        """How high all lines are together (mm)."""
        return len(self.lines) * self.leading

    def rows(self, row: float) -> int:
        """Return how many rows of this height (mm) the lines need, at least one."""
        return max(1, ceil(self.height / row - 0.001))


def set_cell(  # noqa: PLR0913 -- what, where and how: each is one word at the call
    content: text.Text,
    width: float,
    size: float,
    *,
    leading: float,
    most: int = 2,
    bold: bool = False,
    single: float = 8.0,
    least: float = 6.0,
) -> Cell:
    """Return `content` set for a cell `width` mm wide, `most` lines high; none of it is left out.

    One line shrinks down to `single` points, `most` lines down to `least`; what needs more lines
    gets them at `least`. A word that would have to be divided stays on one line while it can.
    """
    room = width * POINTS
    line = text.shape(content, bold=bold)
    alone = room / line.width if line.width else size
    if alone >= min(size, single):
        return Cell((line,), min(size, alone), leading)
    word = text.widest_word(content, bold=bold)
    smaller = min(size, single)
    while smaller > least and (word * smaller > room or _rows(content, smaller, room, bold) > most):
        smaller = max(least, smaller - 0.25)
    lines = text.wrapped(content, smaller, room, bold=bold)
    if alone >= least and (len(lines) > most or word * smaller > room):
        return Cell((line,), alone, leading)
    return Cell(lines, smaller, leading)


def _rows(content: text.Text, size: float, room: float, bold: bool) -> int:  # noqa: FBT001
    return len(text.wrapped(content, size, room, bold=bold))


def draw_cell(
    page: Page,
    x: float,
    baseline: float,
    cell: Cell,
    *,
    size: float,
    top: float | None = None,
    shade: float = BLACK,
) -> None:
    """Write a cell's lines around the baseline of one line of `size`, or from `top` on."""
    if len(cell.lines) == 1:
        page.shaped(x, baseline, cell.lines[0], cell.size, shade=shade)
        return
    above = CAPITALS / 2 * size - CAPITALS / 2 * cell.size
    first = baseline - above / POINTS - (len(cell.lines) - 1) * cell.leading / 2
    if top is not None:
        first = max(first, top + ASCENT * cell.size / POINTS)
    page.lines(x, first, cell.lines, cell.size, leading=cell.leading, shade=shade)
