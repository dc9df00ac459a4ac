"""The comments of cells as one more column, so that they are shown and can be taken as a remark."""

from collections import defaultdict
from dataclasses import replace

from kursplaner.exchange.people_list.header_rows import header_row
from kursplaner.exchange.reading.tables import Row, Sheet

HEADING = "Zellkommentare"


def with_comments(sheet: Sheet) -> Sheet:
    """Return a sheet with the comments of each row behind its last column, if there are any."""
    width = max((len(row.cells) for row in sheet.rows), default=0)
    by_row: dict[int, list[str]] = defaultdict(list)
    at = header_row(sheet)
    for (row, column), text in sorted(sheet.marks.comments.items()):
        inside = row <= len(sheet.rows) and column < len(sheet.rows[row - 1].cells)
        if text and inside and row > at:
            by_row[row].append(text)
    if not by_row:
        return sheet
    texts = {row: "; ".join(told) for row, told in by_row.items()}
    if at:
        texts[at] = HEADING
    rows = tuple(
        Row(row.number, (*row.cells, *(None,) * (width - len(row.cells)), texts[row.number]))
        if row.number in texts
        else row
        for row in sheet.rows
    )
    return replace(sheet, rows=rows)
