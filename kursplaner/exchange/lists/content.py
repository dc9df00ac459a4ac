"""What a list is made of, whatever the format it leaves in: columns, kinds, rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

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


def naming(columns: Sequence[Column]) -> int:
    """Return how many of the first columns tell which row it is: up to the first with words."""
    texts = (at for at, column in enumerate(columns, start=1) if column.kind is Kind.TEXT)
    return next(texts, 0)


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
