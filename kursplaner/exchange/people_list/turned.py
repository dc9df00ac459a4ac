"""A list on its side: its headings stand below each other, and each column is somebody."""

from dataclasses import replace

from kursplaner.exchange.people_list.headings import field_of_heading
from kursplaner.exchange.people_list.values import plain_text
from kursplaner.exchange.reading.book_marks import SheetMarks
from kursplaner.exchange.reading.tables import Row, Sheet

_MOST_HEADINGS = 60
_FEWEST = 3
_COLUMNS_LOOKED_AT = 3


def lies_on_its_side(sheet: Sheet) -> bool:
    """Whether the headings of a sheet stand in one of its first columns, and not in a row."""
    rows = [row for row in sheet.rows if not row.empty]
    if not _FEWEST <= len(rows) <= _MOST_HEADINGS:
        return False
    across = max(len(_known([plain_text(cell) for cell in row.cells])) for row in rows)
    down = max(len(_known(_column(rows, at))) for at in range(_COLUMNS_LOOKED_AT))
    return down >= _FEWEST and down > across * 2


def turned(sheet: Sheet) -> Sheet:
    """Return the sheet with rows and columns changed; row numbers are those of the columns."""
    rows = [row for row in sheet.rows if not row.empty]
    width = max((len(row.cells) for row in rows), default=0)
    upright = tuple(
        Row(at + 1, tuple(row.cells[at] if at < len(row.cells) else None for row in rows))
        for at in range(width)
    )
    return replace(sheet, rows=upright, marks=SheetMarks())


def _column(rows: list[Row], at: int) -> list[str]:
    return [plain_text(row.cells[at]) if at < len(row.cells) else "" for row in rows]


def _known(texts: list[str]) -> set[str]:
    return {field.value for text in texts if text and (field := field_of_heading(text))}
