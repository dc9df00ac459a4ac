"""Tables as text: which letters, which delimiter, and no field without end."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.exchange.file_guards import MOST_CELLS, MOST_ROWS

LONGEST_FIELD = 100_000
_DELIMITERS = (";", "\t", ",", "|")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class TextTable:
    """The rows of a text file and the two guesses that made them."""

    rows: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: str


def read_text_table(
    path: Path, content: bytes, *, encoding: str | None = None, delimiter: str | None = None
) -> TextTable:
    """Return the rows: byte order mark, else strict UTF-8, else Windows' western letters.

    Raises:
        Refused: "file_encoding", "file_truncated", "csv_field_too_long", "file_too_many_cells".
    """
    text, used = _decoded(path, content, encoding)
    told, text = _told_delimiter(text)
    chosen = delimiter or told or _sniffed(text)
    return TextTable(tuple(_rows(path, text, chosen)), used, chosen)


def _decoded(path: Path, content: bytes, encoding: str | None) -> tuple[str, str]:
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark) and encoding is None:
            return _strictly(path, content, "utf-8-sig" if name == "utf-8" else name), name
    if encoding is not None:
        return _strictly(path, content, encoding).removeprefix("\ufeff"), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strictly(path, content, "cp1252"), "cp1252"


def _strictly(path: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError) as fault:
        raise Refused("file_encoding", path=path, encoding=encoding) from fault


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


def _reader(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _rows(path: Path, text: str, delimiter: str) -> list[tuple[str, ...]]:
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        return _limited(path, _reader(text, delimiter, strict=True))
    except csv.Error as fault:
        if "unexpected end of data" in str(fault):
            raise Refused("file_truncated", path=path) from fault
    finally:
        csv.field_size_limit(before)
    return _rows_leniently(path, text, delimiter)


def _rows_leniently(path: Path, text: str, delimiter: str) -> list[tuple[str, ...]]:
    """Read what was written by hand, such as `"Anna" Meier`."""
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        return _limited(path, _reader(text, delimiter, strict=False))
    finally:
        csv.field_size_limit(before)


def _limited(path: Path, reader: Iterator[list[str]]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    cells = 0
    try:
        for row in reader:
            cells += len(row)
            rows.append(tuple(row))
            if cells > MOST_CELLS or len(rows) > MOST_ROWS:
                raise Refused("file_too_many_cells", path=path, limit=MOST_CELLS)
    except csv.Error as fault:
        if "field limit" in str(fault):
            raise Refused(
                "csv_field_too_long", path=path, row=len(rows) + 1, limit=LONGEST_FIELD
            ) from fault
        raise
    return rows
