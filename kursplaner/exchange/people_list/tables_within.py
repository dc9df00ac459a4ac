"""Several tables on one sheet, below or beside each other: each is read as a sheet of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kursplaner.exchange.people_list.comment_column import with_comments
from kursplaner.exchange.people_list.fields import NAMES, Field
from kursplaner.exchange.people_list.header_rows import fields_in, header_row, texts_of
from kursplaner.exchange.people_list.headings import field_of_heading, heading_key
from kursplaner.exchange.people_list.turned import lies_on_its_side
from kursplaner.exchange.reading.tables import Row, Sheet, Table

_ROWS_LOOKED_AT = 3_000
_MOST_TABLES = 40
_FEWEST = 2


def apart(table: Table) -> Table:
    """Return the table with every sheet that holds several cut into them; rows keep their numbers.

    Tables with the same headings below each other stay one: there they only are repeated.
    """
    parts = (part for sheet in table.sheets for part in _parts(sheet))
    return replace(table, sheets=tuple(map(with_comments, parts)))


def _parts(sheet: Sheet) -> Iterator[Sheet]:
    if lies_on_its_side(sheet):
        yield sheet
        return
    for below in _below_each_other(sheet):
        yield from _beside_each_other(below)


def _below_each_other(sheet: Sheet) -> Sequence[Sheet]:
    starts: list[int] = []
    last: tuple[str, ...] = ()
    for row in sheet.rows[:_ROWS_LOOKED_AT]:
        if _is_heading(row) and (keys := _keys(row)) != last:
            if starts and row.number == starts[-1] + 1:
                continue  # headings over two rows
            starts.append(row.number)
            last = keys
    if not 1 < len(starts) <= _MOST_TABLES:
        return [sheet]
    begins = [_with_title(sheet, start) for start in starts]
    ends = [*(begin - 1 for begin in begins[1:]), len(sheet.rows)]
    return [
        _cut(sheet, begin if at else 1, end, f"{sheet.name}, Zeile {start}" if at else sheet.name)
        for at, (begin, end, start) in enumerate(zip(begins, ends, starts, strict=True))
    ]


def _is_heading(row: Row) -> bool:
    """Whether a row can only be headings: names among them, and hardly a word unknown."""
    texts = [text for text in texts_of(row) if text]
    if len(texts) < _FEWEST:
        return False
    known = [text for text in texts if field_of_heading(text) is not None]
    fields = fields_in(texts)
    return bool(fields & NAMES) and len(fields) >= _FEWEST and len(known) * 3 >= len(texts) * 2


def _keys(row: Row) -> tuple[str, ...]:
    return tuple(heading_key(text) for text in texts_of(row) if text)


def _with_title(sheet: Sheet, start: int) -> int:
    """Return the first row of what stands above a table without a blank row between."""
    begin = start
    while begin > 1 and begin > start - _FEWEST and _is_title(sheet.rows[begin - 2]):
        begin -= 1
    return begin


def _is_title(row: Row) -> bool:
    return sum(map(bool, texts_of(row))) == 1


def _cut(sheet: Sheet, first: int, last: int, name: str) -> Sheet:
    rows = tuple(
        row if first <= row.number <= last else Row(row.number, ()) for row in sheet.rows[:last]
    )
    return replace(sheet, name=name, rows=rows)


def _beside_each_other(sheet: Sheet) -> Iterator[Sheet]:
    """Yield the tables of a sheet whose headings come again further right."""
    at = header_row(sheet)
    texts = texts_of(sheet.rows[at - 1]) if at else []
    starts = _starts(texts)
    if len(starts) < _FEWEST:
        yield sheet
        return
    ends = [*starts[1:], max(len(row.cells) for row in sheet.rows)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        left = 0 if number == 0 else start
        rows = tuple(Row(row.number, (*(None,) * left, *row.cells[left:end])) for row in sheet.rows)
        named = "".join(filter(None, (_cell(sheet, at - 2, start),)))
        name = f"{sheet.name}: {named}" if named else f"{sheet.name}, Spalte {start + 1}"
        yield replace(sheet, rows=rows, name=name if number or named else sheet.name)


def _cell(sheet: Sheet, row: int, column: int) -> str:
    texts = texts_of(sheet.rows[row]) if row >= 0 else []
    return texts[column] if column < len(texts) else ""


def _starts(texts: Sequence[str]) -> list[int]:
    """Return the columns in which the first headings stand again."""
    keys = [heading_key(text) for text in texts]
    names = [at for at, text in enumerate(texts) if field_of_heading(text) in NAMES]
    if len(names) < _FEWEST:
        return []
    first = next(at for at, key in enumerate(keys) if key)
    begin = names[0] if field_of_heading(texts[first]) is None else first
    starts = [at for at in range(len(keys)) if keys[at] == keys[begin] != ""]
    alone = field_of_heading(texts[begin])
    whole = alone in (Field.NAME_FAMILY_FIRST, Field.NAME_GIVEN_FIRST)
    spans = [keys[start + 1 : start + 2] for start in starts]
    same = whole or (len(spans) > 1 and all(span == spans[0] and span[0] for span in spans if span))
    return starts if len(starts) > 1 and same and all(spans) else []
