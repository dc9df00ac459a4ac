"""Where the fields of an attendance list lie, for the drawing and for the reader of scans."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from kursplaner.basics.layout import LANDSCAPE, QR_SIDE, Rect, SheetLayout

_QR: Final = Rect(255.9, 12, QR_SIDE, QR_SIDE)
_BOX: Final = 4.6
_BOX_INSET: Final = 0.8


@dataclass(frozen=True, slots=True)
class AttendanceLayout:
    """The measures of one version, in millimetres.

    Attributes:
        version: its number in the sheet's code.
        rows: people on a sheet.
        dates: dates on a sheet.
        table: the whole table with head and the teacher's row.
        head: height of the table's head.
        row: height of a person's row.
        date_width: width of one date's cell.
        times_width: width of "Kommt/Geht" within it, 0 without.
        rule_y: the line under the sheet's head.
        title_y: the title's baseline.
        logo_height: height of the funder's logo.
        foot_gap: from the table to the first line below it.
    """

    version: int
    rows: int
    dates: int
    table: Rect
    head: float
    row: float
    date_width: float
    times_width: float
    rule_y: float
    title_y: float
    logo_height: float
    foot_gap: float

    name_x: float = 19.5
    given_x: float = 45.9
    dates_x: float = 82.8
    sums_x: float = 264.0
    qr: Rect = _QR

    @property
    def teacher_y(self) -> float:
        """The upper edge of the teacher's row."""
        return self.table.y + self.head + self.rows * self.row

    @property
    def mark_x(self) -> float:
        """Where the box for the mark begins within a date's cell."""
        return self.date_width - _BOX - _BOX_INSET

    def row_rect(self, row: int) -> Rect:
        """Return a person's whole row, counted from 0."""
        y = self.table.y + self.head + row * self.row
        return Rect(self.table.x, y, self.table.width, self.row)

    def date_cell(self, row: int, column: int) -> Rect:
        """Return the whole cell of a person at a date."""
        line = self.row_rect(row)
        return Rect(self.dates_x + column * self.date_width, line.y, self.date_width, self.row)

    def mark_cell(self, row: int, column: int) -> Rect:
        """Return the box for E, U, W or P."""
        cell = self.date_cell(row, column)
        return Rect(cell.x + self.mark_x, cell.y + (cell.height - _BOX) / 2, _BOX, _BOX)

    def times_cell(self, row: int, column: int) -> Rect:
        """Return the field for coming late and leaving early."""
        cell = self.date_cell(row, column)
        x = cell.x + self.mark_x - _BOX_INSET - self.times_width
        return Rect(x, cell.y, self.times_width, cell.height)

    def signature_cell(self, row: int, column: int) -> Rect:
        """Return the field to sign in."""
        cell = self.date_cell(row, column)
        width = self.mark_x - self.times_width - (_BOX_INSET if self.times_width else 1.2)
        return Rect(cell.x, cell.y, width, cell.height)

    def sum_cell(self, row: int, place: int) -> Rect:
        """Return the cell of a sum: 0 for X, 1 for E, 2 for U."""
        line = self.row_rect(row)
        width = (self.table.right - self.sums_x) / 3
        return Rect(self.sums_x + place * width, line.y, width, line.height)

    def teacher_cell(self, column: int) -> Rect:
        """Return the field the teacher signs in at a date."""
        x = self.dates_x + column * self.date_width
        return Rect(x, self.teacher_y, self.date_width, self.table.bottom - self.teacher_y)

    def sheet(self) -> SheetLayout:
        """Return the layout as the reader of scans takes it."""
        cells = {}
        for column in range(self.dates):
            cells[f"teacher {column}"] = self.teacher_cell(column)
            for row in range(self.rows):
                cells[f"signature {row} {column}"] = self.signature_cell(row, column)
                cells[f"mark {row} {column}"] = self.mark_cell(row, column)
                if self.times_width:
                    cells[f"times {row} {column}"] = self.times_cell(row, column)
        return SheetLayout(LANDSCAPE, "A", self.version, self.qr, cells)


_SIMPLE: Final = AttendanceLayout(
    version=1, rows=14, dates=6, table=Rect(12, 45.5, 273, 139.5), head=11.5, row=8.5,
    date_width=30.2, times_width=0, rule_y=34.6, title_y=28.2, logo_height=13, foot_gap=5,
)  # fmt: skip
_SIMPLE_16: Final = AttendanceLayout(
    version=2, rows=16, dates=6, table=Rect(12, 41, 273, 147), head=11, row=8.0,
    date_width=30.2, times_width=0, rule_y=31.4, title_y=27.2, logo_height=11, foot_gap=3.4,
)  # fmt: skip
_BAMF: Final = AttendanceLayout(
    version=3, rows=16, dates=5, table=Rect(12, 41, 273, 147), head=11, row=8.0,
    date_width=36.24, times_width=8.4, rule_y=31.4, title_y=27.2, logo_height=11, foot_gap=3.4,
)  # fmt: skip
_VERSIONS: Final = {layout.version: layout for layout in (_SIMPLE, _SIMPLE_16, _BAMF)}
SIMPLE, SIMPLE_16, BAMF = _VERSIONS
_STRIPS: Final = 10
_LEAST_ROWS: Final = 3


@cache
def layout(version: int) -> AttendanceLayout:
    """Return the layout a sheet's code names.

    Raises:
        KeyError: if there never was such a version.
    """
    rows, plain = divmod(version, _STRIPS)
    return with_strip(_VERSIONS[plain], rows)


def with_strip(plain: AttendanceLayout, rows: int) -> AttendanceLayout:
    """Return a layout whose table gives `rows` rows to a strip below the head, as far as it can.

    The tens of its version tell how many.
    """
    given = min(rows, plain.rows - _LEAST_ROWS)
    if not given:
        return plain
    lower = given * plain.row
    table = plain.table
    return replace(
        plain,
        version=plain.version + _STRIPS * given,
        rows=plain.rows - given,
        table=Rect(table.x, table.y + lower, table.width, table.height - lower),
    )


def choose(profile: str, people: int) -> AttendanceLayout:
    """Return the layout for a profile ("simple", "bamf") and a number of people."""
    if profile == "bamf":
        return _BAMF
    return _SIMPLE_16 if _SIMPLE.rows < people <= _SIMPLE_16.rows else _SIMPLE
