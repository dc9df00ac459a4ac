"""Where things stand on a sheet: millimetres from the upper left corner of the paper.

The same objects drive the drawing and the reader of scanned sheets. A sheet's code names the
version of its layout; a layout that was ever printed is never changed, a new one gets a new
version.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from kursplaner.basics.errors import Refused

MARK_SIDE: Final = 6.0
MARK_INSET: Final = 12.0
QR_SIDE: Final = 18.0
RULE: Final = 0.5
FINE: Final = 0.35
GRID: Final = 0.2
SIGNS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Signs of town and check: none is taken for another, and a code holds them two in eleven bits."""
TOWN_SIGNS: Final = 4
_CHECK_SIGNS: Final = 2
_CODE: Final = re.compile(
    rf"([A-Z]) ([1-9]\d*)-([1-9]\d*)-([1-9]\d*)"
    rf"(?: ([{SIGNS}]{{{TOWN_SIGNS}}})([{SIGNS}]{{{_CHECK_SIGNS}}}))?"
)


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

    def measures(self) -> list[float]:
        """Return left, top, width and height, to a hundredth of a millimetre."""
        return [round(side, 2) for side in (self.x, self.y, self.width, self.height)]

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

    It carries nothing personal: the number leads to the record of the printing. `town` tells the
    sheets of one file from those of another (`town_signs`); two further signs are a check, so that
    a code misread or mistyped is noticed. Sheets of earlier versions have neither.
    """

    kind: str
    number: int
    sheet: int
    version: int
    town: str = ""

    def __str__(self) -> str:
        plain = f"{self.kind} {self.number}-{self.sheet}-{self.version}"
        return f"{plain} {self.town}{_check(plain + self.town)}" if self.town else plain

    @classmethod
    def parse(cls, text: str) -> "SheetCode":
        """Return the code read from a sheet.

        Raises:
            Refused: "foreign_sheet", if it is none of ours; "code_misread", if its check is wrong.
        """
        found = _CODE.fullmatch(text.strip())
        if not found:
            raise Refused("foreign_sheet", code=text[:40])
        kind, number, sheet, version, town, check = found.groups()
        if town and check != _check(f"{kind} {number}-{sheet}-{version}{town}"):
            raise Refused("code_misread", code=text[:40])
        return cls(kind, int(number), int(sheet), int(version), town or "")


def town_signs(uuid: str) -> str:
    """Return the signs by which the sheets of one town's file are known, "" without a name."""
    return _signs(uuid, TOWN_SIGNS) if uuid else ""


def _check(text: str) -> str:
    return _signs(text, _CHECK_SIGNS)


def _signs(text: str, count: int) -> str:
    digest = blake2b(text.encode(), digest_size=count).digest()
    return "".join(SIGNS[byte % len(SIGNS)] for byte in digest)


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

    def measures(self) -> dict[str, object]:
        """Return everything in plain words and millimetres, to be kept with each printing."""
        return {
            "kind": self.kind,
            "version": self.version,
            "page": [self.page_size.width, self.page_size.height],
            "qr": self.qr.measures(),
            "cells": {name: rect.measures() for name, rect in self.cells.items()},
        }

    @classmethod
    def from_measures(cls, kept: Mapping[str, Any]) -> "SheetLayout":
        """Return a layout from the measures that were kept with a printing."""
        return cls(
            PageSize(*kept["page"]),
            kept["kind"],
            kept["version"],
            Rect(*kept["qr"]),
            {name: Rect(*rect) for name, rect in kept["cells"].items()},
        )


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """What a reader of one sheet of paper must know beside its code.

    Attributes:
        rows: which of the sheet's people (from 0, in their order) stands in which row.
        columns: which of its dates stands in each column.
        stops: which of a ride's stops stands in which row.
        items: the keys of its questions, in their order.
    """

    layout: SheetLayout
    rows: Mapping[int, int] = field(default_factory=dict)
    columns: tuple[int, ...] = ()
    stops: Mapping[int, int] = field(default_factory=dict)
    items: tuple[str, ...] = ()
