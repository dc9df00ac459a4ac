from datetime import date
from decimal import Decimal

import pytest

from kursplaner.documents.page.texts import Calendar, number_text, texts


def test_units_are_written_in_german() -> None:
    assert number_text(Decimal("2.50")) == "2,5"
    assert number_text(Decimal(100)) == "100"


@pytest.mark.parametrize(
    ("days", "written"),
    [
        ([], ""),
        ([date(2027, 2, 2)], "Februar 2027"),
        ([date(2027, 3, 1), date(2027, 2, 2)], "Februar und März 2027"),
        ([date(2027, 2, 2), date(2027, 6, 1)], "Februar bis Juni 2027"),
        ([date(2026, 12, 1), date(2027, 1, 5)], "Dezember 2026 und Januar 2027"),
    ],
)
def test_months(days: list[date], written: str) -> None:
    assert Calendar("de").months(days) == written


def test_periods() -> None:
    calendar = Calendar("de")
    assert calendar.period(date(2027, 2, 2), date(2027, 2, 2)) == "2. Feb. 2027"
    assert calendar.period(date(2026, 12, 1), date(2027, 1, 5)) == "1. Dez. 2026 – 5. Jan. 2027"
    assert calendar.long_day(date(2027, 3, 2)) == "Dienstag, 2. März 2027"


def test_a_language_without_translation_is_named() -> None:
    with pytest.raises(FileNotFoundError):
        texts("xx", "door_notice")


def test_a_missing_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts("de", "door_notice").plain("no such text")
