"""Any list of the window on paper: as it is sorted and narrowed there, with sender and page n of m.

Columns are as wide as their contents; where they have no room their texts go on in further lines,
and a wide list lies across.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final, Self

from kursplaner.basics.layout import GRID, LANDSCAPE, PORTRAIT, RULE, PageSize
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Letterhead, draw_name
from kursplaner.documents.page.page import ASCENT, BLACK, CAPITALS, DIM, POINTS, Align, Page
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.type import text
from kursplaner.documents.type.shaping import Shaped

_EDGE: Final = 15.0
_TITLE, _TITLE_LEADING = 19.0, 7.6
_TOLD, _TOLD_LEADING = 9.5, 4.4
_HEAD: Final = 8.0
_SIZES: Final = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_LEADING: Final = 0.43
"""Type sizes (points); from line to line in mm a point."""
_PADDING, _BETWEEN = 1.3, 3.0
_NUMBER: Final = 42.0
_HAIR: Final = 0.05
"""Lets what is just as wide as its column stand in it, whatever rounding does (mm)."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading, and whether its cells stand at the right, as numbers do."""

    title: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: its texts, one for each column."""

    cells: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the row is about: its first words that are no number."""
        return next((cell for cell in self.cells if cell.strip("0123456789.")), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSheet:
    """A list as it is shown.

    Attributes:
        told: what it holds, such as "14 Personen" and by what it is narrowed; each its own text.
    """

    letterhead: Letterhead
    title: str
    day: date
    at: time
    told: tuple[str, ...] = ()
    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a list lies on its paper: type size, and the width of each column (mm)."""

    paper: PageSize
    size: float
    widths: tuple[float, ...]

    @property
    def right(self) -> float:
        return self.paper.width - _EDGE

    @property
    def leading(self) -> float:
        return self.size * _LEADING

    @property
    def bottom(self) -> float:
        return self.paper.height - 14.0

    def lines(self, content: str, column: int, *, head: bool = False) -> tuple[Shaped, ...]:
        size, room = (_HEAD if head else self.size), self.widths[column] * POINTS
        return text.wrapped(content, size, room) or (text.shape(""),)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[tuple[Shaped, ...], ...]
    height: float


def draw(sheet: ListSheet, out: Out, *, language: str = "de") -> int:
    """Write the list as a PDF and return its number of pages."""
    words, calendar = texts(language, "list_sheet"), Calendar(language)
    fit = _fit(sheet)
    head = _Head(sheet, fit, words, calendar)
    pages = list(_pages(_rows(sheet, fit), fit, head.top))
    with Document(out, sheet.title, language=language) as document:
        for number, rows in enumerate(pages, start=1):
            with document.page(fit.paper, sheet.title if number == 1 else "") as page:
                head.draw(page, number, len(pages))
                if not rows:
                    page.write(_EDGE, head.top + 6, words.plain("nothing"), 12)
                y = head.top
                for row in rows:
                    _draw_row(page, row, y, sheet.columns, fit)
                    y += row.height
    return document.page_count


def _rows(sheet: ListSheet, fit: _Fit) -> Iterator[_Row]:
    for row in sheet.rows:
        cells = tuple(fit.lines(content, at) for at, content in enumerate(row.cells))
        lines = max((len(cell) for cell in cells), default=1)
        yield _Row(cells, lines * fit.leading + 2 * _PADDING)


def _pages(rows: Iterator[_Row], fit: _Fit, top: float) -> Iterator[list[_Row]]:
    """Part rows into pages; one higher than a page goes on overleaf."""
    page: list[_Row] = []
    used = top
    for whole in rows:
        for row in _parted(whole, fit, fit.bottom - top):
            if page and used + row.height > fit.bottom:
                yield page
                page, used = [], top
            page.append(row)
            used += row.height
    yield page


def _parted(row: _Row, fit: _Fit, room: float) -> Iterator[_Row]:
    most = max(1, int((room - 2 * _PADDING) / fit.leading))
    lines = max((len(cell) for cell in row.cells), default=1)
    for start in range(0, lines, most):
        cells = tuple(cell[start : start + most] for cell in row.cells)
        yield _Row(cells, min(most, lines - start) * fit.leading + 2 * _PADDING)


def _fit(sheet: ListSheet) -> _Fit:
    """Return the largest type in which no word is divided, upright as long as it is one line."""
    columns = [_Measured.of(sheet, at) for at in range(len(sheet.columns))]
    gaps = _BETWEEN * max(0, len(columns) - 1)
    rooms = [(paper, paper.width - 2 * _EDGE - gaps) for paper in (PORTRAIT, LANDSCAPE)]
    for paper, room in rooms:
        wide = [column.line(_SIZES[0]) for column in columns]
        if sum(wide) <= room:
            return _Fit(paper, _SIZES[0], _shared(wide, wide, room))
    paper, room = rooms[-1]
    size = next((s for s in _SIZES if sum(c.word(s) for c in columns) <= room), _SIZES[-1])
    words, wide = [c.word(size) for c in columns], [c.line(size) for c in columns]
    return _Fit(paper, size, _shared(words, wide, room))


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a column needs: its widest cell and word, and those of its heading (em)."""

    cell: float
    cell_word: float
    head: float
    head_word: float

    @classmethod
    def of(cls, sheet: ListSheet, column: int) -> Self:
        """Measure a column; equal cells once."""
        cells = {row.cells[column] for row in sheet.rows}
        title = sheet.columns[column].title
        return cls(
            max((text.shape(content).width for content in cells), default=0.0),
            max((text.widest_word(content) for content in cells), default=0.0),
            text.shape(title).width,
            text.widest_word(title),
        )

    def line(self, size: float) -> float:
        """Return how wide it is where nothing is broken (mm)."""
        return max(self.cell * size, self.head * _HEAD) / POINTS + _HAIR

    def word(self, size: float) -> float:
        """Return how wide it must be so that no word is divided (mm)."""
        return max(self.cell_word * size, self.head_word * _HEAD) / POINTS + _HAIR


def _shared(least: Sequence[float], wide: Sequence[float], room: float) -> tuple[float, ...]:
    """Return widths that fill the room: what each needs, and of the rest by what each would like.

    Where even the least has no room all are narrower alike, and words are divided.
    """
    needed, liked = sum(least), sum(wide)
    if needed > room:
        return tuple(each * room / needed for each in least)
    if liked <= room:
        return tuple(each + (room - liked) * each / (liked or 1) for each in wide)
    share = (room - needed) / (liked - needed)
    return tuple(small + (large - small) * share for small, large in zip(least, wide, strict=True))


class _Head:
    """What stands above each page of a list."""

    def __init__(self, sheet: ListSheet, fit: _Fit, words: Texts, calendar: Calendar) -> None:
        self._sheet, self._fit, self._words = sheet, fit, words
        width = fit.right - _EDGE
        day, clock = calendar.long_day(sheet.day), calendar.clock(sheet.at)
        state = words.plain("state", day=day, clock=clock)
        self._title = text.wrapped(sheet.title, _TITLE, width * POINTS, bold=True)
        told = " · ".join((*sheet.told, state))
        self._told = text.wrapped(told, _TOLD, width * POINTS)
        self._columns = [
            fit.lines(column.title, at, head=True) for at, column in enumerate(sheet.columns)
        ]
        self._told_y = 25.5 + len(self._title) * _TITLE_LEADING - 1.2
        lines = max((len(cell) for cell in self._columns), default=1)
        self._head_y = self._told_y + len(self._told) * _TOLD_LEADING
        self.top = self._head_y + lines * _HEAD * _LEADING + 1.8

    def draw(self, page: Page, number: int, pages: int) -> None:
        """Draw the head of one page; `number` counts from 1."""
        sheet, right = self._sheet, self._fit.right
        draw_name(page, sheet.letterhead, (_EDGE, 16), right - _EDGE - _NUMBER, size=10, gap=2)
        count = self._words.plain("page", page=number, pages=pages)
        page.write(right, 16, count, 10, align="right")
        page.lines(_EDGE, 25.5, self._title, _TITLE, leading=_TITLE_LEADING)
        page.lines(_EDGE, self._told_y, self._told, _TOLD, leading=_TOLD_LEADING, shade=DIM)
        base = self._head_y + ASCENT * _HEAD / POINTS - 1.0
        _draw_cells(page, self._columns, base, _HEAD, sheet.columns, self._fit, shade=DIM)
        page.across(self.top, _EDGE, right, RULE)


def _draw_row(page: Page, row: _Row, y: float, columns: Sequence[ListColumn], fit: _Fit) -> None:
    base = y + _PADDING + (fit.leading + CAPITALS * fit.size / POINTS) / 2
    _draw_cells(page, row.cells, base, fit.size, columns, fit)
    page.across(y + row.height, _EDGE, fit.right, GRID)


def _draw_cells(
    page: Page,
    cells: Sequence[Sequence[Shaped]],
    base: float,
    size: float,
    columns: Sequence[ListColumn],
    fit: _Fit,
    *,
    shade: float = BLACK,
) -> None:
    x = _EDGE
    for cell, column, width in zip(cells, columns, fit.widths, strict=True):
        align: Align = "right" if column.right else "left"
        at = x + width if column.right else x
        page.lines(at, base, cell, size, leading=size * _LEADING, align=align, shade=shade)
        x += width + _BETWEEN
