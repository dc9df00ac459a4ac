"""Lists out: the same rows as .xlsx, .ods or .csv, written whole or not at all."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.exchange.cell_text import cell_text, neutralised, unique_headings
from kursplaner.exchange.whole_file import write_whole

MOST_ROWS = 1_048_000
FORMATS = (".xlsx", ".ods", ".csv")

Value = str | int | float | Decimal | date | datetime | None


class Kind(StrEnum):
    """What a column holds, and which Python value stands for it."""

    TEXT = "text"  # str; anything else is shown as str() of it
    INT = "int"  # int
    DECIMAL = "decimal"  # Decimal, float or int
    EURO = "euro"  # int: cents; Decimal: euros
    DAY = "day"  # date
    TIME = "time"  # int: minutes of the day
    MOMENT = "moment"  # naive local datetime
    MINUTES = "minutes"  # int: a duration


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        title: its German heading.
        kind: what its cells hold.
        width: in characters; None takes it from heading and contents.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: float | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A titled list, ready for any format: headings unique, texts as cells can hold them."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def width_of(self, index: int) -> float:
        """Return the width of a column in characters, between 6 and 60."""
        column = self.columns[index]
        if column.width is not None:
            return column.width
        texts = (shown(column.kind, row[index]) for row in self.rows[:1000])
        longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
        return float(min(60, max(6, longest + 2, len(column.title) + 4)))


def write_table(
    path: Path, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]]
) -> None:
    """Write the rows to `path` in the format its ending names (.xlsx, .ods, .csv).

    Text never becomes a formula or a link. Spreadsheets keep every text as it is; CSV (UTF-8 with
    byte order mark, semicolons) puts a ' before texts that Excel would run.

    Raises:
        Refused: "format_unknown" (path, formats), "list_too_long" (path, rows, limit).
        OSError: untouched; nothing half written is left.
    """
    if len(rows) > MOST_ROWS:
        raise Refused("list_too_long", path=path, rows=len(rows), limit=MOST_ROWS)
    content = _list(title, columns, rows)
    match path.suffix.lower():
        case ".xlsx":
            from kursplaner.exchange.excel_list import excel_bytes

            write_whole(path, excel_bytes(content))
        case ".ods":
            from kursplaner.exchange.ods_list import ods_bytes

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


def shown(kind: Kind, value: Value) -> str:
    """Return a cell as a German reader sees it, which is also how CSV carries it."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        moment = kind is Kind.MOMENT and isinstance(value, datetime)
        return f"{value:%d.%m.%Y %H:%M}" if moment else f"{value:%d.%m.%Y}"
    if kind in {Kind.TIME, Kind.MINUTES}:
        return _clock(int(value), hours_long=kind is Kind.TIME)
    if kind is Kind.EURO:
        return f"{value:.2f}".replace(".", ",")
    return str(value) if isinstance(value, int) else _decimal(value)


def _clock(minutes: int, *, hours_long: bool) -> str:
    sign, rest = ("-" if minutes < 0 else ""), abs(minutes)
    return f"{sign}{rest // 60:{'02d' if hours_long else 'd'}}:{rest % 60:02d}"


def _decimal(value: float | Decimal) -> str:
    text = f"{value:f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return plain.replace(".", ",")


def _csv_bytes(content: List) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutralised(column.title) for column in content.columns])
    for row in content.rows:
        writer.writerow(
            [
                neutralised(value) if isinstance(value, str) else shown(column.kind, value)
                for column, value in zip(content.columns, row, strict=True)
            ]
        )
    return text.getvalue().encode("utf-8-sig")
