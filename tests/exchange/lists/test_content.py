"""What a cell of a list shows, and how wide its column becomes."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from kursplaner.exchange.lists.content import Column, Kind, List, Value, shown


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.TEXT, None, ""),
        (Kind.TEXT, "", ""),
        (Kind.INT, "keine", "keine"),
        (Kind.DAY, date(2027, 3, 2), "02.03.2027"),
        (Kind.DAY, datetime(2027, 3, 2, 9, 5), "02.03.2027"),
        (Kind.MOMENT, date(2027, 3, 2), "02.03.2027"),
        (Kind.MOMENT, datetime(2027, 3, 2, 9, 5), "02.03.2027 09:05"),
        (Kind.TIME, 0, "00:00"),
        (Kind.TIME, 59, "00:59"),
        (Kind.TIME, 60, "01:00"),
        (Kind.TIME, -1, "-00:01"),
        (Kind.MINUTES, 0, "0:00"),
        (Kind.MINUTES, 6001, "100:01"),
        (Kind.MINUTES, -61, "-1:01"),
        (Kind.EURO, Decimal("-1234.5"), "-1234,50"),
        (Kind.EURO, Decimal(10), "10,00"),
        (Kind.INT, 100, "100"),
        (Kind.DECIMAL, 100, "100"),
        (Kind.DECIMAL, Decimal(100), "100"),
        (Kind.DECIMAL, Decimal("100.00"), "100"),
        (Kind.DECIMAL, Decimal("0.050"), "0,05"),
        (Kind.DECIMAL, 2.5, "2,5"),
    ],
)
def test_a_cell_is_shown_as_germans_write_it(kind: Kind, value: Value, text: str) -> None:
    assert shown(kind, value) == text


def width(title: str, *texts: Value, said: float | None = None, kind: Kind = Kind.TEXT) -> float:
    content = List(
        "L", (Column("x" * 40), Column(title, kind, said)), tuple(("", t) for t in texts)
    )
    return content.width_of(1)


def test_a_column_is_as_wide_as_its_longest_line_needs() -> None:
    assert width("N") == 6
    assert (width("NN"), width("NNN")) == (6, 7)
    assert (width("N", "abcd"), width("N", "abcde")) == (6, 7)
    assert width("N", "a", "abcdefgh\nabcdefghij", "ab") == 12
    assert width("N", date(2027, 3, 2), kind=Kind.DAY) == 12
    assert (width("N", "x" * 57), width("N", "x" * 58), width("N", "x" * 59)) == (59, 60, 60)
    assert (width("N" * 56), width("N" * 57)) == (60, 60)
    assert width("N" * 20, "x" * 30, said=3.5) == 3.5
    assert width("N", "x" * 30, said=0.0) == 0


def test_only_the_first_1000_rows_decide_how_wide_a_column_is() -> None:
    assert width("N", *[""] * 999, "x" * 20) == 22
    assert width("N", *[""] * 1000, "x" * 20) == 6
