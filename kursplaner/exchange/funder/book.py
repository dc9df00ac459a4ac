"""A workbook being made: sheets, formats and real tables with formulas and their values."""

import io
import math
from datetime import date
from typing import Any

import xlsxwriter

from kursplaner.basics import clock
from kursplaner.exchange.funder.report_table import ReportColumn, ReportTable, Value, added
from kursplaner.exchange.lists.excel_look import (
    ACCENT,
    EURO,
    HEADING,
    LINE,
    LOOK,
    WEAK_ACCENT,
    WORKBOOK_OPTIONS,
)

_NUMBERS = {
    "int": "#,##0",
    "units": "#,##0.00",
    "hours": "#,##0.00",
    "km": "#,##0.0",
    "euro": EURO,
    "percent": "0.0 %",
    "day": "dd.mm.yyyy",
    "time": "hh:mm",
    "person": '"P-"00000',
    "child": '"K-"00000',
}
_CENTRED = {"number", "day", "time", "person", "child"}


class ReportBook:
    """A workbook of tables, made in memory.

    Attributes:
        formats: the formats made so far, because Excel allows only so many.
    """

    def __init__(self, title: str) -> None:
        self._file = io.BytesIO()
        self._workbook = xlsxwriter.Workbook(self._file, WORKBOOK_OPTIONS)
        self._workbook.set_properties({"title": title, "created": clock.now()})
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def content(self) -> bytes:
        """Return the finished file."""
        self._workbook.close()
        return self._file.getvalue()

    def sheet(self, name: str) -> Any:  # noqa: ANN401 -- XlsxWriter has no types
        """Return a new sheet of that name."""
        sheet = self._workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_tab_color(ACCENT if name in {"Deckblatt", "Indikatoren"} else LINE)
        return sheet

    def look(self, **wishes: object) -> Any:  # noqa: ANN401 -- as above
        """Return the format that adds these wishes to the usual look."""
        key = tuple(sorted(wishes.items()))
        if key not in self.formats:
            self.formats[key] = self._workbook.add_format({**LOOK, **wishes})
        return self.formats[key]

    def number_look(self, form: str, **wishes: object) -> Any:  # noqa: ANN401 -- as above
        """Return the format of a column's form (see ReportColumn)."""
        if form in _NUMBERS:
            wishes["num_format"] = _NUMBERS[form]
        if form in _CENTRED:
            wishes["align"] = "center"
        if form == "text":
            wishes |= {"indent": 1, "text_wrap": True}
        return self.look(**wishes)

    def add_table(
        self,
        sheet: Any,  # noqa: ANN401 -- as above
        row: int,
        first: int,
        table: ReportTable,
        *,
        filters: bool = False,
    ) -> int:
        """Write a table and return its last row."""
        last = row + max(1, len(table.rows)) + table.total
        sheet.add_table(
            row,
            first,
            last,
            first + len(table.columns) - 1,
            {
                "name": table.name,
                "style": "Table Style Light 1",
                "total_row": table.total,
                "autofilter": filters,
                "columns": [self._column_options(column) for column in table.columns],
            },
        )
        sheet.set_row(row, 34)
        for offset, cells in enumerate(table.rows, start=row + 1):
            sheet.set_row(offset, 17 * _lines(table, cells))
        for index, column in enumerate(table.columns):
            place = first + index
            for offset in range(max(1, len(table.rows))):
                value = table.rows[offset][index] if table.rows else _blank(column)
                self._write(sheet, row + 1 + offset, place, column, value)
            if table.total:
                self._write_total(sheet, last, place, table, index)
        return last

    def _column_options(self, column: ReportColumn) -> dict[str, object]:
        align = (
            "left" if column.form == "text" else "center" if column.form in _CENTRED else "right"
        )
        options: dict[str, object] = {
            "header": column.title,
            "header_format": self.look(
                **{**HEADING, "align": align, "indent": int(align == "left")}
            ),
        }
        if column.formula:
            options["formula"] = column.formula
        if column.total:
            options["total_function"] = "sum"
        return options

    def _write(
        self,
        sheet: Any,  # noqa: ANN401 -- as above
        row: int,
        place: int,
        column: ReportColumn,
        value: Value,
    ) -> None:
        look = self.number_look(column.form, bottom=1, bottom_color=LINE)
        if column.formula:
            sheet.write_formula(row, place, f"={column.formula}", look, value)
        elif value is None or value == "":
            sheet.write_blank(row, place, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, place, value, look)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, look)
        elif column.form == "time":
            sheet.write_number(row, place, float(value) / 1440, look)
        else:
            sheet.write_number(row, place, value, look)

    def _write_total(
        self,
        sheet: Any,  # noqa: ANN401 -- as above
        row: int,
        place: int,
        table: ReportTable,
        index: int,
    ) -> None:
        column = table.columns[index]
        look: dict[str, object] = {
            "bold": True,
            "bg_color": WEAK_ACCENT,
            "top": 1,
            "top_color": ACCENT,
        }
        if column.total:
            formula = f"=SUBTOTAL(109,{table.name}[{column.title}])"
            total = added(each[index] for each in table.rows)
            sheet.write_formula(row, place, formula, self.number_look(column.form, **look), total)
        elif index == 0:
            sheet.write_string(row, place, "Summe", self.look(**look, indent=1))
        else:
            sheet.write_blank(row, place, None, self.look(**look))


def _lines(table: ReportTable, cells: tuple[Value, ...]) -> int:
    """Return how many lines the longest text of a row needs; not every program finds out itself."""
    wrapped = (
        math.ceil(len(str(value)) * 1.15 / (column.width - 2))
        for column, value in zip(table.columns, cells, strict=True)
        if column.form == "text" and value
    )
    return min(8, max(wrapped, default=1))


def _blank(column: ReportColumn) -> Value:
    """Return what the one row of an empty table holds: formulas over nothing give 0."""
    return 0 if column.formula else None
