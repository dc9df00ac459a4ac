"""Where the headings of a sheet stand, and what they say: one row, or two that belong together."""

from collections.abc import Sequence

from kursplaner.exchange.people_list.fields import NAMES, Field
from kursplaner.exchange.people_list.headings import (
    field_of_heading,
    names_a_group,
    qualified,
)
from kursplaner.exchange.people_list.values import looks_like_name, plain_text
from kursplaner.exchange.reading.tables import Row, Sheet

ROWS_SEARCHED = 25
_LONGEST_TITLE = 80
_ROWS_BELOW = 12
_MOST = 0.6


def header_row(sheet: Sheet) -> int:
    """Return the row whose cells read most like headings, counted from 1; 0 if no row does."""
    best, row_found = 1, 0
    first = next((row.number for row in sheet.rows if not row.empty), 0)
    for row in sheet.rows[:ROWS_SEARCHED]:
        texts = texts_of(row)
        known = fields_in(texts)
        alone = row.number == first or _stands_alone(texts) or _names_below(sheet, row, texts)
        if len(known) > best or (row_found == 0 and known & NAMES and alone):
            best, row_found = max(best, len(known)), row.number
    return row_found


def headings(sheet: Sheet, at: int) -> tuple[int, list[str]]:
    """Return the last row of the headings, and each column's with the group it stands under.

    "Kind 1" merged over "Name" and "Geb." makes "Kind 1 Name" and "Kind 1 Geb.".
    """
    if not at:
        return 0, []
    row = sheet.rows[at - 1]
    texts = texts_of(row)
    if at < len(sheet.rows) and _goes_on(texts, below := texts_of(sheet.rows[at])):
        groups = _spread(sheet, row, texts)
        return at + 1, _together(groups, below)
    above = texts_of(sheet.rows[at - 2]) if at > 1 else []
    if sum(map(bool, above)) > 1:
        groups = _spread(sheet, sheet.rows[at - 2], above)
        if any(map(names_a_group, groups)):
            return at, _together(groups, texts)
    return at, texts


def fields_in(texts: Sequence[str]) -> set[Field]:
    """Return what the headings of a row mean."""
    return {
        found
        for text in texts
        if text and len(text) <= _LONGEST_TITLE and (found := field_of_heading(text)) is not None
    }


def texts_of(row: Row) -> list[str]:
    """Return the cells of a row as one line each."""
    return [plain_text(cell) for cell in row.cells]


def _stands_alone(texts: Sequence[str]) -> bool:
    """Return whether only one cell is filled: the heading of a list of one column."""
    return len([text for text in texts if text]) == 1


def _names_below(sheet: Sheet, row: Row, texts: Sequence[str]) -> bool:
    """Whether a column headed by a word for names has names below: an attendance list."""
    for at, text in enumerate(texts):
        if field_of_heading(text) not in NAMES:
            continue
        rows = sheet.rows[row.number : row.number + _ROWS_BELOW]
        cells = [each.cells[at] for each in rows if at < len(each.cells) and not each.empty]
        cells = [cell for cell in cells if plain_text(cell)]
        if len(cells) > 1 and sum(map(looks_like_name, cells)) / len(cells) >= _MOST:
            return True
    return False


def _goes_on(texts: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below the headings holds more of them: all its cells are known words."""
    filled = [text for text in below if text]
    if (
        len(filled) < 2
        or list(below) == list(texts)
        or any(any(map(str.isdigit, text)) for text in filled)
    ):
        return False
    known = [field_of_heading(text) for text in filled]
    if None in known:
        return False
    gaps = sum(1 for at, text in enumerate(below) if text and (at >= len(texts) or not texts[at]))
    groups = sum(
        1 for at, text in enumerate(below) if text and at < len(texts) and names_a_group(texts[at])
    )
    return gaps + groups > 0


def _spread(sheet: Sheet, row: Row, texts: Sequence[str]) -> list[str]:
    """Return the headings of groups over every column they are merged over, or stand left of."""
    merged = [area for area in sheet.marks.merged if area.top == row.number - 1]
    width = max((len(each.cells) for each in sheet.rows), default=0)
    found = [*texts, *[""] * (width - len(texts))]
    if merged:
        for area in merged:
            for at in range(area.left, min(area.right + 1, width)):
                found[at] = texts[area.left] if area.left < len(texts) else ""
        return found
    for at in range(1, width):
        if not found[at] and names_a_group(found[at - 1]):
            found[at] = found[at - 1]
    return found


def _together(groups: Sequence[str], below: Sequence[str]) -> list[str]:
    width = max(len(groups), len(below))
    pairs = [
        (groups[at] if at < len(groups) else "", below[at] if at < len(below) else "")
        for at in range(width)
    ]
    return [qualified(group, title) for group, title in pairs]
