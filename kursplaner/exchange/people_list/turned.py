"""A list on its side: its headings stand below each other, and each column is somebody."""

from dataclasses import replace

from kursplaner.exchange.people_list.headings import field_of_heading
from kursplaner.exchange.people_list.values import plain_text
from kursplaner.exchange.reading.book_marks import SheetMarks
from kursplaner.exchange.reading.tables import Row, Sheet

_MOST_HEADINGS = 60
_MOST_ROWS = 6_000
_FEWEST = 3
_COLUMNS_LOOKED_AT = 3


def lies_on_its_side(sheet: Sheet) -> bool:
    """Whether the headings of a sheet stand in one of its first columns, and not in a row."""
    rows = [row for row in sheet.rows if not row.empty]
    if len(rows) < _FEWEST or len(rows) > _MOST_ROWS:
        return False
    if len(rows) > _MOST_HEADINGS and len(_cards(rows)) < 2:
        return False
    across = max(len(_known([plain_text(cell) for cell in row.cells])) for row in rows)
    down = max(len(_known(_column(rows, at))) for at in range(_COLUMNS_LOOKED_AT))
    return down >= _FEWEST and down > across * 2


def turned(sheet: Sheet) -> Sheet:
    """Return the sheet with rows and columns changed; row numbers are those of the columns."""
    rows = [row for row in sheet.rows if not row.empty]
    cards = _cards(rows)
    if len(cards) > 1:
        return replace(sheet, rows=_one_row_each(cards), marks=SheetMarks())
    width = max((len(row.cells) for row in rows), default=0)
    upright = tuple(
        Row(at + 1, tuple(row.cells[at] if at < len(row.cells) else None for row in rows))
        for at in range(width)
    )
    return replace(sheet, rows=upright, marks=SheetMarks())


def _cards(rows: list[Row]) -> list[list[Row]]:
    """Return the rows of each person, where the first heading comes again below the others."""
    at = max(range(_COLUMNS_LOOKED_AT), key=lambda column: len(_known(_column(rows, column))))
    names = [text.casefold().strip(" :") for text in _column(rows, at)]
    first = next((name for name in names if name and field_of_heading(name)), "")
    cards: list[list[Row]] = []
    for row, name in zip(rows, names, strict=True):
        if name == first:
            cards.append([])
        if cards:
            cards[-1].append(Row(row.number, row.cells[at:]))
    return cards


def _one_row_each(cards: list[list[Row]]) -> tuple[Row, ...]:
    """Return the headings of all cards in one row, and each card below in a row of its own."""
    titles = list(dict.fromkeys(_title(row) for card in cards for row in card))
    rows = [Row(1, tuple(titles))]
    for card in cards:
        told = {_title(row): row.cells[1] if len(row.cells) > 1 else None for row in card}
        begin = max(card[0].number, len(rows) + 1)
        rows += [Row(number, ()) for number in range(len(rows) + 1, begin)]
        rows.append(Row(begin, tuple(told.get(title) for title in titles)))
    return tuple(rows)


def _title(row: Row) -> str:
    return plain_text(row.cells[0]).strip(" :")


def _column(rows: list[Row], at: int) -> list[str]:
    return [plain_text(row.cells[at]) if at < len(row.cells) else "" for row in rows]


def _known(texts: list[str]) -> set[str]:
    return {field.value for text in texts if text and (field := field_of_heading(text))}
