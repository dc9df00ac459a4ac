"""What a workbook says of its rows beside their cells: hidden, struck out, merged, commented.

The measuring of a workbook hears it while it unpacks the sheets, so that nothing is read twice.
"""

from dataclasses import dataclass, field
from typing import ClassVar

_HALF = 0.5
_MOST_COMMENTS = 5_000


@dataclass(frozen=True, slots=True)
class Area:
    """Cells merged into one; rows and columns counted from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetMarks:
    """The marks of one sheet; rows counted from 1, as Excel shows them.

    Attributes:
        hidden: rows that are not shown, by hand or by a filter.
        filtered: whether the sheet has a filter, so that hidden rows are likely filtered away.
        struck: rows of which at least half of the filled cells are struck through.
        merged: cells merged into one.
        comments: what hangs on cells, by row and by column counted from 0.
        coloured: rows of which at least half of the filled cells have a ground of their own.
    """

    LONGEST_COMMENT: ClassVar[int] = 1_000

    hidden: set[int] = field(default_factory=set)
    filtered: bool = False
    struck: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    coloured: set[int] = field(default_factory=set)
    _filled: dict[int, list[int]] = field(default_factory=dict)

    def cell(self, row: int, *, struck: bool, coloured: bool = False) -> None:
        """Take in a filled cell of a row, counted from 1."""
        counts = self._filled.setdefault(row, [0, 0, 0])
        counts[0] += 1
        counts[1] += struck
        counts[2] += coloured
        for count, rows in ((counts[1], self.struck), (counts[2], self.coloured)):
            if count and count >= counts[0] * _HALF:
                rows.add(row)
            else:
                rows.discard(row)

    def comment(self, row: int, column: int, text: str) -> None:
        """Take in what hangs on a cell; beyond some thousand nobody reads them."""
        if len(self.comments) < _MOST_COMMENTS:
            self.comments[row, column] = " ".join(text[: self.LONGEST_COMMENT].split())


@dataclass(slots=True)
class BookMarks:
    """The marks of all sheets by their names.

    Attributes:
        since_1904: whether the workbook counts its days from 1904, as old Macs did.
    """

    sheets: dict[str, SheetMarks] = field(default_factory=dict)
    since_1904: bool = False

    def sheet(self, name: str) -> SheetMarks:
        """The marks of a sheet, empty ones where there are none yet."""
        return self.sheets.setdefault(name, SheetMarks())
