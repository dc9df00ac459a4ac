"""Tables in: .xlsx, .xls, .ods, .csv and .tsv as plain cells, hostile files refused before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from kursplaner.basics.errors import Refused
from kursplaner.exchange.blind_cells import Place, blind_cells
from kursplaner.exchange.file_guards import MOST_CELLS, MOST_ROWS, FileKind, examined
from kursplaner.exchange.text_file import TextTable, read_text_table

Cell = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file; `number` counts from 1, as Excel shows it."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing but blanks stands in it."""
        return all(cell is None or not str(cell).strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with all its rows, empty ones included, so that row n stands at n - 1."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds, and how it was read.

    Attributes:
        path: where it was read.
        sheets: in the order of the file; a text file is one sheet named like the file.
        kind: what the file is by its contents, whatever its name ends in.
        encoding: "utf-8", "utf-16" or "cp1252" for text files, for the preview to show.
        delimiter: what separates the cells of a text file.
    """

    path: Path
    sheets: tuple[Sheet, ...]
    kind: FileKind
    encoding: str | None = None
    delimiter: str | None = None

    def sheet(self, name: str) -> Sheet:
        """Return the sheet of that name.

        Raises:
            Refused: "sheet_missing" (path, sheet).
        """
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise Refused("sheet_missing", path=self.path, sheet=name)


def read_table(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> Table:
    """Read every sheet of a list.

    Args:
        path: the file.
        encoding: of a text file, where the guess was wrong.
        delimiter: of a text file, where the guess was wrong.

    Raises:
        Refused: "file_empty", "file_too_big" (limit), "file_foreign" (found), "file_encrypted",
            "file_damaged", "file_truncated", "file_bomb", "file_too_many_cells" (limit),
            "file_encoding" (encoding), "csv_field_too_long" (row, limit); all with path.
        OSError: untouched.
    """
    content, kind = examined(path)
    if kind is FileKind.TEXT:
        text = read_text_table(path, content, encoding=encoding, delimiter=delimiter)
        return _text_table(path, text)
    blind = blind_cells(content) if kind is FileKind.XLSX else {}
    sheets = (_with_blind(sheet, blind) for sheet in _workbook_sheets(path, content))
    return Table(path, tuple(sheets), kind)


def _with_blind(sheet: Sheet, blind: Mapping[str, Mapping[Place, str]]) -> Sheet:
    """Return a sheet in which errors and formulas without a value stand as Excel shows them."""
    found = blind.get(sheet.name, {})
    if not found:
        return sheet
    rows = [list(row.cells) for row in sheet.rows]
    for (row, column), text in found.items():
        if row < len(rows) and column < len(rows[row]) and rows[row][column] is None:
            rows[row][column] = text
    made = (replace(row, cells=tuple(cells)) for row, cells in zip(sheet.rows, rows, strict=True))
    return replace(sheet, rows=tuple(made))


def _text_table(path: Path, text: TextTable) -> Table:
    rows = tuple(
        Row(number, tuple(cell or None for cell in cells))
        for number, cells in enumerate(text.rows, start=1)
    )
    sheet = Sheet(path.stem, rows)
    return Table(path, (sheet,), FileKind.TEXT, text.encoding, text.delimiter)


def _workbook_sheets(path: Path, content: bytes) -> Iterator[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            for metadata in workbook.sheets_metadata:
                cells = workbook.get_sheet_by_name(metadata.name)
                if cells.total_height > MOST_ROWS or (
                    cells.total_height * cells.total_width > MOST_CELLS
                ):
                    raise Refused("file_too_many_cells", path=path, limit=MOST_CELLS)
                rows = tuple(
                    Row(number, tuple(_cell(cell) for cell in row))
                    for number, row in enumerate(cells.to_python(skip_empty_area=False), start=1)
                )
                hidden = metadata.visible is not SheetVisibleEnum.Visible
                yield Sheet(metadata.name, rows, hidden=hidden)
    except PasswordError as fault:
        raise Refused("file_encrypted", path=path) from fault
    except (CalamineError, ValueError) as fault:
        raise Refused("file_damaged", path=path) from fault
    except BaseException as fault:
        # A panic inside the reader is no Exception; it has no importable class.
        if type(fault).__name__ == "PanicException":
            raise Refused("file_damaged", path=path) from fault
        raise


def _cell(value: str | float | bool | date | time | timedelta) -> Cell:  # noqa: FBT001 -- a cell
    """Return the cell; empty text is None, whole numbers are int."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value
