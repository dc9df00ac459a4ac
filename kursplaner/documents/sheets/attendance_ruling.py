"""Lines, boxes and hatching of an attendance list: the same for all sheets with the same ground."""

from dataclasses import dataclass
from functools import lru_cache

from kursplaner.basics.layout import FINE, GRID, LANDSCAPE, RULE
from kursplaner.documents.page.page import Page
from kursplaner.documents.sheets.attendance_layout import AttendanceLayout
from kursplaner.documents.type.fonts import Face


@dataclass(frozen=True, slots=True)
class Ground:
    """What is not to be filled in.

    Attributes:
        outside: (row, column) of people not planned at a date.
        closed: columns in which nobody signs.
        tall: first row and number of rows of those whose names need several.
    """

    outside: frozenset[tuple[int, int]]
    closed: frozenset[int]
    tall: tuple[tuple[int, int], ...]


class _NoFonts:
    """A page without words asks for none."""

    def key(self, face: Face, codes: frozenset[int]) -> str:
        raise NotImplementedError


@lru_cache(maxsize=256)
def ruled(layout: AttendanceLayout, ground: Ground, dates: int, *, filled: bool) -> tuple[str, ...]:
    """Return the instructions that draw a sheet's corner marks, fields and lines."""
    page = Page(LANDSCAPE, _NoFonts())
    page.marks()
    inner = {row + more for row, rows in ground.tall for more in range(1, rows)}
    for row in range(layout.rows):
        for column in range(dates):
            if column in ground.closed or (row, column) in ground.outside or row in inner:
                page.hatch(layout.date_cell(row, column))
            elif not filled:
                page.frame(layout.mark_cell(row, column), GRID)
                if layout.times_width:
                    times = layout.times_cell(row, column)
                    page.down(times.x, times.y, times.bottom, GRID)
    for column in ground.closed:
        page.hatch(layout.teacher_cell(column))
    _grid(page, layout, inner, dates)
    return tuple(page.instructions)


def _grid(page: Page, layout: AttendanceLayout, inner: set[int], dates: int) -> None:
    table, body, end = layout.table, layout.table.y + layout.head, layout.teacher_y
    for row in range(1, layout.rows):
        if row not in inner:
            weight = GRID if row % 5 else FINE
            page.across(body + row * layout.row, table.x, table.right, weight)
    for x in (layout.name_x, layout.given_x):
        page.down(x, body - 5.5, end, GRID)
    for place in (1, 2):
        page.down(layout.sum_cell(0, place).x, body - 5.5, table.bottom, GRID)
    for column in range(dates):
        page.down(layout.date_cell(0, column).x, table.y, table.bottom, FINE)
    if dates < layout.dates:
        _strike_out(page, layout, dates)
    page.down(layout.sums_x, table.y, table.bottom, RULE)
    page.across(body, table.x, table.right, RULE)
    page.across(end, table.x, table.right, RULE)
    page.frame(table, RULE)


def _strike_out(page: Page, layout: AttendanceLayout, used: int) -> None:
    """Strike out the columns without a date, so that nothing is added afterwards."""
    x = layout.date_cell(0, used).x
    page.down(x, layout.table.y, layout.table.bottom, FINE)
    page.line((x, layout.table.bottom), (layout.sums_x, layout.table.y), FINE)
