"""A table of a workbook: named columns, live formulas, and rows with the values they give."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Value = str | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of a table.

    Attributes:
        title: heading, also its name in formulas.
        form: text, number, int, hours, units, km, euro, percent, day, time, person or child.
        width: in characters.
        formula: for calculated columns, what every row holds.
        total: whether the total row adds it up.
    """

    title: str
    form: str
    width: float
    formula: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A named table with its rows; columns with a formula hold its values."""

    name: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: bool = True

    def values(self, title: str) -> list[Value]:
        """Return the values of a column."""
        index = [column.title for column in self.columns].index(title)
        return [row[index] for row in self.rows]

    def sum(self, title: str) -> float:
        """Return what the column adds up to."""
        return added(self.values(title))


def added(values: Iterable[Value]) -> float:
    """Return the sum of the numbers among the values."""
    return float(sum(float(v) for v in values if isinstance(v, int | float | Decimal)))


def this(table: str, column: str) -> str:
    """Return the reference to a column's cell in the same row."""
    return f"{table}[[#This Row],[{column}]]"
