"""Tables as text: which letters, which delimiter, and no field without end."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.progress import Tell, part, untold
from kursplaner.exchange.cell_text import LONGEST_CELL
from kursplaner.exchange.reading.encodings import Letters, decoded, letters_of
from kursplaner.exchange.reading.list_limits import Reach

_LINES_UNTOLD = 500
_END_OF_FILE = "\x1a\0"
"""What programs for DOS write behind the last line."""
_DELIMITERS = (";", "\t", ",", "|")


Csv = Iterator[list[str]]


@dataclass(frozen=True, slots=True)
class TextTable:
    """The rows of a text file without blank ones behind, and the two guesses that made them.

    Attributes:
        sure_letters: whether no other encoding is nearly as likely.
        other_encodings: those in which the file could be read, too, likeliest first.
    """

    rows: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: str
    sure_letters: bool = True
    other_encodings: tuple[str, ...] = ()


def read_text_table(
    path: Path,
    content: bytes,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    tell: Tell = untold,
) -> TextTable:
    """Return the rows, with the letters asked for or those that names look likeliest in.

    Raises:
        Refused: "file_encoding", "file_truncated", "csv_field_too_long", "list_too_many_rows",
            "list_too_many_columns".
    """
    letters = _letters(path, content, encoding)
    told, text = _told_delimiter(letters.text.rstrip(_END_OF_FILE))
    chosen = delimiter or told or _sniffed(text)
    rows = tuple(_rows(path, text, chosen, tell))
    tell(1, 1)
    return TextTable(rows, letters.encoding, chosen, letters.certain, letters.others)


def _letters(path: Path, content: bytes, encoding: str | None) -> Letters:
    if encoding is None:
        found = letters_of(content)
    else:
        text = decoded(content, encoding)
        found = None if text is None else Letters(text.removeprefix("\ufeff"), encoding)
    if found is None:
        raise Refused("file_encoding", path=path, encoding=encoding or "cp1252")
    return found


def _told_delimiter(text: str) -> tuple[str | None, str]:
    """Return the delimiter of Excel's line "sep=;" and the text behind it."""
    first, _, rest = text.partition("\n")
    told = first.strip("\r").removeprefix("sep=")
    return (told, rest) if first.startswith("sep=") and len(told) == 1 else (None, text)


def _sniffed(text: str) -> str:
    """Return the delimiter that cuts most of the first rows into equally many cells."""
    sample = text[:50_000]

    def worth(delimiter: str) -> float:
        try:
            widths = [len(row) for row in _reader(sample, delimiter, strict=False) if row][:50]
        except csv.Error:
            return 0.0
        usual = max(set(widths), key=widths.count, default=1)
        return 0.0 if usual == 1 else widths.count(usual) / len(widths) + usual / 1000

    return max(_DELIMITERS, key=worth)


def _reader(text: str, delimiter: str, *, strict: bool, tell: Tell = untold) -> Csv:
    return csv.reader(_lines(text, tell), delimiter=delimiter, strict=strict)


def _lines(text: str, tell: Tell) -> Iterator[str]:
    done = 0
    for number, line in enumerate(io.StringIO(text, newline="")):
        if number % _LINES_UNTOLD == 0:
            tell(done, len(text))
        done += len(line)
        yield line


def _rows(path: Path, text: str, delimiter: str, tell: Tell) -> list[tuple[str, ...]]:
    try:
        return _limited(path, _reader(text, delimiter, strict=True, tell=part(tell, 0, 0.5)))
    except csv.Error as fault:
        if "unexpected end of data" in str(fault):
            raise Refused("file_truncated", path=path) from fault
    # What was written by hand, such as `"Anna" Meier`.
    return _limited(path, _reader(text, delimiter, strict=False, tell=part(tell, 0.5, 1)))


def _limited(path: Path, reader: Csv) -> list[tuple[str, ...]]:
    """Return the rows up to the last filled one, each up to its last filled cell."""
    rows: list[tuple[str, ...]] = []
    reach = Reach(path, "")
    blank = 0
    try:
        for number, row in enumerate(reader, start=1):
            filled = _filled(row)
            if filled == 0:
                blank += 1
                continue
            reach.fill(number, filled)
            _check_fields(path, row, number)
            rows.extend([()] * blank)
            blank = 0
            rows.append(tuple(row[:filled]))
    except csv.Error as fault:
        if "field limit" in str(fault):
            raise _too_long(path, len(rows) + blank + 1) from fault
        raise
    return rows


def _filled(row: list[str]) -> int:
    """Return how many cells a row has up to the last that holds more than blanks."""
    count = len(row)
    while count and not row[count - 1].strip():
        count -= 1
    return count


def _check_fields(path: Path, row: list[str], number: int) -> None:
    if max(map(len, row)) > LONGEST_CELL:
        raise _too_long(path, number)


def _too_long(path: Path, row: int) -> Refused:
    return Refused("csv_field_too_long", path=path, row=row, limit=LONGEST_CELL)
