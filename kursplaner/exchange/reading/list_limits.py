"""How long and wide a list read in may be, counted on what is filled.

Blank rows and columns behind a list, which spreadsheets write where only a colour was set, do
not count.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from kursplaner.basics.errors import Refused
from kursplaner.exchange.cell_text import LONGEST_CELL

MOST_ROWS = 120_000
MOST_COLUMNS = 256
MOST_SHEETS = 100
MOST_CELLS = 3_000_000
"""Cells of all sheets together that memory is made for, blank ones between filled ones included."""
_TEXT_SHOWN = 40


@dataclass(slots=True)
class Reach:
    """How far one sheet reaches; cells are taken in as they are met.

    Attributes:
        rows, columns: the last that holds anything.
        spanned_rows, spanned_columns: the last that holds an empty text; a library makes room
            for these, too.
    """

    path: Path
    sheet: str
    rows: int = 0
    columns: int = 0
    spanned_rows: int = 0
    spanned_columns: int = 0

    def fill(self, row: int, column: int) -> None:
        """Take in a cell that holds something, both counted from 1.

        Raises:
            Refused: "list_too_many_rows", "list_too_many_columns" (path, sheet, found, limit).
        """
        if row > MOST_ROWS:
            self._refuse("list_too_many_rows", row, MOST_ROWS)
        if column > MOST_COLUMNS:
            self._refuse("list_too_many_columns", column, MOST_COLUMNS)
        # Called for every cell: no max(), no span().
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)

    def span(self, row: int, column: int) -> None:
        """Take in a cell that holds an empty text."""
        self.spanned_rows = max(self.spanned_rows, row)
        self.spanned_columns = max(self.spanned_columns, column)

    @property
    def cells(self) -> int:
        """The area that a library makes room for."""
        rows, columns = max(self.rows, self.spanned_rows), max(self.columns, self.spanned_columns)
        return rows * columns

    def _refuse(self, kind: str, found: int, limit: int) -> NoReturn:
        raise Refused(kind, path=self.path, sheet=self.sheet, found=found, limit=limit)


def check_sheets(path: Path, found: int) -> None:
    """Refuse "list_too_many_sheets" (path, found, limit)."""
    if found > MOST_SHEETS:
        raise Refused("list_too_many_sheets", path=path, found=found, limit=MOST_SHEETS)


def check_cells(path: Path, found: int) -> None:
    """Refuse "file_too_many_cells" (path, limit)."""
    if found > MOST_CELLS:
        raise Refused("file_too_many_cells", path=path, limit=MOST_CELLS)


def check_text(path: Path, text: str) -> None:
    """Refuse "list_cell_too_long" (path, text, limit); `text` is how the cell begins."""
    if len(text) > LONGEST_CELL:
        start = " ".join(text[:_TEXT_SHOWN].split())
        raise Refused("list_cell_too_long", path=path, text=start, limit=LONGEST_CELL)
