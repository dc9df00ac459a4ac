"""Lists out: the same rows as .xlsx, .ods or .csv, written whole or not at all."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.whole_file import write_whole
from kursplaner.exchange.cell_text import cell_text, csv_text, unique_headings
from kursplaner.exchange.lists.content import Column, Kind, List, Value, shown

__all__ = ["Column", "Kind", "Value", "write_table"]

MOST_ROWS = 1_048_000
FORMATS = (".xlsx", ".ods", ".csv")


def write_table(
    path: Path, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]]
) -> None:
    """Write the rows to `path` in the format its ending names (.xlsx, .ods, .csv).

    Text never becomes a formula or a link. Spreadsheets keep every text as it is; CSV (UTF-8 with
    byte order mark, semicolons) hides a tab before texts that Excel would change.

    Raises:
        Refused: "format_unknown" (path, formats), "list_too_long" (path, rows, limit).
        OSError: untouched; nothing half written is left.
    """
    if len(rows) > MOST_ROWS:
        raise Refused("list_too_long", path=path, rows=len(rows), limit=MOST_ROWS)
    content = _list(title, columns, rows)
    match path.suffix.lower():
        case ".xlsx":
            from kursplaner.exchange.lists.excel import excel_bytes

            write_whole(path, excel_bytes(content))
        case ".ods":
            from kursplaner.exchange.lists.ods import ods_bytes

            write_whole(path, ods_bytes(content))
        case ".csv":
            write_whole(path, _csv_bytes(content))
        case _:
            raise Refused("format_unknown", path=path, formats=FORMATS)


def _list(title: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> List:
    headings = unique_headings([column.title for column in columns])
    kinds = [column.kind for column in columns]
    return List(
        title=cell_text(title),
        columns=tuple(
            Column(heading, column.kind, column.width)
            for heading, column in zip(headings, columns, strict=True)
        ),
        rows=tuple(
            tuple(_cell(kind, value) for kind, value in zip(kinds, row, strict=True))
            for row in rows
        ),
    )


def _cell(kind: Kind, value: Value) -> Value:
    """Return a value that fits its column's kind; text stays text wherever it stands."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return cell_text(value) or None
    if kind is Kind.TEXT:
        return cell_text(str(value))
    if kind is Kind.EURO:
        return Decimal(value) / 100 if isinstance(value, int) else value
    return value


def _csv_bytes(content: List) -> bytes:
    kinds = [column.kind for column in content.columns]
    lines = [[csv_text(column.title) for column in content.columns]]
    lines += [[_csv_cell(*cell) for cell in zip(kinds, row, strict=True)] for row in content.rows]
    return "".join(_csv_line(cells) for cells in lines).encode("utf-8-sig")


def _csv_cell(kind: Kind, value: Value) -> str:
    return csv_text(value) if isinstance(value, str) else shown(kind, value)


def _csv_line(cells: Sequence[str]) -> str:
    """Return a line of CSV; a lone empty cell is quoted, else its line would be none."""
    line = ";".join(_csv_field(cell) for cell in cells)
    return (line or '""' * (len(cells) == 1)) + "\r\n"


def _csv_field(cell: str) -> str:
    """Return a cell, quoted where a reader could take a sign of it for the end of the cell."""
    if any(sign in cell for sign in ';"\r\n\t'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
