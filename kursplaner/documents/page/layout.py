"""Where things stand on a sheet: millimetres from the upper left corner of the paper.

The same objects drive the drawing and the reader of scanned sheets. A sheet's code names the
version of its layout; a layout that was ever printed is never changed, a new one gets a new
version.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kursplaner.basics.errors import Refused

MARK_SIDE: Final = 6.0
MARK_INSET: Final = 12.0
QR_SIDE: Final = 18.0
RULE: Final = 0.5
FINE: Final = 0.35
GRID: Final = 0.2
_CODE: Final = re.compile(r"([A-Z]) ([1-9]\d*)-([1-9]\d*)-([1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in millimetres; `y` grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def inset(self, amount: float) -> "Rect":
        """Return the rectangle with `amount` taken off at each side."""
        return Rect(
            self.x + amount, self.y + amount, self.width - 2 * amount, self.height - 2 * amount
        )


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size of a sheet."""

    width: float
    height: float

    @property
    def corner_marks(self) -> tuple[Rect, ...]:
        """The four solid squares: upper left, upper right, lower left, lower right."""
        far_x = self.width - MARK_INSET - MARK_SIDE
        far_y = self.height - MARK_INSET - MARK_SIDE
        return tuple(
            Rect(x, y, MARK_SIDE, MARK_SIDE)
            for y in (MARK_INSET, far_y)
            for x in (MARK_INSET, far_x)
        )


PORTRAIT: Final = PageSize(210.0, 297.0)
LANDSCAPE: Final = PageSize(297.0, 210.0)


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What a sheet says of itself: kind, number of the printing, sheet of it, layout version.

    It carries nothing personal: the number leads to the record of the printing.
    """

    kind: str
    number: int
    sheet: int
    version: int

    def __str__(self) -> str:
        return f"{self.kind} {self.number}-{self.sheet}-{self.version}"

    @classmethod
    def parse(cls, text: str) -> "SheetCode":
        """Return the code read from a sheet.

        Raises:
            Refused: `foreign_sheet`, if it is none of ours.
        """
        found = _CODE.fullmatch(text.strip())
        if not found:
            raise Refused("foreign_sheet", code=text[:40])
        kind, number, sheet, version = found.groups()
        return cls(kind, int(number), int(sheet), int(version))


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """What every machine-read sheet has, and its own cells.

    Attributes:
        page_size: the size of the paper and with it the corner marks.
        kind: the letter of its code.
        version: the layout's number in its code.
        qr: the place of the QR code.
        cells: the rectangles a pen fills, by name, such as "signature 3 2".
    """

    page_size: PageSize
    kind: str
    version: int
    qr: Rect
    cells: Mapping[str, Rect]
