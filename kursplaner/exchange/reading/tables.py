"""Tables in: .xlsx, .xls, .ods, .csv and .tsv as plain cells, hostile files refused before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from kursplaner.basics.errors import Refused
from kursplaner.basics.progress import Tell, each, part, untold
from kursplaner.exchange.reading.blind_cells import Place
from kursplaner.exchange.reading.book_marks import SheetMarks
from kursplaner.exchange.reading.file_guards import Examined, FileKind, examined
from kursplaner.exchange.reading.list_limits import Reach, check_cells, check_sheets, check_text
from kursplaner.exchange.reading.text import TextTable, read_text_table

Cell = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file; `number` counts from 1, as Excel shows it."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing but blanks stands in it."""
        return all(_is_blank(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet up to its last filled row and column; row n stands at n - 1, blank or not.

    Attributes:
        marks: what the workbook says of its rows: hidden, struck out, merged.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    marks: SheetMarks = field(default_factory=SheetMarks)


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds, and how it was read.

    Attributes:
        path: where it was read.
        sheets: in the order of the file; a text file is one sheet named like the file.
        kind: what the file is by its contents, whatever its name ends in.
        encoding: of a text file, for the preview to show (`encodings.OFFERED`).
        delimiter: what separates the cells of a text file.
        sure_letters: whether no other encoding is nearly as likely.
        other_encodings: those in which a text file could be read, too, likeliest first.
        since_1904: whether bare numbers of days count from 1904.
    """

    path: Path
    sheets: tuple[Sheet, ...]
    kind: FileKind
    encoding: str | None = None
    delimiter: str | None = None
    sure_letters: bool = True
    other_encodings: tuple[str, ...] = ()
    since_1904: bool = False

    def sheet(self, name: str) -> Sheet:
        """Return the sheet of that name.

        Raises:
            Refused: "sheet_missing" (path, sheet).
        """
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise Refused("sheet_missing", path=self.path, sheet=name)


def read_table(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    tell: Tell = untold,
) -> Table:
    """Read every sheet of a list.

    Args:
        path: the file.
        encoding: of a text file, where the guess was wrong.
        delimiter: of a text file, where the guess was wrong.
        tell: told how far the reading is; what it raises ends it.

    Raises:
        Refused: "file_is_folder", "file_is_device", "file_empty", "file_too_big" (limit),
            "file_foreign" (found), "file_encrypted", "file_damaged", "file_truncated",
            "file_bomb", "file_too_many_cells" (limit), "list_too_many_rows" and
            "list_too_many_columns" (sheet, found, limit), "list_too_many_sheets" (found, limit),
            "list_cell_too_long" (text, limit), "file_encoding" (encoding), "csv_field_too_long"
            (row, limit); all with path.
        OSError: untouched.
    """
    found = examined(path, part(tell, 0, 0.5))
    rest = part(tell, 0.5, 1)
    if found.kind is FileKind.TEXT:
        text = read_text_table(
            path, found.content, encoding=encoding, delimiter=delimiter, tell=rest
        )
        return _text_table(path, text)
    sheets = tuple(_workbook_sheets(path, found, rest))
    return Table(path, sheets, found.kind, since_1904=found.marks.since_1904)


def _show_blind(rows: list[list[Cell]], blind: Mapping[Place, str]) -> None:
    """Put errors and formulas without a value where they stand, as Excel shows them."""
    for (row, column), text in blind.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        if rows[row][column] is None:
            rows[row][column] = text


def _text_table(path: Path, text: TextTable) -> Table:
    rows = tuple(
        Row(number, tuple(cell or None for cell in cells))
        for number, cells in enumerate(text.rows, start=1)
    )
    sheet = Sheet(path.stem, rows)
    guesses = (text.encoding, text.delimiter, text.sure_letters, text.other_encodings)
    return Table(path, (sheet,), FileKind.TEXT, *guesses)


def _workbook_sheets(path: Path, found: Examined, tell: Tell) -> Iterator[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(found.content)) as workbook:
            check_sheets(path, len(workbook.sheets_metadata))
            count, cells = len(workbook.sheets_metadata), 0
            for at, metadata in enumerate(workbook.sheets_metadata):
                tell(at, count)
                area = workbook.get_sheet_by_name(metadata.name)
                cells += _area(area)
                check_cells(path, cells)
                rows = _rows(path, area, part(tell, at / count, (at + 1) / count))
                _show_blind(rows, found.blind.get(metadata.name, {}))
                hidden = metadata.visible is not SheetVisibleEnum.Visible
                marks = found.marks.sheet(metadata.name)
                trimmed = _trimmed(path, metadata.name, rows)
                yield Sheet(metadata.name, trimmed, hidden=hidden, marks=marks)
    except PasswordError as fault:
        raise Refused("file_encrypted", path=path) from fault
    except (CalamineError, ValueError) as fault:
        raise Refused("file_damaged", path=path) from fault
    except BaseException as fault:
        # A panic inside the reader is no Exception; it has no importable class.
        if type(fault).__name__ == "PanicException":
            raise Refused("file_damaged", path=path) from fault
        raise


def _area(sheet: CalamineSheet) -> int:
    """Return the cells of the rectangle from the first cell of a sheet to its last."""
    if sheet.end is None:
        return 0
    return (sheet.end[0] + 1) * (sheet.end[1] + 1)


def _rows(path: Path, sheet: CalamineSheet, tell: Tell) -> list[list[Cell]]:
    """Return the cells of a sheet; raises Refused for one that is too long."""
    return [
        [_cell(path, cell) for cell in row]
        for row in each(sheet.to_python(skip_empty_area=False), tell)
    ]


def _trimmed(path: Path, name: str, rows: list[list[Cell]]) -> tuple[Row, ...]:
    """Return the rows up to the last filled row and column."""
    reach = Reach(path, name)
    for number, row in enumerate(rows, start=1):
        filled = len(row)
        while filled and _is_blank(row[filled - 1]):
            filled -= 1
        if filled:
            reach.fill(number, filled)
    return tuple(
        Row(number, tuple(row[: reach.columns]))
        for number, row in enumerate(rows[: reach.rows], start=1)
    )


def _cell(path: Path, value: str | float | bool | date | time | timedelta) -> Cell:  # noqa: FBT001 -- a cell
    """Return the cell; empty text is None, whole numbers are int."""
    if isinstance(value, str):
        check_text(path, value)
        return value or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
