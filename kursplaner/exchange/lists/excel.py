"""A list as an Excel workbook: one real table, frozen heading, German formats, ready to print."""

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import xlsxwriter

from kursplaner.basics import clock
from kursplaner.exchange.cell_text import sheet_name
from kursplaner.exchange.lists.content import Column, Kind, List, Value, naming
from kursplaner.exchange.lists.excel_look import (
    EURO,
    HEADING,
    LOOK,
    WORKBOOK_OPTIONS,
    print_landscape,
)

_NUMBER_FORMATS = {
    Kind.INT: "#,##0",
    Kind.DECIMAL: "#,##0.00",
    Kind.EURO: EURO,
    Kind.DAY: "dd.mm.yyyy",
    Kind.TIME: "hh:mm",
    Kind.MOMENT: "dd.mm.yyyy hh:mm",
    Kind.MINUTES: "[h]:mm",
}
_OLDEST_EXCEL_DAY = date(1900, 3, 1)


def excel_bytes(content: List) -> bytes:
    """Return the list as an .xlsx file."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, WORKBOOK_OPTIONS)
    workbook.set_properties({"title": content.title[:250], "created": clock.now()})
    sheet = workbook.add_worksheet(sheet_name(content.title))
    formats = [_format(workbook, column) for column in content.columns]
    if content.columns:
        _add_table(workbook, sheet, content)
    for index, column_format in enumerate(formats):
        sheet.set_column(index, index, content.width_of(index), column_format)
        for number, row in enumerate(content.rows, start=1):
            _write(sheet, (number, index), content.columns[index].kind, row[index], column_format)
    sheet.freeze_panes(1, 0)
    widths = [content.width_of(index) for index in range(len(content.columns))]
    print_landscape(
        sheet, content.title, widths, heading_rows=(0, 0), repeated=naming(content.columns)
    )
    workbook.close()
    return file.getvalue()


def _format(workbook: Any, column: Column) -> Any:  # noqa: ANN401 -- XlsxWriter has no types
    if column.kind is Kind.TEXT:
        return workbook.add_format({**LOOK, "text_wrap": True, "indent": 1})
    return workbook.add_format({**LOOK, "num_format": _NUMBER_FORMATS[column.kind]})


def _add_table(workbook: Any, sheet: Any, content: List) -> None:  # noqa: ANN401 -- as above
    words = workbook.add_format(HEADING)
    numbers = workbook.add_format({**HEADING, "align": "right", "indent": 0})
    sheet.add_table(
        0,
        0,
        max(1, len(content.rows)),
        len(content.columns) - 1,
        {
            "name": "Liste",
            "style": "Table Style Light 1",
            "columns": [
                {
                    "header": column.title,
                    "header_format": words if column.kind is Kind.TEXT else numbers,
                }
                for column in content.columns
            ],
        },
    )
    sheet.set_row(0, 22)


def _write(
    sheet: Any,  # noqa: ANN401 -- as above
    place: tuple[int, int],
    kind: Kind,
    value: Value,
    cell_format: Any,  # noqa: ANN401 -- as above
) -> None:
    if value is None:
        sheet.write_blank(*place, None, cell_format)
    elif isinstance(value, str):
        sheet.write_string(*place, value, cell_format)
    elif isinstance(value, datetime | date):
        _write_day(sheet, place, value, cell_format)
    elif kind is Kind.TIME and 0 <= value < 24 * 60:
        sheet.write_datetime(*place, time(int(value) // 60, int(value) % 60), cell_format)
    elif kind in {Kind.TIME, Kind.MINUTES}:
        sheet.write_datetime(*place, timedelta(minutes=int(value)), cell_format)
    elif isinstance(value, Decimal) and not value.is_finite():
        sheet.write_string(*place, str(value), cell_format)
    else:
        sheet.write_number(*place, value, cell_format)


def _write_day(
    sheet: Any,  # noqa: ANN401 -- as above
    place: tuple[int, int],
    value: date,
    cell_format: Any,  # noqa: ANN401 -- as above
) -> None:
    """Write a day; Excel knows none before March 1900, those stay readable as text."""
    day = value.date() if isinstance(value, datetime) else value
    if day < _OLDEST_EXCEL_DAY:
        sheet.write_string(*place, f"{day:%d.%m.%Y}", cell_format)
    else:
        sheet.write_datetime(*place, value, cell_format)
